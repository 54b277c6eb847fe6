import Foundation
import NashraTesting
import Newswire
import Storage
import Testing

@testable import Dispatching

@Suite("taking articles in")
struct ReceptionTests {
    private static let file = """
        timezone: Asia/Gaza
        channels:
          inbox: { email: desk@example.org }
          wire: { webhook: "http://127.0.0.1:9/" }
        digests:
          morning: { at: 07:30, to: inbox }
        rules:
          - { name: floods, match: فيضان, send: [morning, wire], cooldown: 15m }
          - { name: rescue, match: إجلاء, send: [morning, wire], cooldown: 15m }
        """

    @Test("the same again is a sighting, and changed words are a revision of the same article")
    func kinds() async throws {
        let desk = try Desk(["desk": Self.file])
        let article = Wire.article("1", "فيضان في غزة")
        var changed = article
        changed.title += " والشمال"
        let kinds = try await desk.receive(article, article, changed, changed, article)
        #expect(kinds.map(\.kind) == [.new, .sighting, .revision, .sighting, .sighting])
        #expect(Set(kinds.map(\.id)).count == 1)
        #expect(try await desk.receive(article).map(\.kind) == [.sighting])
        let counts = try desk.look { try $0.articleCounts() }
        #expect(counts == (1, 2, 1))
        let stored = try #require(try desk.look { try $0.article(kinds[0].id) })
        // The source took its change back, so that is what the article says.
        #expect(stored.content.title == article.title)
        #expect(stored.content.received == desk.clock.now)
    }

    @Test("an article, a subscriber and a rule meet once, whatever revisions come")
    func uniqueMatches() async throws {
        let desk = try Desk(["desk": Self.file])
        var article = Wire.article("1", "فيضان في غزة")
        #expect(try await desk.receive(article).map(\.matches.count) == [1])
        article.title = "فيضان في غزة وإجلاء عائلات"
        let receipt = try await desk.receive(article)[0]
        #expect(receipt.matches.map(\.rule) == ["rescue"])
        #expect(receipt.matches[0].evidence.map(\.text) == ["وإجلاء"])
        let pending = try desk.look {
            try $0.pending(for: SubscriberID("desk"), digest: "morning")
        }
        #expect(pending.map(\.rule) == ["floods", "rescue"])
    }

    @Test("ten sources of one event are one story, and one notice tells it")
    func copies() async throws {
        let desk = try Desk(["desk": Self.file])
        for number in 1...10 {
            try await desk.receive(Wire.flood("\(number)", source: "agency\(number)"))
        }
        let counts = try desk.look { try $0.articleCounts() }
        #expect(counts == (10, 10, 1))
        let notices = try desk.look { try $0.openNotices() }
        #expect(notices.count == 1)
        let told = try desk.look { try $0.matches(ofNotice: notices[0].id) }
        #expect(told.count == 10)
        #expect(told.map(\.article.role) == [.founder] + Array(repeating: .copy, count: 9))
        let sources = try desk.look { try $0.sources(of: [notices[0].story]) }
        #expect(sources[notices[0].story] == (1...10).map { "agency\($0)" })
    }

    @Test("a channel that was told hears no copy, and news only after the cooldown")
    func afterTelling() async throws {
        let desk = try Desk(["desk": Self.file])
        try await desk.receive(Wire.flood("1", source: "a"))
        #expect(try await desk.dueAlerts().count == 1)
        let told = desk.clock.now

        desk.clock.advance(by: .seconds(60))
        try await desk.receive(Wire.flood("2", source: "b"))
        #expect(try desk.look { try $0.openNotices() }.isEmpty)

        try await desk.receive(Wire.flood("1", source: "a", more: " وبدأ إجلاء القرى."))
        let update = try #require(try desk.look { try $0.openNotices() }.first)
        #expect(update.isUpdate)
        #expect(update.due == told + .seconds(900))
        #expect(try await desk.dueAlerts().isEmpty)
        desk.clock.advance(by: .seconds(840))
        #expect(try await desk.dueAlerts().count == 1)
        let letters = try desk.letters()
        #expect(letters.count == 2)
        #expect(letters[0].contains("\"type\":\"alert\""))
        #expect(letters[1].contains("\"type\":\"alert.updated\""))
    }

    @Test("of a transaction that fails nothing is recorded, and the same may be given again")
    func allOrNothing() async throws {
        let desk = try Desk(["desk": Self.file])
        try desk.sabotage(
            """
            CREATE TRIGGER stop BEFORE INSERT ON notice
            BEGIN SELECT RAISE(ABORT, 'no more'); END;
            """)
        let quiet = Wire.article("0", "طقس معتدل")
        let article = Wire.article("1", "فيضان في غزة")
        await #expect(throws: StoreError.self) { try await desk.receive(quiet, article) }
        #expect(try desk.look { try $0.articleCounts() } == (0, 0, 0))
        #expect(try desk.look { try $0.pendingCounts() }.isEmpty)

        try desk.sabotage("DROP TRIGGER stop;")
        #expect(try await desk.receive(quiet, article).map(\.kind) == [.new, .new])
        #expect(try desk.look { try $0.openNotices() }.count == 1)
    }

    @Test("two processes that receive the same at once record it once")
    func atOnce() async throws {
        let desk = try Desk(["desk": Self.file])
        let other = try desk.beside()
        let articles = (1...100).map { Wire.article("\($0)", "فيضان رقم \($0)") }
        async let one = desk.reception().receive(articles)
        async let two = other.reception().receive(articles)
        let receipts = try await one + two
        #expect(receipts.count { $0.kind == .new } == 100)
        #expect(receipts.count { $0.kind == .sighting } == 100)
        #expect(receipts.reduce(0) { $0 + $1.matches.count } == 100)
    }
}
