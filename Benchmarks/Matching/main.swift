import Analysis
import CAllocations
import Foundation
import Matching
import NashraTesting
import Newswire

// Asks made-up rules about made-up news and says how fast that went. Every run
// states how many matches it must find, and fails if it finds others.
//
//     matching-benchmark [--judge] [COUNT…]      queries: 1000, 10k, 1M …
//
// --judge asks the plain evaluator too, a query at a time.

var sizes: [Int] = []
var judges = false
for argument in CommandLine.arguments.dropFirst() {
    if argument == "--judge" {
        judges = true
    } else if let size = Int(
        argument.replacing("k", with: "000").replacing("M", with: "000000"))
    {
        sizes.append(size)
    } else {
        print("matching-benchmark: '\(argument)' is no number of queries")
        exit(64)
    }
}
if sizes.isEmpty { sizes = [1_000, 10_000, 100_000, 1_000_000] }

let news = GeneratedNews()
// Those that teach which words there are, and those that are measured: no
// article is met twice, as in life.
let corpus = Corpus(known: news.articles(10_000, seed: 2), fresh: news.articles(4_000, seed: 4))
print(
    "\(corpus.articles.count) articles of \(GeneratedNews.wordsOfArticle) words, "
        + "\(corpus.bytes / corpus.articles.count) bytes each")
var failed = false
for size in sizes {
    let run = MatchingRun(news: news, corpus: corpus, size: size)
    failed = !run.report(judged: judges) || failed
}
exit(failed ? 1 : 0)
