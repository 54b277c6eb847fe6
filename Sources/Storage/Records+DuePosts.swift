import GRDB
import Newswire

/// Which of what does not go by mail comes next.
extension Schema {
    static let duePosts = """
        CREATE INDEX envelope_posts ON envelope (endpoint, next_attempt, id)
            WHERE state IN ('ready', 'unknown') AND kind <> 'mail';
        """
}

extension Records {
    /// So many that wait longest are looked at first.
    private static let nearest = 100

    private static let isOpen = """
        endpoint NOT IN (SELECT name FROM endpoint
                WHERE max(blocked_until, ifnull(probed_until, 0)) > :now)
            AND endpoint NOT IN (SELECT endpoint FROM envelope
                WHERE state = 'leased' AND state <> 'sent'
                GROUP BY endpoint HAVING count(*) >= :most)
            AND endpoint NOT IN (SELECT value FROM json_each(:avoided))
        """

    private static let nearestPosts = """
        SELECT id FROM (
            SELECT id, endpoint, next_attempt FROM envelope
            WHERE state IN ('ready', 'unknown') AND (kind = 'mail') = 0 AND next_attempt <= :now
            ORDER BY next_attempt, id LIMIT \(nearest))
        WHERE \(isOpen)
        ORDER BY next_attempt, id LIMIT :limit
        """

    /// The first of each endpoint, from one endpoint to the next by their index,
    /// which SQLite would not choose for `min` by itself.
    static let firstPosts = """
        WITH RECURSIVE place (endpoint) AS (
            SELECT min(endpoint) FROM envelope INDEXED BY envelope_posts
                WHERE state IN ('ready', 'unknown') AND kind <> 'mail'
            UNION ALL
            SELECT (SELECT min(envelope.endpoint) FROM envelope INDEXED BY envelope_posts
                WHERE state IN ('ready', 'unknown') AND kind <> 'mail'
                    AND envelope.endpoint > place.endpoint)
            FROM place WHERE place.endpoint IS NOT NULL
        ), open (first) AS MATERIALIZED (
            SELECT (SELECT id FROM envelope
                WHERE state IN ('ready', 'unknown') AND kind <> 'mail'
                    AND envelope.endpoint = place.endpoint AND next_attempt <= :now
                ORDER BY next_attempt, id LIMIT 1)
            FROM place WHERE \(isOpen)
        )
        SELECT id FROM open CROSS JOIN envelope ON envelope.id = first
        ORDER BY next_attempt, id LIMIT :limit
        """

    /// The envelopes to webhooks and chats that wait longest, of endpoints that
    /// may be asked.
    ///
    /// Behind many that may not, the first of each endpoint: a hundred thousand
    /// messages to a host that hangs cost others no more than a hundred do.
    func duePosts(
        at now: Timestamp, limit: Int, perEndpoint: Int, avoiding avoided: Set<String>
    ) throws -> [Int64] {
        let arguments: StatementArguments = [
            "now": now.milliseconds, "limit": limit, "most": perEndpoint,
            "avoided": try JSONText.encode(avoided.sorted()),
        ]
        let near = try Int64.fetchAll(
            try db.cachedStatement(sql: Self.nearestPosts), arguments: arguments)
        guard near.isEmpty else { return near }
        return try Int64.fetchAll(
            try db.cachedStatement(sql: Self.firstPosts), arguments: arguments)
    }
}
