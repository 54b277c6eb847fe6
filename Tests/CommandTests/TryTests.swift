import Foundation
import NashraTesting
import Testing

@Suite("rehearsing on the recorded articles")
struct TryTests {
    private let office: Office

    /// Three floods and thirty fires are recorded.
    private init() async throws {
        office = try Office(subscribers: ["lina": Office.lina])
        try office.folder.write(Office.feed(1...3), to: "feed.xml")
        try office.folder.write(Office.feed(10...39, title: "حريق رقم"), to: "fires.xml")
        let ingest = try await office.nashra("ingest feed.xml fires.xml")
        #expect(ingest.code == 0, "\(ingest.errors)")
    }

    private static func file(_ rule: String) -> String {
        "email: lina@example.org\ndigest: 07:30\nrules:\n  - \(rule)\n"
    }

    @Test("an edited copy is set beside the file: what comes, what goes, and why")
    func copy() async throws {
        let edited = Self.file("حريق -١٥")
        let run = try await office.nashra(
            "try - --subscriber lina --since 14d", input: Data(edited.utf8))
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("33 articles of the last 14d, beside the version in force"))
        #expect(run.output.contains("gained 29, lost 3, unchanged 0"))
        #expect(run.output.contains("and 9 more"))
        #expect(run.output.contains("because of حريق (title)"))
        #expect(run.output.contains("lacks"))
        #expect(run.output.contains("29 matches, 29 a day, the noisiest term حريق in 29"))
        #expect(run.errors.isEmpty, "\(run.errors)")

        let all = try await office.nashra(
            "try - --subscriber lina --since 14d --all", input: Data(edited.utf8))
        #expect(!all.output.contains("more"))
        let json = try await office.nashra(
            "try - --subscriber lina --since 14d --json", input: Data(edited.utf8)
        ).json()
        #expect(json.count == 33)
        let summary = try #require(json.last)
        #expect(summary["gained"] as? Int == 29 && summary["lost"] as? Int == 3)
        #expect(summary["articles"] as? Int == 33)
        let lost = try #require(json.first { $0["change"] as? String == "lost" })
        let article = try #require(lost["article"] as? [String: Any])
        #expect((article["title"] as? String)?.hasPrefix("فيضان رقم") == true)
        #expect((article["id"] as? String)?.isEmpty == false)
        let reasons = try #require((lost["reasons"] as? [[String: Any]])?.first)
        #expect((reasons["reasons"] as? [String])?.isEmpty == false)
        let gained = try #require(json.first { $0["change"] as? String == "gained" })
        let rule = try #require((gained["rules"] as? [[String: Any]])?.first)
        #expect((rule["evidence"] as? [[String: Any]])?.first?["text"] as? String == "حريق")
    }

    @Test("a file edited in its place is set beside the version that was accepted")
    func inPlace() async throws {
        let same = try await office.nashra("try subscribers/lina.yaml")
        #expect(same.output.contains("gained 0, lost 0, unchanged 3"))
        try office.folder.write(Self.file("حريق | فيضان"), to: "subscribers/lina.yaml")
        let run = try await office.nashra("try subscribers/lina.yaml")
        #expect(run.output.contains("gained 30, lost 0, unchanged 3"), "\(run.errors)")
        try office.folder.write(Self.file("حريق"), to: "subscribers/desks/new.yaml")
        let new = try await office.nashra("try subscribers/desks/new.yaml")
        #expect(new.output.contains("desks/new: 33 articles of the last 14d, beside nothing"))
        #expect(new.output.contains("gained 30, lost 0"))
        let stray = try await office.nashra("try -", input: Data(Self.file("حريق").utf8))
        #expect(stray.code == 0 && stray.errors.contains("--subscriber"))
        #expect(stray.output.contains("gained 30"))
    }

    @Test("a query is one rule more, and what the subscriber gets anyway is no gain")
    func query() async throws {
        let alone = try await office.nashra("try --query", "رقم")
        #expect(alone.output.contains("gained 33, lost 0, unchanged 0"), "\(alone.errors)")
        let beside = try await office.nashra("try --subscriber lina --query", "رقم")
        #expect(beside.output.contains("gained 30, lost 0, unchanged 3"), "\(beside.errors)")
        let exclusion = try await office.nashra("try --query", "(رقم | حريق) -فيضان")
        #expect(exclusion.output.contains("gained 30"), "\(exclusion.errors)")
    }

    @Test("topics of the folder are known to what is tried")
    func topics() async throws {
        try office.folder.write("fire: [حريق, 'wild fire']\n", to: "subscribers/_topics.yaml")
        let query = try await office.nashra("try --query", "topic:fire")
        #expect(query.output.contains("gained 30, lost 0"), "\(query.errors)")
        let file = try await office.nashra(
            "try - --subscriber lina", input: Data(Self.file("topic:fire").utf8))
        #expect(file.output.contains("gained 30, lost 3"), "\(file.errors)")
        let none = try await office.nashra("try --query", "topic:flood")
        #expect(none.code == 65)
    }

    @Test("a rule that would bring more than fifty a day earns a warning")
    func warning() async throws {
        try office.folder.write(Office.feed(100...160, title: "خبر رقم"), to: "more.xml")
        try await office.nashra("ingest more.xml")
        let run = try await office.nashra("try --query", "رقم | خبر")
        #expect(run.code == 0)
        #expect(run.errors.contains("warning: the rule"))
        #expect(run.errors.contains("would bring 94 articles a day"))
        #expect(run.errors.contains("رقم"))
    }

    @Test("only what was received within the time counts")
    func since() async throws {
        let run = try await office.nashra("try --since 1s --query", "رقم")
        // Received a moment ago, or longer if this machine is busy.
        #expect(run.code == 0 && run.output.contains("articles of the last 1s"))
    }

    @Test("what can't be tried says so")
    func mistakes() async throws {
        let broken = "email: lina@example.org\ndigest: 7:3x\nrules:\n  - a | b c\n  - mtach: x\n"
        let errors = try await office.nashra(
            "try - --subscriber lina", input: Data(broken.utf8))
        #expect(errors.code == 65)
        // All of them.
        #expect(errors.errors.contains("-:2:") && errors.errors.contains("-:4:"))
        let cases: [(String, [String], Int32)] = [
            ("try nowhere.yaml", [], 66), ("try subscribers", [], 66), ("try", [], 64),
            ("try feed.xml --query a", [], 64), ("try --since soon --query a", [], 64),
            ("try --since 0 --query a", [], 64), ("try --query", ["a | b c"], 65),
            ("try --query", ["-غزة"], 65), ("try --query", ["(غزة"], 65),
            ("try --subscriber nobody --query", ["غزة"], 66),
        ]
        for (words, more, code) in cases {
            let run = try await NashraProcess.run(
                words.split(separator: " ").map(String.init) + more, in: office.folder.url)
            #expect(run.code == code, "\(words) \(more): \(run.errors)")
            #expect(!run.errors.isEmpty && run.output.isEmpty, "\(words)")
        }
        let column = try await office.nashra("try --query", "غزة | b c")
        #expect(column.errors.hasPrefix("--query:1:"))
        let none = try Office(subscribers: ["lina": Office.lina])
        let empty = try await none.nashra("try subscribers/lina.yaml")
        #expect(empty.code == 66 && empty.errors.contains("store"))
        #expect(none.names("var").isEmpty)
    }

    @Test("readers of a list change no rule, wherever the edited file stands")
    func readers() async throws {
        let file = "recipients: readers.csv\ntimezone: Asia/Gaza\ndigest: 07:30\nrules: فيضان\n"
        try office.folder.write(
            "email,language,timezone\na@example.org,ar,Asia/Gaza\nb@example.org,fr,Europe/Paris\n",
            to: "subscribers/readers.csv")
        try office.folder.write(file, to: "subscribers/all.yaml")
        let run = try await office.nashra(
            "try - --subscriber all", input: Data(file.replacing("فيضان", with: "حريق").utf8))
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("gained 30, lost 3, unchanged 0"))

        try office.folder.write(Office.feed(50...50), to: "one.xml")
        try await office.nashra("ingest one.xml")
        let why = try await office.nashra("why 50 all")
        let waiting = why.output.split(separator: "\n").filter {
            $0.contains("waits for its next edition, due")
        }
        #expect(waiting.count == 2, "\(why.output) \(why.errors)")
        #expect(Set(waiting).count == 2)
        let told = try #require(
            (try await office.nashra("matches all --json").json())[0]["told"] as? [[String: Any]])
        #expect(told.count == 2 && told.allSatisfy { $0["audience"] != nil })
    }
}
