import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Matching

@Suite("Subscriber files: lists of readers")
struct RecipientTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private var root: String {
        folder.path.hasSuffix("/") ? String(folder.path.dropLast()) : folder.path
    }

    private static let file = """
        recipients: readers.csv
        language: ar
        timezone: Asia/Gaza
        digest: 07:30
        rules: [غزة]
        """

    private func load(
        _ list: String?, file: String = RecipientTests.file, id: String = "desk",
        earlier: FileVersion? = nil
    ) throws -> LoadedFolder.File {
        if let list { try folder.write(list, to: "readers.csv") }
        try folder.write(file, to: "\(id).yaml")
        let reader = SubscriberFileReader(
            defaults: SampleReader.reader.defaults, places: SampleReader.reader.places,
            zones: SampleReader.reader.zones, folder: root)
        let loader = FolderLoader(
            folder: root, reader: reader, archive: FileArchive(lastAccepted: { _ in earlier }))
        let loaded: LoadedFolder = loader.load()
        return try #require(loaded.file(of: SubscriberID(id)))
    }

    private func readers(_ file: LoadedFolder.File) throws -> Recipients {
        let channel = try #require(file.inForce?.subscriber?.channel(named: "email"))
        guard case .readers(let list) = channel.target else {
            Issue.record("the channel has no list")
            return Recipients(name: "", groups: [])
        }
        return list
    }

    private func findings(_ file: LoadedFolder.File) -> [String] {
        file.diagnostics.map { diagnostic in
            let place = diagnostic.position.map { "\($0.line):\($0.column)" } ?? ""
            let name = diagnostic.file.split(separator: "/").last ?? ""
            return "\(name):\(place) \(diagnostic.severity) \(diagnostic.id)"
        }
    }

    @Test("an address that begins like a formula is itself behind a spreadsheet's apostrophe")
    func formula() throws {
        let file = try load("E-mail,name\n'+plus@example.org,'=Lina\no'brien@example.org,\n")
        #expect(findings(file) == [])
        #expect(
            try readers(file).groups[0].readers.map(\.description)
                == ["=Lina <+plus@example.org>", "o'brien@example.org"])
    }

    @Test("readers come in groups of one language and one zone, the file's where a row is silent")
    func groups() throws {
        let file = try load(
            """
            email,name,language,timezone
            a@example.org,ليلى,,
            b@example.org,Omar,en,Europe/London
            c@example.org,"Haddad, Samir",English,Europe/London
            d@example.org,,ar,Asia/Gaza
            "e@example.org"
            """)
        #expect(findings(file) == [])
        let list = try readers(file)
        #expect(list.name == "readers.csv")
        #expect(list.count == 5)
        #expect(
            list.groups.map { "\($0.audience.language) \($0.audience.timeZone)" }
                == ["ar Asia/Gaza", "en Europe/London"])
        #expect(
            list.groups[0].readers.map(\.description)
                == ["ليلى <a@example.org>", "d@example.org", "e@example.org"])
        #expect(list.groups[1].readers.map(\.name) == ["Omar", "Haddad, Samir"])
        let subscriber = try #require(file.content.subscriber)
        #expect(subscriber.digests[0].to == ["email"])
        #expect(subscriber.addresses.count == 5)
        #expect(
            subscriber.reach(of: subscriber.digests[0]).map(\.name) == ["", "en Europe/London"])
    }

    @Test(
        "columns are known by their usual names, in any order",
        arguments: [
            "E-Mail;Full Name;Lang;Time Zone\nA@Example.org;x;fr;Europe/Paris",
            "name\ttimezone\temail\tlanguage\nx\tEurope/Paris\tA@example.org\tfr",
            "الاسم,البريد الإلكتروني,اللغة,المنطقة الزمنية\nx,A@example.org,fr,Europe/Paris",
            "\u{FEFF}sep=,\n".replacingOccurrences(of: "\u{FEFF}", with: "")
                + "email,name,language,timezone\r\nA@example.org,x,fr,Europe/Paris\r\n",
        ])
    func columns(_ list: String) throws {
        let file = try load(list)
        #expect(findings(file) == [])
        let group = try #require(try readers(file).groups.first)
        #expect(group.readers.map(\.description) == ["x <A@example.org>"])
        #expect(group.audience.timeZone == "Europe/Paris")
    }

    @Test("a bad row names its place and stops no other, and an address twice is a warning")
    func badRows() throws {
        let file = try load(
            """
            email,name,language,timezone
            good@example.org,,,
            no address,,,
            ,Nobody,,
            x@example.org,X,klingon,Mars/Base
            y@example.org,Haddad, Samir,en,Europe/Paris
            z@example.org,"Z" of A,,
            GOOD@example.org,Again,,

            w@example.org,"W
            last@example.org,,fr,Asia/Gazza
            end@example.org,,,
            """)
        #expect(
            findings(file) == [
                "readers.csv:3:1 error bad-address",
                "readers.csv:4:1 error bad-row",
                "readers.csv:5:17 error unknown-language",
                "readers.csv:5:25 error unknown-zone",
                "readers.csv:6:32 error bad-row",
                "readers.csv:7:19 error bad-row",
                "readers.csv:8:1 warning repeated",
                "readers.csv:10:15 error bad-row",
                "readers.csv:11:22 error unknown-zone",
            ])
        #expect(file.isAccepted)
        #expect(
            try readers(file).groups.flatMap { $0.readers.map(\.description) }
                == ["good@example.org", "end@example.org"])
        #expect(file.diagnostics.last?.hints == ["did you mean Asia/Gaza?"])
    }

    @Test("a list that is of no use is an error of the file that names it")
    func uselessLists() throws {
        let cases: [(list: String?, value: String, id: String)] = [
            (nil, "none.csv", "list-unreadable"),
            ("a@example.org\nb@example.org\n", "readers.csv", "list-without-email"),
            ("name,mail2\nx,y\n", "readers.csv", "list-without-email"),
            ("", "readers.csv", "list-without-email"),
            ("email,name\n", "readers.csv", "list-empty"),
            ("email\nno address\n", "readers.csv", "list-empty"),
            (nil, "../readers.csv", "list-unreadable"), (nil, "/etc/passwd", "list-unreadable"),
            (nil, "sub/../../x.csv", "list-unreadable"), (nil, ".", "list-unreadable"),
        ]
        for (list, value, id) in cases {
            let text = Self.file.replacingOccurrences(of: "readers.csv", with: value)
            let file = try load(list, file: text)
            #expect(!file.isAccepted, "\(value)")
            let own = file.diagnostics.filter { $0.file.hasSuffix("desk.yaml") }.map(\.id)
            #expect(Set(own) == [id, "not-in-force"], "\(value): \(own)")
        }
        let both = try load("email\na@example.org\n", file: "email: b@example.org\n" + Self.file)
        #expect(findings(both).contains("desk.yaml:2:1 error recipients-beside-email"))
    }

    @Test("a link cannot lead a list out of the folder, a path inside of it may go up")
    func inside() throws {
        let outside = try TemporaryFolder()
        try outside.write("email\nsecret@example.org\n", to: "secret.csv")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link.csv", withDestinationPath: outside.path + "/secret.csv")
        let link = try load(
            nil, file: Self.file.replacingOccurrences(of: "readers.csv", with: "link.csv"))
        #expect(!link.isAccepted)
        #expect(!link.diagnostics.contains { $0.rendered.contains("secret@") })
        let up = try load(
            "email\na@example.org\n",
            file: Self.file.replacingOccurrences(of: "readers.csv", with: "../readers.csv"),
            id: "desks/gaza")
        #expect(up.isAccepted, "\(findings(up))")
    }

    @Test("what the file becomes without its list is its last accepted version, list included")
    func earlier() throws {
        let good = try load("email,language\na@example.org,fr\n")
        let version = try #require(good.version)
        #expect(version.recipients == Array("email,language\na@example.org,fr\n".utf8))
        let other = FileVersion(bytes: version.bytes, recipients: Array("email\n".utf8))
        #expect(good.hash == version.hash && other.hash != version.hash)
        try FileManager.default.removeItem(atPath: folder.path + "/readers.csv")
        let broken = try load(nil, earlier: version)
        #expect(!broken.isAccepted)
        #expect(try readers(broken).groups.map(\.audience.language.tag) == ["fr"])
        #expect(broken.diagnostics.contains { $0.id == "earlier-version" })
    }

    @Test("a list that changes, comes or goes is seen though its file stays as it is")
    func reload() throws {
        let reader = SubscriberFileReader(
            defaults: SampleReader.reader.defaults, places: SampleReader.reader.places,
            zones: SampleReader.reader.zones, folder: root)
        let loader = FolderLoader(folder: root, reader: reader)
        try folder.write(Self.file, to: "desk.yaml")
        try folder.write(Self.file, to: "other/desk.yaml")
        try folder.write("email\na@example.org\n", to: "other/readers.csv")
        Thread.sleep(forTimeInterval: 2.1)
        var loaded: LoadedFolder = loader.load()
        #expect(loaded.subscribers.map(\.id.id) == ["other/desk"])
        loaded.dropVersions()
        try folder.write("email\nb@example.org\n", to: "readers.csv")
        loaded = loader.load(after: loaded)
        #expect(loaded.subscribers.map(\.id.id) == ["desk", "other/desk"])
        #expect(loaded.file(of: SubscriberID("other/desk"))?.version == nil)
        try folder.write("email\nb@example.org\nc@example.org\n", to: "readers.csv")
        #expect(
            loader.reload([root + "/readers.csv"], in: &loaded).map(\.id) == ["desk"])
        #expect(loaded.subscribers[0].addresses.count == 2)
        loaded = loader.load(after: loaded)
        #expect(loaded.subscribers[0].addresses.count == 2)
    }

    @Test("check reads the list back by its numbers")
    func readBack() throws {
        let file = try load(
            "email,language,timezone\na@example.org,,\nb@example.org,fr,Europe/Paris\n")
        let sections = ReadBack().sections(
            file.content, after: Timestamp(seconds: 1_800_000_000), zones: SampleReader.reader.zones
        )
        let text = sections.flatMap(\.lines).joined(separator: "\n")
        #expect(text.contains("2 readers of readers.csv, in ar, fr; Asia/Gaza, Europe/Paris"))
    }
}
