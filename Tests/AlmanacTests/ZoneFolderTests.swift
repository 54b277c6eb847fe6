import Almanac
import Foundation
import NashraTesting
import Newswire
import Testing

@Suite("Zoneinfo folders", .enabled(if: ZicFolder.isThere))
struct ZoneFolderTests {
    private static let source = [
        "Africa/Cairo", "America/New_York", "America/Argentina/Buenos_Aires", "Asia/Beirut",
        "Asia/Gaza", "Asia/Hebron", "Asia/Jerusalem", "Etc/GMT-3", "Europe/Istanbul", "Israel",
        "US/Eastern", "UTC", "Factory", "posix/Asia/Gaza",
    ].map { "Zone \($0) 2:00 - EET" }.joined(separator: "\n")

    /// Held here because the folder goes with its last reference.
    private let files: ZicFolder

    init() throws {
        files = try ZicFolder(Self.source)
    }

    @Test("names are the zones in order, without copies and what is no place")
    func names() throws {
        try Data("# tables".utf8).write(to: URL(filePath: files.path + "/leapseconds"))
        let names = ZoneFolder(path: files.path).names()
        #expect(names.first == "Africa/Cairo")
        #expect(names.count == 12)
    }

    @Test(
        "a near miss is answered with the right name",
        arguments: [
            ("Gaza", "Asia/Gaza"), ("asia/gaza", "Asia/Gaza"), ("Asia/Gazza", "Asia/Gaza"),
            ("Asia / Gaza", "Asia/Gaza"), ("America/New York", "America/New_York"),
            ("new-york", "America/New_York"), ("NewYrok", "America/New_York"),
            ("Buenos Aires", "America/Argentina/Buenos_Aires"),
            ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
            ("Europe/Jerusalem", "Asia/Jerusalem"), ("Biert", nil), ("Beiruth", "Asia/Beirut"),
            ("غزة", "Asia/Gaza"), ("قطاع غزّة", "Asia/Gaza"), ("القاهرة", "Africa/Cairo"),
            ("بَيروت", "Asia/Beirut"), ("إسطنبول", "Europe/Istanbul"), ("الخليل", "Asia/Hebron"),
            ("UTC+3", "Etc/GMT-3"), ("GMT+03:00", "Etc/GMT-3"), ("utc", "UTC"), ("Z", "UTC"),
            ("", nil), ("../../etc/passwd", nil), ("Atlantis", nil), ("X", nil),
        ])
    func nearest(text: String, zone: String?) throws {
        let folder = ZoneFolder(path: files.path)
        #expect(folder.nearest(to: text) == zone)
    }

    @Test(
        "a name that leaves the folder, or is no name, is not looked up",
        arguments: [
            "../zones/UTC", "/usr/share/zoneinfo/UTC", "Asia/../UTC", "Asia//Gaza", "Asia/", "",
            ".", "Asia/Gaza\u{0}", "Asia/غزة", "tz.db", String(repeating: "A", count: 130),
        ])
    func badNames(name: String) throws {
        let folder = ZoneFolder(path: files.path)
        let error = try #require(throws: ZoneError.self) { try folder.zone(named: name) }
        #expect(error.problem == .unknown)
    }

    @Test("errors say what is wrong and the way out")
    func wording() throws {
        try Data("nothing".utf8).write(to: URL(filePath: files.path + "/Asia/Broken"))
        let folder = ZoneFolder(path: files.path)
        let unknown = try #require(throws: ZoneError.self) { try folder.zone(named: "Gaza") }
        #expect(
            unknown.description
                == "there is no time zone 'Gaza'; expected an IANA name such as Asia/Gaza; "
                + "did you mean Asia/Gaza?")
        let broken = try #require(throws: ZoneError.self) { try folder.zone(named: "Asia/Broken") }
        #expect(broken.message.hasSuffix("is no TZif file"))
        #expect(throws: ZoneError.self) { try folder.zone(named: "Asia") }
        let nowhere = ZoneFolder(path: "/nonexistent/zoneinfo")
        let missing = try #require(throws: ZoneError.self) { try nowhere.zone(named: "Asia/Gaza") }
        #expect(missing.problem == .noFolder)
        #expect(try nowhere.zone(named: "UTC") == .utc)
    }

    @Test(
        "the machine's own zone comes from TZ, then the link, then the name in a file",
        arguments: [
            ("Asia/Hebron", "/usr/share/zoneinfo/Asia/Gaza", "Asia/Beirut", "Asia/Hebron"),
            (":/usr/share/zoneinfo/Asia/Hebron", nil, nil, "Asia/Hebron"),
            ("", "/usr/share/zoneinfo/Asia/Gaza", nil, "UTC"),
            ("Mars/Olympus", "../usr/share/zoneinfo/posix/Asia/Gaza", nil, "Asia/Gaza"),
            (nil, "/usr/share/zoneinfo/Asia/Gaza", "Asia/Beirut", "Asia/Gaza"),
            (nil, nil, " Asia/Beirut \n", "Asia/Beirut"),
            (nil, "/elsewhere/file", "Not a zone", "UTC"),
            (nil, nil, nil, "UTC"),
        ] as [(String?, String?, String?, String)])
    func machine(variable: String?, link: String?, file: String?, zone: String) throws {
        let folder = ZoneFolder(path: files.path)
        let etc = try TemporaryFolder()
        if let link {
            try FileManager.default.createSymbolicLink(
                atPath: etc.path + "localtime", withDestinationPath: link)
        }
        if let file { try etc.write(file, to: "timezone") }
        let environment = variable.map { ["TZ": $0] } ?? [:]
        #expect(folder.machineZoneName(environment: environment, etc: etc.path) == zone)
    }
}
