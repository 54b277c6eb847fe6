import GRDB
package import Newswire

/// An envelope that this process, and no other, may send until the lease ends.
package struct LeasedEnvelope: Hashable, Sendable {
    /// The envelope's row.
    package var id: Int64
    package var envelope: Envelope
    package var endpoint: String
    package var lease: Lease
    /// Attempts before this one.
    package var attempts: Int
    /// What it was before it was leased: ready or unknown.
    package var state: Envelope.State
    /// The recipient's, by which suppressions are found; nil if it is no mail.
    package var address: String?
    package var mailing: MailingPieces
}

/// A mailing's pieces in order; nil stands where each envelope has its own. They
/// never change.
package struct MailingPieces: Hashable, Sendable {
    var mailing: Int64
    var pieces: [[UInt8]?]
}

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
            db, sql: "SELECT DISTINCT courier_id FROM envelope WHERE state = 'leased'")
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
                WHERE state = 'leased'
                    AND (courier_id IN (\(databaseQuestionMarks(count: gone.count)))
                        OR lease_until <= ?
                            AND courier_id NOT IN (\(databaseQuestionMarks(count: alive.count))))
                """,
            arguments: StatementArguments(gone) + [now.milliseconds] + StatementArguments(alive))
        return db.changesCount
    }

    static let dueMail = """
        SELECT id FROM envelope
        WHERE state IN ('ready', 'unknown') AND (kind = 'mail') = 1 AND next_attempt <= :now
            AND endpoint NOT IN (SELECT name FROM endpoint WHERE blocked_until > :now)
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
        avoiding avoided: Set<String> = [], known: MailingPieces? = nil
    ) throws -> [LeasedEnvelope] {
        let ids =
            try mail
            ? Int64.fetchAll(
                db.cachedStatement(sql: Self.dueMail),
                arguments: ["now": now.milliseconds, "limit": limit])
            : duePosts(
                at: now, limit: limit, perEndpoint: perEndpoint, avoiding: avoided)
        let take = try db.cachedStatement(
            sql: """
                UPDATE envelope SET state = 'leased', courier_id = ?, lease_token = ?,
                    lease_until = ? WHERE id = ?
                """)
        let read = try db.cachedStatement(sql: "SELECT * FROM outgoing WHERE id = ?")
        var known = known
        var probed: Set<String> = []
        return try ids.compactMap { id in
            guard let row = try Row.fetchOne(read, arguments: [id]),
                let state = Envelope.State(rawValue: row["state"])
            else {
                throw DatabaseError(resultCode: .SQLITE_INTERNAL, message: "a lost envelope")
            }
            let endpoint: String = row["endpoint"]
            if probed.contains(endpoint) { return nil }
            if !mail, try self.endpoint(endpoint)?.admission(at: now) == .probe {
                try probe(endpoint, at: now)
                probed.insert(endpoint)
            }
            try take.execute(
                arguments: [lease.courier, lease.token, lease.until.milliseconds, id])
            let place: Int64 = row["mailing_id"]
            let mailing =
                try known.flatMap { $0.mailing == place ? $0 : nil } ?? self.mailing(place)
            known = mailing
            return LeasedEnvelope(
                id: id, envelope: try envelope(from: row, in: mailing),
                endpoint: endpoint, lease: lease, attempts: row["attempts"], state: state,
                address: row["address"], mailing: mailing)
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
                WHERE state = 'leased' AND courier_id = ? AND lease_token = ?
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
                SELECT reason FROM suppression WHERE address = ? AND subscriber IN ('', ?)
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
