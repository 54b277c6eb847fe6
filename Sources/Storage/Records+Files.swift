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
    /// become the newest.
    package func accept(
        _ subscriber: SubscriberID, bytes: [UInt8], hash: [UInt8], at moment: Timestamp
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO file_version (subscriber, hash, bytes, accepted) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET accepted = excluded.accepted
                """,
            arguments: [subscriber.id, Data(hash), Data(bytes), moment.milliseconds])
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

    /// The addresses that must not be written to, with the reason.
    package func suppressions(of addresses: [EmailAddress]) throws -> [EmailAddress: String] {
        var found: [EmailAddress: String] = [:]
        for address in addresses {
            found[address] = try String.fetchOne(
                db, sql: "SELECT reason FROM suppression WHERE address = ?",
                arguments: [address.normalised])
        }
        return found
    }

    /// Writes nothing to the address any more, nor what waits for it already;
    /// the first reason stays.
    package func suppress(
        _ address: EmailAddress, reason: String, at moment: Timestamp
    ) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO suppression (address, reason, since) VALUES (?, ?, ?)",
            arguments: [address.normalised, reason, moment.milliseconds])
        try db.execute(
            sql: """
                UPDATE envelope SET state = 'suppressed', settled = ?, reason = ?
                WHERE kind = 'mail' AND state IN ('ready', 'unknown')
                    AND (target = ? OR lower(target) = ?)
                """,
            arguments: [moment.milliseconds, reason, address.description, address.normalised])
    }
}
