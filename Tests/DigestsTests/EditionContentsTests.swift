import Newswire
import Testing

@testable import Digests

@Suite("What an edition tells")
struct EditionContentsTests {
    private func candidate(
        _ story: String, _ rule: String, at minute: Int64, position: Int = 0,
        priority: Rule.Priority = .normal, article: String? = nil, language: String = "ar",
        source: String = "shms", words: [String] = [], regions: [String] = []
    ) -> Candidate {
        Candidate(
            story: StoryID(story), article: ArticleID(article ?? story),
            language: LanguageTag(language), source: source,
            published: Timestamp(seconds: minute * 60), rule: rule, position: position,
            priority: priority, words: words, regions: regions.map { RegionCode($0) })
    }

    private func contents(
        _ candidates: [Candidate], limit: Int = 25, grouping: DigestPlan.Grouping? = .rule
    ) -> EditionContents {
        EditionContents(candidates, limit: limit, grouping: grouping, language: .arabic)
    }

    private func shape(_ contents: EditionContents) -> [String] {
        contents.groups.map { group in
            let heading =
                switch group.heading {
                case .rule(let name): name
                case .region(let code): code?.code ?? "-"
                case .everything: "*"
                case .source(let name): name ?? "-"
                }
            return heading + ":" + group.entries.map(\.story.id).joined(separator: ",")
        }
    }

    @Test("a word is shown once, however it is written")
    func words() {
        let contents = contents([
            candidate("a", "r", at: 5, words: ["Lorries", "cross", "lorries"])
        ])
        #expect(
            contents.groups[0].entries[0].why == [Reason(rule: "r", words: ["Lorries", "cross"])])
    }

    @Test("a story is one entry, and names every rule in the order of the file")
    func oneStory() {
        let contents = contents([
            candidate("a", "second", at: 5, position: 1, words: ["غزة", "غزة"]),
            candidate("a", "first", at: 9, position: 0, article: "copy", source: "wire"),
            candidate(
                "a", "second", at: 7, position: 1, article: "late", source: "wire",
                words: ["لغزة", "غزة"]),
        ])
        #expect(shape(contents) == ["first:a"])
        let entry = contents.groups.first?.entries.first
        #expect(
            entry?.why == [
                Reason(rule: "first", words: []), Reason(rule: "second", words: ["لغزة", "غزة"]),
            ])
        #expect(entry?.lead.id == "copy")
        #expect(entry?.articles.map(\.id) == ["copy", "late", "a"])
        #expect(entry?.source == "wire")
        #expect(entry?.otherSources == ["shms"])
    }

    @Test("the article that tells a story is the newest in the reader's language")
    func lead() {
        let contents = contents([
            candidate("a", "r", at: 1, article: "old", source: "one"),
            candidate("a", "r", at: 2, article: "arabic", source: "two"),
            candidate("a", "r", at: 3, article: "english", language: "en", source: "three"),
        ])
        let entry = contents.groups.first?.entries.first
        #expect(entry?.lead.id == "arabic")
        #expect(entry?.otherSources == ["three", "one"])
    }

    @Test("priority comes first, then the newest, then the place in the file")
    func ranking() {
        let contents = contents([
            candidate("low", "l", at: 99, position: 0, priority: .low),
            candidate("older", "n", at: 1, position: 1),
            candidate("newer", "n", at: 2, position: 1),
            candidate("same time, later rule", "o", at: 1, position: 2),
            candidate("high", "h", at: 0, position: 3, priority: .high),
        ])
        #expect(
            shape(contents) == ["h:high", "n:newer,older", "o:same time, later rule", "l:low"])
    }

    @Test("the best are told and the others counted", arguments: [(0, 5), (2, 3), (5, 0), (9, 0)])
    func limit(limit: Int, more: Int) {
        let candidates = (0..<5).map { candidate("s\($0)", "r", at: Int64($0)) }
        let contents = contents(candidates, limit: limit)
        #expect(contents.more == more)
        #expect(contents.groups.flatMap(\.entries).count == 5 - more)
        #expect(contents.groups.first?.entries.first?.story.id == (limit > 0 ? "s4" : nil))
    }

    @Test("groups follow the plan")
    func grouping() {
        let candidates = [
            candidate("a", "r", at: 3, source: "x", regions: ["SY", "RU"]),
            candidate("b", "r", at: 2, source: "y"),
            candidate("c", "q", at: 1, position: 1, source: "x", regions: ["SY"]),
        ]
        #expect(shape(contents(candidates)) == ["r:a,b", "q:c"])
        #expect(shape(contents(candidates, grouping: .region)) == ["SY:a,c", "-:b"])
        #expect(shape(contents(candidates, grouping: .source)) == ["x:a,c", "y:b"])
        #expect(shape(contents(candidates, grouping: nil)) == ["*:a,b,c"])
    }

    @Test("the order in which candidates come changes nothing")
    func isStable() {
        let candidates = (0..<40).map { index in
            candidate(
                "s\(index % 13)", "r\(index % 4)", at: Int64(index % 5), position: index % 4,
                article: "a\(index % 17)", language: index % 2 == 0 ? "ar" : "en",
                source: "f\(index % 3)", words: ["w\(index % 6)"])
        }
        let expected = contents(candidates, limit: 7)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20 {
            #expect(contents(candidates.shuffled(using: &random), limit: 7) == expected)
        }
    }

    @Test("nothing pending gives nothing")
    func empty() {
        #expect(contents([]).groups.isEmpty)
        #expect(contents([]).more == 0)
    }
}
