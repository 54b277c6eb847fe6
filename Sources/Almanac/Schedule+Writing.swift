package import Newswire

extension Schedule {
    /// In words, for reading back: `Sunday to Thursday at 08:00 and 12:00`.
    package var inWords: String {
        entries.map(\.inWords).joined(separator: "; ")
    }

    /// As `at` says it, a text for each entry: `Sun-Thu 08:00 12:00`.
    package var written: [String] {
        entries.map(\.written)
    }
}

extension Schedule.Entry {
    var inWords: String {
        "\(DayRuns(days).inWords) at \(listed(times.map(\.hourAndMinute)))"
    }

    var written: String {
        (DayRuns(days).written + times.map(\.hourAndMinute)).joined(separator: " ")
    }
}

extension QuietHours {
    /// In words, for reading back: `Friday from 22:00 to 06:00`.
    package var inWords: String {
        spans.map { span in
            let days = DayRuns(span.days).inWords
            return span.start == span.end && span.start.secondsSinceMidnight == 0
                ? "\(days) all day"
                : "\(days) from \(span.start.hourAndMinute) to \(span.end.hourAndMinute)"
        }.joined(separator: "; ")
    }
}

/// A set of weekdays as runs of days that follow each other, over the end of
/// the week too.
private struct DayRuns {
    private let runs: [[Weekday]]

    init(_ days: Set<Weekday>) {
        var runs: [[Weekday]] = []
        for day in Weekday.allCases where days.contains(day) {
            if let last = runs.last?.last, last.index + 1 == day.index {
                runs[runs.count - 1].append(day)
            } else {
                runs.append([day])
            }
        }
        if runs.count > 1, runs.first?.first == .sunday, runs.last?.last == .saturday {
            let sunday = runs.removeFirst()
            runs[runs.count - 1] += sunday
        }
        self.runs = runs
    }

    private var isEveryDay: Bool { runs.first?.count == Weekday.allCases.count }

    /// `Sunday to Thursday and Saturday`.
    var inWords: String {
        if isEveryDay { return "every day" }
        return listed(
            runs.flatMap { run in
                run.count < 3
                    ? run.map(\.englishName)
                    : ["\(run[0].englishName) to \(run[run.count - 1].englishName)"]
            })
    }

    /// `Sun-Thu`, `Sat`; nothing for every day.
    var written: [String] {
        if isEveryDay { return [] }
        return runs.flatMap { run in
            run.count < 3
                ? run.map(\.rawValue) : ["\(run[0].rawValue)-\(run[run.count - 1].rawValue)"]
        }
    }
}

/// `a`, `a and b`, `a, b and c`.
private func listed(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
}
