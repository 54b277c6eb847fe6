import GRDB
package import Newswire

/// Which of what does not go by mail comes next.
extension Schema {
    static let duePosts = """
        CREATE INDEX envelope_posts ON envelope (endpoint, next_attempt, id)
            WHERE state IN ('ready', 'unknown') AND kind <> 'mail';
        CREATE INDEX envelope_leased_posts ON envelope (endpoint)
            WHERE state = 'leased' AND kind <> 'mail';
        """
}

extension Records {
    /// So many that wait longest are looked at first.
    private static let nearest = 100

    static let nearestPosts = """
        SELECT id, endpoint, kind FROM envelope
        WHERE state IN ('ready', 'unknown') AND (kind = 'mail') = 0 AND next_attempt <= ?
        ORDER BY next_attempt, id LIMIT \(nearest)
        """

    static let busyPosts = """
        SELECT endpoint FROM envelope WHERE state = 'leased' AND kind <> 'mail'
        GROUP BY endpoint HAVING count(*) >= iif(kind = 'webhook', ?, 1)
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
            FROM place WHERE endpoint NOT IN (SELECT value FROM json_each(:closed))
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
        at now: Timestamp, round: Timestamp, limit: Int, perEndpoint: Int,
        avoiding avoided: Set<String>
    ) throws -> [Int64] {
        var closed = try closedEndpoints(at: now, round: round, most: perEndpoint)
            .union(avoided)
        var near: [Int64] = []
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: Self.nearestPosts), arguments: [round.milliseconds])
        while near.count < limit, let row = try rows.next() {
            if closed.contains(row[1]) { continue }
            near.append(row[0])
            // The next to the same chat comes after it.
            if row[2] as String != "webhook" { closed.insert(row[1]) }
        }
        guard near.isEmpty, !closed.isEmpty else { return near }
        return try Int64.fetchAll(
            db.cachedStatement(sql: Self.firstPosts),
            arguments: [
                "now": round.milliseconds, "limit": limit,
                "closed": try JSONText.encode(closed.sorted()),
            ])
    }

    /// Until when the round may wait for an endpoint of which something is due and
    /// that named the time itself, so long at most; nil if there is none.
    package func nextRest(
        at now: Timestamp, round: Timestamp, within most: Duration
    ) throws -> Timestamp? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT min(blocked_until) FROM endpoint
                WHERE asked = 1 AND blocked_until > :now AND blocked_until <= :latest
                    AND EXISTS (SELECT 1 FROM envelope
                        WHERE state IN ('ready', 'unknown') AND kind <> 'mail'
                            AND envelope.endpoint = name AND next_attempt <= :round)
                """)
        return try Int64.fetchOne(
            statement,
            arguments: [
                "now": now.milliseconds, "latest": (now + most).milliseconds,
                "round": round.milliseconds,
            ]
        ).map(Timestamp.init(milliseconds:))
    }

    /// Endpoints that are left alone, and those to which so many are under way.
    private func closedEndpoints(
        at now: Timestamp, round: Timestamp, most: Int
    ) throws -> Set<String> {
        let shut = try db.cachedStatement(
            sql: """
                SELECT name FROM endpoint
                WHERE max(blocked_until, ifnull(probed_until, 0)) > iif(asked, ?, ?)
                """)
        return try String.fetchSet(shut, arguments: [now.milliseconds, round.milliseconds])
            .union(String.fetchSet(db.cachedStatement(sql: Self.busyPosts), arguments: [most]))
    }
}
