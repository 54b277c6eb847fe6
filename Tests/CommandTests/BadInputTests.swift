import Foundation
import NashraTesting
import Testing

@Suite("bad input")
struct BadInputTests {
    private let office: Office

    init() throws {
        office = try Office(subscribers: ["lina": Office.lina])
    }

    @Test("an empty file is named, and records nothing")
    func empty() async throws {
        try office.folder.write("", to: "feed.xml")
        let run = try await office.nashra("ingest feed.xml")
        #expect(run.code == 65)
        #expect(run.errors.contains("'feed.xml'") && run.errors.contains("empty"))
        #expect(run.output.isEmpty)
        let status = try await office.nashra("status --json").json()
        #expect(status[0]["articles"] as? Int == 0)
    }

    @Test("of a feed that was cut off all whole items are read, and it is said where it ends")
    func truncated() async throws {
        let whole = Data(Office.feed(1...20).utf8)
        try whole.prefix(whole.count / 2).write(to: office.folder.url.appending(path: "feed.xml"))
        let run = try await office.nashra("read --json feed.xml")
        #expect(run.code == 0)
        let json = try run.json()
        #expect(json[0]["wellformed"] as? Bool == false)
        let articles = try #require(json[0]["articles"] as? [[String: Any]])
        #expect(articles.count >= 8 && articles.count <= 11)
        let problems = try #require(json[0]["problems"] as? [[String: Any]])
        #expect(problems.contains { $0["line"] is Int && $0["message"] is String })
        #expect(run.errors.contains("feed.xml:"))
    }

    @Test("bytes that are not UTF-8 are read as what they say they are, or mended")
    func notUTF8() async throws {
        let title = "فيضان في غزة"
        let bytes = try #require(title.data(using: .init(rawValue: 0x8000_0506)))  // Windows-1256
        var feed = Data(
            "<?xml version=\"1.0\" encoding=\"windows-1256\"?>\n<rss version=\"2.0\"><channel><title>x</title><item><title>"
                .utf8)
        feed += bytes + Data("</title></item></channel></rss>".utf8)
        try feed.write(to: office.folder.url.appending(path: "old.xml"))
        let declared = try await office.nashra("match old.xml")
        #expect(declared.code == 0 && declared.output.contains(title), "\(declared.errors)")

        var torn = Data(Office.feed(1...3).utf8)
        let second = try #require(torn.range(of: Data("urn:2".utf8)))
        torn.insert(contentsOf: [0xFF, 0xFE, 0xC3], at: second.upperBound)
        try torn.write(to: office.folder.url.appending(path: "torn.xml"))
        let run = try await office.nashra("read --json torn.xml")
        #expect(run.code == 0)
        let json = try run.json()
        #expect((json[0]["articles"] as? [Any])?.count == 3)
        #expect((json[0]["problems"] as? [Any])?.isEmpty == false)
    }

    @Test("a large feed is read whole, and once")
    func large() async throws {
        // Most of it is what pages carry around their words.
        let style = String(repeating: "margin:0;padding:0;color:#112233;", count: 200)
        let items = (1...800).map { number in
            """
            <item><guid>\(number)</guid><title>فيضان رقم \(number)</title>
            <description>&lt;p style="\(style)"&gt;غرق \(number)&lt;/p&gt;</description></item>
            """
        }
        let feed =
            "<rss version=\"2.0\"><channel><title>x</title>\(items.joined(separator: "\n"))"
            + "</channel></rss>"
        #expect(feed.utf8.count > 5_000_000)
        try office.folder.write(feed, to: "feed.xml")
        let run = try await office.nashra("read --json feed.xml")
        #expect(run.code == 0)
        #expect((try run.json()[0]["articles"] as? [Any])?.count == 800)
    }

    @Test("six different mistakes of a subscriber's file are all told at once, also YAML's")
    func sixMistakes() async throws {
        let marked: MarkedText = """
            email: ‹lina@›
            timezone: ‹Gaza›
            digest: ‹25:00›
            ‹colour›: green
            rules:
              - match: ‹"›تنظيم الدولة" | داعش
              - name: regions
                regions: [‹Atlantis›]
            """
        try office.folder.write(marked.text, to: "subscribers/lina.yaml")
        let run = try await office.nashra("check --json")
        #expect(run.code == 1)
        let found = try run.json().filter { $0["severity"] as? String == "error" }
            .compactMap { finding -> Int? in finding["line"] as? Int }
        let expected = marked.stretches.map(\.start.line)
        #expect(Set(expected).isSubset(of: Set(found)), "\(run.output)")
        let text = try await office.nashra("check")
        #expect(text.errors.contains("Asia/Gaza"))
    }

    @Test("a query that begins with a quotation mark gets its line corrected")
    func quotationMark() async throws {
        let file =
            "email: a@example.org\ndigest: 07:30\nrules:\n  - match: \"تنظيم الدولة\" | داعش\n"
        try office.folder.write(file, to: "subscribers/desk.yaml")
        let run = try await office.nashra("check desk")
        #expect(run.code == 1)
        #expect(run.errors.contains("desk.yaml:4:"))
        #expect(run.errors.contains("match: '\"تنظيم الدولة\" | داعش'"))
        // The line to paste is right.
        let mended = file.replacing(
            "match: \"تنظيم الدولة\" | داعش", with: "match: '\"تنظيم الدولة\" | داعش'")
        try office.folder.write(mended, to: "subscribers/desk.yaml")
        #expect(try await office.nashra("check desk").code == 0)
    }

    @Test("a broken file stops no other, and its own last version stays in force")
    func brokenFile() async throws {
        try office.folder.write(
            Office.lina.replacing("lina@", with: "omar@"), to: "subscribers/omar.yaml")
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        try office.folder.write("email: [", to: "subscribers/lina.yaml")
        try office.folder.write(Office.feed(2...2), to: "feed.xml")
        let run = try await office.nashra("ingest --json feed.xml")
        #expect(run.code == 0)
        #expect(run.errors.contains("last accepted version is in force"))
        #expect(try run.json()[0]["matches"] as? Int == 2)
        let send = try await office.nashra("send --now --all --yes")
        #expect(send.code == 0 && send.errors.contains("last accepted version"))
        #expect(office.names("var/mail/new").count == 2)
        let status = try await office.nashra("status")
        #expect(status.code == 1 && status.output.contains("lina.yaml"))
    }

    @Test("an unknown variable of a template is pointed at, and nothing is sent or consumed")
    func template() async throws {
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        try office.folder.write("{{titel}}\n", to: "templates/digest.subject.mustache")
        let check = try await office.nashra("check")
        #expect(check.code == 1)
        #expect(check.errors.contains("templates/digest.subject.mustache:1:3: error: "))
        #expect(check.errors.contains("'titel'"))
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        for command in ["send --now --all --yes", "preview lina", "run --once"] {
            let run = try await office.nashra(command)
            #expect(run.code == 65 && run.errors.contains("'titel'"), "\(command)")
        }
        #expect(office.names("var/mail").isEmpty)
        try office.folder.write("News", to: "templates/digest.subject.mustache")
        let send = try await office.nashra("send --now --all --yes")
        #expect(send.code == 0 && send.output.contains("1 delivered"), "\(send.errors)")
    }

    @Test("a desk's own names are used, and a line that is wrong is named and stops nothing")
    func ownRegions() async throws {
        try office.folder.write(
            "سوق الهال\tSY\tar\tsite\t1\nRukban\tXX\ten\tsite\t1\n", to: "regions/ours.tsv")
        try office.folder.write(
            "{\"id\":\"1\",\"title\":\"حريق في سوق الهال\",\"language\":\"ar\"}\n",
            to: "one.json")
        let check = try await office.nashra("check")
        #expect(check.code == 1)
        #expect(check.errors.contains("regions/ours.tsv:2:8: error: unknown region 'XX'"))
        let match = try await office.nashra("read one.json --json")
        #expect(match.output.contains("\"code\":\"SY\""), "\(match.output)")
        try office.folder.write("", to: "regions/ours.tsv")
        #expect(try await office.nashra("check").code == 0)
    }

    @Test("a store that can't be written is said to be so, and no input is touched")
    func store() async throws {
        try office.folder.write("I am a file", to: "place")
        try office.folder.write("store: place/nashra.sqlite\n", to: "nashra.yaml")
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        let run = try await office.nashra("ingest feed.xml")
        #expect(run.code == 73)
        #expect(run.errors.contains("can't write the store 'place/nashra.sqlite'"))
        #expect(run.errors.contains("'store' in nashra.yaml"))
        #expect(office.names("") == ["feed.xml", "nashra.yaml", "place", "subscribers"])
    }

    @Test("a file that is no store is left as it is")
    func notAStore() async throws {
        try office.folder.write("a text, not a store\n", to: "notes.txt")
        try office.folder.write("store: notes.txt\n", to: "nashra.yaml")
        let run = try await office.nashra("status")
        #expect(run.code == 65 && run.errors.contains("'notes.txt' is not a store"))
        #expect(
            try String(contentsOfFile: office.folder.path + "notes.txt", encoding: .utf8)
                == "a text, not a store\n")
    }

    @Test("a Maildir that can't be written loses nothing")
    func maildir() async throws {
        try office.folder.write("I am a file", to: "place")
        try office.folder.write("mail: { relay: \"maildir:place/mail\" }\n", to: "nashra.yaml")
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let run = try await office.nashra("send --now --all --yes")
        #expect(run.code == 75 && run.errors.contains("maildir:place/mail"), "\(run.errors)")
        try FileManager.default.removeItem(atPath: office.folder.path + "place")
        let again = try await office.nashra("send --now --all --yes")
        #expect(again.code == 0 && office.names("place/mail/new").count == 1, "\(again.errors)")
    }

    @Test("no subscribers' folder, and an empty one, are told apart from nothing wrong")
    func noSubscribers() async throws {
        let bare = try Office()
        let run = try await bare.nashra("check")
        #expect(run.code == 1 && run.errors.contains("subscribers"))
    }
}
