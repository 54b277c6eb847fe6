import Documents
import Foundation
import Newswire
import Transfer

/// Reads `relay` and `relays`: where mail is handed over, and how one logs in
/// there.
struct RelayReader {
    let report: Report
    /// Where paths begin.
    let folder: URL

    /// Relays in their order; none if the keys are absent or nothing behind them
    /// is one.
    ///
    /// - Parameter mail: what stands under `mail`.
    func relays(_ mail: MappingReader) -> [RelaySettings] {
        if mail.has("relay"), mail.has("relays") {
            report.add(RelayFinding.relayAndRelays, at: mail.position(of: "relay"))
        }
        var relays: [RelaySettings] = []
        if let text = mail.text("relay"), let relay = relay(text, tls: nil) {
            relays.append(RelaySettings(relay: relay))
        }
        guard let nodes = mail.list("relays") else { return relays }
        if nodes.isEmpty { report.add(RelayFinding.noRelays, at: mail.position(of: "relays")) }
        for node in nodes {
            guard let settings = settings(node) else { continue }
            let endpoint = settings.relay.endpoint
            // Pauses, refusals and attempts are known by it: the second one would
            // never be asked.
            guard !relays.contains(where: { $0.relay.endpoint == endpoint }) else {
                report.add(RelayFinding.repeated(endpoint), at: node.urlPosition)
                continue
            }
            relays.append(settings)
        }
        return relays
    }

    private func settings(_ node: Node) -> RelaySettings? {
        if case .text(let text) = node {
            return relay(text, tls: nil).map { RelaySettings(relay: $0) }
        }
        guard case .mapping(let mapping) = node else {
            report.add(RelayFinding.withoutURL, at: node.position)
            return nil
        }
        let reader = MappingReader(
            mapping, of: "a relay", keys: ConfigurationKeys.relay.names, report: report)
        let sessions = reader.integer("sessions", in: ConfigurationKeys.sessions)
        let rate = rate(reader)
        let username = reader.text("username")?.name
        let password = reader.text("password").flatMap { secret($0, key: "password") }
        let token = token(reader)
        checkLogin(reader)
        let tls = tls(reader)
        guard let url = reader.text("url") else {
            reader.reportMissing(RelayFinding.withoutURL)
            return nil
        }
        guard var relay = relay(url, tls: tls) else { return nil }
        switch relay {
        case .maildir:
            guard username == nil else {
                report.add(
                    RelayFinding.badURL(.credentialsForMaildir),
                    at: reader.position(of: "username"))
                return nil
            }
        case .smtp(var server):
            guard isMeant(tls, for: server, reader) else { return nil }
            server.authorities = authorities(reader)
            server.helo = helo(reader)
            relay = .smtp(server)
        // What it needs is looked for when mail is sent.
        case .unusable: break
        }
        return RelaySettings(
            relay: relay, username: username, password: password, token: token,
            sessions: sessions ?? 4, rate: rate)
    }

    private func relay(_ text: Text, tls: SMTPRelay.TLS?) -> Relay? {
        do {
            let relay = try Relay(url: text.name, tls: tls)
            if case .maildir(let path) = relay {
                return .maildir(path: Configuration.path(path, in: folder))
            }
            return relay
        } catch {
            report.add(RelayFinding.badURL(error), at: text.position)
            return nil
        }
    }

    private func helo(_ reader: MappingReader) -> String? {
        guard let text = reader.text("helo") else { return nil }
        // What may stand behind an @ may stand here.
        if let domain = try? EmailAddress("helo@\(text.name)").domain,
            let name = DomainName.ascii(domain)
        {
            return name
        }
        report.add(RelayFinding.badHelo(text.name), at: text.position)
        return nil
    }

    private func rate(_ reader: MappingReader) -> RateCap? {
        guard let text = reader.text("rate") else { return nil }
        // What is leased must be sent before the lease ends.
        if let rate = RateCap(text.name, units: "smh"), rate.interval <= .seconds(60) {
            return rate
        }
        report.add(RelayFinding.badRate(text.name), at: text.position)
        return nil
    }

    // MARK: TLS

    private func tls(_ reader: MappingReader) -> SMTPRelay.TLS? {
        guard let text = reader.text("tls") else { return nil }
        switch text.name.lowercased() {
        case "required": return .required
        case "none": return SMTPRelay.TLS.none
        default:
            report.add(RelayFinding.badTLS(text.name), at: text.position)
            return nil
        }
    }

    /// Whether mail goes in clear text only where that was asked for.
    private func isMeant(
        _ tls: SMTPRelay.TLS?, for server: SMTPRelay, _ reader: MappingReader
    ) -> Bool {
        let finding: RelayFinding
        if server.tls == .fromStart, tls == SMTPRelay.TLS.none {
            finding = .clearTextOverTLS(endpoint: server.endpoint)
        } else if server.tls == .none, !SMTPRelay.isLoopback(server.host),
            reader.flag("insecure") != true
        {
            finding = .clearText(host: server.host)
        } else {
            return true
        }
        report.add(finding, at: reader.position(of: "tls"))
        return false
    }

    private func authorities(_ reader: MappingReader) -> String? {
        guard let text = reader.text("ca") else { return nil }
        let path = Configuration.path(text.name, in: folder)
        do {
            let bytes = try Data(contentsOf: URL(filePath: path))
            if !AuthorityFile.holdsCertificate(String(decoding: bytes, as: UTF8.self)) {
                report.add(RelayFinding.noCertificate(text.name), at: text.position)
            }
        } catch {
            report.add(
                RelayFinding.noAuthorities(text.name, reason: FileTrouble.words(for: error)),
                at: text.position)
        }
        return path
    }

    // MARK: The login

    private func checkLogin(_ reader: MappingReader) {
        let proofs = ["password", "token"].filter { reader.has($0) }
        if !reader.has("username") {
            for key in proofs {
                report.add(RelayFinding.proofWithoutUser(key: key), at: reader.position(of: key))
            }
        } else if proofs.isEmpty {
            report.add(RelayFinding.userWithoutProof, at: reader.position(of: "username"))
        }
        if proofs.count > 1 {
            report.add(RelayFinding.passwordAndToken, at: reader.position(of: "token"))
        }
    }

    private func secret(_ text: Text, key: String) -> SecretReference? {
        if let reference = SecretReference(text.name) { return reference }
        report.add(RelayFinding.proofInFile(key: key), at: text.position)
        return nil
    }

    private func token(_ reader: MappingReader) -> RelayToken? {
        switch reader.node("token") {
        case nil: return nil
        case .mapping(let mapping):
            let command = MappingReader(
                mapping, of: "a token", keys: ConfigurationKeys.token.names, report: report)
            guard var words = command.texts("command")?.map(\.name) else {
                command.reportMissing(RelayFinding.noCommand)
                return nil
            }
            guard let program = words.first, program.contains("/") else {
                report.add(
                    RelayFinding.commandWithoutPath(words.first ?? ""),
                    at: command.position(of: "command"))
                return nil
            }
            words[0] = Configuration.path(program, in: folder)
            return .command(words)
        case .text(let text): return secret(text, key: "token").map(RelayToken.secret)
        case .list(let list):
            report.add(RelayFinding.proofInFile(key: "token"), at: list.position)
            return nil
        }
    }
}

extension Node {
    /// Where a relay's address stands in it.
    fileprivate var urlPosition: SourcePosition {
        if case .mapping(let mapping) = self {
            mapping["url"]?.value.position ?? position
        } else {
            position
        }
    }
}

/// A file of certificates as OpenSSL reads it: only what stands between PEM's
/// lines counts.
enum AuthorityFile {
    /// Whether one of its blocks may be a certificate: what is base64 of a
    /// sequence (RFC 7468, RFC 5280 section 4.1).
    static func holdsCertificate(_ text: String) -> Bool {
        var block: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if labels.contains(where: { line == "-----BEGIN \($0)-----" }) {
                block = ""
            } else if line.hasPrefix("-----END ") {
                if let body = block, Data(base64Encoded: body)?.first == 0x30 { return true }
                block = nil
            } else {
                block?.append(line)
            }
        }
        return false
    }

    private static let labels = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"]
}
