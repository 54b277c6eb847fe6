import Documents
import Newswire
import Transfer

/// What can be wrong with `mail.relay` and `mail.relays` beside their shape.
enum RelayFinding: Finding {
    case relayAndRelays
    case noRelays
    case withoutURL
    case badURL(RelayProblem)
    case repeated(String)
    case badHelo(String)
    case badRate(String)
    case badTLS(String)
    case clearText(host: String)
    case clearTextOverTLS(endpoint: String)
    case noAuthorities(String, reason: String)
    case noCertificate(String)
    case proofInFile(key: String)
    case proofWithoutUser(key: String)
    case userWithoutProof
    case passwordAndToken
    case noCommand
    case commandWithoutPath(String)

    var severity: Diagnostic.Severity {
        // It need only be on the machine that sends.
        if case .noAuthorities = self { .warning } else { .error }
    }

    var id: String {
        switch self {
        case .relayAndRelays, .noRelays, .withoutURL, .badURL, .repeated: "bad-relay"
        case .badHelo: "bad-helo"
        case .badRate: "bad-rate"
        case .badTLS, .clearText, .clearTextOverTLS: "bad-tls"
        case .noAuthorities, .noCertificate: "bad-ca"
        case .proofInFile, .proofWithoutUser, .userWithoutProof, .passwordAndToken, .noCommand,
            .commandWithoutPath:
            "bad-secret"
        }
    }

    var message: String {
        switch self {
        case .relayAndRelays: "'relay' is the short form of 'relays': use one of them"
        case .noRelays: "'relays' lists no relay"
        case .withoutURL: "a relay needs its 'url'"
        case .badURL(let problem): problem.explanation
        case .repeated(let endpoint):
            "'\(endpoint)' stands here twice: what it refuses, and its pauses, are known by "
                + "this address, so that the second one would never be asked"
        case .badHelo(let text):
            "\(Diagnostic.quoted(text)) is no host name; expected one such as nashra.example.org"
        case .badRate(let text):
            "\(Diagnostic.quoted(text)) is no rate, such as 50/s, 100/m or 500/h; at least one a minute"
        case .badTLS(let text):
            "\(Diagnostic.quoted(text)) is not one of \(ConfigurationKeys.tls.joined(separator: ", "))"
        case .clearText(let host):
            "'tls: none' would send mail and password to '\(host)' in clear text"
        case .clearTextOverTLS(let endpoint):
            "'\(endpoint)' speaks TLS from the first byte, and 'tls: none' would have it in clear text"
        case .noAuthorities(let path, let reason):
            "the file \(Diagnostic.quoted(path)), which 'ca' names, can't be read: \(reason)"
        case .noCertificate(let path):
            "the file \(Diagnostic.quoted(path)), which 'ca' names, holds no certificate in PEM"
        case .proofInFile(let key): "a secret cannot stand in a file: '\(key)'"
        case .proofWithoutUser(let key): "'\(key)' goes with 'username'"
        case .userWithoutProof: "'username' goes with 'password' or 'token'"
        case .passwordAndToken: "a relay takes 'password' or 'token', not both"
        case .noCommand: "a token is env:NAME, file:PATH or a 'command' that prints it"
        case .commandWithoutPath(let word):
            "\(Diagnostic.quoted(word)) is no path of a program; no shell looks for it"
        }
    }

    var hints: [String] {
        switch self {
        case .repeated:
            [
                "for more connections, give the first one more 'sessions'",
                "for another account, use another port or name of that server",
            ]
        case .clearText: ["tls: required", "or, if that is meant, add: insecure: yes"]
        case .clearTextOverTLS: ["leave 'tls' out, or begin the url with smtp://"]
        case .noAuthorities: ["whoever sends mail must be able to read it"]
        case .noCertificate: ["expected a block that begins with -----BEGIN CERTIFICATE-----"]
        case .proofInFile(let key): ["\(key): env:RELAY_PASSWORD"]
        case .userWithoutProof: ["password: env:RELAY_PASSWORD"]
        case .noCommand, .commandWithoutPath: ["token: { command: [/usr/local/bin/mail-token] }"]
        default: []
        }
    }
}
