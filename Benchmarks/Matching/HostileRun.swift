import Analysis
import Foundation
import Matching
import NashraTesting
import Newswire

/// Hostile articles of 2 MiB, each asked about by an index of ten thousand
/// rules: nothing is learnt of them beforehand.
struct HostileRun {
    let news: GeneratedNews
    private static let size = 2 << 20
    private static let queries = [
        "«a a b»", "«a a a a a a a a»", "a NEAR/3 b", "(a ONEAR/2 a) NEAR/100 b", "aaa*",
        "2 OF (a, b, c)", "x NEAR/1 x",
    ]

    /// Prints the time of each; whether all were within the limit.
    func report() -> Bool {
        let scanner = WordScanner()
        var builder = QueryIndexBuilder(hash: scanner.hash)
        for text in news.queries(10_000) + Self.queries {
            if let query = Query.parse(text, places: .standard).query { builder.add(query) }
        }
        let matcher = IndexMatcher(builder.index())
        var words = ArticleWords()
        var isFast = true
        for article in HostileArticle.all {
            let text = article.text(size: Self.size)
            var matched: [UInt32] = []
            let start = CPUTime.thread()
            words.begin(LanguageTag("en"))
            words.add(.text, text, by: scanner)
            matcher.matches(words, signs: [.any], into: &matched)
            let time = (CPUTime.thread() - start) * 1e3
            isFast = isFast && time < 100
            print("  \(article.rawValue): \(String(format: "%.1f", time)) ms")
        }
        return isFast
    }
}
