package import Almanac
package import Analysis
package import Digests
package import Dispatching
import Foundation
package import Matching
package import Newswire
package import Signing
import Storage
package import Transfer

/// One Nashra as nashra.yaml sets it up: makes each part from its piece of the
/// configuration. What needs the store or the network is made when asked for.
package struct Installation: Sendable {
    package let configuration: Configuration
    package let zones: ZoneFolder
    /// With the desk's own names.
    package let gazetteer: Gazetteer
    /// What is wrong with the desk's files of names.
    package let gazetteerProblems: [Diagnostic]
    package let clock: NewsClock
    package let secrets: Secrets

    package init(
        configuration: Configuration, zones: ZoneFolder, environment: [String: String],
        clock: NewsClock = .machine
    ) {
        self.configuration = configuration
        self.zones = zones
        self.clock = clock
        let desk = DeskRegions(folder: configuration.regions)
        gazetteer =
            desk.files.isEmpty
            ? .standard : Gazetteer(files: Gazetteer.ownFiles, desk: desk.files)
        gazetteerProblems = desk.problems + gazetteer.problems
        secrets = Secrets(folder: configuration.folder, environment: environment)
    }

    package var analyzer: Analyzer {
        let countries = configuration.sources.compactMap { source in
            source.country.map { (source.name, $0) }
        }
        return Analyzer(
            gazetteer: gazetteer,
            countries: Dictionary(countries, uniquingKeysWith: { first, _ in first }))
    }

    /// Reads subscribers' files with the topics in force.
    package var subscriberReader: SubscriberFileReader {
        var reader = bareReader
        reader.topics =
            TopicsFile.read(in: configuration.subscribers, places: gazetteer) {
                try? storeIfAny?.read { try $0.lastAccepted(TopicsFile.id) }
            }.topics
        return reader
    }

    private var bareReader: SubscriberFileReader {
        SubscriberFileReader(
            defaults: configuration.houseDefaults, places: gazetteer, zones: zones,
            folder: configuration.subscribers)
    }

    package var editor: BulletinEditor { BulletinEditor(gazetteer: gazetteer) }

    /// The theme of the templates' folder.
    package func theme() throws(ThemeProblem) -> Theme {
        try Theme.load(
            folder: URL(filePath: configuration.templates), shownAs: configuration.templates)
    }

    /// - Parameter tokens: see `tokens()`.
    package func sealer(_ theme: Theme, tokens: TokenSigner?) -> Sealer {
        Sealer(composer: Composer(theme: theme), mail: configuration.mail, tokens: tokens)
    }

    package func network() throws(AddressGuardProblem) -> NetworkSettings {
        NetworkSettings(
            guardian: try AddressGuard(allowing: configuration.allow),
            proxy: configuration.proxy)
    }

    /// The relays with their passwords and where their tokens are. One whose
    /// reference leads to nothing is `unusable`.
    private var loggedInRelays: [Relay] {
        configuration.relays.map { settings in
            guard case .smtp(var server) = settings.relay, let username = settings.username
            else { return settings.relay }
            do throws(MissingSecret) {
                server.credentials = try credentials(username, settings)
                return .smtp(server)
            } catch {
                return .unusable(endpoint: server.endpoint, explanation: error.explanation)
            }
        }
    }

    /// How mail goes out. Without all the keys that are to sign it no relay is of
    /// use: what is unsigned is taken for a forgery.
    package var mailWay: MailWay {
        let relays = loggedInRelays
        do throws(DKIMKeyProblem) {
            return MailWay(relays: relays, keys: try dkimKeys())
        } catch {
            let explanation = error.explanation
            return MailWay(
                relays: relays.map {
                    .unusable(endpoint: $0.endpoint, explanation: explanation)
                }, keys: [])
        }
    }

    private func credentials(
        _ username: String, _ settings: RelaySettings
    ) throws(MissingSecret) -> SMTPCredentials {
        func value(_ reference: SecretReference) throws(MissingSecret) -> String {
            guard let value = secrets.value(of: reference) else {
                throw MissingSecret(reference: reference)
            }
            return value
        }
        switch settings.token {
        case .command(let words):
            return SMTPCredentials(username: username, token: .command(words))
        case .secret(let reference):
            let token = try value(reference)
            guard case .file(let path) = reference else {
                return SMTPCredentials(username: username, token: .text(token))
            }
            return SMTPCredentials(
                username: username, token: .file(path: secrets.path(ofFile: path)))
        case nil:
            let password = try settings.password.map(value) ?? ""
            return SMTPCredentials(username: username, password: password)
        }
    }

    /// A warning for each reference of nashra.yaml that leads to nothing here. A
    /// first key that is a file is made when it is needed.
    package var missingSecrets: [Diagnostic] {
        configuration.secrets.compactMap { reference in
            do throws(Secrets.Absence) {
                _ = try secrets.contents(of: reference)
                return nil
            } catch {
                let isMadeLater = error == .unreadable(code: ENOENT)
                guard !isMadeLater || reference != configuration.keys.first else { return nil }
                return Diagnostic(
                    .warning, id: "missing-secret", file: configuration.file ?? "",
                    message: MissingSecret(reference: reference).explanation)
            }
        }
    }

    /// The same for subscribers' files, where the reference stands.
    package func missingSecrets(of files: [SubscriberFile]) -> [Diagnostic] {
        var known: [SecretReference: Bool] = [:]
        func leadsSomewhere(_ reference: SecretReference) -> Bool {
            if let known = known[reference] { return known }
            let isFound = secrets.value(of: reference) != nil
            known[reference] = isFound
            return isFound
        }
        return files.flatMap { file in
            file.references.filter { !leadsSomewhere($0.reference) }.map { placed in
                Diagnostic(
                    .warning, id: "missing-secret", file: file.path, position: placed.position,
                    message: MissingSecret(reference: placed.reference, referrer: "this file")
                        .explanation)
            }
        }
    }

    /// The store if there is one, for commands that can do without: who needs
    /// it opens it, and hears why it can't be.
    private var storeIfAny: Store? {
        let path = configuration.store
        return FileManager.default.fileExists(atPath: path) ? try? Store(path: path) : nil
    }

    /// The subscribers' addresses that nothing is written to any more, and why.
    package func suppressions(
        of subscribers: [Subscriber]
    ) -> [SubscriberID: [EmailAddress: String]] {
        (try? storeIfAny?.read { try $0.suppressions(of: subscribers) }) ?? [:]
    }

    /// The subscribers' files as they stand, a broken or missing one as it was
    /// last accepted if there is a store that knows; notes nothing.
    package func lookUpRules(
        progress: @escaping FolderLoader.Progress = { _, _ in }
    ) async -> LoadedFolder {
        await loader(progress).load()
    }

    /// One of these files by its path; nil if there is none.
    package func lookUpFile(_ path: String) -> LoadedFolder.File? {
        loader { _, _ in }.file(at: path)
    }

    private func loader(_ progress: @escaping FolderLoader.Progress) -> FolderLoader {
        let archive = storeIfAny.map {
            StoredArchive(store: $0, at: clock.now(), unnoticedIn: configuration.subscribers)
        }
        return FolderLoader(
            folder: configuration.subscribers, reader: bareReader,
            archive: archive?.archive ?? .empty, progress: progress)
    }

    /// Opens the store with everything that works on it.
    package func open() throws -> Newsroom {
        try Newsroom(self)
    }
}

/// How mail goes out: by these relays, the first that takes it, signed by each of
/// the keys. As it was when it was looked at.
package struct MailWay: Sendable {
    package var relays: [Relay]
    package var keys: [DKIMKey]

    /// The relays that can't be used, and why.
    package var unusable: [(endpoint: String, explanation: String)] {
        relays.compactMap { relay in
            guard case .unusable(let endpoint, let explanation) = relay else { return nil }
            return (endpoint, explanation)
        }
    }
}

/// A reference that leads to nothing.
package struct MissingSecret: Error, Hashable {
    package var reference: SecretReference
    /// Who refers to it.
    package var referrer = "nashra.yaml"

    /// One line, lower case, no full stop.
    package var explanation: String {
        switch reference {
        case .environment(let name):
            "the environment has no \(Diagnostic.quoted(name)), which \(referrer) refers to"
        case .file(let path):
            "the file \(Diagnostic.quoted(path)), which \(referrer) refers to, "
                + "can't be read or is empty"
        }
    }
}
