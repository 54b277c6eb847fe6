import GRDB
package import Newswire

/// How an article came, and what it is part of.
package struct ArticleTrace: Hashable, Sendable {
    /// What one source has said of it.
    package struct Sighting: Hashable, Sendable {
        package var source: String
        package var first: Timestamp
        package var last: Timestamp
        package var times: Int
    }

    /// Another article of its story.
    package struct Sibling: Hashable, Sendable {
        package var article: ArchivedTitle
        package var role: StoryRole
    }

    package var article: StoredArticle
    package var received: Timestamp
    /// When each of its revisions was received, the first first.
    package var revisions: [Timestamp]
    /// The first source first.
    package var sightings: [Sighting]
    /// At most twenty, the first first.
    package var siblings: [Sibling]
    package var siblingCount: Int
}

extension Records {
    /// Nil for an article that was not recorded.
    package func trace(of id: ArticleID) throws -> ArticleTrace? {
        guard let article = try article(id),
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT article.id, article.received, article.story_id FROM identity
                    JOIN article ON article.identity_id = identity.id WHERE public_id = ?
                    """, arguments: [id.id])
        else { return nil }
        let key: Int64 = row["id"]
        let story: Int64 = row["story_id"]
        return ArticleTrace(
            article: article, received: Timestamp(milliseconds: row["received"]),
            revisions: try Int64.fetchAll(
                db, sql: "SELECT received FROM revision WHERE article_id = ? ORDER BY id",
                arguments: [key]
            ).map(Timestamp.init(milliseconds:)),
            sightings: try Row.fetchAll(db, sql: Self.sightingsOfArticle, arguments: [key]).map {
                ArticleTrace.Sighting(
                    source: $0["source"], first: Timestamp(milliseconds: $0["first"]),
                    last: Timestamp(milliseconds: $0["last"]), times: $0["times"])
            },
            siblings: try Row.fetchAll(db, sql: Self.siblings, arguments: [story, key]).map {
                ArticleTrace.Sibling(
                    article: ArchivedTitle($0), role: StoryRole(rawValue: $0["role"]) ?? .followUp)
            },
            siblingCount: try Int.fetchOne(
                db, sql: "SELECT count(*) - 1 FROM article WHERE story_id = ?",
                arguments: [story]) ?? 0)
    }

    static let sightingsOfArticle = """
        SELECT source, min(first_seen) AS first, max(last_seen) AS last, sum(times) AS times
        FROM revision JOIN sighting ON sighting.revision_id = revision.id
        WHERE revision.article_id = ? GROUP BY source ORDER BY first, source
        """

    static let siblings = """
        SELECT article.id AS row, article.received, article.role, identity.public_id AS id,
            json_extract(revision.body, '$.title') AS title,
            json_extract(revision.body, '$.source') AS source
        FROM article
        JOIN identity ON identity.id = article.identity_id
        JOIN revision ON revision.id = article.revision_id
        WHERE article.story_id = ? AND article.id <> ? ORDER BY article.id LIMIT 20
        """

    /// What was put into the outbox of an edition, or of an alert, also where
    /// another notice lent its name to a message for several: at most `limit`.
    package func envelopes(
        of carrier: Telling.Carrier, limit: Int
    ) throws -> [OutboxEntry] {
        let (sql, row): (String, Int64?) =
            switch carrier {
            case .digest(let edition, _, _): (Self.envelopesOfEdition, edition)
            case .channel(let notice, _): (Self.envelopesOfAlert, notice)
            }
        guard let row else { return [] }
        return try Row.fetchAll(db, sql: sql, arguments: [row, limit]).map(OutboxEntry.init)
    }

    static let envelopesOfEdition =
        "SELECT * FROM outgoing WHERE edition_id = ? ORDER BY id LIMIT ?"

    static let envelopesOfAlert = """
        SELECT outgoing.* FROM notice AS own
        JOIN notice AS lead ON lead.subscriber = own.subscriber AND lead.channel = own.channel
            AND lead.state = 'sealed' AND lead.settled = own.settled
        JOIN outgoing ON outgoing.notice_id = lead.id
        WHERE own.id = ? AND own.state = 'sealed' ORDER BY outgoing.id LIMIT ?
        """
}
