import GRDB
package import Newswire

/// What failed until a person had to know.
package struct Alarm: Hashable, Sendable {
    /// What does not work.
    package enum Subject: Hashable, Sendable {
        /// A relay, webhook or chat.
        case server(String)
        /// A recipient's domain, as `RecipientDomain` names it.
        case domain(String)
        /// One of whose addresses none is left.
        case subscriber(SubscriberID)
    }

    package var id: Int64
    /// An endpoint, or `subscriber:ID`.
    package var endpoint: String
    package var reason: String
    /// The server's own words, if it said any.
    package var reply: String?
    package var raised: Timestamp
    /// When the newsroom's own channels had it.
    package var told: Timestamp?
    /// When it worked again.
    package var ended: Timestamp?

    package var subject: Subject {
        if RecipientDomain.isEndpoint(endpoint) { return .domain(endpoint) }
        guard endpoint.hasPrefix(Self.subscriberPrefix) else { return .server(endpoint) }
        return .subscriber(SubscriberID(String(endpoint.dropFirst(Self.subscriberPrefix.count))))
    }

    fileprivate static let subscriberPrefix = "subscriber:"
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

    /// Raises an alarm for each of these subscribers, of whom nobody is left to write
    /// to, with the reason, and ends those of all others.
    package func noteSilenced(_ silenced: [SubscriberID: String], at now: Timestamp) throws {
        for alarm in try openAlarms() {
            guard case .subscriber(let id) = alarm.subject, silenced[id] == nil else { continue }
            try db.execute(
                sql: "UPDATE alarm SET ended = ? WHERE id = ?",
                arguments: [now.milliseconds, alarm.id])
        }
        for (id, reason) in silenced {
            try db.execute(
                sql: "INSERT OR IGNORE INTO alarm (endpoint, reason, raised) VALUES (?, ?, ?)",
                arguments: [Alarm.subscriberPrefix + id.id, reason, now.milliseconds])
        }
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
