import GRDB
package import Newswire

/// The right to send envelopes. Only who shows the same token may settle them.
package struct Lease: Hashable, Sendable {
    package var courier: Int64
    package var token: String
    package var until: Timestamp

    package init(courier: Int64, token: String, until: Timestamp) {
        self.courier = courier
        self.token = token
        self.until = until
    }
}

extension Records {
    /// The couriers that hold leases.
    package func leasingCouriers() throws -> [Int64] {
        try Int64.fetchAll(
            db,
            sql:
                "SELECT DISTINCT courier_id FROM envelope WHERE state = 'leased' AND state <> 'sent'"
        )
    }

    /// Takes back the leases of couriers that are gone, and those that ended
    /// while nobody knows their courier. What they were sending may have arrived:
    /// it is unknown, and tried again with the same id. Returns how many.
    @discardableResult
    package func releaseLeases(
        ofGone gone: [Int64], alive: [Int64] = [], at now: Timestamp
    ) throws -> Int {
        try db.execute(
            sql: """
                UPDATE envelope SET state = 'unknown', courier_id = NULL, lease_token = NULL,
                    lease_until = NULL
                WHERE state = 'leased' AND state <> 'sent'
                    AND (courier_id IN (\(databaseQuestionMarks(count: gone.count)))
                        OR lease_until <= ?
                            AND courier_id NOT IN (\(databaseQuestionMarks(count: alive.count))))
                """,
            arguments: StatementArguments(gone) + [now.milliseconds] + StatementArguments(alive))
        return db.changesCount
    }

    /// With whether somebody's mail to the address is suppressed.
    static let dueMail = """
        SELECT \(StoredEnvelope.columns),
            EXISTS (SELECT 1 FROM suppression WHERE suppression.address = envelope.address)
        FROM envelope
        WHERE state IN ('ready', 'unknown') AND (kind = 'mail') = 1 AND next_attempt <= :now
        ORDER BY next_attempt, id LIMIT :limit
        """

    /// Leases mails whose time has come, the longest waiting first. The relay is
    /// chosen when they are sent. What is met on the way and is to an address that
    /// was suppressed while it was being sent before is settled so; what is to a
    /// domain that has a pause waits until that is over.
    ///
    /// - Parameters:
    ///   - known: of the mailing that was read last; those that follow are mostly
    ///     of the same one.
    ///   - isQuiet: whether no domain has a pause, as `isQuiet` says.
    package func claimMail(
        under lease: Lease, at now: Timestamp, limit: Int, known: StoredMailing? = nil,
        isQuiet: Bool = false
    ) throws -> ClaimedMail {
        var claim = ClaimedMail()
        var known = known
        var withdrawn: [(id: Int64, reason: String)] = []
        var pauses = isQuiet ? DomainPauses([], at: now) : try domainPauses(at: now)
        let most = pauses.isEmpty ? limit : limit + DomainPauses.mostHeldBack
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: Self.dueMail),
            arguments: ["now": now.milliseconds, "limit": most])
        while claim.envelopes.count < limit, let row = try rows.next() {
            let mailing = try mailing(row[1], known: known)
            known = mailing
            let envelope = StoredEnvelope(row, of: mailing)
            if row[StoredEnvelope.columnCount] as Bool,
                let reason = try suppression(of: envelope.address, as: mailing.subscriber)
            {
                withdrawn.append((envelope.id, reason))
            } else if pauses.admits(envelope) {
                claim.envelopes.append(envelope)
            }
        }
        for (id, reason) in withdrawn { try withdraw(id, because: reason, at: now) }
        claim.triesDomain = !pauses.probed.isEmpty
        claim.passedOver = pauses.heldBack.count + withdrawn.count
        try apply(pauses, at: now)
        try take(claim.envelopes, under: lease)
        return claim
    }

    /// The same for what goes to webhooks and chats. It takes none of endpoints
    /// that have a pause or are `avoided`, no more than `perEndpoint` at a time, so
    /// that a slow endpoint does not keep everyone busy, to a chat one at a time, in
    /// order, and of one whose pause is just over a single one, to try it.
    ///
    /// - Parameter round: when the round of sending began. What was not due then,
    ///   and endpoints that had a pause then or got one since, are for the next round,
    ///   so that one ends though a host hangs; but for those that asked for a rest.
    package func claimPosts(
        under lease: Lease, at now: Timestamp, round: Timestamp? = nil, limit: Int,
        perEndpoint: Int = .max, avoiding avoided: Set<String> = []
    ) throws -> [StoredEnvelope] {
        let ids = try duePosts(
            at: now, round: round ?? now, limit: limit, perEndpoint: perEndpoint,
            avoiding: avoided)
        let one = try db.cachedStatement(
            sql: "SELECT \(StoredEnvelope.columns) FROM envelope WHERE id = ?")
        let due = try ids.compactMap { id in
            try Row.fetchOne(one, arguments: [id]).map {
                StoredEnvelope($0, of: try mailing($0[1]))
            }
        }
        let claimed = try probing(due, at: now)
        try take(claimed, under: lease)
        return claimed
    }

    private func take(_ envelopes: [StoredEnvelope], under lease: Lease) throws {
        for envelope in envelopes {
            try QuickStatement(Self.leasing, db)
                .with(lease.courier).with(lease.token).with(lease.until.milliseconds)
                .with(envelope.id)
                .run()
        }
    }

    private static let leasing = """
        UPDATE envelope SET state = 'leased', courier_id = ?, lease_token = ?,
            lease_until = ? WHERE id = ?
        """

    /// Those that may go, of an endpoint whose pause is over one, which is on trial
    /// from now on.
    private func probing(
        _ claimed: [StoredEnvelope], at now: Timestamp
    ) throws -> [StoredEnvelope] {
        var probed: Set<String> = []
        return try claimed.filter { envelope in
            let endpoint = envelope.endpoint
            if probed.contains(endpoint) { return false }
            // What can't be read tries nothing.
            if try self.endpoint(endpoint)?.admission(at: now) == .probe, envelope.isReadable {
                try probe(endpoint, at: now)
                probed.insert(endpoint)
            }
            return true
        }
    }

    /// Gives up leases of envelopes that were not sent: each is what it was.
    package func giveBack(_ envelopes: [LeasedEnvelope]) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE envelope SET state = ?, courier_id = NULL, lease_token = NULL,
                    lease_until = NULL
                WHERE id = ? AND state = 'leased' AND courier_id = ? AND lease_token = ?
                """)
        for leased in envelopes {
            if leased.address == nil { try endProbe(of: leased.endpoint) }
            try statement.execute(arguments: [
                leased.state.rawValue, leased.id, leased.lease.courier, leased.lease.token,
            ])
        }
    }

    /// Lets a lease, of all envelopes that are under it, end later.
    package func renew(_ lease: Lease) throws {
        try db.cachedStatement(
            sql: """
                UPDATE envelope SET lease_until = ?
                WHERE state = 'leased' AND state <> 'sent' AND courier_id = ? AND lease_token = ?
                """
        ).execute(arguments: [lease.until.milliseconds, lease.courier, lease.token])
    }
}
