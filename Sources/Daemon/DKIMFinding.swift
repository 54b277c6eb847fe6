import Documents
import Newswire

/// What can be wrong with `mail.dkim` beside its shape.
enum DKIMFinding: Finding {
    /// Of RSA (RFC 8301 section 3.2).
    static let enoughBits = 2048

    case incomplete(lacks: String)
    case noKeys
    case badDomain(String)
    case badSelector(String)
    case repeatedSelector(String)
    case notAligned(domain: String, from: String)
    case keyInFile
    case badKey(DKIMKeyProblem)
    case shortKey(bits: Int, SecretReference)

    var severity: Diagnostic.Severity {
        switch self {
        case .notAligned, .shortKey: .warning
        case .badKey(let problem): problem.isOursAlone ? .warning : .error
        default: .error
        }
    }

    var id: String {
        switch self {
        case .keyInFile: "bad-secret"
        case .notAligned: "dkim-alignment"
        case .badKey, .shortKey: "dkim-key"
        default: "bad-dkim"
        }
    }

    var message: String {
        switch self {
        case .incomplete(let key): "'dkim' needs its '\(key)'"
        case .noKeys: "'dkim' lists no key"
        case .badDomain(let text):
            "\(Diagnostic.quoted(text)) is no domain name such as 'example.org'"
        case .badSelector(let text):
            "\(Diagnostic.quoted(text)) is no selector: expected letters, digits and hyphens"
        case .repeatedSelector(let text):
            "the selector \(Diagnostic.quoted(text)) has one key: give the other one its own"
        case .notAligned(let domain, let from):
            "mail is from '\(from)', for which a signature of '\(domain)' counts nothing (DMARC)"
        case .keyInFile: "a secret cannot stand in a file: 'key'"
        case .badKey(let problem): problem.explanation
        case .shortKey(let bits, let reference):
            "the DKIM key \(Diagnostic.quoted(reference.description)) has \(bits) bits: "
                + "receivers want \(Self.enoughBits)"
        }
    }

    var hints: [String] {
        switch self {
        case .keyInFile: ["key: file:dkim.pem"]
        case .notAligned(_, let from): ["domain: \(from)"]
        case .shortKey: [Self.makingOne]
        case .badKey(let problem):
            problem.isOursAlone
                ? [
                    "whoever sends mail must be able to read it; until then no mail leaves the outbox"
                ]
                : [Self.makingOne]
        default: []
        }
    }

    private static let makingOne =
        "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out dkim.pem"
}
