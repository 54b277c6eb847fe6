/// RFC 3339, the one written form of times in JSON and in what we print.
extension Timestamp: Codable, CustomStringConvertible {
    /// `2026-11-24T05:00:00Z`, with `.123` only where there are milliseconds.
    package var rfc3339: String {
        let fraction = milliseconds - milliseconds.dividedDown(by: 1000) * 1000
        let tail = fraction == 0 ? "" : "." + padded(Int(fraction), to: 3)
        return "\(utc.date)T\(utc.clock)\(tail)Z"
    }

    package var description: String { rfc3339 }

    /// Reads an RFC 3339 time with `Z` or a numeric offset; `t`, `z` and a space
    /// for the `T` are accepted, a leap second counts as the second before it,
    /// digits beyond milliseconds are dropped. Anything else is nil.
    package init?(rfc3339 text: String) {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(4), scanner.take("-"),
            let month = scanner.number(2), scanner.take("-"),
            let day = scanner.number(2), scanner.take("T", "t", " "),
            let hour = scanner.number(2), scanner.take(":"),
            let minute = scanner.number(2), scanner.take(":"),
            let second = scanner.number(2), second <= 60,
            let civil = CivilTime(
                year: year, month: month, day: day, hour: hour, minute: minute,
                second: min(second, 59))
        else { return nil }
        var milliseconds = civil.secondsSinceEpoch * 1000
        if scanner.take(".") {
            guard let fraction = scanner.fractionInThousandths() else { return nil }
            milliseconds += Int64(fraction)
        }
        if !scanner.take("Z", "z") {
            let east = scanner.take("+")
            guard east || scanner.take("-"),
                let hours = scanner.number(2), hours < 24, scanner.take(":"),
                let minutes = scanner.number(2), minutes < 60
            else { return nil }
            let offset = Int64(hours * 60 + minutes) * 60_000
            milliseconds += east ? -offset : offset
        }
        guard scanner.isAtEnd else { return nil }
        self.init(milliseconds: milliseconds)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let moment = Timestamp(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not an RFC 3339 time: '\(text)'")
        }
        self = moment
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}

/// Reads fixed-width ASCII digits and separators from the front of a text.
private struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ accepted: Character...) -> Bool {
        guard let byte = rest.first,
            accepted.contains(where: { $0.asciiValue == byte })
        else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(_ digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    mutating func fractionInThousandths() -> Int? {
        var value = 0
        var count = 0
        while let digit = digit() {
            if count < 3 { value = value * 10 + digit }
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<max(count, 3) { value *= 10 }
        return value
    }

    private mutating func digit() -> Int? {
        guard let byte = rest.first, (0x30...0x39).contains(byte) else { return nil }
        rest.removeFirst()
        return Int(byte) - 0x30
    }
}
