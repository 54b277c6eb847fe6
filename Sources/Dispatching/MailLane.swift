import Newswire
import Signing
import Storage
import Transfer

/// One session's share of the mail: leases envelopes a few at a time, sends
/// each to the first relay that takes it, and settles it.
///
/// A settle is begun when the server's reply is there, and is durable before
/// the next message's final dot goes out; with it, in the same commit, come the
/// leases of the next ones. For one thread, which it blocks.
final class MailLane: MailFeed {
    /// What all lanes of a courier have in common.
    struct Service: Sendable {
        let commits: GroupCommit
        let settings: Courier.Settings
        /// By relay; nil for one without a limit.
        let paces: [SendingPace?]
        let clock: NewsClock
        /// Of this process's leases.
        let courier: Int64
        let call: @Sendable (MailCrew.Call) -> Void
        /// Told of each attempt when it is recorded.
        let report: @Sendable (Settlement) -> Void
    }

    private struct Attempt {
        var leased: LeasedEnvelope
        var item: MailItem
        var started: Timestamp
        /// Of the relays that were tried before.
        var refusals: [Settlement.Refusal] = []
    }

    private struct Settling {
        var settlement: Settlement
        var commit: PendingCommit<LaneRequest.Answer>
    }

    private let service: Service
    private let cancellation: DedicatedThread.Cancellation
    private let sessions: [RelaySession]
    private let relays: LaneRelays
    /// The session that sends now.
    private var current = 0
    private var pace = LanePace()
    private var lease: Lease
    /// Leased, and not begun.
    private var stock: [LeasedEnvelope] = []
    private var attempts: [Attempt] = []
    /// Messages that a relay did not take and another one may.
    private var refused: [Attempt] = []
    private var settling: [Settling] = []
    private var blocked: Set<String> = []
    private var hasClaimed = false
    /// Whether what was leased last is to try a relay, alone, or a recipient's domain:
    /// given back, that would be tried again only minutes later.
    private var isOnTrial = false
    /// Whether this one goes before the others with one message, after a pause.
    private let isScout: Bool
    /// Of the envelope that was leased last.
    private var mailing: StoredMailing?
    private var failure: (any Error)?
    private var tally = Courier.Tally()
    /// So long a lane waits for its turn at a relay before it looks what else there
    /// is; and so long with what another relay did not take.
    private static let longestWait = Duration.seconds(3)
    private static let longestDetour = Duration.milliseconds(200)

    /// - Parameters:
    ///   - number: of this lane, from zero.
    ///   - isScout: sends one message at most.
    init(
        _ number: Int, _ service: Service, isScout: Bool = false,
        _ cancellation: DedicatedThread.Cancellation
    ) {
        self.isScout = isScout
        self.service = service
        self.cancellation = cancellation
        sessions = service.settings.relays.map { RelaySession($0.relay) }
        relays = LaneRelays(service.settings.relays, lane: number)
        lease = Lease(
            courier: service.courier, token: Base32.encode([UInt8].random(count: 15)),
            until: service.clock.now() + service.settings.lease)
    }

    /// Sends until nothing is due, no relay may be asked, or the task is
    /// cancelled; then gives back what it leased and did not send.
    func run() throws -> Courier.Tally {
        defer { for session in sessions { session.close() } }
        // The store's thread and a mail server on this machine go first: it is
        // for them that lanes wait.
        DedicatedThread.yieldWhenWaking()
        do {
            try claim()
            while let place = try nextRelay() {
                current = place
                if hasTurn(place) { sessions[place].run(self) } else { try lookAgain() }
                if let failure { throw failure }
            }
        } catch {
            // The store refused one write; if it refuses this one too, whoever
            // sends next takes the leases over.
            try? giveBack()
            throw error
        }
        try giveBack()
        return tally
    }

    // MARK: What the session asks

    func next() -> MailItem? {
        if !refused.isEmpty {
            let endpoint = relays.endpoints[current]
            let place = refused.firstIndex { attempt in
                !attempt.refusals.contains { $0.endpoint == endpoint }
            }
            guard let place, isFree else { return nil }
            let attempt = refused.remove(at: place)
            attempts.append(attempt)
            return attempt.item
        }
        // What another relay did not take is all that a later one gets.
        guard current == 0 || relays.firstOpen(blocked) == current else { return nil }
        // A refusal may end what is to be sent next: its address, or this relay.
        let isClean = settling.allSatisfy { $0.settlement.decision.fate == .settle(.sent) }
        guard isClean && !stock.isEmpty || isRecorded() else { return nil }
        do {
            if stock.isEmpty, attempts.isEmpty { try claim() }
        } catch {
            failure = error
        }
        while failure == nil, !cancellation.isCancelled, !isBlocked(current), !stock.isEmpty,
            isFree
        {
            let leased = stock.removeFirst()
            let started = service.clock.now()
            do throws(UnsendableMail) {
                let item = try MailItem.signed(
                    leased.envelope, by: service.settings.keys, to: service.settings.redirect)
                attempts.append(Attempt(leased: leased, item: item, started: started))
                return item
            } catch {
                settle(leased, error.outcome, by: UnsendableMail.endpoint, started: started)
            }
        }
        return nil
    }

    /// Whether the relay's rate allows one more; then it counts as begun.
    private var isFree: Bool { service.paces[current]?.take() ?? true }

    func ended(_ item: MailItem, _ outcome: DeliveryOutcome) -> Bool {
        guard var attempt = takeAttempt(item) else { return true }
        let endpoint = relays.endpoints[current]
        if outcome.isWorthAnotherRelay {
            attempt.refusals.append(.init(endpoint: endpoint, outcome: outcome))
            if relays.firstOpen(blocked, but: attempt.refusals) != nil {
                refused.append(attempt)
                return false
            }
            putOff(attempt)
        } else {
            settle(
                attempt.leased, outcome, by: endpoint, after: attempt.refusals,
                started: attempt.started)
        }
        return failure == nil && !isBlocked(current)
    }

    func isRecorded() -> Bool {
        do {
            while !settling.isEmpty {
                let first = settling.removeFirst()
                try hear(try first.commit.wait())
                tally = tally + first.settlement.tally
                service.report(first.settlement)
                // A relay may be open for lanes that have found nothing more to do.
                if first.settlement.isDueAtOnce, relays.areOpen(but: blocked) {
                    service.call(.gaveBack)
                }
            }
        } catch {
            failure = failure ?? error
        }
        return failure == nil
    }

    var hasRecorded: Bool { settling.allSatisfy(\.commit.isOver) }

    func takeBack(_ item: MailItem) {
        guard let attempt = takeAttempt(item) else { return }
        if attempt.refusals.isEmpty {
            stock.insert(attempt.leased, at: 0)
        } else {
            refused.append(attempt)
        }
    }

    /// What is leased ahead goes back, for a lane whose server answers; the lease
    /// of what is under way does not end while it is.
    func waits() {
        guard isRecorded() else { return }
        let unsent = stock
        stock = []
        lease.until = service.clock.now() + service.settings.lease
        do {
            try service.commits.begin { [lease] records in
                try records.renew(lease)
                try records.giveBack(unsent)
            }.wait()
            if !unsent.isEmpty { service.call(.gaveBack) }
        } catch {
            failure = error
        }
    }

    /// Settles what no relay took that could be asked, by what the last one said.
    private func putOff(_ attempt: Attempt) {
        guard let last = attempt.refusals.last else { return }
        var outcome = last.outcome
        // A relay that has a pause, or is another lane's, may take what this can't.
        if case .failed(_, let reply) = outcome, attempt.refusals.count < relays.endpoints.count {
            outcome = .later(.serverFault, reply: reply, after: nil)
        }
        settle(
            attempt.leased, outcome, by: last.endpoint, after: attempt.refusals.dropLast(),
            started: attempt.started)
    }

    private func takeAttempt(_ item: MailItem) -> Attempt? {
        attempts.firstIndex { $0.item.key == item.key }.map { attempts.remove(at: $0) }
    }

    // MARK: Relays

    /// Waits for the relay's rate; false if it is better to look again.
    private func hasTurn(_ place: Int) -> Bool {
        guard let pace = service.paces[place] else { return true }
        let limit = refused.isEmpty ? Self.longestWait : Self.longestDetour
        return pace.wait(cancellation, within: isScout || isOnTrial ? nil : limit)
    }

    /// For a relay whose turns are rare: what another one did not take is for later,
    /// and what is leased is leased anew, for that one may work by now, and a reader
    /// may have left.
    private func lookAgain() throws {
        let late = refused
        refused = []
        for attempt in late { putOff(attempt) }
        guard late.isEmpty else { return }
        let unsent = stock
        stock = []
        try service.commits.begin { try $0.giveBack(unsent) }.wait()
    }

    private func isBlocked(_ place: Int) -> Bool {
        blocked.contains(relays.endpoints[place])
    }

    /// The relay to go on with; nil if there is nothing to send or nobody to
    /// send it to.
    private func nextRelay() throws -> Int? {
        guard !cancellation.isCancelled else { return nil }
        if let refused = refused.first { return relays.firstOpen(blocked, but: refused.refusals) }
        guard isRecorded() else { throw failure ?? CancellationError() }
        if stock.isEmpty { try claim() }
        return stock.isEmpty ? nil : relays.firstOpen(blocked)
    }

    // MARK: The store

    /// Leases what is due, and waits for it: until there is something to send,
    /// nothing more is due, or the task is cancelled.
    private func claim() throws {
        isOnTrial = false
        repeat {
            pace.forget()
        } while try hear(try request(nil).wait()) && stock.isEmpty && !cancellation.isCancelled
    }

    private func settle(
        _ leased: LeasedEnvelope, _ outcome: DeliveryOutcome, by endpoint: String,
        after refusals: some Sequence<Settlement.Refusal> = [Settlement.Refusal](),
        started: Timestamp
    ) {
        let settlement = Settlement(
            leased, outcome, by: endpoint, after: Array(refusals), started: started,
            finished: service.clock.now(), redirect: service.settings.redirect)
        if settlement.blocksEndpoint { blocked.insert(endpoint) }
        isOnTrial = false
        pace.count()
        settling.append(Settling(settlement: settlement, commit: request(settlement)))
    }

    /// Records what ended, and asks for more if there is room.
    private func request(_ settlement: Settlement?) -> PendingCommit<LaneRequest.Answer> {
        let now = service.clock.now()
        let wanted = isScout ? (hasClaimed ? 0 : 1) : pace.wanted(stock.count)
        let isOld = lease.until < now + service.settings.lease / 2
        if isOld || wanted > 0 { lease.until = now + service.settings.lease }
        let request = LaneRequest(
            relays: relays, isScout: isScout, settlement: settlement,
            current: settlement == nil ? nil : current,
            upcoming: Array(stock.dropFirst(2).prefix(2)),
            lease: lease, renews: isOld, wanted: wanted, mailing: mailing, now: now)
        return service.commits.begin { try request.answer(from: $0) }
    }

    /// Whether something was leased, be it only to be set aside, or stood in the way
    /// of what is due behind it.
    @discardableResult
    private func hear(_ answer: LaneRequest.Answer) throws -> Bool {
        blocked = answer.blocked
        if answer.wantsScout { service.call(.wantsScout) }
        isOnTrial = isOnTrial || answer.isTrial
        stock.removeAll { answer.withdrawn.contains($0.id) }
        let claimed = answer.claimed.envelopes
        let (sendable, unreadable) = claimed.opened(under: lease)
        stock += sendable
        if !unreadable.isEmpty {
            tally.failed += unreadable.count
            let now = service.clock.now()
            try service.commits.begin { [lease] in
                try $0.setAside(unreadable, under: lease, at: now)
            }.wait()
        }
        hasClaimed = hasClaimed || !sendable.isEmpty
        mailing = claimed.last?.mailing ?? mailing
        pace.got(claimed.count)
        if answer.claimed.passedOver > 0 { pace.forget() }
        return !claimed.isEmpty || answer.claimed.passedOver > 0
    }

    private func giveBack() throws {
        let isDurable = isRecorded()
        let unsent = refused.map(\.leased) + stock
        (refused, stock) = ([], [])
        if !unsent.isEmpty {
            try service.commits.begin { try $0.giveBack(unsent) }.wait()
            if !cancellation.isCancelled, relays.areOpen(but: blocked) { service.call(.gaveBack) }
        }
        if !isDurable, let failure { throw failure }
    }
}
