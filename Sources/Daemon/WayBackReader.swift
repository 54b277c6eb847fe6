import Dispatching
import Documents
import Newswire
import Transfer

/// Reads what a mail's way back is made with: `key` and `http`.
struct WayBackReader {
    let report: Report
    let secrets: Secrets

    func read(_ reader: MappingReader, into configuration: inout Configuration) {
        readKeys(reader, into: &configuration)
        if let mapping = reader.mapping("http") {
            configuration.mail.site = site(
                MappingReader(
                    mapping, of: "http", keys: ConfigurationKeys.http.names, report: report))
        }
    }

    private func readKeys(_ reader: MappingReader, into configuration: inout Configuration) {
        guard let texts = reader.texts("key") else { return }
        if texts.isEmpty { report.add(WayBackFinding.noKey, at: reader.position(of: "key")) }
        var keys: [SecretReference] = []
        for text in texts {
            // What stands there instead may be the key itself: it is not repeated.
            guard let reference = SecretReference(text.name) else {
                report.add(WayBackFinding.keyInFile, at: text.position)
                continue
            }
            look(at: reference, isFirst: keys.isEmpty, text.position)
            keys.append(reference)
        }
        guard !keys.isEmpty else { return }
        configuration.secrets.formUnion(keys)
        configuration.keys = keys
    }

    private func look(
        at reference: SecretReference, isFirst: Bool, _ position: SourcePosition
    ) {
        do throws(SigningKeyProblem) {
            _ = try secrets.signingKey(reference)
        } catch {
            let isMadeLater = isFirst && error.isMissing
            if !isMadeLater, !error.isOursAlone {
                report.add(WayBackFinding.badKey(error), at: position)
            }
        }
    }

    private func site(_ reader: MappingReader) -> String? {
        for (key, instead) in [
            ("listen", "drive nashra from cron with `nashra run --once`"),
            ("push", "drop files into a source's folder"),
        ] where reader.has(key) {
            report.add(
                ConfigurationFinding.notYet(key: key, instead: instead),
                at: reader.position(of: key))
        }
        guard let text = reader.text("public") else { return nil }
        guard let site = PublicAddress(text.name) else {
            report.add(WayBackFinding.badSite(text.name), at: text.position)
            return nil
        }
        guard site.isPrivateOnTheWay else {
            report.add(WayBackFinding.clearText(site.host), at: text.position)
            return nil
        }
        return site.text
    }
}

/// What can be wrong with `key`, `http.public` and the return path.
enum WayBackFinding: Finding {
    case noKey
    case keyInFile
    case badKey(SigningKeyProblem)
    case badSite(String)
    case clearText(String)
    case longReturnPath(String)

    var severity: Diagnostic.Severity { .error }

    var id: String {
        switch self {
        case .noKey, .keyInFile, .badKey: "bad-key"
        case .badSite, .clearText: "bad-http"
        case .longReturnPath: "bad-address"
        }
    }

    var message: String {
        switch self {
        case .noKey: "'key' names no key"
        case .keyInFile: "a secret cannot stand in a file: 'key'"
        case .badKey(let problem): problem.explanation
        case .badSite(let text):
            "\(Diagnostic.quoted(text)) is no address that links can begin with: "
                + "expected https, a host, and perhaps a path"
        case .clearText(let host):
            "readers would follow links to \(Diagnostic.quoted(host)) in clear text: "
                + "http serves on this machine only"
        case .longReturnPath(let text):
            "\(Diagnostic.quoted(text)) leaves no room for a token: expected at most "
                + "\(WayBack.longestLocalPart) bytes before the @"
        }
    }

    var hints: [String] {
        switch self {
        case .noKey, .keyInFile: ["key: \(Configuration.usualKey)"]
        case .badSite: ["public: https://nashra.example.org"]
        case .clearText(let host): ["public: https://\(host)"]
        case .badKey, .longReturnPath: []
        }
    }
}
