import Documents
import Newswire
import Transfer

/// What can be wrong with nashra.yaml beside its shape.
enum ConfigurationFinding: Finding {
    case unreadable(reason: String)
    case noMapping
    case badLanguage(String)
    case badCountry(String)
    case badZone(String, nearest: String?)
    case badMailbox(String, EmailAddress.Problem)
    case replyBeyondASCII(String)
    case notYet(key: String, instead: String)
    case sourceWithoutName
    case sourceWithoutPlace(name: String)
    case sourceWithTwoPlaces(name: String)
    case repeatedSource(name: String)
    case badSourceURL(String)
    case badAllow(AddressGuardProblem)
    case passwordInURL(key: String)
    case unknownChannel(String, nearest: String?)
    case keptTooShort

    var severity: Diagnostic.Severity {
        if case .notYet = self { .warning } else { .error }
    }

    var id: String {
        switch self {
        case .unreadable: "unreadable"
        case .noMapping: "wrong-shape"
        case .badLanguage: "unknown-language"
        case .badCountry: "unknown-region"
        case .badZone: "unknown-zone"
        case .badMailbox, .replyBeyondASCII: "bad-address"
        case .passwordInURL: "bad-secret"
        case .notYet: "not-yet"
        case .sourceWithoutName, .sourceWithoutPlace, .sourceWithTwoPlaces, .repeatedSource,
            .badSourceURL:
            "bad-source"
        case .badAllow: "bad-network"
        case .unknownChannel: "unknown-channel"
        case .keptTooShort: "bad-duration"
        }
    }

    var message: String {
        switch self {
        case .unreadable(let reason): "the file can't be read: \(reason)"
        case .noMapping: "expected keys and values, such as 'store: var/nashra.sqlite'"
        case .badLanguage(let text):
            "\(Diagnostic.quoted(text)) is not a language's code such as 'ar' or 'en'"
        case .badCountry(let text):
            "\(Diagnostic.quoted(text)) is no country, such as 'LB' or 'Lebanon'"
        case .badZone(let name, let nearest):
            "\(Diagnostic.quoted(name)) is no time zone of this machine"
                + (nearest.map { ", did you mean '\($0)'?" } ?? "")
        case .badMailbox(let text, let problem):
            "\(Diagnostic.quoted(text)) \(problem.explanation)"
        case .replyBeyondASCII(let text):
            "\(Diagnostic.quoted(text)) has letters before the @ that are not ASCII: readers "
                + "whose servers do not know SMTPUTF8 (RFC 6531) could not answer"
        case .notYet(let key, _): "'\(key)' is not used by this version yet"
        case .sourceWithoutName: "a source needs a 'name'"
        case .sourceWithoutPlace(let name):
            "the source \(Diagnostic.quoted(name)) says no place: feed, page or folder"
        case .sourceWithTwoPlaces(let name):
            "the source \(Diagnostic.quoted(name)) is one of feed, page or folder, not several"
        case .repeatedSource(let name):
            "the name \(Diagnostic.quoted(name)) is taken by another source"
        case .badSourceURL(let text):
            "\(Diagnostic.quoted(text)) is no http or https address"
        case .badAllow(let problem): problem.explanation
        case .unknownChannel(let name, let nearest):
            "\(Diagnostic.quoted(name)) is no channel of this file"
                + (nearest.map { ", did you mean \(Diagnostic.quoted($0))?" } ?? "")
        case .keptTooShort:
            "'deliveries' is less than 7d: bounces that come later could not be told from others"
        case .passwordInURL(let key):
            "the address behind '\(key)' holds a user name or password, which cannot stand in a file"
        }
    }

    var hints: [String] {
        switch self {
        case .badMailbox(let text, _): Mailbox(unbracketed: text).map { ["\($0)"] } ?? []
        case .replyBeyondASCII: ["reply-to: desk@example.org"]
        case .notYet(_, let instead): [instead]
        case .unknownChannel(_, nil): ["channels: { ops: { slack: env:OPS_SLACK } }"]
        case .sourceWithoutPlace: ["feed: https://news.example.org/rss"]
        default: []
        }
    }
}
