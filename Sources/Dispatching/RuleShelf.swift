package import Matching
package import Newswire
import Signing
package import Storage

/// Holds the rules in force, and keeps every accepted version of a file in the
/// store: a file that breaks stays in force as it last was, and one that
/// vanishes for less than a minute is not gone.
package actor RuleShelf {
    /// A file that has been missing for longer than this is gone.
    private static let grace = Duration.seconds(60)
    /// What waits for a subscriber whose file is gone is kept for so long, in
    /// case it comes back.
    private static let memory = Duration.seconds(7 * 86_400)

    private let folder: String
    private let reader: SubscriberFileReader
    private let store: Store
    private let commits: GroupCommit
    private let clock: NewsClock

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

    /// Reads the folder and notes in the store what it holds. The diagnostics
    /// are of everything that is wrong with the files.
    ///
    /// Throws `MissingFolder`, and notes nothing, if there is no such folder:
    /// more likely a disk is missing than everyone has left.
    package func load() async throws -> (rules: Rulebase, diagnostics: [Diagnostic]) {
        let now = clock.now()
        // A store that can't be read must not cost a broken file its rules.
        var failure: (any Error)?
        let loaded = RuleBook.load(folder: folder, reader: reader) { id in
            do {
                return try store.read { try $0.lastAccepted(id) }
            } catch {
                failure = error
                return nil
            }
        }
        if let failure { throw failure }
        guard !loaded.isMissing else { throw MissingFolder(path: folder) }
        try await remember(loaded, at: now)
        let kept = try await missing(from: loaded, at: now)
        guard !kept.isEmpty else {
            return (
                Rulebase(book: loaded.book, subscribers: loaded.subscribers),
                loaded.allDiagnostics
            )
        }
        let book = RuleBook(
            loaded.book.entries + kept.compactMap(\.entry), places: reader.places)
        return (
            Rulebase(book: book, subscribers: book.entries.map(\.subscriber)),
            loaded.allDiagnostics
        )
    }

    /// Keeps the versions that are new, and notes who has a file.
    private func remember(_ loaded: LoadedFolder, at now: Timestamp) async throws {
        let accepted = loaded.files.filter(\.isAccepted).map { file in
            (id: file.id, bytes: file.bytes, hash: SHA256.digest(of: file.bytes).bytes)
        }
        let present = Set(loaded.files.map(\.id))
        let forgotten = now - Self.memory
        let (unknown, isSettled) = try await store.read { records in
            (
                try accepted.filter { file in
                    try records.lastAcceptedHash(file.id) != file.hash
                },
                try records.presentSubscribers() == present
                    && !records.hasPending(ofVanishedBefore: forgotten)
            )
        }
        guard !unknown.isEmpty || !isSettled else { return }
        try await commits.write { records in
            for file in unknown {
                try records.accept(file.id, bytes: file.bytes, hash: file.hash, at: now)
            }
            try records.note(present: present, at: now)
            _ = try records.dropPending(ofVanishedBefore: forgotten)
        }
    }

    /// The accepted versions of files that vanished just now.
    private func missing(
        from loaded: LoadedFolder, at now: Timestamp
    ) async throws -> [SubscriberFile] {
        let versions = try await store.read { records in
            try records.vanished(since: now - Self.grace).compactMap { id in
                try records.lastAccepted(id).map { (id: id, bytes: $0) }
            }
        }
        return versions.map { version in
            reader.read(version.bytes, id: version.id, path: "\(folder)/\(version.id).yaml")
        }
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
