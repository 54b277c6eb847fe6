import Newswire

/// What a word that should be a time of day says.
enum ClockReading: Hashable {
    /// Two digits, a colon, two digits.
    case time(TimeOfDay)
    /// Not our form; `meant` is, where the word can only mean one time.
    case wrong(meant: String?)

    init(_ word: String) {
        let bytes = Array(word.utf8)
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        if bytes.count == 5, bytes[2] == 0x3A,
            [0, 1, 3, 4].allSatisfy({ isDigit(bytes[$0]) }),
            let hour = Int(word.prefix(2)), let minute = Int(word.suffix(2)),
            let time = TimeOfDay(hour: hour, minute: minute)
        {
            self = .time(time)
        } else {
            self = .wrong(meant: Self.guess(word.lowercased())?.hourAndMinute)
        }
    }

    /// The half of the day that a word behind an hour names.
    enum HalfDay {
        case morning
        case afternoon
    }

    static func halfDay(_ word: String) -> HalfDay? {
        switch ArabicSpelling.folded(word.lowercased()) {
        case "am", "a.m.", "a.m", "ص", "صباحا": .morning
        case "pm", "p.m.", "p.m", "م", "مسا": .afternoon
        default: nil
        }
    }

    /// `7:00`, `7am`, `7.30 pm`, `0700`, `19h30`, `07:00:00`, `24:00`, `noon`.
    private static func guess(_ word: String) -> TimeOfDay? {
        switch word {
        case "noon": return TimeOfDay(hour: 12, minute: 0)
        case "midnight": return TimeOfDay(hour: 0, minute: 0)
        default: break
        }
        let clock = word.prefix { $0.isASCII && ($0.isNumber || ":.h".contains($0)) }
        let rest = word.dropFirst(clock.count)
        let half = halfDay(String(rest))
        guard rest.isEmpty || half != nil else { return nil }
        guard let (hour, minute) = hourAndMinute(clock) else { return nil }
        return switch half {
        case .morning where (1...12).contains(hour): TimeOfDay(hour: hour % 12, minute: minute)
        case .afternoon where (1...12).contains(hour):
            TimeOfDay(hour: hour % 12 + 12, minute: minute)
        default:
            // The end of a day is the beginning of the next.
            hour == 24 && minute == 0
                ? TimeOfDay(hour: 0, minute: 0) : TimeOfDay(hour: hour, minute: minute)
        }
    }

    private static func hourAndMinute(_ clock: Substring) -> (hour: Int, minute: Int)? {
        let parts = clock.split { ":.h".contains($0) }
        guard let first = parts.first, parts.allSatisfy({ $0.count <= 4 }) else { return nil }
        switch (parts.count, first.count) {
        case (1, 1...2):
            return Int(first).map { ($0, 0) }
        case (1, _):
            guard let hour = Int(first.dropLast(2)), let minute = Int(first.suffix(2)) else {
                return nil
            }
            return (hour, minute)
        case (2...3, 1...2):
            guard let hour = Int(first), parts[1].count == 2, let minute = Int(parts[1]),
                parts.count == 2 || Int(parts[2]) == 0
            else { return nil }
            return (hour, minute)
        default: return nil
        }
    }
}
