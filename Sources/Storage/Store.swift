import Foundation
import GRDB

/// Everything that must survive: articles, matches, editions, the outbox and
/// what became of it, in one SQLite file.
///
/// Writes are serialised and durable when they return: write-ahead log with
/// `synchronous = FULL`, so that neither `kill -9` nor a power cut takes back
/// what was acknowledged. Reads see one consistent moment and never wait for
/// writes. All calls block: never make them on the cooperative pool's threads
/// for long, and use `GroupCommit` where many threads settle at once.
package final class Store: Sendable {
    package let path: String
    let pool: DatabasePool

    /// Opens the store, making the file and its folder if they are missing and
    /// bringing an older store up to date.
    package init(path: String) throws(StoreError) {
        self.path = path
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            isFolder.boolValue
        {
            throw StoreError(kind: .isFolder, path: path)
        }
        do {
            let folder = URL(filePath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750])
        } catch {
            throw StoreError(
                kind: .notWritable, path: path, detail: error.localizedDescription)
        }
        // SQLite would let all read it, and gives its log the same rights.
        let made = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        if made >= 0 { close(made) }
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration)
            // GRDB sets NORMAL for a write-ahead log, which a power cut can rob
            // of its last commits; and only the writer's setting counts.
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
            }
            let migrator = Schema.migrator
            if try pool.read(migrator.hasBeenSuperseded) {
                throw StoreError(kind: .newer, path: path)
            }
            try migrator.migrate(pool)
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Runs the body on one consistent moment of the store.
    package func read<Value>(_ body: (Records) throws -> Value) throws -> Value {
        do {
            return try pool.read { db in try body(Records(db: db)) }
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// The same without blocking the caller's thread.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Records) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.read { db in try body(Records(db: db)) }
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// Runs the body in one transaction: all of it is durable when this
    /// returns, or nothing of it has happened if it throws.
    package func write<Value>(_ body: (Records) throws -> Value) throws -> Value {
        do {
            return try pool.write { db in try body(Records(db: db)) }
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.label = "nashra.store"
        return configuration
    }
}

/// The store's rows within one `Store.read` or `Store.write`; not to be kept.
///
/// Its functions are grouped by what they are about: `Records+Articles`,
/// `+Matches`, `+Notices`, `+Editions`, `+Outbox`, `+Deliveries`, `+Sources`,
/// `+Files`. Those that change rows need a `write`.
package struct Records {
    let db: Database
}
