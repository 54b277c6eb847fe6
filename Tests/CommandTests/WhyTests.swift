import Foundation
import NashraTesting
import Testing

@Suite("why an article came, or did not")
struct WhyTests {
    private static let file = """
        timezone: Asia/Gaza
        language: en
        channels:
          inbox: { email: lina@example.org }
          wire: { webhook: "http://127.0.0.1:9/" }
        digests:
          morning: { at: 07:30, to: inbox }
        rules:
          - { name: floods, match: فيضان, send: [morning, wire] }
          - { name: fires, match: حريق -غابات, send: morning }
          - { name: english, match: فيضان, languages: en, send: morning }

        """

    private let office: Office

    private init() async throws {
        office = try Office(
            configuration: "sources:\n  - { name: shms, folder: incoming }\n",
            subscribers: ["lina": Self.file])
        try office.folder.write(
            """
            {"id": "1", "title": "فيضان في الموصل", "url": "https://news.example.org/1", "language": "ar"}
            {"id": "2", "title": "حريق يلتهم غابات الساحل", "url": "https://news.example.org/2", "language": "ar"}
            {"id": "3", "title": "حريق في مستودع", "language": "ar", "text": "قرب \\"البصرة\\""}
            """, to: "articles.jsonl")
        let ingest = try await office.nashra("ingest --source shms articles.jsonl")
        #expect(ingest.code == 0, "\(ingest.errors)")
    }

    private func why(_ article: String, _ more: String...) async throws -> NashraProcess.Result {
        try await NashraProcess.run(["why", article, "lina"] + more, in: office.folder.url)
    }

    @Test("every stage of an article that was told, down to the server's reply")
    func told() async throws {
        let waiting = try await why("https://news.example.org/1")
        #expect(waiting.code == 0, "\(waiting.errors)")
        #expect(waiting.output.contains("lina will be told of it"))
        #expect(waiting.output.contains("waits for its next edition, due 2"))

        _ = try await office.nashra("send --now --all --yes")
        let run = try await why("https://news.example.org/1")
        for part in [
            "lina was told of it", "arrival: received 2", "from shms, first 2",
            "language: ar, urgency: routine", "regions: about IQ-NI (الموصل)",
            "story: ", "the first to tell it", "✓ floods → morning, wire",
            "words: فيضان (title)", "    matched 2", "digest morning now/", ": told 2",
            "message 1 to lina@example.org: sent, <", "delivered", "alert to wire: told",
            "– fires", "lacks", "– english", "in ar, not in en",
            "the smallest edit by which floods would stop:",
        ] {
            #expect(run.output.contains(part), "\(part) in \(run.output)")
        }
        let json = try #require(
            try await why("فيضان في الموصل", "--json").json().first)
        #expect(json["outcome"] as? String == "told")
        let rules = try #require(json["rules"] as? [[String: Any]])
        #expect(rules.map { $0["verdict"] as? String } == ["matched", "missed", "missed"])
        #expect(rules[0]["past"] as? String == "same")
        let recorded = try #require(rules[0]["recorded"] as? [String: Any])
        let tellings = try #require(recorded["told"] as? [[String: Any]])
        #expect(tellings.map { $0["name"] as? String } == ["morning", "wire"])
        let messages = try #require(tellings[0]["messages"] as? [[String: Any]])
        let envelope = try #require(messages.first?["envelope"] as? [String: Any])
        #expect(envelope["state"] as? String == "sent")
        let id = try #require(envelope["messageID"] as? String)
        let deliveries = try #require(messages.first?["deliveries"] as? [[String: Any]])
        #expect(deliveries.first?["outcome"] as? String == "delivered")
        // The digest told of two.
        let byMessage = try await why("<\(id)>")
        #expect(byMessage.code == 1 && byMessage.lines.count == 2, "\(byMessage.output)")
    }

    @Test("a message that was withdrawn told nobody")
    func unreached() async throws {
        let office = try Office(subscribers: ["lina": Office.lina])
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        #expect(try await office.nashra("suppressions add lina@example.org").code == 0)
        _ = try await office.nashra("send --now --all --yes")
        let run = try await office.nashra("why https://news.example.org/1 lina")
        #expect(run.output.contains("lina was not reached: its message was suppressed, by hand"))
        #expect(!run.output.contains("was told of it"), "\(run.output)")
        let json = try #require(
            try await office.nashra("why --json https://news.example.org/1 lina").json().first)
        #expect(json["outcome"] as? String == "unreached")
    }

    @Test("one that did not match: which clause failed, and the smallest edit")
    func missed() async throws {
        let run = try await why("غابات الساحل")
        #expect(run.code == 0)
        #expect(run.output.contains("lina does not get it: no rule matches"))
        #expect(run.output.contains("excluded by"))
        #expect(run.output.contains("the smallest edit by which fires would match:"))
        #expect(run.output.contains("drop \u{2068}-غابات"))
        let json = try #require(try await why("غابات الساحل", "--json").json().first)
        #expect(json["outcome"] as? String == "no-match")
        let edits = try #require((json["edits"] as? [[String: Any]])?.first)
        #expect(edits["rule"] as? String == "fires")
    }

    @Test("a rule that is younger than the article, one that changed, and one that is gone")
    func changes() async throws {
        try office.folder.write(
            Self.file.replacing(
                "match: فيضان, send: [morning, wire]", with: "match: زلزال, send: morning"
            )
            .replacing("name: english", with: "name: new").replacing("languages: en, ", with: ""),
            to: "subscribers/lina.yaml")
        let run = try await why("فيضان في الموصل")
        #expect(run.output.contains("lina will be told of it"))
        #expect(run.output.contains("– floods"))
        #expect(run.output.contains("changed since"))
        #expect(run.output.contains("✓ new"))
        #expect(run.output.contains("not recorded: the rule was not in the file when"))
        try office.folder.write(Office.lina, to: "subscribers/lina.yaml")
        let gone = try await why("فيضان في الموصل")
        #expect(gone.output.contains("✓ floods"))
        #expect(gone.output.contains("no rule of this name is in force any more"))
    }

    @Test("an article that was not recorded is judged by the rules alone")
    func files() async throws {
        try office.folder.write(
            #"{"id": "9", "title": "حريق كبير", "language": "ar"}"#, to: "one.json")
        let run = try await why("one.json")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("lina would get it; it was not recorded"))
        #expect(run.output.contains("✓ fires → morning"))
        let several = try await why("articles.jsonl")
        #expect(several.code == 1 && several.lines.count == 3)
        let known = try await why("articles.jsonl", "--json").json()
        #expect(known.allSatisfy { ($0["id"] as? String)?.isEmpty == false })
        let empty = try Office(subscribers: ["lina": Office.lina])
        try empty.folder.write(Office.feed(1...1), to: "feed.xml")
        let alone = try await empty.nashra("why feed.xml lina")
        #expect(alone.code == 0 && alone.output.contains("lina would get it"))
        #expect(empty.names("var").isEmpty)
    }

    @Test("as a test it is pasted into the rule, and check then holds the rule to it")
    func asTest() async throws {
        let test = try await why("مستودع", "--as-test")
        #expect(test.code == 0)
        #expect(test.output == "    finds:\n      - 'حريق في مستودع'\n")
        #expect(test.errors.contains("fires"))
        let ignored = try await why("غابات الساحل", "--as-test", "--ignores")
        #expect(ignored.output.hasPrefix("    ignores:\n      - 'حريق"))
        let pasted = """
            email: lina@example.org
            digest: 07:30
            rules:
              - name: fires
                match: حريق -غابات

            """
        try office.folder.write(
            pasted + test.output + ignored.output, to: "subscribers/lina.yaml")
        let check = try await office.nashra("check lina --strict")
        #expect(check.code == 0, "\(check.errors)")
        try office.folder.write(
            pasted.replacing(" -غابات", with: "") + test.output + ignored.output,
            to: "subscribers/lina.yaml")
        #expect(try await office.nashra("check lina").code == 1)
    }

    @Test("what can't be answered says so")
    func mistakes() async throws {
        let cases: [([String], Int32)] = [
            (["why", "زلزال", "lina"], 66), (["why", "فيضان", "nobody"], 66),
            (["why", "فيضان"], 64), (["why", "فيضان", "lina", "--ignores"], 64),
            (["why", "subscribers", "lina"], 66), (["why", "nowhere.json", "lina"], 66),
            (["why", "حريق", "lina"], 1),
        ]
        for (words, code) in cases {
            let run = try await NashraProcess.run(words, in: office.folder.url)
            #expect(run.code == code, "\(words): \(run.errors)")
            #expect(!run.errors.isEmpty)
        }
        let json = try await NashraProcess.run(
            ["why", "حريق", "lina", "--json"], in: office.folder.url)
        #expect(try json.json().count == 2)
        let typo = try await NashraProcess.run(["why", "حريق", "lian"], in: office.folder.url)
        #expect(typo.code == 66 && typo.errors.contains("did you mean 'lina'?"))
        // A broken file: the version that was accepted answers.
        try office.folder.write("rules: [\n", to: "subscribers/lina.yaml")
        let broken = try await why("فيضان في الموصل")
        #expect(broken.code == 0 && broken.errors.contains("error:"))
        #expect(broken.output.contains("✓ floods"))
    }
}
