import Almanac
import Analysis
import Foundation
import Matching
import NashraTesting
import Newswire

/// What is made to cost: articles of 2 MiB, each asked about by an index of ten
/// thousand rules that has learnt nothing of it beforehand; and queries and
/// files, each read.
struct HostileRun {
    let news: GeneratedNews
    private static let size = 2 << 20
    private static let queries = [
        "«a a b»", "«a a a a a a a a»", "a NEAR/3 b", "(a ONEAR/2 a) NEAR/100 b", "aaa*",
        "2 OF (a, b, c)", "x NEAR/1 x",
    ]

    /// In milliseconds.
    private static let limit = 100.0

    /// Prints the time of each; whether all were within the limit.
    func report() -> Bool {
        let articles = reportArticles()
        return reportQueries() && articles
    }

    private func reportQueries() -> Bool {
        let words = (0..<500).map { "كلمة\($0)" }
        let queries: [(String, String)] = [
            (
                "a thousand brackets",
                String(repeating: "(", count: 1000) + "a"
                    + String(repeating: ")", count: 1000)
            ),
            ("20,000 letters", String(repeating: "س", count: 20_000)),
            ("10,000 words", String(repeating: "س ", count: 10_000)),
            ("20,000 brackets", String(repeating: "(", count: 20_000)),
            ("6,600 apostrophes", String(repeating: "'a ", count: 6_600)),
            ("20,000 stars", String(repeating: "*", count: 20_000)),
            ("2,500 mixed groups", String(repeating: "a | b c ", count: 2_500)),
            ("OF of 500", "3 OF (\(words.joined(separator: ", ")))"),
            ("2,800 NEAR", "a" + String(repeating: " NEAR b", count: 2_800)),
        ]
        var isFast = true
        // The first one pays for what is read once.
        _ = Query.parse("a", places: .standard)
        for (name, text) in queries {
            isFast = report(name) { _ = Query.parse(text, places: .standard) } && isFast
        }
        let reader = SubscriberFileReader(
            defaults: HouseDefaults(), places: .standard, zones: ZoneFolder())
        let bomb =
            "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + zip("bcdefghijk", "abcdefghij").map { name, earlier in
                "\(name): &\(name) [" + (0..<9).map { _ in "*\(earlier)" }.joined(separator: ", ")
                    + "]\n"
            }.joined()
        return report("a YAML alias bomb") {
            _ = reader.read(Array(bomb.utf8), id: SubscriberID("bomb"), path: "bomb.yaml")
        } && isFast
    }

    private func report(_ name: String, _ work: () -> Void) -> Bool {
        let start = CPUTime.thread()
        work()
        let time = (CPUTime.thread() - start) * 1e3
        print(
            "  \(name): \(String(format: "%.1f", time)) ms"
                + (time < Self.limit ? "" : ", OVER the limit of \(Int(Self.limit))"))
        return time < Self.limit
    }

    private func reportArticles() -> Bool {
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
            let isIn = report(article.rawValue) {
                words.begin(LanguageTag("en"))
                words.add(.text, text, by: scanner)
                matcher.matches(words, signs: [.any], into: &matched)
            }
            isFast = isFast && isIn
        }
        return isMemoryFlat(matcher, &words, scanner) && isFast
    }

    /// Whether the same articles, asked about again and again, keep no memory.
    private func isMemoryFlat(
        _ matcher: IndexMatcher, _ words: inout ArticleWords, _ scanner: WordScanner
    ) -> Bool {
        var kept: [Double] = []
        for _ in 0..<Self.rounds {
            for article in HostileArticle.all {
                var matched: [UInt32] = []
                words.begin(LanguageTag("en"))
                words.add(.text, article.text(size: Self.size), by: scanner)
                matcher.matches(words, signs: [.any], into: &matched)
            }
            kept.append(ResidentMemory.mebibytes)
        }
        let growth = kept[Self.rounds - 1] - kept[0]
        print(
            "  memory after each round of them: "
                + kept.map { String(format: "%.0f", $0) }.joined(separator: ", ") + " MiB"
                + (growth < Self.mostGrowth ? "" : ", NOT flat"))
        return growth < Self.mostGrowth
    }

    private static let rounds = 4
    /// In MiB, of the last round against the first.
    private static let mostGrowth = 16.0
}

/// What the process holds of the machine's memory.
enum ResidentMemory {
    static var mebibytes: Double {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
            .split(separator: " ").dropFirst().first.flatMap { Double($0) }
        return (pages ?? 0) * Double(sysconf(Int32(_SC_PAGESIZE))) / Double(1 << 20)
    }
}
