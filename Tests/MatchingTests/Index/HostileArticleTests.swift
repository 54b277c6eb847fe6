import Analysis
import NashraTesting
import Newswire
import Testing

@testable import Matching

/// Each is answered, and as the plain evaluator answers it. How fast is the
/// business of `make bench`, which asks the same.
@Suite("a hostile article")
struct HostileArticleTests {
    private static let queries = [
        "غزة", "a a b", "«a a b»", "«a a a a a a a a»", "a NEAR/3 b", "(a ONEAR/2 a) NEAR/100 غزة",
        "aaa*", "=a", "-a", "title:a", "2 OF (a, b, c)", "«a b» | «b a»", "x NEAR/1 x",
    ]

    @Test("is answered like any other", arguments: HostileArticle.all)
    func answer(article: HostileArticle) throws {
        let queries = try Self.queries.map {
            try #require(Query.parse($0, places: .standard).query)
        }
        let rules = Self.queries.indices.map { Rule(name: "\($0)", send: ["inbox"]) }
        let subscriber = Subscriber(
            id: SubscriberID("all"), name: "", language: .arabic, timeZone: "UTC", channels: [],
            digests: [], rules: rules)
        let book = RuleBook(
            [RuleBook.Entry(subscriber: subscriber, queries: queries)], places: .standard)
        let analyzed = Article(title: "غزة", text: article.text(size: 100_000)).analyzed()
        let evaluator = QueryEvaluator(analyzed, places: .standard)
        let expected = queries.indices.filter { index in
            if case .matched = evaluator.verdict(on: queries[index]) { true } else { false }
        }
        #expect(book.found(in: analyzed).map { Int($0.rule.position) } == expected)
    }

    @Test("leaves nothing behind for the next one")
    func next() throws {
        let query = try #require(Query.parse("«a a b»", places: .standard).query)
        var builder = QueryIndexBuilder(hash: RuleBook.scanner.hash)
        builder.add(query)
        let matcher = IndexMatcher(builder.index())
        var words = ArticleWords()
        var matched: [UInt32] = []
        for (text, count) in [
            ("a a b", 1), (HostileArticle.oneLetter.text(size: 50_000), 0), ("a a", 0),
            ("a a b", 1),
        ] {
            words.begin(.english)
            words.add(.text, text, by: RuleBook.scanner)
            matched.removeAll()
            matcher.matches(words, signs: [.any], into: &matched)
            #expect(matched.count == count)
        }
    }
}
