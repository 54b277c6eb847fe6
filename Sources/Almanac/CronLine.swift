import Newswire

/// A line of cron's, recognised so that it can be refused with the same in our
/// words.
struct CronLine {
    let text: String
    /// Where it begins, in Unicode scalars.
    let offset: Int
    /// As `at` says it; nil where days of the week and at most eight times of
    /// day can't.
    let translation: String?

    /// Nil for a text that is not cron's: five fields, or six with a year or
    /// seconds, the first two in digits and `* , - /`; or `@daily`.
    init?(_ text: String) {
        let fields = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let allowed = Set("0123456789*,-/")
        let isNickname = fields.count == 1 && fields[0].hasPrefix("@")
        let isLine =
            (5...6).contains(fields.count)
            && fields[0...1].allSatisfy { $0.allSatisfy(allowed.contains) }
            && fields.allSatisfy { $0.allSatisfy { $0.isASCII && $0 != ":" } }
        guard isNickname || isLine else { return nil }
        self.text = fields.joined(separator: " ")
        offset = text.unicodeScalars.prefix { $0.properties.isWhitespace }.count
        let nicknames = [
            "@daily": "00:00", "@midnight": "00:00", "@weekly": "Sun 00:00",
        ]
        translation =
            isNickname ? nicknames[fields[0].lowercased()] : Self.translation(of: fields)
    }

    private static func translation(of fields: [String]) -> String? {
        let isAny = { (field: String) in field == "*" || field == "?" }
        guard fields.count == 5, isAny(fields[2]), isAny(fields[3]),
            let minutes = values(fields[0], in: 0...59), let hours = values(fields[1], in: 0...23),
            minutes.count * hours.count <= 8,
            let days = isAny(fields[4]) ? Set(0...6) : weekdays(fields[4])
        else { return nil }
        let times = hours.sorted().flatMap { hour in
            minutes.sorted().compactMap { TimeOfDay(hour: hour, minute: $0) }
        }
        let entry = Schedule.Entry(days: Set(days.map { Weekday.allCases[$0] }), times: times)
        return entry.written
    }

    /// 0 and 7 are both Sunday.
    private static func weekdays(_ field: String) -> Set<Int>? {
        let numbered = Weekday.allCases.reduce(field.lowercased()) { field, day in
            field.replacing(day.rawValue.lowercased(), with: String(day.index))
        }
        // `5-1` is no range to most crons, `5-7` is to all.
        return values(numbered, in: 0...7).map { Set($0.map { $0 % 7 }) }
    }

    /// `*`, `5`, `1-5`, `*/15`, `8-18/2` and lists of those.
    private static func values(_ field: String, in all: ClosedRange<Int>) -> Set<Int>? {
        var values: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
            guard halves.count <= 2, ends.count <= 2 else { return nil }
            var range = all
            if halves[0] != "*" {
                guard let first = Int(ends[0]), all.contains(first) else { return nil }
                let last =
                    ends.count == 2 ? Int(ends[1]) : halves.count == 2 ? all.upperBound : first
                guard let last, all.contains(last), first <= last else { return nil }
                range = first...last
            }
            guard let step = halves.count == 2 ? Int(halves[1]) : 1, (1...59).contains(step) else {
                return nil
            }
            values.formUnion(stride(from: range.lowerBound, through: range.upperBound, by: step))
        }
        return values
    }
}
