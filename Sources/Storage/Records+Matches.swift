import Foundation
import GRDB
package import Newswire

/// A match that waits for something, with all that is needed to tell of it.
package struct StoredMatch: Hashable, Sendable {
    /// The match's row.
    package var id: Int64
    package var article: StoredArticle
    package var rule: String
    /// The position of the rule in its file.
    package var position: Int
    package var priority: Rule.Priority
    package var evidence: [Evidence]
    /// The regions that the rule asked for.
    package var regions: [RegionTag]
    package var matched: Timestamp

    package init(
        id: Int64, article: StoredArticle, rule: String, position: Int,
        priority: Rule.Priority, evidence: [Evidence], regions: [RegionTag], matched: Timestamp
    ) {
        self.id = id
        self.article = article
        self.rule = rule
        self.position = position
        self.priority = priority
        self.evidence = evidence
        self.regions = regions
        self.matched = matched
    }
}

extension Records {
    /// Records a match of a revision; nil if this article, subscriber and rule
    /// have met before: then it is this revision's words that are shown.
    package func insert(
        _ match: Match, priority: Rule.Priority, article: Int64, revision: Int64,
        at moment: Timestamp
    ) throws -> Int64? {
        try db.execute(
            sql: """
                INSERT INTO match (article_id, revision_id, subscriber, rule, position, priority,
                    evidence, regions, matched)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (article_id, subscriber, rule) DO NOTHING
                """,
            arguments: [
                article, revision, match.subscriber.id, match.rule, match.position,
                priority.rawValue, try JSONText.encode(match.evidence),
                try JSONText.encode(match.regions.map(WeighedRegion.init)), moment.milliseconds,
            ])
        if db.changesCount == 1 { return db.lastInsertedRowID }
        try db.execute(
            sql: """
                UPDATE match SET revision_id = ?, evidence = ?, regions = ?
                WHERE article_id = ? AND subscriber = ? AND rule = ?
                """,
            arguments: [
                revision, try JSONText.encode(match.evidence),
                try JSONText.encode(match.regions.map(WeighedRegion.init)),
                article, match.subscriber.id, match.rule,
            ])
        return nil
    }

    /// Makes a match wait for the next edition of a digest for an audience.
    package func insertPending(
        match: Int64, subscriber: SubscriberID, digest: String, audience: String = "",
        at moment: Timestamp
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO pending (match_id, digest, audience, subscriber, created)
                VALUES (?, ?, ?, ?, ?)
                """
        ).execute(arguments: [match, digest, audience, subscriber.id, moment.milliseconds])
    }

    /// The matches that wait for the next edition of a digest for an audience,
    /// in the order of their coming.
    package func pending(
        for subscriber: SubscriberID, digest: String, audience: String = ""
    ) throws -> [StoredMatch] {
        try matches(
            where: """
                match.id IN (SELECT match_id FROM pending
                    WHERE subscriber = ? AND digest = ? AND audience = ?
                        AND edition_id IS NULL)
                """, [subscriber.id, digest, audience])
    }

    /// How many matches wait for each digest of each subscriber; one that waits
    /// for several audiences counts once.
    package func pendingCounts() throws -> [(
        subscriber: SubscriberID, digest: String, count: Int
    )] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT subscriber, digest, count(DISTINCT match_id) AS n FROM pending
                WHERE edition_id IS NULL GROUP BY subscriber, digest
                ORDER BY subscriber, digest
                """
        ).map { (SubscriberID($0["subscriber"]), $0["digest"], $0["n"]) }
    }

    /// Gives waiting matches to an edition; false, and nothing should be kept of
    /// the transaction, if one of them no longer waits.
    package func consume(
        _ matches: [Int64], digest: String, audience: String = "", edition: Int64
    ) throws -> Bool {
        let update = try db.cachedStatement(
            sql: """
                UPDATE pending SET edition_id = ?
                WHERE match_id = ? AND digest = ? AND audience = ? AND edition_id IS NULL
                """)
        for match in matches {
            try update.execute(arguments: [edition, match, digest, audience])
            if db.changesCount != 1 { return false }
        }
        return true
    }

    /// The matches of an article, for every subscriber.
    package func matches(ofArticle id: ArticleID) throws -> [(SubscriberID, StoredMatch)] {
        let owners = try Row.fetchAll(
            db,
            sql: """
                SELECT match.id, match.subscriber FROM match
                JOIN article ON article.id = match.article_id
                JOIN identity ON identity.id = article.identity_id
                WHERE identity.public_id = ? ORDER BY match.id
                """, arguments: [id.id])
        let stored = try matches(
            where: "identity.public_id = ?", [id.id])
        return zip(owners, stored).map { (SubscriberID($0["subscriber"]), $1) }
    }

    /// Matches with their articles as they stand now, by row.
    func matches(
        where condition: String, _ arguments: StatementArguments
    ) throws -> [StoredMatch] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT match.id AS match_row, match.rule, match.position, match.priority,
                    match.evidence, match.regions, match.matched,
                    identity.public_id AS id, story.public_id AS story, article.role,
                    revision.body
                FROM match
                JOIN article ON article.id = match.article_id
                JOIN identity ON identity.id = article.identity_id
                JOIN story ON story.id = article.story_id
                JOIN revision ON revision.id = article.revision_id
                WHERE \(condition)
                ORDER BY match.id
                """, arguments: arguments
        ).map { row in
            StoredMatch(
                id: row["match_row"], article: try StoredArticle(row), rule: row["rule"],
                position: row["position"],
                priority: Rule.Priority(rawValue: row["priority"]) ?? .normal,
                evidence: try JSONText.decode([Evidence].self, from: row["evidence"]),
                regions: try JSONText.decode([WeighedRegion].self, from: row["regions"])
                    .map(\.tag),
                matched: Timestamp(milliseconds: row["matched"]))
        }
    }
}

/// A match's region as the store keeps it: with its weight, by which editions
/// are ranked and which is no part of what we print.
private struct WeighedRegion: Codable {
    let tag: RegionTag

    init(_ tag: RegionTag) {
        self.tag = tag
    }

    private enum CodingKeys: String, CodingKey {
        case weight
    }

    init(from decoder: any Decoder) throws {
        var tag = try RegionTag(from: decoder)
        // What was recorded before weights were kept has none.
        tag.weight =
            try decoder.container(keyedBy: CodingKeys.self)
            .decodeIfPresent(Double.self, forKey: .weight) ?? 0
        self.tag = tag
    }

    func encode(to encoder: any Encoder) throws {
        try tag.encode(to: encoder)
        var json = encoder.container(keyedBy: CodingKeys.self)
        try json.encode(tag.weight, forKey: .weight)
    }
}
