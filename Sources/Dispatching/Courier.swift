package import Digests
package import Newswire
import Signing
package import Storage
package import Transfer

/// Empties the outbox: claims envelopes under a lease, sends them, and settles
/// each with its token before the same session finishes the next.
///
/// After a crash at most the one message that each session was sending is sent
/// again, with the same id. What waits stays in the store: nothing about who
/// sends what is only in memory.
package struct Courier: Sendable {
    package struct Settings: Sendable {
        /// Tried in order.
        package var relays: [RelayPool]
        /// Webhooks in flight at a time.
        package var webhooks: Int
        /// How long an envelope is this process's alone: longer than the longest
        /// attempt, by the deadlines of `SMTPDeadlines`.
        package var lease: Duration
        /// Where every mail goes in staging: what is said of it says nothing of
        /// those it is for.
        package var redirect: EmailAddress?
        /// Each signs every mail.
        package var keys: [DKIMKey]

        package init(
            relays: [RelayPool], webhooks: Int = 16,
            lease: Duration = .seconds(1800), redirect: EmailAddress? = nil,
            keys: [DKIMKey] = []
        ) {
            self.relays = relays
            self.webhooks = webhooks
            self.lease = lease
            self.redirect = redirect
            self.keys = keys
        }
    }

    /// A relay, how many sessions it is given at a time, and how many messages
    /// over all of them.
    package struct RelayPool: Sendable {
        package var relay: Relay
        package var sessions: Int
        /// Nil if there is no limit.
        package var rate: RateCap?

        package init(_ relay: Relay, sessions: Int = 4, rate: RateCap? = nil) {
            self.relay = relay
            self.sessions = sessions
            self.rate = rate
        }
    }

    /// What a round of sending came to.
    package struct Tally: Sendable {
        package var delivered = 0
        /// To be tried again.
        package var later = 0
        package var failed = 0
        /// Of those that failed, the ones whose time was over before they could be
        /// tried again.
        package var expired = 0

        package init() {}

        package static func + (a: Tally, b: Tally) -> Tally {
            var sum = a
            sum.delivered += b.delivered
            sum.later += b.later
            sum.failed += b.failed
            sum.expired += b.expired
            return sum
        }
    }

    /// For how long a recipient's domain that had a pause, and no mail since, is
    /// tried by one message first.
    private static let domainMemory: Duration = .seconds(24 * 3600)
    /// Webhooks in flight to one endpoint, and to one server.
    private static let webhooksPerServer = 4
    /// For a chat that takes one message a second a round waits, each time at most
    /// so long, and so long in all.
    private static let longestRest: Duration = .seconds(5)
    private static let longestRests: Duration = .seconds(60)

    private let commits: GroupCommit
    private let store: Store
    private let locks: ProcessLocks
    private let webhooks: WebhookPost
    private let settings: Settings
    private let clock: NewsClock

    package init(
        commits: GroupCommit, store: Store, locks: ProcessLocks, webhooks: WebhookClient,
        secrets: Secrets, settings: Settings, clock: NewsClock
    ) {
        self.commits = commits
        self.store = store
        self.locks = locks
        self.webhooks = WebhookPost(client: webhooks, secrets: secrets, clock: clock)
        self.settings = settings
        self.clock = clock
    }

    /// Sends everything that is due, and returns when nothing is. What failed
    /// for now waits for its next attempt. Cancelled, it begins no other message,
    /// and returns when what is under way is settled.
    package func drain(
        progress: @escaping @Sendable (DeliveryOutcome) -> Void = { _ in }
    ) async throws -> Tally {
        let number = try await register()
        var before = Tally()
        before.expired = try await takeBackLostLeases(own: number)
        before.failed = before.expired
        let begun = clock.now()
        let paces = settings.relays.map { $0.rate.map(SendingPace.init) }
        let crew = MailCrew(lanes: settings.relays.map(\.sessions).max() ?? 0) { call in
            MailLane.Service(
                commits: commits, settings: settings, paces: paces,
                clock: clock, courier: number, call: call
            ) { settlement in
                progress(settlement.outcome)
            }
        }
        let now = clock.now()
        let names = settings.relays.map(\.relay.endpoint)
        let gate = try await store.read { try $0.gate(to: names, at: now) }
        return try await withThrowingTaskGroup(of: Tally.self) { group in
            group.addTask {
                try await crew.send(needsScout: gate.probe != nil && !gate.isWorking)
            }
            let turns = HostTurns(most: Self.webhooksPerServer)
            for _ in 0..<max(1, settings.webhooks) {
                group.addTask { try await post(number, turns, begun, progress: progress) }
            }
            return try await group.reduce(before, +)
        }
    }

    /// Takes a number for this process's leases, and the lock that proves to
    /// others that their holder lives.
    private func register() async throws -> Int64 {
        let now = clock.now()
        let number = try await commits.write { try $0.insertCourier(at: now) }
        guard try locks.take(courier: number) else {
            throw StoreError(kind: .busy, path: store.path)
        }
        return number
    }

    /// Returns how many were given up.
    private func takeBackLostLeases(own number: Int64) async throws -> Int {
        let holders = try await store.read { try $0.leasingCouriers() }
        let alive = holders.filter { $0 == number || locks.isAlive(courier: $0) }
        let gone = holders.filter { !alive.contains($0) }
        let now = clock.now()
        let relays = settings.relays.map(\.relay.endpoint)
        return try await commits.write { records in
            try records.mendMoments(writtenAhead: now)
            try records.forgetDomains(pausedBefore: now - Self.domainMemory, at: now)
            try records.releaseLeases(ofGone: gone, alive: alive, at: now)
            return try records.expire(at: now, relays: relays)
        }
    }

    /// Sends what goes to webhooks and chats, one at a time until none is left of what
    /// was due when the round began.
    private func post(
        _ number: Int64, _ turns: HostTurns, _ begun: Timestamp,
        progress: @Sendable (DeliveryOutcome) -> Void
    ) async throws -> Tally {
        var tally = Tally()
        let end = ContinuousClock.now + Self.longestRests
        var hasRested = false
        while !Task.isCancelled {
            let started = clock.now()
            let crowded = turns.crowded
            let lease = Lease(
                courier: number, token: Base32.encode([UInt8].random(count: 15)),
                until: started + settings.lease)
            let claimed = try await commits.write { records in
                try records.claimPosts(
                    under: lease, at: started, round: begun, limit: 1,
                    perEndpoint: Self.webhooksPerServer, avoiding: crowded)
            }
            if claimed.isEmpty {
                guard !hasRested, ContinuousClock.now < end else { break }
                hasRested = true
                guard await rest(begun) else { break }
                continue
            }
            hasRested = false
            let (sendable, unreadable) = claimed.opened(under: lease)
            guard let leased = sendable.first else {
                tally.failed += unreadable.count
                let now = clock.now()
                try await commits.write { try $0.setAside(unreadable, under: lease, at: now) }
                continue
            }
            // Only now its address is looked up, which may be a secret.
            let server = webhooks.server(of: leased.envelope) ?? leased.endpoint
            guard turns.enter(server, for: leased.endpoint) else {
                try await commits.write { try $0.giveBack([leased]) }
                continue
            }
            defer { turns.leave(server) }
            // What is under way is not cut off with the round: nobody would know whether
            // it arrived. The client has a limit of its own.
            let outcome = await Task { await webhooks.send(leased.envelope) }.value
            let settlement = Settlement(
                leased, outcome, by: leased.endpoint,
                started: started, finished: clock.now(), redirect: settings.redirect)
            try await commits.write { try settlement.record(in: $0) }
            tally = tally + settlement.tally
            progress(settlement.outcome)
        }
        return tally
    }

    /// Waits for an endpoint that asked for a short rest; false if there is none.
    private func rest(_ begun: Timestamp) async -> Bool {
        let now = clock.now()
        let end: Timestamp? = try? await store.read { (records: Records) -> Timestamp? in
            try records.nextRest(at: now, round: begun, within: Self.longestRest)
        }
        guard let end else { return false }
        try? await Task.sleep(for: end - now)
        return true
    }
}
