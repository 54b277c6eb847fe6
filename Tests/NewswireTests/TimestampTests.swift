import Newswire
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "RFC 3339 reads and writes the same moment",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
            ("2026-11-24T07:00:00+02:00", 1_795_496_400_000, "2026-11-24T05:00:00Z"),
            ("2026-11-24t05:00:00.25z", 1_795_496_400_250, "2026-11-24T05:00:00.250Z"),
            ("1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"),
            ("2000-02-29T12:00:00Z", 951_825_600_000, "2000-02-29T12:00:00Z"),
        ])
    func reads(text: String, milliseconds: Int64, written: String) throws {
        let moment = try #require(Timestamp(rfc3339: text))
        #expect(moment.milliseconds == milliseconds)
        #expect(moment.rfc3339 == written)
    }

    @Test(
        "what is no RFC 3339 time is refused",
        arguments: [
            "", "2026-11-24", "2026-02-29T00:00:00Z", "2026-11-24T24:00:00Z",
            "2026-11-24T05:00:00", "2026-11-24T05:00:00Z ", "2026-11-24T05:00:00.Z",
            "2026-11-24T05:00:00+2:00", "٢٠٢٦-11-24T05:00:00Z",
        ])
    func refuses(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test("dates and their day numbers agree over eight centuries")
    func dates() {
        var weekday = CivilDate(daysSinceEpoch: -150_000).weekday
        for days in Int64(-150_000)...150_000 {
            let date = CivilDate(daysSinceEpoch: days)
            #expect(date.daysSinceEpoch == days)
            #expect(date.weekday == weekday)
            let next = (Weekday.allCases.firstIndex(of: weekday) ?? 0) + 1
            weekday = Weekday.allCases[next % 7]
        }
        #expect(CivilDate(year: 2026, month: 11, day: 23)?.weekday == .monday)
    }
}
