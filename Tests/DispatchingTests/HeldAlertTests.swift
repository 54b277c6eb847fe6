import Foundation
import NashraTesting
import Newswire
import Storage
import Testing

@testable import Dispatching

/// Tuesday is 24 November 2026.
@Suite("alerts that wait")
struct HeldAlertTests {
    private func desk(
        _ keys: String, zone: String = "UTC", rule: String = "", at start: String
    ) throws -> Desk {
        try Desk(
            [
                "wire": """
                timezone: \(zone)
                channels:
                  wire: { email: lina@example.org\(keys) }
                rules:
                  - { name: floods, match: فيضان\(rule) }
                  - { name: rescue, match: إجلاء\(rule) }
                """
            ], at: start)
    }

    /// Makes what is due then; the stories of each message.
    private func alerts(_ desk: Desk, at moment: String) async throws -> [Int] {
        desk.clock.now = try #require(Timestamp(rfc3339: moment))
        return try await desk.dueAlerts().map(\.stories.count)
    }

    private func receive(_ desk: Desk, at moment: String, _ article: Article) async throws {
        desk.clock.now = try #require(Timestamp(rfc3339: moment))
        try await desk.receive(article)
        _ = try await desk.dueAlerts()
    }

    @Test("a night's stories come as one list at its end, each once and with its time")
    func night() async throws {
        let desk = try desk(", quiet: 22:00-06:00", zone: "Asia/Gaza", at: "2026-11-24T19:00:00Z")
        try await receive(desk, at: "2026-11-24T19:59:00Z", Wire.article("0", "فيضان في أريحا"))
        #expect(try desk.outbox().count == 1)
        // 22:00 to 06:00 in Gaza is 20:00 to 04:00 UTC.
        try await receive(desk, at: "2026-11-24T20:00:00Z", Wire.flood("1", source: "a"))
        try await receive(desk, at: "2026-11-24T22:30:00Z", Wire.article("2", "فيضان في غزة"))
        // A copy, and news of the story: one item still, told by the newest.
        try await receive(desk, at: "2026-11-24T23:00:00Z", Wire.flood("3", source: "b"))
        try await receive(
            desk, at: "2026-11-25T01:00:00Z",
            Wire.flood("1", source: "a", more: " وبدأ إجلاء القرى."))
        #expect(try await alerts(desk, at: "2026-11-25T03:59:59Z").isEmpty)
        #expect(try desk.outbox().count == 1)
        #expect(try await alerts(desk, at: "2026-11-25T04:00:00Z") == [2])
        #expect(try await alerts(desk, at: "2026-11-25T04:00:01Z").isEmpty)
        let letters = try desk.letters()
        try #require(letters.count == 2)
        let text = try MailText.plain(of: letters[1])
        #expect(text.components(separatedBy: "فيضان يغمر أحياء").count == 2)
        #expect(text.contains("فيضان في غزة"))
        #expect(text.contains("00:30") && !text.contains("فيضان في أريحا"))
        // The newest first, whatever rules brought them; the one that went on in
        // the night answers to both.
        let places = try ["فيضان يغمر", "فيضان في غزة"].map {
            try #require(text.firstRange(of: $0)).lowerBound
        }
        #expect(places == places.sorted())
        #expect(text.contains("(floods)") && text.contains("(rescue)"))
        #expect(letters[1].contains("Subject: "))
    }

    @Test(
        "quiet begins and ends when its days and hours say, over midnight too",
        arguments: [
            // Friday's night begins on Friday and ends on Saturday.
            ("Fri 22:00-06:00", "2026-11-27T21:59:00Z", nil),
            ("Fri 22:00-06:00", "2026-11-27T22:00:00Z", "2026-11-28T06:00:00Z"),
            ("Fri 22:00-06:00", "2026-11-28T05:59:00Z", "2026-11-28T06:00:00Z"),
            ("Fri 22:00-06:00", "2026-11-28T22:00:00Z", nil),
            // A weekend without a break.
            ("Fri-Sat 00:00-00:00", "2026-11-27T00:00:00Z", "2026-11-29T00:00:00Z"),
            ("Fri-Sat 00:00-00:00", "2026-11-28T23:59:00Z", "2026-11-29T00:00:00Z"),
            ("Fri-Sat 00:00-00:00", "2026-11-29T00:00:00Z", nil),
            ("[22:00-00:00, 00:00-06:00]", "2026-11-24T23:30:00Z", "2026-11-25T06:00:00Z"),
        ])
    func spans(quiet: String, now: String, end: String?) async throws {
        let desk = try desk(", quiet: \(quiet.hasPrefix("[") ? quiet : "\"\(quiet)\"")", at: now)
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try await desk.dueAlerts().count == (end == nil ? 1 : 0))
        let until = end.flatMap(Timestamp.init(rfc3339:))
        #expect(try desk.look { try $0.openNotices() }.map(\.due) == [until].compactMap(\.self))
        guard let end else { return }
        #expect(try await alerts(desk, at: end) == [1])
    }

    @Test("what fell due while hours were quiet and the machine slept comes as one, too")
    func slept() async throws {
        let desk = try desk(
            ", quiet: 22:00-06:00", rule: ", wait: 10m", at: "2026-11-24T21:55:00Z")
        for number in 1...3 {
            try await desk.receive(Wire.article("\(number)", "فيضان رقم \(number)"))
        }
        // Nobody looked until long after the hours had ended.
        #expect(try await alerts(desk, at: "2026-11-25T09:00:00Z") == [3])
        #expect(try desk.outbox().count == 1)
    }

    @Test("the file's hours are those of every channel that has none of its own")
    func fileHours() async throws {
        let desk = try Desk(
            [
                "wire": """
                timezone: UTC
                quiet: 22:00-06:00
                channels:
                  quiet: { email: lina@example.org }
                  noon: { email: omar@example.org, quiet: 12:00-13:00 }
                rules: [{ match: فيضان, send: [quiet, noon] }]
                """
            ], at: "2026-11-24T23:00:00Z")
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try await desk.dueAlerts().map(\.channel) == ["noon"])
        desk.clock.advance(by: .seconds(7 * 3600))
        #expect(try await desk.dueAlerts().map(\.channel) == ["quiet"])
    }

    @Test("beyond a cap the rest is one message, and the hours' end obeys the cap too")
    func capAndQuiet() async throws {
        let desk = try desk(", cap: 2/h, quiet: 22:00-06:00", at: "2026-11-24T20:00:00Z")
        for number in 1...7 {
            try await receive(
                desk, at: "2026-11-24T21:0\(number):00Z",
                Wire.article("\(number)", "فيضان رقم \(number)"))
        }
        #expect(try desk.outbox().count == 2)
        // The cap would allow one at 22:01; then it is quiet.
        #expect(try await alerts(desk, at: "2026-11-24T22:01:00Z").isEmpty)
        try await receive(
            desk, at: "2026-11-24T23:00:00Z", Wire.article("8", "فيضان في غزة"))
        #expect(try await alerts(desk, at: "2026-11-25T06:00:00Z") == [6])
        #expect(try desk.outbox().count == 3)
        let text = try MailText.plain(of: try desk.letters()[2])
        for number in 3...7 { #expect(text.contains("فيضان رقم \(number)")) }
    }

    @Test("a burst beyond the cap goes out as far as it allows, the rest as one")
    func burst() async throws {
        let desk = try desk(", cap: 3/h", at: "2026-11-24T10:00:00Z")
        for number in 1...10 {
            try await desk.receive(Wire.article("\(number)", "فيضان رقم \(number)"))
        }
        #expect(try await desk.dueAlerts().map(\.stories.count) == [1, 1, 1])
        #expect(try await alerts(desk, at: "2026-11-24T10:59:59Z").isEmpty)
        #expect(try await alerts(desk, at: "2026-11-24T11:00:00Z") == [7])
        #expect(try desk.outbox().count == 4)
    }

    @Test("a clock that was a year ahead holds no alert for a year", arguments: ["", ", cap: 1/h"])
    func ahead(keys: String) async throws {
        let desk = try desk(keys, rule: ", wait: 10m", at: "2027-11-24T10:00:00Z")
        try await desk.receive(Wire.article("0", "فيضان في أريحا"))
        #expect(try await alerts(desk, at: "2027-11-24T10:10:00Z") == [1])
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try await alerts(desk, at: "2026-11-24T10:00:00Z") == [1])
        // What was told stays told.
        #expect(try await alerts(desk, at: "2026-11-24T10:01:00Z").isEmpty)
        try await desk.receive(
            Wire.article("0", "فيضان في أريحا", text: "فيضان في أريحا وبدأ إجلاء القرى."))
        #expect(try await alerts(desk, at: "2026-11-24T11:30:00Z") == [1])
        #expect(try desk.outbox().count == 3)
    }

    @Test("what waits when its rule or channel goes is told to nobody, and holds nothing up")
    func gone() async throws {
        let desk = try desk(", quiet: 22:00-06:00", at: "2026-11-24T23:00:00Z")
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try await desk.dueAlerts().isEmpty)
        try desk.folder.write(
            """
            timezone: UTC
            channels: { other: { email: lina@example.org } }
            rules: [فيضان]
            """, to: "subscribers/wire.yaml")
        #expect(try await alerts(desk, at: "2026-11-25T06:00:00Z").isEmpty)
        try await desk.receive(Wire.article("2", "فيضان في بغداد"))
        #expect(try await desk.dueAlerts().map(\.channel) == ["other"])
    }
}
