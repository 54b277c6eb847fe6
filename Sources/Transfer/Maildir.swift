package import Newswire
import Signing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder of messages as every mail program reads it: `tmp`, `new`, `cur`, a
/// file a message.
///
/// A message's file name comes from its key and the time it was sealed, so
/// delivering it again, after a crash, finds it there: in `new`, or in `cur`
/// with whatever flags its reader gave it. When `deliver` returns, the message
/// survives a power cut. Blocking.
package struct Maildir: Hashable, Sendable {
    package let path: String

    /// Makes nothing yet.
    package init(path: String) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.path = path
    }

    /// Delivers the message and returns the path of its file: where it is now,
    /// if it had been delivered before.
    ///
    /// Lines end with LF, and a `Return-Path` stands before the rest, as mail
    /// servers do at the end of a message's way.
    package func deliver(_ item: MailItem) throws(MaildirFailure) -> String {
        for folder in ["tmp", "new", "cur"] { try makeFolder("\(path)/\(folder)") }
        let name = Self.name(key: item.key, sealed: item.sealed)
        let final = "\(path)/new/\(name)"
        if let earlier = try file(ofFlagged: name) { return earlier }
        if access(final, F_OK) != 0 {
            let draft = "\(path)/tmp/\(name).\(getpid())"
            try save(Self.contents(item), to: draft)
            defer { unlink(draft) }
            // Not a rename, which would replace a file that came in between.
            if link(draft, final) != 0, errno != EEXIST {
                // Some file systems have no links.
                guard [EPERM, ENOTSUP, ENOSYS].contains(errno), rename(draft, final) == 0 else {
                    throw MaildirFailure(path: final, code: errno)
                }
            }
        }
        // Also for a file found there: the power may have gone just before this.
        try sync(folder: "\(path)/new")
        return final
    }

    /// The file's name without flags: time, a hash of the key, and in the
    /// host's place our name, as a machine's name may change between attempts.
    package static func name(key: String, sealed: Timestamp) -> String {
        let seconds = sealed.milliseconds.dividedDown(by: 1000)
        return "\(seconds).\(SHA256.digest(of: key).hexadecimal.prefix(32)).nashra"
    }

    /// What the file holds.
    private static func contents(_ item: MailItem) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(item.pieces.reduce(128) { $0 + $1.count })
        bytes += Array("Return-Path: <\(item.sender)>\n".utf8)
        var afterReturn = false
        for piece in item.pieces {
            for byte in piece {
                if byte == 0x0A, afterReturn { bytes.removeLast() }
                bytes.append(byte)
                afterReturn = byte == 0x0D
            }
        }
        return bytes
    }

    /// In `cur`, where a name goes on with `:2,` and flags.
    private func file(ofFlagged name: String) throws(MaildirFailure) -> String? {
        let folder = "\(path)/cur"
        guard let stream = opendir(folder) else { throw MaildirFailure(path: folder, code: errno) }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let found = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if found == name || found.hasPrefix(name + ":") { return "\(folder)/\(found)" }
        }
        return nil
    }

    private func save(_ bytes: [UInt8], to file: String) throws(MaildirFailure) {
        // A draft of this name is what an earlier process of the same number
        // left when it was killed.
        unlink(file)
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw MaildirFailure(path: file, code: errno) }
        defer { close(descriptor) }
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress! + offset, buffer.count - offset)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let code = errno
                unlink(file)
                throw MaildirFailure(path: file, code: code)
            }
            offset += count
        }
        guard fsync(descriptor) == 0 else {
            let code = errno
            unlink(file)
            throw MaildirFailure(path: file, code: code)
        }
    }

    private func sync(folder: String) throws(MaildirFailure) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw MaildirFailure(path: folder, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw MaildirFailure(path: folder, code: errno) }
    }

    /// With the folders above it; a new one survives a power cut.
    private func makeFolder(_ folder: String) throws(MaildirFailure) {
        if mkdir(folder, 0o700) != 0 {
            let code = errno
            if code == EEXIST { return }
            guard code == ENOENT, let parent = Self.parent(of: folder) else {
                throw MaildirFailure(path: folder, code: code)
            }
            try makeFolder(parent)
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
                throw MaildirFailure(path: folder, code: errno)
            }
        }
        try sync(folder: Self.parent(of: folder) ?? (folder.hasPrefix("/") ? "/" : "."))
    }

    /// Nil for what stands in the root or in the working folder.
    private static func parent(of folder: String) -> String? {
        guard let slash = folder.lastIndex(of: "/"), slash > folder.startIndex else { return nil }
        return String(folder[..<slash])
    }
}

/// Why a message is not in a Maildir.
package struct MaildirFailure: Error, Hashable {
    package var path: String
    /// `errno`'s.
    package var code: Int32

    package init(path: String, code: Int32) {
        self.path = path
        self.code = code
    }

    /// One line, lower case, no full stop.
    package var explanation: String {
        let words = String(cString: strerror(code))
        return "cannot write \(Diagnostic.quoted(path)): "
            + words.prefix(1).lowercased() + words.dropFirst()
    }

    /// A full disk may be emptied; what else stops a file from being written
    /// stays so until a person has changed it.
    package var outcome: DeliveryOutcome {
        let reply = ServerReply(code: 0, text: ReplyText.oneLine(explanation))
        return switch code {
        case ENOSPC, EDQUOT, EIO, EMFILE, ENFILE, EINTR:
            .later(.serverFault, reply: reply, after: nil)
        default: .stopEndpoint(.configuration, reply: reply)
        }
    }
}
