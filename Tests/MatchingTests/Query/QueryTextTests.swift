import Newswire
import Testing

@testable import Matching

@Suite("a printed query")
struct QueryTextTests {
    @Test("parses to the tree it was printed from", arguments: 0..<1_000)
    func roundTrip(seed: Int) throws {
        var source = TreeSource(seed: seed)
        let query = source.query(depth: 4)
        let reading = Query.parse(query.text, places: .forTests, topics: .forTests)
        #expect(reading.problems.filter { $0.severity == .error } == [], "\(query.text)")
        #expect(reading.query == query, "\(query.text)")
    }

    @Test(
        "is written as people write it",
        arguments: [
            ("(a|b)  c -d", "(a | b) c -d"), ("NOT (a AND b)", "-(a b)"),
            ("title:(a OR b)", "title:a | title:b"), ("=\"US Army\"", "=«US Army»"),
            ("\"a b\"", "«a b»"), ("«OR»", "«OR»"), ("region:sy lang:AR", "region:SY lang:ar"),
            ("a NEAR b NEAR/5 c", "(a NEAR/10 b) NEAR/5 c"), ("-a ONEAR/2 b", "-(a ONEAR/2 b)"),
            ("2 OF (a b، c, d | f)", "2 OF («a b», c, (d | f))"),
            ("title:topic:FOOD", "title:topic:food"),
        ])
    func written(query: String, text: String) {
        #expect(
            Query.parse(query, places: .forTests, topics: .forTests).query?.text == text)
    }
}

/// Random normal trees, the same for the same seed.
private struct TreeSource {
    private var numbers: SeededNumbers

    init(seed: Int) {
        numbers = SeededNumbers(seed: seed)
    }

    mutating func query(depth: Int) -> Query {
        switch numbers.below(depth > 0 ? 11 : 6) {
        case 0...3: return .words(words())
        case 4: return region()
        case 5: return topic(in: numbers.pick([.anywhere, .anywhere, .title]))
        case 6: return query(depth: depth - 1).excluded
        case 7: return Query.allOf(parts(depth: depth - 1)) ?? region()
        case 8: return near(in: numbers.pick(QueryScope.allCases), depth: min(depth, 3) - 1)
        case 9:
            let parts = parts(depth: depth - 1)
            return Query.someOf(1 + numbers.below(parts.count), parts) ?? region()
        default: return Query.anyOf(parts(depth: depth - 1)) ?? region()
        }
    }

    private mutating func parts(depth: Int) -> [Query] {
        (0..<2 + numbers.below(3)).map { _ in query(depth: depth) }
    }

    private mutating func near(in scope: QueryScope, depth: Int) -> Query {
        var near = part(in: scope, depth: depth)
        for _ in 0...numbers.below(3) {
            near = .near(
                .init(
                    near, part(in: scope, depth: depth), within: 1 + numbers.below(3),
                    isOrdered: numbers.below(2) == 0))
        }
        return near
    }

    private mutating func part(in scope: QueryScope, depth: Int) -> Query {
        switch numbers.below(depth > 0 ? 6 : 4) {
        case 0...2: return .words(words(in: scope))
        case 3: return topic(in: scope)
        case 4: return near(in: scope, depth: depth - 1)
        default:
            let parts = (0..<2 + numbers.below(2)).map { _ in part(in: scope, depth: depth - 1) }
            return Query.anyOf(parts) ?? .words(words(in: scope))
        }
    }

    private mutating func topic(in scope: QueryScope) -> Query {
        let name = numbers.pick(["food", "وزير الخارجية"])
        let topic = Topics.forTests.topic(named: name) ?? region()
        return scope == .anywhere ? topic : topic.narrowed(to: scope) ?? topic
    }

    private mutating func region() -> Query {
        switch numbers.below(3) {
        case 0: .about(RegionCode(numbers.pick(["SY", "PS-GZA", "levant"])))
        case 1: .mentions(RegionCode(numbers.pick(["US", "gaza-strip"])))
        default: .language(numbers.pick([.arabic, .english, .french]))
        }
    }

    private mutating func words() -> Query.Words {
        words(in: numbers.pick(QueryScope.allCases))
    }

    private mutating func words(in scope: QueryScope) -> Query.Words {
        switch numbers.below(4) {
        case 0:
            return .init(
                numbers.pick(["فلسطين", "flood", "Росси"]), form: .prefix, in: scope)
        case 1:
            return .init(
                numbers.pick(["US", "US Army", "علي", "OR", "a|b"]), form: .exact, in: scope)
        default:
            let texts = [
                "سوريا", "تنظيم الدولة", "Covid-19", "Sana'a", "OR", "NEAR/5", "أو", "-a",
                "title:a", "https://example.org/?a=b", "a » b", "(a", "צה\"ל", "1,000", "俄罗斯", "و",
                "=a", "a، b", "&& a", "near5", "U.S.", "'a'", "2", "OF", "of", "NEAR", "N5",
                "AROUND", "atleast2", "<AND>", "/5", "قرب/5", "topic:food", "a,b", "NEAR/x",
            ]
            return .init(numbers.pick(texts), in: scope)
        }
    }
}
