import GRDB
package import Newswire

/// A mail that a bounce may be about.
package struct SentMail: Hashable, Sendable {
    /// Its envelope's key.
    package var key: String
    package var subscriber: SubscriberID
    /// Whom it was for, in the form by which addresses are compared.
    package var address: EmailAddress

    package init(key: String, subscriber: SubscriberID, address: EmailAddress) {
        self.key = key
        self.subscriber = subscriber
        self.address = address
    }
}

/// A bounce as it is kept.
package struct BounceRecord: Hashable, Sendable {
    package var mail: SentMail
    /// `hard`, `soft`, `policy` or `complaint`.
    package var kind: String
    package var status: String?
    package var reason: String?
    package var received: Timestamp
    /// Whether it says that there is no such address.
    package var isGone: Bool

    package init(
        mail: SentMail, kind: String, status: String?, reason: String?, received: Timestamp,
        isGone: Bool
    ) {
        self.mail = mail
        self.kind = kind
        self.status = status
        self.reason = reason
        self.received = received
        self.isGone = isGone
    }
}

/// What came back.
extension Records {
    package func sentMail(key: String) throws -> SentMail? {
        try sentMail(Self.mailByKey, ["key": key])
    }

    static let mailByKey = """
        SELECT key, subscriber, address FROM outgoing
        WHERE id IN (SELECT id FROM envelope WHERE key = :key)
        """

    /// By its Message-ID, without angle brackets.
    package func sentMail(messageID: String) throws -> SentMail? {
        try sentMail(
            Self.mailByMessageID,
            ["id": messageID, "key": messageID.prefix { $0 != "@" }.description])
    }

    static let mailByMessageID =
        "SELECT key, subscriber, address FROM outgoing " + messageByID

    private func sentMail(_ sql: String, _ arguments: StatementArguments) throws -> SentMail? {
        guard let row = try Row.fetchOne(db, sql: sql, arguments: arguments),
            let address: String = row["address"]
        else { return nil }
        return SentMail(
            key: row["key"], subscriber: SubscriberID(row["subscriber"]),
            address: EmailAddress(accepted: address))
    }

    /// Keeps a bounce; false if this message's was kept before.
    ///
    /// - Parameter isNews: whether it takes the place of another of its kind, of the
    ///   same message, even if that said the same: the message was tried again. One
    ///   that says for certain what the other left open does so anyway.
    package func insert(_ bounce: BounceRecord, isNews: Bool = false) throws -> Bool {
        try db.execute(
            sql: """
                INSERT INTO bounce (envelope, kind, address, subscriber, status, reason,
                    received, gone_from)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (envelope, kind) DO UPDATE
                    SET status = excluded.status, reason = excluded.reason,
                        received = excluded.received, gone_from = excluded.gone_from,
                        forgiven = 0
                    WHERE ? OR excluded.gone_from IS NOT NULL AND status IS NOT excluded.status
                """,
            arguments: [
                bounce.mail.key, bounce.kind, bounce.mail.address.normalised,
                bounce.mail.subscriber.id, bounce.status, bounce.reason,
                bounce.received.milliseconds,
                bounce.isGone
                    ? RecipientDomain.endpoint(of: bounce.mail.address.normalised) : nil,
                isNews,
            ])
        return db.changesCount > 0
    }

    /// On how many different days, UTC, bounces of this kind came from an
    /// address since a moment.
    package func bounceDays(
        of address: EmailAddress, kind: String, since: Timestamp
    ) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT count(DISTINCT received / 86400000) FROM bounce
                WHERE address = ? AND kind = ? AND received >= ? AND forgiven = 0
                """,
            arguments: [address.normalised, kind, since.milliseconds]) ?? 0
    }
}
