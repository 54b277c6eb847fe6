/// A date in the proleptic Gregorian calendar, without a zone.
package struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let year: Int
    /// 1...12.
    package let month: Int
    /// 1...31.
    package let day: Int

    /// Nil for a date that the calendar does not have.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1,
            day <= CivilDate.days(inMonth: month, of: year)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The date so many days after 1970-01-01, by Howard Hinnant's
    /// `civil_from_days`: eras of 400 years that begin in March.
    package init(daysSinceEpoch days: Int64) {
        let shifted = days + 719_468
        let era = shifted.dividedDown(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
        month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    }

    package var daysSinceEpoch: Int64 {
        let shiftedYear = Int64(month <= 2 ? year - 1 : year)
        let era = shiftedYear.dividedDown(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let shiftedMonth = Int64(month > 2 ? month - 3 : month + 9)
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    package var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        let days = daysSinceEpoch + 4
        return Weekday.allCases[Int(days - days.dividedDown(by: 7) * 7)]
    }

    package func adding(days: Int) -> CivilDate {
        CivilDate(daysSinceEpoch: daysSinceEpoch + Int64(days))
    }

    /// `2026-11-24`.
    package var description: String {
        "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    package static func < (a: CivilDate, b: CivilDate) -> Bool {
        (a.year, a.month, a.day) < (b.year, b.month, b.day)
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// A date and a time of day as a clock on a wall shows it, without a zone.
package struct CivilTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let date: CivilDate
    package let clock: TimeOfDay

    package init(date: CivilDate, clock: TimeOfDay) {
        self.date = date
        self.clock = clock
    }

    /// Nil for a date or an hour that does not exist.
    package init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int = 0) {
        guard let date = CivilDate(year: year, month: month, day: day),
            let clock = TimeOfDay(hour: hour, minute: minute, second: second)
        else { return nil }
        self.init(date: date, clock: clock)
    }

    /// The civil time so many seconds after 1970-01-01T00:00:00 in its own zone.
    package init(secondsSinceEpoch seconds: Int64) {
        let days = seconds.dividedDown(by: 86_400)
        date = CivilDate(daysSinceEpoch: days)
        clock = TimeOfDay(secondsSinceMidnight: Int(seconds - days * 86_400))
    }

    package var secondsSinceEpoch: Int64 {
        date.daysSinceEpoch * 86_400 + Int64(clock.secondsSinceMidnight)
    }

    /// `2026-11-24T07:00`, with seconds only where there are some. An edition's
    /// period is written so.
    package var description: String {
        let seconds = clock.second == 0 ? "" : ":" + padded(clock.second, to: 2)
        return "\(date)T\(padded(clock.hour, to: 2)):\(padded(clock.minute, to: 2))\(seconds)"
    }

    package static func < (a: CivilTime, b: CivilTime) -> Bool {
        (a.date, a.clock) < (b.date, b.clock)
    }
}

/// A time of day, 00:00:00 to 23:59:59.
package struct TimeOfDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 0...86,399.
    package let secondsSinceMidnight: Int

    /// - Precondition: 0...86,399.
    package init(secondsSinceMidnight: Int) {
        precondition((0..<86_400).contains(secondsSinceMidnight))
        self.secondsSinceMidnight = secondsSinceMidnight
    }

    /// Nil outside 00:00:00 to 23:59:59.
    package init?(hour: Int, minute: Int, second: Int = 0) {
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second)
        else { return nil }
        secondsSinceMidnight = hour * 3600 + minute * 60 + second
    }

    package var hour: Int { secondsSinceMidnight / 3600 }
    package var minute: Int { secondsSinceMidnight / 60 % 60 }
    package var second: Int { secondsSinceMidnight % 60 }

    /// `07:00:00`.
    package var description: String {
        "\(padded(hour, to: 2)):\(padded(minute, to: 2)):\(padded(second, to: 2))"
    }

    /// `07:00`.
    package var hourAndMinute: String {
        "\(padded(hour, to: 2)):\(padded(minute, to: 2))"
    }

    package static func < (a: TimeOfDay, b: TimeOfDay) -> Bool {
        a.secondsSinceMidnight < b.secondsSinceMidnight
    }
}

/// A number in decimal, filled with zeros on the left.
func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
