import GRDB
package import Newswire

/// What somebody who watches over the store asks of it.
extension Records {
    /// Since when the oldest message that is not settled waits; nil if none does.
    package func oldestWaiting() throws -> Timestamp? {
        try Int64.fetchOne(db, sql: Self.oldestUnsettled).map(Timestamp.init(milliseconds:))
    }

    static let oldestUnsettled = """
        SELECT min(sealed) FROM mailing WHERE id IN (
            SELECT mailing_id FROM envelope
            WHERE state IN ('ready', 'leased', 'unknown') AND state <> 'sent'
            UNION SELECT mailing_id FROM unaddressed)
        """

    /// How many attempts since a moment ended how.
    package func attempts(since moment: Timestamp) throws -> [String: Int] {
        let rows = try Row.fetchAll(
            db, sql: Self.attemptsByOutcome, arguments: [moment.milliseconds])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["outcome"], $0["n"]) })
    }

    static let attemptsByOutcome = """
        SELECT outcome, count(*) AS n FROM delivery WHERE finished >= ? GROUP BY outcome
        """

    /// Notes that a `nashra run` came to its end.
    package func noteRun(endedAt moment: Timestamp) throws {
        try db.execute(sql: "INSERT INTO run (ended) VALUES (?)", arguments: [moment.milliseconds])
        try db.execute(sql: "DELETE FROM run WHERE id <= ?", arguments: [db.lastInsertedRowID - 2])
    }

    /// When the last two runs ended, or the only one, the newest first.
    package func lastRuns() throws -> [Timestamp] {
        try Int64.fetchAll(db, sql: "SELECT ended FROM run ORDER BY id DESC LIMIT 2")
            .map(Timestamp.init(milliseconds:))
    }
}

extension Schema {
    /// The ends of the last two runs: by the time between them it shows whether one
    /// has failed to come.
    static let runs = """
        CREATE TABLE run (
            id    INTEGER PRIMARY KEY,
            ended INTEGER NOT NULL
        ) STRICT;
        """
}
