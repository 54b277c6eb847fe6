import Almanac
import NashraTesting
import Newswire
import Testing

@Suite("Quiet hours", .enabled(if: ZicFolder.isThere))
struct QuietHoursTests {
    /// Held here because the folder goes with its last reference.
    private let files: ZicFolder

    init() throws {
        files = try ZicFolder(ZicFolder.jumps)
    }

    @Test(
        "spans are read with their days and read back in words",
        arguments: [
            ("22:00-06:00", "every day from 22:00 to 06:00"),
            ("22:00 – 06:00", "every day from 22:00 to 06:00"),
            ("٢٢:٠٠-٠٦:٠٠", "every day from 22:00 to 06:00"),
            ("Fri 00:00-00:00", "Friday all day"),
            (
                "Sun-Thu 12:00-14:00, 22:00-06:00",
                "Sunday to Thursday from 12:00 to 14:00; Sunday to Thursday from 22:00 to 06:00"
            ),
        ])
    func reads(text: String, words: String) throws {
        #expect(try QuietHours(parsing: text).inWords == words)
    }

    @Test(
        "a mistake is marked where it stands, with the way out",
        arguments: [
            ("‹22:00›", "'22:00' is no span of hours; expected one such as 22:00-06:00", nil),
            ("‹22:00-24:00›", "'22:00-24:00' is no time", "did you mean 22:00-00:00?"),
            ("‹10pm-6am›", "'10pm-6am' is no time", "did you mean 22:00-06:00?"),
            ("‹22:00-99:00›", "is no time", nil),
            ("‹22:00-06:00-07:00›", "is no span of hours", nil),
            ("‹22:00-22:00›", "would hold alerts for ever", "name the days"),
            ("‹Frday› 22:00-06:00", "is no day of the week", "did you mean Fri?"),
            (
                "22:00-06:00 ‹Fri› 00:00-00:00", "stands behind a time",
                "[22:00-06:00, Fri 00:00-00:00]"
            ),
            ("‹00:00-12:00 12:00-00:00›", "leave no minute of the week", nil),
            ("‹›", "there is no time here", nil),
        ] as [(MarkedText, String, String?)])
    func mistakes(marked: MarkedText, message: String, hint: String?) throws {
        let error = try #require(throws: ScheduleError.self) {
            try QuietHours(parsing: marked.text)
        }
        let problem = error.problems[0]
        #expect(error.problems.count == 1)
        #expect(problem.offset == marked.stretches[0].offset)
        #expect(problem.words == marked.stretches[0].text)
        #expect(problem.message.contains(message))
        #expect(problem.hints.last.map { $0.contains(hint ?? "?!") } ?? (hint == nil))
    }

    @Test(
        "a moment is quiet from the beginning of a span until before its end",
        arguments: [
            ("22:00-06:00", "2026-11-24T21:59", nil),
            ("22:00-06:00", "2026-11-24T22:00", "2026-11-25T06:00"),
            ("22:00-06:00", "2026-11-25T05:59", "2026-11-25T06:00"),
            ("22:00-06:00", "2026-11-25T06:00", nil),
            // The days are those on which a span begins: Tuesday the 24th.
            ("Tue 22:00-06:00", "2026-11-25T05:00", "2026-11-25T06:00"),
            ("Tue 22:00-06:00", "2026-11-24T05:00", nil),
            // Spans that touch are one.
            ("22:00-00:00 00:00-07:00", "2026-11-24T23:00", "2026-11-25T07:00"),
            ("Tue-Wed 00:00-00:00", "2026-11-24T12:00", "2026-11-26T00:00"),
            // The night of the gap is an hour shorter and ends on time.
            ("22:00-06:00", "2026-03-28T03:00", "2026-03-28T06:00"),
            // An end that is skipped moves as a slot does.
            ("22:00-02:30", "2026-03-28T03:20", "2026-03-28T03:30"),
            ("22:00-02:30", "2026-03-28T03:30", nil),
        ])
    func moments(text: String, civil: String, end: String?) throws {
        let zone = try files.zone("Test/Strip")
        let quiet = try QuietHours(parsing: text)
        let moment = zone.moment(of: try TimeZoneRulesTests.civil(civil))
        let until = quiet.end(around: moment, in: zone)
        #expect(until.map { zone.civil(at: $0).description } == end)
        #expect(quiet.contains(moment, in: zone) == (end != nil))
    }

    @Test("what ends within a repeated hour does not begin again in it")
    func overlap() throws {
        let zone = try files.zone("Test/Strip")
        let quiet = try QuietHours(parsing: "22:00-01:30")
        let end = zone.moment(of: try TimeZoneRulesTests.civil("2026-10-31T01:30"))
        #expect(quiet.end(around: end - .seconds(1), in: zone) == end)
        #expect(!quiet.contains(end + .seconds(3600 - 60), in: zone))
    }

    @Test("quiet without end, which no file can say, is still finite")
    func endless() {
        let always = QuietHours.Span(
            days: Set(Weekday.allCases), start: TimeOfDay(secondsSinceMidnight: 0),
            end: TimeOfDay(secondsSinceMidnight: 0))
        let now = Timestamp(seconds: 1_795_496_400)
        #expect(
            QuietHours(spans: [always]).end(around: now, in: .utc) == now + .seconds(8 * 86_400))
    }
}
