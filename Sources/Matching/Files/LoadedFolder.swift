package import Newswire

/// A folder of subscribers' files, loaded.
package struct LoadedFolder: Sendable {
    /// One file that has an id.
    package struct File: Sendable {
        package var id: SubscriberID
        /// As the user would type it.
        package var path: String
        /// Empty if the file could not be read.
        package var bytes: [UInt8]
        /// As it stands in the folder.
        package var content: SubscriberFile
        /// What the book holds of it; nil if neither the file nor an earlier
        /// version of it could be accepted.
        package var inForce: SubscriberFile?
        /// The content's own, and what the folder adds.
        package var diagnostics: [Diagnostic]

        package var isAccepted: Bool { content.subscriber != nil }
    }

    /// By id.
    package var files: [File]
    /// Of the folder, and of files that have no id.
    package var diagnostics: [Diagnostic]
    package var book: RuleBook

    /// Whether there is no such folder.
    package var isMissing: Bool {
        diagnostics.contains { $0.id == FolderFinding.noFolder.id }
    }

    /// The subscribers in force, by id.
    package var subscribers: [Subscriber] {
        book.entries.map(\.subscriber)
    }

    /// Everything that was found, in the order of the files.
    package var allDiagnostics: [Diagnostic] {
        (diagnostics + files.flatMap(\.diagnostics)).sorted()
    }
}
