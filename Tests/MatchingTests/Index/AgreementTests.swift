import Analysis
import Foundation
import NashraTesting
import Newswire
import Synchronization
import Testing

@testable import Matching

/// The plain evaluator is the judge. `NASHRA_PAIRS` asks for more pairs of a
/// rule and an article than the usual ones, as `make fuzz` does.
@Suite("the index and the plain evaluator")
struct AgreementTests {
    private static let pairs =
        ProcessInfo.processInfo.environment["NASHRA_PAIRS"].flatMap { Int($0) } ?? 60_000

    @Test("give the same answers to rules of every kind, in every state of a book")
    func agree() {
        let rounds = max(1, Self.pairs / (40 * 2 * 50))
        let disagreements = Mutex<[String]>([])
        let matches = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: rounds) { round in
            var puzzles = GeneratedPuzzles(seed: UInt64(1_000 + round))
            let entries = (0..<20).map { Self.entry($0, by: &puzzles) }
            let whole = RuleBook(Array(entries[..<17]), places: .standard)
            // Some edited, some new, one gone.
            let changed = (0..<4).map { Self.entry($0 * 5, by: &puzzles) }
            let edited = whole.replacing(
                changed + entries[17...], removing: [SubscriberID("3")])
            let books = [whole, edited, edited.compacted()]
            for number in 0..<50 {
                let article = Self.analyzed(puzzles.article())
                // The last book is as good as the one before.
                let book = books[number % 3]
                let found = book.found(in: article).map { shard, rule in
                    let entry = shard.entries[Int(rule.entry)]
                    return "\(entry.subscriber.id) \(rule.position)"
                }
                var expected: [Match] = []
                for case .matched(let match) in book.verdicts(on: article) {
                    expected.append(match)
                }
                matches.withLock { $0 += expected.count }
                let wanted = expected.map { "\($0.subscriber) \($0.position)" }
                if found != wanted || book.matches(article) != expected {
                    let other = Set(found).symmetricDifference(wanted).sorted().map { place in
                        Self.told(place, in: book)
                    }
                    disagreements.withLock {
                        $0.append("round \(round): \(other), \(article.article)")
                    }
                }
            }
        }
        for disagreement in disagreements.withLock({ $0 }).prefix(5) {
            Issue.record("\(disagreement)")
        }
        // A test in which nothing matches proves nothing.
        let count = matches.withLock { $0 }
        #expect(count > rounds * 100)
    }

    @Test("agree on an acronym that is written in two ways in one text in capitals")
    func acronym() throws {
        let query = try #require(Query.parse("US", places: .standard).query)
        let rule = Rule(name: "US", send: ["inbox"])
        let subscriber = Subscriber(
            id: SubscriberID("a"), name: "", language: .english, timeZone: "UTC", channels: [],
            digests: [], rules: [rule])
        let book = RuleBook(
            [RuleBook.Entry(subscriber: subscriber, queries: [query])], places: .standard)
        let article = Self.analyzed(
            Article(
                title: "", text: "FLOODS REACH US IN THE U.S. SOUTH TODAY", language: .english))
        #expect(book.found(in: article).count == 1)
        #expect(book.matches(article).first?.evidence.map(\.text) == ["U.S"])
    }

    /// Two rules of each subscriber, some with filters, some with those only.
    private static func entry(_ number: Int, by puzzles: inout GeneratedPuzzles) -> RuleBook.Entry {
        var rules: [Rule] = []
        var queries: [Query?] = []
        while rules.count < 4 {
            let text = puzzles.query()
            guard let query = Query.parse(text, places: .standard).query else { continue }
            var rule = Rule(name: "\(rules.count)", query: text, send: ["inbox"])
            if puzzles.chance(3) { filter(&rule, by: &puzzles) }
            rules.append(rule)
            queries.append(puzzles.chance(8) ? nil : query)
        }
        let subscriber = Subscriber(
            id: SubscriberID("\(number)"), name: "", language: .arabic, timeZone: "UTC",
            channels: [], digests: [], rules: rules)
        let none = puzzles.chance(4) ? Query.parse("عزة | us", places: .standard).query : nil
        return RuleBook.Entry(subscriber: subscriber, queries: queries, none: none)
    }

    private static func filter(_ rule: inout Rule, by puzzles: inout GeneratedPuzzles) {
        let regions = ["SY", "LB", "levant", "RU"].map { RegionCode($0) }
        if puzzles.chance(2) { rule.regions.include = [puzzles.pick(regions)] }
        if puzzles.chance(3) { rule.regions.exclude = [puzzles.pick(regions)] }
        if puzzles.chance(3) {
            rule.mentions.include = [puzzles.pick(regions), puzzles.pick(regions)]
        }
        if puzzles.chance(3) { rule.sources.include = [puzzles.pick(["SHMS", "desk"])] }
        if puzzles.chance(4) { rule.languages.include = [.arabic, .english] }
        if puzzles.chance(4) { rule.languages.exclude = [.english] }
        if puzzles.chance(4) { rule.urgency = puzzles.pick([.routine, .urgent, .flash]) }
    }

    private static func analyzed(_ article: Article) -> AnalyzedArticle {
        var analyzed = Analyzer().analyze(article)
        analyzed.article.regions = article.regions
        return analyzed
    }

    private static func told(_ place: String, in book: RuleBook) -> String {
        let parts = place.split(separator: " ")
        let entry = book.entry(of: SubscriberID(String(parts[0])))
        return "\(place): \(entry?.query(at: Int(parts[1]) ?? 0)?.text ?? "no query")"
    }
}
