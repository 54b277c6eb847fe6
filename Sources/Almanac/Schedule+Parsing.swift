package import Newswire

extension Schedule {
    /// Reads the value of `at`, a text or several:
    ///
    ///     text  = [days] time…         Sun-Thu 08:00 12:00
    ///     days  = (day | day-day)…     Sun Wed, الأحد-الخميس, Fri-Mon
    ///     time  = two digits, a colon, two digits
    ///
    /// Words are parted by spaces or commas, without days it is every day, a
    /// range may run over the week's end. All mistakes are thrown together.
    package init(parsing texts: [String]) throws(ScheduleError) {
        var problems: [ScheduleProblem] = []
        var entries: [Entry] = []
        if texts.isEmpty {
            problems.append(ScheduleProblem(kind: .empty, words: "", item: 0, offset: 0))
        }
        for (item, text) in texts.enumerated() {
            var reader = ScheduleReader(text: text, item: item)
            if let entry = reader.entry() { entries.append(entry) }
            problems += reader.problems
        }
        if let error = ScheduleError(problems) { throw error }
        self.init(entries: entries)
    }

    package init(parsing text: String) throws(ScheduleError) {
        try self.init(parsing: [text])
    }
}

extension QuietHours {
    /// Reads the value of `quiet`, a text or several: as `at`, with spans such
    /// as `22:00-06:00` for times. A span that ends where it begins is a whole
    /// day, and needs days. All mistakes are thrown together.
    package init(parsing texts: [String]) throws(ScheduleError) {
        var problems: [ScheduleProblem] = []
        var spans: [Span] = []
        if texts.isEmpty {
            problems.append(ScheduleProblem(kind: .empty, words: "", item: 0, offset: 0))
        }
        for (item, text) in texts.enumerated() {
            var reader = ScheduleReader(text: text, item: item)
            spans += reader.spans()
            problems += reader.problems
        }
        if problems.isEmpty, Self.leaveNoMinute(spans) {
            problems.append(
                ScheduleProblem(
                    kind: .neverEnds, words: texts.joined(separator: ", "), item: 0, offset: 0))
        }
        if let error = ScheduleError(problems) { throw error }
        self.init(spans: spans)
    }

    package init(parsing text: String) throws(ScheduleError) {
        try self.init(parsing: [text])
    }

    private static func leaveNoMinute(_ spans: [Span]) -> Bool {
        let week = 7 * 24 * 60
        var isQuiet = [Bool](repeating: false, count: week)
        for span in spans {
            for day in span.days {
                let start = day.index * 1440 + span.start.secondsSinceMidnight / 60
                let length =
                    (span.end.secondsSinceMidnight - span.start.secondsSinceMidnight) / 60
                for minute in 0..<(length > 0 ? length : length + 1440) {
                    isQuiet[(start + minute) % week] = true
                }
            }
        }
        return isQuiet.allSatisfy { $0 }
    }
}
