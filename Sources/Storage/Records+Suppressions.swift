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
        for address in addresses {
            found[address] = try suppression(of: address.normalised, as: subscriber)
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

    /// Those of the subscribers who have addresses and of whom none is left, with the
    /// first few and why.
    package func silenced(of subscribers: [Subscriber]) throws -> [SubscriberID: String] {
        try subscribers.reduce(into: [:]) { found, subscriber in
            var reasons: [String] = []
            let isSilenced = try subscriber.hasOnlyAddresses { address in
                let reason = try suppression(of: address.normalised, as: subscriber.id)
                if let reason, reasons.count < 3 { reasons.append("\(address) (\(reason))") }
                return reason != nil
            }
            if isSilenced { found[subscriber.id] = reasons.joined(separator: ", ") }
        }
    }

    /// Writes nothing to the address any more, nor what waits for it already;
    /// as a subscriber's reader only, if one is named. The first reason stays.
    ///
    /// - Parameter since: if that was long ago.
    package func suppress(
        _ address: EmailAddress, for subscriber: SubscriberID? = nil, reason: String,
        since: Timestamp? = nil, at moment: Timestamp
    ) throws {
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO suppression (address, subscriber, reason, since)
                VALUES (?, ?, ?, ?)
                """,
            arguments: [
                address.normalised, subscriber?.id ?? "", reason, (since ?? moment).milliseconds,
            ])
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

/// An address that nothing is written to.
package struct Suppression: Hashable, Sendable {
    /// In the form by which addresses are compared.
    package var address: String
    /// Whose reader it is no more; nil: nobody's.
    package var subscriber: SubscriberID?
    package var reason: String
    package var since: Timestamp

    package init(
        address: String, subscriber: SubscriberID?, reason: String, since: Timestamp
    ) {
        self.address = address
        self.subscriber = subscriber
        self.reason = reason
        self.since = since
    }
}

extension Records {
    /// All of them, by address.
    package func suppressions() throws -> [Suppression] {
        try Row.fetchAll(db, sql: "SELECT * FROM suppression ORDER BY address, subscriber").map {
            let subscriber: String = $0["subscriber"]
            return Suppression(
                address: $0["address"],
                subscriber: subscriber.isEmpty ? nil : SubscriberID(subscriber),
                reason: $0["reason"], since: Timestamp(milliseconds: $0["since"]))
        }
    }

    /// Lets the address be written to again, by everyone or by one subscriber;
    /// false if it was not suppressed so. What was settled meanwhile stays so.
    package func unsuppress(_ address: EmailAddress, for subscriber: SubscriberID?) throws -> Bool {
        try db.execute(
            sql: "DELETE FROM suppression WHERE address = ? AND subscriber = ?",
            arguments: [address.normalised, subscriber?.id ?? ""])
        let isChanged = db.changesCount > 0
        // Else the next bounce would be the last of many again. Those that came are
        // kept, so that the same report read twice is no new one.
        if isChanged {
            try db.execute(
                sql: "UPDATE bounce SET forgiven = 1 WHERE address = ?",
                arguments: [address.normalised])
        }
        return isChanged
    }
}
