import Newswire
import Testing

@testable import Matching

@Suite("a printed query")
struct QueryTextTests {
    @Test("parses to the tree it was printed from", arguments: 0..<500)
    func roundTrip(seed: Int) throws {
        var source = TreeSource(seed: UInt64(seed))
        let query = source.query(depth: 4)
        let reading = Query.parse(query.text, places: .forTests)
        #expect(reading.problems.filter { $0.severity == .error } == [], "\(query.text)")
        #expect(reading.query == query, "\(query.text)")
    }

    @Test(
        "is written as people write it",
        arguments: [
            ("(a|b)  c -d", "(a | b) c -d"), ("NOT (a AND b)", "-(a b)"),
            ("title:(a OR b)", "title:a | title:b"), ("=\"US Army\"", "=«US Army»"),
            ("\"a b\"", "«a b»"), ("«OR»", "«OR»"), ("region:sy lang:AR", "region:SY lang:ar"),
        ])
    func written(query: String, text: String) {
        #expect(Query.parse(query, places: .forTests).query?.text == text)
    }
}

/// Random normal trees, the same for the same seed.
private struct TreeSource {
    var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    mutating func below(_ limit: Int) -> Int {
        // SplitMix64.
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[below(values.count)]
    }

    mutating func query(depth: Int) -> Query {
        switch below(depth > 0 ? 8 : 5) {
        case 0...3: return .words(words())
        case 4: return region()
        case 5: return query(depth: depth - 1).excluded
        case 6: return Query.allOf(parts(depth: depth - 1)) ?? region()
        default: return Query.anyOf(parts(depth: depth - 1)) ?? region()
        }
    }

    private mutating func parts(depth: Int) -> [Query] {
        (0..<2 + below(3)).map { _ in query(depth: depth) }
    }

    private mutating func region() -> Query {
        switch below(3) {
        case 0: .about(RegionCode(pick(["SY", "PS-GZA", "levant"])))
        case 1: .mentions(RegionCode(pick(["US", "gaza-strip"])))
        default: .language(pick([.arabic, .english, .french]))
        }
    }

    private mutating func words() -> Query.Words {
        let scope = pick(QueryScope.allCases)
        switch below(4) {
        case 0: return .init(pick(["فلسطين", "flood", "Росси"]), form: .prefix, in: scope)
        case 1: return .init(pick(["US", "US Army", "علي", "OR", "a|b"]), form: .exact, in: scope)
        default:
            let texts = [
                "سوريا", "تنظيم الدولة", "Covid-19", "Sana'a", "OR", "NEAR/5", "أو", "-a",
                "title:a", "https://example.org/?a=b", "a » b", "(a", "צה\"ל", "1,000", "俄罗斯", "و",
                "=a", "a، b", "&& a", "near5", "U.S.", "'a'",
            ]
            return .init(pick(texts), in: scope)
        }
    }
}
