import Documents
import Foundation
package import Newswire

extension RuleBook {
    /// Reads all subscribers' files below a folder and compiles those that are
    /// accepted; for a broken one, the version that `lastAccepted` gives, which
    /// a diagnostic says. Never fails: what is wrong is among the diagnostics.
    ///
    /// Names that begin with `.` or `_` or end in `~` are passed over, and so
    /// is whatever is not `.yaml` or `.yml`. Links that lead out of the folder
    /// are reported and not followed.
    package static func load(
        folder: String, reader: SubscriberFileReader,
        lastAccepted: (SubscriberID) -> [UInt8]? = { _ in nil }
    ) -> LoadedFolder {
        var walk = FolderWalk(root: folder)
        walk.visitRoot()
        let files = walk.found.map { file in
            load(file, reader: reader, lastAccepted: lastAccepted)
        }
        return LoadedFolder(
            files: files, diagnostics: walk.diagnostics.sorted(),
            book: RuleBook(files.compactMap { $0.inForce?.entry }, places: reader.places))
    }

    private static func load(
        _ file: FolderWalk.Found, reader: SubscriberFileReader,
        lastAccepted: (SubscriberID) -> [UInt8]?
    ) -> LoadedFolder.File {
        var diagnostics = file.diagnostics
        let content: SubscriberFile
        if let bytes = file.bytes {
            content = reader.read(bytes, id: file.id, path: file.path)
            diagnostics += content.diagnostics
        } else {
            content = SubscriberFile(
                id: file.id, path: file.path, subscriber: nil, rules: [], none: nil,
                diagnostics: [])
        }
        var inForce = content
        if content.subscriber == nil {
            let earlier = lastAccepted(file.id).map {
                reader.read($0, id: file.id, path: file.path)
            }
            let finding: FolderFinding =
                earlier?.subscriber != nil
                ? .earlierInForce : .noneInForce(hadEarlier: earlier != nil)
            diagnostics.append(finding.diagnostic(in: file.path, at: nil))
            if let earlier { inForce = earlier }
        }
        return LoadedFolder.File(
            id: file.id, path: file.path, bytes: file.bytes ?? [], content: content,
            inForce: inForce.subscriber == nil ? nil : inForce, diagnostics: diagnostics.sorted())
    }
}

/// What is wrong with files as files.
enum FolderFinding: Finding {
    case noFolder
    case unreadable(reason: String)
    case leadsOut
    case badID(String)
    case sameID(SubscriberID, as: String)
    case yml
    case topics
    case earlierInForce
    case noneInForce(hadEarlier: Bool)

    var severity: Diagnostic.Severity {
        switch self {
        case .yml, .earlierInForce: .warning
        default: .error
        }
    }

    var id: String {
        switch self {
        case .noFolder: "no-folder"
        case .unreadable: "unreadable"
        case .leadsOut: "link-leads-out"
        case .badID: "bad-id"
        case .sameID: "same-id"
        case .yml: "yml"
        case .topics: "not-yet"
        case .earlierInForce: "earlier-version"
        case .noneInForce: "not-in-force"
        }
    }

    var message: String {
        switch self {
        case .noFolder: "there is no such folder of subscribers"
        case .unreadable(let reason): "the file cannot be read: \(reason)"
        case .leadsOut: "the link leads out of the folder and is not followed"
        case .badID(let name):
            "\(Diagnostic.quoted(name)) cannot be a subscriber's id: "
                + "letters, digits and . _ - are allowed"
        case .sameID(let id, let other):
            "the subscriber \(Diagnostic.quoted(id.id)) is already \(Diagnostic.quoted(other))"
        case .yml: "the name should end in .yaml"
        case .topics: "topics are not supported yet, the file is not read"
        case .earlierInForce: "the file is not accepted, its last accepted version is in force"
        case .noneInForce(false):
            "the file is not accepted and never was: its subscriber receives nothing"
        case .noneInForce(true):
            "neither the file nor its last accepted version is accepted: "
                + "its subscriber receives nothing"
        }
    }
}
