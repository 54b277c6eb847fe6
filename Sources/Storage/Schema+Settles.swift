import GRDB

/// A settle is the store's most frequent write, and each page that it touches and
/// each table that SQLite makes for it alone costs every message.
extension Schema {
    static func leanSettles(_ db: Database) throws {
        // Who asks for a state, of those that anyone asks for, says so too:
        // `state <> 'sent'`.
        try db.execute(
            sql: """
                DROP INDEX envelope_by_state;
                DROP INDEX envelope_leased;
                CREATE INDEX envelope_unsent ON envelope (state) WHERE state <> 'sent';
                """)
        // Of a list of three and more values SQLite makes a table each time it
        // checks one. What is allowed stays the same, so that the text may be
        // changed where it stands: https://sqlite.org/lang_altertable.html, 7.
        for table in ["envelope", "delivery"] {
            guard
                let sql = try String.fetchOne(
                    db, sql: "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?",
                    arguments: [table])
            else { continue }
            try db.execute(sql: "PRAGMA writable_schema = ON")
            try db.execute(
                sql: "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?",
                arguments: [comparing(sql), table])
            try db.execute(sql: "PRAGMA writable_schema = RESET")
        }
    }

    /// `a IN ('x', 'y')` as `(a = 'x' OR a = 'y')`.
    private static func comparing(_ sql: String) -> String {
        sql.replacing(/(\w+)\s+IN\s+\(([^()]+)\)/) { match in
            let values = match.output.2.split(separator: ",")
            let comparisons = values.map { value in
                "\(match.output.1) = \(value.trimmingPrefix(while: \.isWhitespace))"
            }
            return "(\(comparisons.joined(separator: " OR ")))"
        }
    }
}
