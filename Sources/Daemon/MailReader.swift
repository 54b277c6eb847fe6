import Dispatching
import Documents
import Newswire
import Transfer

/// Reads what stands under `mail`.
struct MailReader {
    let report: Report
    let secrets: Secrets

    /// The sender where nashra.yaml names none.
    static let usualFrom: Mailbox = {
        do {
            return Mailbox(name: "Nashra", address: try EmailAddress("nashra@localhost"))
        } catch {
            preconditionFailure("the built-in sender is an address")
        }
    }()

    func read(_ mapping: Mapping, into configuration: inout Configuration) {
        let reader = MappingReader(
            mapping, of: "mail",
            keys: ConfigurationKeys.mail.names, report: report)
        if let from = mailbox("from", reader) { configuration.mail.from = from }
        configuration.mail.replyTo = mailbox("reply-to", reader)
        configuration.mail.bounces = bounces(reader)
        configuration.mail.redirect = mailbox("redirect", reader)?.address
        readDKIM(reader, into: &configuration)
        if reader.has("relay"), reader.has("relays") {
            report.add(
                ConfigurationFinding.relayAndRelays, at: reader.position(of: "relay"))
        }
        var relays: [RelaySettings] = []
        if let text = reader.text("relay"), let relay = relay(text, tls: nil, configuration) {
            relays.append(RelaySettings(relay: relay))
        }
        if let nodes = reader.list("relays") {
            relays += nodes.compactMap { self.settings($0, configuration) }
            if nodes.isEmpty {
                report.add(
                    ConfigurationFinding.emptyRelays, at: reader.position(of: "relays"))
            }
        }
        for relay in relays {
            if let password = relay.password { configuration.secrets.insert(password) }
            if case .secret(let token)? = relay.token { configuration.secrets.insert(token) }
        }
        if !relays.isEmpty { configuration.relays = relays }
    }

    private func readDKIM(_ reader: MappingReader, into configuration: inout Configuration) {
        guard let nodes = reader.list("dkim") else { return }
        if nodes.isEmpty { report.add(DKIMFinding.noKeys, at: reader.position(of: "dkim")) }
        configuration.dkim = DKIMReader(
            report: report, secrets: secrets, from: configuration.mail.from.address
        ).settings(nodes)
        configuration.secrets.formUnion(configuration.dkim.map(\.key))
    }

    private func mailbox(_ key: String, _ reader: MappingReader) -> Mailbox? {
        guard let text = reader.text(key) else { return nil }
        do {
            return try Mailbox(text.name)
        } catch {
            report.add(ConfigurationFinding.badMailbox(text.name, error), at: text.position)
            return nil
        }
    }

    private func bounces(_ reader: MappingReader) -> EmailAddress? {
        guard let address = mailbox("bounces", reader)?.address else { return nil }
        if address.local.utf8.count > WayBack.longestLocalPart {
            report.add(
                WayBackFinding.longReturnPath(address.description),
                at: reader.text("bounces")?.position)
            return nil
        }
        return address
    }

    private func settings(_ node: Node, _ configuration: Configuration) -> RelaySettings? {
        if case .text(let text) = node {
            return relay(text, tls: nil, configuration).map { RelaySettings(relay: $0) }
        }
        guard case .mapping(let mapping) = node else {
            report.add(ConfigurationFinding.relayWithoutURL, at: node.position)
            return nil
        }
        let reader = MappingReader(
            mapping, of: "a relay",
            keys: ConfigurationKeys.relay.names, report: report)
        let sessions = reader.integer("sessions", in: ConfigurationKeys.sessions)
        let username = reader.text("username")?.name
        let password = reader.text("password").flatMap { secret($0, key: "password") }
        let token = self.token(reader, configuration)
        for key in ["password", "token"] where reader.has(key) && username == nil {
            report.add(
                ConfigurationFinding.proofWithoutUser(key: key), at: reader.position(of: key))
        }
        if reader.has("password"), reader.has("token") {
            report.add(ConfigurationFinding.passwordAndToken, at: reader.position(of: "token"))
        }
        let tls = self.tls(reader)
        guard let url = reader.text("url") else {
            reader.reportMissing(ConfigurationFinding.relayWithoutURL)
            return nil
        }
        guard var relay = relay(url, tls: tls, configuration) else { return nil }
        if case .smtp(let server) = relay, server.tls == .none,
            !SMTPRelay.isLoopback(server.host), reader.flag("insecure") != true
        {
            report.add(
                ConfigurationFinding.clearText(host: server.host),
                at: reader.position(of: "tls"))
            return nil
        }
        if let path = reader.text("ca")?.name, case .smtp(var server) = relay {
            server.authorities = Configuration.path(path, in: configuration.folder)
            relay = .smtp(server)
        }
        return RelaySettings(
            relay: relay, username: username, password: password, token: token,
            sessions: sessions ?? 4, rate: rate(reader))
    }

    private func rate(_ reader: MappingReader) -> RateCap? {
        guard let text = reader.text("rate") else { return nil }
        // What is leased must be sent before the lease ends.
        if let rate = RateCap(text.name, units: "smh"), rate.interval <= .seconds(60) {
            return rate
        }
        report.add(ConfigurationFinding.badRate(text.name), at: text.position)
        return nil
    }

    private func relay(
        _ text: Text, tls: SMTPRelay.TLS?, _ configuration: Configuration
    ) -> Relay? {
        do {
            let relay = try Relay(url: text.name, tls: tls)
            if case .maildir(let path) = relay {
                return .maildir(path: Configuration.path(path, in: configuration.folder))
            }
            return relay
        } catch {
            report.add(ConfigurationFinding.badRelay(error), at: text.position)
            return nil
        }
    }

    private func tls(_ reader: MappingReader) -> SMTPRelay.TLS? {
        guard let text = reader.text("tls") else { return nil }
        switch text.name.lowercased() {
        case "required": return .required
        case "none": return SMTPRelay.TLS.none
        default:
            report.add(ConfigurationFinding.badTLS(text.name), at: text.position)
            return nil
        }
    }

    private func secret(_ text: Text, key: String) -> SecretReference? {
        if let reference = SecretReference(text.name) { return reference }
        report.add(ConfigurationFinding.passwordInFile(key: key), at: text.position)
        return nil
    }

    private func token(_ reader: MappingReader, _ configuration: Configuration) -> RelayToken? {
        switch reader.node("token") {
        case nil: return nil
        case .mapping(let mapping):
            let command = MappingReader(
                mapping, of: "a token", keys: ConfigurationKeys.token.names, report: report)
            guard var words = command.texts("command")?.map(\.name) else {
                command.reportMissing(ConfigurationFinding.noCommand)
                return nil
            }
            guard let program = words.first, program.contains("/") else {
                report.add(
                    ConfigurationFinding.commandWithoutPath(words.first ?? ""),
                    at: command.position(of: "command"))
                return nil
            }
            words[0] = Configuration.path(program, in: configuration.folder)
            return .command(words)
        case .text(let text): return secret(text, key: "token").map(RelayToken.secret)
        case .list(let list):
            report.add(ConfigurationFinding.passwordInFile(key: "token"), at: list.position)
            return nil
        }
    }
}
