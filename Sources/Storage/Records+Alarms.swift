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
        /// A relay, or a recipient's domain, that refuses so many addresses as gone
        /// that it is not believed.
        case refusals(String)
    }

    package var id: Int64
    /// An endpoint, `subscriber:ID` or `gone:` and an endpoint.
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
        if endpoint.hasPrefix(Self.brakePrefix) {
            return .refusals(String(endpoint.dropFirst(Self.brakePrefix.count)))
        }
        guard endpoint.hasPrefix(Self.subscriberPrefix) else { return .server(endpoint) }
        return .subscriber(SubscriberID(String(endpoint.dropFirst(Self.subscriberPrefix.count))))
    }

    fileprivate static let subscriberPrefix = "subscriber:"
    static let brakePrefix = "gone:"
}

extension Records {
    /// What has not ended, the oldest first.
    package func openAlarms() throws -> [Alarm] {
        try alarms(where: "ended IS NULL")
    }

    /// Those that have not ended, and those that somebody was told of and of whose end
    /// not everyone who was; each with the channels that know of how it stands now.
    package func alarmsToTell() throws -> [(alarm: Alarm, told: Set<String>)] {
        try alarms(
            where: "ended IS NULL OR told IS NOT NULL AND end_told IS NULL"
        ).map { ($0, try channels(toldOf: $0, ended: $0.ended != nil)) }
    }

    /// The channels that were told that an alarm began, or that it ended.
    package func channels(toldOf alarm: Alarm, ended: Bool) throws -> Set<String> {
        try String.fetchSet(
            db, sql: "SELECT channel FROM told WHERE alarm_id = ? AND ended = ?",
            arguments: [alarm.id, ended])
    }

    /// Notes that these channels were told of an alarm as it stands.
    ///
    /// - Parameter isAll: whether no other has to be told of its end.
    package func tell(
        _ alarm: Alarm, by channels: some Sequence<String>, isAll: Bool, at now: Timestamp
    ) throws {
        let hasEnded = alarm.ended != nil
        for channel in channels {
            try db.execute(
                sql: "INSERT OR IGNORE INTO told (alarm_id, channel, ended) VALUES (?, ?, ?)",
                arguments: [alarm.id, channel, hasEnded])
        }
        guard !hasEnded || isAll else { return }
        let column = hasEnded ? "end_told" : "told"
        try db.execute(
            sql: "UPDATE alarm SET \(column) = ifnull(\(column), ?) WHERE id = ?",
            arguments: [now.milliseconds, alarm.id])
    }

    /// Ends the alarms of servers that nothing leads to any more, and forgets why those
    /// were left alone; nobody is told.
    ///
    /// - Parameter inForce: endpoints of which nashra.yaml or a subscriber speaks.
    package func endAlarms(butOf inForce: Set<String>, at now: Timestamp) throws {
        for alarm in try openAlarms() {
            guard case .server(let name) = alarm.subject, !inForce.contains(name) else { continue }
            let isWaitedFor = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM envelope WHERE endpoint = ? AND kind <> 'mail'
                        AND state IN ('ready', 'unknown', 'leased') AND state <> 'sent')
                    """, arguments: [name])
            guard isWaitedFor != true else { continue }
            try db.execute(sql: "DELETE FROM endpoint WHERE name = ?", arguments: [name])
            try db.execute(
                sql: "UPDATE alarm SET ended = ?1, end_told = ?1 WHERE id = ?2",
                arguments: [now.milliseconds, alarm.id])
        }
    }

    /// Raises an alarm for each of these subscribers, of whom nobody is left to write
    /// to, with the reason, and ends those of all others; of one who is not among
    /// them any more nobody is told.
    package func noteSilenced(
        _ silenced: [SubscriberID: String], among everyone: Set<SubscriberID>, at now: Timestamp
    ) throws {
        for alarm in try openAlarms() {
            guard case .subscriber(let id) = alarm.subject, silenced[id] == nil else { continue }
            try db.execute(
                sql: "UPDATE alarm SET ended = ?, end_told = ? WHERE id = ?",
                arguments: [
                    now.milliseconds, everyone.contains(id) ? nil : now.milliseconds, alarm.id,
                ])
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
