import Foundation
import GRDB
package import Newswire
import Signing

extension Records {
    /// Opens the books of a process that sends; its number goes into its leases.
    package func insertCourier(at moment: Timestamp) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO courier (started) VALUES (?)", arguments: [moment.milliseconds])
        return db.lastInsertedRowID
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

    /// Records an attempt, and what the envelope is now: settled, or to be tried
    /// again at `next`; without a `reason` the attempt's own stands. Nothing
    /// changes but the log if the lease is lost.
    package func settle(
        _ leased: LeasedEnvelope, as state: Envelope.State, next: Timestamp?,
        reason: FailureReason? = nil, delivery: Delivery
    ) throws {
        try insert(delivery, envelope: leased.id)
        try db.cachedStatement(
            sql: """
                UPDATE envelope SET state = ?, courier_id = NULL, lease_token = NULL,
                    lease_until = NULL, next_attempt = ?, settled = ?, reason = ?,
                    attempts = attempts + 1
                WHERE id = ? AND state = 'leased' AND courier_id = ? AND lease_token = ?
                """
        ).execute(
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

    private func insert(_ delivery: Delivery, envelope: Int64) throws {
        let reply = delivery.outcome.reply
        try db.cachedStatement(
            sql: """
                INSERT INTO delivery (envelope_id, started, finished, endpoint, outcome, reason,
                    code, enhanced, reply)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                envelope, delivery.started.milliseconds, delivery.finished.milliseconds,
                delivery.endpoint, delivery.outcome.column, delivery.outcome.reason?.rawValue,
                reply?.code, reply?.enhanced, reply?.text,
            ])
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
