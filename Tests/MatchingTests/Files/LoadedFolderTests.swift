import Foundation
import NashraTesting
import Newswire
import Synchronization
import Testing

@testable import Matching

@Suite("Subscriber files: a folder of them")
struct LoadedFolderTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func load(
        lastAccepted: @escaping @Sendable (SubscriberID) -> [UInt8]? = { _ in nil },
        after previous: LoadedFolder? = nil
    ) -> LoadedFolder {
        loader(lastAccepted).load(after: previous)
    }

    private func loader(
        _ lastAccepted: @escaping @Sendable (SubscriberID) -> [UInt8]? = { _ in nil }
    ) -> FolderLoader {
        FolderLoader(
            folder: folder.path, reader: SampleReader.reader,
            archive: FileArchive(lastAccepted: { lastAccepted($0).map { FileVersion(bytes: $0) } }))
    }

    private static func file(_ query: String) -> String {
        "email: a@example.org\nrules:\n  - \(query)\n"
    }

    @Test("ids are paths below the folder, whatever else lies there")
    func ids() throws {
        for name in [
            "lina.yaml", "desks/غزة.yaml", "desks/cafe\u{301}.yaml", "old.yml", "_draft.yaml",
            ".hidden.yaml", "lina.yaml~", "README.md", "_off/x.yaml", "list.csv", "v1.2.yaml",
        ] {
            try folder.write(Self.file("غزة"), to: name)
        }
        let loaded = load()
        #expect(
            loaded.files.map(\.id.id) == ["desks/caf\u{E9}", "desks/غزة", "lina", "old", "v1.2"])
        #expect(loaded.files[0].id.id.unicodeScalars.count == 10)
        #expect(loaded.subscribers.map(\.id) == loaded.files.map(\.id))
        #expect(loaded.allDiagnostics.map(\.id) == ["yml"])
        #expect(loaded.files.filter(\.isAccepted).count == 5)
        #expect(loaded.files[2].version?.bytes == Array(Self.file("غزة").utf8))
    }

    @Test("what cannot be an id, or is one already, is reported")
    func wrongIDs() throws {
        try folder.write(Self.file("a"), to: "a.yaml")
        try folder.write(Self.file("a"), to: "a.yml")
        try folder.write(Self.file("a"), to: "b c.yaml")
        let loaded = load()
        #expect(loaded.files.map(\.id.id) == ["a"])
        #expect(Set(loaded.diagnostics.map(\.id)) == ["same-id", "bad-id"])
    }

    @Test("a broken file stops no other and keeps its last accepted version")
    func broken() throws {
        try folder.write(Self.file("غزة"), to: "good.yaml")
        try folder.write(Self.file("(غزة"), to: "edited.yaml")
        try folder.write(Self.file("(غزة"), to: "new.yaml")
        let loaded = load { id in
            id.id == "edited" ? Array(Self.file("رفح").utf8) : nil
        }
        #expect(loaded.subscribers.map(\.id.id) == ["edited", "good"])
        #expect(loaded.subscribers.first?.rules.first?.query == "رفح")
        let edited = try #require(loaded.files.first)
        #expect(!edited.isAccepted)
        #expect(edited.inForce?.subscriber != nil)
        #expect(Set(edited.diagnostics.map(\.id)) == ["query-bracket", "earlier-version"])
        #expect(Set(loaded.files[2].diagnostics.map(\.id)) == ["query-bracket", "not-in-force"])
        #expect(loaded.files[2].inForce == nil)
    }

    @Test("links are followed within the folder only")
    func links() throws {
        let outside = try TemporaryFolder()
        try outside.write(Self.file("a"), to: "secret.yaml")
        try folder.write(Self.file("a"), to: "real/a.yaml")
        let files = FileManager.default
        for (name, target) in [
            ("inside.yaml", folder.path + "/real/a.yaml"), ("nowhere.yaml", folder.path + "/x"),
            ("outside.yaml", outside.path + "/secret.yaml"), ("folder", outside.path),
            ("loop", folder.path),
        ] {
            try files.createSymbolicLink(
                atPath: folder.path + "/" + name, withDestinationPath: target)
        }
        let loaded = load()
        #expect(loaded.files.map(\.id.id) == ["inside", "nowhere", "real/a"])
        #expect(loaded.subscribers.map(\.id.id) == ["inside", "real/a"])
        #expect(loaded.diagnostics.filter { $0.id == "link-leads-out" }.count == 2)
        #expect(Set(loaded.files[1].diagnostics.map(\.id)) == ["unreadable", "not-in-force"])
    }

    @Test("a folder that is not there is one finding")
    func missing() {
        let loader = FolderLoader(folder: folder.path + "/none", reader: SampleReader.reader)
        let loaded: LoadedFolder = loader.load()
        #expect(loaded.files.isEmpty)
        #expect(loaded.allDiagnostics.map(\.id) == ["no-folder"])
    }

    @Test("a file of ten megabytes is refused, not read")
    func large() throws {
        try folder.write(String(repeating: "# much\n", count: 1_500_000), to: "big.yaml")
        let loaded = load()
        #expect(Set(loaded.allDiagnostics.map(\.id)) == ["file-too-large", "not-in-force"])
    }

    @Test("hundreds of files come in order, each with its own mistakes, and progress ends")
    func many() throws {
        for number in 0..<300 {
            let query = number % 7 == 3 ? "(غزة" : "غزة"
            try folder.write(Self.file(query), to: "g\(number % 3)/r\(1000 + number).yaml")
        }
        let heard = Mutex<[Int]>([])
        let loader = FolderLoader(folder: folder.path, reader: SampleReader.reader) { done, total in
            if total == 300 { heard.withLock { $0.append(done) } }
        }
        let loaded: LoadedFolder = loader.load()
        #expect(loaded.files.count == 300)
        #expect(loaded.files.map(\.id) == loaded.files.map(\.id).sorted())
        #expect(loaded.subscribers.count == 300 - 43)
        #expect(loaded.allDiagnostics.count { $0.id == "query-bracket" } == 43)
        #expect(heard.withLock { $0.max() } == 300)
        #expect(loaded.book.entries.count == 300 - 43)
    }

    @Test("a second load reads what has changed, and only that")
    func again() throws {
        for name in ["a", "b", "c"] { try folder.write(Self.file("غزة"), to: "\(name).yaml") }
        // What was written just now may be written again unnoticed.
        try age("a.yaml", "b.yaml", "c.yaml")
        var first = load()
        let versions = first.files.map(\.version?.bytes)
        #expect(versions == Array(repeating: Array(Self.file("غزة").utf8), count: 3))
        first.dropVersions()
        #expect(load(after: first).files.allSatisfy { $0.version == nil })

        try folder.write(Self.file("رفح"), to: "b.yaml")
        try folder.write(Self.file("حلب"), to: "d.yaml")
        try FileManager.default.removeItem(atPath: folder.path + "/c.yaml")
        let second = load(after: first)
        #expect(second.files.map(\.id.id) == ["a", "b", "d"])
        #expect(second.files.map { $0.version != nil } == [false, true, true])
        #expect(second.subscribers.map { $0.rules[0].query } == ["غزة", "رفح", "حلب"])
        #expect(second.book.entries.map(\.subscriber.id.id) == ["a", "b", "d"])
    }

    @Test("a file of the same size, its time set back, is still seen to have changed")
    func setBack() throws {
        try folder.write(Self.file("aa"), to: "a.yaml")
        try age("a.yaml")
        let first = load()
        try folder.write(Self.file("bb"), to: "a.yaml")
        try age("a.yaml")
        #expect(load(after: first).subscribers.first?.rules.first?.query == "bb")
    }

    @Test("paths that are named are read again, the rest stays as it was")
    func paths() throws {
        for name in ["a", "b", "c", "new/d"] {
            try folder.write(Self.file("غزة"), to: "\(name).yaml")
        }
        var loaded = load()
        for name in ["a", "b", "new/e"] {
            try folder.write(Self.file("رفح"), to: "\(name).yaml")
        }
        try folder.write("rules: [", to: "c.yaml")
        try FileManager.default.removeItem(atPath: folder.path + "/new/d.yaml")
        let root = folder.path.hasSuffix("/") ? String(folder.path.dropLast()) : folder.path
        let touched = loader { $0.id == "c" ? Array(Self.file("غزة").utf8) : nil }.reload(
            ["a", "c", "new/d", "new/e", "_x", "none"].map { "\(root)/\($0).yaml" }
                + ["/etc/passwd", "\(root)/_off/x.yaml"], in: &loaded)
        #expect(touched.map(\.id) == ["a", "c", "new/d", "new/e"])
        #expect(
            loaded.subscribers.map { "\($0.id) \($0.rules[0].query ?? "")" }
                == ["a رفح", "b غزة", "c غزة", "new/d غزة", "new/e رفح"])
        #expect(loaded.file(of: SubscriberID("new/d"))?.isVanished == true)
        #expect(
            Set(loaded.allDiagnostics.map(\.id)).isSuperset(of: ["earlier-version", "vanished"]))
        // A whole load drops what stays away.
        #expect(load(after: loaded).files.map(\.id.id) == ["a", "b", "c", "new/e"])
    }

    /// Waits until the file's stamp is to be trusted, and sets its time back.
    private func age(_ names: String...) throws {
        for name in names {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)],
                ofItemAtPath: folder.path + "/" + name)
        }
        Thread.sleep(forTimeInterval: 2.1)
    }

    @Test("files are read with the topics of the folder, and again when these change")
    func topics() throws {
        try folder.write("putin: [بوتين, Putin]\n", to: "_topics.yaml")
        try folder.write(Self.file("topic:putin"), to: "uses.yaml")
        try folder.write(Self.file("غزة"), to: "other.yaml")
        Thread.sleep(forTimeInterval: 2.1)
        var first = load()
        #expect(first.allDiagnostics.isEmpty, "\(first.allDiagnostics.map(\.rendered))")
        let version = try #require(first.file(of: SubscriberID("uses"))?.version)
        #expect(version.topics == Array("putin: [بوتين, Putin]\n".utf8))
        #expect(first.file(of: SubscriberID("other"))?.version?.topics == nil)
        first.dropVersions()

        try folder.write("putin: [بوتين]\n", to: "_topics.yaml")
        var second = load(after: first)
        #expect(second.files.map { $0.version != nil } == [false, true])
        #expect(
            second.file(of: SubscriberID("uses"))?.content.rules[0].query
                != first.file(of: SubscriberID("uses"))?.content.rules[0].query)

        // A topic that is gone breaks who names it: its version has the topics
        // that it was compiled with.
        try folder.write("kerry: [كيري]\n", to: "_topics.yaml")
        let root = folder.path.hasSuffix("/") ? String(folder.path.dropLast()) : folder.path
        let loader = FolderLoader(
            folder: folder.path, reader: SampleReader.reader,
            archive: FileArchive(lastAccepted: { $0.id == "uses" ? version : nil }))
        #expect(loader.reload([root + "/_topics.yaml"], in: &second).map(\.id) == ["uses"])
        let uses = try #require(second.file(of: SubscriberID("uses")))
        #expect(!uses.isAccepted)
        #expect(
            uses.inForce?.rules[0].query
                == first.file(of: SubscriberID("uses"))?.content.rules[0].query)
    }

    @Test("topics with a mistake stay as they last were accepted")
    func brokenTopics() throws {
        try folder.write("putin: [بوتين\nx: y: z\n", to: "_topics.yaml")
        try folder.write(Self.file("topic:putin"), to: "uses.yaml")
        let loaded = load { id in
            id == TopicsFile.id ? Array("putin: [بوتين, Putin]\n".utf8) : nil
        }
        #expect(loaded.file(of: SubscriberID("uses"))?.isAccepted == true)
        #expect(loaded.topics.diagnostics.contains { $0.id == "earlier-version" })
        #expect(!loaded.topics.isAccepted && loaded.allDiagnostics.hasErrors)
    }
}
