import GRDB
package import Newswire

/// Why an address is written to no more, where that is nobody's fault.
package enum SuppressionReason {
    /// The reader asked for it.
    package static let unsubscribed = "unsubscribed"
}

extension Records {
    /// Those of the addresses that must not be written to, at all or as this
    /// subscriber's readers, with the reason.
    package func suppressions(
        of addresses: [EmailAddress], as subscriber: SubscriberID
    ) throws -> [EmailAddress: String] {
        var found: [EmailAddress: String] = [:]
        // Everyone's comes first: it says more.
        let reason = try db.cachedStatement(
            sql: """
                SELECT reason FROM suppression WHERE address = ? AND subscriber IN ('', ?)
                ORDER BY subscriber LIMIT 1
                """)
        for address in addresses {
            found[address] = try String.fetchOne(
                reason, arguments: [address.normalised, subscriber.id])
        }
        return found
    }

    /// The subscribers' addresses that must not be written to, with the reason.
    package func suppressions(
        of subscribers: [Subscriber]
    ) throws -> [SubscriberID: [EmailAddress: String]] {
        try subscribers.reduce(into: [:]) { found, subscriber in
            found[subscriber.id] = try suppressions(
                of: subscriber.addresses, as: subscriber.id)
        }
    }

    /// Writes nothing to the address any more, nor what waits for it already;
    /// as a subscriber's reader only, if one is named. The first reason stays.
    package func suppress(
        _ address: EmailAddress, for subscriber: SubscriberID? = nil, reason: String,
        at moment: Timestamp
    ) throws {
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO suppression (address, subscriber, reason, since)
                VALUES (?, ?, ?, ?)
                """,
            arguments: [address.normalised, subscriber?.id ?? "", reason, moment.milliseconds])
        try db.execute(
            sql: """
                UPDATE envelope SET state = 'suppressed', settled = :now, reason = :reason
                WHERE state IN ('ready', 'unknown') AND address = :address
                    AND (:subscriber IS NULL OR mailing_id IN
                        (SELECT id FROM mailing WHERE subscriber = :subscriber))
                """,
            arguments: [
                "now": moment.milliseconds, "reason": reason, "address": address.normalised,
                "subscriber": subscriber?.id,
            ])
    }
}
