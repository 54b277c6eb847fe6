import Daemon
import Foundation

/// A mail in a Maildir that programs share: mail servers deliver into it, IMAP
/// servers and other runs move its files at any time.
struct DeliveredMail {
    /// The Maildir.
    let folder: String
    /// `new` or `cur`.
    let part: String
    let name: String

    var path: String { "\(folder)/\(part)/\(name)" }

    /// The mails that nobody has seen: all of `new`, and those of `cur` that are
    /// not marked as seen or as trash, for an IMAP server moves every mail there
    /// when it opens the folder. In the order of their names, `new` first.
    static func unseen(in folder: String) throws(Failure) -> [DeliveredMail] {
        guard let new = try names(in: "\(folder)/new") else {
            throw Failure(.missingInput, "'\(folder)' is a folder without 'new', so no Maildir")
        }
        let current = try names(in: "\(folder)/cur") ?? []
        return new.map { DeliveredMail(folder: folder, part: "new", name: $0) }
            + current.map { DeliveredMail(folder: folder, part: "cur", name: $0) }
            .filter { mail in !mail.flags.contains { "ST".contains($0) } }
    }

    /// Nil if there is no such folder.
    private static func names(in folder: String) throws(Failure) -> [String]? {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            guard FileManager.default.fileExists(atPath: folder) else { return nil }
            throw Failure(
                .missingInput, "'\(folder)' can't be read: \(FileTrouble.words(for: error))")
        }
    }

    /// Waits for nothing, whatever stands there. Throws for a file that can't be
    /// read.
    func contents() throws(Failure) -> ReturnedMail.Contents {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let code = errno
            var status = stat()
            guard lstat(path, &status) == 0 else { return .gone }
            // A link that leads nowhere, a ring of links, a socket.
            if [ENOENT, ELOOP, ENXIO].contains(code) { return .noFile }
            throw unreadable(POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO))
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return .noFile
        }
        do {
            return .mail([UInt8](try file.readToEnd() ?? Data()))
        } catch {
            throw unreadable(error)
        }
    }

    private func unreadable(_ error: any Error) -> Failure {
        Failure(.missingInput, "'\(path)' can't be read: \(FileTrouble.words(for: error))")
    }

    /// Marks it as seen, as mail programs do: in `cur`, with the flag S. If that
    /// name is taken it gets another; if another run has moved it meanwhile it is
    /// where it should be.
    func settle() throws(Failure) {
        let (base, size) = parts
        let flags = String(Set(flags + "S").sorted())
        do {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/cur", withIntermediateDirectories: true)
            for copy in 0... {
                let unique = copy == 0 ? base : "\(base)_\(copy)"
                let target = "\(folder)/cur/\(unique)\(size):2,\(flags)"
                do {
                    try FileManager.default.moveItem(atPath: path, toPath: target)
                    return
                } catch let error as CocoaError where error.code == .fileWriteFileExists {
                    continue
                }
            }
        } catch {
            var status = stat()
            if lstat(path, &status) != 0 && errno == ENOENT { return }
            throw Failure(
                .cannotWrite,
                "'\(path)' can't be moved to 'cur': \(FileTrouble.words(for: error))")
        }
    }

    /// What stands behind `:2,`, the mark of Maildir's flags.
    private var flags: String {
        name.range(of: ":2,", options: .backwards).map { String(name[$0.upperBound...]) } ?? ""
    }

    /// The name without its flags, before and from the comma behind which servers
    /// note sizes (`,S=1234`).
    private var parts: (base: String, size: String) {
        let end = name.range(of: ":2,", options: .backwards)?.lowerBound ?? name.endIndex
        let bare = name[..<end]
        let comma = bare.firstIndex(of: ",") ?? bare.endIndex
        return (String(bare[..<comma]), String(bare[comma...]))
    }
}
