import GRDB
import GRDBSQLite

/// A cached statement that each message runs: its values go to SQLite as they are.
/// GRDB boxes and copies each on the way, for which a message takes a
/// twelfth more CPU (Benchmarks/record/mail.md).
///
///     try QuickStatement("UPDATE …", db).with(1).with("text").run()
///
/// Made, run and forgotten within one transaction.
struct QuickStatement: ~Copyable {
    private let cached: Statement
    private let db: Database
    private var place: Int32 = 0
    /// Of the first value that SQLite did not take.
    private var failure = SQLITE_OK

    init(_ sql: String, _ db: Database) throws {
        self.db = db
        cached = try db.cachedStatement(sql: sql)
    }

    private var statement: SQLiteStatement { cached.sqliteStatement }

    /// Gives the next placeholder its value.
    consuming func with(_ value: Int64?) -> QuickStatement {
        bind { statement, place in
            value.map { sqlite3_bind_int64(statement, place, $0) }
        }
        return self
    }

    consuming func with(_ value: String?) -> QuickStatement {
        bind { statement, place in
            guard var value else { return nil }
            // SQLite makes a copy of its own.
            let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            // No address would be NULL.
            if value.isEmpty { return sqlite3_bind_text(statement, place, "", 0, transient) }
            return value.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { text in
                    sqlite3_bind_text(
                        statement, place, text.baseAddress, Int32(text.count), transient)
                }
            }
        }
        return self
    }

    /// Runs a statement that has no rows.
    consuming func run() throws {
        _ = try first()
    }

    /// The whole number in the first column of the first row; nil if there is no row.
    consuming func first() throws -> Int64? {
        // One that was forgotten would have the value of the message before.
        precondition(place == sqlite3_bind_parameter_count(statement), "a value is missing")
        defer { sqlite3_reset(statement) }
        let code = failure == SQLITE_OK ? sqlite3_step(statement) : failure
        switch code {
        case SQLITE_ROW: return sqlite3_column_int64(statement, 0)
        case SQLITE_DONE: return nil
        default:
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
        }
    }

    /// The body binds a value and returns SQLite's code, or nil for NULL.
    private mutating func bind(_ body: (SQLiteStatement, Int32) -> Int32?) {
        place += 1
        let code = body(statement, place) ?? sqlite3_bind_null(statement, place)
        if failure == SQLITE_OK { failure = code }
    }
}
