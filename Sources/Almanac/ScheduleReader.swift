import Newswire

/// Reads one text of `at` or `quiet` and gathers what is wrong with it.
struct ScheduleReader {
    private(set) var problems: [ScheduleProblem] = []

    private let text: String
    private let item: Int
    private let words: [ScheduleWord]

    init(text: String, item: Int) {
        self.text = text
        self.item = item
        words = ScheduleWord.words(of: text)
    }

    /// A digest's days and times; nil if anything is wrong.
    mutating func entry() -> Schedule.Entry? {
        if let cron = CronLine(text) {
            report(.cron(translation: cron.translation), cron.text, at: cron.offset)
            return nil
        }
        let (days, rest) = leadingDays()
        var times: Set<TimeOfDay> = []
        for word in rest where isInPlace(word) {
            switch ClockReading(word.text) {
            case .time(let time): times.insert(time)
            case .wrong where Self.span(word.text) != nil: report(.hoursForMoment, word)
            case .wrong(let meant): report(.noTime(meant: meant), word)
            }
        }
        guard problems.isEmpty else { return nil }
        return Schedule.Entry(days: days, times: times.sorted())
    }

    /// Quiet spans; none if anything is wrong.
    mutating func spans() -> [QuietHours.Span] {
        let (days, rest) = leadingDays()
        var spans: [QuietHours.Span] = []
        for word in rest where isInPlace(word) {
            guard let (start, end) = Self.span(word.text) else {
                report(.momentForHours, word)
                continue
            }
            switch (start, end) {
            case (.time(let start), .time(let end)):
                // Behind a misplaced day the span may have been meant for that.
                if start == end, days.count == Weekday.allCases.count, problems.isEmpty {
                    report(.noLength, word)
                }
                spans.append(QuietHours.Span(days: days, start: start, end: end))
            default:
                report(.noTime(meant: Self.corrected(start, end)), word)
            }
        }
        return problems.isEmpty ? spans : []
    }

    // MARK: Days

    /// The days that stand first, all if none do, and the other words.
    private mutating func leadingDays() -> (days: Set<Weekday>, rest: ArraySlice<ScheduleWord>) {
        let dayWords = words.prefix { !$0.isNumeric && !Self.meansTime($0) }
        let rest = words[dayWords.endIndex...]
        var days: Set<Weekday> = []
        for word in dayWords { days.formUnion(self.days(word)) }
        if words.isEmpty {
            report(.empty, text, at: 0)
        } else if let first = dayWords.first, rest.isEmpty, problems.isEmpty {
            report(.daysAlone, dayWords.map(\.typed).joined(separator: " "), at: first.offset)
        }
        return (dayWords.isEmpty ? Set(Weekday.allCases) : days, rest)
    }

    private mutating func days(_ word: ScheduleWord) -> [Weekday] {
        if let day = Weekday(name: word.text) { return [day] }
        // Arabic writes its "and" with the word behind it; no day begins so.
        if word.text.hasPrefix("و"), let day = Weekday(name: word.text.dropFirst()) {
            return [day]
        }
        let ends = word.text.split(separator: "-", omittingEmptySubsequences: false)
        if ends.count == 2, let first = Weekday(name: ends[0]), let last = Weekday(name: ends[1]) {
            return Weekday.range(from: first, through: last)
        }
        if let instead = Self.dayGroups[ArabicSpelling.folded(word.text.lowercased())] {
            report(.dayGroup(instead: instead), word)
        } else if ends.count == 2 {
            let nearest = ends.map { end in
                Weekday(name: end).map { _ in String(end) }
                    ?? Weekday.nearestName(to: String(end))
            }
            let isClear = nearest.allSatisfy { $0 != nil }
            report(
                .noDay(nearest: isClear ? nearest.compactMap { $0 }.joined(separator: "-") : nil),
                word)
        } else {
            report(.noDay(nearest: Weekday.nearestName(to: word.text)), word)
        }
        return []
    }

    private static let everyDay = "leave the days out for every day: 07:00"
    private static let someDays = "name the days, such as Sun-Thu or Mon-Fri"

    private static let dayGroups = [
        "daily": everyDay, "everyday": everyDay, "every": everyDay, "كل": everyDay,
        "يوميا": everyDay, "weekdays": someDays, "weekday": someDays, "workdays": someDays,
        "weekend": someDays, "weekends": someDays,
    ]

    // MARK: Times

    /// Reports what is no time, the first day behind a time as such.
    private mutating func isInPlace(_ word: ScheduleWord) -> Bool {
        if word.isNumeric || Self.meansTime(word) { return true }
        let isDay = word.text.split(separator: "-").contains { Weekday(name: $0) != nil }
        if !isDay {
            report(.noTime(meant: nil), word)
        } else if !problems.contains(where: { $0.id == "bad-schedule" }) {
            report(.daysBehindTimes(meant: inOrder()), word)
        }
        return false
    }

    /// `noon`, which begins as no time does.
    private static func meansTime(_ word: ScheduleWord) -> Bool {
        ClockReading(word.text) != .wrong(meant: nil)
    }

    private static func span(_ word: String) -> (ClockReading, ClockReading)? {
        let ends = word.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, !ends[0].isEmpty, !ends[1].isEmpty else { return nil }
        return (ClockReading(String(ends[0])), ClockReading(String(ends[1])))
    }

    private static func corrected(_ start: ClockReading, _ end: ClockReading) -> String? {
        guard let start = start.corrected, let end = end.corrected else { return nil }
        return "\(start)-\(end)"
    }

    /// The texts that say what days behind times were meant to: the two
    /// exchanged where they stand once, else a new text from each day on.
    private func inOrder() -> [String] {
        var runs: [[ScheduleWord]] = []
        for word in words {
            if runs.last?.last?.isNumeric == word.isNumeric {
                runs[runs.count - 1].append(word)
            } else {
                runs.append([word])
            }
        }
        if runs.count == 2 { runs.reverse() }
        guard let last = runs.last?.last, last.isNumeric else { return [] }
        var texts: [String] = []
        for run in runs {
            let text = run.map(\.text).joined(separator: " ")
            if run[0].isNumeric, !texts.isEmpty {
                texts[texts.count - 1] += " " + text
            } else {
                texts.append(text)
            }
        }
        return texts
    }

    // MARK: Problems

    private mutating func report(_ kind: ScheduleProblem.Kind, _ word: ScheduleWord) {
        report(kind, word.typed, at: word.offset)
    }

    private mutating func report(_ kind: ScheduleProblem.Kind, _ words: String, at offset: Int) {
        problems.append(ScheduleProblem(kind: kind, words: words, item: item, offset: offset))
    }
}

extension ClockReading {
    /// The time as we write it, right or put right.
    fileprivate var corrected: String? {
        switch self {
        case .time(let time): time.hourAndMinute
        case .wrong(let meant): meant
        }
    }
}
