import Newswire
import Testing

@testable import Matching

/// Trees built by hand: the evaluator is the judge of every other engine, and
/// owes nothing to the parser.
@Suite("nearness, counts and topics asked of an article")
struct NearnessTests {
    private static let article = Article(
        title: "كيري وبوتين يبحثان الهدنة", summary: "two three one",
        text: "one x two x x three. Alpha beta gamma x x x x x x delta one.\n\n"
            + "epsilon zeta x x alpha, beta.",
        language: .english, source: "shms")

    private static func word(
        _ text: String, _ form: Query.Words.Form = .any, in scope: QueryScope = .anywhere
    ) -> Query {
        .words(.init(text, form: form, in: scope))
    }

    private static func near(
        _ distance: Int, _ parts: Query..., isOrdered: Bool = false
    ) -> Query {
        .near(.init(parts: parts, distance: distance, isOrdered: isOrdered))
    }

    private static func of(_ count: Int, _ texts: String...) -> Query {
        .atLeast(count, of: texts.map { word($0) })
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var query: Query
        /// Nil where it does not hold.
        var words: [String]?
        var testDescription: String { query.text }
    }

    private static let cases: [Case] = [
        Case(query: near(2, word("one"), word("two")), words: ["two", "one", "one", "two"]),
        Case(query: near(1, word("one"), word("two")), words: nil),
        Case(query: near(2, word("zeta"), word("epsilon")), words: ["epsilon", "zeta"]),
        Case(query: near(2, word("zeta"), word("epsilon"), isOrdered: true), words: nil),
        Case(
            query: near(1, word("epsilon"), word("zeta"), isOrdered: true),
            words: ["epsilon", "zeta"]),
        // Never across fields; a phrase counts from its last word.
        Case(query: near(100, word("كيري"), word("two")), words: nil),
        Case(query: near(7, word("beta gamma"), word("delta")), words: ["beta gamma", "delta"]),
        Case(query: near(6, word("beta gamma"), word("delta")), words: nil),
        Case(query: near(1, word("كيري"), word("بوتين")), words: ["كيري", "وبوتين"]),
        Case(query: near(3, word("alph", .prefix), word("zeta")), words: ["zeta", "alpha"]),
        // The same word twice needs two places.
        Case(query: near(1, word("epsilon"), word("epsilon")), words: nil),
        Case(query: near(100, word("zeta"), word("zeta")), words: nil),
        Case(query: near(15, word("one"), word("one"), isOrdered: true), words: nil),
        Case(
            query: near(16, word("one"), word("one"), isOrdered: true), words: ["one", "one"]),
        // Chains: near to what was found so far.
        Case(
            query: near(3, word("one"), word("two"), word("three"), isOrdered: true),
            words: ["one", "two", "three"]),
        Case(
            query: near(
                3, near(2, word("one"), word("two"), isOrdered: true), word("three"),
                isOrdered: true),
            words: ["one", "two", "three"]),
        Case(
            query: near(2, word("one"), word("two"), word("three"), isOrdered: true), words: nil),
        Case(
            query: near(1, .any([word("nothing"), word("Alpha beta")]), word("gamma")),
            words: ["Alpha beta", "gamma"]),
        Case(
            query: near(1, .any([word("alpha"), word("alpha beta")]), word("gamma")),
            words: ["Alpha", "Alpha beta", "gamma"]),
        // Places outside of what was found are no evidence.
        Case(query: near(4, word("gamma"), word("beta")), words: ["beta", "gamma"]),
        // Scopes.
        Case(
            query: near(2, word("one", in: .body), word("two", in: .body)), words: ["one", "two"]),
        Case(query: near(9, word("one", in: .title), word("two", in: .title)), words: nil),
        Case(query: near(9, word("zeta", in: .lead), word("alpha", in: .lead)), words: nil),
        Case(
            query: near(1, .topic("t", .any([word("zeta"), word("y")])), word("epsilon")),
            words: ["epsilon", "zeta"]),
        // Counts.
        Case(query: of(2, "zeta", "y", "gamma"), words: ["gamma", "zeta"]),
        Case(query: of(2, "zeta", "y", "z"), words: nil),
        Case(query: .not(of(2, "zeta", "y", "z")), words: []),
        Case(
            query: .atLeast(2, of: [.not(word("y")), word("zeta"), word("z")]), words: ["zeta"]),
        // Topics.
        Case(query: .topic("t", .any([word("zeta"), word("y")])), words: ["zeta"]),
        Case(query: .topic("t", word("y")), words: nil),
        Case(query: .not(.topic("t", word("y"))), words: []),
    ]

    @Test("are answered with the words that matter", arguments: cases)
    func evidence(test: Case) {
        switch verdict(test.query) {
        case .matched(let found, _): #expect(found.map(\.text) == test.words)
        case .missed(let reasons): #expect(test.words == nil, "\(reasons.map(\.message))")
        }
    }

    private static let denied: [(Query, [String])] = [
        (near(1, word("one"), word("two")), ["'one' and 'two' stand farther apart than 1 word"]),
        (
            near(2, word("one"), word("two"), word("zeta")),
            ["'one', 'two' and 'zeta' stand farther apart than 2 words"]
        ),
        (
            near(3, word("zeta"), word("epsilon"), isOrdered: true),
            ["'zeta' and 'epsilon' do not stand in this order within 3 words"]
        ),
        (near(5, word("one"), word("y")), ["lacks 'y'"]),
        (
            near(5, word("x", in: .title), word("y", in: .title)),
            ["lacks 'x' in the title", "lacks 'y' in the title"]
        ),
        (
            near(5, .any([word("y"), word("z")]), word("one")),
            ["lacks any of y, z"]
        ),
        (
            near(9, near(1, word("one"), word("two")), word("x")),
            ["'one' and 'two' stand farther apart than 1 word"]
        ),
        (of(2, "zeta", "y", "z"), ["has only 1 of the 2 wanted of zeta, y, z"]),
        (of(2, "y", "z", "q"), ["has none of the 2 wanted of y, z, q"]),
        (.topic("putin", .any([word("y"), word("z")])), ["lacks the topic 'putin'"]),
        (.not(.topic("t", word("zeta"))), ["excluded by 'zeta': 'zeta' stands in the text"]),
    ]

    @Test("are denied with what failed", arguments: denied)
    func reasons(query: Query, expected: [String]) {
        switch verdict(query) {
        case .matched: Issue.record("matched: \(query.text)")
        case .missed(let reasons): #expect(reasons.map(\.message) == expected)
        }
    }

    @Test("tell only the first places of each term")
    func bounded() {
        let article = Article(text: String(repeating: "one two ", count: 1000)).analyzed()
        let query = Self.near(3, Self.word("one"), Self.word("two"))
        switch QueryEvaluator(article, places: .forTests).verdict(on: query) {
        case .matched(let found, _):
            #expect(
                found.map(\.term) == Array(repeating: ["one", "two"], count: 5).flatMap(\.self))
        case .missed: Issue.record("missed")
        }
    }

    private static let unstated: [(Query, Bool)] = [
        (near(5, word("a", in: .author), word("b", in: .author)), true),
        (.atLeast(2, of: [word("zeta"), .language(.french), word("y")]), true),
        (.atLeast(2, of: [word("x"), .language(.french), word("y")]), false),
        (
            .atLeast(2, of: [.language(.french), word("a", in: .author), word("b", in: .url)]),
            true
        ),
        (.topic("t", .language(.french)), true),
    ]

    @Test("let pass what an example does not state", arguments: unstated)
    func stated(query: Query, holds: Bool) {
        let headline = Article(title: "zeta")
        let evaluator = QueryEvaluator(headline.analyzed(), places: .forTests, stated: headline)
        switch evaluator.verdict(on: query) {
        case .matched: #expect(holds)
        case .missed: #expect(!holds)
        }
    }

    @Test("know whether they want anything")
    func onlyExclusion() {
        let sport = Query.not(Self.word("sport"))
        #expect(!Self.near(5, Self.word("a"), Self.word("b")).isOnlyExclusion)
        #expect(!Self.of(2, "a", "b", "c").isOnlyExclusion)
        #expect(!Query.atLeast(2, of: [sport, Self.word("a"), Self.word("b")]).isOnlyExclusion)
        #expect(Query.atLeast(2, of: [sport, .language(.arabic), Self.word("b")]).isOnlyExclusion)
        #expect(Query.not(Self.of(2, "a", "b", "c")).isOnlyExclusion)
        #expect(!Query.topic("t", Self.word("a")).isOnlyExclusion)
        #expect(Query.not(.topic("t", Self.word("a"))).isOnlyExclusion)
    }

    @Test("are written and read back")
    func written() {
        let query = Query.all([
            Self.near(5, Self.word("a b"), .any([Self.word("c"), Self.word("d")])),
            Self.of(2, "a", "b c", "d"), .not(.topic("t", Self.word("y"))),
            .not(Self.near(3, Self.word("e"), Self.word("f"), isOrdered: true)),
        ])
        #expect(
            query.text == "«a b» NEAR/5 (c | d) 2 OF (a, «b c», d) -topic:t -(e ONEAR/3 f)")
        #expect(
            ReadBack().sentence(query) == "«a b» within 5 words of (any of c, d); "
                + "and at least 2 of a, «b c», d; without the topic t (y); "
                + "without e at most 3 words before f")
    }

    private func verdict(_ query: Query) -> QueryEvaluator.Verdict {
        QueryEvaluator(Self.article.analyzed(), places: .forTests).verdict(on: query)
    }
}
