import Newswire
import Storage
import Testing

@testable import Dispatching

@Suite("finding the article that is meant")
struct ArticleFinderTests {
    private let desk: Desk
    private let finder: ArticleFinder
    private let ids: [ArticleID]

    private init() async throws {
        desk = try Desk(["desk": "email: a@example.org\ndigest: 07:30\nrules: الموصل\n"])
        finder = ArticleFinder(store: desk.store, sources: ["shms"])
        ids = try await desk.receive(
            Wire.article("1", "فيضانات في الموصل"), Wire.article("2", "فيضانات في الموصل وأربيل"),
            Article(url: "https://other.example.org/a?id=3", title: "Floods in Mosul"),
            Wire.article("4", "حريق في البصرة", source: "unlisted")
        ).map(\.id)
    }

    private func title(_ found: ArticleFinder.Found) -> [ArticleID] {
        switch found {
        case .article(let id): [id]
        case .several(let titles): titles.map(\.id)
        case .none: []
        }
    }

    @Test("by id, address, its source's name for it, and words of the headline")
    func one() async throws {
        let cases: [(String, Int)] = [
            (ids[2].id, 2), ("https://shms.example.org/1", 0),
            ("https://other.example.org/a?id=3&utm_source=mail#top", 2),
            ("HTTPS://OTHER.example.org/a?id=3", 2), ("2", 1), ("أربيل", 1), ("اربيل موصل", 1),
            ("mosul", 2), ("بصرة", 3),
            // Both have the words, one has no others.
            ("فيضانات في الموصل", 0),
        ]
        for (words, index) in cases {
            let found = try await finder.find(words)
            #expect(found == .article(ids[index]), "\(words): \(found)")
        }
    }

    @Test("by the beginning of its id as messages show it, with or without brackets")
    func begun() async throws {
        for (index, id) in ids.enumerated() {
            let short = String(id.id.prefix(ArticleID.fewestShown))
            for words in [short, "[\(short)]", short.uppercased(), String(id.id.prefix(12))] {
                #expect(try await finder.find(words) == .article(ids[index]), "\(words)")
            }
            // Fewer letters may be a word of a headline.
            #expect(try await finder.find(String(short.dropLast())) == .none)
        }
        let shown = try desk.look { try $0.shortIDs(of: Set(ids)) }
        #expect(
            shown == Dictionary(uniqueKeysWithValues: ids.map { ($0, String($0.id.prefix(8))) }))
    }

    @Test("a beginning that several ids have names none of them, and messages show more of each")
    func ambiguous() async throws {
        let ids = ["aaaaaaaaaaaaaaaa", "aaaaaaaaaaaabbbb", "aaaaaaaabbbbbbbb"]
        for (old, new) in zip(self.ids, ids) {
            try desk.sabotage("UPDATE identity SET public_id = '\(new)' WHERE public_id = '\(old)'")
        }
        guard case .several(let titles) = try await finder.find("aaaaaaaa") else {
            Issue.record("taken for one")
            return
        }
        #expect(titles.map(\.id.id).sorted() == ids)
        let shown = try desk.look { try $0.shortIDs(of: Set(ids.map { ArticleID($0) })) }
        #expect(
            Set(shown.values) == ["aaaaaaaaaaaaa", "aaaaaaaaaaaab", "aaaaaaaab"])
        for (id, short) in shown {
            #expect(try await finder.find(short) == .article(id))
        }
    }

    @Test("several are listed, the newest first")
    func several() async throws {
        let found = try await finder.find("فيضانات")
        guard case .several(let titles) = found else {
            Issue.record("\(found)")
            return
        }
        #expect(titles.map(\.id) == [ids[1], ids[0]])
        #expect(titles.map(\.source) == ["shms", "shms"])
    }

    @Test(
        "nothing is found for what nobody recorded",
        arguments: [
            "زلزال", "https://shms.example.org/9", "", "  ", "…", "<a@b>", "a@b.example.org",
            "%", "' OR 1=1 --", "aaaaaaaaaaaaaaaa",
        ])
    func none(words: String) async throws {
        #expect(try await finder.find(words) == .none)
    }

    @Test("by the Message-ID of the mail that told of it, with or without brackets")
    func message() async throws {
        desk.clock.advance(by: .seconds(86_400))
        _ = try await desk.editionsNow()
        let id = try #require(try desk.outbox().first?.messageID)
        for words in [id, "<\(id)>"] {
            let found = try await finder.find(words)
            #expect(Set(title(found)) == [ids[0], ids[1]], "\(found)")
        }
    }
}
