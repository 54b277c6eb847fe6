import Foundation
import Matching
import NashraTesting
import Newswire
import Testing

@Suite("Subscriber files: a folder of them")
struct LoadedFolderTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func load(
        lastAccepted: (SubscriberID) -> [UInt8]? = { _ in nil }
    ) -> LoadedFolder {
        RuleBook.load(
            folder: folder.path, reader: SampleReader.reader, lastAccepted: lastAccepted)
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
        #expect(loaded.files[2].bytes == Array(Self.file("غزة").utf8))
    }

    @Test("what cannot be an id, or is one already, is reported")
    func wrongIDs() throws {
        try folder.write(Self.file("a"), to: "a.yaml")
        try folder.write(Self.file("a"), to: "a.yml")
        try folder.write(Self.file("a"), to: "b c.yaml")
        try folder.write("putin: [x]\n", to: "_topics.yaml")
        let loaded = load()
        #expect(loaded.files.map(\.id.id) == ["a"])
        #expect(Set(loaded.diagnostics.map(\.id)) == ["same-id", "bad-id", "not-yet"])
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
        let loaded = RuleBook.load(
            folder: folder.path + "/none", reader: SampleReader.reader)
        #expect(loaded.files.isEmpty)
        #expect(loaded.allDiagnostics.map(\.id) == ["no-folder"])
    }

    @Test("a file of ten megabytes is refused, not read")
    func large() throws {
        try folder.write(String(repeating: "# much\n", count: 1_500_000), to: "big.yaml")
        let loaded = load()
        #expect(Set(loaded.allDiagnostics.map(\.id)) == ["file-too-large", "not-in-force"])
    }
}
