import Almanac
import ArgumentParser
import Daemon
import Matching
import Newswire

struct DueCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "Shows when a subscriber's digests come.",
        discussion: "Needs no store. Times are the subscriber's, by this machine's zone data.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The subscriber's id.") var subscriber: String
    @Option(
        help: ArgumentHelp(
            "From then on, such as 2026-11-24T05:00:00Z; now by default.", valueName: "time"))
    var after: String?
    @Option(help: "How many times to show.") var count = 5

    func validate() throws {
        if let after, Timestamp(rfc3339: after) == nil {
            throw ValidationError("'\(after)' is no time such as 2026-11-24T05:00:00Z")
        }
        guard (1...10_000).contains(count) else {
            throw ValidationError("--count takes 1 to 10000")
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let loaded = try await lookUpRules(installation, console)
        let id = SubscriberID(subscriber.precomposedStringWithCanonicalMapping)
        let file = loaded.file(of: id)
        if let file { console.noteBriefly(file.diagnostics) }
        guard let subscriber = file?.inForce?.subscriber else {
            let isKnown = file != nil
            throw Failure(
                isKnown ? .unreadable : .missingInput,
                isKnown
                    ? "the file of \(Diagnostic.quoted(subscriber)) has errors"
                    : "there is no subscriber \(Diagnostic.quoted(subscriber))")
        }
        let start = after.flatMap(Timestamp.init(rfc3339:)) ?? installation.clock.now()
        // Readers of a list have it by their own clocks.
        let slots = try subscriber.digests.flatMap { plan in
            let zones = Set(subscriber.reach(of: plan).map(\.audience.timeZone))
            return try zones.flatMap { name in
                let zone = try installation.zones.zone(named: name)
                return plan.schedule.slots(after: start, in: zone).prefix(count).map {
                    Due(
                        subscriber: subscriber.id, digest: plan.name, utc: $0.moment,
                        local: zone.rfc3339($0.moment))
                }
            }
        }
        for due in slots.sorted(by: {
            ($0.utc, $0.digest, $0.local) < ($1.utc, $1.digest, $1.local)
        }).prefix(count) {
            if console.json {
                try console.print(json: due)
            } else {
                console.print("\(due.local)  \(due.digest)  (\(due.utc.rfc3339))")
            }
        }
        if subscriber.digests.isEmpty { console.note("\(subscriber.id) has no digest") }
        return .done
    }

    private struct Due: Encodable {
        var subscriber: SubscriberID
        var digest: String
        var utc: Timestamp
        var local: String
    }
}
