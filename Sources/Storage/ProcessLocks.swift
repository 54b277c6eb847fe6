import Foundation

/// Locks of the processes that share a store, in a file beside it.
///
/// Each lock is one byte of the file, held through an open file description
/// lock (fcntl's F_OFD_SETLK): the kernel lets go of it however the process
/// ends, so a lock that is free proves that its holder is gone.
package final class ProcessLocks: Sendable {
    private let descriptor: Int32
    private let store: String

    /// The lock that the daemon holds while it runs.
    private static let daemon: Int64 = 0
    /// The lock of the `run` that sends mail; couriers' numbers count from one.
    private static let mail = Int64.max - 1
    /// The lock of the process that tells alarms.
    private static let bell = Int64.max - 2

    // F_OFD_GETLK and F_OFD_SETLK of <fcntl.h>, which Glibc's module hides
    // behind _GNU_SOURCE.
    private static let ask: Int32 = 36
    private static let set: Int32 = 37

    /// Opens the file `STORE-lock`, making it if it is missing.
    package init(store path: String) throws(StoreError) {
        store = path
        descriptor = open(path + "-lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else {
            throw StoreError(
                kind: .notWritable, path: path, detail: String(cString: strerror(errno)))
        }
    }

    deinit {
        close(descriptor)
    }

    /// Whether this process is now the one daemon of the store. Throws where the
    /// file system has no locks.
    package func takeDaemon() throws(StoreError) -> Bool {
        try take(Self.daemon)
    }

    /// Whether this process is now the one `run` that sends mail. Runs that cron starts
    /// while relays are slow would else add up, each with sessions and a rate of its
    /// own.
    package func takeMail() throws(StoreError) -> Bool {
        try take(Self.mail)
    }

    /// Whether this process is now the one that tells alarms, until it ends or calls
    /// `endBell`.
    package func takeBell() throws(StoreError) -> Bool {
        try take(Self.bell)
    }

    package func endBell() {
        var lock = Self.lock(on: Self.bell, type: F_UNLCK)
        _ = fcntl(descriptor, Self.set, &lock)
    }

    /// Whether this process now stands for the courier of this number.
    package func take(courier: Int64) throws(StoreError) -> Bool {
        try take(courier)
    }

    /// Whether another process that stands for the courier is still there; a
    /// process does not see its own locks.
    package func isAlive(courier: Int64) -> Bool {
        var lock = Self.lock(on: courier)
        guard fcntl(descriptor, Self.ask, &lock) == 0 else { return true }
        return lock.l_type != Int16(F_UNLCK)
    }

    private func take(_ byte: Int64) throws(StoreError) -> Bool {
        var lock = Self.lock(on: byte)
        if fcntl(descriptor, Self.set, &lock) == 0 { return true }
        let code = errno
        // Another one's; all else would be so for ever.
        guard code != EAGAIN, code != EACCES else { return false }
        throw StoreError(
            kind: .noLocks, path: store, detail: String(cString: strerror(code)))
    }

    private static func lock(on byte: Int64, type: Int32 = F_WRLCK) -> flock {
        flock(
            l_type: Int16(type), l_whence: Int16(SEEK_SET), l_start: off_t(byte), l_len: 1,
            l_pid: 0)
    }
}
