package import Newswire
import Signing

/// What is known of subscribers' files beside the folder: how they were when
/// they were last good, and who had one a moment ago. Asked from any thread.
package struct FileArchive: Sendable {
    package var lastAccepted: @Sendable (SubscriberID) -> FileVersion?
    /// Given those who have a file: those whose file is missing and who are
    /// not gone.
    package var missed: @Sendable (Set<SubscriberID>) -> [SubscriberID]

    package init(
        lastAccepted: @escaping @Sendable (SubscriberID) -> FileVersion? = { _ in nil },
        missed: @escaping @Sendable (Set<SubscriberID>) -> [SubscriberID] = { _ in [] }
    ) {
        self.lastAccepted = lastAccepted
        self.missed = missed
    }

    /// Nothing is known.
    package static let empty = FileArchive()
}

extension FileVersion {
    /// SHA-256 of the bytes alone, or of all that the file was read together
    /// with, so that another list of readers is another version.
    package var hash: [UInt8] {
        guard topics != nil || recipients != nil else { return SHA256.digest(of: bytes).bytes }
        var hash = SHA256()
        for part in [bytes, topics, recipients] {
            // Fixed lengths between them: no byte can move from one to another.
            hash.update(part.map { SHA256.digest(of: $0).bytes } ?? [0])
        }
        return hash.digest.bytes
    }
}
