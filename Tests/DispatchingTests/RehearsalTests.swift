import Analysis
import Matching
import NashraTesting
import Newswire
import Testing

@testable import Dispatching

@Suite("rehearsing a rule")
struct RehearsalTests {
    private static func match(
        _ rule: Int, send: [String] = ["d"], terms: [String] = []
    ) -> Match {
        Match(
            subscriber: SubscriberID("a"), rule: "rule \(rule)", position: rule, send: send,
            evidence: terms.map {
                Evidence(field: .title, text: $0, start: 0, length: $0.count, term: $0)
            }, regions: [])
    }

    private static func article(_ before: [Match], _ after: [Match]) -> RehearsedArticle {
        RehearsedArticle(
            id: ArticleID("x"), title: "t", received: Timestamp(seconds: 0), before: before,
            after: after)
    }

    @Test("an article comes, goes, stays, or is sent elsewhere")
    func changes() {
        let (here, there) = (Self.match(0), Self.match(0, send: ["w"]))
        #expect(Self.article([], []).change == nil)
        #expect(Self.article([], [here]).change == .gained)
        #expect(Self.article([here], []).change == .lost)
        #expect(Self.article([here], [Self.match(1)]).change == .unchanged)
        #expect(Self.article([here], [there]).change == .moved)
        #expect(Self.article([here, there], [there, here]).change == .unchanged)
        #expect(Self.article([here], []).shown == [here])
        #expect(Self.article([here], [there]).shown == [there])
    }

    private func tally(days: Double, since: Double? = nil, articles: [RehearsedArticle])
        -> RehearsalTally
    {
        let now = Timestamp(seconds: 1_800_000_000)
        var tally = RehearsalTally(
            rules: ["rule 0", "rule 1"], since: now - .seconds((since ?? days) * 86_400),
            first: now - .seconds(days * 86_400), now: now)
        for article in articles { tally.add(article) }
        return tally
    }

    @Test("a rule's rate is over the days that articles cover, at least one")
    func rates() {
        let articles = (0..<60).map { _ in Self.article([], [Self.match(0)]) }
        let week = tally(days: 2, since: 14, articles: articles)
        #expect(week.rate(week.rules[0]) == 30 && !week.isTooMuch(week.rules[0]))
        let hour = tally(days: 0.05, articles: articles)
        #expect(hour.days == 1 && hour.isTooMuch(hour.rules[0]))
        #expect(!hour.isTooMuch(hour.rules[1]))
        let fifty = tally(days: 1, articles: Array(articles.prefix(50)))
        #expect(!fifty.isTooMuch(fifty.rules[0]))
        let none = tally(days: 1, articles: [])
        #expect(none.rate(none.rules[0]) == 0 && none.rules[0].noisiest == nil)
    }

    @Test("the noisiest term is the one that most matching articles hold, each counted once")
    func noise() {
        let counted = tally(
            days: 1,
            articles: [
                Self.article([], [Self.match(0, terms: ["a", "b", "b", "b"])]),
                Self.article([], [Self.match(0, terms: ["c"])]),
                Self.article([Self.match(0)], [Self.match(0, terms: ["c", "d"])]),
                Self.article([Self.match(0, terms: ["a"])], []),
            ])
        #expect(counted.rules[0].noisiest?.term == "c")
        #expect(counted.rules[0].noisiest?.articles == 2)
        #expect(counted.rules[0].matches == 3)
        #expect(counted.articles == 4)
        #expect(
            RehearsedArticle.Change.allCases.map(counted.count) == [2, 1, 0, 1])
    }

    private static func file(_ rule: String) -> String {
        "email: a@example.org\ndigest: 07:30\nrules:\n  - \(rule)\n"
    }

    @Test("the archive is asked whole, newest first, on all cores")
    func archive() async throws {
        let desk = try Desk(["desk": Self.file("فيضان")])
        let reception = try await desk.reception()
        for hour in 0..<35 {
            let articles = (0..<12).map { number in
                let word = ["فيضان", "حريق", "هدنة"][number % 3]
                return Wire.article("\(hour)/\(number)", "\(word) في المدينة \(hour)")
            }
            _ = try await reception.receive(articles)
            desk.clock.advance(by: .seconds(3600))
        }
        let reader = SampleFiles.reader
        let before = try #require(reader.entry(of: Self.file("فيضان")))
        let after = try #require(reader.entry(of: Self.file("حريق | فيضان")))
        let rehearsal = Rehearsal(
            of: after, beside: before, store: desk.store, analyzer: Analyzer(),
            places: .standard)
        var seen: [RehearsedArticle] = []
        var progress: [Int] = []
        let tally = try await rehearsal.run(
            since: desk.clock.now - .seconds(30 * 3600), now: desk.clock.now
        ) { done, total in
            #expect(total == 360)
            progress.append(done)
        } each: {
            seen.append($0)
        }
        #expect(tally.articles == 360 && progress.last == 360)
        #expect(tally.count(.gained) == 120 && tally.count(.lost) == 0)
        #expect(tally.count(.unchanged) == 120)
        #expect(seen.map(\.received) == seen.map(\.received).sorted(by: >))
        #expect(Set(seen.map(\.id)).count == seen.count)
    }
}

/// Subscribers' files without a folder.
enum SampleFiles {
    static let reader = SubscriberFileReader(
        defaults: HouseDefaults(), places: .standard, zones: .init())
}

extension SubscriberFileReader {
    func entry(of text: String) -> RuleBook.Entry? {
        read(Array(text.utf8), id: SubscriberID("desk"), path: "desk.yaml").entry
    }
}
