import Foundation
import NashraTesting
import Testing

@Suite("what was recorded for a subscriber")
struct MatchesTests {
    private static let file = """
        timezone: Asia/Gaza
        channels:
          inbox: { email: lina@example.org }
          wire: { webhook: "http://127.0.0.1:9/" }
        digests:
          morning: { at: 07:30, to: inbox }
        rules:
          - { name: floods, match: فيضان, send: [morning, wire] }
          - { name: "=fires, all", match: 'حريق | =fire', send: morning }

        """

    private let office: Office

    private init() async throws {
        office = try Office(subscribers: ["lina": Self.file])
        try office.folder.write(
            """
            {"id": "1", "title": "فيضان في المدينة", "url": "https://news.example.org/1"}
            {"id": "2", "title": "=HYPERLINK(\\"http://x.example.org\\",\\"fire\\"), now"}
            {"id": "3", "title": "@fire: \\"big\\"", "text": "a\\nb"}
            """, to: "articles.jsonl")
        let ingest = try await office.nashra("ingest articles.jsonl")
        #expect(ingest.code == 0, "\(ingest.errors)")
    }

    @Test("as a table: a program reads back every cell, and a spreadsheet computes none")
    func table() async throws {
        try await office.nashra("send --now --all --yes")
        let run = try await office.nashra("matches lina --since 30d --csv")
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        #expect(run.output.hasSuffix("\r\n"))
        let answer = try Python.run(
            """
            import sys, csv, io, json
            rows = csv.reader(io.StringIO(sys.stdin.buffer.read().decode(), newline=""), strict=True)
            print(json.dumps(list(rows)))
            """, input: Data(run.output.utf8))
        let rows = try JSONDecoder().decode([[String]].self, from: Data(answer.utf8))
        #expect(
            rows.first == [
                "article", "matched", "rule", "title", "url", "evidence", "regions", "told",
                "told_at",
            ])
        #expect(rows.count == 4 && rows.allSatisfy { $0.count == 9 })
        let titles = rows.dropFirst().map { $0[3] }
        #expect(
            titles == [
                "'@fire: \"big\"", "'=HYPERLINK(\"http://x.example.org\",\"fire\"), now",
                "فيضان في المدينة",
            ])
        for cell in rows.joined() {
            #expect(!"=+-@\t".contains(cell.first ?? "x"), "\(cell)")
        }
        let flood = rows[3]
        #expect(flood[2] == "floods" && flood[4] == "https://news.example.org/1")
        #expect(flood[5] == "فيضان")
        #expect(flood[7].hasPrefix("morning now/") && flood[7].hasSuffix("; wire"))
        #expect(flood[8].components(separatedBy: "; ").allSatisfy { $0.hasSuffix("Z") })
        #expect(rows[1][2] == "'=fires, all")
    }

    @Test("as JSON and for people: what waits and what was told")
    func forms() async throws {
        let waiting = try await office.nashra("matches lina --json").json()
        #expect(waiting.count == 3)
        let told = try #require(waiting.last?["told"] as? [[String: Any]])
        #expect(told.map { $0["name"] as? String } == ["morning", "wire"])
        #expect(told.allSatisfy { $0["outcome"] as? String == "pending" && $0["at"] == nil })
        try await office.nashra("send --now --all --yes")
        let text = try await office.nashra("matches lina")
        #expect(text.output.contains("floods  because of فيضان"))
        #expect(text.output.contains("digest morning now/"))
        #expect(text.output.contains("alert to wire: told"))
        let sent = try await office.nashra("matches lina --json").json()
        let outcomes = sent.flatMap { $0["told"] as? [[String: Any]] ?? [] }
            .compactMap { $0["outcome"] as? String }
        #expect(outcomes == ["told", "told", "told", "told"])
    }

    @Test("nothing is a fine answer, nobody is not")
    func mistakes() async throws {
        let early = try await office.nashra("matches lina --since 1s")
        #expect(early.code == 0)
        for (words, code) in [
            ("matches nobody", 66), ("matches", 64), ("matches lina --since ever", 64),
            ("matches lina --csv --json", 64),
        ] as [(String, Int32)] {
            let run = try await office.nashra(words)
            #expect(run.code == code && run.output.isEmpty, "\(words): \(run.errors)")
        }
        let new = try Office(subscribers: ["lina": Office.lina])
        let run = try await new.nashra("matches lina --csv")
        #expect(run.code == 0 && run.lines.count == 1)
        #expect(new.names("var").isEmpty)
    }
}
