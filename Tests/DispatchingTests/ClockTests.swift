import Almanac
import Foundation
import NashraTesting
import Newswire
import Storage
import Testing

@testable import Dispatching

/// Editions where clocks jump, machines sleep and zone data changes. What New
/// York did in 2025 is history: 02:00 became 03:00 on 9 March (07:00 UTC), and
/// 02:00 became 01:00 on 2 November (06:00 UTC).
@Suite("editions and clocks")
struct ClockTests {
    private func desk(
        at slot: String, _ digest: String = "", zone: String = "America/New_York",
        from start: String, zones: ZoneFolder = ZoneFolder()
    ) async throws -> Desk {
        let desk = try Desk(
            [
                "lina": """
                timezone: \(zone)
                channels: { inbox: { email: lina@example.org } }
                digests:
                  morning: { at: "\(slot)", to: inbox\(digest) }
                rules: [فيضان]
                """
            ], at: start, zones: zones)
        #expect(try await desk.dueEditions().isEmpty)
        return desk
    }

    private func editions(_ desk: Desk, at moment: String) async throws -> [String] {
        desk.clock.now = try #require(Timestamp(rfc3339: moment))
        return try await desk.dueEditions()
    }

    @Test("a repeated hour makes one edition, at its first coming")
    func overlap() async throws {
        let desk = try await desk(at: "01:30", ", empty: send", from: "2025-11-01T12:00:00Z")
        #expect(try await editions(desk, at: "2025-11-02T05:29:59Z").isEmpty)
        #expect(
            try await editions(desk, at: "2025-11-02T05:30:00Z")
                == ["lina 2025-11-02T01:30 sealed 0+0"])
        for moment in ["2025-11-02T06:29:00Z", "2025-11-02T06:30:00Z", "2025-11-02T06:31:00Z"] {
            #expect(try await editions(desk, at: moment).isEmpty, "\(moment)")
        }
        #expect(
            try await editions(desk, at: "2025-11-03T06:30:00Z")
                == ["lina 2025-11-03T01:30 sealed 0+0"])
        #expect(try desk.outbox().count == 2)
    }

    @Test("a repeated hour that nobody saw the first time makes one edition too")
    func overlapSlept() async throws {
        let desk = try await desk(at: "01:30", ", empty: send", from: "2025-11-01T12:00:00Z")
        #expect(
            try await editions(desk, at: "2025-11-02T06:30:00Z")
                == ["lina 2025-11-02T01:30 sealed 0+0"])
        #expect(try await editions(desk, at: "2025-11-02T06:45:00Z").isEmpty)
        #expect(try Self.isLate(try #require(try desk.letters().first)))
    }

    @Test("a slot in a gap comes by the offset before it; what falls on one moment is one")
    func gap() async throws {
        let desk = try await desk(
            at: "02:10 02:30 03:30", ", empty: send", from: "2025-03-08T12:00:00Z")
        #expect(try await editions(desk, at: "2025-03-09T07:09:59Z").isEmpty)
        #expect(
            try await editions(desk, at: "2025-03-09T07:10:00Z")
                == ["lina 2025-03-09T02:10 sealed 0+0"])
        #expect(
            try await editions(desk, at: "2025-03-09T07:30:00Z")
                == ["lina 2025-03-09T03:30 sealed 0+0"])
        #expect(try await editions(desk, at: "2025-03-09T08:30:00Z").isEmpty)
        #expect(
            try await editions(desk, at: "2025-03-10T06:10:00Z")
                == ["lina 2025-03-10T02:10 sealed 0+0"])
    }

    @Test("an hour that was slept through is made up once, and says that it is late")
    func slept() async throws {
        let desk = try await desk(at: "07:00", zone: "UTC", from: "2026-11-24T04:00:00Z")
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(
            try await editions(desk, at: "2026-11-24T12:59:00Z")
                == ["lina 2026-11-24T07:00 sealed 1+0"])
        #expect(try await editions(desk, at: "2026-11-24T13:00:00Z").isEmpty)
        let letter = try #require(try desk.letters().first)
        #expect(try Self.isLate(letter))
        #expect(letter.replacing("=\r\n", with: "").contains("was due at 07:00 and comes late.<"))
        try await desk.receive(Wire.article("2", "فيضان في بغداد"))
        #expect(
            try await editions(desk, at: "2026-11-25T07:15:00Z")
                == ["lina 2026-11-25T07:00 sealed 1+0"])
        #expect(try !Self.isLate(try #require(try desk.letters().last)))
    }

    private static func isLate(_ letter: String) throws -> Bool {
        try MailText.plain(of: letter).contains("and comes late.\n")
    }

    @Test("a clock that goes three days ahead makes up the newest hour that 'late' allows, once")
    func threeDays() async throws {
        for (late, expected) in [
            ("6h", "lina 2026-11-27T07:00 late 0+0"), ("5d", "lina 2026-11-27T07:00 sealed 1+0"),
        ] {
            let desk = try await desk(
                at: "07:00", ", late: \(late)", zone: "UTC", from: "2026-11-24T04:00:00Z")
            try await desk.receive(Wire.article("1", "فيضان في غزة"))
            #expect(try await editions(desk, at: "2026-11-27T14:00:00Z") == [expected])
            #expect(try await editions(desk, at: "2026-11-27T14:01:00Z").isEmpty)
            // And back again: what was made is not made again.
            for moment in ["2026-11-24T05:00:00Z", "2026-11-27T07:30:00Z"] {
                #expect(try await editions(desk, at: moment).isEmpty, "\(moment)")
            }
            // Nothing was lost.
            #expect(
                try await editions(desk, at: "2026-11-28T07:00:00Z")
                    == ["lina 2026-11-28T07:00 \(late == "6h" ? "sealed 1" : "empty 0")+0"])
            #expect(try desk.outbox().count == 1)
        }
    }

    @Test("a clock that is set back an hour makes nothing again, and goes on at the next hour")
    func back() async throws {
        let desk = try await desk(
            at: "07:00 07:30", ", empty: send", zone: "UTC", from: "2026-11-24T04:00:00Z")
        #expect(try await editions(desk, at: "2026-11-24T07:00:00Z").count == 1)
        #expect(try await editions(desk, at: "2026-11-24T07:30:00Z").count == 1)
        for moment in [
            "2026-11-24T06:30:00Z", "2026-11-24T07:00:00Z", "2026-11-24T07:29:00Z",
            "2026-11-24T07:30:00Z", "2026-11-24T12:00:00Z",
        ] {
            #expect(try await editions(desk, at: moment).isEmpty, "\(moment)")
        }
        #expect(try await editions(desk, at: "2026-11-25T07:00:00Z").count == 1)
        #expect(try desk.outbox().count == 3)
    }

    @Test(
        "zone data that changes between two runs makes no second edition of an hour",
        .enabled(if: ZicFolder.isThere))
    func zoneData() async throws {
        let before = try ZicFolder("Zone Asia/Gaza 2:00 - EET")
        let after = try ZicFolder("Zone Asia/Gaza 3:00 - EEST")
        let desk = try await desk(
            at: "07:00", ", empty: send", zone: "Asia/Gaza", from: "2026-11-24T03:00:00Z",
            zones: ZoneFolder(path: before.path))
        #expect(
            try await editions(desk, at: "2026-11-24T05:00:00Z")
                == ["lina 2026-11-24T07:00 sealed 0+0"])
        let upgraded = try desk.beside(zones: ZoneFolder(path: after.path))
        #expect(try await upgraded.dueEditions().isEmpty)
        #expect(
            try await editions(upgraded, at: "2026-11-25T04:00:00Z")
                == ["lina 2026-11-25T07:00 sealed 0+0"])
        // And the other way: 07:00 comes a second time that day.
        #expect(try await editions(desk, at: "2026-11-25T05:00:00Z").isEmpty)
        #expect(try desk.outbox().count == 2)
    }
}
