import Foundation

extension SigningKey {
    package enum FileError: Error, Hashable, Sendable, CustomStringConvertible {
        case unreadable(path: String, code: Int32)
        case unwritable(path: String, code: Int32)
        case malformed(path: String, Problem)

        package var description: String {
            switch self {
            case .unreadable(let path, let code):
                "cannot read the key in '\(path)': \(String(cString: strerror(code)))"
            case .unwritable(let path, let code):
                "cannot make the key in '\(path)': \(String(cString: strerror(code)))"
            case .malformed(let path, let problem): "'\(path)' \(problem)"
            }
        }
    }

    /// Reads the key of a file, or makes both: the folders too, the file for
    /// its owner only, and whole or not at all. Of several that make it at
    /// once one wins, and all get its key.
    package static func loadOrMake(atPath path: String) throws(FileError) -> SigningKey {
        if let key = try load(path) { return key }
        try make(path)
        guard let key = try load(path) else { throw .unreadable(path: path, code: ENOENT) }
        return key
    }

    /// Nil if there is no such file.
    private static func load(_ path: String) throws(FileError) -> SigningKey? {
        guard let file = fopen(path, "re") else {
            if errno == ENOENT { return nil }
            throw .unreadable(path: path, code: errno)
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0 else { throw .unreadable(path: path, code: errno) }
        do {
            return try SigningKey(String(decoding: bytes.prefix(count), as: UTF8.self))
        } catch {
            throw .malformed(path: path, error)
        }
    }

    private static func make(_ path: String) throws(FileError) {
        let folder = (path as NSString).deletingLastPathComponent
        let target = folder.isEmpty ? "." : folder
        do {
            try FileManager.default.createDirectory(
                atPath: target, withIntermediateDirectories: true)
        } catch {
            let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? POSIXError
            throw .unwritable(path: path, code: cause?.code.rawValue ?? EIO)
        }
        let draft = "\(path).\(Base32.encode([UInt8].random(count: 10)))"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: path, code: errno) }
        defer { unlink(draft) }
        let bytes = Array(SigningKey.random().fileText.utf8)
        let isWritten =
            write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        let code = errno
        close(descriptor)
        guard isWritten else { throw .unwritable(path: path, code: code) }
        // A link, not a rename: it never takes the place of a key that somebody
        // else made in between, with which links may be signed already.
        guard link(draft, path) == 0 || errno == EEXIST else {
            throw .unwritable(path: path, code: errno)
        }
        let folderDescriptor = open(target, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folderDescriptor >= 0 {
            fsync(folderDescriptor)
            close(folderDescriptor)
        }
    }
}
