import GRDB
package import Newswire

/// A match as it was recorded, with what has been told of it.
package struct RecordedMatch: Hashable, Sendable {
    /// The match's row.
    package var id: Int64
    package var article: ArticleID
    /// Of the revision whose words matched.
    package var title: String
    package var url: String?
    package var rule: String
    package var evidence: [Evidence]
    package var regions: [RegionTag]
    package var matched: Timestamp
    /// Digests first, for each of their audiences, then channels, in the order of
    /// their names.
    package var tellings: [Telling]
}

/// What has been told of one match by one digest or channel, or will be.
package struct Telling: Hashable, Sendable {
    package enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// Waits for the digest's next edition, or for the alert's time.
        case pending
        /// Waits for the end of quiet hours or of a full hour's cap.
        case held
        /// Stands in a message.
        case told
        /// Is one of the "and 14 more" of a message.
        case counted
        /// Another alert of its story took its place.
        case superseded
        /// The subscriber or channel was gone.
        case silenced
    }

    /// What it goes by, with its row once there is one.
    package enum Carrier: Hashable, Sendable {
        /// `audience` is empty for the subscriber's own.
        case digest(edition: Int64?, period: String?, audience: String)
        case channel(notice: Int64, isUpdate: Bool)
    }

    /// The digest or channel.
    package var name: String
    package var carrier: Carrier
    package var outcome: Outcome
    /// When its message was made; nil while there is none.
    package var at: Timestamp?
    /// When an alert goes out at the earliest.
    package var due: Timestamp?
}

extension Records {
    /// A subscriber's matches since a moment, newest first, at most `limit`;
    /// with `before` those that come after it in this order.
    package func recordedMatches(
        of subscriber: SubscriberID, since moment: Timestamp, before: RecordedMatch? = nil,
        limit: Int
    ) throws -> [RecordedMatch] {
        try recordedMatches(
            try Row.fetchAll(
                db, sql: Self.recordedMatchPage,
                arguments: [
                    "subscriber": subscriber.id, "since": moment.milliseconds, "limit": limit,
                    "at": before?.matched.milliseconds ?? .max, "row": before?.id ?? .max,
                ]))
    }

    static let recordedMatchPage = """
        \(recordedMatch)
        WHERE match.subscriber = :subscriber AND match.matched >= :since
            AND (match.matched, match.id) < (:at, :row)
        ORDER BY match.matched DESC, match.id DESC LIMIT :limit
        """

    /// All matches of one article with one subscriber, in the order of their
    /// coming.
    package func recordedMatches(
        of subscriber: SubscriberID, article: ArticleID
    ) throws -> [RecordedMatch] {
        try recordedMatches(
            try Row.fetchAll(
                db, sql: Self.recordedMatchesOfArticle, arguments: [article.id, subscriber.id]))
    }

    static let recordedMatchesOfArticle = """
        \(recordedMatch)
        WHERE identity.public_id = ? AND match.subscriber = ? ORDER BY match.id
        """

    /// Whether anything is known of a subscriber, also of one whose file is
    /// gone.
    package func knows(_ subscriber: SubscriberID) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM subscriber WHERE id = :id)
                    OR EXISTS (SELECT 1 FROM match WHERE subscriber = :id)
                """, arguments: ["id": subscriber.id]) ?? false
    }

    private static let recordedMatch = """
        SELECT match.id, match.rule, match.evidence, match.regions, match.matched,
            identity.public_id AS article, json_extract(revision.body, '$.title') AS title,
            json_extract(revision.body, '$.url') AS url
        FROM match
        JOIN article ON article.id = match.article_id
        JOIN identity ON identity.id = article.identity_id
        JOIN revision ON revision.id = match.revision_id
        """

    private func recordedMatches(_ rows: [Row]) throws -> [RecordedMatch] {
        let tellings = try tellings(ofMatches: rows.map { $0["id"] })
        return try rows.map { row in
            RecordedMatch(
                id: row["id"], article: ArticleID(row["article"]), title: row["title"] ?? "",
                url: row["url"], rule: row["rule"],
                evidence: try JSONText.decode([Evidence].self, from: row["evidence"]),
                regions: try JSONText.decode([RegionTag].self, from: row["regions"]),
                matched: Timestamp(milliseconds: row["matched"]),
                tellings: tellings[row["id"]] ?? [])
        }
    }

    private func tellings(ofMatches matches: [Int64]) throws -> [Int64: [Telling]] {
        let list = try JSONText.encode(matches)
        var tellings: [Int64: [Telling]] = [:]
        for row in try Row.fetchAll(db, sql: Self.digestTellings, arguments: [list]) {
            let edition: Int64? = row["edition_id"]
            let made: Int64? = row["made"]
            let isCounted: Bool = row["is_counted"]
            tellings[row["match_id"], default: []].append(
                Telling(
                    name: row["digest"],
                    carrier: .digest(
                        edition: edition, period: row["period"], audience: row["audience"]),
                    outcome: edition == nil ? .pending : isCounted ? .counted : .told,
                    at: made.map(Timestamp.init(milliseconds:))))
        }
        for row in try Row.fetchAll(db, sql: Self.channelTellings, arguments: [list]) {
            let outcome: Telling.Outcome =
                switch Notice.State(rawValue: row["state"]) {
                case .waiting?, nil: .pending
                case .held?: .held
                case .sealed?: .told
                case .superseded?: .superseded
                case .silenced?: .silenced
                }
            let settled: Int64? = row["settled"]
            tellings[row["match_id"], default: []].append(
                Telling(
                    name: row["channel"],
                    carrier: .channel(notice: row["id"], isUpdate: row["is_update"]),
                    outcome: outcome, at: settled.map(Timestamp.init(milliseconds:)),
                    due: Timestamp(milliseconds: row["due"])))
        }
        return tellings
    }

    static let digestTellings = """
        SELECT pending.match_id, pending.digest, pending.audience, pending.edition_id,
            edition.period, edition.made,
            item.edition_id IS NOT NULL AND item.position IS NULL AS is_counted
        FROM pending
        JOIN match ON match.id = pending.match_id
        JOIN article ON article.id = match.article_id
        LEFT JOIN edition ON edition.id = pending.edition_id
        LEFT JOIN edition_item AS item ON item.edition_id = pending.edition_id
            AND item.story_id = article.story_id
        WHERE pending.match_id IN (SELECT value FROM json_each(?))
        ORDER BY pending.match_id, pending.digest, pending.audience
        """

    static let channelTellings = """
        SELECT notice_match.match_id, notice.id, notice.channel, notice.state, notice.due,
            notice.settled, notice.is_update
        FROM notice_match JOIN notice ON notice.id = notice_match.notice_id
        WHERE notice_match.match_id IN (SELECT value FROM json_each(?))
        ORDER BY notice_match.match_id, notice.channel, notice.id
        """
}
