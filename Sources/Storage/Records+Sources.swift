import GRDB
package import Newswire

/// What the store remembers of a feed or page between two polls.
package struct SourceState: Hashable, Sendable {
    package var name: String
    /// The URL or folder that all of this is about.
    package var address: String
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
        name: String, address: String, etag: String? = nil, lastModified: String? = nil,
        polled: Timestamp? = nil, succeeded: Timestamp? = nil, nextPoll: Timestamp? = nil,
        failures: Int = 0, problem: String? = nil
    ) {
        self.name = name
        self.address = address
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
    /// The source of this name, as far as what is known of it is about this
    /// address: one that was moved begins anew.
    package func source(_ name: String, at address: String) throws -> SourceState {
        let row = try Row.fetchOne(
            db, sql: "SELECT * FROM source WHERE name = ? AND address = ?",
            arguments: [name, address])
        guard let row else { return SourceState(name: name, address: address) }
        let moment = { (column: String) in
            (row[column] as Int64?).map(Timestamp.init(milliseconds:))
        }
        return SourceState(
            name: name, address: address, etag: row["etag"], lastModified: row["last_modified"],
            polled: moment("polled"), succeeded: moment("succeeded"),
            nextPoll: moment("next_poll"), failures: row["failures"], problem: row["problem"])
    }

    /// Saves what a poll found. Validators belong in here only once the
    /// articles they stand for are recorded.
    package func save(_ source: SourceState) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO source (name, address, etag, last_modified, polled, succeeded,
                    next_poll, failures, problem)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                source.name, source.address, source.etag, source.lastModified,
                source.polled?.milliseconds,
                source.succeeded?.milliseconds, source.nextPoll?.milliseconds, source.failures,
                source.problem,
            ])
    }
}
