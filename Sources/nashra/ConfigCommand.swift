import ArgumentParser
import Daemon
import Digests
import Dispatching
import Documents
import Foundation
import Newswire
import Transfer

struct ConfigCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Shows the values in force, secrets masked.",
        discussion: "Exit code 78 if nashra.yaml has an error.")

    @OptionGroup var common: CommonOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        let (configuration, diagnostics) = try readConfiguration()
        console.note(diagnostics)
        let installation = Installation(
            configuration: configuration, zones: .init(),
            environment: ProcessInfo.processInfo.environment)
        let effective = Effective(configuration, secrets: installation.secrets)
        if console.json {
            try console.print(json: effective)
        } else {
            for line in effective.lines { console.print(line) }
        }
        return diagnostics.hasErrors ? .badConfiguration : .done
    }

    /// The configuration as it is printed. References are shown, never what
    /// they hold.
    private struct Effective: Encodable {
        var file: String?
        var store: String
        var subscribers: String
        var templates: String
        var regions: String
        var language: String
        var timezone: String
        var key: [String]
        var sources: [String]
        var channels: [String]
        var `operator`: [String]
        var keep: [String: String]
        var from: String
        var replyTo: String?
        var bounces: String?
        var redirect: String?
        var `public`: String?
        var dkim: [Signer]
        var relays: [String]
        var allow: [String]
        var proxy: String?

        /// A key that signs mail, and what DNS must say of it.
        struct Signer: Encodable {
            var domain: String
            var selector: String
            var key: String
            var recordName: String?
            var record: String?

            init(_ settings: DKIMSettings, secrets: Secrets) {
                domain = settings.domain
                selector = settings.selector
                key = settings.key.description
                guard let key = try? settings.load(from: secrets) else { return }
                recordName = key.recordName
                record = key.record
            }

            var lines: [String] {
                let line = "mail.dkim: domain \(domain), selector \(selector), key \(key)"
                guard let recordName, let record else { return [line] }
                return [line, "  DNS: \(recordName) TXT \"\(record)\""]
            }
        }

        init(_ configuration: Configuration, secrets: Secrets) {
            file = configuration.file
            store = configuration.store
            subscribers = configuration.subscribers
            templates = configuration.templates
            regions = configuration.regions
            language = configuration.language.tag
            timezone = configuration.timeZone
            key = configuration.keys.map(\.description)
            sources = configuration.sources.map { "\($0.name): \($0.place.address)" }
            channels = configuration.channels.map { "\($0.name): \($0.target.kind.key)" }
            `operator` = configuration.operatorChannels.map(\.name)
            let days = configuration.keepDeliveries.components.seconds / 86_400
            keep = ["deliveries": "\(days)d"]
            from = configuration.mail.from.description
            replyTo = configuration.mail.replyTo?.description
            bounces = configuration.mail.bounces?.description
            redirect = configuration.mail.redirect?.description
            `public` = configuration.mail.site
            dkim = configuration.dkim.map { Signer($0, secrets: secrets) }
            relays = configuration.relays.map(Self.line)
            allow = configuration.allow
            proxy = configuration.proxy
        }

        /// All of a relay, in the order of its keys.
        private static func line(_ settings: RelaySettings) -> String {
            var parts = [settings.relay.endpoint]
            if let username = settings.username { parts.append("username \(username)") }
            if let password = settings.password { parts.append("password \(password)") }
            switch settings.token {
            case .secret(let reference): parts.append("token \(reference)")
            case .command(let words):
                parts.append("token by command \(words.joined(separator: " "))")
            case nil: break
            }
            if case .smtp(let server) = settings.relay {
                if let authorities = server.authorities { parts.append("ca \(authorities)") }
                if let helo = server.helo { parts.append("helo \(helo)") }
                parts.append("tls \(server.tls.rawValue)")
            }
            parts.append("sessions \(settings.sessions)")
            if let rate = settings.rate { parts.append("rate \(rate.written)") }
            return parts.joined(separator: ", ")
        }

        var lines: [String] {
            var lines = [
                file.map { "read from \($0)" } ?? "no nashra.yaml: every value is the default",
                "store: \(store)", "subscribers: \(subscribers)", "templates: \(templates)",
                "regions: \(regions)", "language: \(language)", "timezone: \(timezone)",
            ]
            for (index, reference) in key.enumerated() {
                lines.append("key: \(reference)" + (index == 0 ? "" : " (verifies only)"))
            }
            for source in sources { lines.append("source \(source)") }
            for channel in channels { lines.append("channel \(channel)") }
            if !`operator`.isEmpty {
                lines.append("operator: \(`operator`.joined(separator: ", "))")
            }
            for (key, value) in keep { lines.append("keep.\(key): \(value)") }
            lines.append("mail.from: \(from)")
            for (key, value) in [
                ("mail.reply-to", replyTo), ("mail.bounces", bounces),
                ("mail.redirect", redirect), ("http.public", `public`),
                ("network.proxy", proxy),
            ] {
                if let value { lines.append("\(key): \(value)") }
            }
            for signer in dkim { lines += signer.lines }
            for relay in relays { lines.append("relay \(relay)") }
            if !allow.isEmpty { lines.append("network.allow: \(allow.joined(separator: ", "))") }
            return lines
        }
    }
}
