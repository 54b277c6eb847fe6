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
