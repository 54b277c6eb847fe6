import GRDB
package import Newswire

extension Records {
    /// The notice of this story that the channel has not been told yet.
    package func openNotice(
        subscriber: SubscriberID, channel: String, story: StoryID
    ) throws -> Notice? {
        try notices(
            where: """
                notice.subscriber = ? AND notice.channel = ? AND story.public_id = ?
                    AND notice.state IN ('waiting', 'held')
                """, [subscriber.id, channel, story.id]
        ).first
    }

    /// When the channel was last told of the story.
    package func lastTold(
        subscriber: SubscriberID, channel: String, story: StoryID
    ) throws -> Timestamp? {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT max(settled) FROM notice JOIN story ON story.id = notice.story_id
                WHERE subscriber = ? AND channel = ? AND story.public_id = ?
                    AND state = 'sealed'
                """, arguments: [subscriber.id, channel, story.id]
        ).map(Timestamp.init(milliseconds:))
    }

    /// The notice in whose name the channel was first told of the story: its
    /// own, or the first of those that went out as one message with it. Nil if
    /// it was never told.
    package func openingNotice(
        subscriber: SubscriberID, channel: String, story: StoryID
    ) throws -> Notice? {
        try notices(
            where: """
                notice.subscriber = :subscriber AND notice.channel = :channel
                    AND notice.state = 'sealed'
                    AND EXISTS (SELECT 1 FROM mailing WHERE notice_id = notice.id)
                    AND notice.settled = (
                        SELECT min(told.settled) FROM notice AS told
                        JOIN story AS it ON it.id = told.story_id
                        WHERE told.subscriber = :subscriber AND told.channel = :channel
                            AND told.state = 'sealed' AND it.public_id = :story)
                """,
            ["subscriber": subscriber.id, "channel": channel, "story": story.id]
        ).min { a, b in (a.story == story ? 0 : 1, a.id) < (b.story == story ? 0 : 1, b.id) }
    }

    /// When any channel of the subscriber was first told of each of the stories;
    /// those that were never told are left out.
    package func alerted(
        subscriber: SubscriberID, stories: Set<StoryID>
    ) throws -> [StoryID: Timestamp] {
        let marks = databaseQuestionMarks(count: stories.count)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT story.public_id, min(notice.settled) AS told FROM notice
                JOIN story ON story.id = notice.story_id
                WHERE notice.subscriber = ? AND notice.state = 'sealed'
                    AND story.public_id IN (\(marks))
                GROUP BY story.public_id
                """, arguments: [subscriber.id] + StatementArguments(stories.map(\.id)))
        return Dictionary(
            uniqueKeysWithValues: rows.map {
                (StoryID($0["public_id"]), Timestamp(milliseconds: $0["told"]))
            })
    }

    /// Makes a notice wait until `due`; returns its row.
    package func insertNotice(
        subscriber: SubscriberID, channel: String, story: StoryID, due: Timestamp,
        isUpdate: Bool, at moment: Timestamp
    ) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO notice (subscriber, channel, story_id, state, is_update, created, due)
                VALUES (?, ?, ?, 'waiting', ?, ?, ?)
                """,
            arguments: [
                subscriber.id, channel, try storyRow(of: story, at: moment), isUpdate,
                moment.milliseconds, due.milliseconds,
            ])
        return db.lastInsertedRowID
    }

    /// Adds a match to what a notice tells.
    package func attach(match: Int64, toNotice notice: Int64) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO notice_match (notice_id, match_id) VALUES (?, ?)",
            arguments: [notice, match])
    }

    /// The open notices whose time has come, in the order of their coming. What
    /// was made by a clock that was ahead does not wait until then.
    package func dueNotices(at now: Timestamp) throws -> [Notice] {
        try notices(
            where: """
                notice.state IN ('waiting', 'held')
                    AND (notice.due <= :now OR notice.created > :now)
                """, ["now": now.milliseconds])
    }

    /// The open notices of everyone, or of some.
    package func openNotices(of subscribers: [SubscriberID]? = nil) throws -> [Notice] {
        guard let subscribers else { return try notices(where: "state IN ('waiting', 'held')", []) }
        return try notices(
            where: """
                notice.state IN ('waiting', 'held')
                    AND notice.subscriber IN (SELECT value FROM json_each(?))
                """, [try JSONText.encode(subscribers.map(\.id))])
    }

    /// How many notices are not told yet, whoever is to be told.
    package func openNoticeCount() throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count(*) FROM notice WHERE state IN ('waiting', 'held')") ?? 0
    }

    /// What a notice tells.
    package func matches(ofNotice notice: Int64) throws -> [StoredMatch] {
        try matches(
            where: "match.id IN (SELECT match_id FROM notice_match WHERE notice_id = ?)",
            [notice])
    }

    /// The matches' rows alone.
    package func matchRows(ofNotice notice: Int64) throws -> Set<Int64> {
        Set(
            try Int64.fetchAll(
                db, sql: "SELECT match_id FROM notice_match WHERE notice_id = ?",
                arguments: [notice]))
    }

    /// Holds an open notice until another time.
    package func hold(notice: Int64, until due: Timestamp) throws {
        try db.execute(
            sql: """
                UPDATE notice SET state = 'held', due = ?
                WHERE id = ? AND state IN ('waiting', 'held')
                """, arguments: [due.milliseconds, notice])
    }

    /// Settles an open notice; false if it was settled before.
    package func settle(
        notice: Int64, as state: Notice.State, at moment: Timestamp
    ) throws -> Bool {
        try db.execute(
            sql: """
                UPDATE notice SET state = ?, settled = ?
                WHERE id = ? AND state IN ('waiting', 'held')
                """, arguments: [state.rawValue, moment.milliseconds, notice])
        return db.changesCount == 1
    }

    /// When the channel was last told something, newest first: at most `limit`
    /// moments, none before `since` or after `now`. Alerts that went out as one
    /// count once.
    package func alertTimes(
        subscriber: SubscriberID, channel: String, since: Timestamp, through now: Timestamp,
        limit: Int
    ) throws -> [Timestamp] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT settled FROM notice
                WHERE subscriber = ? AND channel = ? AND state = 'sealed'
                    AND settled BETWEEN ? AND ?
                    AND EXISTS (SELECT 1 FROM mailing WHERE notice_id = notice.id)
                ORDER BY settled DESC LIMIT ?
                """,
            arguments: [
                subscriber.id, channel, since.milliseconds, now.milliseconds, limit,
            ]
        ).map(Timestamp.init(milliseconds:))
    }

    private func notices(
        where condition: String, _ arguments: StatementArguments
    ) throws -> [Notice] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT notice.*, story.public_id AS story FROM notice
                JOIN story ON story.id = notice.story_id
                WHERE \(condition) ORDER BY notice.id
                """, arguments: arguments
        ).map { row in
            Notice(
                id: row["id"], subscriber: SubscriberID(row["subscriber"]),
                channel: row["channel"], story: StoryID(row["story"]),
                state: Notice.State(rawValue: row["state"]) ?? .waiting,
                due: Timestamp(milliseconds: row["due"]), isUpdate: row["is_update"])
        }
    }
}
