import Foundation
import Glibc

/// What the system says of a file without reading it: two equal stamps of one
/// path are the same bytes, if the second was taken well after the file was
/// last written.
package struct FileStamp: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case file
        case folder
        case link
        case other
    }

    let kind: Kind
    let size: Int64
    /// Nanoseconds since 1970, of the contents and of the entry: one can be
    /// set back, the other not.
    let modified: Int64
    let changed: Int64
    let inode: UInt64

    /// Nil if there is nothing at the path. A link is what it leads to, unless
    /// it is not to be followed.
    init?(of path: String, followingLinks: Bool) {
        var status = stat()
        let result = followingLinks ? stat(path, &status) : lstat(path, &status)
        guard result == 0 else { return nil }
        self.init(status)
    }

    /// Of an open file; nil if the system does not say.
    init?(ofOpen descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
        size = Int64(status.st_size)
        modified = Self.nanoseconds(status.st_mtim)
        changed = Self.nanoseconds(status.st_ctim)
        inode = UInt64(status.st_ino)
    }

    /// Whether the file was written so short a time ago that it may be written
    /// again without its stamp telling: clocks of file systems tick in
    /// milliseconds, some in seconds.
    var isFresh: Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Self.nanoseconds(now) - max(modified, changed) < 2_000_000_000
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

/// A file's bytes with the stamp they had.
struct FileBytes {
    /// Why a file cannot be read; the value is the system's number.
    struct Refusal: Error {
        let code: Int32

        var reason: String {
            switch code {
            case EACCES, EPERM: "permission denied"
            case ENOENT, ENOTDIR: "it is gone"
            default: "the system refuses"
            }
        }
    }

    var bytes: [UInt8]
    var stamp: FileStamp?

    /// Reads at most so many bytes.
    init(of path: String, upTo limit: Int) throws(Refusal) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Refusal(code: errno) }
        defer { close(descriptor) }
        stamp = FileStamp(ofOpen: descriptor)
        var room = min(limit, max(Int(stamp?.size ?? 0), 0) + 1)
        bytes = []
        var failure: Int32 = 0
        while failure == 0 {
            // One more than the file has, so that its end is seen at once.
            let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                let read = Glibc.read(descriptor, buffer.baseAddress, room)
                if read < 0 { failure = errno }
                count = max(read, 0)
            }
            if failure == EINTR {
                failure = 0
                continue
            }
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
            room = min(limit - bytes.count, 1 << 16)
            if piece.isEmpty || room == 0 { break }
        }
        guard failure == 0 else { throw Refusal(code: failure) }
    }
}
