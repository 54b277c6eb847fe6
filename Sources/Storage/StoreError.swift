import GRDB

/// Why the store can't be used.
package struct StoreError: Error, Hashable {
    package enum Kind: Hashable, Sendable {
        /// Its folder or file can't be written.
        case notWritable
        /// There is a folder at its path.
        case isFolder
        /// Another process holds it.
        case busy
        /// The file is something else, or damaged.
        case notAStore
        /// A newer Nashra made it.
        case newer
        case diskFull
        /// Its file system can't lock a file.
        case noLocks
        /// What SQLite said beside that.
        case other(code: Int32)
    }

    package var kind: Kind
    package var path: String
    /// SQLite's own words, without values of the statement.
    package var detail: String

    /// One line, lower case: what is wrong and what to do.
    package var explanation: String {
        let store = "the store '\(path)'"
        return switch kind {
        case .notWritable:
            "can't write \(store): make its folder writable, or name another under 'store' in nashra.yaml"
        case .isFolder:
            "\(store) is a folder: expected a file, or none yet; move the folder away, or name another path under 'store' in nashra.yaml"
        case .busy: "\(store) is in use by another process: try again in a moment"
        case .notAStore:
            "\(store) is not a store of Nashra, or is damaged (\(detail)): move it away or restore a copy"
        case .newer: "\(store) was made by a newer version of Nashra: use that version"
        case .diskFull: "can't write \(store): the disk is full"
        case .noLocks:
            "\(store) stands where files can't be locked (\(detail)): name a path on a local disk under 'store' in nashra.yaml"
        case .other(let code): "\(store) failed with SQLite's code \(code) (\(detail))"
        }
    }

    init(_ error: any Error, path: String) {
        self.path = path
        guard let error = error as? DatabaseError else {
            detail = "\(error)"
            kind = .notWritable
            return
        }
        detail = error.message ?? ""
        kind =
            switch error.resultCode {
            case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM: .notWritable
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_NOTADB, .SQLITE_CORRUPT: .notAStore
            case .SQLITE_FULL: .diskFull
            // The index of the write-ahead log, which is made when the store is
            // opened, has no code of its own for that.
            case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: .diskFull
            default: .other(code: error.extendedResultCode.rawValue)
            }
    }

    package init(kind: Kind, path: String, detail: String = "") {
        self.kind = kind
        self.path = path
        self.detail = detail
    }
}
