import GRDB
package import Newswire

/// Finding articles by what a person has in hand.
extension Records {
    package func hasArticle(_ id: ArticleID) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM identity
                    JOIN article ON article.identity_id = identity.id WHERE public_id = ?)
                """, arguments: [id.id]) ?? false
    }

    /// As much of each id as tells it from every other that was ever recorded,
    /// but at least `ArticleID.fewestShown` characters.
    package func shortIDs(of articles: Set<ArticleID>) throws -> [ArticleID: String] {
        let rows = try Row.fetchAll(
            db, sql: Self.neighbours, arguments: [try JSONText.encode(articles.map(\.id))])
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let id: String = row["id"]
                let neighbours: [String?] = [row["before"], row["after"]]
                let shared =
                    neighbours.compactMap(\.self).map { neighbour in
                        zip(id, neighbour).prefix { $0 == $1 }.count
                    }.max() ?? 0
                return (ArticleID(id), String(id.prefix(max(shared + 1, ArticleID.fewestShown))))
            })
    }

    static let neighbours = """
        SELECT value AS id,
            (SELECT max(public_id) FROM identity WHERE public_id < value) AS before,
            (SELECT min(public_id) FROM identity WHERE public_id > value) AS after
        FROM json_each(?)
        """

    /// The articles whose ids begin with these letters and digits, at most so
    /// many.
    package func articles(idsBeginning start: String, limit: Int) throws -> [ArticleID] {
        try String.fetchAll(
            db, sql: Self.articlesByStart, arguments: [start, start + "~", limit]
        ).map(ArticleID.init)
    }

    static let articlesByStart = """
        SELECT identity.public_id FROM identity
        JOIN article ON article.identity_id = identity.id
        WHERE identity.public_id >= ? AND identity.public_id < ? ORDER BY public_id LIMIT ?
        """

    /// The articles of these identities.
    package func articles(identities keys: [String]) throws -> [ArticleID] {
        try String.fetchAll(
            db, sql: Self.articlesByIdentity, arguments: [try JSONText.encode(keys)]
        ).map(ArticleID.init)
    }

    static let articlesByIdentity = """
        SELECT identity.public_id FROM identity
        JOIN article ON article.identity_id = identity.id
        WHERE identity.key IN (SELECT value FROM json_each(?)) ORDER BY article.id
        """

    /// The articles that have, or once had, one of these addresses.
    package func articles(addresses: [String]) throws -> [ArticleID] {
        try String.fetchAll(
            db, sql: Self.articlesByAddress, arguments: [try JSONText.encode(addresses)]
        ).map(ArticleID.init)
    }

    static let articlesByAddress = """
        SELECT DISTINCT identity.public_id FROM revision
        JOIN article ON article.id = revision.article_id
        JOIN identity ON identity.id = article.identity_id
        WHERE json_extract(revision.body, '$.url') IN (SELECT value FROM json_each(?))
        ORDER BY article.id
        """

    /// The articles that a message told of, whose Message-ID this is, without
    /// its angle brackets; nil if there is no such message.
    package func articles(messageID: String) throws -> [ArticleID]? {
        guard
            let row = try Row.fetchOne(
                db, sql: Self.originOfMessage,
                arguments: ["id": messageID, "key": messageID.prefix { $0 != "@" }.description])
        else { return nil }
        let edition: Int64? = row["edition_id"]
        let ids =
            if let edition {
                try String.fetchAll(db, sql: Self.articlesOfEdition, arguments: [edition])
            } else {
                try String.fetchAll(
                    db, sql: Self.articlesOfAlert, arguments: [row["notice_id"] as Int64?])
            }
        return ids.map(ArticleID.init)
    }

    static let originOfMessage = "SELECT edition_id, notice_id FROM outgoing " + messageByID

    /// Most Message-IDs begin with their envelope's key.
    static let messageByID = """
        WHERE message_id = :id AND id IN (
            SELECT id FROM envelope WHERE key = :key
            UNION ALL SELECT id FROM envelope WHERE message_id = :id)
        """

    static let articlesOfEdition = """
        SELECT DISTINCT identity.public_id FROM pending
        JOIN match ON match.id = pending.match_id
        JOIN article ON article.id = match.article_id
        JOIN identity ON identity.id = article.identity_id
        WHERE pending.edition_id = ? ORDER BY article.id
        """

    /// Notices that went out as one message were settled in one moment.
    static let articlesOfAlert = """
        SELECT DISTINCT identity.public_id FROM notice AS lead
        JOIN notice ON notice.subscriber = lead.subscriber AND notice.channel = lead.channel
            AND notice.state = 'sealed' AND notice.settled = lead.settled
        JOIN notice_match ON notice_match.notice_id = notice.id
        JOIN match ON match.id = notice_match.match_id
        JOIN article ON article.id = match.article_id
        JOIN identity ON identity.id = article.identity_id
        WHERE lead.id = ? ORDER BY article.id
        """

    /// The headlines of some articles, in the order of their coming.
    package func titles(of articles: [ArticleID]) throws -> [ArchivedTitle] {
        try Row.fetchAll(
            db, sql: Self.titlesOfArticles,
            arguments: [try JSONText.encode(articles.map(\.id))]
        ).map(ArchivedTitle.init)
    }

    static let titlesOfArticles = """
        SELECT \(titleColumns)
        FROM identity
        JOIN article ON article.identity_id = identity.id
        JOIN revision ON revision.id = article.revision_id
        WHERE identity.public_id IN (SELECT value FROM json_each(?)) ORDER BY article.id
        """
}
