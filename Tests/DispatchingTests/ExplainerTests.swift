import Analysis
import Matching
import NashraTesting
import Newswire
import Storage
import Testing

@testable import Dispatching

@Suite("explaining an article")
struct ExplainerTests {
    private static let file = """
        timezone: Asia/Gaza
        channels:
          inbox: { email: desk@example.org }
          wire: { webhook: "http://127.0.0.1:9/", quiet: 00:00-12:00 }
        digests:
          morning: { at: 07:30, to: inbox, limit: 1 }
        rules:
          - { name: floods, match: فيضان, send: [morning, wire] }
          - { name: fires, match: حريق, send: wire }
        """

    private func explain(
        _ id: ArticleID, given: Article? = nil, _ desk: Desk, file: String = file
    ) async throws -> Explanation {
        let reader = SampleFiles.reader
        let explainer = Explainer(
            store: desk.store, analyzer: Analyzer(), places: .standard, reader: reader)
        let content = reader.read(Array(file.utf8), id: SubscriberID("desk"), path: "desk.yaml")
        return try #require(
            try await explainer.explain(id, given: given, to: content))
    }

    @Test("what waits, what is held, what was told, and what is one of the rest")
    func outcomes() async throws {
        let desk = try Desk(["desk": Self.file])
        let ids = try await desk.receive(
            Wire.article("1", "فيضان في غزة"), Wire.article("2", "فيضان يضرب اليابان"),
            Wire.article("3", "خبر آخر")
        ).map(\.id)
        var floods = try await explain(ids[0], desk)
        #expect(floods.outcome == .waiting)
        #expect(floods.rules[0].recorded?.tellings.map(\.outcome) == [.pending, .pending])
        #expect(floods.rules[0].past == .same)
        #expect(try await explain(ids[2], desk).outcome == .noMatch)

        // It is night there: the channel is left alone.
        desk.clock.advance(by: .seconds(60))
        _ = try await desk.dueAlerts()
        floods = try await explain(ids[0], desk)
        #expect(floods.rules[0].recorded?.tellings.map(\.outcome) == [.pending, .held])

        // What was held goes out as one message, which both lead to.
        desk.clock.advance(by: .seconds(12 * 3600))
        _ = try await desk.dueAlerts()
        _ = try await desk.editionsNow()
        var outcomes: [[Telling.Outcome]] = []
        var messages: [[Int64]] = []
        for id in ids.prefix(2) {
            let told = try await explain(id, desk)
            #expect(told.outcome == .told)
            outcomes.append(told.rules[0].recorded?.tellings.map(\.outcome) ?? [])
            messages.append(told.rules[0].messages.flatMap { $0.map(\.envelope.id) })
        }
        #expect(Set(outcomes) == [[.told, .told], [.counted, .told]])
        #expect(messages[0] == messages[1] && messages[0].count == 2)
    }

    @Test("a copy of what the channel knows is matched, and nothing tells of it")
    func silent() async throws {
        let rule = Self.file.replacing(", quiet: 00:00-12:00", with: "")
            .replacing("send: [morning, wire]", with: "send: wire")
        let desk = try Desk(["desk": rule])
        try await desk.receive(Wire.flood("1", source: "shms"))
        _ = try await desk.dueAlerts()
        let copy = try await desk.receive(Wire.flood("2", source: "other"))[0].id
        let explanation = try await explain(copy, desk, file: rule)
        #expect(explanation.outcome == .silent)
        #expect(explanation.trace?.article.role == .copy)
        #expect(explanation.trace?.siblings.map(\.role) == [.founder])
        #expect(explanation.rules[0].isMatched && explanation.rules[0].recorded != nil)
    }

    @Test("a rule that was not there, or another one, when the article came")
    func past() async throws {
        let desk = try Desk(["desk": Self.file])
        let id = try await desk.receive(Wire.article("1", "زلزال في إيران"))[0].id
        let edited =
            Self.file.replacing("match: حريق", with: "match: زلزال")
            + "\n  - { name: new, match: إيران, send: wire }"
        let explanation = try await explain(id, desk, file: edited)
        #expect(explanation.outcome == .tooEarly)
        #expect(explanation.rules.map(\.past) == [.same, .changed, .absent])
        #expect(explanation.rules.map(\.isMatched) == [false, true, true])
    }

    @Test("an article that is not recorded is asked of the rules alone")
    func given() async throws {
        let desk = try Desk(["desk": Self.file])
        let article = Wire.article("1", "حريق في مخيم")
        let id = ArticleFingerprint(of: article).id
        let explanation = try await explain(id, given: article, desk)
        #expect(explanation.outcome == .wouldMatch && explanation.trace == nil)
        #expect(explanation.rules.allSatisfy { $0.past == nil && $0.recorded == nil })
        let explainer = Explainer(
            store: nil, analyzer: Analyzer(), places: .standard, reader: SampleFiles.reader)
        let file = SampleFiles.reader.read(
            Array(Self.file.utf8), id: SubscriberID("desk"), path: "desk.yaml")
        #expect(try await explainer.explain(id, to: file) == nil)
    }

    @Test("of several rules that miss, the one with the cheapest edit is nearest")
    func nearest() async throws {
        let rules = """
            email: desk@example.org
            digest: 07:30
            rules:
              - { name: far, match: زلزال }
              - { name: near, match: حريق -مخيم }
              - { name: other, match: حريق -مخيم, languages: en }
            """
        let desk = try Desk(["desk": rules])
        let article = Wire.article("1", "حريق في مخيم")
        let explanation = try await explain(
            ArticleFingerprint(of: article).id, given: article, desk, file: rules)
        #expect(explanation.outcome == .noMatch)
        #expect(explanation.nearest.map(\.rule.name) == ["near"])
        #expect(explanation.rules[2].edits.first?.count == 2)
    }
}
