import Foundation
import NashraTesting
import Newswire
import Storage
import Testing

@testable import Dispatching

/// Slots are at 07:30 in Gaza, which is 05:30 UTC; the clock starts at 04:00.
@Suite("making digests")
struct DigestSchedulerTests {
    private static let toSlot = Duration.seconds(5400)
    private static let day = Duration.seconds(86_400)

    /// A desk whose digest is known before its first slot, by a clock that may
    /// have been ahead.
    private func desk(
        _ digest: String = "", ahead: Duration = .zero
    ) async throws -> Desk {
        let desk = try Desk([
            "lina": """
            timezone: Asia/Gaza
            channels: { inbox: { email: lina@example.org } }
            digests:
              morning: { at: 07:30, to: inbox\(digest) }
            rules:
              - { name: floods, match: فيضان }
              - { name: rescue, match: إجلاء }
            """
        ])
        desk.clock.advance(by: ahead)
        #expect(try await desk.dueEditions().isEmpty)
        desk.clock.advance(by: .zero - ahead)
        return desk
    }

    @Test("a slot is made once, at its time and not before")
    func once() async throws {
        let desk = try await desk()
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        desk.clock.advance(by: Self.toSlot - .milliseconds(1))
        #expect(try await desk.dueEditions().isEmpty)
        desk.clock.advance(by: .milliseconds(1))
        #expect(try await desk.dueEditions() == ["lina 2026-11-24T07:30 sealed 1+0"])
        #expect(try await desk.dueEditions().isEmpty)
        let entry = try #require(try desk.outbox().first)
        #expect(entry.target == "lina@example.org" && entry.state == .ready)
        #expect(try desk.outbox().count == 1)
        #expect(entry.messageID == "\(entry.key)@example.org")
        #expect(try desk.look { try $0.pendingCounts() }.isEmpty)
    }

    @Test(
        "an empty digest is skipped or sent, as its file says, and its slot is over",
        arguments: [
            ("", "empty", 0), (", empty: skip", "empty", 0), (", empty: send", "sealed", 1),
        ])
    func empty(key: String, outcome: String, messages: Int) async throws {
        let desk = try await desk(key)
        desk.clock.advance(by: Self.toSlot)
        #expect(try await desk.dueEditions() == ["lina 2026-11-24T07:30 \(outcome) 0+0"])
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try await desk.dueEditions().isEmpty)
        #expect(try desk.outbox().count == messages)
        desk.clock.advance(by: Self.day)
        #expect(try await desk.dueEditions() == ["lina 2026-11-25T07:30 sealed 1+0"])
    }

    @Test("a slot that is noticed too late consumes nothing: the next edition has it all")
    func late() async throws {
        let desk = try await desk(", late: 2h")
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        desk.clock.advance(by: Self.toSlot + .seconds(7201))
        #expect(try await desk.dueEditions() == ["lina 2026-11-24T07:30 late 0+0"])
        #expect(try desk.outbox().isEmpty)
        try await desk.receive(Wire.article("2", "فيضان في بغداد"))
        desk.clock.advance(by: Self.day - .seconds(7201))
        #expect(try await desk.dueEditions() == ["lina 2026-11-25T07:30 sealed 2+0"])
    }

    @Test("a clock that was a year ahead when the digest became known silences nothing")
    func ahead() async throws {
        let desk = try await desk(ahead: .seconds(365 * 86_400))
        #expect(try await desk.dueEditions().isEmpty)
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        desk.clock.advance(by: Self.toSlot)
        #expect(try await desk.dueEditions() == ["lina 2026-11-24T07:30 sealed 1+0"])
    }

    @Test("a clock that is set back sends nothing again")
    func backwards() async throws {
        let desk = try await desk()
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        desk.clock.advance(by: Self.toSlot)
        #expect(try await desk.dueEditions().count == 1)
        for step in [-1800, -86_400, 86_400 + 1800, 60] {
            desk.clock.advance(by: .seconds(step))
            #expect(try await desk.dueEditions().isEmpty)
        }
        #expect(try desk.outbox().count == 1)
    }

    @Test("after three days without a clock the newest slot is made, and no other")
    func forwards() async throws {
        let desk = try await desk()
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        desk.clock.advance(by: Self.toSlot + Self.day * 3)
        #expect(try await desk.dueEditions() == ["lina 2026-11-27T07:30 sealed 1+0"])
        #expect(try await desk.dueEditions().isEmpty)
    }

    @Test("what is sent now does not come again at its slot")
    func now() async throws {
        let desk = try await desk()
        #expect(try await desk.editionsNow().isEmpty)
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try await desk.editionsNow() == ["lina now/2026-11-24T04:00:00Z sealed 1+0"])
        #expect(try await desk.editionsNow().isEmpty)
        desk.clock.advance(by: Self.toSlot)
        #expect(try await desk.dueEditions() == ["lina 2026-11-24T07:30 empty 0+0"])
        #expect(try desk.outbox().count == 1)
    }

    @Test("two schedulers at once seal one edition", arguments: [true, false])
    func atOnce(isNow: Bool) async throws {
        let desk = try await desk()
        let others = try (1...3).map { _ in try desk.beside() }
        for number in 1...20 {
            try await desk.receive(Wire.article("\(number)", "فيضان رقم \(number)"))
        }
        if !isNow { desk.clock.advance(by: Self.toSlot) }
        let made = try await withThrowingTaskGroup(of: [String].self) { group in
            for process in [desk] + others {
                group.addTask {
                    try await isNow ? process.editionsNow() : process.dueEditions()
                }
            }
            return try await group.reduce([], +)
        }
        #expect(made.count == 1, "\(made)")
        #expect(try desk.outbox().count == 1)
    }

    @Test("schedulers whose clocks differ tell nothing twice")
    func overtaken() async throws {
        let desk = try await desk()
        for number in 1...20 {
            try await desk.receive(Wire.article("\(number)", "فيضان رقم \(number)"))
        }
        let subscribers = try await desk.rules().everyone
        let items = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 1...4 {
                let other = try desk.beside()
                desk.clock.advance(by: .milliseconds(1))
                group.addTask {
                    try await other.digests.makeNow(subscribers).reduce(0) { $0 + $1.items }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(items == 20)
    }

    @Test("a story comes again only with news, and is marked then")
    func again() async throws {
        let desk = try await desk()
        try await desk.receive(Wire.flood("1", source: "a"))
        #expect(try await desk.editionsNow() == ["lina now/2026-11-24T04:00:00Z sealed 1+0"])

        try await desk.receive(Wire.flood("2", source: "b"))
        desk.clock.advance(by: Self.toSlot)
        #expect(try await desk.dueEditions() == ["lina 2026-11-24T07:30 empty 0+0"])
        #expect(try desk.look { try $0.pendingCounts() }.isEmpty)

        try await desk.receive(Wire.flood("1", source: "a", more: " وبدأ إجلاء القرى."))
        desk.clock.advance(by: Self.day)
        #expect(try await desk.dueEditions() == ["lina 2026-11-25T07:30 sealed 1+0"])
        #expect(try desk.outbox().count == 2)
    }

    /// A desk whose rule tells a channel at once and two digests, at 03:12 in
    /// Gaza.
    private func newsroom() async throws -> Desk {
        let desk = try Desk(
            [
                "lina": """
                timezone: Asia/Gaza
                channels:
                  inbox: { email: lina@example.org }
                  log: { webhook: "http://127.0.0.1:9/log" }
                  wire: { webhook: "http://127.0.0.1:9/wire" }
                digests:
                  morning: { at: 07:30, to: [inbox, log] }
                rules:
                  - { name: floods, match: فيضان, send: [morning, wire] }
                """
            ], at: "2026-11-24T01:12:00Z")
        #expect(try await desk.dueEditions().isEmpty)
        return desk
    }

    /// The newest letter, without its soft line breaks.
    private func lastLetter(_ desk: Desk) throws -> String {
        let mails = try desk.letters().filter { !$0.hasPrefix("{") }
        return try #require(mails.last).replacing("=\r\n", with: "")
    }

    @Test("what was alerted stands in the next digest once, and says when it was sent")
    func alerted() async throws {
        let desk = try await newsroom()
        try await desk.receive(Wire.flood("1", source: "a"))
        #expect(try await desk.dueAlerts().count == 1)
        desk.clock.advance(by: .seconds(4 * 3600 + 1080))
        #expect(try await desk.dueEditions() == ["lina 2026-11-24T07:30 sealed 1+0"])
        let letter = try lastLetter(desk)
        #expect(letter.matches(of: /sent 03:12/).count == 2, "\(letter)")
        #expect(!letter.contains("Update"))
        let told = try #require(try desk.items().last?.first)
        #expect(told["alerted"] as? String == "2026-11-24T01:12:00Z")
        #expect(told["update"] == nil)
    }

    @Test("what was alerted and told comes again with news only, marked, and says when it was sent")
    func alertedAgain() async throws {
        let desk = try await newsroom()
        try await desk.receive(Wire.flood("1", source: "a"))
        #expect(try await desk.dueAlerts().count == 1)
        desk.clock.advance(by: .seconds(4 * 3600 + 1080))
        #expect(try await desk.dueEditions() == ["lina 2026-11-24T07:30 sealed 1+0"])

        // Another's words are no news, however it puts them.
        try await desk.receive(
            Wire.flood("2", source: "b"),
            Wire.flood(
                "3", source: "c",
                more:
                    " وقال شاهد من أهل الحي إن الماء دخل البيوت قبل الفجر والناس نيام، وإن الجيران "
                    + "حملوا الأطفال والشيوخ على أكتافهم إلى سطح المدرسة القريبة حتى وصلت القوارب من "
                    + "الضفة الأخرى عند الظهر."))
        #expect(try await desk.dueAlerts().isEmpty)
        desk.clock.advance(by: Self.day)
        #expect(try await desk.dueEditions() == ["lina 2026-11-25T07:30 empty 0+0"])

        try await desk.receive(Wire.floodLater("4", source: "a"))
        #expect(try await desk.dueAlerts().count == 1)
        desk.clock.advance(by: Self.day)
        #expect(try await desk.dueEditions() == ["lina 2026-11-26T07:30 sealed 1+0"])
        let letter = try lastLetter(desk)
        #expect(letter.matches(of: /Update/).count == 2)
        #expect(letter.contains("sent Tuesday, 24 November 2026, 03:12"))
        let told = try #require(try desk.items().last?.first)
        #expect(told["update"] as? Bool == true)
        #expect(told["sources"] as? [String] == ["a", "b", "c"])
    }

    @Test("a copy beside a follow-up lends it its source, and nothing else")
    func copyBeside() async throws {
        let desk = try await newsroom()
        try await desk.receive(Wire.flood("1", source: "a"))
        #expect(try await desk.editionsNow() == ["lina now/2026-11-24T01:12:00Z sealed 1+0"])
        desk.clock.advance(by: .seconds(60))
        try await desk.receive(Wire.floodLater("2", source: "a"))
        desk.clock.advance(by: .seconds(60))
        try await desk.receive(Wire.flood("3", source: "b"))
        #expect(try await desk.editionsNow() == ["lina now/2026-11-24T01:14:00Z sealed 1+0"])
        let told = try #require(try desk.items().last?.first)
        #expect(told["url"] as? String == "https://a.example.org/2")
        #expect(told["sources"] as? [String] == ["a", "b"])
    }

    @Test("what is about the rule's region stands above what is newer and names it once")
    func ranking() async throws {
        let desk = try Desk([
            "lina": """
            channels: { log: { webhook: "http://127.0.0.1:9/" } }
            digests: { morning: { at: 07:30, to: log } }
            rules:
              - { name: syria, regions: [SY] }
            """
        ])
        let now = desk.clock.now
        var report = Wire.article(
            "1", "الجيش السوري يعلن هدنة في سوريا",
            text: "أعلنت سوريا هدنة في حلب ودمشق.\n\nوقالت دمشق إن سوريا كلها تلتزم الهدنة في حلب.")
        report.published = now - .seconds(5 * 3600)
        var notice = Wire.article(
            "2", "اجتماع وزاري لبحث أسعار القمح",
            text: "عقد الوزراء اجتماعهم في سوريا لبحث أسعار القمح وموسم الحصاد المقبل.")
        notice.published = now
        try await desk.receive(report, notice)
        #expect(try await desk.editionsNow().map { $0.hasSuffix("sealed 2+0") } == [true])
        let items = try #require(try desk.items().last)
        #expect(
            items.map { $0["url"] as? String } == [
                "https://shms.example.org/1", "https://shms.example.org/2",
            ])
        // A rule that asks for no word says by which names it found its region.
        let why = try #require(items[1]["why"] as? [[String: Any]])
        #expect(why.first?["text"] as? [String] == ["سوريا"])
    }

    @Test("stories beyond the limit are counted, and consumed with the rest")
    func limit() async throws {
        let desk = try await desk(", limit: 2")
        for number in 1...5 {
            try await desk.receive(Wire.article("\(number)", "فيضان رقم \(number)"))
        }
        #expect(try await desk.editionsNow() == ["lina now/2026-11-24T04:00:00Z sealed 2+3"])
        #expect(try desk.look { try $0.pendingCounts() }.isEmpty)
    }

    @Test("a digest for several addresses is one message each, with a key of its own")
    func recipients() async throws {
        let desk = try Desk([
            "desks/levant": """
            email: [a@example.org, b@example.org, c@example.org]
            digest: 07:30
            rules: [فيضان]
            """
        ])
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try await desk.editionsNow().count == 1)
        let entries = try desk.outbox()
        #expect(entries.map(\.target) == ["a@example.org", "b@example.org", "c@example.org"])
        #expect(Set(entries.map(\.key)).count == 3)
        #expect(Set(entries.compactMap(\.messageID)).count == 3)
    }
}
