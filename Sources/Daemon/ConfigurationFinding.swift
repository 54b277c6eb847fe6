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
    case badRelay(RelayProblem)
    case relayAndRelays
    case relayWithoutURL
    case badTLS(String)
    case clearText(host: String)
    case passwordInFile(key: String)
    case badRate(String)
    case proofWithoutUser(key: String)
    case passwordAndToken
    case noCommand
    case commandWithoutPath(String)
    case notYet(key: String, instead: String)
    case sourceWithoutName
    case sourceWithoutPlace(name: String)
    case sourceWithTwoPlaces(name: String)
    case repeatedSource(name: String)
    case badSourceURL(String)
    case badAllow(AddressGuardProblem)
    case passwordInURL(key: String)
    case emptyRelays
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
        case .badMailbox: "bad-address"
        case .badRelay, .relayAndRelays, .relayWithoutURL, .emptyRelays: "bad-relay"
        case .badTLS, .clearText: "bad-tls"
        case .passwordInFile, .proofWithoutUser, .passwordAndToken, .noCommand,
            .commandWithoutPath, .passwordInURL:
            "bad-secret"
        case .notYet: "not-yet"
        case .sourceWithoutName, .sourceWithoutPlace, .sourceWithTwoPlaces, .repeatedSource,
            .badSourceURL:
            "bad-source"
        case .badAllow: "bad-network"
        case .badRate: "bad-rate"
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
        case .badRelay(let problem): problem.explanation
        case .relayAndRelays: "'relay' is the short form of 'relays': use one of them"
        case .relayWithoutURL: "a relay needs its 'url'"
        case .emptyRelays: "'relays' lists no relay"
        case .badTLS(let text):
            "\(Diagnostic.quoted(text)) is not one of \(ConfigurationKeys.tls.joined(separator: ", "))"
        case .clearText(let host):
            "'tls: none' would send mail and password to '\(host)' in clear text"
        case .passwordInFile(let key): "a secret cannot stand in a file: '\(key)'"
        case .badRate(let text):
            "\(Diagnostic.quoted(text)) is no rate, such as 50/s, 100/m or 500/h; at least one a minute"
        case .proofWithoutUser(let key): "'\(key)' goes with 'username'"
        case .passwordAndToken: "a relay takes 'password' or 'token', not both"
        case .noCommand: "a token is env:NAME, file:PATH or a 'command' that prints it"
        case .commandWithoutPath(let word):
            "\(Diagnostic.quoted(word)) is no path of a program; no shell looks for it"
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
        case .passwordInFile(let key): ["\(key): env:RELAY_PASSWORD"]
        case .badMailbox(let text, _): Mailbox(unbracketed: text).map { ["\($0)"] } ?? []
        case .noCommand, .commandWithoutPath: ["token: { command: [/usr/local/bin/mail-token] }"]
        case .clearText: ["tls: required", "or, if that is meant, add: insecure: yes"]
        case .notYet(_, let instead): [instead]
        case .unknownChannel(_, nil): ["channels: { ops: { slack: env:OPS_SLACK } }"]
        case .sourceWithoutPlace: ["feed: https://news.example.org/rss"]
        default: []
        }
    }
}
