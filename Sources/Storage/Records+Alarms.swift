import GRDB
package import Newswire

/// An endpoint that failed until a person had to know.
package struct Alarm: Hashable, Sendable {
    package var id: Int64
    package var endpoint: String
    package var reason: String
    /// The server's own words, if it said any.
    package var reply: String?
    package var raised: Timestamp
    /// When the newsroom's own channels had it.
    package var told: Timestamp?
    /// When the endpoint worked again.
    package var ended: Timestamp?
}

extension Records {
    /// What has not ended, the oldest first.
    package func openAlarms() throws -> [Alarm] {
        try alarms(where: "ended IS NULL")
    }

    /// What nobody was told yet: that they began, or of those that were told,
    /// that they ended.
    package func untoldAlarms() throws -> [Alarm] {
        try alarms(
            where: """
                told IS NULL AND ended IS NULL
                    OR told IS NOT NULL AND ended IS NOT NULL AND end_told IS NULL
                """)
    }

    /// Notes that somebody was told of an alarm as it stands.
    package func tell(_ alarm: Alarm, at now: Timestamp) throws {
        let column = alarm.ended == nil ? "told" : "end_told"
        try db.execute(
            sql: "UPDATE alarm SET \(column) = ? WHERE id = ?",
            arguments: [now.milliseconds, alarm.id])
    }

    private func alarms(where condition: String) throws -> [Alarm] {
        try Row.fetchAll(db, sql: "SELECT * FROM alarm WHERE \(condition) ORDER BY id").map { row in
            Alarm(
                id: row["id"], endpoint: row["endpoint"], reason: row["reason"],
                reply: row["reply"], raised: Timestamp(milliseconds: row["raised"]),
                told: (row["told"] as Int64?).map(Timestamp.init(milliseconds:)),
                ended: (row["ended"] as Int64?).map(Timestamp.init(milliseconds:)))
        }
    }
}
