package import Matching
package import Newswire
package import Storage

/// Holds the rules in force, and keeps every accepted version of a file in the
/// store: a file that breaks stays in force as it last was, and one that
/// vanishes for less than a minute is not gone.
///
/// One load at a time: two that overlap may leave the older one on the shelf.
package actor RuleShelf {
    package typealias Loaded = (rules: Rulebase, diagnostics: [Diagnostic])

    /// What waits for a subscriber whose file is gone is kept for so long, in
    /// case it comes back.
    private static let memory = Duration.seconds(7 * 86_400)
    /// Of more files than this the store is asked once for all.
    private static let few = 200

    private let folder: String
    private let reader: SubscriberFileReader
    private let store: Store
    private let commits: GroupCommit
    private let clock: NewsClock
    private var last: LoadedFolder?
    private var rules: Rulebase?

    package init(
        folder: String, reader: SubscriberFileReader, store: Store, commits: GroupCommit,
        clock: NewsClock
    ) {
        self.folder = folder
        self.reader = reader
        self.store = store
        self.commits = commits
        self.clock = clock
    }

    /// Reads the folder and notes in the store what it holds; the second time
    /// only what has changed since. The diagnostics are of everything that is
    /// wrong with the files.
    ///
    /// Throws `MissingFolder`, and notes nothing, if there is no such folder:
    /// more likely a disk is missing than everyone has left.
    package func load(
        progress: @escaping FolderLoader.Progress = { _, _ in }
    ) async throws -> Loaded {
        let now = clock.now()
        let archive = StoredArchive(store: store, at: now)
        let loader = FolderLoader(
            folder: folder, reader: reader, archive: archive.archive, progress: progress)
        var loaded = await loader.load(after: last)
        // A store that can't be read must not cost a broken file its rules.
        if let failure = archive.failure { throw failure }
        guard !loaded.isMissing else { throw MissingFolder(path: folder) }
        try await remember(loaded, at: now)
        loaded.dropVersions()
        let rules = Rulebase(book: loaded.book, subscribers: loaded.subscribers)
        (last, self.rules) = (loaded, rules)
        return (rules, loaded.allDiagnostics)
    }

    /// Reads again only what stands at these paths of the folder, as one who
    /// watches it would name them; the diagnostics are of these files. The
    /// first time it is a whole load.
    package func reload(_ paths: [String]) async throws -> Loaded {
        guard var loaded = last, let rules else { return try await load() }
        // Only here, so that it is changed in place.
        last = nil
        let now = clock.now()
        let archive = StoredArchive(store: store, at: now)
        let loader = FolderLoader(folder: folder, reader: reader, archive: archive.archive)
        let touched = loader.reload(paths, in: &loaded)
        if let failure = archive.failure { throw failure }
        let files = touched.map { (id: $0, file: loaded.file(of: $0)) }
        try await remember(
            files.compactMap(\.file), loaded.topics,
            missing: touched.filter { loaded.file(of: $0)?.isVanished != false },
            at: now)
        loaded.dropVersions(of: touched)
        let changed = rules.replacing(
            files.map { ($0.id, $0.file?.inForce?.subscriber) }, book: loaded.book)
        (last, self.rules) = (loaded, changed)
        return (
            changed, loaded.topics.diagnostics + files.flatMap { $0.file?.diagnostics ?? [] }
        )
    }

    /// Keeps the versions that are new, and notes who has a file.
    private func remember(_ loaded: LoadedFolder, at now: Timestamp) async throws {
        let present = Set(loaded.files.lazy.filter { !$0.isVanished }.map(\.id))
        let forgotten = now - Self.memory
        let (noted, hasForgotten) = try await store.read { records in
            (
                try records.presentSubscribers(),
                try records.hasPending(ofVanishedBefore: forgotten)
            )
        }
        let unknown = try await unknown(loaded.files, loaded.topics)
        let appeared = present.subtracting(noted)
        let vanished = noted.subtracting(present)
        guard hasForgotten || !unknown.isEmpty || !appeared.isEmpty || !vanished.isEmpty else {
            return
        }
        try await commits.write { records in
            for file in unknown {
                try records.accept(file.id, file.version, hash: file.hash, at: now)
            }
            try records.note(appeared: appeared, vanished: vanished, at: now)
            _ = try records.dropPending(ofVanishedBefore: forgotten)
        }
    }

    private func remember(
        _ files: [LoadedFolder.File], _ topics: TopicsFile, missing: [SubscriberID],
        at now: Timestamp
    ) async throws {
        let unknown = try await unknown(files, topics)
        let present = files.filter { !$0.isVanished }.map(\.id)
        try await commits.write { records in
            for file in unknown {
                try records.accept(file.id, file.version, hash: file.hash, at: now)
            }
            try records.note(appeared: present, vanished: missing, at: now)
        }
    }

    private typealias Version = (id: SubscriberID, version: FileVersion, hash: [UInt8])

    /// The accepted among the files that were just read, where the store has
    /// something else as the last accepted version; so also of the topics.
    private func unknown(
        _ files: [LoadedFolder.File], _ topics: TopicsFile
    ) async throws -> [Version] {
        var read = files.compactMap { file -> Version? in
            guard file.isAccepted, let version = file.version, let hash = file.hash else {
                return nil
            }
            return (file.id, version, hash)
        }
        if topics.isAccepted, let bytes = topics.bytes {
            let version = FileVersion(bytes: bytes)
            read.append((TopicsFile.id, version, version.hash))
        }
        guard !read.isEmpty else { return [] }
        let named = read.count <= Self.few ? read.map(\.id) : nil
        let known = try await store.read { try $0.lastAcceptedHashes(of: named) }
        return read.filter { known[$0.id] != $0.hash }
    }
}

/// There is no folder of subscribers where nashra.yaml says.
package struct MissingFolder: Error, Hashable {
    package var path: String

    package init(path: String) {
        self.path = path
    }

    /// One line, lower case, no full stop.
    package var explanation: String {
        "there is no folder of subscribers '\(path)': make it, or name another under 'subscribers'"
    }
}
