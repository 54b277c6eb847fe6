package import Digests
package import Logging
package import Newswire
import Signing
package import Storage
package import Transfer

/// Empties the outbox: claims envelopes under a lease, sends them, and settles
/// each with its token before the same session sends the next.
///
/// After a crash at most the one message that each session was sending is sent
/// again, with the same id. What waits stays in the store: nothing about who
/// sends what is only in memory.
package struct Courier: Sendable {
    package struct Settings: Sendable {
        /// Tried in order.
        package var relays: [Relay]
        /// Mails sent at a time.
        package var mailSessions: Int
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
            relays: [Relay], mailSessions: Int = 4, webhooks: Int = 16,
            lease: Duration = .seconds(1800), redirect: EmailAddress? = nil,
            keys: [DKIMKey] = []
        ) {
            self.relays = relays
            self.mailSessions = mailSessions
            self.webhooks = webhooks
            self.lease = lease
            self.redirect = redirect
            self.keys = keys
        }
    }

    /// What a round of sending came to.
    package struct Tally: Sendable {
        package var delivered = 0
        /// To be tried again.
        package var later = 0
        package var failed = 0

        package init() {}

        package static func + (a: Tally, b: Tally) -> Tally {
            var sum = a
            sum.delivered += b.delivered
            sum.later += b.later
            sum.failed += b.failed
            return sum
        }
    }

    /// Webhooks in flight to one endpoint.
    private static let webhooksPerEndpoint = 4

    private let commits: GroupCommit
    private let store: Store
    private let locks: ProcessLocks
    private let webhooks: WebhookPost
    private let settings: Settings
    private let clock: NewsClock
    private let log: Logger

    package init(
        commits: GroupCommit, store: Store, locks: ProcessLocks, webhooks: WebhookClient,
        secrets: Secrets, settings: Settings, clock: NewsClock, log: Logger
    ) {
        self.commits = commits
        self.store = store
        self.locks = locks
        self.webhooks = WebhookPost(client: webhooks, secrets: secrets, clock: clock)
        self.settings = settings
        self.clock = clock
        self.log = log
    }

    /// Sends everything that is due, and returns when nothing is. What failed
    /// for now waits for its next attempt.
    package func drain(
        progress: @escaping @Sendable (DeliveryOutcome) -> Void = { _ in }
    ) async throws -> Tally {
        let number = try await register()
        try await takeBackLostLeases(own: number)
        return try await withThrowingTaskGroup(of: Tally.self) { group in
            for _ in 0..<max(1, settings.mailSessions) {
                group.addTask {
                    let route = MailRoute(relays: settings.relays, keys: settings.keys)
                    let result: Result<Tally, any Error>
                    do {
                        result = .success(
                            try await work(number, mail: true, progress: progress) { leased, now in
                                await route.send(leased.envelope, avoiding: try await blocked(now))
                            })
                    } catch {
                        result = .failure(error)
                    }
                    await route.close()
                    return try result.get()
                }
            }
            for _ in 0..<max(1, settings.webhooks) {
                group.addTask {
                    try await work(number, mail: false, progress: progress) { leased, _ in
                        MailRoute.Result(
                            outcome: await webhooks.send(leased.envelope),
                            endpoint: leased.endpoint)
                    }
                }
            }
            return try await group.reduce(Tally(), +)
        }
    }

    /// Takes a number for this process's leases, and the lock that proves to
    /// others that their holder lives.
    private func register() async throws -> Int64 {
        let now = clock.now()
        let number = try await commits.write { try $0.insertCourier(at: now) }
        guard locks.take(courier: number) else {
            throw StoreError(kind: .busy, path: store.path)
        }
        return number
    }

    private func takeBackLostLeases(own number: Int64) async throws {
        let holders = try await store.read { try $0.leasingCouriers() }
        let alive = holders.filter { $0 == number || locks.isAlive(courier: $0) }
        let gone = holders.filter { !alive.contains($0) }
        let now = clock.now()
        let (released, expired) = try await commits.write { records in
            (
                try records.releaseLeases(ofGone: gone, alive: alive, at: now),
                try records.expire(at: now)
            )
        }
        if released > 0 || expired > 0 {
            log.debug(
                "outbox taken over",
                metadata: ["released": "\(released)", "expired": "\(expired)"])
        }
    }

    private func blocked(_ now: Timestamp) async throws -> Set<String> {
        Set(try await store.read { try $0.blockedEndpoints(at: now).map(\.name) })
    }

    /// One session's work: an envelope at a time until none is due.
    private func work(
        _ number: Int64, mail: Bool, progress: @Sendable (DeliveryOutcome) -> Void,
        send: (LeasedEnvelope, Timestamp) async throws -> MailRoute.Result
    ) async throws -> Tally {
        var tally = Tally()
        while !Task.isCancelled {
            let started = clock.now()
            if mail, try await areAllRelaysBlocked(started) { break }
            let lease = Lease(
                courier: number, token: Base32.encode([UInt8].random(count: 15)),
                until: started + settings.lease)
            let claimed = try await commits.write { records in
                try records.claim(
                    mail: mail, lease: lease, at: started, limit: 1,
                    perEndpoint: mail ? .max : Self.webhooksPerEndpoint)
            }
            guard let leased = claimed.first else { break }
            let result = try await send(leased, started)
            let fate = try await settle(leased, result, started: started)
            switch fate {
            case .settle(.sent): tally.delivered += 1
            case .settle: tally.failed += 1
            case .retry: tally.later += 1
            }
            progress(result.outcome)
        }
        return tally
    }

    private func areAllRelaysBlocked(_ now: Timestamp) async throws -> Bool {
        let blocked = try await blocked(now)
        return settings.relays.allSatisfy { blocked.contains($0.endpoint) }
    }

    /// Makes what became of an attempt durable.
    private func settle(
        _ leased: LeasedEnvelope, _ result: MailRoute.Result, started: Timestamp
    ) async throws -> RetryDecision.Fate {
        let finished = clock.now()
        let envelope = leased.envelope
        let isMail = envelope.messageID != nil
        let decision = RetryDecision.decide(
            result.outcome, isMail: isMail, attempts: leased.attempts + 1,
            giveUp: envelope.giveUp, jitter: Double.random(in: 0..<1), now: finished)
        let delivery = Delivery(
            started: started, finished: finished, endpoint: result.endpoint,
            outcome: result.outcome)
        try await commits.write { records in
            switch decision.fate {
            case .settle(let state):
                try records.settle(
                    leased, as: state, next: nil, reason: decision.reason, delivery: delivery)
            case .retry(let next, let mayHaveArrived):
                try records.settle(
                    leased, as: mayHaveArrived ? .unknown : .ready, next: next,
                    delivery: delivery)
            }
            for (endpoint, reason) in result.blocks {
                try records.block(
                    endpoint: endpoint, until: finished + RetryDecision.pause, reason: reason,
                    at: finished)
            }
            if let until = decision.block {
                try records.block(
                    endpoint: result.endpoint, until: until, reason: result.outcome.reason,
                    at: finished)
            } else if case .delivered = result.outcome {
                try records.open(endpoint: result.endpoint, asOf: started)
            }
            if decision.suppresses, case .mail(_, let recipient) = envelope.route,
                recipient != settings.redirect
            {
                try records.suppress(
                    recipient, reason: result.outcome.reason?.rawValue ?? "", at: finished)
            }
        }
        log.debug(
            "attempt",
            metadata: [
                "envelope": "\(leased.id)", "endpoint": "\(result.endpoint)",
                "reason": "\(result.outcome.reason?.rawValue ?? "delivered")",
            ])
        return decision.fate
    }
}
