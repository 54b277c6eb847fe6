import Newswire

/// A zone by a POSIX TZ string with RFC 9636's extensions, as it ends a TZif
/// file: `EET-2EEST,M3.4.4/50,M10.4.4/50`. It holds for every year.
struct RecurringZone: Hashable, Sendable {
    var standard: TimeZoneRules.LocalType
    var daylight: Daylight?

    struct Daylight: Hashable, Sendable {
        var type: TimeZoneRules.LocalType
        /// By the clock of standard time.
        var start: YearlyMoment
        /// By the clock of daylight saving time.
        var end: YearlyMoment
    }

    /// A day of each year and a time on it, which may lie outside of the day.
    struct YearlyMoment: Hashable, Sendable {
        enum Day: Hashable, Sendable {
            /// `J60`: 1...365, where 29 February is never counted.
            case julian(Int)
            /// `59`: 0...365, where 29 February is counted.
            case ordinal(Int)
            /// `M3.4.4`: the week 1...5 (5 is the last), the weekday 0...6 from
            /// Sunday.
            case weekday(month: Int, week: Int, weekday: Int)
        }

        var day: Day
        /// Seconds from midnight, -167 to 167 hours.
        var time: Int

        /// Seconds since 1970 by the clock on the wall.
        func local(in year: Int) -> Int64 {
            dayNumber(in: year) * 86_400 + Int64(time)
        }

        /// Days since 1970-01-01.
        private func dayNumber(in year: Int) -> Int64 {
            switch day {
            case .julian(let number):
                let isPastFebruary = number >= 60 && Self.isLeap(year)
                return Self.firstDay(of: 1, in: year) + Int64(number - 1 + (isPastFebruary ? 1 : 0))
            case .ordinal(let number):
                return Self.firstDay(of: 1, in: year) + Int64(number)
            case .weekday(let month, let week, let weekday):
                let first = Self.firstDay(of: month, in: year)
                let next =
                    month == 12
                    ? Self.firstDay(of: 1, in: year + 1) : Self.firstDay(of: month + 1, in: year)
                // 1970-01-01 was a Thursday, the fourth day from Sunday.
                let firstWeekday = (first + 4) - (first + 4).dividedDown(by: 7) * 7
                let toWeekday = (Int64(weekday) - firstWeekday + 7) % 7
                let day = first + toWeekday + Int64(week - 1) * 7
                return day < next ? day : day - 7
            }
        }

        private static func isLeap(_ year: Int) -> Bool {
            CivilDate(year: year, month: 2, day: 29) != nil
        }

        private static func firstDay(of month: Int, in year: Int) -> Int64 {
            CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch ?? 0
        }
    }

    func span(at seconds: Int64) -> TimeZoneRules.Span {
        guard let daylight else {
            return TimeZoneRules.Span(start: .min, end: .max, type: standard)
        }
        let year = CivilTime(secondsSinceEpoch: seconds).date.year
        var changes: [(moment: Int64, type: TimeZoneRules.LocalType)] = []
        for year in (year - 1)...(year + 1) {
            let start = daylight.start.local(in: year) - Int64(standard.offset)
            let end = daylight.end.local(in: year) - Int64(daylight.type.offset)
            changes.append((start, daylight.type))
            changes.append((end, standard))
        }
        // Daylight saving that lasts all year ends where the next year's
        // begins (RFC 9636 section 3.3.1): the beginning must come last.
        changes.sort { a, b in
            a.moment != b.moment
                ? a.moment < b.moment : a.type == standard && b.type != standard
        }
        let following = changes.firstIndex { $0.moment > seconds } ?? changes.count
        let current = following == 0 ? (Int64.min, standard) : changes[following - 1]
        let end = following == changes.count ? Int64.max : changes[following].moment
        return TimeZoneRules.Span(start: current.0, end: end, type: current.1)
    }
}
