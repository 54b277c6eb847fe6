import ArgumentParser
import Foundation
import Newswire
import Storage

struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Shows what waits to be sent; tries it again, or drops it.",
        subcommands: [List.self, Show.self, Retry.self, Drop.self],
        defaultSubcommand: List.self)

    struct List: NewsCommand {
        static let configuration = CommandConfiguration(
            abstract: "What waits, what is being sent, and what failed.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var filter: EnvelopeFilter
        @Flag(help: "What was sent or dropped, too.") var all = false
        @Option(help: "How many to show, the newest; 0 for every one.") var limit = 1000

        /// Read at a time: a pager may take all day over them.
        private static let page = 1000

        func validate() throws {
            if limit < 0 { throw ValidationError("--limit must be 0 or more") }
        }

        func perform(_ console: Console) async throws -> ExitStatus {
            let installation = try installation(console)
            let store = try openRecorded(installation).store
            let choice = try filter.choice(at: installation.clock.now())
            let (cut, unaddressed) = try await store.read { [all, limit] in
                (
                    limit > 0
                        ? try $0.outboxCut(choice, settled: all, newest: limit) : nil,
                    choice == .all ? try $0.unaddressed() : []
                )
            }
            let shown = try await show(choice, from: cut?.first ?? 1, in: store, console)
            for rest in unaddressed {
                try console.json
                    ? console.print(json: PrintedUnaddressed(rest))
                    : console.print(PrintedUnaddressed(rest).line)
            }
            if let cut {
                console.note("nashra: and \(cut.before) more, older ones; --limit shows them")
            }
            if shown == 0 && unaddressed.isEmpty && !console.json {
                console.print("nothing waits")
            }
            return .done
        }

        /// Returns how many there were.
        private func show(
            _ choice: EnvelopeChoice, from first: Int64, in store: Store, _ console: Console
        ) async throws -> Int {
            let most = limit > 0 ? limit : Int.max
            var next = first
            var shown = 0
            while shown < most {
                let entries = try await store.read { [all, next, shown] in
                    try $0.outbox(
                        choice, settled: all, from: next, limit: min(Self.page, most - shown))
                }
                guard let last = entries.last else { break }
                for entry in entries {
                    try console.json
                        ? console.print(json: PrintedEnvelope(entry))
                        : console.print(PrintedEnvelope(entry).line)
                }
                next = last.id + 1
                shown += entries.count
            }
            return shown
        }
    }

    struct Show: NewsCommand {
        static let configuration = CommandConfiguration(
            abstract: "One message: its envelope, its attempts, its bytes.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The number that `outbox list` shows.") var id: Int64

        func perform(_ console: Console) async throws -> ExitStatus {
            let store = try openRecorded(try installation(console)).store
            let (entry, envelope, attempts) = try await store.read { [id] records in
                (
                    try records.outboxEntry(id), try Self.envelope(id, records),
                    try records.deliveries(ofEnvelope: id)
                )
            }
            guard let entry else {
                throw Failure(.missingInput, "there is no message \(id) in the outbox")
            }
            if console.json {
                try console.print(json: PrintedEnvelope(entry))
                for attempt in attempts { try console.print(json: PrintedDelivery(attempt)) }
            } else {
                console.print(PrintedEnvelope(entry).line)
                for attempt in attempts { console.print("  " + PrintedDelivery(attempt).line) }
                console.print()
            }
            switch envelope {
            case .success(let envelope):
                let bytes = envelope?.pieces.flatMap(\.bytes) ?? []
                // A mail's lines end otherwise than a terminal's.
                let text = String(decoding: bytes, as: UTF8.self)
                if !console.json { console.print(text.replacing("\r\n", with: "\n")) }
            case .failure(let problem):
                throw Failure(.unreadable, "message \(id) can't be read: \(problem.detail)")
            }
            return .done
        }

        private static func envelope(
            _ id: Int64, _ records: Records
        ) throws -> Result<Envelope?, UnreadableEnvelope> {
            do {
                return .success(try records.envelope(id))
            } catch let problem as UnreadableEnvelope {
                return .failure(problem)
            }
        }
    }

    struct Retry: NewsCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Makes messages that wait or failed due at once; send them with `nashra send`.",
            discussion: """
                Servers that were left alone are tried again at once, but those that asked for \
                it. Numbers and options that are given together must all be true of a message.
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var selection: EnvelopeSelection

        func perform(_ console: Console) async throws -> ExitStatus {
            let installation = try installation(console)
            let newsroom = try openRecorded(installation)
            let now = installation.clock.now()
            let choice = try selection.choice(at: now)
            let count = try await newsroom.commits.write {
                try $0.retry(choice, at: now, giveUp: .seconds(86_400))
            }
            if console.json {
                try console.print(json: ["due": count])
            } else {
                console.print(counted(count, "message") + " due now")
            }
            return count == 0 ? .negative : .done
        }
    }

    struct Drop: NewsCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives up messages that wait or failed, for good.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var selection: EnvelopeSelection

        func perform(_ console: Console) async throws -> ExitStatus {
            let installation = try installation(console)
            let newsroom = try openRecorded(installation)
            let now = installation.clock.now()
            let choice = try selection.choice(at: now)
            let count = try await newsroom.commits.write { try $0.drop(choice, at: now) }
            if console.json {
                try console.print(json: ["dropped": count])
            } else {
                console.print(counted(count, "message") + " dropped")
            }
            return count == 0 ? .negative : .done
        }
    }
}
