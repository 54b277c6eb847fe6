import Foundation
import GRDB
package import Newswire

/// Readers of a mailing who have no envelope yet, as many as are written to in
/// one transaction.
package struct UnaddressedBatch: Sendable {
    package var id: Int64
    package var mailing: Records.MailingRow
    package var origin: Envelope.Origin
    package var subscriber: SubscriberID
    package var channel: String
    package var sealed: Timestamp
    /// As `openMailing` was given them.
    package var terms: String
    package var readers: Readers
}

/// How many readers of a mailing have no envelope yet.
package struct UnaddressedCount: Hashable, Sendable {
    package var mailing: Int64
    package var subscriber: SubscriberID
    package var channel: String
    package var readers: Int
}

extension Records {
    /// Notes readers who are to get an envelope of the mailing later, in their
    /// order.
    package func leaveUnaddressed(_ readers: Readers, of mailing: MailingRow, batch: Int) throws {
        for start in stride(from: 0, to: readers.count, by: batch) {
            let range = start..<min(start + batch, readers.count)
            try db.cachedStatement(
                sql: "INSERT INTO unaddressed (mailing_id, readers, mailboxes) VALUES (?, ?, ?)"
            ).execute(
                arguments: [mailing.id, range.count, Data(readers.bytes(of: range))])
        }
    }

    /// The readers who have waited longest. Who addresses them says so with
    /// `settle(_:)` in the same transaction.
    package func nextUnaddressed() throws -> UnaddressedBatch? {
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT unaddressed.id, mailing_id, mailboxes, edition_id, notice_id,
                        subscriber, channel, domain, sealed, model, terms
                    FROM unaddressed JOIN mailing ON mailing.id = unaddressed.mailing_id
                    ORDER BY unaddressed.id LIMIT 1
                    """)
        else { return nil }
        let edition: Int64? = row["edition_id"]
        return UnaddressedBatch(
            id: row["id"],
            mailing: MailingRow(
                id: row["mailing_id"], domain: row["domain"],
                model: [UInt8](row["model"] as Data)),
            origin: edition.map(Envelope.Origin.edition) ?? .notice(row["notice_id"]),
            subscriber: SubscriberID(row["subscriber"]), channel: row["channel"],
            sealed: Timestamp(milliseconds: row["sealed"]), terms: row["terms"] ?? "",
            readers: Readers(bytes: [UInt8](row["mailboxes"] as Data)))
    }

    /// Notes that each reader of a batch has an envelope.
    package func settle(_ batch: UnaddressedBatch) throws {
        try db.execute(sql: "DELETE FROM unaddressed WHERE id = ?", arguments: [batch.id])
    }

    /// For each mailing that has such, the one that waits longest first.
    package func unaddressed() throws -> [UnaddressedCount] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT mailing_id, subscriber, channel, sum(readers) AS readers
                FROM unaddressed JOIN mailing ON mailing.id = unaddressed.mailing_id
                GROUP BY mailing_id ORDER BY min(unaddressed.id)
                """
        ).map {
            UnaddressedCount(
                mailing: $0["mailing_id"], subscriber: SubscriberID($0["subscriber"]),
                channel: $0["channel"], readers: $0["readers"])
        }
    }

    /// Messages that lie in the outbox and are not settled.
    package func unsettledCount() throws -> Int {
        try Int.fetchOne(try db.cachedStatement(sql: Self.unsettled)) ?? 0
    }

    static let unsettled = """
        SELECT count(*) FROM envelope
        WHERE state IN ('ready', 'leased', 'unknown') AND state <> 'sent'
        """

    /// Drops all readers who have no envelope yet. Returns how many.
    func dropUnaddressed() throws -> Int {
        let count = try Int.fetchOne(db, sql: "SELECT ifnull(sum(readers), 0) FROM unaddressed")
        try db.execute(sql: "DELETE FROM unaddressed")
        return count ?? 0
    }
}
