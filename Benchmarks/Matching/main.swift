import Foundation
import NashraTesting

// Asks made-up rules about made-up news and says how fast that went. A run of
// 1000, 10k, 100k or 1M states how many matches it must find, and fails if it
// finds others; with --judge any run fails that the plain evaluator contradicts.
//
//     matching-benchmark [--judge] [--hostile] [--reload] [COUNT…]
//
// COUNT is a number of queries: 1000, 10k, 1M; without any, 1k to 1M and all the
// rest. --judge asks the plain evaluator too, a query at a time; --hostile asks
// about articles that are made to cost; --reload edits a file among 100,000.

var sizes: [Int] = []
var options: Set<String> = []
for argument in CommandLine.arguments.dropFirst() {
    let number = argument.replacing("k", with: "000").replacing("M", with: "000000")
    if ["--judge", "--hostile", "--reload"].contains(argument) {
        options.insert(argument)
    } else if let size = Int(number), size > 0 {
        sizes.append(size)
    } else {
        print("matching-benchmark: '\(argument)' is no number of queries")
        exit(64)
    }
}
if sizes.isEmpty, options.subtracting(["--judge"]).isEmpty {
    sizes = [1_000, 10_000, 100_000, 1_000_000]
    options.formUnion(["--hostile", "--reload"])
}

let news = GeneratedNews()
var failed = false
if !sizes.isEmpty {
    // Those that teach which words there are, and those that are measured: no
    // article is met twice, as in life.
    let corpus = Corpus(
        known: news.articles(10_000, seed: 2), fresh: news.articles(4_000, seed: 4))
    print(
        "\(corpus.articles.count) articles of \(GeneratedNews.wordsOfArticle) words, "
            + "\(corpus.bytes / corpus.articles.count) bytes each")
    for size in sizes {
        let run = MatchingRun(news: news, corpus: corpus, size: size)
        failed = !run.report(judged: options.contains("--judge")) || failed
    }
}
if options.contains("--reload") {
    failed = try await !ReloadRun(news: news).report() || failed
}
if options.contains("--hostile") {
    print("articles of 2 MiB that are made to cost, 10,000 queries")
    failed = !HostileRun(news: news).report() || failed
}
exit(failed ? 1 : 0)
