import Almanac
import Newswire
import Testing

@Suite("The machine's own zones")
struct MachineZonesTests {
    @Test(
        "the machine's zones agree with Python's over two centuries and each hour of two years",
        .enabled(if: PythonZones.python != nil))
    func judged() throws {
        let folder = ZoneFolder()
        let hours = stride(
            from: try TimeZoneRulesTests.civil("2026-01-01T00:00").secondsSinceEpoch,
            to: try TimeZoneRulesTests.civil("2028-01-01T00:00").secondsSinceEpoch, by: 5400)
        let decades = stride(from: Int64(-2_500_000_000), to: 5_000_000_000, by: 97_777_777)
        var questions: [String: PythonZones.Question] = [:]
        for name in folder.names() {
            questions[name] = .init(moments: Array(decades), civils: Array(decades))
        }
        for name in Self.notable where questions[name] != nil {
            questions[name] = .init(moments: Array(hours), civils: Array(hours))
        }
        try #require(questions.count > Self.notable.count)
        for (name, answer) in try PythonZones.answers(to: questions, folder: folder.path) {
            let zone = try folder.zone(named: name)
            let question = try #require(questions[name])
            let types = question.moments.map { zone.localType(at: Timestamp(seconds: $0)) }
            #expect(types.map(\.offset) == answer.offsets, "\(name)")
            #expect(types.map(\.abbreviation) == answer.abbreviations, "\(name)")
            let moments = question.civils.map { civil in
                zone.moment(of: CivilTime(secondsSinceEpoch: civil)).milliseconds / 1000
            }
            #expect(moments == answer.moments, "\(name)")
        }
    }

    @Test("gaps and overlaps of Gaza and Beirut in 2026 stand in the machine's zones")
    func facts() throws {
        let folder = ZoneFolder()
        let cases = [
            ("Asia/Gaza", "2026-03-28T02:30", "2026-03-28T03:30:00+03:00"),
            ("Asia/Hebron", "2026-10-24T01:30", "2026-10-24T01:30:00+03:00"),
            ("Asia/Hebron", "2026-10-24T02:00", "2026-10-24T02:00:00+02:00"),
            ("Asia/Beirut", "2026-03-29T00:10", "2026-03-29T01:10:00+03:00"),
            ("Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-04T02:40:00+11:00"),
            ("America/New_York", "2026-11-01T01:30", "2026-11-01T01:30:00-04:00"),
        ]
        for (name, civil, local) in cases where folder.names().contains(name) {
            let zone = try folder.zone(named: name)
            #expect(zone.rfc3339(zone.moment(of: try TimeZoneRulesTests.civil(civil))) == local)
        }
    }

    private static let notable = [
        "Asia/Gaza", "Asia/Hebron", "Asia/Beirut", "Africa/Cairo", "Africa/Casablanca",
        "Asia/Jerusalem", "Australia/Lord_Howe", "America/New_York", "America/Vancouver",
        "Europe/Dublin", "Pacific/Apia", "Asia/Tehran",
    ]
}
