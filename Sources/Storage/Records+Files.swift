import Foundation
import GRDB
package import Newswire

extension Records {
    /// The bytes of a subscriber's file as it was last good.
    package func lastAccepted(_ subscriber: SubscriberID) throws -> [UInt8]? {
        try Data.fetchOne(
            db,
            sql: """
                SELECT bytes FROM file_version WHERE subscriber = ?
                ORDER BY accepted DESC LIMIT 1
                """, arguments: [subscriber.id]
        ).map { [UInt8]($0) }
    }

    /// The hash of that version.
    package func lastAcceptedHash(_ subscriber: SubscriberID) throws -> [UInt8]? {
        try Data.fetchOne(
            db,
            sql: """
                SELECT hash FROM file_version WHERE subscriber = ?
                ORDER BY accepted DESC LIMIT 1
                """, arguments: [subscriber.id]
        ).map { [UInt8]($0) }
    }

    /// Those who had a file when that was last noted.
    package func presentSubscribers() throws -> Set<SubscriberID> {
        Set(
            try String.fetchAll(db, sql: "SELECT id FROM subscriber WHERE vanished IS NULL")
                .map(SubscriberID.init))
    }

    /// Those whose file has been missing, but not since before the moment.
    package func vanished(since moment: Timestamp) throws -> [SubscriberID] {
        try String.fetchAll(
            db, sql: "SELECT id FROM subscriber WHERE vanished > ? ORDER BY id",
            arguments: [moment.milliseconds]
        ).map(SubscriberID.init)
    }

    /// Keeps a good version of a subscriber's file; the same bytes again only
    /// become the newest, whatever the clock says.
    package func accept(
        _ subscriber: SubscriberID, bytes: [UInt8], hash: [UInt8], at moment: Timestamp
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO file_version (subscriber, hash, bytes, accepted)
                VALUES (:id, :hash, :bytes, max(:at, (SELECT ifnull(max(accepted), 0) + 1
                    FROM file_version WHERE subscriber = :id)))
                ON CONFLICT DO UPDATE SET accepted = excluded.accepted
                """,
            arguments: [
                "id": subscriber.id, "hash": Data(hash), "bytes": Data(bytes),
                "at": moment.milliseconds,
            ])
    }

    /// Notes which subscribers have a file now. One whose file is gone counts as
    /// vanished from `moment` on.
    package func note(present: Set<SubscriberID>, at moment: Timestamp) throws {
        for subscriber in present {
            try db.execute(
                sql: """
                    INSERT INTO subscriber (id, first_seen, last_seen) VALUES (:id, :at, :at)
                    ON CONFLICT DO UPDATE SET last_seen = :at, vanished = NULL
                    """, arguments: ["id": subscriber.id, "at": moment.milliseconds])
        }
        for id in try presentSubscribers().subtracting(present) {
            try db.execute(
                sql: "UPDATE subscriber SET vanished = ? WHERE id = ?",
                arguments: [moment.milliseconds, id.id])
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
}
