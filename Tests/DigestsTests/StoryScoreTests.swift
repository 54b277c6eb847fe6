import Newswire
import Testing

@testable import Digests

@Suite("Which story stands above which")
struct StoryScoreTests {
    /// A minute before a quarter of an hour ends.
    private static let now: Int64 = 1_800_000_000 + 14 * 60

    /// A story that was news so many minutes ago.
    private struct Told: Sendable {
        var minutesAgo: Int64
        var weight = 0.0
        var sources = 1
        var position = 0
        var priority = Rule.Priority.normal
        var id = ""

        func candidate(_ name: String) -> Candidate {
            Candidate(
                story: StoryID(id.isEmpty ? name : id), article: ArticleID(name),
                published: Timestamp(seconds: StoryScoreTests.now - minutesAgo * 60),
                rule: "\(position)",
                position: position, priority: priority, weight: weight, sources: sources)
        }
    }

    /// Whether `a` stands above `b`, in whatever order they come.
    private func isAbove(_ a: Told, _ b: Told, _ score: StoryScore = .standard) -> Bool {
        let both = [a.candidate("a"), b.candidate("b")]
        let orders = [both, both.reversed()].map { candidates in
            EditionContents(
                candidates, limit: 9, grouping: .source, language: .english, score: score
            ).groups.flatMap(\.entries).map(\.lead.id)
        }
        #expect(orders[0] == orders[1])
        return orders[0].first == "a"
    }

    @Test("no score reaches over a priority")
    func priority() {
        let best = Told(minutesAgo: 0, weight: 99, sources: 99, priority: .normal)
        #expect(isAbove(Told(minutesAgo: 99_999, position: 9, priority: .high), best))
        #expect(!isAbove(Told(minutesAgo: 0, weight: 99, sources: 99, priority: .low), best))
        var later = best
        later.minutesAgo = 99_999
        #expect(
            isAbove(later, Told(minutesAgo: 0, weight: 99, sources: 99, priority: .low)))
    }

    @Test("what is about the rule's regions gains up to twelve hours, and nothing more")
    func region() {
        let now = Told(minutesAgo: 0)
        #expect(isAbove(Told(minutesAgo: 11 * 60, weight: 10), now))
        #expect(!isAbove(Told(minutesAgo: 13 * 60, weight: 10), now))
        #expect(isAbove(Told(minutesAgo: 5 * 60, weight: 6), now))
        #expect(!isAbove(Told(minutesAgo: 7 * 60, weight: 6), now))
        var without = StoryScore.standard
        without.region = .zero
        #expect(!isAbove(Told(minutesAgo: 60, weight: 10), now, without))
    }

    @Test("a rule that asks for no region loses nothing to an article barely about one")
    func barelyAbout() {
        let barely = Told(minutesAgo: 30, weight: 2)
        #expect(!isAbove(barely, Told(minutesAgo: 0)))
        var without = StoryScore.standard
        without.barelyAbout = 0
        #expect(isAbove(barely, Told(minutesAgo: 0), without))
    }

    @Test("beyond wholly there is no more")
    func whollyAbout() {
        let report = Told(minutesAgo: 30, weight: 40)
        let other = Told(minutesAgo: 0, weight: 10)
        #expect(!isAbove(report, other))
        var without = StoryScore.standard
        without.whollyAbout = 40
        #expect(isAbove(report, other, without))
    }

    @Test("each doubling of the sources is six hours")
    func doubledSources() {
        for (sources, hours) in [(2, 6), (3, 9), (4, 12), (8, 18)] as [(Int, Int64)] {
            let told = { (minutes: Int64) in Told(minutesAgo: minutes, sources: sources) }
            #expect(isAbove(told(hours * 60 - 30), Told(minutesAgo: 0)), "\(sources)")
            #expect(!isAbove(told(hours * 60 + 30), Told(minutesAgo: 0)), "\(sources)")
        }
        var without = StoryScore.standard
        without.doubledSources = .zero
        #expect(!isAbove(Told(minutesAgo: 30, sources: 9), Told(minutesAgo: 0), without))
    }

    @Test("sixteen sources are as many as count")
    func mostSources() {
        let syndicated = Told(minutesAgo: 30, sources: 1000)
        let other = Told(minutesAgo: 0, sources: 16)
        #expect(!isAbove(syndicated, other))
        var without = StoryScore.standard
        without.mostSources = .max
        #expect(isAbove(syndicated, other, without))
    }

    @Test("in one quarter of an hour the rules' places in the file decide")
    func grain() {
        let first = Told(minutesAgo: 10, position: 0)
        let second = Told(minutesAgo: 0, position: 1)
        #expect(isAbove(first, second))
        #expect(!isAbove(Told(minutesAgo: 20, position: 0), second))
        var without = StoryScore.standard
        without.grain = .milliseconds(1)
        #expect(!isAbove(first, second, without))
    }

    @Test("what is equal in all that is ordered by its time, then its id")
    func ties() {
        #expect(isAbove(Told(minutesAgo: 0), Told(minutesAgo: 1)))
        #expect(isAbove(Told(minutesAgo: 0, id: "1"), Told(minutesAgo: 0, id: "2")))
        #expect(!isAbove(Told(minutesAgo: 0, id: "2"), Told(minutesAgo: 0, id: "1")))
    }

    @Test("sources that matched count also where nothing is known of others")
    func matchedSources() {
        let moments = [0, 300, 310].map { Timestamp(seconds: 1_800_000_000 - $0 * 60) }
        let contents = EditionContents(
            zip(["alone", "carried", "carried"], moments).enumerated().map { index, story in
                Candidate(
                    story: StoryID(story.0), article: ArticleID("\(index)"),
                    source: "source \(index)", published: story.1, rule: "r", position: 0)
            }, limit: 9, grouping: .rule, language: .english)
        #expect(contents.groups.flatMap(\.entries).map(\.story.id) == ["carried", "alone"])
    }

    @Test(
        "no figure of an article, however wild, breaks the order",
        arguments: [Double.infinity, -.infinity, .nan, 1e308, -1])
    func wild(weight: Double) {
        let wild = StoryScore.standard.score(
            newest: Timestamp(seconds: 0), weight: weight, sources: .max)
        #expect((0...4 * 36).contains(wild))
    }
}
