import GRDB
package import Newswire

/// An envelope as `nashra outbox` shows it.
package struct OutboxEntry: Hashable, Sendable {
    package var id: Int64
    package var key: String
    package var subscriber: SubscriberID
    package var channel: String
    package var kind: String
    /// The address, or the webhook's URL or reference as configured.
    package var target: String
    package var endpoint: String
    package var messageID: String?
    package var state: Envelope.State
    package var sealed: Timestamp
    package var nextAttempt: Timestamp
    package var giveUp: Timestamp
    package var attempts: Int
    package var reason: String?
    package var settled: Timestamp?
}

/// One attempt as the log holds it.
package struct LoggedDelivery: Hashable, Sendable {
    package var envelope: Int64
    package var subscriber: SubscriberID
    package var target: String
    package var started: Timestamp
    package var finished: Timestamp
    package var endpoint: String
    package var outcome: String
    package var reason: String?
    package var reply: ServerReply?
}

extension Records {
    /// Envelopes in the order of their sealing, from a number on and at most so
    /// many; without `settled` only those that still wait, those that failed and
    /// those in flight.
    package func outbox(
        _ choice: EnvelopeChoice = .all, settled: Bool = false, from first: Int64 = 1,
        limit: Int = 1000
    ) throws -> [OutboxEntry] {
        let (condition, arguments) = choice.condition(settled: settled)
        return try Row.fetchAll(
            db,
            sql: "SELECT * FROM outgoing WHERE \(condition) AND id >= ? ORDER BY id LIMIT ?",
            arguments: arguments + [first, limit]
        ).map(OutboxEntry.init)
    }

    /// Where the newest `count` of what `outbox` shows begin, and how many stand
    /// before them; nil if that is all there are.
    package func outboxCut(
        _ choice: EnvelopeChoice = .all, settled: Bool = false, newest count: Int
    ) throws -> (first: Int64, before: Int)? {
        let (condition, arguments) = choice.condition(settled: settled)
        let first = try Int64.fetchOne(
            db,
            sql: """
                SELECT id FROM envelope WHERE \(condition)
                ORDER BY id DESC LIMIT 1 OFFSET ?
                """, arguments: arguments + [count - 1])
        guard let first else { return nil }
        let before = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM envelope WHERE \(condition) AND id < ?",
            arguments: arguments + [first])
        return before.flatMap { $0 > 0 ? (first, $0) : nil }
    }

    /// How many envelopes wait after so many attempts or more.
    package func waitingCount(attempts: Int) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM envelope
                WHERE state IN ('ready', 'leased', 'unknown') AND state <> 'sent'
                    AND attempts >= ?
                """, arguments: [attempts]) ?? 0
    }

    /// How many envelopes failed since a moment, but those to whom nothing is written
    /// any more: nothing is left to do about them.
    package func failedCount(since moment: Timestamp) throws -> Int {
        try Int.fetchOne(db, sql: Self.failedSince, arguments: [moment.milliseconds]) ?? 0
    }

    static let failedSince = """
        SELECT count(*) FROM envelope
        WHERE state = 'failed' AND state <> 'sent' AND settled >= ? AND NOT EXISTS (
            SELECT 1 FROM suppression WHERE suppression.address = envelope.address)
        """

    package func outboxEntry(_ id: Int64) throws -> OutboxEntry? {
        try Row.fetchOne(db, sql: "SELECT * FROM outgoing WHERE id = ?", arguments: [id])
            .map(OutboxEntry.init)
    }

    /// Every attempt to send an envelope, in order.
    package func deliveries(ofEnvelope id: Int64) throws -> [LoggedDelivery] {
        try deliveries(where: "envelope.id = ?", [id], order: "delivery.id")
    }

    /// The attempts since a moment, newest first; `to` is an address or part of one,
    /// as `EnvelopeChoice` takes it.
    package func deliveries(
        since moment: Timestamp, failedOnly: Bool = false, to: String? = nil, limit: Int = 1000
    ) throws -> [LoggedDelivery] {
        let addressed = to.map(EnvelopeChoice.condition(to:)) ?? (sql: "1", arguments: [])
        return try deliveries(
            where: """
                delivery.finished >= ? AND (NOT ? OR delivery.outcome <> 'delivered')
                    AND \(addressed.sql)
                """,
            [moment.milliseconds, failedOnly] + addressed.arguments,
            order: "delivery.id DESC LIMIT \(limit)")
    }

    static let unsentCounts = """
        SELECT state, count(*) AS n FROM envelope WHERE state <> 'sent' GROUP BY state
        """

    /// How many envelopes are in each state.
    package func outboxCounts() throws -> [Envelope.State: Int] {
        var counts: [Envelope.State: Int] = [:]
        for row in try Row.fetchAll(db, sql: Self.unsentCounts) {
            if let state = Envelope.State(rawValue: row["state"]) { counts[state] = row["n"] }
        }
        let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM envelope") ?? 0
        let sent = all - counts.values.reduce(0, +)
        if sent > 0 { counts[.sent] = sent }
        return counts
    }

    /// Makes envelopes that wait or failed, but none to a suppressed address,
    /// due at once and for `giveUp` more. Endpoints that did not ask to be left
    /// alone are tried again. Returns how many.
    package func retry(
        _ choice: EnvelopeChoice, at now: Timestamp, giveUp: Duration
    ) throws -> Int {
        let (condition, arguments) = choice.condition
        try openEndpoints()
        try db.execute(
            sql: """
                UPDATE envelope SET state = CASE state WHEN 'unknown' THEN 'unknown' ELSE 'ready' END,
                    next_attempt = ?, give_up = max(give_up, ?), settled = NULL, attempts = 0,
                    reason = NULL
                WHERE state IN ('ready', 'unknown', 'failed') AND state <> 'sent'
                    AND \(condition)
                    AND NOT EXISTS (SELECT 1 FROM suppression
                        WHERE suppression.address = envelope.address
                            AND suppression.subscriber IN ('', (SELECT subscriber FROM mailing
                                WHERE mailing.id = envelope.mailing_id)))
                """,
            arguments: [now.milliseconds, (now + giveUp).milliseconds] + arguments)
        return db.changesCount
    }

    /// Makes what waits for these subscribers due at once, and opens endpoints
    /// that were left alone for another reason than their own wish.
    package func hasten(_ subscribers: [SubscriberID], at now: Timestamp) throws {
        try openEndpoints()
        try db.execute(
            sql: """
                UPDATE envelope SET next_attempt = :now
                WHERE state IN ('ready', 'unknown') AND next_attempt > :now
                    AND mailing_id IN (SELECT id FROM mailing
                        WHERE subscriber IN (SELECT value FROM json_each(:subscribers)))
                """,
            arguments: [
                "now": now.milliseconds,
                "subscribers": try JSONText.encode(subscribers.map(\.id)),
            ])
    }

    /// Drops envelopes that wait or failed, for good; with all of them the
    /// readers of their mailings who have none yet. Returns how many.
    package func drop(_ choice: EnvelopeChoice, at now: Timestamp) throws -> Int {
        let (condition, arguments) = choice.condition
        try db.execute(
            sql: """
                UPDATE envelope SET state = 'dropped', settled = ?
                WHERE state IN ('ready', 'unknown', 'failed') AND state <> 'sent'
                    AND \(condition)
                """, arguments: [now.milliseconds] + arguments)
        let dropped = db.changesCount
        return try dropped + (choice == .all ? dropUnaddressed() : 0)
    }

    private func deliveries(
        where condition: String, _ arguments: StatementArguments, order: String
    ) throws -> [LoggedDelivery] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT delivery.*, mailing.subscriber, envelope.target FROM delivery
                JOIN envelope ON envelope.id = delivery.envelope_id
                JOIN mailing ON mailing.id = envelope.mailing_id
                WHERE \(condition) ORDER BY \(order)
                """, arguments: arguments
        ).map { row in
            let code: Int? = row["code"]
            return LoggedDelivery(
                envelope: row["envelope_id"], subscriber: SubscriberID(row["subscriber"]),
                target: row["target"], started: Timestamp(milliseconds: row["started"]),
                finished: Timestamp(milliseconds: row["finished"]), endpoint: row["endpoint"],
                outcome: row["outcome"], reason: row["reason"],
                reply: code.map {
                    ServerReply(code: $0, enhanced: row["enhanced"], text: row["reply"] ?? "")
                })
        }
    }
}

extension OutboxEntry {
    init(_ row: Row) {
        self.init(
            id: row["id"], key: row["key"], subscriber: SubscriberID(row["subscriber"]),
            channel: row["channel"], kind: row["kind"], target: row["target"],
            endpoint: row["endpoint"], messageID: row["message_id"],
            state: Envelope.State(rawValue: row["state"]) ?? .failed,
            sealed: Timestamp(milliseconds: row["sealed"]),
            nextAttempt: Timestamp(milliseconds: row["next_attempt"]),
            giveUp: Timestamp(milliseconds: row["give_up"]), attempts: row["attempts"],
            reason: row["reason"],
            settled: (row["settled"] as Int64?).map(Timestamp.init(milliseconds:)))
    }
}

extension EnvelopeChoice {
    /// With what is said of their state.
    fileprivate func condition(
        settled: Bool
    ) -> (sql: String, arguments: StatementArguments) {
        let (condition, arguments) = condition
        let isUnsettled = "state IN ('ready', 'leased', 'unknown', 'failed') AND state <> 'sent'"
        return (settled ? condition : "\(isUnsettled) AND \(condition)", arguments)
    }
}
