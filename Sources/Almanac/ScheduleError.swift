import Newswire

/// All that is wrong with the value of `at` or `quiet`.
package struct ScheduleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// In the order of the text; never empty.
    package let problems: [ScheduleProblem]

    init?(_ problems: [ScheduleProblem]) {
        if problems.isEmpty { return nil }
        self.problems = problems
    }

    package var description: String {
        problems.map { ([$0.message] + $0.hints).joined(separator: "; ") }.joined(separator: "\n")
    }
}

/// One mistake in the value of `at` or `quiet`.
package struct ScheduleProblem: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case empty
        /// With the day that was probably meant.
        case noDay(nearest: String?)
        /// A word for several days that is not taken: `daily`, `weekdays`.
        case dayGroup(instead: String)
        /// With the time that was meant, as we write it.
        case noTime(meant: String?)
        /// Days without a time behind them.
        case daysAlone
        /// With the texts that were probably meant; none if that is not clear.
        case daysBehindTimes(meant: [String])
        /// `07:00-09:00` where a digest's moment should stand.
        case hoursForMoment
        /// `22:00` where quiet hours should stand.
        case momentForHours
        /// With the same in our words, where they can say it.
        case cron(translation: String?)
        /// `22:00-22:00` on every day.
        case noLength
        /// The spans leave no minute of the week.
        case neverEnds
    }

    package var kind: Kind
    /// The user's own.
    package var words: String
    /// Which of several texts, from 0.
    package var item: Int
    /// Where the words begin in it, in Unicode scalars from 0.
    package var offset: Int

    /// For `Diagnostic.id`.
    package var id: String {
        switch kind {
        case .empty: "empty-schedule"
        case .noDay, .dayGroup: "unknown-day"
        case .noTime, .hoursForMoment, .momentForHours: "bad-time"
        case .daysAlone, .daysBehindTimes: "bad-schedule"
        case .cron: "cron"
        case .noLength, .neverEnds: "endless-quiet"
        }
    }

    /// One line for a diagnostic.
    package var message: String {
        let quoted = Diagnostic.quoted(words)
        return switch kind {
        case .empty: "there is no time here; expected one such as 07:00"
        case .noDay: "\(quoted) is no day of the week; expected one such as Sun or الأحد"
        case .dayGroup: "\(quoted) is no day of the week"
        case .noTime: "\(quoted) is no time; expected hour and minute such as 07:00"
        case .daysAlone: "\(quoted) has no time behind it; expected one such as 07:00"
        case .daysBehindTimes: "the day \(quoted) stands behind a time; expected days first"
        case .hoursForMoment: "\(quoted) is a span of hours; expected a time such as 07:00"
        case .momentForHours: "\(quoted) is no span of hours; expected one such as 22:00-06:00"
        case .cron: "\(quoted) is cron's way to say it; expected days and times"
        case .noLength: "\(quoted) on every day would hold alerts for ever"
        case .neverEnds: "these quiet hours leave no minute of the week"
        }
    }

    /// The way out, where there is one: each a line.
    package var hints: [String] {
        switch kind {
        case .noDay(let nearest?): ["did you mean \(nearest)?"]
        case .dayGroup(let instead): [instead]
        case .noTime(let meant?): ["did you mean \(meant)?"]
        case .daysBehindTimes(let meant) where meant.count == 1: ["did you mean \(meant[0])?"]
        case .daysBehindTimes(let meant) where meant.count > 1:
            ["several schedules are a list:", "[\(meant.joined(separator: ", "))]"]
        case .cron(let translation?): ["write it so:", translation]
        case .cron(nil): ["a digest comes on days of the week at times of day: Sun-Thu 07:00"]
        case .noLength: ["name the days that are quiet: Fri 00:00-00:00"]
        case .empty, .noDay, .noTime, .daysAlone, .daysBehindTimes, .hoursForMoment,
            .momentForHours, .neverEnds:
            []
        }
    }
}
