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

    /// Matches of all articles that a run of so many queries must find.
    private static let expected: [Int: Int] = [:]

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
        _ = pass(IndexMatcher(first))
        start = CPUTime.thread()
        let index = index(learningFrom: first)
        let learntTime = CPUTime.thread() - start

        let matcher = IndexMatcher(index)
        let matches = pass(matcher)
        let looked = matcher.candidates
        let allocations = nashra_allocations()
        start = CPUTime.thread()
        let rounds = max(1, 20_000 / corpus.articles.count)
        for _ in 0..<rounds { _ = pass(matcher) }
        let time = CPUTime.thread() - start
        let articles = rounds * corpus.articles.count
        let allocated = Double(nashra_allocations() - allocations) / Double(articles)

        let share = 100 * Double(matches) / Double(corpus.articles.count) / Double(size)
        print(
            """
            \(size) queries, \(index.queryCount) different; \(matches) matches, \
            \(share.formatted(2)) % of all
              articles a CPU second     \(Int(Double(articles) / time))
              microseconds an article   \((time / Double(articles) * 1e6).formatted(1))
              candidates an article     \((Double(looked) / Double(corpus.articles.count)).formatted(1))
              allocations an article    \(allocated.formatted(2))
              bytes a query             \((Double(index.byteCount) / Double(size)).formatted(1))
              reading the queries       \(parseTime.formatted(2)) CPU s
              compiling                 \(compileTime.formatted(2)) CPU s, \
            \(learntTime.formatted(2)) with what was learnt
            """)
        let (one, two) = threads(index)
        print("  two threads               \((one / two).formatted(2)) times one")
        if judged { judge(index) }
        if let expected = Self.expected[size], expected != matches {
            print("  WRONG: \(expected) matches must be found")
            return false
        }
        return true
    }

    private func index(learningFrom earlier: QueryIndex?) -> QueryIndex {
        var builder = QueryIndexBuilder(hash: scanner.hash)
        for query in queries { builder.add(query) }
        return builder.index(learningFrom: earlier)
    }

    /// Asks about every article; the number of matches, equal queries counted
    /// each.
    private func pass(_ matcher: IndexMatcher) -> Int {
        var words = ArticleWords()
        var matched: [UInt32] = []
        var count = 0
        for article in corpus.articles {
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
            DispatchQueue.concurrentPerform(iterations: threads) { _ = pass(matchers[$0].matcher) }
            let start = ContinuousClock.now
            let rounds = 8 / threads
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                for _ in 0..<rounds { _ = pass(matchers[thread].matcher) }
            }
            return (ContinuousClock.now - start) / .seconds(1)
        }
        return (run(1), run(2))
    }

    /// Each is used by one thread.
    private struct Worker: @unchecked Sendable {
        let matcher: IndexMatcher
    }

    private func judge(_ index: QueryIndex) {
        let matcher = IndexMatcher(index)
        let analyzer = Analyzer()
        var words = ArticleWords()
        var wrong = 0
        let sample = corpus.articles.prefix(20)
        let start = CPUTime.thread()
        var asked = 0.0
        for article in sample {
            words.begin(article.language)
            words.add(.title, article.title, by: scanner)
            words.add(.text, article.text, by: scanner)
            var matched: [UInt32] = []
            matcher.matches(words, signs: [.any], into: &matched)
            let found = Set(matched.flatMap(index.items))
            let analysed = analyzer.analyze(
                .init(title: article.title, text: article.text, language: article.language))
            let evaluator = QueryEvaluator(analysed, places: .standard)
            let before = CPUTime.thread()
            for (item, query) in queries.enumerated() {
                let isMatch =
                    if case .matched = evaluator.verdict(on: query) { true } else { false }
                if isMatch != found.contains(UInt32(item)) { wrong += 1 }
            }
            asked += CPUTime.thread() - before
        }
        _ = start
        print(
            "  the plain evaluator       \(Int(Double(sample.count) / asked)) articles a CPU "
                + "second, \(wrong) other answers in \(sample.count * queries.count)")
    }
}

extension Double {
    fileprivate func formatted(_ digits: Int) -> String {
        String(format: "%.\(digits)f", self)
    }
}
