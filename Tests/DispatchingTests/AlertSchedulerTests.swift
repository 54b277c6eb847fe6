import Foundation
import NashraTesting
import Newswire
import Storage
import Testing

@testable import Dispatching

@Suite("making alerts")
struct AlertSchedulerTests {
    /// A desk on UTC whose only channel has these keys beside its address.
    private func desk(_ keys: String = "", rule: String = "") throws -> Desk {
        try Desk(["wire": Self.file(keys, rule: rule)], at: "2026-11-24T23:00:00Z")
    }

    private static func file(_ keys: String, rule: String = "") -> String {
        """
        timezone: UTC
        channels:
          wire: { webhook: "http://127.0.0.1:9/"\(keys) }
        rules:
          - { name: floods, match: فيضان\(rule) }
        """
    }

    private func held(_ desk: Desk) throws -> [Notice] {
        try desk.look { try $0.openNotices() }
    }

    @Test("each story that is due goes out in a message of its own, once")
    func plain() async throws {
        let desk = try desk()
        try await desk.receive(
            Wire.article("1", "فيضان في غزة"), Wire.article("2", "فيضان في بغداد"))
        #expect(try await desk.dueAlerts().map(\.stories.count) == [1, 1])
        #expect(try await desk.dueAlerts().isEmpty)
        #expect(try desk.outbox().map(\.kind) == ["webhook", "webhook"])
    }

    @Test("a rule's wait lets more of the story come in, and --now does not wait")
    func waiting() async throws {
        let desk = try desk(rule: ", wait: 10m")
        try await desk.receive(Wire.flood("1", source: "a"))
        #expect(try await desk.dueAlerts().isEmpty)
        try await desk.receive(Wire.flood("2", source: "b"))
        desk.clock.advance(by: .seconds(600))
        #expect(try await desk.dueAlerts().map(\.stories.count) == [1])
        try await desk.receive(Wire.article("3", "فيضان في غزة"))
        let made = try await desk.alerts.makeDue(try await desk.rules(), now: true)
        #expect(made.count == 1)
    }

    @Test("quiet hours hold alerts, which then go out as one")
    func quiet() async throws {
        let desk = try desk(", quiet: 22:00-06:00")
        try await desk.receive(
            Wire.article("1", "فيضان في غزة"), Wire.article("2", "فيضان في بغداد"))
        #expect(try await desk.dueAlerts().isEmpty)
        let morning = Timestamp(rfc3339: "2026-11-25T06:00:00Z")
        #expect(try held(desk).map(\.due) == [morning, morning])
        #expect(try held(desk).map(\.state) == [.held, .held])
        // What is held stays held, even if someone is in a hurry.
        #expect(try await desk.alerts.makeDue(try await desk.rules(), now: true).isEmpty)

        desk.clock.advance(by: .seconds(7 * 3600))
        let made = try await desk.dueAlerts()
        #expect(made.map(\.stories.count) == [2])
        #expect(try desk.outbox().count == 1)
        #expect(try held(desk).isEmpty)
    }

    @Test("--now tells what quiet hours hold that the file has no more")
    func quietNoMore() async throws {
        let desk = try desk(", quiet: 22:00-06:00")
        try await desk.receive(
            Wire.article("1", "فيضان في غزة"), Wire.article("2", "فيضان في بغداد"))
        #expect(try await desk.dueAlerts().isEmpty)
        try desk.folder.write(Self.file(", quiet: 01:00-06:00"), to: "subscribers/wire.yaml")
        #expect(try await desk.dueAlerts().isEmpty)
        let made = try await desk.alerts.makeDue(try await desk.rules(), now: true)
        #expect(made.map(\.stories.count) == [2])
        #expect(try held(desk).isEmpty)
    }

    @Test("beyond the cap alerts wait until it allows one, and go out as one then")
    func cap() async throws {
        let desk = try desk(", cap: 2/h")
        for number in 1...4 {
            try await desk.receive(Wire.article("\(number)", "فيضان رقم \(number)"))
            #expect(try await desk.dueAlerts().count == (number <= 2 ? 1 : 0))
            desk.clock.advance(by: .seconds(60))
        }
        #expect(try held(desk).map(\.state) == [.held, .held])
        desk.clock.advance(by: .seconds(3600 - 240 - 1))
        #expect(try await desk.dueAlerts().isEmpty)
        desk.clock.advance(by: .seconds(1))
        #expect(try await desk.dueAlerts().map(\.stories.count) == [2])
    }

    @Test("stories that come at once in one round do not pass the cap either")
    func capInOneRound() async throws {
        let desk = try desk(", cap: 2/h")
        for number in 1...5 {
            try await desk.receive(Wire.article("\(number)", "فيضان رقم \(number)"))
        }
        _ = try await desk.dueAlerts()
        #expect(try desk.outbox().count <= 2)
    }

    @Test("nobody is told of what a deleted subscriber or channel wanted")
    func silenced() async throws {
        let desk = try desk(rule: ", wait: 10m")
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        desk.clock.advance(by: .seconds(600))
        let nobody = Rulebase(book: .init([], places: .standard), subscribers: [])
        #expect(try await desk.alerts.makeDue(nobody).isEmpty)
        #expect(try held(desk).isEmpty)
        #expect(try await desk.dueAlerts().isEmpty)
        #expect(try desk.outbox().isEmpty)
    }

    @Test("two schedulers at once seal one alert")
    func atOnce() async throws {
        let desk = try desk()
        for number in 1...10 {
            try await desk.receive(Wire.article("\(number)", "فيضان رقم \(number)"))
        }
        let others = try (1...3).map { _ in try desk.beside() }
        let made = try await withThrowingTaskGroup(of: Int.self) { group in
            for process in [desk] + others {
                group.addTask { try await process.dueAlerts().count }
            }
            return try await group.reduce(0, +)
        }
        #expect(made == 10)
        #expect(try desk.outbox().count == 10)
    }

    @Test("a mail that goes on with a story answers the first one, a new story's answers none")
    func thread() async throws {
        let desk = try Desk([
            "wire": """
            timezone: UTC
            channels:
              wire: { email: [lina@example.org, omar@example.org] }
            rules:
              - { name: floods, match: فيضان }
              - { name: rescue, match: إجلاء }
              - { name: power, match: الكهرباء }
            """
        ])
        try await desk.receive(Wire.flood("1", source: "a"))
        #expect(try await desk.dueAlerts().count == 1)
        for more in [" وبدأ إجلاء القرى.", " وعادت الكهرباء إلى الأحياء الغربية."] {
            desk.clock.advance(by: .seconds(60))
            try await desk.receive(Wire.flood("1", source: "a", more: more))
            desk.clock.advance(by: .seconds(900))
            #expect(try await desk.dueAlerts().count == 1)
        }
        desk.clock.advance(by: .seconds(60))
        try await desk.receive(Wire.article("9", "فيضان في غزة"))
        #expect(try await desk.dueAlerts().count == 1)

        let letters = try desk.letters()
        try #require(letters.count == 8)
        let ids = letters.map { Self.field("Message-ID", of: $0) }
        let answered = letters.map { Self.field("In-Reply-To", of: $0) }
        #expect(Set(ids).count == 8)
        #expect(answered == [nil, nil, ids[0], ids[1], ids[0], ids[1], nil, nil])
        #expect(letters.map { Self.field("References", of: $0) } == answered)
        let feedback = letters.compactMap { Self.field("Feedback-ID", of: $0) }
        #expect(feedback == Array(repeating: "wire:wire:alert:nashra", count: 8))
    }

    @Test("what went on from alerts that quiet hours had made one answers that one")
    func threadOfHeld() async throws {
        let desk = try Desk(
            [
                "wire": """
                timezone: UTC
                channels:
                  wire: { email: lina@example.org, quiet: 22:00-06:00 }
                rules:
                  - { name: floods, match: فيضان }
                  - { name: rescue, match: إجلاء }
                  - { name: power, match: الكهرباء }
                """
            ], at: "2026-11-24T23:00:00Z")
        try await desk.receive(
            Wire.article("9", "فيضان في غزة"), Wire.flood("1", source: "a"))
        #expect(try await desk.dueAlerts().isEmpty)
        desk.clock.advance(by: .seconds(7 * 3600))
        #expect(try await desk.dueAlerts().map(\.stories.count) == [2])
        desk.clock.advance(by: .seconds(60))
        try await desk.receive(Wire.flood("1", source: "a", more: " وبدأ إجلاء القرى."))
        desk.clock.advance(by: .seconds(900))
        #expect(try await desk.dueAlerts().count == 1)
        let letters = try desk.letters()
        try #require(letters.count == 2)
        #expect(
            Self.field("In-Reply-To", of: letters[1]) == Self.field("Message-ID", of: letters[0]))
    }

    private static func field(_ name: String, of letter: String) -> String? {
        letter.components(separatedBy: "\r\n\r\n")[0].replacing("\r\n ", with: " ")
            .components(separatedBy: "\r\n").first { $0.hasPrefix(name + ": ") }
            .map { String($0.dropFirst(name.count + 2)) }
    }
}
