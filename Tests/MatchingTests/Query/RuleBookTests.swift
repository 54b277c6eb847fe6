import Analysis
import Newswire
import Testing

@testable import Matching

@Suite("a rule book")
struct RuleBookTests {
    private static let article = Article(
        title: "كيري وبوتين يبحثان الهدنة في سوريا", language: .arabic, source: "شمس",
        urgency: .urgent)
    private static let regions: [RegionTag] = [
        .about("SY-HL", "حلب"), .about("RU", "موسكو"), .named("LB", "لبنان"),
    ]

    @Test("says which rules an article satisfies, and by what")
    func matches() throws {
        let book = try book([
            subscriber(
                "lina",
                [
                    Rule(
                        name: "كيري", query: "كيري بوتين سوريا",
                        regions: .init(include: [.init("SY")]), send: ["morning"]),
                    Rule(name: "sport", query: "رياضة", send: ["morning"]),
                    Rule(
                        name: "لبنان", mentions: .init(include: [.init("LB")]),
                        send: ["room", "morning"]),
                ]),
            subscriber("ali", [Rule(name: "RU", query: "mentions:RU | رياضة", send: ["inbox"])]),
        ])
        let analyzed = Self.article.analyzed(regions: Self.regions)
        let matches = book.matches(analyzed)
        #expect(matches.map(\.subscriber.id) == ["ali", "lina", "lina"])
        #expect(matches.map(\.rule) == ["RU", "كيري", "لبنان"])
        #expect(matches.map(\.position) == [0, 0, 2])
        #expect(matches.map(\.send) == [["inbox"], ["morning"], ["room", "morning"]])
        #expect(matches[1].evidence.map(\.text) == ["كيري", "وبوتين", "سوريا"])
        #expect(matches[1].evidence.map(\.term) == ["كيري", "بوتين", "سوريا"])
        #expect(matches.map { $0.regions.map(\.code.code) } == [["RU"], ["SY-HL"], ["LB"]])
        #expect(matches[2].evidence == [])

        let misses = book.misses(analyzed)
        #expect(misses.map(\.rule) == ["sport"])
        #expect(misses.map(\.position) == [1])
        #expect(misses[0].reasons == [.lacks(.words(.init("رياضة")))])
        #expect(misses[0].reason == "lacks '\u{2068}رياضة\u{2069}'")
    }

    private typealias Change = @Sendable (inout Rule) -> Void

    private static let filters: [(Change, [String])] = [
        ({ $0.regions.include = [.init("SY"), .init("IL")] }, []),
        ({ $0.regions.include = [.init("levant")] }, []),
        ({ $0.regions.include = [.init("LB")] }, ["not about LB"]),
        ({ $0.regions.exclude = [.init("LB")] }, []),
        ({ $0.regions.exclude = [.init("SY")] }, ["about SY-HL, which is excluded"]),
        ({ $0.mentions.include = [.init("LB")] }, []),
        ({ $0.mentions.include = [.init("US"), .init("IL")] }, ["does not name US or IL"]),
        ({ $0.mentions.exclude = [.init("LB")] }, ["names LB, which is excluded"]),
        ({ $0.sources.include = ["desk", "شمس"] }, []),
        ({ $0.sources.include = ["desk"] }, ["from 'شمس', not from 'desk'"]),
        ({ $0.sources.exclude = ["desk"] }, []),
        ({ $0.sources.exclude = ["شمس"] }, ["from 'شمس', which is excluded"]),
        ({ $0.languages.include = [.english, .arabic] }, []),
        ({ $0.languages.include = [.english, .french] }, ["in ar, not in en or fr"]),
        ({ $0.languages.exclude = [.arabic] }, ["in ar, which is excluded"]),
        ({ $0.urgency = .routine }, []),
        ({ $0.urgency = .urgent }, []),
        ({ $0.urgency = .flash }, ["urgent, not at least flash"]),
        (
            {
                $0.urgency = .flash
                $0.sources.include = ["desk"]
            }, ["from 'شمس', not from 'desk'", "urgent, not at least flash"]
        ),
    ]

    @Test("asks all filters", arguments: 0..<filters.count)
    func filter(index: Int) throws {
        let (change, reasons) = Self.filters[index]
        var rule = Rule(name: "r", query: "كيري", send: ["d"])
        change(&rule)
        let book = try book([subscriber("s", [rule])])
        let analyzed = Self.article.analyzed(regions: Self.regions)
        let messages = book.misses(analyzed).flatMap(\.reasons).map(\.message)
        #expect(messages.map { $0.filter { $0 != "\u{2068}" && $0 != "\u{2069}" } } == reasons)
        #expect(book.matches(analyzed).isEmpty == !reasons.isEmpty)
    }

    @Test(
        "knows a source by its name whatever its case and composition",
        arguments: [
            ("Café News", "cafe\u{301} NEWS", true), ("AFP", "afp", true), ("AFP", "AP", false),
        ])
    func sources(wanted: String, source: String, expected: Bool) throws {
        let rule = Rule(name: "r", sources: .init(include: [wanted]), send: ["d"])
        let book = try book([subscriber("s", [rule])])
        let article = Article(title: "a", source: source).analyzed()
        #expect(book.matches(article).isEmpty != expected)
    }

    @Test("keeps what a file excludes from all of its rules")
    func none() throws {
        let subscriber = subscriber(
            "s", [Rule(name: "a", query: "كيري", send: ["d"]), Rule(name: "b", send: ["d"])])
        let none = try #require(Query.anyOf([.words(.init("الهدنة")), .words(.init("رياضة"))]))
        let book = RuleBook(
            [.init(subscriber: subscriber, queries: [.words(.init("كيري")), nil], none: none)],
            places: .forTests)
        let analyzed = Self.article.analyzed()
        #expect(book.matches(analyzed) == [])
        #expect(
            book.misses(analyzed).map(\.reason)
                == Array(
                    repeating: "excluded by '\u{2068}الهدنة\u{2069}': '\u{2068}الهدنة\u{2069}' "
                        + "stands in the title", count: 2))
    }

    @Test(
        "leaves out of a trial what its headline does not state",
        arguments: [
            ("كيري", true), ("رياضة", false), ("كيري source:desk", true),
            ("رياضة source:desk", false), ("كيري | source:desk", true),
            ("رياضة | source:desk", false), ("كيري -source:desk", true), ("source:desk", true),
            ("كيري lang:en", true), ("كيري body:موسكو", true), ("كيري title:موسكو", false),
            ("كيري region:SY", false), ("كيري -(url:example.org | author:x)", true),
        ])
    func trial(query: String, expected: Bool) throws {
        let rule = Rule(
            name: "r", query: query, sources: .init(include: ["desk"]),
            languages: .init(include: [.english]), urgency: .flash, send: ["d"])
        let book = try book([subscriber("s", [rule])])
        let stated = Article(title: "كيري يبحث الهدنة")
        let verdict = book.trial(of: 0, for: .init("s"), on: stated.analyzed(), stated: stated)
        if case .matched = verdict { #expect(expected) } else { #expect(!expected) }
    }

    @Test("holds a trial to what its headline states")
    func strictTrial() throws {
        let rule = Rule(
            name: "r", query: "كيري source:desk", sources: .init(include: ["desk"]),
            languages: .init(include: [.english]), urgency: .flash, send: ["d"])
        let book = try book([subscriber("s", [rule])])
        let stated = Article(
            title: "كيري", language: .arabic, source: "شمس", urgency: .urgent)
        let verdict = book.trial(of: 0, for: .init("s"), on: stated.analyzed(), stated: stated)
        guard case .missed(let miss)? = verdict else {
            Issue.record("matched")
            return
        }
        #expect(miss.reasons.count == 4)
        #expect(book.trial(of: 1, for: .init("s"), on: stated.analyzed(), stated: stated) == nil)
    }

    private func subscriber(_ id: String, _ rules: [Rule]) -> Subscriber {
        Subscriber(
            id: SubscriberID(id), name: id, language: .arabic, timeZone: "Asia/Gaza",
            channels: [], digests: [], rules: rules)
    }

    private func book(_ subscribers: [Subscriber]) throws -> RuleBook {
        let entries = try subscribers.map { subscriber in
            RuleBook.Entry(
                subscriber: subscriber,
                queries: try subscriber.rules.map { rule in
                    try rule.query.map { text in
                        try #require(Query.parse(text, places: .forTests).query)
                    }
                })
        }
        return RuleBook(entries, places: .forTests)
    }
}
