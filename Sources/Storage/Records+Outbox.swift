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

    /// Gives up what is past its time and was tried, or was kept from that by an
    /// endpoint of whose failure a person had to know. What only we were late with
    /// is still sent. Returns how many.
    ///
    /// - Parameter relays: the ways that mail may take, as endpoints.
    package func expire(at now: Timestamp, relays: [String]) throws -> Int {
        try db.execute(
            sql: """
                UPDATE envelope SET state = 'failed', settled = :now, reason = :reason
                WHERE state IN ('ready', 'unknown') AND give_up <= :now AND (attempts > 0
                    OR CASE kind WHEN 'mail' THEN
                        :relays <> '[]' AND NOT EXISTS (
                            SELECT 1 FROM json_each(:relays) AS relay WHERE NOT EXISTS (
                                SELECT 1 FROM alarm WHERE alarm.endpoint = relay.value
                                    AND ended IS NULL AND raised < give_up))
                    ELSE EXISTS (
                        SELECT 1 FROM alarm WHERE alarm.endpoint = envelope.endpoint
                            AND ended IS NULL AND raised < give_up) END)
                """,
            arguments: [
                "now": now.milliseconds, "reason": FailureReason.givenUp.rawValue,
                "relays": try JSONText.encode(relays),
            ])
        return db.changesCount
    }

    /// Records an attempt, and what the envelope is now: settled, or to be tried
    /// again at `next`; without a `reason` the attempt's own stands. Nothing
    /// changes but the log if the lease is lost.
    package func settle(
        _ leased: LeasedEnvelope, as state: Envelope.State, next: Timestamp?,
        reason: FailureReason? = nil, delivery: Delivery
    ) throws {
        try settle(
            leased.id, under: leased.lease, as: state, next: next, reason: reason,
            delivery: delivery)
    }

    /// Records an attempt that another one follows at once.
    package func log(_ delivery: Delivery, of leased: LeasedEnvelope) throws {
        try insert(delivery, envelope: leased.id)
    }

    /// Settles as failed what was leased and can't be read. Once it can be, `retry`
    /// sends it.
    package func setAside(
        _ envelopes: [UnreadableEnvelope], under lease: Lease, at now: Timestamp
    ) throws {
        for envelope in envelopes {
            let reply = ServerReply(code: 0, text: envelope.detail)
            try settle(
                envelope.id, under: lease, as: .failed, next: nil,
                delivery: Delivery(
                    started: now, finished: now, endpoint: envelope.endpoint,
                    outcome: .failed(.unreadable, reply: reply)))
        }
    }

    private func settle(
        _ id: Int64, under lease: Lease, as state: Envelope.State, next: Timestamp?,
        reason: FailureReason? = nil, delivery: Delivery
    ) throws {
        try insert(delivery, envelope: id)
        try QuickStatement(Self.settling, db)
            .with(state.rawValue).with((next ?? delivery.finished).milliseconds)
            .with(state.isSettled ? delivery.finished.milliseconds : nil)
            .with((reason ?? delivery.outcome.reason)?.rawValue)
            .with(id).with(lease.courier).with(lease.token)
            .run()
    }

    private static let settling = """
        UPDATE envelope SET state = ?, courier_id = NULL, lease_token = NULL,
            lease_until = NULL, next_attempt = ?, settled = ?, reason = ?,
            attempts = attempts + 1
        WHERE id = ? AND state = 'leased' AND courier_id = ? AND lease_token = ?
        """

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
        try QuickStatement(Self.logging, db)
            .with(envelope).with(delivery.started.milliseconds)
            .with(delivery.finished.milliseconds).with(delivery.endpoint)
            .with(delivery.outcome.column).with(delivery.outcome.reason?.rawValue)
            .with(reply.map { Int64($0.code) }).with(reply?.enhanced).with(reply?.text)
            .run()
    }

    private static let logging = """
        INSERT INTO delivery (envelope_id, started, finished, endpoint, outcome, reason,
            code, enhanced, reply)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
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
