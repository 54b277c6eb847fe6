import Glibc
import Newswire

/// The list of readers that a subscriber's file names, as it was read.
package struct ReaderList: Sendable {
    /// As the user would type it.
    package let path: String
    /// Nil if it must be read again to know whether it has changed.
    let stamp: FileStamp?
    /// Until nobody needs them any more.
    package internal(set) var bytes: [UInt8]?

    /// More than a hundred thousand readers a hundred times.
    private static let mostMegabytes = 256

    /// Whether the list is what was read, beyond doubt.
    var isUnchanged: Bool {
        stamp != nil && stamp == FileStamp(of: path, followingLinks: true)
    }

    /// Reads the list of that name for a subscriber's file.
    ///
    /// It must be below the folder of subscribers, also where links lead; for a
    /// file that stands elsewhere, below the folder of that file.
    static func read(
        _ name: String, for file: String, below root: String?
    ) throws(RecipientFinding) -> ReaderList {
        guard let (path, home) = place(of: name, for: file, below: root) else {
            throw .leadsOut(name)
        }
        guard let found = FileStamp(of: path, followingLinks: true), let full = inFull(path) else {
            throw .missing(name)
        }
        guard let home = inFull(home), full.hasPrefix(home == "/" ? home : home + "/") else {
            throw .leadsOut(name)
        }
        guard found.kind == .file else {
            throw .unreadable(name, reason: "it is no regular file")
        }
        guard found.size <= mostMegabytes << 20 else {
            throw .tooLarge(name, megabytes: mostMegabytes)
        }
        do throws(FileBytes.Refusal) {
            let read = try FileBytes(of: path, upTo: mostMegabytes << 20)
            return ReaderList(
                path: path, stamp: read.stamp.flatMap { $0.isFresh ? nil : $0 },
                bytes: read.bytes)
        } catch {
            throw .unreadable(name, reason: error.reason)
        }
    }

    /// The path as the user would type it, and the folder it must not leave;
    /// nil if its words alone lead out of that.
    static func place(
        of name: String, for file: String, below root: String?
    ) -> (path: String, home: String)? {
        guard !name.hasPrefix("/"), !name.contains("\0") else { return nil }
        var parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let rootParts = root?.split(separator: "/", omittingEmptySubsequences: false) ?? []
        let depth =
            !rootParts.isEmpty && parts.starts(with: rootParts) ? rootParts.count : parts.count
        let home = parts.prefix(depth).joined(separator: "/")
        for part in name.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.count > depth else { return nil }
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        guard parts.count > depth else { return nil }
        return (
            parts.joined(separator: "/"),
            !home.isEmpty ? home : file.hasPrefix("/") ? "/" : "."
        )
    }

    /// Without links; nil if there is nothing.
    private static func inFull(_ path: String) -> String? {
        guard let full = realpath(path, nil) else { return nil }
        defer { free(full) }
        return String(cString: full)
    }
}
