import Foundation
package import Matching
package import Newswire
package import Storage

extension Installation {
    /// The store, if there is one: nothing is made.
    package func recordedStore() throws(StoreError) -> Store? {
        let path = configuration.store
        return FileManager.default.fileExists(atPath: path) ? try Store(path: path) : nil
    }

    /// Where a subscriber's file stands, whichever of its two names it has; nil
    /// if there is none.
    package func path(of id: SubscriberID) -> String? {
        ["yaml", "yml"].map { "\(configuration.subscribers)/\(id).\($0)" }.first { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }

    /// The subscriber that a file at this path is; nil for one that does not
    /// stand below the folder of subscribers, or has a name that is none.
    package func subscriber(at path: String) -> SubscriberID? {
        let folder = Self.inFull(configuration.subscribers)
        let file = Self.inFull(path)
        guard file.hasPrefix(folder + "/"), file.hasSuffix(".yaml") || file.hasSuffix(".yml")
        else { return nil }
        let below = file.dropFirst(folder.count + 1)
        return SubscriberName.id(ofPath: (String(below) as NSString).deletingPathExtension)
    }

    /// The subscriber whose file is named most like this, of those that have
    /// one; nil if none is near.
    package func nearestSubscriber(to name: String) -> SubscriberID? {
        let folder = configuration.subscribers
        let paths = FileManager.default.enumerator(atPath: folder)?.lazy.compactMap { entry in
            (entry as? String).flatMap { path -> String? in
                path.hasSuffix(".yaml") || path.hasSuffix(".yml")
                    ? (path as NSString).deletingPathExtension : nil
            }
        }
        return paths.flatMap { NearMiss.nearest(to: name, among: $0) }.map(SubscriberID.init)
    }

    /// One subscriber's rules as they are in force: its file if that is
    /// accepted, else its last accepted version. With `fileIsEdited` the file is
    /// not looked at, only what was accepted before. Nil if there is neither.
    package func versionInForce(
        of id: SubscriberID, fileIsEdited: Bool, store: Store?
    ) throws -> SubscriberFile? {
        let path = path(of: id)
        if !fileIsEdited, let path, let file = lookUpFile(path)?.inForce { return file }
        guard let version = try store?.read({ try $0.lastAccepted(id) }) else { return nil }
        let file = subscriberReader.read(version, id: id, path: path ?? "\(id)")
        return file.subscriber == nil ? nil : file
    }

    /// Without links and relative parts.
    private static func inFull(_ path: String) -> String {
        let full = URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath()
            .path(percentEncoded: false)
        return full.count > 1 && full.hasSuffix("/") ? String(full.dropLast()) : full
    }
}
