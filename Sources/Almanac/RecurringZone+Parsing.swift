import Newswire

extension RecurringZone {
    /// Reads a POSIX TZ string: `UTC0`, `<+03>-3`, `EST5EDT,M3.2.0,M11.1.0`.
    /// Nil for anything else, also for offsets of more than a day and times of
    /// more than a week.
    init?(_ text: some StringProtocol) {
        var scanner = Scanner(text)
        guard let name = scanner.name(), let offset = scanner.time(maximumHours: 24) else {
            return nil
        }
        // POSIX counts offsets westward.
        standard = .init(offset: -offset, isDaylightSaving: false, abbreviation: name)
        daylight = nil
        if scanner.isAtEnd { return }

        guard let daylightName = scanner.name() else { return nil }
        var daylightOffset = -offset + 3600
        if !scanner.isAtEnd, scanner.peek != "," {
            guard let written = scanner.time(maximumHours: 24) else { return nil }
            daylightOffset = -written
        }
        let type = TimeZoneRules.LocalType(
            offset: daylightOffset, isDaylightSaving: true, abbreviation: daylightName)
        if scanner.isAtEnd {
            // What tzcode takes where no rule is written: that of the United
            // States since 2007.
            daylight = Daylight(
                type: type,
                start: .init(day: .weekday(month: 3, week: 2, weekday: 0), time: 7200),
                end: .init(day: .weekday(month: 11, week: 1, weekday: 0), time: 7200))
            return
        }
        guard scanner.take(","), let start = scanner.yearlyMoment(),
            scanner.take(","), let end = scanner.yearlyMoment(), scanner.isAtEnd
        else { return nil }
        daylight = Daylight(type: type, start: start, end: end)
    }
}

private struct Scanner {
    private var rest: Substring.UTF8View

    init(_ text: some StringProtocol) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    var peek: Unicode.Scalar? { rest.first.map { Unicode.Scalar($0) } }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        rest.removeFirst()
        return true
    }

    /// At least three letters; or, between `<` and `>`, letters, digits and
    /// signs.
    mutating func name() -> String? {
        let isQuoted = take("<")
        let bytes = rest.prefix { byte in
            let isLetter = (0x41...0x5A).contains(byte & 0xDF)
            let isDigitOrSign = (0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D
            return isLetter || (isQuoted && isDigitOrSign)
        }
        rest = rest.dropFirst(bytes.count)
        guard (3...32).contains(bytes.count), !isQuoted || take(">") else { return nil }
        return String(bytes)
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time(maximumHours: Int) -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number(upTo: maximumHours) else { return nil }
        var seconds = hours * 3600
        if take(":") {
            guard let minutes = number(upTo: 59) else { return nil }
            seconds += minutes * 60
            if take(":") {
                guard let rest = number(upTo: 59) else { return nil }
                seconds += rest
            }
        }
        return isNegative ? -seconds : seconds
    }

    mutating func yearlyMoment() -> RecurringZone.YearlyMoment? {
        guard let day = day() else { return nil }
        guard take("/") else { return .init(day: day, time: 7200) }
        return time(maximumHours: 167).map { .init(day: day, time: $0) }
    }

    private mutating func day() -> RecurringZone.YearlyMoment.Day? {
        if take("J") {
            return number(upTo: 365).flatMap { $0 >= 1 ? .julian($0) : nil }
        }
        if take("M") {
            guard let month = number(upTo: 12), month >= 1, take("."),
                let week = number(upTo: 5), week >= 1, take("."),
                let weekday = number(upTo: 6)
            else { return nil }
            return .weekday(month: month, week: week, weekday: weekday)
        }
        return number(upTo: 365).map { .ordinal($0) }
    }

    private mutating func number(upTo maximum: Int) -> Int? {
        var value: Int?
        while let byte = rest.first, (0x30...0x39).contains(byte) {
            let next = (value ?? 0) * 10 + Int(byte) - 0x30
            guard next <= maximum else { return nil }
            value = next
            rest.removeFirst()
        }
        return value
    }
}
