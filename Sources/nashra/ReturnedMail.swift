import Daemon
import Foundation

/// A mail that `bounce` is to read.
enum ReturnedMail {
    case standardInput
    case file(String)
    /// In a Maildir.
    case delivered(DeliveredMail)

    /// What came of opening it.
    enum Contents {
        case mail([UInt8])
        /// Another one has taken it meanwhile.
        case gone
        /// A folder, a pipe, a link that leads nowhere.
        case noFile
    }

    /// What an input holds: itself, or, if it is a Maildir, the mails that nobody
    /// has seen. Throws for what is not there, and for a folder that is no
    /// Maildir or can't be read.
    static func all(in input: String) throws(Failure) -> [ReturnedMail] {
        if input == "-" { return [.standardInput] }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: input, isDirectory: &isFolder) else {
            throw Failure(.missingInput, "there is no file '\(input)'")
        }
        guard isFolder.boolValue else { return [.file(input)] }
        return try DeliveredMail.unseen(in: input).map { .delivered($0) }
    }

    var name: String {
        switch self {
        case .standardInput: "-"
        case .file(let path): path
        case .delivered(let mail): mail.path
        }
    }

    func contents() throws(Failure) -> Contents {
        switch self {
        case .standardInput: return .mail([UInt8](try StandardInput.bytes()))
        case .delivered(let mail): return try mail.contents()
        case .file(let path):
            do {
                // Also of a pipe, which is read to its end.
                let file = try FileHandle(forReadingFrom: URL(filePath: path))
                return .mail([UInt8](try file.readToEnd() ?? Data()))
            } catch {
                throw Failure(
                    .missingInput, "'\(path)' can't be read: \(FileTrouble.words(for: error))")
            }
        }
    }

    /// Says that it need not be read again.
    func settle() throws(Failure) {
        if case .delivered(let mail) = self { try mail.settle() }
    }
}
