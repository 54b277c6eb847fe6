import Documents
import Newswire

/// What is wrong with files as files.
enum FolderFinding: Finding, Error {
    case noFolder
    case unreadable(reason: String)
    case leadsOut
    case badID(String)
    case sameID(SubscriberID, as: String)
    case yml
    case earlierInForce
    case vanished
    case noneInForce(hadEarlier: Bool)

    var severity: Diagnostic.Severity {
        switch self {
        case .yml, .earlierInForce, .vanished: .warning
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
        case .earlierInForce: "earlier-version"
        case .vanished: "vanished"
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
        case .earlierInForce: "the file is not accepted, its last accepted version is in force"
        case .vanished:
            "the file is missing, for a minute its last accepted version stays in force"
        case .noneInForce(false):
            "the file is not accepted and never was: its subscriber receives nothing"
        case .noneInForce(true):
            "neither the file nor its last accepted version is accepted: "
                + "its subscriber receives nothing"
        }
    }
}
