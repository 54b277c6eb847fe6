import ArgumentParser
import Daemon
import Dispatching
import Matching
import Newswire
import Storage

struct StatusCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows what is healthy and what needs a person.",
        discussion: "Exit code 1 if something needs a person.")

    @OptionGroup var common: CommonOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let newsroom = try openRecorded(installation)
        let loaded = try await newsroom.shelf.load(progress: progress(console))
        console.clearProgress()
        let now = installation.clock.now()
        let sources = installation.configuration.sources
        let facts = try await newsroom.store.read { records in
            Facts(
                articles: try records.articleCounts(), outbox: try records.outboxCounts(),
                unaddressed: try records.unaddressed().reduce(0) { $0 + $1.readers },
                struggling: try records.waitingCount(attempts: 3),
                failed: try records.failedCount(since: now - .seconds(24 * 3600)),
                pending: try records.pendingCounts().reduce(0) { $0 + $1.count },
                alerts: try records.openNoticeCount(),
                blocked: try records.blockedEndpoints(at: now),
                alarms: try records.openAlarms(),
                sources: try sources.map { try records.source($0.name, at: $0.place.address) },
                suppressed: try records.suppressions(of: loaded.rules.everyone),
                oldestWaiting: try records.oldestWaiting(),
                lastDay: try records.attempts(since: now - .seconds(86_400)),
                runs: try records.lastRuns())
        }
        let concerns = concerns(loaded, facts, now: now)
        if console.json {
            try console.print(json: Report(loaded.rules, facts, concerns))
        } else {
            for line in lines(installation, loaded.rules, facts) { console.print(line) }
            for concern in concerns { console.print("! \(concern)") }
            if concerns.isEmpty { console.print("all is well") }
        }
        return concerns.isEmpty ? .done : .negative
    }

    private struct Facts: Sendable {
        var articles: (articles: Int, revisions: Int, stories: Int)
        var outbox: [Envelope.State: Int]
        /// Readers of long lists whose messages are made while others go out.
        var unaddressed: Int
        /// Messages that wait after three attempts or more.
        var struggling: Int
        /// Messages that failed in the last day, and might not have.
        var failed: Int
        /// Matches that wait for a digest.
        var pending: Int
        /// Alerts that wait for their moment, the end of quiet hours or a cap.
        var alerts: Int
        var blocked: [BlockedEndpoint]
        /// Endpoints that a person must mend, and subscribers that reach nobody.
        var alarms: [Alarm]
        var sources: [SourceState]
        /// Subscribers' addresses that nothing is written to, with the reason.
        var suppressed: [SubscriberID: [EmailAddress: String]]
        /// Of the messages that wait, when the first was made.
        var oldestWaiting: Timestamp?
        /// How many attempts of the last 24 hours ended how.
        var lastDay: [String: Int]
        /// When the last runs ended, the newest first.
        var runs: [Timestamp]

        /// Whom nobody is left of is said with all who left.
        var failing: [Alarm] {
            alarms.filter { alarm in
                if case .subscriber = alarm.subject { false } else { true }
            }
        }

        /// Of whom it is not believed who is gone.
        var brakes: [Alarm] {
            alarms.filter { if case .refusals = $0.subject { true } else { false } }
        }

        var waiting: Int {
            (outbox[.ready] ?? 0) + (outbox[.leased] ?? 0) + (outbox[.unknown] ?? 0)
        }
    }

    private func lines(
        _ installation: Installation, _ rules: Rulebase, _ facts: Facts
    ) -> [String] {
        var lines = [
            "store \(installation.configuration.store): "
                + counted(facts.articles.articles, "article") + ", "
                + counted(facts.articles.stories, "story", plural: "stories"),
            counted(rules.subscribers.count, "subscriber") + ", "
                + counted(
                    rules.everyone.reduce(0) { $0 + $1.rules.count }, "rule"),
            counted(facts.pending, "match", plural: "matches") + " waiting for a digest, "
                + counted(facts.alerts, "alert") + " waiting",
            "outbox: \(facts.waiting) waiting, \(facts.outbox[.sent] ?? 0) sent, "
                + "\(facts.outbox[.failed] ?? 0) failed"
                + (facts.unaddressed > 0 ? ", \(facts.unaddressed) to be addressed" : "")
                + (facts.oldestWaiting.map { "; the oldest waits since \($0.rfc3339)" } ?? ""),
        ]
        if !facts.lastDay.isEmpty {
            let counts = facts.lastDay.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            lines.append("attempts of the last 24 hours: " + counts.joined(separator: ", "))
        }
        if let run = facts.runs.first { lines.append("last `nashra run` ended \(run.rfc3339)") }
        if installation.configuration.writesMailToFolder {
            let folders = installation.configuration.relays.map(\.relay.endpoint)
                .joined(separator: ", ").replacing("maildir:", with: "")
            lines.append("mail is written to \(folders), not sent")
        }
        // A server that asked for a pause, or was not there once or twice, will do
        // without a person.
        for endpoint in facts.blocked
        where !facts.alarms.contains(where: { $0.endpoint == endpoint.name }) {
            lines.append(endpoint.line)
        }
        for source in facts.sources {
            let last = source.succeeded.map { "last read \($0.rfc3339)" } ?? "never read"
            lines.append("source \(source.name): \(last)")
        }
        for subscriber in rules.everyone {
            let left =
                facts.suppressed[subscriber.id]?.filter {
                    $0.value == SuppressionReason.unsubscribed
                }.keys.map(\.description).sorted() ?? []
            if !left.isEmpty { lines.append("\(Self.some(of: left)) left \(subscriber.id)") }
        }
        return lines
    }

    /// What a person must look at.
    private func concerns(
        _ loaded: (rules: Rulebase, diagnostics: [Diagnostic]), _ facts: Facts, now: Timestamp
    ) -> [String] {
        var concerns = loaded.diagnostics.filter {
            $0.severity == .error || ["earlier-version", "vanished"].contains($0.id)
        }
        .brief()
        concerns += facts.failing.map { alarm in
            let next = facts.blocked.first { $0.name == alarm.endpoint }?.until
            return "\(alarm.complaint) since \(alarm.raised.rfc3339): "
                + alarm.reason + (alarm.reply.map { " (\($0))" } ?? "")
                + (next.map { ", tried again at \($0.rfc3339)" } ?? "")
        }
        if facts.failed > 0 {
            concerns.append(
                counted(facts.failed, "message")
                    + " failed in the last 24 hours: see `nashra outbox list`")
        }
        if facts.struggling > 0 {
            concerns.append(
                counted(facts.struggling, "message") + " waited through three attempts or more: "
                    + "see `nashra outbox list`")
        }
        concerns += facts.sources.filter { $0.failures >= 3 }.map {
            "source \($0.name) failed \($0.failures) times: \($0.problem ?? "")"
        }
        concerns += loaded.rules.everyone.compactMap { concern(about: $0, facts) }
        if let ended = RunRhythm(facts.runs).missed(at: now) {
            concerns.append("no `nashra run` has ended since \(ended.rfc3339): is cron at work?")
        }
        return concerns
    }

    /// A reader who left is no concern, unless nobody is left.
    private func concern(about subscriber: Subscriber, _ facts: Facts) -> String? {
        let suppressed = facts.suppressed[subscriber.id] ?? [:]
        let addresses = subscriber.addresses
        let isNobodyLeft = addresses.allSatisfy { suppressed[$0] != nil }
        let gone = addresses.compactMap { address -> String? in
            guard let reason = suppressed[address],
                isNobodyLeft || reason != SuppressionReason.unsubscribed
            else { return nil }
            return "\(address) (\(reason))"
        }
        guard !gone.isEmpty else { return nil }
        return "nothing is written to \(Self.some(of: gone)) of \(subscriber.id)"
            + (isNobodyLeft ? ", and has no other" : "")
    }

    private static func some(of names: [String]) -> String {
        names.prefix(5).joined(separator: ", ")
            + (names.count > 5 ? " and \(names.count - 5) more" : "")
    }

    private struct Report: Encodable {
        var articles: Int
        var stories: Int
        var subscribers: Int
        var rules: Int
        var pending: Int
        var alerts: Int
        var outbox: [String: Int]
        var unaddressed: Int
        var oldestWaiting: Timestamp?
        var lastDay: [String: Int]
        var lastRun: Timestamp?
        /// Those that are left alone, or that somebody was told of.
        var endpoints: [Endpoint]
        /// Relays and recipients' domains that refuse too many as gone to be believed.
        var brakes: [Brake]
        var sources: [Source]
        var concerns: [String]

        struct Endpoint: Encodable {
            var name: String
            /// Until when it is left alone.
            var until: Timestamp?
            var failures: Int?
            var reason: String?
            /// Since when a person must mend it.
            var alarm: Timestamp?
            /// When your own people were told.
            var told: Timestamp?
        }

        struct Brake: Encodable {
            var name: String
            var reason: String
            var since: Timestamp
            /// When your own people were told.
            var told: Timestamp?
        }

        struct Source: Encodable {
            var name: String
            var polled: Timestamp?
            var succeeded: Timestamp?
            var failures: Int
            var problem: String?
        }

        init(_ rules: Rulebase, _ facts: Facts, _ concerns: [String]) {
            articles = facts.articles.articles
            stories = facts.articles.stories
            subscribers = rules.subscribers.count
            self.rules = rules.everyone.reduce(0) { $0 + $1.rules.count }
            pending = facts.pending
            alerts = facts.alerts
            outbox = Dictionary(
                uniqueKeysWithValues: facts.outbox.map { ($0.key.rawValue, $0.value) })
            unaddressed = facts.unaddressed
            oldestWaiting = facts.oldestWaiting
            lastDay = facts.lastDay
            lastRun = facts.runs.first
            brakes = facts.brakes.compactMap { alarm in
                guard case .refusals(let place) = alarm.subject else { return nil }
                return Brake(
                    name: place, reason: alarm.reason, since: alarm.raised, told: alarm.told)
            }
            let failing = Set(facts.failing.map(\.endpoint))
                .subtracting(facts.brakes.map(\.endpoint))
            endpoints = failing.union(facts.blocked.map(\.name)).sorted()
                .map { name in
                    let blocked = facts.blocked.first { $0.name == name }
                    let alarm = facts.alarms.first { $0.endpoint == name }
                    return Endpoint(
                        name: name, until: blocked?.until, failures: blocked?.failures,
                        reason: blocked?.reason ?? alarm?.reason, alarm: alarm?.raised,
                        told: alarm?.told)
                }
            sources = facts.sources.map {
                Source(
                    name: $0.name, polled: $0.polled, succeeded: $0.succeeded,
                    failures: $0.failures, problem: $0.problem)
            }
            self.concerns = concerns
        }
    }
}
