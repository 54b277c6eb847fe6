import Almanac
import Daemon
import Digests
import Dispatching
import Foundation
import Matching
import Newswire

extension NewsCommand {
    /// The installation that nashra.yaml sets up. Its warnings are noted; with
    /// an error in it nothing is done.
    func installation(_ console: Console) throws -> Installation {
        let (configuration, diagnostics) = try readConfiguration()
        console.note(diagnostics)
        guard !diagnostics.hasErrors else {
            throw Failure(.badConfiguration, "'\(configuration.file ?? "")' has errors")
        }
        return Installation(
            configuration: configuration, zones: ZoneFolder(),
            environment: ProcessInfo.processInfo.environment)
    }

    /// The configuration and all that is wrong with it.
    func readConfiguration() throws -> (Configuration, [Diagnostic]) {
        if let named = common.config, !FileManager.default.fileExists(atPath: named) {
            throw Failure(.missingInput, "there is no file '\(named)'")
        }
        let reader = ConfigurationReader(
            zones: ZoneFolder(), environment: ProcessInfo.processInfo.environment)
        return reader.configuration(file: common.config ?? "nashra.yaml")
    }

    /// The newsroom of a store that is there, for commands that have nothing to do
    /// without one: none is made.
    func openRecorded(_ installation: Installation) throws -> Newsroom {
        guard FileManager.default.fileExists(atPath: installation.configuration.store) else {
            throw missingStore(installation)
        }
        return try installation.open()
    }

    /// What is said where there is no store.
    func missingStore(_ installation: Installation) -> Failure {
        let configuration = installation.configuration
        return Failure(
            .missingInput,
            "there is no store '\(configuration.store)'"
                + (configuration.file.map {
                    ": nothing was recorded with '\($0)' yet, or it is the wrong one: name "
                        + "the right one with --config"
                }
                    ?? " and no nashra.yaml here: name with --config that of the Nashra that sends")
        )
    }

    /// The theme; its mistakes are noted and stop the command.
    func theme(_ installation: Installation, _ console: Console) throws -> Theme {
        do throws(ThemeProblem) {
            let theme = try installation.theme()
            console.note(theme.warnings)
            return theme
        } catch {
            console.note(error.diagnostics)
            throw Failure(
                .unreadable,
                "the templates in '\(installation.configuration.templates)' have errors")
        }
    }

    /// The rules in force. What is wrong with files is noted, and keeps only
    /// those files out. Addresses in it are masked, as what those who ask for these
    /// rules say may end in logs; `check` says more.
    func rules(_ newsroom: Newsroom, _ console: Console) async throws -> Rulebase {
        let (rules, diagnostics) = try await newsroom.shelf.load(progress: progress(console))
        console.clearProgress()
        console.noteBriefly(diagnostics, masked: true)
        return rules
    }

    /// The files as they stand, for commands that need no store.
    func lookUpRules(
        _ installation: Installation, _ console: Console
    ) async throws -> LoadedFolder {
        let loaded = await installation.lookUpRules(progress: progress(console))
        console.clearProgress()
        if loaded.isMissing { throw MissingFolder(path: installation.configuration.subscribers) }
        return loaded
    }

    /// Says how far the reading of subscribers' files is.
    func progress(_ console: Console) -> FolderLoader.Progress {
        { done, total in console.progress("reading subscribers' files: \(done) of \(total)") }
    }

    /// What is said of a subscriber that there is not.
    func unknown(_ id: SubscriberID, _ installation: Installation) -> Failure {
        let nearest = installation.nearestSubscriber(to: id.id)
        return Failure(
            .missingInput,
            "there is no subscriber \(Diagnostic.quoted(id.id))"
                + (nearest.map { ", did you mean \(Diagnostic.quoted($0.id))?" } ?? ""))
    }

    /// Those of the names that are subscribers: by a file, or by what the store
    /// knows of one whose file is gone. No store is made.
    func known(
        _ names: Set<String>, _ installation: Installation
    ) async throws -> [String: SubscriberID] {
        var known: [String: SubscriberID] = [:]
        var others: [String: SubscriberID] = [:]
        for name in names {
            guard let id = SubscriberName.id(ofPath: name) else { continue }
            if installation.path(of: id) != nil { known[name] = id } else { others[name] = id }
        }
        guard !others.isEmpty, let store = try installation.recordedStore() else { return known }
        let recorded = try await store.read { [others] records in
            let suppressed = Set(try records.suppressions().compactMap(\.subscriber))
            return try others.filter {
                try suppressed.contains($0.value) || records.knows($0.value)
            }
        }
        return known.merging(recorded) { $1 }
    }

    /// The named subscribers, each once; everyone for no name.
    func subscribers(named names: [String], in rules: Rulebase) throws -> [Subscriber] {
        guard !names.isEmpty else { return rules.everyone }
        var seen: Set<SubscriberID> = []
        return try names.compactMap { name in
            let id = SubscriberID(name.precomposedStringWithCanonicalMapping)
            guard seen.insert(id).inserted else { return nil }
            guard let subscriber = rules.subscribers[id] else {
                let known = rules.everyone.map(\.id.id)
                let nearest = NearMiss.nearest(to: name, among: known)
                throw Failure(
                    .missingInput,
                    "there is no subscriber \(Diagnostic.quoted(name)) in force"
                        + (nearest.map { ", did you mean \(Diagnostic.quoted($0))?" } ?? ""))
            }
            return subscriber
        }
    }
}
