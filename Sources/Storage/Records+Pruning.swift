import GRDB
package import Newswire

extension Records {
    /// Forgets messages that were settled before a moment, with their attempts,
    /// the oldest first; of a message that is forgotten for all its readers its
    /// bytes too. Editions and notices stay, so that none is made again.
    ///
    /// - Parameter limit: of envelopes; they are a transaction.
    /// - Returns: How many envelopes. Fewer than the limit: there are no more.
    package func pruneEnvelopes(settledBefore moment: Timestamp, limit: Int) throws -> Int {
        var pruned = 0
        for mailing in try oldMailings(sealedBefore: moment, limit: limit) where pruned < limit {
            try db.execute(
                sql: """
                    DELETE FROM envelope WHERE id IN (SELECT id FROM envelope
                        WHERE mailing_id = ? AND settled < ? LIMIT ?)
                    """,
                arguments: [mailing, moment.milliseconds, limit - pruned])
            pruned += db.changesCount
            try forgetMailing(ifEmpty: mailing)
        }
        return pruned
    }

    /// The first mailings, up to one that is not that old: rows are numbered as
    /// they were sealed, so only these few are read.
    private func oldMailings(sealedBefore moment: Timestamp, limit: Int) throws -> [Int64] {
        let rows = try Row.fetchCursor(db, sql: "SELECT id, sealed FROM mailing ORDER BY id")
        var mailings: [Int64] = []
        while mailings.count < limit, let row = try rows.next() {
            let sealed: Int64 = row["sealed"]
            if sealed >= moment.milliseconds { break }
            mailings.append(row["id"])
        }
        return mailings
    }

    /// Forgets bounces that were received before a moment.
    package func pruneBounces(receivedBefore moment: Timestamp) throws {
        try db.execute(
            sql: "DELETE FROM bounce WHERE received < ?", arguments: [moment.milliseconds])
    }

    /// Forgets alarms that ended before a moment.
    package func pruneAlarms(endedBefore moment: Timestamp) throws {
        try db.execute(
            sql: "DELETE FROM alarm WHERE ended < ?", arguments: [moment.milliseconds])
    }

    private func forgetMailing(ifEmpty mailing: Int64) throws {
        let isUsed = try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM envelope WHERE mailing_id = ?1)
                    OR EXISTS (SELECT 1 FROM unaddressed WHERE mailing_id = ?1)
                """, arguments: [mailing])
        guard isUsed == false else { return }
        let parts = try Int64.fetchAll(
            db,
            sql: "SELECT part_id FROM mailing_piece WHERE mailing_id = ? AND part_id IS NOT NULL",
            arguments: [mailing])
        try db.execute(sql: "DELETE FROM mailing WHERE id = ?", arguments: [mailing])
        for part in parts {
            try db.execute(
                sql: """
                    DELETE FROM part WHERE id = ?1
                        AND NOT EXISTS (SELECT 1 FROM mailing_piece WHERE part_id = ?1)
                    """, arguments: [part])
        }
    }
}
