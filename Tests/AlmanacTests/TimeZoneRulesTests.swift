import Almanac
import Foundation
import NashraTesting
import Newswire
import Testing

@Suite("Time zones", .enabled(if: ZicFolder.isThere))
struct TimeZoneRulesTests {
    /// Held here because the folder goes with its last reference.
    private let files: ZicFolder

    init() throws {
        files = try ZicFolder(ZicFolder.jumps)
    }

    @Test(
        "clocks show what the zone's rules say",
        arguments: [
            ("Test/Strip", "2026-03-27T23:59:59Z", "2026-03-28T01:59:59+02:00"),
            ("Test/Strip", "2026-03-28T00:00:00Z", "2026-03-28T03:00:00+03:00"),
            ("Test/Strip", "2026-10-30T22:59:59Z", "2026-10-31T01:59:59+03:00"),
            ("Test/Strip", "2026-10-30T23:00:00Z", "2026-10-31T01:00:00+02:00"),
            ("Test/Strip", "2091-07-01T00:00:00Z", "2091-07-01T03:00:00+03:00"),
            ("Test/Cedar", "2026-03-28T22:00:00Z", "2026-03-29T01:00:00+03:00"),
            ("Test/Isle", "2026-04-04T15:00:00Z", "2026-04-05T01:30:00+10:30"),
            ("Test/Isle", "2026-10-03T15:30:00Z", "2026-10-04T02:30:00+11:00"),
            ("Test/Fixed", "2026-10-03T00:00:00.750Z", "2026-10-02T20:30:00-03:30"),
            ("Test/Fixed", "0001-01-02T00:00:00Z", "0001-01-01T20:30:00-03:30"),
            ("Test/Dateline", "2011-12-31T10:00:00Z", "2011-12-31T23:00:00+13:00"),
        ])
    func clocks(zone: String, moment: String, local: String) throws {
        let zone = try files.zone(zone)
        let moment = try #require(Timestamp(rfc3339: moment))
        #expect(zone.rfc3339(moment) == local)
        #expect(zone.civil(at: moment) == Timestamp(rfc3339: local.prefix(19) + "Z")?.utc)
    }

    @Test("RFC 3339 cuts the seconds of a local mean time's offset, a civil time does not")
    func localMeanTime() throws {
        let zone = try files.zone("Test/Strip")
        let moment = try #require(Timestamp(rfc3339: "1960-01-01T00:00:00Z"))
        #expect(zone.offset(at: moment) == 8272)
        #expect(zone.civil(at: moment).description == "1960-01-01T02:17:52")
        #expect(zone.rfc3339(moment) == "1960-01-01T02:17:00+02:17")
    }

    @Test(
        "a civil time is its first moment, and a skipped one that by the offset before",
        arguments: [
            ("Test/Strip", "2026-03-28T01:59", "2026-03-28T01:59:00+02:00"),
            ("Test/Strip", "2026-03-28T02:00", "2026-03-28T03:00:00+03:00"),
            ("Test/Strip", "2026-03-28T02:30", "2026-03-28T03:30:00+03:00"),
            ("Test/Strip", "2026-03-28T03:00", "2026-03-28T03:00:00+03:00"),
            ("Test/Strip", "2026-10-31T00:59", "2026-10-31T00:59:00+03:00"),
            ("Test/Strip", "2026-10-31T01:00", "2026-10-31T01:00:00+03:00"),
            ("Test/Strip", "2026-10-31T01:59", "2026-10-31T01:59:00+03:00"),
            ("Test/Strip", "2026-10-31T02:00", "2026-10-31T02:00:00+02:00"),
            ("Test/Cedar", "2026-03-29T00:00", "2026-03-29T01:00:00+03:00"),
            ("Test/Cedar", "2026-03-29T00:45", "2026-03-29T01:45:00+03:00"),
            ("Test/Cedar", "2026-10-24T23:30", "2026-10-24T23:30:00+03:00"),
            ("Test/Isle", "2026-10-04T02:15", "2026-10-04T02:45:00+11:00"),
            ("Test/Isle", "2026-04-05T01:45", "2026-04-05T01:45:00+11:00"),
            ("Test/Dateline", "2011-12-30T07:00", "2011-12-31T07:00:00+13:00"),
        ])
    func civilTimes(zone: String, civil: String, local: String) throws {
        let zone = try files.zone(zone)
        let moment = zone.moment(of: try Self.civil(civil))
        #expect(zone.rfc3339(moment) == local)
    }

    @Test("another folder's data gives another answer")
    func folders() throws {
        let before = try ZicFolder("Zone Africa/Casablanca 1:00 - +01")
        let after = try ZicFolder(
            """
            Zone Africa/Casablanca 1:00 - +01 2026 Sep 20 3:00
                                   0:00 - +00
            """)
        let seven = try Self.civil("2026-11-24T07:00")
        let moments = try [before, after].map { folder in
            try ZoneFolder(environment: ["TZDIR": folder.path])
                .zone(named: "Africa/Casablanca").moment(of: seven).rfc3339
        }
        #expect(moments == ["2026-11-24T06:00:00Z", "2026-11-24T07:00:00Z"])
    }

    /// `2026-11-24T07:00`.
    static func civil(_ text: String) throws -> CivilTime {
        try #require(Timestamp(rfc3339: text + ":00Z")).utc
    }
}
