# Nashra's commands. `make` alone lists them.

SWIFT      ?= swift
CONFIG     ?= nashra.yaml
VENV       := .build-venv
SOURCES    := Sources Tests Package.swift $(wildcard Benchmarks)

.PHONY: help setup setup-tests build run test screenshots fuzz soak bench lint \
    format clean

help: ## lists these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## installs what is missing to build and run
	@scripts/setup

setup-tests: setup ## installs what the tests need beside that
	@scripts/setup tests
	@scripts/setup-python $(VENV)

build: setup ## builds the release binary
	$(SWIFT) build -c release --product nashra

run: build ## does the main job on samples/ and subscribers/
	@scripts/run-samples "$$($(SWIFT) build -c release --show-bin-path)/nashra"

test: setup-tests ## builds and runs every test
	$(SWIFT) build --build-tests
	@# `make bench` has the figures of mail; here only that each message arrives, once.
	NASHRA_BENCHMARKS=1 $(SWIFT) build --product mail-benchmark
	timeout --kill-after=10 120 \
	    "$$(NASHRA_BENCHMARKS=1 $(SWIFT) build --show-bin-path)/mail-benchmark" --quick
	@# More tests at a time starve each other of two cores, and of their time limits.
	@# Two minutes are usual; what hangs must fail.
	timeout --kill-after=60 900 \
	    $(SWIFT) test --skip-build --experimental-maximum-parallelization-width 8

screenshots: setup-tests ## pictures of the tests' digests into docs/images; checks that they fit
	$(VENV)/bin/python scripts/screenshots

fuzz: setup-tests ## asks index and evaluator about two million pairs of a rule and an article
	NASHRA_PAIRS=2000000 $(SWIFT) test -Xswiftc -O --scratch-path .build-fuzz --filter AgreementTests

soak: setup-tests ## kills a sender 200 times over 5,000 mails and over 1,200 alerts, lets a host hang
	NASHRA_KILLS=200 $(SWIFT) test --filter CrashTests
	NASHRA_KILLS=200 $(SWIFT) test --filter RateTests

bench: setup ## measures matching, tagging, digests and mail; states what must come out
	@scripts/setup bench
	NASHRA_BENCHMARKS=1 $(SWIFT) build -c release --product matching-benchmark
	NASHRA_BENCHMARKS=1 $(SWIFT) build -c release --product regions-benchmark
	NASHRA_BENCHMARKS=1 $(SWIFT) build -c release --product digests-benchmark
	NASHRA_BENCHMARKS=1 $(SWIFT) build -c release --product mail-benchmark
	"$$(NASHRA_BENCHMARKS=1 $(SWIFT) build -c release --show-bin-path)/regions-benchmark"
	"$$(NASHRA_BENCHMARKS=1 $(SWIFT) build -c release --show-bin-path)/matching-benchmark"
	"$$(NASHRA_BENCHMARKS=1 $(SWIFT) build -c release --show-bin-path)/digests-benchmark"
	"$$(NASHRA_BENCHMARKS=1 $(SWIFT) build -c release --show-bin-path)/mail-benchmark"

lint: setup ## checks imports, layout and format
	@scripts/check-imports
	$(SWIFT) format lint --strict --recursive --parallel $(SOURCES)

format: ## brings every file into the house's format
	$(SWIFT) format --in-place --recursive --parallel $(SOURCES)

clean: ## removes what was built, never what was received
	rm -rf .build $(VENV)
