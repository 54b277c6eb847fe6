import Foundation
package import Matching
package import Newswire
package import Storage
import Synchronization

/// What the store knows of subscribers' files, for one load of them.
package final class StoredArchive: Sendable {
    /// A file that has been missing for longer than this is gone.
    private static let grace = Duration.seconds(60)

    private let store: Store
    private let moment: Timestamp
    private let folder: String?
    private let problem = Mutex<(any Error)?>(nil)

    /// - Parameters:
    ///   - folder: the folder of the files, for a load that notes nothing in
    ///     the store. What is missing there without being noted vanished when
    ///     its folder last changed, if not before; without a folder, it
    ///     vanishes now.
    package init(store: Store, at moment: Timestamp, unnoticedIn folder: String? = nil) {
        self.store = store
        self.moment = moment
        self.folder = folder
    }

    /// Answers with nothing where the store cannot be read: see `failure`.
    package var archive: FileArchive {
        FileArchive(
            lastAccepted: { id in self.asking { try $0.lastAccepted(id) } ?? nil },
            missed: { present in self.missed(present) })
    }

    /// Why the store could not be read.
    package var failure: (any Error)? { problem.withLock { $0 } }

    private func missed(_ present: Set<SubscriberID>) -> [SubscriberID] {
        let known = asking { records in
            (
                unnoticed: try records.presentSubscribers().subtracting(present),
                noticed: try records.vanished(since: moment - Self.grace)
            )
        }
        guard let known else { return [] }
        return known.unnoticed.filter { vanishedJustNow($0) }
            + known.noticed.filter { !present.contains($0) }
    }

    private func vanishedJustNow(_ id: SubscriberID) -> Bool {
        guard let folder else { return true }
        var parent = URL(filePath: "\(folder)/\(id)").deletingLastPathComponent()
        let root = URL(filePath: folder)
        while parent.path.count > root.path.count,
            !FileManager.default.fileExists(atPath: parent.path)
        {
            parent.deleteLastPathComponent()
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: parent.path)
        guard let changed = attributes?[.modificationDate] as? Date else { return false }
        let milliseconds = Int64(changed.timeIntervalSince1970 * 1000)
        return Timestamp(milliseconds: milliseconds) > moment - Self.grace
    }

    private func asking<Value>(_ body: (Records) throws -> Value) -> Value? {
        do {
            return try store.read(body)
        } catch {
            problem.withLock { $0 = $0 ?? error }
            return nil
        }
    }
}
