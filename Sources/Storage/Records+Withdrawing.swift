import GRDB
package import Newswire

/// Mail that was sealed, and then its address was suppressed or its domain got a
/// pause.
extension Records {
    /// Takes leased envelopes back that must not be sent any more, or not now: those
    /// to addresses that were suppressed and to domains that got a pause since.
    /// Returns their rows.
    package func withdraw(
        _ envelopes: [LeasedEnvelope], at now: Timestamp
    ) throws -> [Int64] {
        var rows: [Int64] = []
        var others: [LeasedEnvelope] = []
        for leased in envelopes {
            let subscriber = leased.envelope.subscriber
            if let reason = try suppression(of: leased.address, as: subscriber) {
                try withdraw(leased.id, because: reason, under: leased.lease, at: now)
                rows.append(leased.id)
            } else {
                others.append(leased)
            }
        }
        return try rows + holdBack(others, at: now)
    }

    /// Settles an envelope as suppressed: one that waits, or one that is leased under
    /// this lease.
    func withdraw(
        _ envelope: Int64, because reason: String, under lease: Lease? = nil, at now: Timestamp
    ) throws {
        try db.cachedStatement(
            sql: """
                UPDATE envelope SET state = 'suppressed', courier_id = NULL, lease_token = NULL,
                    lease_until = NULL, settled = ?, reason = ?
                WHERE id = ? AND (state = 'ready' OR state = 'unknown'
                    OR state = 'leased' AND courier_id = ? AND lease_token = ?)
                """
        ).execute(
            arguments: [now.milliseconds, reason, envelope, lease?.courier, lease?.token])
    }

    /// Why nothing is written to an address, at all or as this subscriber's reader;
    /// nil if something is.
    ///
    /// - Parameter address: in the form by which addresses are compared.
    func suppression(of address: String?, as subscriber: SubscriberID) throws -> String? {
        guard let address else { return nil }
        // Everyone's comes first: it says more.
        let statement = try db.cachedStatement(
            sql: """
                SELECT reason FROM suppression WHERE address = ? AND (+subscriber = '' OR +subscriber = ?)
                ORDER BY subscriber LIMIT 1
                """)
        return try String.fetchOne(statement, arguments: [address, subscriber.id])
    }
}
