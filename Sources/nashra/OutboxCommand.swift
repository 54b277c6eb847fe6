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
        @Flag(help: "What was sent or dropped, too.") var all = false

        func perform(_ console: Console) async throws -> ExitStatus {
            let store = try installation(console).open().store
            let (entries, unaddressed) = try await store.read { [all] in
                (try $0.outbox(settled: all), try $0.unaddressed())
            }
            for entry in entries {
                if console.json {
                    try console.print(json: PrintedEnvelope(entry))
                } else {
                    console.print(PrintedEnvelope(entry).line)
                }
            }
            for rest in unaddressed {
                try console.json
                    ? console.print(json: PrintedUnaddressed(rest))
                    : console.print(PrintedUnaddressed(rest).line)
            }
            if entries.isEmpty && unaddressed.isEmpty && !console.json {
                console.print("nothing waits")
            }
            return .done
        }
    }

    struct Show: NewsCommand {
        static let configuration = CommandConfiguration(
            abstract: "One message: its envelope, its attempts, its bytes.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "The number that `outbox list` shows.") var id: Int64

        func perform(_ console: Console) async throws -> ExitStatus {
            let store = try installation(console).open().store
            let (entry, envelope, attempts) = try await store.read { [id] records in
                (
                    try records.outboxEntry(id), try records.envelope(id),
                    try records.deliveries(ofEnvelope: id)
                )
            }
            guard let entry, let envelope else {
                throw Failure(.missingInput, "there is no message \(id) in the outbox")
            }
            if console.json {
                try console.print(json: PrintedEnvelope(entry))
                for attempt in attempts { try console.print(json: PrintedDelivery(attempt)) }
                return .done
            }
            console.print(PrintedEnvelope(entry).line)
            for attempt in attempts { console.print("  " + PrintedDelivery(attempt).line) }
            console.print()
            console.print(String(decoding: envelope.pieces.flatMap(\.bytes), as: UTF8.self))
            return .done
        }
    }

    struct Retry: NewsCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Makes messages that wait or failed due at once; send them with `nashra send`.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var selection: EnvelopeSelection

        func perform(_ console: Console) async throws -> ExitStatus {
            let installation = try installation(console)
            let newsroom = try installation.open()
            let now = installation.clock.now()
            let ids = selection.ids
            let count = try await newsroom.commits.write {
                try $0.retry(ids, at: now, giveUp: .seconds(86_400))
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
            let newsroom = try installation.open()
            let now = installation.clock.now()
            let ids = selection.ids
            let count = try await newsroom.commits.write { try $0.drop(ids, at: now) }
            if console.json {
                try console.print(json: ["dropped": count])
            } else {
                console.print(counted(count, "message") + " dropped")
            }
            return count == 0 ? .negative : .done
        }
    }
}

/// Which messages `retry` and `drop` mean: numbers, or all.
struct EnvelopeSelection: ParsableArguments {
    @Argument(help: "The numbers that `outbox list` shows.") var numbers: [Int64] = []
    @Flag(help: "Every message that waits or failed.") var all = false

    /// Nil for all.
    var ids: [Int64]? { all ? nil : numbers }

    func validate() throws {
        if numbers.isEmpty == !all {
            throw ValidationError("name messages by their numbers, or give --all")
        }
    }
}
