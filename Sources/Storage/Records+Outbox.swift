import Foundation
import GRDB
package import Newswire
import Signing

/// An envelope that this process, and no other, may send until the lease ends.
package struct LeasedEnvelope: Hashable, Sendable {
    /// The envelope's row.
    package var id: Int64
    package var envelope: Envelope
    package var endpoint: String
    package var lease: Lease
    /// Attempts before this one.
    package var attempts: Int
}

/// The right to send an envelope. Only who shows the same token may settle it.
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
    /// Puts an envelope into the outbox; nil if there is one of its key.
    ///
    /// `endpoint` is the server it goes to, by which throttles are kept. A
    /// suppressed envelope is recorded, with its reason, and never sent.
    package func insert(
        _ envelope: Envelope, endpoint: String, suppressed reason: String? = nil
    ) throws -> Int64? {
        var parts = SharedParts()
        return try insert(envelope, endpoint: endpoint, suppressed: reason, after: &parts)
    }

    /// The shared pieces that were put into the store last.
    package struct SharedParts {
        /// More than one message's.
        private static let most = 16

        private var known: [(bytes: [UInt8], row: Int64)] = []

        package init() {}

        fileprivate mutating func row(
            of bytes: [UInt8], or insert: ([UInt8]) throws -> Int64
        ) rethrows -> Int64 {
            // Mostly the same array, which costs nothing to see.
            if let part = known.first(where: { $0.bytes == bytes }) { return part.row }
            let row = try insert(bytes)
            if known.count == Self.most { known.removeFirst() }
            known.append((bytes, row))
            return row
        }
    }

    /// The same for many envelopes in a row, which mostly share their pieces
    /// with the one before.
    package func insert(
        _ envelope: Envelope, endpoint: String, suppressed reason: String?,
        after parts: inout SharedParts
    ) throws -> Int64? {
        let (edition, notice) = envelope.origin.rows
        let (sender, target, secret) = envelope.route.columns
        let state: Envelope.State = reason == nil ? .ready : .suppressed
        try db.cachedStatement(
            sql: """
                INSERT INTO envelope (key, edition_id, notice_id, subscriber, channel, kind,
                    sender, target, address, secret, endpoint, message_id, sealed, give_up, state,
                    next_attempt, settled, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (key) DO NOTHING
                """
        ).execute(
            arguments: [
                envelope.key, edition, notice, envelope.subscriber.id, envelope.channel,
                envelope.route.kind, sender, target, envelope.route.address, secret, endpoint,
                envelope.messageID,
                envelope.sealed.milliseconds, envelope.giveUp.milliseconds, state.rawValue,
                envelope.sealed.milliseconds,
                reason == nil ? nil : envelope.sealed.milliseconds, reason,
            ])
        guard db.changesCount == 1 else { return nil }
        let row = db.lastInsertedRowID
        for (position, piece) in envelope.pieces.enumerated() {
            var part: Int64?
            var own: Data?
            switch piece {
            case .shared(let bytes):
                part = try parts.row(of: bytes, or: partRow(of:))
            case .own(let bytes): own = Data(bytes)
            }
            try db.cachedStatement(
                sql: "INSERT INTO piece (envelope_id, position, part_id, own) VALUES (?, ?, ?, ?)"
            ).execute(arguments: [row, position, part, own])
        }
        return row
    }

    /// Opens the books of a process that sends; its number goes into its leases.
    package func insertCourier(at moment: Timestamp) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO courier (started) VALUES (?)", arguments: [moment.milliseconds])
        return db.lastInsertedRowID
    }

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

    /// Gives up what was tried and is past its time. Returns how many.
    package func expire(at now: Timestamp) throws -> Int {
        try db.execute(
            sql: """
                UPDATE envelope SET state = 'failed', settled = :now, reason = :reason
                WHERE state IN ('ready', 'unknown') AND attempts > 0 AND give_up <= :now
                """,
            arguments: ["now": now.milliseconds, "reason": FailureReason.givenUp.rawValue])
        return db.changesCount
    }

    /// Leases envelopes whose time has come and whose endpoint is not blocked,
    /// the longest waiting first; of one endpoint no more than `perEndpoint` at
    /// a time, so that a slow one does not keep everyone busy.
    package func claim(
        mail: Bool, lease: Lease, at now: Timestamp, limit: Int, perEndpoint: Int = .max
    ) throws -> [LeasedEnvelope] {
        let ids = try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM envelope
                WHERE state IN ('ready', 'unknown') AND next_attempt <= :now
                    AND (kind = 'mail') = :mail
                    AND endpoint NOT IN (SELECT name FROM endpoint WHERE blocked_until > :now)
                    AND endpoint NOT IN (SELECT endpoint FROM envelope WHERE state = 'leased'
                        GROUP BY endpoint HAVING count(*) >= :most)
                ORDER BY next_attempt, id LIMIT :limit
                """,
            arguments: [
                "now": now.milliseconds, "mail": mail, "limit": limit, "most": perEndpoint,
            ])
        return try ids.map { id in
            try db.execute(
                sql: """
                    UPDATE envelope SET state = 'leased', courier_id = ?, lease_token = ?,
                        lease_until = ? WHERE id = ?
                    """,
                arguments: [lease.courier, lease.token, lease.until.milliseconds, id])
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM envelope WHERE id = ?", arguments: [id])
            guard let row else {
                throw DatabaseError(resultCode: .SQLITE_INTERNAL, message: "a lost envelope")
            }
            return LeasedEnvelope(
                id: id, envelope: try envelope(from: row), endpoint: row["endpoint"],
                lease: lease, attempts: row["attempts"])
        }
    }

    /// Records an attempt, and what the envelope is now: settled, or to be tried
    /// again at `next`; without a `reason` the attempt's own stands. Nothing
    /// changes but the log if the lease is lost.
    package func settle(
        _ leased: LeasedEnvelope, as state: Envelope.State, next: Timestamp?,
        reason: FailureReason? = nil, delivery: Delivery
    ) throws {
        try insert(delivery, envelope: leased.id)
        try db.execute(
            sql: """
                UPDATE envelope SET state = ?, courier_id = NULL, lease_token = NULL,
                    lease_until = NULL, next_attempt = ?, settled = ?, reason = ?,
                    attempts = attempts + 1
                WHERE id = ? AND state = 'leased' AND courier_id = ? AND lease_token = ?
                """,
            arguments: [
                state.rawValue, (next ?? delivery.finished).milliseconds,
                state.isSettled ? delivery.finished.milliseconds : nil,
                (reason ?? delivery.outcome.reason)?.rawValue, leased.id, leased.lease.courier,
                leased.lease.token,
            ])
    }

    /// When the next envelope is due, if any waits; blocked endpoints count from
    /// their release.
    package func nextAttempt() throws -> Timestamp? {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT min(max(next_attempt, ifnull(endpoint.blocked_until, 0))) FROM envelope
                LEFT JOIN endpoint ON endpoint.name = envelope.endpoint
                WHERE state IN ('ready', 'unknown')
                """
        ).map(Timestamp.init(milliseconds:))
    }

    /// Leaves an endpoint alone until a moment, or for as long as it was to be.
    package func block(
        endpoint: String, until: Timestamp, reason: FailureReason?, at moment: Timestamp
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO endpoint (name, blocked_until, failures, reason, changed)
                VALUES (:name, :until, 1, :reason, :at)
                ON CONFLICT DO UPDATE SET
                    reason = CASE WHEN :until >= blocked_until THEN :reason ELSE reason END,
                    blocked_until = max(blocked_until, :until),
                    failures = failures + 1, changed = :at
                """,
            arguments: [
                "name": endpoint, "until": until.milliseconds, "reason": reason?.rawValue,
                "at": moment.milliseconds,
            ])
    }

    /// Notes that an attempt that began then found the endpoint working; what it
    /// asked for since stands.
    package func open(endpoint: String, asOf started: Timestamp) throws {
        try db.execute(
            sql: "DELETE FROM endpoint WHERE name = ? AND changed < ?",
            arguments: [endpoint, started.milliseconds])
    }

    private func insert(_ delivery: Delivery, envelope: Int64) throws {
        let reply = delivery.outcome.reply
        try db.execute(
            sql: """
                INSERT INTO delivery (envelope_id, started, finished, endpoint, outcome, reason,
                    code, enhanced, reply)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                envelope, delivery.started.milliseconds, delivery.finished.milliseconds,
                delivery.endpoint, delivery.outcome.column, delivery.outcome.reason?.rawValue,
                reply?.code, reply?.enhanced, reply?.text,
            ])
    }

    private func partRow(of bytes: [UInt8]) throws -> Int64 {
        let hash = Data(SHA256.digest(of: bytes).bytes)
        try db.execute(
            sql: "INSERT OR IGNORE INTO part (hash, bytes) VALUES (?, ?)",
            arguments: [hash, Data(bytes)])
        if db.changesCount == 1 { return db.lastInsertedRowID }
        let row = try Int64.fetchOne(
            db, sql: "SELECT id FROM part WHERE hash = ?", arguments: [hash])
        guard let row else {
            throw DatabaseError(resultCode: .SQLITE_INTERNAL, message: "a lost part")
        }
        return row
    }

    func envelope(from row: Row) throws -> Envelope {
        let id: Int64 = row["id"]
        let pieces = try Row.fetchAll(
            db,
            sql: """
                SELECT own, bytes FROM piece LEFT JOIN part ON part.id = piece.part_id
                WHERE envelope_id = ? ORDER BY position
                """, arguments: [id]
        ).map { piece -> Envelope.Piece in
            if let own: Data = piece["own"] { return .own([UInt8](own)) }
            return .shared([UInt8](piece["bytes"] as Data))
        }
        let edition: Int64? = row["edition_id"]
        return Envelope(
            key: row["key"],
            origin: edition.map(Envelope.Origin.edition) ?? .notice(row["notice_id"]),
            subscriber: SubscriberID(row["subscriber"]), channel: row["channel"],
            route: try Envelope.Route(
                kind: row["kind"], sender: row["sender"], target: row["target"],
                secret: row["secret"]),
            messageID: row["message_id"], pieces: pieces,
            sealed: Timestamp(milliseconds: row["sealed"]),
            giveUp: Timestamp(milliseconds: row["give_up"]))
    }
}

extension DeliveryOutcome {
    fileprivate var column: String {
        switch self {
        case .delivered: "delivered"
        case .later: "later"
        case .unknown: "unknown"
        case .failed: "failed"
        case .stopEndpoint: "stopped"
        }
    }
}

extension Envelope.Origin {
    fileprivate var rows: (edition: Int64?, notice: Int64?) {
        switch self {
        case .edition(let row): (row, nil)
        case .notice(let row): (nil, row)
        }
    }
}

extension Envelope.Route {
    fileprivate var kind: String {
        switch self {
        case .mail: "mail"
        case .slack: "slack"
        case .webhook: "webhook"
        }
    }

    /// The recipient's normalised address, by which suppressions find it.
    fileprivate var address: String? {
        if case .mail(_, let recipient) = self { recipient.normalised } else { nil }
    }

    fileprivate var columns: (sender: String?, target: String, secret: String?) {
        switch self {
        case .mail(let sender, let recipient): (sender.description, recipient.description, nil)
        case .slack(let url): (nil, url.description, nil)
        case .webhook(let url, let secret): (nil, url.description, secret?.description)
        }
    }

    fileprivate init(
        kind: String, sender: String?, target: String, secret: String?
    ) throws {
        switch kind {
        case "mail":
            self = .mail(
                sender: try EmailAddress(sender ?? ""), recipient: try EmailAddress(target))
        case "slack":
            self = .slack(url: ConfiguredText(target))
        default:
            self = .webhook(url: ConfiguredText(target), secret: secret.map(ConfiguredText.init))
        }
    }
}
