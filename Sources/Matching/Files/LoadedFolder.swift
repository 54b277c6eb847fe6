package import Newswire

/// A folder of subscribers' files, loaded.
package struct LoadedFolder: Sendable {
    /// One file that has an id.
    package struct File: Sendable {
        package let id: SubscriberID
        /// As the user would type it.
        package let path: String
        /// Nil if the file must be read again to know whether it has changed.
        var stamp: FileStamp?
        /// Of the version; nil if the file could not be read.
        package var hash: [UInt8]?
        /// Whether the file may name topics.
        var namesTopics = false
        /// What was read, until nobody needs it any more.
        package var version: FileVersion?
        /// As it stands in the folder.
        package var content: SubscriberFile
        /// The last accepted version of a file that is broken or missing.
        var earlier: SubscriberFile?
        /// Whether the file is missing, but not for long enough to be gone.
        package var isVanished = false
        /// The content's own, and what the folder adds.
        package var diagnostics: [Diagnostic]

        package var isAccepted: Bool { content.subscriber != nil }

        /// What the book holds of it; nil if neither the file nor an earlier
        /// version of it could be accepted.
        package var inForce: SubscriberFile? { isAccepted ? content : earlier }

        mutating func dropVersion() {
            guard version != nil || earlier?.list?.bytes != nil else { return }
            version = nil
            content.list?.bytes = nil
            earlier?.list?.bytes = nil
        }
    }

    /// By id.
    package internal(set) var files: [File]
    /// Of the folder, and of files that have no id.
    package internal(set) var diagnostics: [Diagnostic]
    package internal(set) var topics: TopicsFile
    package internal(set) var book: RuleBook

    /// Whether there is no such folder.
    package var isMissing: Bool {
        diagnostics.contains { $0.id == FolderFinding.noFolder.id }
    }

    /// The subscribers in force, by id.
    package var subscribers: [Subscriber] {
        files.compactMap { $0.inForce?.subscriber }
    }

    /// Everything that was found, in the order of the files.
    package var allDiagnostics: [Diagnostic] {
        (diagnostics + topics.diagnostics + files.flatMap(\.diagnostics)).sorted()
    }

    package func file(of id: SubscriberID) -> File? {
        files.place(of: id).map { files[$0] }
    }

    /// Lets go of the files' bytes.
    package mutating func dropVersions() {
        for index in files.indices { files[index].dropVersion() }
    }

    /// The same of some.
    package mutating func dropVersions(of ids: [SubscriberID]) {
        for place in ids.compactMap(files.place) { files[place].dropVersion() }
    }
}

/// Files in the order of their ids.
extension [LoadedFolder.File] {
    func place(of id: SubscriberID) -> Int? {
        let place = placeToBe(of: id)
        return place < count && self[place].id == id ? place : nil
    }

    /// Where the file stands, or would stand.
    func placeToBe(of id: SubscriberID) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
