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
    /// Since when the store knows each audience of each digest. Slots before
    /// that are nobody's.
    package func knownDigests() throws -> [SubscriberID: [String: [String: Timestamp]]] {
        var known: [SubscriberID: [String: [String: Timestamp]]] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT subscriber, name, audience, since FROM digest")
        while let row = try rows.next() {
            known[SubscriberID(row[0]), default: [:]][row[1], default: [:]][row[2]] =
                Timestamp(milliseconds: row[3])
        }
        return known
    }

    /// Makes a digest known to an audience from a moment on, unless it was known
    /// before that. What waits for another audience of it waits for this one
    /// too: readers may have moved from one to the other.
    package func introduce(
        subscriber: SubscriberID, digest: String, audience: String = "", at moment: Timestamp
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO digest (subscriber, name, audience, since) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET since = min(since, excluded.since)
                """
        ).execute(arguments: [subscriber.id, digest, audience, moment.milliseconds])
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO pending (match_id, digest, audience, subscriber, created)
                SELECT match_id, digest, ?, subscriber, created FROM pending
                WHERE subscriber = ? AND digest = ? AND audience <> ? AND edition_id IS NULL
                """
        ).execute(arguments: [audience, subscriber.id, digest, audience])
    }

    /// Forgets an audience that nobody belongs to any more, with what waits for
    /// it.
    package func dismiss(subscriber: SubscriberID, digest: String, audience: String) throws {
        try db.execute(
            sql: """
                DELETE FROM pending WHERE subscriber = ? AND digest = ? AND audience = ?
                    AND edition_id IS NULL
                """, arguments: [subscriber.id, digest, audience])
        try db.execute(
            sql: "DELETE FROM digest WHERE subscriber = ? AND name = ? AND audience = ?",
            arguments: [subscriber.id, digest, audience])
    }

    /// Whether the edition was made, or its slot passed over.
    package func hasEdition(_ key: EditionKey) throws -> Bool {
        try Bool.fetchOne(
            try db.cachedStatement(
                sql: """
                    SELECT EXISTS (SELECT 1 FROM edition WHERE subscriber = ? AND digest = ?
                        AND period = ? AND language = ? AND time_zone = ?)
                    """),
            arguments: [
                key.subscriber.id, key.digest, key.period.description,
                key.audience.language.tag, key.audience.timeZone,
            ]) ?? false
    }

    /// Records an edition; nil if there is one of its key.
    package func insertEdition(
        _ key: EditionKey, audience: String = "", slot: Timestamp, made: Timestamp,
        outcome: EditionOutcome, items: Int = 0, more: Int = 0
    ) throws -> Int64? {
        try db.execute(
            sql: """
                INSERT INTO edition (subscriber, digest, period, language, time_zone,
                    audience, slot, made, outcome, items, more)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (subscriber, digest, period, language, time_zone) DO NOTHING
                """,
            arguments: [
                key.subscriber.id, key.digest, key.period.description, key.audience.language.tag,
                key.audience.timeZone, audience, slot.milliseconds, made.milliseconds,
                outcome.rawValue, items, more,
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

    /// Those of the stories that an earlier edition of the digest told the
    /// audience of.
    package func told(
        subscriber: SubscriberID, digest: String, audience: String = "", stories: Set<StoryID>
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
                        AND edition.audience = ? AND story.public_id IN (\(marks))
                    """,
                arguments: [subscriber.id, digest, audience]
                    + StatementArguments(stories.map(\.id))
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
