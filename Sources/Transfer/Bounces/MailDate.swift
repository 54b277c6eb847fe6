import Newswire

/// RFC 5322 section 3.3: `Tue, 24 Nov 2026 07:00:00 +0200 (EET)`.
enum MailDate {
    /// Nil if the text is no such date. Without a zone, or with one that has only
    /// a name, it counts as UTC.
    static func moment(_ text: String) -> Timestamp? {
        var words = text.split { $0.isWhitespace || $0 == "," }.map { $0.lowercased() }[...]
        if let first = words.first, Int(first) == nil { words = words.dropFirst() }
        let rest = Array(words)
        guard rest.count >= 4, let day = Int(rest[0]),
            let month = months.firstIndex(of: String(rest[1].prefix(3))),
            let year = Int(rest[2]), rest[2].count == 4,
            let date = CivilDate(year: year, month: month + 1, day: day)
        else { return nil }
        let clock = rest[3].split(separator: ":").map { Int($0) ?? -1 }
        guard (2...3).contains(clock.count),
            // A leap second is the one before.
            let time = TimeOfDay(
                hour: clock[0], minute: clock[1], second: min(clock.count > 2 ? clock[2] : 0, 59))
        else { return nil }
        let seconds = CivilTime(date: date, clock: time).secondsSinceEpoch
        return Timestamp(seconds: seconds - (rest.count > 4 ? offset(rest[4]) : 0))
    }

    /// Seconds east of UTC.
    private static func offset(_ zone: String) -> Int64 {
        guard let sign = zone.first, sign == "+" || sign == "-", zone.utf8.count == 5,
            let digits = Int64(zone.dropFirst()), digits >= 0
        else { return 0 }
        let seconds = (digits / 100 * 60 + digits % 100) * 60
        return sign == "-" ? -seconds : seconds
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
