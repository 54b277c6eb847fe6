import Analysis
import Dispatch
package import Newswire

/// Reads all subscribers' files below a folder, on every core, and compiles
/// those that are accepted; for a broken one, and one that is missing for a
/// moment, its last accepted version, which a diagnostic says. Never fails:
/// what is wrong is among the diagnostics.
///
/// Names that begin with `.` or `_` or end in `~` are passed over, and so is
/// whatever is not `.yaml` or `.yml`. Links that lead out of the folder are
/// reported and not followed.
package struct FolderLoader: Sendable {
    /// Hears how many files of how many are read; from any thread, now and
    /// then, and not always in order.
    package typealias Progress = @Sendable (_ done: Int, _ total: Int) -> Void

    package let folder: String
    package let reader: SubscriberFileReader
    private let archive: FileArchive
    private let progress: Progress
    /// What the reader's topics were read from.
    private var topicsBytes: [UInt8]?

    /// More than any reader takes, so that a larger file is known as such.
    private static let mostBytes = (8 << 20) + 1

    package init(
        folder: String, reader: SubscriberFileReader, archive: FileArchive = .empty,
        progress: @escaping Progress = { _, _ in }
    ) {
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        self.reader = reader
        self.archive = archive
        self.progress = progress
    }

    /// Blocks until all is read. After an earlier load of the same folder by
    /// the same reader only what has changed since is read, if there is no
    /// doubt about it; what is kept of it holds no version.
    package func load(after previous: LoadedFolder? = nil) -> LoadedFolder {
        var walk = FolderWalk(root: folder)
        walk.visitRoot()
        let found = walk.found
        let topics = topics()
        let loader = with(topics)
        var files =
            previous.map { known(found, in: $0, topics) }
            ?? Array(repeating: nil, count: found.count)
        let unknown = files.indices.filter { files[$0] == nil }
        let read = Portions(progress: progress).map(unknown.map { found[$0] }) { loader.read($0) }
        for (index, file) in zip(unknown, read) { files[index] = file }
        var all = files.compactMap(\.self)
        let missed = missed(from: found)
        if !missed.isEmpty { all = (all + missed).sorted { $0.id < $1.id } }
        return LoadedFolder(
            files: all, diagnostics: walk.diagnostics.sorted(), topics: topics,
            book: previous.map { previous in
                let book = book(
                    of: all,
                    touched: read.map(\.id) + missed.map(\.id) + gone(from: all, since: previous),
                    after: previous.book)
                // Here there is time for it.
                return book.isFragmented ? book.compacted() : book
            } ?? book(of: all, touched: [], after: nil))
    }

    /// The topics in force.
    package func topics() -> TopicsFile {
        TopicsFile.read(in: folder, places: reader.places) { archive.lastAccepted(TopicsFile.id) }
    }

    /// Reads files with these topics.
    private func with(_ topics: TopicsFile) -> FolderLoader {
        var reader = reader
        reader.topics = topics.topics
        var loader = FolderLoader(
            folder: folder, reader: reader, archive: archive, progress: progress)
        loader.topicsBytes = topics.bytes
        return loader
    }

    /// The same on the system's threads: none of the cooperative pool's waits
    /// for a disk.
    package func load(after previous: LoadedFolder? = nil) async -> LoadedFolder {
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .userInitiated).async {
                let loaded: LoadedFolder = load(after: previous)
                continuation.resume(returning: loaded)
            }
        }
    }

    /// Reads some paths of the folder again, files that are new, changed or
    /// gone, lists of readers, the file of topics. What is not among them stays
    /// as it was. Returns the ids of what was read or found missing.
    package func reload(_ paths: [String], in loaded: inout LoadedFolder) -> [SubscriberID] {
        var touched: [SubscriberID] = []
        let named = Set(paths)
        let before = loaded.topics.bytes
        if named.contains("\(folder)/\(Topics.fileName)") { loaded.topics = topics() }
        let areOther = loaded.topics.bytes != before
        let loader = with(loaded.topics)
        // A file is read with its list and its topics.
        let concerned = loaded.files.indices.filter { index in
            areOther && loaded.files[index].namesTopics
                || loaded.files[index].content.list.map { named.contains($0.path) } ?? false
        }.map { loaded.files[$0].path }
        for path in named.union(concerned).sorted() {
            var walk = FolderWalk(root: folder)
            walk.visit(path: path)
            if let found = walk.found.first {
                put(loader.read(found), into: &loaded)
                touched.append(found.id)
            } else if let index = loaded.files.firstIndex(where: { $0.path == path }) {
                let id = loaded.files[index].id
                guard !loaded.files[index].isVanished else { continue }
                if let missing = vanished(id, as: loaded.files[index].inForce, at: path) {
                    loaded.files[index] = missing
                } else {
                    loaded.files.remove(at: index)
                }
                touched.append(id)
            }
        }
        loaded.book = book(of: loaded.files, touched: touched, after: loaded.book)
        return touched
    }

    /// One file of the folder alone; nil if none stands at the path, or nothing
    /// that is a subscriber's file.
    package func file(at path: String) -> LoadedFolder.File? {
        var walk = FolderWalk(root: folder)
        walk.visit(path: path)
        return walk.found.first.map(with(topics()).read)
    }

    private func put(_ file: LoadedFolder.File, into loaded: inout LoadedFolder) {
        if let place = loaded.files.place(of: file.id) {
            loaded.files[place] = file
        } else {
            loaded.files.insert(file, at: loaded.files.placeToBe(of: file.id))
        }
    }

    /// What need not be read again, in the order of what was found.
    private func known(
        _ found: [FolderWalk.Found], in previous: LoadedFolder, _ topics: TopicsFile
    ) -> [LoadedFolder.File?] {
        let areOther = topics.bytes != previous.topics.bytes
        var next = 0
        return found.map { found in
            while next < previous.files.count, previous.files[next].id < found.id { next += 1 }
            guard next < previous.files.count else { return nil }
            let file = previous.files[next]
            guard file.id == found.id, file.path == found.path, !file.isVanished,
                let stamp = file.stamp, stamp == found.stamp,
                !(areOther && file.namesTopics), file.content.list?.isUnchanged != false
            else { return nil }
            return file
        }
    }

    private func read(_ found: FolderWalk.Found) -> LoadedFolder.File {
        var file = LoadedFolder.File(
            id: found.id, path: found.path, stamp: nil,
            content: SubscriberFile(unread: found.id, path: found.path),
            diagnostics: found.diagnostics)
        do throws(FolderFinding) {
            let read = try bytes(found)
            file.content = reader.read(read.bytes, id: found.id, path: found.path)
            file.namesTopics = TopicsFile.areNamed(in: read.bytes)
            let version = FileVersion(
                bytes: read.bytes, topics: file.namesTopics ? topicsBytes : nil,
                recipients: file.content.list?.bytes)
            file.diagnostics += file.content.diagnostics
            file.hash = version.hash
            file.version = version
            if let stamp = read.stamp, !stamp.isFresh { file.stamp = stamp }
        } catch {
            file.diagnostics.append(error.diagnostic(in: found.path, at: nil))
        }
        if !file.isAccepted { lookBack(&file) }
        file.diagnostics.sort()
        return file
    }

    private func bytes(_ found: FolderWalk.Found) throws(FolderFinding) -> FileBytes {
        switch found.stamp?.kind {
        case .file: break
        case nil: throw .unreadable(reason: "the link leads nowhere")
        default: throw .unreadable(reason: "it is no regular file")
        }
        do throws(FileBytes.Refusal) {
            return try FileBytes(of: found.path, upTo: Self.mostBytes)
        } catch {
            throw .unreadable(reason: error.reason)
        }
    }

    /// Gives a broken file its last accepted version, and says what came of it.
    private func lookBack(_ file: inout LoadedFolder.File) {
        let version = archive.lastAccepted(file.id)
        let earlier = version.map { reader.read($0, id: file.id, path: file.path) }
        if earlier?.subscriber != nil { file.earlier = earlier }
        let finding: FolderFinding =
            file.earlier != nil ? .earlierInForce : .noneInForce(hadEarlier: earlier != nil)
        file.diagnostics.append(finding.diagnostic(in: file.path, at: nil))
    }

    private func missed(from found: [FolderWalk.Found]) -> [LoadedFolder.File] {
        archive.missed(Set(found.map(\.id))).compactMap { id in
            let path = "\(folder)/\(id).yaml"
            let version = archive.lastAccepted(id)
            return vanished(
                id, as: version.map { reader.read($0, id: id, path: path) }, at: path)
        }
    }

    /// A file that is missing; nil if it never was in force.
    private func vanished(
        _ id: SubscriberID, as earlier: SubscriberFile?, at path: String
    ) -> LoadedFolder.File? {
        guard let earlier, earlier.subscriber != nil else { return nil }
        return LoadedFolder.File(
            id: id, path: path, stamp: nil, content: SubscriberFile(unread: id, path: path),
            earlier: earlier, isVanished: true,
            diagnostics: [FolderFinding.vanished.diagnostic(in: path, at: nil)])
    }

    /// The book of the files in force. After an earlier load only what was
    /// touched since is compiled, if that is not much.
    private func book(
        of files: [LoadedFolder.File], touched: [SubscriberID], after previous: RuleBook?
    ) -> RuleBook {
        guard let previous, touched.count <= files.count / 8 + 64 else {
            return RuleBook(files.compactMap { $0.inForce?.entry }, places: reader.places)
        }
        if touched.isEmpty { return previous }
        var changed: [RuleBook.Entry] = []
        var removed: [SubscriberID] = []
        for id in touched {
            if let place = files.place(of: id), let entry = files[place].inForce?.entry {
                changed.append(entry)
            } else {
                removed.append(id)
            }
        }
        return previous.replacing(changed, removing: removed)
    }

    /// Those who were there before and are not any more.
    private func gone(
        from files: [LoadedFolder.File], since previous: LoadedFolder
    ) -> [SubscriberID] {
        var next = 0
        return previous.files.lazy.map(\.id).filter { id in
            while next < files.count, files[next].id < id { next += 1 }
            return next == files.count || files[next].id != id
        }
    }
}
