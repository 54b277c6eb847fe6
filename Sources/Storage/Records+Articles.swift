import Foundation
import GRDB
package import Newswire

/// What the store knows of an article that arrives.
package enum Arrival: Hashable, Sendable {
    /// Its identity was never seen.
    case new
    /// It says what the store already holds.
    case sighting(revision: Int64)
    /// It is known but says something new.
    case changed(article: Int64, story: StoryID)
    /// It was known, and has been pruned since: no news.
    case pruned
}

/// An article's signature as the store keeps it, for finding its story.
package struct StoredSignature: Hashable, Sendable {
    package var story: StoryID
    /// When the article was published, else received.
    package var published: Timestamp
    package var signature: [UInt8]
}

/// An article as the store holds it.
package struct StoredArticle: Hashable, Sendable {
    package var id: ArticleID
    package var story: StoryID
    package var role: StoryRole
    package var content: Article

    package init(id: ArticleID, story: StoryID, role: StoryRole, content: Article) {
        self.id = id
        self.story = story
        self.role = role
        self.content = content
    }
}

extension Records {
    /// Looks an article up by its identity and content, changing nothing.
    package func arrival(of key: String, contentHash: [UInt8]) throws -> Arrival {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT article.id, story.public_id AS story, revision.id AS revision
                FROM identity
                LEFT JOIN article ON article.identity_id = identity.id
                LEFT JOIN story ON story.id = article.story_id
                LEFT JOIN revision
                    ON revision.article_id = article.id AND revision.content_hash = ?
                WHERE identity.key = ?
                """, arguments: [Data(contentHash), key])
        guard let row else { return .new }
        guard let article: Int64 = row["id"] else { return .pruned }
        if let revision: Int64 = row["revision"] { return .sighting(revision: revision) }
        return .changed(article: article, story: StoryID(row["story"]))
    }

    /// Notes that a revision was seen once more; it is what its article says
    /// now, also if another one came between.
    package func sight(revision: Int64, source: String, at moment: Timestamp) throws {
        try db.execute(
            sql: """
                INSERT INTO sighting (revision_id, source, first_seen, last_seen)
                VALUES (:revision, :source, :at, :at)
                ON CONFLICT DO UPDATE SET last_seen = :at, times = times + 1
                """,
            arguments: ["revision": revision, "source": source, "at": moment.milliseconds])
        try db.execute(
            sql: """
                UPDATE article SET revision_id = :revision
                WHERE id = (SELECT article_id FROM revision WHERE id = :revision)
                    AND revision_id IS NOT :revision
                """, arguments: ["revision": revision])
        try db.execute(
            sql: """
                UPDATE identity SET last_seen = ? WHERE id = (
                    SELECT identity_id FROM article WHERE id = (
                        SELECT article_id FROM revision WHERE id = ?))
                """, arguments: [moment.milliseconds, revision])
    }

    /// Notes that a pruned article is still listed.
    package func sightPruned(key: String, at moment: Timestamp) throws {
        try db.execute(
            sql: "UPDATE identity SET last_seen = ? WHERE key = ?",
            arguments: [moment.milliseconds, key])
    }

    /// Records a new article with its identity, story and first revision;
    /// returns the rows of the article and of the revision.
    package func insert(
        _ revision: Revision, identityKey: String, story: StoryID, role: StoryRole,
        signature: [UInt8], bands: [Int64], at moment: Timestamp
    ) throws -> (article: Int64, revision: Int64) {
        try db.execute(
            sql: "INSERT INTO identity (key, public_id, first_seen, last_seen) VALUES (?, ?, ?, ?)",
            arguments: [
                identityKey, revision.article.id, moment.milliseconds, moment.milliseconds,
            ])
        let identity = db.lastInsertedRowID
        let storyRow = try self.storyRow(of: story, at: moment)
        try db.execute(
            sql: """
                INSERT INTO article (identity_id, story_id, role, received, published)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                identity, storyRow, role.rawValue, moment.milliseconds,
                revision.content.effectivePublished?.milliseconds,
            ])
        let article = db.lastInsertedRowID
        let revisionRow = try insert(
            revision, ofArticle: article, signature: signature, bands: bands, at: moment)
        return (article, revisionRow)
    }

    /// Records what a known article says now; returns the revision's row.
    package func insert(
        _ revision: Revision, ofArticle article: Int64, signature: [UInt8], bands: [Int64],
        at moment: Timestamp
    ) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO revision (article_id, content_hash, received, body, signature)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                article, Data(revision.contentHash), moment.milliseconds,
                try JSONText.encode(revision.content), Data(signature),
            ])
        let row = db.lastInsertedRowID
        try sight(revision: row, source: revision.content.source ?? "", at: moment)
        for band in Set(bands) {
            try db.execute(
                sql: "INSERT OR REPLACE INTO story_band (band, article_id, seen) VALUES (?, ?, ?)",
                arguments: [band, article, moment.milliseconds])
        }
        return row
    }

    /// Notes that an article brought something new to its story, whatever it was
    /// to it before.
    package func promote(article: Int64) throws {
        try db.execute(
            sql: "UPDATE article SET role = ? WHERE id = ? AND role = ?",
            arguments: [StoryRole.followUp.rawValue, article, StoryRole.copy.rawValue])
    }

    /// Signatures that share a band with these, the newest first, seen since a
    /// moment; at most `limit`.
    package func signatures(
        sharing bands: [Int64], since moment: Timestamp, limit: Int = 200
    ) throws -> [StoredSignature] {
        guard !bands.isEmpty else { return [] }
        let marks = databaseQuestionMarks(count: bands.count)
        return try Row.fetchAll(
            db,
            sql: """
                SELECT story.public_id AS story, revision.signature,
                    ifnull(article.published, article.received) AS published
                FROM article
                JOIN revision ON revision.id = article.revision_id
                JOIN story ON story.id = article.story_id
                WHERE article.id IN (
                    SELECT article_id FROM story_band WHERE band IN (\(marks)) AND seen >= ?)
                ORDER BY article.id DESC LIMIT ?
                """,
            arguments: StatementArguments(bands) + [moment.milliseconds, limit]
        ).map { row in
            StoredSignature(
                story: StoryID(row["story"]), published: Timestamp(milliseconds: row["published"]),
                signature: [UInt8](row["signature"] as Data? ?? Data()))
        }
    }

    /// Whether an article of this source tells the story, and of this paper if
    /// the source carries several.
    package func hasTold(
        _ story: StoryID, source: String, publisher: String?
    ) throws -> Bool {
        try Int.fetchOne(db, sql: Self.ownArticle, arguments: [story.id, source, publisher]) != nil
    }

    static let ownArticle = """
        SELECT 1 FROM story
        JOIN article ON article.story_id = story.id
        JOIN revision ON revision.id = article.revision_id
        WHERE story.public_id = ? AND json_extract(revision.body, '$.source') = ?
            AND json_extract(revision.body, '$.publisher') IS ? LIMIT 1
        """

    /// Makes `others` point to `older`, and their articles, items and notices
    /// too; nothing is told again by that. Where a channel has an open notice of
    /// both, the older story's tells what the other would have told; what it then
    /// tells of a story that the channel knows is an update.
    package func link(_ others: [StoryID], to older: StoryID, at moment: Timestamp) throws {
        let old = try storyRow(of: older, at: moment)
        for other in others where other != older {
            let gone = try Int64.fetchOne(
                db, sql: "SELECT id FROM story WHERE public_id = ?", arguments: [other.id])
            guard let gone, gone != old else { continue }
            try mergeOpenNotices(of: gone, into: old, at: moment)
            for change in [
                "UPDATE story SET merged_into = ? WHERE id = ?",
                "UPDATE story SET merged_into = ? WHERE merged_into = ?",
                "UPDATE article SET story_id = ? WHERE story_id = ?",
                "UPDATE OR IGNORE edition_item SET story_id = ? WHERE story_id = ?",
                "UPDATE notice SET story_id = ? WHERE story_id = ?",
            ] {
                try db.execute(sql: change, arguments: [old, gone])
            }
            try db.execute(
                sql: """
                    UPDATE notice SET is_update = 1
                    WHERE story_id = :story AND state IN ('waiting', 'held')
                        AND EXISTS (SELECT 1 FROM notice AS told
                            WHERE told.story_id = :story AND told.state = 'sealed'
                                AND told.subscriber = notice.subscriber
                                AND told.channel = notice.channel)
                    """, arguments: ["story": old])
        }
    }

    private func mergeOpenNotices(
        of gone: Int64, into old: Int64, at moment: Timestamp
    ) throws {
        let pairs = try Row.fetchAll(
            db,
            sql: """
                SELECT gone.id AS gone, old.id AS old FROM notice AS gone
                JOIN notice AS old ON old.subscriber = gone.subscriber
                    AND old.channel = gone.channel AND old.story_id = ?
                    AND old.state IN ('waiting', 'held')
                WHERE gone.story_id = ? AND gone.state IN ('waiting', 'held')
                """, arguments: [old, gone])
        for pair in pairs {
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO notice_match (notice_id, match_id)
                    SELECT ?, match_id FROM notice_match WHERE notice_id = ?
                    """, arguments: [pair["old"] as Int64, pair["gone"] as Int64])
            try db.execute(
                sql: "UPDATE notice SET state = 'superseded', settled = ? WHERE id = ?",
                arguments: [moment.milliseconds, pair["gone"] as Int64])
        }
    }

    /// The newest revision of an article, by our id.
    package func article(_ id: ArticleID) throws -> StoredArticle? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT identity.public_id AS id, story.public_id AS story, article.role,
                    revision.body
                FROM identity
                JOIN article ON article.identity_id = identity.id
                JOIN story ON story.id = article.story_id
                JOIN revision ON revision.id = article.revision_id
                WHERE identity.public_id = ?
                """, arguments: [id.id]
        ).map { row in try StoredArticle(row) }
    }

    /// How many articles, revisions and stories there are.
    package func articleCounts() throws -> (articles: Int, revisions: Int, stories: Int) {
        (
            try Int.fetchOne(db, sql: "SELECT count(*) FROM article") ?? 0,
            try Int.fetchOne(db, sql: "SELECT count(*) FROM revision") ?? 0,
            try Int.fetchOne(db, sql: "SELECT count(*) FROM story WHERE merged_into IS NULL") ?? 0
        )
    }

    /// The story's row, made if it is new; its last sighting moves on.
    func storyRow(of story: StoryID, at moment: Timestamp) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO story (public_id, first_seen, last_seen) VALUES (:id, :at, :at)
                ON CONFLICT (public_id) DO UPDATE SET last_seen = max(last_seen, :at)
                """, arguments: ["id": story.id, "at": moment.milliseconds])
        let row = try Int64.fetchOne(
            db, sql: "SELECT ifnull(merged_into, id) FROM story WHERE public_id = ?",
            arguments: [story.id])
        guard let row else {
            throw DatabaseError(resultCode: .SQLITE_INTERNAL, message: "a story without a row")
        }
        return row
    }
}

extension StoredArticle {
    init(_ row: Row) throws {
        self.init(
            id: ArticleID(row["id"]), story: StoryID(row["story"]),
            role: StoryRole(rawValue: row["role"]) ?? .followUp,
            content: try JSONText.decode(Article.self, from: row["body"]))
    }
}
