import GRDB
package import Newswire

/// What the store remembers of a feed or page between two polls.
package struct SourceState: Hashable, Sendable {
    package var name: String
    /// What the server last called its answer; sent back so that it can say
    /// "not modified".
    package var etag: String?
    package var lastModified: String?
    package var polled: Timestamp?
    package var succeeded: Timestamp?
    /// Not to be asked before; nil is at once.
    package var nextPoll: Timestamp?
    /// In a row.
    package var failures: Int
    /// What went wrong last; nil after a success.
    package var problem: String?

    package init(
        name: String, etag: String? = nil, lastModified: String? = nil,
        polled: Timestamp? = nil, succeeded: Timestamp? = nil, nextPoll: Timestamp? = nil,
        failures: Int = 0, problem: String? = nil
    ) {
        self.name = name
        self.etag = etag
        self.lastModified = lastModified
        self.polled = polled
        self.succeeded = succeeded
        self.nextPoll = nextPoll
        self.failures = failures
        self.problem = problem
    }
}

extension Records {
    package func source(_ name: String) throws -> SourceState {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM source WHERE name = ?", arguments: [name])
        guard let row else { return SourceState(name: name) }
        let moment = { (column: String) in
            (row[column] as Int64?).map(Timestamp.init(milliseconds:))
        }
        return SourceState(
            name: name, etag: row["etag"], lastModified: row["last_modified"],
            polled: moment("polled"), succeeded: moment("succeeded"),
            nextPoll: moment("next_poll"), failures: row["failures"], problem: row["problem"])
    }

    /// Saves what a poll found. Validators belong in here only once the
    /// articles they stand for are recorded.
    package func save(_ source: SourceState) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO source (name, etag, last_modified, polled, succeeded,
                    next_poll, failures, problem)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                source.name, source.etag, source.lastModified, source.polled?.milliseconds,
                source.succeeded?.milliseconds, source.nextPoll?.milliseconds, source.failures,
                source.problem,
            ])
    }
}
