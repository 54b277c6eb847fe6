import Almanac
import Analysis
import Foundation
import Matching
import NashraTesting
import Newswire

/// An edited file at a hundred thousand subscribers, from its bytes to a book in
/// which it is in force and has matched.
struct ReloadRun {
    let news: GeneratedNews
    private static let subscribers = 100_000
    private static let edits = 50

    /// Prints the times.
    func report() {
        let reader = SubscriberFileReader(
            defaults: HouseDefaults(), places: .standard, zones: ZoneFolder())
        let entries = news.queries(Self.subscribers).enumerated().compactMap { number, text in
            Query.parse(text, places: .standard).query.map { query in
                RuleBook.Entry(
                    subscriber: Subscriber(
                        id: SubscriberID("s\(number)"), name: "", language: .english,
                        timeZone: "UTC", channels: [], digests: [],
                        rules: [Rule(name: text, query: text, send: ["inbox"])]),
                    queries: [query])
            }
        }
        var start = CPUTime.thread()
        var book = RuleBook(entries, places: .standard)
        let whole = CPUTime.thread() - start
        let file = """
            email: lina@example.org
            timezone: UTC
            digest: 07:30
            rules:
              - فيضان | «flash flood»
              - match: (كيري | بوتين) سوريا -رياضة
                regions: [SY, RU]
            """
        var times: [Double] = []
        for edit in 0..<Self.edits {
            start = CPUTime.thread()
            let content = reader.read(
                Array(file.utf8), id: SubscriberID("s\(edit)"), path: "s.yaml")
            if let entry = content.entry { book = book.replacing([entry]) }
            times.append((CPUTime.thread() - start) * 1e3)
        }
        times.sort()
        print(
            """
            \(Self.subscribers) subscribers
              compiling the book        \(String(format: "%.2f", whole)) CPU s
              an edited file in force   \(String(format: "%.2f", times[times.count / 2])) ms, \
            the slowest of \(Self.edits) \(String(format: "%.2f", times[times.count - 1])) ms
            """)
    }
}
