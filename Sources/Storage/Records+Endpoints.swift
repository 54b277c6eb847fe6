import GRDB
package import Newswire

/// What is known of an endpoint that did not work; one that works has no row.
package struct EndpointState: Hashable, Sendable {
    package enum Admission: Hashable, Sendable {
        /// Everyone may go on.
        case all
        /// One message may try.
        case probe
        /// It is left alone, or being tried.
        case shut
    }

    package var name: String
    /// In a row.
    package var failures: Int
    /// Nil while it has failed too seldom to be left alone.
    package var blockedUntil: Timestamp?
    /// Until when the one that tries it may take.
    package var probedUntil: Timestamp?
    package var reason: String?
    /// When it failed last.
    package var changed: Timestamp

    package init(
        name: String, failures: Int, blockedUntil: Timestamp? = nil,
        probedUntil: Timestamp? = nil, reason: String? = nil, changed: Timestamp
    ) {
        self.name = name
        self.failures = failures
        self.blockedUntil = blockedUntil
        self.probedUntil = probedUntil
        self.reason = reason
        self.changed = changed
    }

    package func admission(at now: Timestamp) -> Admission {
        guard let blockedUntil else { return .all }
        if now < blockedUntil { return .shut }
        if let probedUntil, now < probedUntil { return .shut }
        return .probe
    }
}

/// A failure of an endpoint, and what follows from it.
package struct EndpointFailure: Hashable, Sendable {
    /// In a row, with this one.
    package var failures: Int
    /// Leave it alone until then; nil for not at all.
    package var until: Timestamp?
    package var reason: FailureReason
    package var reply: ServerReply?
    /// Whether a person must know.
    package var alarms: Bool
    /// Whether the server itself named the time.
    package var isAsked: Bool

    package init(
        failures: Int, until: Timestamp?, reason: FailureReason, reply: ServerReply? = nil,
        alarms: Bool = false, isAsked: Bool = false
    ) {
        self.failures = failures
        self.until = until
        self.reason = reason
        self.reply = reply
        self.alarms = alarms
        self.isAsked = isAsked
    }
}

/// An endpoint that is left alone.
package struct BlockedEndpoint: Hashable, Sendable {
    package var name: String
    package var until: Timestamp
    package var reason: String?
    /// In a row.
    package var failures: Int
}

/// One question for what is nearly always so: that all is well with these
/// endpoints.
package struct QuietQuestion: Hashable, Sendable {
    let endpoints: [String]
    let sql: String

    /// - Parameter endpoints: at least one.
    package init(endpoints: [String]) {
        self.endpoints = endpoints
        let count = endpoints.count
        // Of a list SQLite would make a table each time.
        let questions =
            (1...count).map {
                """
                EXISTS (SELECT 1 FROM endpoint WHERE name = ?\($0))
                    OR EXISTS (SELECT 1 FROM alarm WHERE ended IS NULL AND endpoint = ?\($0))
                """
            }
            + (1...2).map { "EXISTS (SELECT 1 FROM suppression WHERE address = ?\(count + $0))" }
            + ["EXISTS (SELECT 1 FROM endpoint WHERE \(RecipientDomain.condition))"]
        sql = "SELECT " + questions.joined(separator: " OR ")
    }
}

extension Records {
    /// How long whoever tries an endpoint has it for himself. Should he be gone,
    /// the next one tries after it.
    package static let probeTime: Duration = .seconds(120)

    /// Nil for one that works.
    package func endpoint(_ name: String) throws -> EndpointState? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM endpoint WHERE name = ?")
        return try Row.fetchOne(statement, arguments: [name]).map(EndpointState.init)
    }

    /// Whether none of the question's endpoints is known to have failed, no alarm
    /// of theirs stands, no recipient's domain has a pause, and none of the next
    /// envelopes, two at most, is to a suppressed address.
    package func isQuiet(
        _ question: QuietQuestion, _ next: some Collection<LeasedEnvelope>
    ) throws -> Bool {
        var statement = try QuickStatement(question.sql, db)
        for endpoint in question.endpoints { statement = statement.with(endpoint) }
        let addresses = next.map(\.address) + [nil, nil]
        return try statement.with(addresses[0]).with(addresses[1]).first() == 0
    }

    /// Endpoints that are left alone now, those that are being tried too.
    package func blockedEndpoints(at now: Timestamp) throws -> [BlockedEndpoint] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT *, max(blocked_until, ifnull(probed_until, 0)) AS until FROM endpoint
                WHERE until > ? ORDER BY name
                """, arguments: [now.milliseconds]
        ).map {
            BlockedEndpoint(
                name: $0["name"], until: Timestamp(milliseconds: $0["until"]),
                reason: $0["reason"], failures: $0["failures"])
        }
    }

    /// Lets the caller alone try an endpoint whose pause is over.
    package func probe(_ endpoint: String, at now: Timestamp) throws {
        try db.execute(
            sql: "UPDATE endpoint SET probed_until = ? WHERE name = ?",
            arguments: [(now + Self.probeTime).milliseconds, endpoint])
    }

    /// Records that an endpoint failed; a first alarm of it stands until it works.
    package func fail(_ endpoint: String, _ failure: EndpointFailure, at now: Timestamp) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO endpoint
                    (name, blocked_until, failures, reason, changed, asked)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                endpoint, failure.until?.milliseconds, failure.failures, failure.reason.rawValue,
                now.milliseconds, failure.isAsked,
            ])
        guard failure.alarms else { return }
        try db.execute(
            sql:
                "INSERT OR IGNORE INTO alarm (endpoint, reason, reply, raised) VALUES (?, ?, ?, ?)",
            arguments: [
                endpoint, failure.reason.rawValue, failure.reply?.description, now.milliseconds,
            ])
    }

    /// Notes that an attempt that began then found the endpoint working; what it
    /// has asked for since stands.
    package func recover(endpoint: String, asOf started: Timestamp, at now: Timestamp) throws {
        let isKnown = try db.cachedStatement(
            sql: """
                SELECT EXISTS (SELECT 1 FROM endpoint WHERE name = ?1)
                    OR EXISTS (SELECT 1 FROM alarm WHERE endpoint = ?1 AND ended IS NULL)
                """)
        guard try Bool.fetchOne(isKnown, arguments: [endpoint]) == true else { return }
        try db.execute(
            sql: "DELETE FROM endpoint WHERE name = ? AND ifnull(blocked_until, 0) <= ?",
            arguments: [endpoint, started.milliseconds])
        try db.execute(
            sql: """
                UPDATE alarm SET ended = ?2 WHERE endpoint = ?1 AND ended IS NULL
                    AND NOT EXISTS (SELECT 1 FROM endpoint WHERE name = ?1)
                """,
            arguments: [endpoint, now.milliseconds])
    }

    /// Forgets why endpoints were left alone, but for those that named a time
    /// themselves.
    func openEndpoints() throws {
        try db.execute(
            sql: """
                DELETE FROM endpoint WHERE asked = 0;
                UPDATE endpoint SET probed_until = NULL;
                """)
    }

    /// Lets others try an endpoint that was to be tried by what is not sent after
    /// all.
    func endProbe(of endpoint: String) throws {
        try db.cachedStatement(
            sql: "UPDATE endpoint SET probed_until = NULL WHERE name = ?"
        ).execute(arguments: [endpoint])
    }

    /// What a clock that was ahead wrote down would stand until it is that late: it
    /// is due, and may be tried, now.
    package func mendMoments(writtenAhead now: Timestamp) throws {
        try db.execute(
            sql: "UPDATE endpoint SET blocked_until = ?1, probed_until = NULL WHERE changed > ?2",
            arguments: [now.milliseconds, (now + .seconds(60)).milliseconds])
        try db.execute(
            sql: """
                UPDATE envelope SET next_attempt = ?
                WHERE state IN ('ready', 'unknown') AND next_attempt > ?
                """,
            arguments: [now.milliseconds, (now + Self.longestWait).milliseconds])
    }

    /// No message waits longer for its next attempt.
    private static let longestWait: Duration = .seconds(24 * 3600)
}

extension EndpointState {
    /// Of the table `endpoint`.
    init(_ row: Row) {
        self.init(
            name: row["name"], failures: row["failures"],
            blockedUntil: (row["blocked_until"] as Int64?).map(Timestamp.init(milliseconds:)),
            probedUntil: (row["probed_until"] as Int64?).map(Timestamp.init(milliseconds:)),
            reason: row["reason"], changed: Timestamp(milliseconds: row["changed"]))
    }
}
