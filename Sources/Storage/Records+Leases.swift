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

    /// A blocked endpoint is looked up for each: a list of them would be made anew
    /// for each lease.
    static let dueMail = """
        SELECT \(StoredEnvelope.columns) FROM envelope
        WHERE state IN ('ready', 'unknown') AND (kind = 'mail') = 1 AND next_attempt <= :now
            AND NOT EXISTS (SELECT 1 FROM endpoint
                WHERE name = envelope.endpoint AND blocked_until > :now)
        ORDER BY next_attempt, id LIMIT :limit
        """

    /// Leases mails, or what goes elsewhere, whose time has come and whose
    /// endpoint is not blocked, the longest waiting first. Of what goes elsewhere
    /// it takes none of the `avoided` endpoints, no more than `perEndpoint` at a
    /// time, so that a slow endpoint does not keep everyone busy, and of one whose
    /// pause is just over a single one, to try it; nothing of that holds for mail,
    /// whose endpoint is chosen when it is sent.
    ///
    /// - Parameter known: of the mailing that was read last; those that follow
    ///   are mostly of the same one.
    package func claim(
        mail: Bool, lease: Lease, at now: Timestamp, limit: Int, perEndpoint: Int = .max,
        avoiding avoided: Set<String> = [], known: StoredMailing? = nil
    ) throws -> [StoredEnvelope] {
        var known = known
        var claimed: [StoredEnvelope] = []
        func add(_ rows: RowCursor) throws {
            while let row = try rows.next() {
                let mailing = try mailing(row[1], known: known)
                known = mailing
                claimed.append(StoredEnvelope(row, of: mailing))
            }
        }
        if mail {
            let due = try db.cachedStatement(sql: Self.dueMail)
            try add(
                Row.fetchCursor(due, arguments: ["now": now.milliseconds, "limit": limit]))
        } else {
            let ids = try duePosts(
                at: now, limit: limit, perEndpoint: perEndpoint, avoiding: avoided)
            let row = try db.cachedStatement(
                sql: "SELECT \(StoredEnvelope.columns) FROM envelope WHERE id = ?")
            for id in ids { try add(Row.fetchCursor(row, arguments: [id])) }
            claimed = try probing(claimed, at: now)
        }
        for envelope in claimed {
            try QuickStatement(Self.leasing, db)
                .with(lease.courier).with(lease.token).with(lease.until.milliseconds)
                .with(envelope.id)
                .run()
        }
        return claimed
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
            try statement.execute(
                arguments: [
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

    /// Settles those of the leased envelopes that must not be sent any more:
    /// their address was suppressed since they were leased. Returns their rows.
    package func withdrawSuppressed(
        _ envelopes: [LeasedEnvelope], at moment: Timestamp
    ) throws -> [Int64] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT reason FROM suppression WHERE address = ? AND (+subscriber = '' OR +subscriber = ?)
                ORDER BY subscriber LIMIT 1
                """)
        return try envelopes.filter { leased in
            guard let address = leased.address,
                let reason = try String.fetchOne(
                    statement, arguments: [address, leased.envelope.subscriber.id])
            else { return false }
            try db.execute(
                sql: """
                    UPDATE envelope SET state = 'suppressed', courier_id = NULL,
                        lease_token = NULL, lease_until = NULL, settled = ?, reason = ?
                    WHERE id = ? AND state = 'leased' AND courier_id = ? AND lease_token = ?
                    """,
                arguments: [
                    moment.milliseconds, reason, leased.id, leased.lease.courier,
                    leased.lease.token,
                ])
            return true
        }.map(\.id)
    }
}
