package import Analysis
package import Newswire
import Synchronization

/// The topics in force in a folder of subscribers: those of its `_topics.yaml`,
/// or if that has mistakes, of its last accepted version.
package struct TopicsFile: Sendable {
    /// Under what name accepted versions are kept; no subscriber has such an id.
    package static let id = SubscriberID("_topics")

    /// What the topics in force were read from; nil where there are none.
    package let bytes: [UInt8]?
    package let topics: Topics
    /// Whether these are the file's own and not an earlier version's.
    package let isAccepted: Bool
    package let diagnostics: [Diagnostic]

    /// No file.
    package static let none = TopicsFile(
        bytes: nil, topics: .none, isAccepted: false, diagnostics: [])

    /// Asks for the last accepted version only if it must.
    package static func read(
        in folder: String, places: Gazetteer, lastAccepted: () -> FileVersion?
    ) -> TopicsFile {
        let path = folder + "/" + Topics.fileName
        guard let stamp = FileStamp(of: path, followingLinks: true) else { return .none }
        var own: (bytes: [UInt8], topics: Topics)?
        var diagnostics: [Diagnostic]
        do throws(FolderFinding) {
            let bytes = try bytes(of: path, stamp)
            let read = Topics.read(bytes, path: path, places: places)
            own = (bytes, read.topics)
            diagnostics = read.diagnostics
        } catch {
            diagnostics = [error.diagnostic(in: path, at: nil)]
        }
        guard diagnostics.hasErrors else {
            return TopicsFile(
                bytes: own?.bytes, topics: own?.topics ?? .none, isAccepted: true,
                diagnostics: diagnostics)
        }
        if let earlier = lastAccepted()?.bytes {
            let finding = FolderFinding.earlierInForce.diagnostic(in: path, at: nil)
            return TopicsFile(
                bytes: earlier, topics: Topics.read(earlier, path: path, places: places).topics,
                isAccepted: false, diagnostics: diagnostics + [finding])
        }
        // Those that have no mistake are better than none.
        return TopicsFile(
            bytes: own?.bytes, topics: own?.topics ?? .none, isAccepted: false,
            diagnostics: diagnostics)
    }

    private static func bytes(
        of path: String, _ stamp: FileStamp
    ) throws(FolderFinding) -> [UInt8] {
        guard stamp.kind == .file else { throw .unreadable(reason: "it is no regular file") }
        do throws(FileBytes.Refusal) {
            return try FileBytes(of: path, upTo: (8 << 20) + 1).bytes
        } catch {
            throw .unreadable(reason: error.reason)
        }
    }

    /// Whether a file may name a topic, so that it must be read again when
    /// topics change: sooner once too often than not at all.
    static func areNamed(in bytes: [UInt8]) -> Bool {
        let word = Array("topic".utf8)
        var matched = 0
        for byte in bytes {
            // What an escape stands for is not looked into.
            if byte == UInt8(ascii: "\\") { return true }
            let letter = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            matched = letter == word[matched] ? matched + 1 : letter == word[0] ? 1 : 0
            if matched == word.count { return true }
        }
        return false
    }
}

/// Topics as they once were, each read once however many files were compiled
/// with them.
final class PastTopics: Sendable {
    private let known = Mutex<[[UInt8]: Topics]>([:])

    func topics(of bytes: [UInt8], places: Gazetteer) -> Topics {
        if let topics = known.withLock({ $0[bytes] }) { return topics }
        let topics = Topics.read(bytes, path: Topics.fileName, places: places).topics
        known.withLock { $0[bytes] = topics }
        return topics
    }
}
