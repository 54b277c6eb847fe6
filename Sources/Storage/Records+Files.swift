import Foundation
import GRDB
package import Newswire
import Signing

extension Records {
    /// A subscriber's file as it was last good, now or at a moment; nil if no
    /// good version of it is known from then.
    package func lastAccepted(
        _ subscriber: SubscriberID, at moment: Timestamp? = nil
    ) throws -> FileVersion? {
        let row = try Row.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT file_version.bytes, topics.id AS topics, recipients.id AS recipients
                    FROM file_version
                    LEFT JOIN attachment AS topics ON topics.hash = file_version.topics
                    LEFT JOIN attachment AS recipients
                        ON recipients.hash = file_version.recipients
                    WHERE subscriber = ? AND accepted <= ? ORDER BY accepted DESC LIMIT 1
                    """), arguments: [subscriber.id, moment?.milliseconds ?? .max])
        return try row.map { row in
            FileVersion(
                bytes: [UInt8](row["bytes"] as Data),
                topics: try (row["topics"] as Int64?).map { try attachment($0).read() },
                recipients: try (row["recipients"] as Int64?).map { try attachment($0).read() })
        }
    }

    /// The hashes of these versions, of everyone or of some.
    package func lastAcceptedHashes(
        of subscribers: [SubscriberID]? = nil
    ) throws -> [SubscriberID: [UInt8]] {
        // With max() SQLite takes the other columns from the row that has it.
        let rows =
            if let subscribers {
                try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT subscriber, hash, max(accepted) FROM file_version
                        WHERE subscriber IN (SELECT value FROM json_each(?)) GROUP BY subscriber
                        """, arguments: [try JSONText.encode(subscribers.map(\.id))])
            } else {
                try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT subscriber, hash, max(accepted) FROM file_version
                        GROUP BY subscriber
                        """)
            }
        var hashes: [SubscriberID: [UInt8]] = [:]
        while let row = try rows.next() {
            hashes[SubscriberID(row[0])] = [UInt8](row[1] as Data)
        }
        return hashes
    }

    /// Those who had a file when that was last noted.
    package func presentSubscribers() throws -> Set<SubscriberID> {
        try String.fetchSet(db, sql: "SELECT id FROM subscriber WHERE vanished IS NULL")
            .reduce(into: []) { $0.insert(SubscriberID($1)) }
    }

    /// Those whose file has been missing, but not since before the moment.
    package func vanished(since moment: Timestamp) throws -> [SubscriberID] {
        try String.fetchAll(
            db, sql: "SELECT id FROM subscriber WHERE vanished > ? ORDER BY id",
            arguments: [moment.milliseconds]
        ).map(SubscriberID.init)
    }

    /// Keeps a good version of a subscriber's file; the same again only becomes
    /// the newest, whatever the clock says. What many files were read together
    /// with is kept once.
    package func accept(
        _ subscriber: SubscriberID, _ version: FileVersion, hash: [UInt8], at moment: Timestamp
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO file_version (subscriber, hash, bytes, topics, recipients, accepted)
                VALUES (:id, :hash, :bytes, :topics, :recipients,
                    max(:at, (SELECT ifnull(max(accepted), 0) + 1
                        FROM file_version WHERE subscriber = :id)))
                ON CONFLICT DO UPDATE SET accepted = excluded.accepted
                """
        ).execute(arguments: [
            "id": subscriber.id, "hash": Data(hash), "bytes": Data(version.bytes),
            "topics": try version.topics.map(attach),
            "recipients": try version.recipients.map(attach), "at": moment.milliseconds,
        ])
    }

    /// Notes who has a file that had none, and whose is missing from `moment`
    /// on.
    package func note(
        appeared: some Collection<SubscriberID>, vanished: some Collection<SubscriberID>,
        at moment: Timestamp
    ) throws {
        let appear = try db.cachedStatement(
            sql: """
                INSERT INTO subscriber (id, first_seen, last_seen) VALUES (:id, :at, :at)
                ON CONFLICT DO UPDATE SET last_seen = :at, vanished = NULL
                """)
        for id in appeared {
            try appear.execute(arguments: ["id": id.id, "at": moment.milliseconds])
        }
        let vanish = try db.cachedStatement(
            sql: "UPDATE subscriber SET vanished = :at WHERE id = :id AND vanished IS NULL")
        for id in vanished {
            try vanish.execute(arguments: ["id": id.id, "at": moment.milliseconds])
        }
    }

    /// Drops what waits for subscribers whose file has been missing since before
    /// the moment. Returns how many matches no longer wait.
    package func dropPending(ofVanishedBefore moment: Timestamp) throws -> Int {
        try db.execute(
            sql: """
                DELETE FROM pending WHERE edition_id IS NULL AND subscriber IN (
                    SELECT id FROM subscriber WHERE vanished < ?)
                """, arguments: [moment.milliseconds])
        return db.changesCount
    }

    /// Whether anything waits for such subscribers.
    package func hasPending(ofVanishedBefore moment: Timestamp) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM pending WHERE edition_id IS NULL AND subscriber IN (
                    SELECT id FROM subscriber WHERE vanished < ?))
                """, arguments: [moment.milliseconds]) ?? false
    }

    /// Keeps bytes under their hash, which is returned.
    private func attach(_ bytes: [UInt8]) throws -> Data {
        let hash = Data(SHA256.digest(of: bytes).bytes)
        let isKnown = try Bool.fetchOne(
            try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM attachment WHERE hash = ?)"),
            arguments: [hash])
        if isKnown != true {
            try db.execute(
                sql: "INSERT INTO attachment (hash, bytes) VALUES (?, zeroblob(?))",
                arguments: [hash, bytes.count])
            try attachment(db.lastInsertedRowID).write(bytes)
        }
        return hash
    }

    private func attachment(_ row: Int64) -> Blob {
        Blob(db, "attachment", "bytes", row: row)
    }
}
