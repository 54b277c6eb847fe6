package import Almanac
package import Documents
import Digests
import Dispatching
package import Foundation
import Matching
package import Newswire
import Transfer

/// Reads nashra.yaml.
///
/// The keys are those of `ConfigurationKeys`. What `http` has beside `public`, and
/// `keep.articles` are known and not used yet: they earn a warning.
package struct ConfigurationReader {
    private let zones: ZoneFolder
    private let environment: [String: String]

    package init(zones: ZoneFolder, environment: [String: String]) {
        self.zones = zones
        self.environment = environment
    }

    /// The file's configuration and what is wrong with it; without a file the
    /// defaults. The configuration is whole even if there are errors, each
    /// mistake standing as its default, and must not be used to send then.
    package func configuration(file: String) -> (Configuration, [Diagnostic]) {
        let url = URL(filePath: file)
        let folder = url.deletingLastPathComponent().absoluteURL
        guard FileManager.default.fileExists(atPath: file) else {
            return (defaults(in: folder), [])
        }
        do {
            let bytes = try Data(contentsOf: url)
            return configuration(Document(Array(bytes), file: file), folder: folder)
        } catch {
            let finding = ConfigurationFinding.unreadable(reason: FileTrouble.words(for: error))
            return (defaults(in: folder), [finding.diagnostic(in: file, at: nil)])
        }
    }

    /// The configuration of a document.
    package func configuration(
        _ document: Document, folder: URL
    ) -> (Configuration, [Diagnostic]) {
        var configuration = defaults(in: folder)
        configuration.file = document.file
        let report = Report(file: document.file, diagnostics: document.diagnostics)
        switch document.root {
        case nil: break
        case .mapping(let mapping)?:
            read(
                MappingReader(
                    mapping, of: "nashra.yaml",
                    keys: ConfigurationKeys.file.names, isComplete: document.isComplete,
                    report: report),
                into: &configuration)
        case let node?:
            report.add(ConfigurationFinding.noMapping, at: node.position)
        }
        return (configuration, report.diagnostics.sorted())
    }

    private func defaults(in folder: URL) -> Configuration {
        Configuration(
            folder: folder, timeZone: zones.machineZoneName(environment: environment),
            from: MailReader.usualFrom,
            relay: RelaySettings(
                relay: .maildir(path: Configuration.path("var/mail", in: folder))))
    }

    private func read(_ reader: MappingReader, into configuration: inout Configuration) {
        let folder = configuration.folder
        if let text = reader.text("store") {
            configuration.store = Configuration.path(text.name, in: folder)
        }
        if let text = reader.text("subscribers") {
            configuration.subscribers = Configuration.path(text.name, in: folder)
        }
        if let text = reader.text("templates") {
            configuration.templates = Configuration.path(text.name, in: folder)
        }
        if let text = reader.text("regions") {
            configuration.regions = Configuration.path(text.name, in: folder)
        }
        if let language = language(reader) { configuration.language = language }
        if let zone = zone(reader) { configuration.timeZone = zone }
        if let mapping = reader.mapping("channels") {
            configuration.channels = ChannelReader(
                policy: .house, payloads: Theme.payloads(in: configuration.templates),
                report: reader.report
            ).channels(mapping)
            for channel in configuration.channels {
                configuration.secrets.formUnion(channel.target.secrets)
            }
        }
        KeepingReader(report: reader.report).read(reader, into: &configuration)
        if let nodes = reader.list("sources") {
            configuration.sources = SourceReader(report: reader.report, folder: folder)
                .sources(nodes)
        }
        let secrets = Secrets(folder: folder, environment: environment)
        if let mapping = reader.mapping("mail") {
            MailReader(report: reader.report, secrets: secrets)
                .read(mapping, into: &configuration)
        }
        WayBackReader(report: reader.report, secrets: secrets).read(reader, into: &configuration)
        if let mapping = reader.mapping("network") { readNetwork(mapping, reader, &configuration) }
    }

    private func language(_ reader: MappingReader) -> LanguageTag? {
        guard let text = reader.text("language") else { return nil }
        if let language = LanguageTag(text.name) { return language }
        reader.report.add(ConfigurationFinding.badLanguage(text.name), at: text.position)
        return nil
    }

    private func zone(_ reader: MappingReader) -> String? {
        guard let text = reader.text("timezone") else { return nil }
        do {
            return try zones.zone(named: text.name).name
        } catch {
            reader.report.add(
                ConfigurationFinding.badZone(text.name, nearest: zones.nearest(to: text.name)),
                at: text.position)
            return nil
        }
    }

    private func readNetwork(
        _ mapping: Mapping, _ outer: MappingReader, _ configuration: inout Configuration
    ) {
        let reader = MappingReader(
            mapping, of: "network", keys: ConfigurationKeys.network.names, report: outer.report)
        if let text = reader.text("proxy") {
            if text.name.holdsUserInfo {
                outer.report.add(
                    ConfigurationFinding.passwordInURL(key: "proxy"), at: text.position)
            } else {
                configuration.proxy = text.name
            }
        }
        // An empty list is the default written out.
        guard let texts = reader.names("allow") else { return }
        for text in texts {
            do {
                _ = try AddressGuard(allowing: [text.name])
                configuration.allow.append(text.name)
            } catch {
                outer.report.add(ConfigurationFinding.badAllow(error), at: text.position)
            }
        }
    }
}

extension Channel.Target {
    /// The references it holds.
    fileprivate var secrets: [SecretReference] {
        let texts: [ConfiguredText?] =
            switch self {
            case .email, .readers: []
            case .chat(let route): route.texts
            case .webhook(let url, let secret, _): [url, secret]
            }
        return texts.compactMap { text in
            if case .secret(let reference)? = text { reference } else { nil }
        }
    }
}
