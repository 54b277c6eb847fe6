import ArgumentParser
import Newswire

struct DeliveriesCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "Shows every attempt to send, with the server's own reply, newest first.")

    @OptionGroup var common: CommonOptions
    @Flag(help: "Only attempts that did not deliver.") var failed = false
    @Option(
        help: ArgumentHelp("Only to this address, or to those that hold this.", valueName: "text"))
    var to: String?
    @Option(help: ArgumentHelp("Only of this time: 36h, 14d.", valueName: "duration"))
    var since: String?
    @Option(help: "How many to show.") var limit = 100

    func validate() throws {
        _ = try since.map(SinceOption.duration)
        if limit < 1 { throw ValidationError("--limit must be 1 or more") }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let start = try since.map { installation.clock.now() - (try SinceOption.duration($0)) }
        let store = try openRecorded(installation).store
        let attempts = try await store.read { [failed, to, limit] records in
            try records.deliveries(
                since: start ?? Timestamp(milliseconds: 0), failedOnly: failed, to: to,
                limit: limit)
        }
        for attempt in attempts {
            if console.json {
                try console.print(json: PrintedDelivery(attempt))
            } else {
                console.print(PrintedDelivery(attempt).line)
            }
        }
        if attempts.isEmpty && !console.json {
            let isNarrowed = failed || to != nil || since != nil
            console.print(isNarrowed ? "no such attempt" : "nothing was sent yet")
        }
        return .done
    }
}
