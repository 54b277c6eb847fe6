import ArgumentParser
import Daemon
import Dispatching
import Documents
import Foundation
import Matching
import Newswire
import Storage

struct TryCommand: NewsCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Rehearses an edited file, or a query, on the recorded articles.",
        discussion: """
            Shows what it would bring and no longer bring beside the version in force, how much \
            a day, and by which term. Changes nothing. A file below the folder of subscribers is \
            set beside its last accepted version; any other, or -, beside the subscriber of \
            --subscriber. With --query that subscriber's rules get one more.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The edited file, or -.") var file: String?
    // A query may begin with a hyphen.
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("A query instead of a file.", valueName: "text"))
    var query: String?
    @Option(help: ArgumentHelp("Whose rules it is set beside.", valueName: "id"))
    var subscriber: String?
    @Option(
        help: ArgumentHelp(
            "On articles received within this time: 14d, 36h.", valueName: "duration"))
    var since = "14d"
    @Flag(help: "Show every article, not the newest twenty of each kind.") var all = false

    func validate() throws {
        if (file == nil) == (query == nil) {
            throw ValidationError("expected a file, or --query with the text of one")
        }
        _ = try SinceOption.duration(since)
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let installation = try installation(console)
        let store = try openRecorded(installation).store
        let edition = try edition(installation, store, console)
        let now = installation.clock.now()
        let start = now - (try SinceOption.duration(since))
        let rehearsal = Rehearsal(
            of: edition.after, beside: edition.before, store: store,
            analyzer: installation.analyzer, places: installation.gazetteer)
        var report = RehearsalReport(console: console, limit: all ? nil : 20)
        let tally = try await rehearsal.run(since: start, now: now) { done, total in
            console.progress("rehearsing: \(done) of \(total) articles")
        } each: { article in
            try report.take(article)
        }
        console.clearProgress()
        try report.finish(
            tally, of: edition.after.subscriber.id, isNew: edition.before == nil, since: since)
        return .done
    }

    /// What is tried, and what it is set beside.
    private struct Edition {
        var after: RuleBook.Entry
        /// Nil for a subscriber that is new.
        var before: RuleBook.Entry?
    }

    private func edition(
        _ installation: Installation, _ store: Store, _ console: Console
    ) throws -> Edition {
        let named = subscriber.map { SubscriberID($0.precomposedStringWithCanonicalMapping) }
        if let query { return try edition(query, named, installation, store, console) }
        let path = file ?? "-"
        let bytes = try GivenFile.bytes(of: path)
        let standing = path == "-" ? nil : installation.subscriber(at: path)
        let id = standing ?? named
        let before = try id.flatMap { id in
            try installation.versionInForce(of: id, fileIsEdited: standing == id, store: store)
        }
        // Read as if it stood where it is to stand, for a list of readers is
        // named from there; what is wrong with it is wrong where it is.
        let place = standing == nil ? id.flatMap(installation.path(of:)) ?? path : path
        let content = installation.subscriberReader.read(
            bytes, id: id ?? SubscriberID("-"), path: place)
        if let id, before == nil, standing == nil { throw unknown(id, installation) }
        console.note(
            content.diagnostics.map { diagnostic in
                var shown = diagnostic
                if shown.file == place { shown.file = path }
                return shown
            })
        guard let after = content.entry else {
            throw Failure(.unreadable, "'\(path)' has errors")
        }
        if id == nil {
            console.note(
                "nashra: set beside nothing: --subscriber says whose rules '\(path)' is to replace")
        }
        return Edition(after: after, before: before?.entry)
    }

    /// The subscriber's rules and one more, or that one alone.
    private func edition(
        _ text: String, _ id: SubscriberID?, _ installation: Installation, _ store: Store,
        _ console: Console
    ) throws -> Edition {
        let before =
            try id.map { id in
                guard
                    let file = try installation.versionInForce(
                        of: id, fileIsEdited: false, store: store)
                else {
                    throw unknown(id, installation)
                }
                return file.entry
            } ?? nil
        let (after, diagnostics) = installation.subscriberReader.entry(
            adding: text, to: before, shownAs: "--query")
        console.note(diagnostics)
        guard let after else { throw Failure(.unreadable, "the query has errors") }
        return Edition(after: after, before: before)
    }
}

/// A time to look back, as options take it.
enum SinceOption {
    static func duration(_ text: String) throws -> Duration {
        guard let duration = Duration(writtenIn: text), duration > .zero else {
            throw ValidationError("'\(text)' is no duration, such as 36h, 14d, 2w or 1y")
        }
        return duration
    }
}

/// A subscriber's file that a command is given by its path or on standard input.
enum GivenFile {
    static func bytes(of path: String) throws -> Data {
        if path == "-" { return try StandardInput.bytes() }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Failure(.missingInput, "there is no file '\(path)'")
        }
        if isFolder.boolValue { throw Failure(.missingInput, "'\(path)' is a folder") }
        do {
            // Pipes have no size to be asked for, so they are read to their end.
            return try FileHandle(forReadingFrom: URL(filePath: path)).readToEnd() ?? Data()
        } catch {
            throw Failure(
                .missingInput, "'\(path)' can't be read: \(FileTrouble.words(for: error))")
        }
    }
}
