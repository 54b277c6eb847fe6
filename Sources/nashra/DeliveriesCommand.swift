import ArgumentParser
import Newswire

struct DeliveriesCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "Shows every attempt to send, with the server's own reply, newest first.")

    @OptionGroup var common: CommonOptions
    @Flag(help: "Only attempts that did not deliver.") var failed = false
    @Option(help: ArgumentHelp("Only to addresses that hold this.", valueName: "text"))
    var to: String?
    @Option(help: "How many to show.") var limit = 100

    func perform(_ console: Console) async throws -> ExitStatus {
        let store = try installation(console).open().store
        let attempts = try await store.read { [failed, to, limit] records in
            try records.deliveries(
                since: Timestamp(milliseconds: 0), failedOnly: failed, to: to, limit: limit)
        }
        for attempt in attempts {
            if console.json {
                try console.print(json: PrintedDelivery(attempt))
            } else {
                console.print(PrintedDelivery(attempt).line)
            }
        }
        if attempts.isEmpty && !console.json { console.print("nothing was sent yet") }
        return .done
    }
}
