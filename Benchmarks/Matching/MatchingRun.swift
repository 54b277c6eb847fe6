import Analysis
import CAllocations
import Foundation
import Matching
import NashraTesting
import Newswire

/// One number of queries: compiles them, learns from the articles how rare
/// words are, compiles anew, and measures.
struct MatchingRun {
    let corpus: Corpus
    let size: Int
    private let queries: [Query]
    private let parseTime: Double
    private let scanner = WordScanner()

    /// How often the articles are gone through when no word is new.
    private static let rounds = 5

    /// Matches of all articles that a run of so many queries must find. They
    /// change when what a word answers changes; --judge tells whether rightly.
    private static let expected: [Int: Int] = [
        1_000: 1_945, 10_000: 21_024, 100_000: 214_818, 1_000_000: 2_165_398,
    ]

    init(news: GeneratedNews, corpus: Corpus, size: Int) {
        self.corpus = corpus
        self.size = size
        let texts = news.queries(size)
        let start = CPUTime.thread()
        queries = texts.map { text in
            guard let query = Query.parse(text, places: .standard).query else {
                print("matching-benchmark: the query '\(text)' can't be read")
                exit(70)
            }
            return query
        }
        parseTime = CPUTime.thread() - start
    }

    /// Prints the figures of the run; whether it found what it must.
    func report(judged: Bool) -> Bool {
        var start = CPUTime.thread()
        let first = index(learningFrom: nil)
        let compileTime = CPUTime.thread() - start
        _ = pass(IndexMatcher(first), corpus.known)
        start = CPUTime.thread()
        let index = index(learningFrom: first)
        let learntTime = CPUTime.thread() - start

        let matcher = IndexMatcher(index)
        _ = pass(matcher, corpus.known)
        let (looked, unknown) = (matcher.candidates, matcher.unknownWords)
        let allocations = nashra_allocations()
        start = CPUTime.thread()
        let matches = pass(matcher, corpus.articles)
        let time = CPUTime.thread() - start
        let articles = Double(corpus.articles.count)
        let allocated = Double(nashra_allocations() - allocations) / articles
        // Once more, now that no word is new.
        start = CPUTime.thread()
        for _ in 0..<Self.rounds { _ = pass(matcher, corpus.articles) }
        let warm = (CPUTime.thread() - start) / Double(Self.rounds)
        let again = nashra_allocations()
        _ = pass(matcher, corpus.articles)
        let allocatedWarm = Double(nashra_allocations() - again) / articles

        let share = 100 * Double(matches) / Double(corpus.articles.count) / Double(size)
        print(
            """
            \(size) queries, \(index.queryCount) different; \(matches) matches, \
            \(share.formatted(2)) % of all
              articles a CPU second     \(Int(articles / time)), \(Int(articles / warm)) when no word is new
              microseconds an article   \((time / articles * 1e6).formatted(1)), \((warm / articles * 1e6).formatted(1))
              candidates an article     \((Double(matcher.candidates - looked) / Double(Self.rounds + 2) / articles).formatted(1))
              new words an article      \((Double(matcher.unknownWords - unknown) / articles).formatted(1))
              allocations an article    \(allocated.formatted(2)), \(allocatedWarm.formatted(2)) when no word is new
              bytes a query             \((Double(index.byteCount) / Double(size)).formatted(1))
              reading the queries       \(parseTime.formatted(2)) CPU s
              compiling                 \(compileTime.formatted(2)) CPU s, \
            \(learntTime.formatted(2)) with what was learnt
            """)
        let (one, two) = threads(index)
        print("  two threads               \((one / two).formatted(2)) times one")
        let isRight = !judged || judge(index)
        if let expected = Self.expected[size], expected != matches {
            print("  WRONG: \(expected) matches must be found")
            return false
        }
        return isRight
    }

    private func index(learningFrom earlier: QueryIndex?) -> QueryIndex {
        var builder = QueryIndexBuilder(hash: scanner.hash)
        for query in queries { builder.add(query) }
        return builder.index(learningFrom: earlier)
    }

    /// Asks about every article; the number of matches, equal queries counted
    /// each.
    private func pass(_ matcher: IndexMatcher, _ articles: [Corpus.Article]) -> Int {
        var words = ArticleWords()
        var matched: [UInt32] = []
        var count = 0
        for article in articles {
            words.begin(article.language)
            words.add(.title, article.title, by: scanner)
            words.add(.text, article.text, by: scanner)
            matched.removeAll(keepingCapacity: true)
            matcher.matches(words, signs: [.any], into: &matched)
            for query in matched { count += matcher.index.itemCount(of: query) }
        }
        return count
    }

    /// Wall-clock seconds of one thread for twice the articles, and of two for
    /// as many.
    private func threads(_ index: QueryIndex) -> (one: Double, two: Double) {
        let run = { (threads: Int) in
            let matchers = (0..<threads).map { _ in Worker(matcher: IndexMatcher(index)) }
            DispatchQueue.concurrentPerform(iterations: threads) {
                _ = pass(matchers[$0].matcher, corpus.articles)
            }
            let start = ContinuousClock.now
            let rounds = 4 / threads
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                for _ in 0..<rounds { _ = pass(matchers[thread].matcher, corpus.articles) }
            }
            return (ContinuousClock.now - start) / .seconds(1)
        }
        return (run(1), run(2))
    }

    /// Each is used by one thread.
    private struct Worker: @unchecked Sendable {
        let matcher: IndexMatcher
    }

    /// Whether the plain evaluator finds the same.
    private func judge(_ index: QueryIndex) -> Bool {
        let matcher = IndexMatcher(index)
        let analyzer = Analyzer()
        var words = ArticleWords()
        var wrong = 0
        let sample = corpus.articles.prefix(20)
        var asked = 0.0
        for article in sample {
            let analysed = analyzer.analyze(
                .init(title: article.title, text: article.text, language: article.language))
            words.begin(analysed.article.language)
            words.add(.title, article.title, by: scanner)
            words.add(.text, article.text, by: scanner)
            var matched: [UInt32] = []
            matcher.matches(words, signs: [.any], into: &matched)
            let found = Set(matched.flatMap(index.items))
            let evaluator = QueryEvaluator(analysed, places: .standard)
            let before = CPUTime.thread()
            for (item, query) in queries.enumerated() {
                let isMatch =
                    if case .matched = evaluator.verdict(on: query) { true } else { false }
                if isMatch != found.contains(UInt32(item)) {
                    wrong += 1
                    print("  \(isMatch ? "not found" : "found wrongly"): \(query.text)")
                }
            }
            asked += CPUTime.thread() - before
        }
        print(
            "  the plain evaluator       \(Int(Double(sample.count) / asked)) articles a CPU "
                + "second, \(wrong) other answers in \(sample.count * queries.count)")
        return wrong == 0
    }
}

extension Double {
    fileprivate func formatted(_ digits: Int) -> String {
        String(format: "%.\(digits)f", self)
    }
}
