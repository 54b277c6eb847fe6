import GRDB
import GRDBSQLite

/// The bytes of one row's BLOB, read and written where they lie. A value that is
/// bound to a statement is copied into the row, and a fetched one out of it:
/// several times over for what may have hundreds of megabytes.
///
///     INSERT INTO attachment (hash, bytes) VALUES (?, zeroblob(5))
///
///     try Blob(db, "attachment", "bytes", row: db.lastInsertedRowID).write(bytes)
struct Blob {
    private let db: Database
    private let table: String
    private let column: String
    private let row: Int64

    /// Of an ordinary table; the column must have no index.
    init(_ db: Database, _ table: String, _ column: String, row: Int64) {
        (self.db, self.table, self.column, self.row) = (db, table, column, row)
    }

    /// Overwrites the bytes, which must be as many as the row has.
    func write(_ bytes: [UInt8]) throws {
        try open(forWriting: true) { blob in
            bytes.withUnsafeBytes { sqlite3_blob_write(blob, $0.baseAddress, CInt($0.count), 0) }
        }
    }

    func read() throws -> [UInt8] {
        var bytes: [UInt8] = []
        try open(forWriting: false) { blob in
            let size = Int(sqlite3_blob_bytes(blob))
            var code = SQLITE_OK
            bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                code = sqlite3_blob_read(blob, buffer.baseAddress, CInt(size), 0)
                count = code == SQLITE_OK ? size : 0
            }
            return code
        }
        return bytes
    }

    private func open(forWriting: Bool, _ body: (OpaquePointer?) -> CInt) throws {
        var blob: OpaquePointer?
        // Also after a failure; NULL is nothing to close.
        defer { sqlite3_blob_close(blob) }
        try check(
            sqlite3_blob_open(
                db.sqliteConnection, "main", table, column, row, forWriting ? 1 : 0, &blob))
        try check(body(blob))
    }

    private func check(_ code: CInt) throws {
        guard code != SQLITE_OK else { return }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
    }
}
