import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Almanac

@Suite("TZif files")
struct TZifTests {
    @Test("slim, fat and version 1 files tell the same", .enabled(if: ZicFolder.isThere))
    func versions() throws {
        let slim = try ZicFolder(ZicFolder.jumps).bytes(of: "Test/Cedar")
        let fat = try ZicFolder(ZicFolder.jumps, isFat: true).bytes(of: "Test/Cedar")
        var first = fat
        first[4] = 0
        let zones = try [slim, fat, first].map { try TZif.rules(named: "Test/Cedar", from: $0) }
        // What 32 bits can say ends in 2037.
        let moments = stride(from: Int64(0), to: 2_140_000_000, by: 3600 * 13)
        let answers = zones.map { zone in moments.map { zone.localType(at: .init(seconds: $0)) } }
        #expect(answers[0] == answers[1])
        #expect(answers[0] == answers[2])
    }

    @Test("a file cut anywhere is an error, never a trap", .enabled(if: ZicFolder.isThere))
    func truncation() throws {
        let whole = try ZicFolder(ZicFolder.jumps, isFat: true).bytes(of: "Test/Strip")
        for length in 0..<whole.count {
            #expect(throws: TZif.Problem.self, "\(length) of \(whole.count) bytes") {
                try TZif.rules(named: "Test/Strip", from: Array(whole.prefix(length)))
            }
        }
    }

    @Test("a file with any byte changed is read or refused", .enabled(if: ZicFolder.isThere))
    func corruption() throws {
        let whole = try ZicFolder(ZicFolder.jumps).bytes(of: "Test/Strip")
        let moment = try #require(Timestamp(rfc3339: "2026-07-01T00:00:00Z"))
        for index in whole.indices {
            for flip in [0x01, 0x80, 0xFF] as [UInt8] {
                var bytes = whole
                bytes[index] ^= flip
                guard let zone = try? TZif.rules(named: "Test/Strip", from: bytes) else { continue }
                _ = zone.moment(of: zone.civil(at: moment))
            }
        }
    }

    @Test("damage is named")
    func damage() throws {
        let problems: [(bytes: [UInt8], problem: TZif.Problem)] = [
            (Array("# not a zone".utf8), .noMagic),
            ([], .noMagic),
            (Self.file(version: 0x31), .unknownVersion(0x31)),
            (Self.file(types: 0), .inconsistent(.counts)),
            (Self.file(times: 0xFFFF_FFFF), .truncated),
            (Self.file(times: 2, data: [0, 0, 0, 1, 0, 0, 0, 1, 0, 0]), .inconsistent(.order)),
            (Self.file(times: 1, data: [0, 0, 0, 1, 7]), .inconsistent(.types)),
            (Self.file(offset: [0x7F, 0, 0, 0]), .inconsistent(.offset)),
            (Self.file(name: "XYZW"), .inconsistent(.abbreviation)),
            (Self.file(leapSeconds: 1, data: [0, 0, 0, 1, 0, 0, 0, 1]), .leapSeconds),
        ]
        for (bytes, problem) in problems {
            #expect(throws: problem) { try TZif.rules(named: "Test/Damaged", from: bytes) }
        }
        #expect(
            try TZif.rules(named: "Test/Whole", from: Self.file()).offset(at: .init(seconds: 0))
                == 7200)
    }

    @Test("leap seconds are refused", .enabled(if: ZicFolder.isThere))
    func leapSeconds() throws {
        let leap = "Leap 2016 Dec 31 23:59:60 + S\n"
        let files = try ZicFolder(ZicFolder.jumps, leapSeconds: leap)
        #expect {
            try files.zone("Test/Strip")
        } throws: { error in
            "\(error)".contains("counts leap seconds")
        }
    }

    /// A file of version 1 with one type, two hours east unless told otherwise.
    private static func file(
        version: UInt8 = 0, leapSeconds: UInt8 = 0, times: UInt32 = 0, types: UInt8 = 1,
        data: [UInt8] = [], offset: [UInt8] = [0, 0, 0x1C, 0x20], name: String = "EET\0"
    ) -> [UInt8] {
        let count = (0..<4).map { UInt8(truncatingIfNeeded: times >> (24 - 8 * $0)) }
        let header: [UInt8] =
            Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15)
            + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, leapSeconds] + count + [0, 0, 0, types, 0, 0, 0, 4]
        let record = offset + [0, 0] + Array(name.utf8)
        return header + (leapSeconds == 0 ? data + record : record + data)
    }
}

@Suite("POSIX TZ strings")
struct RecurringZoneTests {
    @Test(
        "all forms of the rule are read",
        arguments: [
            ("UTC0", "2026-07-01T12:00:00Z", 0, "UTC"),
            ("<+0330>-3:30", "2026-07-01T12:00:00Z", 12_600, "+0330"),
            ("LMT-2:17:52", "2026-07-01T12:00:00Z", 8272, "LMT"),
            ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59:59Z", -18_000, "EST"),
            ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -14_400, "EDT"),
            ("EST5EDT", "2026-07-01T12:00:00Z", -14_400, "EDT"),
            // The last Thursday's 50th hour: the Saturday after.
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00:00Z", 10_800, "EEST"),
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-10-23T23:00:00Z", 7200, "EET"),
            // Before midnight of the day named.
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7200, "-02"),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3600, "-01"),
            // Winter as the time that saves: Dublin.
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-15T12:00:00Z", 0, "GMT"),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-15T12:00:00Z", 3600, "IST"),
            // The southern year ends in summer.
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-12-31T23:00:00Z", 39_600, "AEDT"),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-06-01T00:00:00Z", 36_000, "AEST"),
            // J60 is 1 March also in leap years, 59 is 29 February.
            ("AAA0BBB,J60/0,J300/0", "2028-02-29T12:00:00Z", 0, "AAA"),
            ("AAA0BBB,J60/0,J300/0", "2028-03-01T00:00:00Z", 3600, "BBB"),
            ("AAA0BBB,59/0,300/0", "2028-02-29T12:00:00Z", 3600, "BBB"),
            // All the year, as RFC 9636 section 3.3.1 writes it.
            ("XXX3EDT4,0/0,J365/23", "2026-01-01T03:30:00Z", -14_400, "EDT"),
            ("XXX3EDT4,0/0,J365/23", "2027-01-01T03:00:00Z", -14_400, "EDT"),
            ("XXX3EDT4,0/0,J365/23", "2026-07-01T00:00:00Z", -14_400, "EDT"),
        ])
    func forms(text: String, moment: String, offset: Int, abbreviation: String) throws {
        let zone = try #require(RecurringZone(text))
        let moment = try #require(Timestamp(rfc3339: moment))
        let type = zone.span(at: moment.milliseconds / 1000).type
        #expect(type.offset == offset)
        #expect(type.abbreviation == abbreviation)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "EE-2", "EET", "EET-25", "EET-2:60", "EET-2EEST,", "EET-2EEST,M3.4.4",
            "EET-2EEST,M13.1.0,M10.4.4", "EET-2EEST,M3.6.0,M10.4.4", "EET-2EEST,M3.1.7,M10.4.4",
            "EET-2EEST,J0,J300", "EET-2EEST,366,300", "EET-2EEST,M3.4.4/168,M10.4.4",
            "EET-2EEST,M3.4.4,M10.4.4 ", "<EET-2", "<+0>-0", "ÄÄÄ-2", ":Asia/Gaza",
            "EET-99999999999999999999",
        ])
    func refusals(text: String) {
        #expect(RecurringZone(text) == nil)
    }
}
