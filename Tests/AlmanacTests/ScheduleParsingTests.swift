import Almanac
import NashraTesting
import Newswire
import Testing

@Suite("Schedules in files")
struct ScheduleParsingTests {
    @Test(
        "days and times are read as people write them",
        arguments: [
            ("07:00", "07:00"),
            ("Sun-Thu 07:00", "Sun-Thu 07:00"),
            ("Sun Wed 09:00", "Sun Wed 09:00"),
            ("Sun,Wed 09:00", "Sun Wed 09:00"),
            ("Sun-Thu 08:00 12:00", "Sun-Thu 08:00 12:00"),
            ("12:00 08:00, 08:00", "08:00 12:00"),
            ("Fri-Mon 07:00", "Fri-Mon 07:00"),
            ("Sat-Sun 07:00", "Sat Sun 07:00"),
            ("Sun-Sat 07:00", "07:00"),
            ("sunday – THURSDAY 07:00", "Sun-Thu 07:00"),
            ("Mon - Tues, Thurs 23:59", "Mon Tue Thu 23:59"),
            ("الأحد-الخميس ٠٧:٠٠", "Sun-Thu 07:00"),
            ("الأحد ـ الخميس ٠٧:٠٠", "Sun-Thu 07:00"),
            ("احد، اربعاء ۰۹:۳۰", "Sun Wed 09:30"),
            ("الإثنين والثلاثاء 00:00", "Mon Tue 00:00"),
            ("الجمعه السَّبت 10:00", "Fri Sat 10:00"),
            ("\u{200F}الأحد\u{200F}\u{A0}\u{200E}07:00\u{200E}", "Sun 07:00"),
            ("Sat-Sun 07：00", "Sat Sun 07:00"),
        ])
    func reads(text: String, written: String) throws {
        #expect(try Schedule(parsing: text).written == [written])
    }

    @Test("several texts are several entries")
    func lists() throws {
        let schedule = try Schedule(parsing: ["Sun-Thu 07:00", "Fri 10:00"])
        #expect(schedule.written == ["Sun-Thu 07:00", "Fri 10:00"])
        #expect(schedule.inWords == "Sunday to Thursday at 07:00; Friday at 10:00")
    }

    @Test(
        "a schedule is read back in words",
        arguments: [
            ("07:00", "every day at 07:00"),
            ("Sun Wed 09:00", "Sunday and Wednesday at 09:00"),
            ("Fri-Mon 08:00 12:00 18:00", "Friday to Monday at 08:00, 12:00 and 18:00"),
            ("Mon-Wed Sat 08:00", "Monday to Wednesday and Saturday at 08:00"),
        ])
    func inWords(text: String, words: String) throws {
        #expect(try Schedule(parsing: text).inWords == words)
    }

    @Test(
        "a mistake is marked where it stands, with the way out",
        arguments: [
            ("‹7:00›", "'7:00' is no time", "did you mean 07:00?"),
            ("Sun ‹7am›", "'7am' is no time", "did you mean 07:00?"),
            ("‹7 pm›", "'7 pm' is no time", "did you mean 19:00?"),
            ("‹12 AM›", "'12 AM' is no time", "did you mean 00:00?"),
            ("‹٧ صباحا›", "is no time", "did you mean 07:00?"),
            ("‹24:00›", "'24:00' is no time", "did you mean 00:00?"),
            ("‹0700›", "'0700' is no time", "did you mean 07:00?"),
            ("‹700›", "'700' is no time", "did you mean 07:00?"),
            ("‹7›", "'7' is no time", "did you mean 07:00?"),
            ("‹07.30›", "'07.30' is no time", "did you mean 07:30?"),
            ("‹19h30›", "'19h30' is no time", "did you mean 19:30?"),
            ("‹07:00:00›", "'07:00:00' is no time", "did you mean 07:00?"),
            ("Fri ‹noon›", "'noon' is no time", "did you mean 12:00?"),
            ("‹25:00›", "expected hour and minute such as 07:00", nil),
            ("‹07:60›", "'07:60' is no time", nil),
            ("‹07:00-09:00›", "is a span of hours; expected a time such as 07:00", nil),
            ("‹Sundya› 07:00", "'Sundya' is no day of the week", "did you mean Sun?"),
            ("‹Sun-Thr› 07:00", "'Sun-Thr' is no day", "did you mean Sun-Thu?"),
            ("‹الاحذ› 07:00", "is no day of the week", "did you mean الأحد?"),
            ("‹S› 07:00", "'S' is no day of the week", nil),
            ("‹daily› 07:00", "'daily' is no day", "leave the days out for every day: 07:00"),
            ("‹weekdays› 07:00", "no day", "name the days, such as Sun-Thu or Mon-Fri"),
            ("‹Sun Wed›", "'Sun Wed' has no time behind it", nil),
            (
                "Sun-Thu 07:00 ‹Fri› 10:00", "the day 'Fri' stands behind a time",
                "[Sun-Thu 07:00, Fri 10:00]"
            ),
            ("07:00 ‹Sun-Thu›", "stands behind a time", "did you mean Sun-Thu 07:00?"),
            ("07:00 12:00 ‹Sun› Wed", "stands behind a time", "did you mean Sun Wed 07:00 12:00?"),
            ("07:00 ‹Fri› 10:00", "stands behind a time", "[07:00, Fri 10:00]"),
            ("Sun 07:00 ‹Fri›", "stands behind a time", nil),
            ("07:00 ‹Asia/Gaza›", "'Asia/Gaza' is no time", nil),
            ("‹0 7 * * 0-4›", "'0 7 * * 0-4' is cron's way", "Sun-Thu 07:00"),
            ("‹30 8,12 * * *›", "is cron's way", "08:30 12:30"),
            ("‹0 7 * * mon-fri›", "is cron's way", "Mon-Fri 07:00"),
            ("‹0 */6 * * 5,6›", "is cron's way", "Fri Sat 00:00 06:00 12:00 18:00"),
            ("‹0 7 * * 7›", "is cron's way", "Sun 07:00"),
            ("‹0 7 1 * *›", "is cron's way", "days of the week at times of day: Sun-Thu 07:00"),
            ("‹* * * * *›", "is cron's way", "Sun-Thu 07:00"),
            ("  ‹@daily›", "is cron's way", "00:00"),
            ("‹›", "there is no time here", nil),
            ("‹ ،›", "there is no time here", nil),
        ] as [(MarkedText, String, String?)])
    func mistakes(marked: MarkedText, message: String, hint: String?) throws {
        let error = try #require(throws: ScheduleError.self) {
            try Schedule(parsing: marked.text)
        }
        let problem = error.problems[0]
        #expect(error.problems.count == 1)
        #expect(problem.offset == marked.stretches[0].offset)
        #expect(problem.words == marked.stretches[0].text)
        #expect(problem.message.contains(message))
        #expect(problem.hints.last?.hasSuffix(hint ?? "") ?? (hint == nil))
        #expect(problem.hints.isEmpty == (hint == nil))
    }

    @Test("any text is read or refused, never a trap")
    func anyText() {
        let pieces = [
            "07:00", "24:00", "7", "99", "9223372036854775807", ":", "-", "–", "ـ", " ", "\u{A0}",
            "،", ",", "Sun", "Sonday", "-Thu", "الأحد", "و", "pm", "ص", "*", "*/", "0", "/",
            "@daily",
            "\u{200F}", "٠٧:٠٠", "é", "\r\n", "🕖", "½", "h", ".",
        ]
        var generator = SplitMix(state: 7)
        for _ in 0..<3000 {
            let count = Int.random(in: 0...7, using: &generator)
            let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }
                .joined()
            for read in [
                { _ = try Schedule(parsing: text) }, { _ = try QuietHours(parsing: text) },
            ] {
                do { try read() } catch let error as ScheduleError {
                    for problem in error.problems {
                        #expect(problem.offset <= text.unicodeScalars.count)
                        #expect(!problem.message.isEmpty)
                    }
                } catch {
                    Issue.record("\(error)")
                }
            }
        }
    }

    @Test("all mistakes of all texts are told at once")
    func allMistakes() throws {
        let error = try #require(throws: ScheduleError.self) {
            try Schedule(parsing: ["Sonday 7:00 99:99", "07:00", "", "Sun"])
        }
        #expect(error.problems.map(\.item) == [0, 0, 0, 2, 3])
        #expect(
            error.problems.map(\.id) == [
                "unknown-day", "bad-time", "bad-time", "empty-schedule", "bad-schedule",
            ])
        #expect(throws: ScheduleError.self) { try Schedule(parsing: []) }
        #expect(throws: ScheduleError.self) { try QuietHours(parsing: []) }
    }
}

/// The same numbers in each run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
