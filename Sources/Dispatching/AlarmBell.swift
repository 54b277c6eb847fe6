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
    private let composer: Composer
    private let sealer: Sealer
    private let post: TrialPost
    private let channels: [Channel]
    private let zone: TimeZoneRules
    private let clock: NewsClock

    /// - Parameter channels: each is told; none at all is no mistake.
    package init(
        store: Store, commits: GroupCommit, composer: Composer, sealer: Sealer, post: TrialPost,
        channels: [Channel], zone: TimeZoneRules, clock: NewsClock
    ) {
        self.store = store
        self.commits = commits
        self.composer = composer
        self.sealer = sealer
        self.post = post
        self.channels = channels
        self.zone = zone
        self.clock = clock
    }

    /// What became of telling one alarm by one channel.
    package struct Ring: Hashable, Sendable {
        package var endpoint: String
        package var channel: String
        /// Nil if it was told.
        package var failure: DeliveryOutcome?
    }

    /// Sees of which subscribers nobody is left, for `ring` to tell.
    package func look(at subscribers: [Subscriber]) async throws {
        let silenced = try await store.read { try $0.silenced(of: subscribers) }
        let now = clock.now()
        try await commits.write { try $0.noteSilenced(silenced, at: now) }
    }

    /// Tells what nobody was told yet, each alarm once by each channel.
    package func ring() async throws -> [Ring] {
        guard !channels.isEmpty else { return [] }
        var rings: [Ring] = []
        for alarm in try await store.read({ try $0.untoldAlarms() }) {
            let told = try await tell(alarm)
            rings += told
            guard told.contains(where: { $0.failure == nil }) else { continue }
            let now = clock.now()
            try await commits.write { try $0.tell(alarm, at: now) }
        }
        return rings
    }

    private func tell(_ alarm: Alarm) async throws -> [Ring] {
        let now = clock.now()
        let bulletin = composer.alarm(
            alarm.title, detail: alarm.detail, id: Self.id(of: alarm), timeZone: zone.name,
            date: zone.civil(at: now), at: now)
        var rings: [Ring] = []
        for channel in channels {
            // It can't say of itself that it says nothing.
            guard channel.target.endpoint != alarm.endpoint else { continue }
            for reader in channel.target.letterReaders {
                let envelope = try sealer.trial(bulletin, on: channel, to: reader, at: now)
                guard let envelope else { continue }
                let outcome = await post.send(envelope).outcome
                rings.append(
                    Ring(
                        endpoint: alarm.endpoint, channel: channel.name,
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

extension Alarm {
    /// One line for a person.
    fileprivate var title: String {
        guard ended != nil else { return "\(complaint): \(reason)" }
        return switch subject {
        case .server, .domain: "\(endpoint) works again"
        case .subscriber(let id): "\(id) has an address again"
        }
    }

    /// What does not work, in a few words.
    package var complaint: String {
        switch subject {
        case .server(let name): "nothing is delivered by \(name)"
        case .domain(let name): "nothing is delivered to \(name)"
        case .subscriber(let id): "nothing is written to \(id), of whom no address is left"
        }
    }

    fileprivate var detail: String {
        guard let ended else {
            if case .subscriber = subject {
                return "Give its file another address, or take one back by "
                    + "`nashra suppressions remove`. Since \(raised.rfc3339)."
            }
            return (reply.map { "The last answer: \($0). " } ?? "")
                + "Messages wait in the outbox and are tried again, one alone at first. "
                + "Since \(raised.rfc3339)."
        }
        let since = "since \(raised.rfc3339) (\(reason)), until \(ended.rfc3339)."
        return if case .subscriber = subject {
            "It had none left \(since)"
        } else {
            "It had failed \(since)"
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
