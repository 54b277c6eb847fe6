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
        configuration.mail.replyTo = replyTo(reader)
        configuration.mail.bounces = bounces(reader)
        configuration.mail.redirect = mailbox("redirect", reader)?.address
        readDKIM(reader, into: &configuration)
        let relays = RelayReader(report: report, folder: configuration.folder).relays(reader)
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

    /// What stands in the head of every mail, whoever it is for, must be writable
    /// in ASCII.
    private func replyTo(_ reader: MappingReader) -> Mailbox? {
        guard let mailbox = mailbox("reply-to", reader), let text = reader.text("reply-to")
        else { return nil }
        let address = mailbox.address
        guard address.local.utf8.allSatisfy({ $0 < 0x80 }) else {
            report.add(
                ConfigurationFinding.replyBeyondASCII(address.description), at: text.position)
            return nil
        }
        guard DomainName.ascii(address.domain) != nil else {
            report.add(
                ConfigurationFinding.badMailbox(text.name, .badDomain(address.domain)),
                at: text.position)
            return nil
        }
        return mailbox
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
}
