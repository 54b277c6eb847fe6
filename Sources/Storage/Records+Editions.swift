import GRDB
package import Newswire

/// What became of a digest's slot.
package enum EditionOutcome: String, Hashable, Sendable, CaseIterable {
    /// Envelopes lie in the outbox.
    case sealed
    /// There was nothing to tell.
    case empty
    /// The slot was noticed too late; what waited still waits.
    case late
}

extension Records {
    /// Since when the store knows the digest. Slots before that are nobody's.
    package func since(subscriber: SubscriberID, digest: String) throws -> Timestamp? {
        try Int64.fetchOne(
            db, sql: "SELECT since FROM digest WHERE subscriber = ? AND name = ?",
            arguments: [subscriber.id, digest]
        ).map(Timestamp.init(milliseconds:))
    }

    /// Makes a digest known from a moment on, unless it was known before that.
    package func introduce(
        subscriber: SubscriberID, digest: String, at moment: Timestamp
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO digest (subscriber, name, since) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET since = min(since, excluded.since)
                """,
            arguments: [subscriber.id, digest, moment.milliseconds])
    }

    /// Whether the edition was made, or its slot passed over.
    package func hasEdition(_ key: EditionKey) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM edition WHERE subscriber = ? AND digest = ?
                    AND period = ? AND language = ? AND time_zone = ?)
                """,
            arguments: [
                key.subscriber.id, key.digest, key.period.description,
                key.audience.language.tag, key.audience.timeZone,
            ]) ?? false
    }

    /// Records an edition; nil if there is one of its key.
    package func insertEdition(
        _ key: EditionKey, slot: Timestamp, made: Timestamp, outcome: EditionOutcome,
        items: Int = 0, more: Int = 0
    ) throws -> Int64? {
        try db.execute(
            sql: """
                INSERT INTO edition (subscriber, digest, period, language, time_zone, slot, made,
                    outcome, items, more)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (subscriber, digest, period, language, time_zone) DO NOTHING
                """,
            arguments: [
                key.subscriber.id, key.digest, key.period.description, key.audience.language.tag,
                key.audience.timeZone, slot.milliseconds, made.milliseconds, outcome.rawValue,
                items, more,
            ])
        return db.changesCount == 0 ? nil : db.lastInsertedRowID
    }

    /// Records that an edition tells of a story, at this position, or counts it
    /// among the rest (nil).
    package func insertItem(
        edition: Int64, story: StoryID, position: Int?, at moment: Timestamp
    ) throws {
        try db.execute(
            sql: "INSERT INTO edition_item (edition_id, story_id, position) VALUES (?, ?, ?)",
            arguments: [edition, try storyRow(of: story, at: moment), position])
    }

    /// Those of the stories that an earlier edition of the digest told of.
    package func told(
        subscriber: SubscriberID, digest: String, stories: Set<StoryID>
    ) throws -> Set<StoryID> {
        let marks = databaseQuestionMarks(count: stories.count)
        return Set(
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT story.public_id FROM edition_item
                    JOIN story ON story.id = edition_item.story_id
                    JOIN edition ON edition.id = edition_item.edition_id
                    WHERE edition.subscriber = ? AND edition.digest = ?
                        AND story.public_id IN (\(marks))
                    """,
                arguments: [subscriber.id, digest] + StatementArguments(stories.map(\.id))
            ).map(StoryID.init))
    }

    /// The sources whose articles tell each of the stories, the first first.
    package func sources(of stories: Set<StoryID>) throws -> [StoryID: [String]] {
        let marks = databaseQuestionMarks(count: stories.count)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT story.public_id, sighting.source, min(sighting.first_seen) AS seen
                FROM story
                JOIN article ON article.story_id = story.id
                JOIN revision ON revision.article_id = article.id
                JOIN sighting ON sighting.revision_id = revision.id
                WHERE story.public_id IN (\(marks)) AND sighting.source <> ''
                GROUP BY story.public_id, sighting.source ORDER BY seen, min(article.id)
                """, arguments: StatementArguments(stories.map(\.id)))
        return Dictionary(grouping: rows) { StoryID($0["public_id"]) }
            .mapValues { $0.map { $0["source"] } }
    }
}
