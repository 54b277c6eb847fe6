package import Almanac
package import Digests
package import Newswire
import Signing
package import Storage

/// Tells the newsroom's own people, by channels of nashra.yaml, of endpoints that
/// only they can mend, of subscribers of whom nobody is left to write to, and when
/// those work again.
///
/// One alarm each, from its first failure until it works, however often it
/// is tried in between. Who could not be told is told by the next call. Alarms do
/// not wait in the outbox: what they are about may be what the outbox hangs on.
package struct AlarmBell: Sendable {
    private let store: Store
    private let commits: GroupCommit
    private let locks: ProcessLocks
    private let composer: Composer
    private let sealer: Sealer
    private let post: TrialPost
    private let channels: [Channel]
    private let zone: TimeZoneRules
    private let clock: NewsClock

    /// - Parameter channels: each is told; none at all is no mistake.
    package init(
        store: Store, commits: GroupCommit, locks: ProcessLocks, composer: Composer, sealer: Sealer,
        post: TrialPost,
        channels: [Channel], zone: TimeZoneRules, clock: NewsClock
    ) {
        self.store = store
        self.commits = commits
        self.locks = locks
        self.composer = composer
        self.sealer = sealer
        self.post = post
        self.channels = channels
        self.zone = zone
        self.clock = clock
    }

    /// What became of telling one alarm by one channel.
    package struct Ring: Hashable, Sendable {
        /// Of what it was told.
        package var subject: String
        package var channel: String
        /// Nil if it was told.
        package var failure: DeliveryOutcome?
    }

    /// Sees of which subscribers nobody is left, which alarms are of servers that
    /// nothing leads to any more, and which brakes nothing has touched for a day:
    /// before `ring`.
    package func look(at subscribers: [Subscriber]) async throws {
        let silenced = try await store.read { try $0.silenced(of: subscribers) }
        let targets = (subscribers.flatMap(\.channels) + channels).compactMap(\.target.endpoint)
        let inForce = Set(targets + post.relayNames)
        let now = clock.now()
        try await commits.write { records in
            try records.noteSilenced(silenced, among: Set(subscribers.map(\.id)), at: now)
            try records.endAlarms(butOf: inForce, at: now)
            try records.takeIdleBrakesOff(before: now - BrakeDecision.window, at: now)
        }
    }

    /// Tells each alarm once by each channel, that it began and that it ended; the
    /// end only to those who heard of the beginning. Who could not be told is told by
    /// the next call; while another process tells them this one leaves it to that.
    package func ring() async throws -> [Ring] {
        // Who tells them now reads what is noted, and another what he noted.
        guard !channels.isEmpty, try locks.takeBell() else { return [] }
        defer { locks.endBell() }
        let now = clock.now()
        let names = post.relayNames
        let shut = try await store.read { try $0.gate(to: names, at: now).shut }
        var rings: [Ring] = []
        for (alarm, told) in try await store.read({ try $0.alarmsToTell() }) {
            var heard = try await store.read { try $0.channels(toldOf: alarm, ended: false) }
            // Before each channel was noted, all were told.
            let isOld = alarm.told != nil && heard.isEmpty
            if isOld { heard = Set(channels.map(\.name)) }
            let known = isOld && alarm.ended == nil ? heard : told
            let open = channels.filter { channel in
                // It can't say of itself that it says nothing.
                !known.contains(channel.name) && channel.target.endpoint != alarm.endpoint
                    && (alarm.ended == nil || heard.contains(channel.name))
            }
            let results = try await tell(alarm, by: open, avoiding: shut)
            rings += results
            // By one of its addresses is enough.
            let reached = Set(results.filter { $0.failure == nil }.map(\.channel))
            let failed = Set(results.map(\.channel)).subtracting(reached)
            guard !reached.isEmpty || open.isEmpty && alarm.ended != nil else { continue }
            let end = clock.now()
            try await commits.write {
                try $0.tell(alarm, by: reached, isAll: failed.isEmpty, at: end)
            }
        }
        return rings
    }

    private func tell(
        _ alarm: Alarm, by channels: [Channel], avoiding shut: Set<String>
    ) async throws -> [Ring] {
        let now = clock.now()
        let bulletin = composer.alarm(
            alarm.title, detail: alarm.detail, id: Self.id(of: alarm), timeZone: zone.name,
            date: zone.civil(at: now), at: now)
        var rings: [Ring] = []
        for channel in channels {
            for reader in channel.target.letterReaders {
                let envelope = try sealer.trial(bulletin, on: channel, to: reader, at: now)
                guard let envelope else { continue }
                try Task.checkCancellation()
                // Cut off, nobody would know whether it arrived.
                let outcome = await Task { await post.send(envelope, avoiding: shut).outcome }
                    .value
                rings.append(
                    Ring(
                        subject: alarm.subject.name, channel: channel.name,
                        failure: outcome.reason == nil ? nil : outcome))
            }
        }
        return rings
    }

    /// The same however often it is told.
    private static func id(of alarm: Alarm) -> String {
        let parts = ["alarm", alarm.endpoint, alarm.raised.rfc3339, alarm.ended?.rfc3339 ?? ""]
        return SHA256.digest(of: parts.joined(separator: "\n")).id(characters: 26)
    }
}

extension Alarm.Subject {
    /// As an operator is told of it.
    fileprivate var name: String {
        switch self {
        case .server(let name), .domain(let name), .refusals(let name): name
        case .subscriber(let id): id.id
        }
    }
}

extension Alarm {
    /// One line for a person.
    fileprivate var title: String {
        guard ended != nil else { return "\(complaint): \(MaskedText.masked(reason))" }
        return switch subject {
        case .server, .domain: "\(endpoint) works again"
        case .subscriber(let id): "\(id) has an address again"
        case .refusals(let place): "\(place) is believed again when it says who is gone"
        }
    }

    /// What does not work, in a few words.
    package var complaint: String {
        switch subject {
        case .server(let name): "nothing is delivered by \(name)"
        case .domain(let name): "nothing is delivered to \(name)"
        case .subscriber(let id): "nothing is written to \(id), of whom no address is left"
        case .refusals(let place):
            "\(place) says of too many addresses that they are gone to be believed"
        }
    }

    fileprivate var detail: String {
        guard let ended else {
            if case .subscriber = subject {
                return "Give its file another address, or take one back by "
                    + "`nashra suppressions remove`. Since \(raised.rfc3339)."
            }
            let answer = reply.map { "The last answer: \(MaskedText.masked($0)). " } ?? ""
            if case .refusals = subject {
                return answer
                    + "Nobody is suppressed for that alone, only who is refused on three days. "
                    + "What failed: `nashra outbox retry` sends it once the server is well. "
                    + "Who is gone indeed: `nashra suppressions add`. Since \(raised.rfc3339)."
            }
            return answer
                + (reason == FailureReason.endpointGone.rawValue
                    ? "Its messages failed: `nashra outbox retry` sends them once it is back. "
                    : "Messages wait in the outbox and are tried again, one alone at first. ")
                + "Since \(raised.rfc3339)."
        }
        let since =
            "since \(raised.rfc3339) (\(MaskedText.masked(reason))), until \(ended.rfc3339)."
        return switch subject {
        case .subscriber: "It had none left \(since)"
        case .refusals: "It had not been \(since)"
        case .server, .domain: "It had failed \(since)"
        }
    }
}

extension Channel.Target {
    /// As the outbox names where it leads; nil for mail, whose relays may be many.
    fileprivate var endpoint: String? {
        switch self {
        case .email, .readers: nil
        case .chat(let route): route.target
        case .webhook(let url, _, _): url.description
        }
    }

    /// Whom a message is made for: each address, or nobody by name.
    fileprivate var letterReaders: [Mailbox?] {
        switch self {
        case .email(let addresses): addresses.map { Mailbox(address: $0) }
        case .readers: []
        case .chat, .webhook: [nil]
        }
    }
}
