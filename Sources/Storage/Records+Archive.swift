import GRDB
package import Newswire

/// An article as it was recorded, its newest revision; the content is decoded
/// when it is asked for, which may be on another thread.
package struct ArchivedArticle: Sendable {
    package var id: ArticleID
    package var received: Timestamp
    fileprivate var row: Int64
    fileprivate var body: String

    package func content() throws -> Article {
        try JSONText.decode(Article.self, from: body)
    }
}

/// An article's headline, for finding it again.
package struct ArchivedTitle: Hashable, Sendable {
    package var id: ArticleID
    package var received: Timestamp
    package var title: String
    package var source: String?
    fileprivate var row: Int64
}

extension Records {
    /// The articles received since a moment, newest first, at most `limit` of
    /// them; with `before` those that come after it in this order. Nobody who
    /// reads page by page sees an article twice.
    package func archive(
        since moment: Timestamp, before: ArchivedArticle? = nil, limit: Int
    ) throws -> [ArchivedArticle] {
        try Row.fetchAll(
            db, sql: Self.archivePage,
            arguments: [
                "since": moment.milliseconds, "limit": limit,
                "at": before?.received.milliseconds ?? .max, "row": before?.row ?? .max,
            ]
        ).map { row in
            ArchivedArticle(
                id: ArticleID(row["id"]), received: Timestamp(milliseconds: row["received"]),
                row: row["row"], body: row["body"])
        }
    }

    static let archivePage = """
        SELECT article.id AS row, article.received, identity.public_id AS id, revision.body
        FROM article
        JOIN identity ON identity.id = article.identity_id
        JOIN revision ON revision.id = article.revision_id
        WHERE article.received >= :since
            AND (article.received, article.id) < (:at, :row)
        ORDER BY article.received DESC, article.id DESC LIMIT :limit
        """

    /// How many articles were received since a moment, and the first of these.
    package func archiveExtent(
        since moment: Timestamp
    ) throws -> (count: Int, first: Timestamp?) {
        let row = try Row.fetchOne(
            db, sql: Self.archiveExtent, arguments: [moment.milliseconds])
        let first: Int64? = row?["first"]
        return (row?["n"] ?? 0, first.map(Timestamp.init(milliseconds:)))
    }

    static let archiveExtent =
        "SELECT count(*) AS n, min(received) AS first FROM article WHERE received >= ?"

    /// The headlines of all articles, newest first, page by page as `archive`.
    package func titles(
        before: ArchivedTitle? = nil, limit: Int
    ) throws -> [ArchivedTitle] {
        try Row.fetchAll(
            db, sql: Self.titlePage,
            arguments: [
                "limit": limit, "at": before?.received.milliseconds ?? .max,
                "row": before?.row ?? .max,
            ]
        ).map(ArchivedTitle.init)
    }

    /// What `ArchivedTitle` is read from.
    static let titleColumns = """
        article.id AS row, article.received, identity.public_id AS id,
            json_extract(revision.body, '$.title') AS title,
            json_extract(revision.body, '$.source') AS source
        """

    static let titlePage = """
        SELECT \(titleColumns)
        FROM article
        JOIN identity ON identity.id = article.identity_id
        JOIN revision ON revision.id = article.revision_id
        WHERE (article.received, article.id) < (:at, :row)
        ORDER BY article.received DESC, article.id DESC LIMIT :limit
        """
}

extension ArchivedTitle {
    init(_ row: Row) {
        self.init(
            id: ArticleID(row["id"]), received: Timestamp(milliseconds: row["received"]),
            title: row["title"] ?? "", source: row["source"], row: row["row"])
    }
}
