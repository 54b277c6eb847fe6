import Newswire

extension Int {
    /// A whole number in the digits of any script, with nothing else; nil if
    /// there is something else or too much of it.
    package init?(writtenIn text: String) {
        guard !text.isEmpty else { return nil }
        var number = 0
        for scalar in text.unicodeScalars {
            guard let digit = scalar.decimalDigit else { return nil }
            let (ten, over) = number.multipliedReportingOverflow(by: 10)
            let (sum, more) = ten.addingReportingOverflow(digit)
            guard !over, !more else { return nil }
            number = sum
        }
        self = number
    }
}

extension Unicode.Scalar {
    /// The value of a decimal digit of any script.
    package var decimalDigit: Int? {
        guard properties.numericType == .decimal, let value = properties.numericValue else {
            return nil
        }
        return Int(value)
    }
}

extension Duration {
    /// Numbers with units, the parts beside each other or parted by spaces:
    /// `90s`, `15m`, `6h`, `5d`, `2w`, `1y`, `1h 30m`; `0` alone needs no unit.
    /// Nil for anything else and for more than a hundred years.
    package init?(writtenIn text: String) {
        if Int(writtenIn: text) == 0 {
            self = .zero
            return
        }
        var seconds = 0
        var digits = ""
        for scalar in text.unicodeScalars {
            if scalar.decimalDigit != nil {
                digits.unicodeScalars.append(scalar)
            } else if scalar == " ", digits.isEmpty {
                continue
            } else {
                guard let unit = Self.units[scalar], let number = Int(writtenIn: digits),
                    number <= Self.longest / unit
                else { return nil }
                seconds += number * unit
                digits = ""
            }
        }
        guard digits.isEmpty, !text.isEmpty, seconds <= Self.longest else { return nil }
        self = .seconds(seconds)
    }

    private static let units: [Unicode.Scalar: Int] = [
        "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400, "y": 365 * 86_400,
    ]

    private static let longest = 100 * 365 * 86_400

    /// The same in the fewest units: `15m`, `1h 30m`, `0s`.
    package var written: String {
        var rest = components.seconds
        var parts: [String] = []
        for (unit, length) in [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)] as [(String, Int64)]
        where rest >= length {
            parts.append("\(rest / length)\(unit)")
            rest %= length
        }
        return parts.isEmpty ? "0s" : parts.joined(separator: " ")
    }
}

extension Text {
    /// The parts between commas, Arabic and full-width ones too, each with its
    /// place; a text in quotes is one part. Empty parts are left out.
    package var commaSeparated: [Text] {
        guard style == .plain else { return [self] }
        var parts: [Text] = []
        let scalars = Array(value.unicodeScalars)
        var start = 0
        for end in scalars.indices.map({ $0 }) + [scalars.count] {
            guard end == scalars.count || ",،，、".unicodeScalars.contains(scalars[end]) else {
                continue
            }
            if let part = part(start..<end), !part.name.isEmpty { parts.append(part) }
            start = end + 1
        }
        return parts
    }

    /// A stretch of the value, counted in scalars, without the space around it.
    package func part(_ range: Range<Int>) -> Text? {
        let scalars = Array(value.unicodeScalars)
        guard range.lowerBound >= 0, range.upperBound <= scalars.count else { return nil }
        guard let start = range.first(where: { !scalars[$0].isBlank && scalars[$0] != "\n" }),
            let last = range.last(where: { !scalars[$0].isBlank && scalars[$0] != "\n" })
        else { return nil }
        var part = Text(
            String(scalars[start...last]), position: position(ofScalar: start), style: style,
            comment: comment)
        part.runs = (start...last).reduce(into: []) { found, index in
            let place = position(ofScalar: index)
            if index == start || runs.contains(where: { $0.offset == index }) {
                found.append(Run(offset: index - start, position: place))
            }
        }
        return part
    }
}

extension RateCap {
    /// Reads a number, a slash and one of these units, of `s`, `m`, `h` and `d`.
    package init?(_ text: String, units: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int(writtenIn: String(parts[0])), count > 0,
            parts[1].count == 1, let unit = parts[1].first, units.contains(unit),
            let length = Self.units[unit]
        else { return nil }
        self.init(count: count, per: length)
    }

    /// As `init(_:units:)` reads it: `100/m`.
    package var written: String {
        let unit = Self.units.first { $0.value == per }.map { String($0.key) }
        return "\(count)/\(unit ?? "\(per)")"
    }

    private static let units: [Character: Duration] = [
        "s": .seconds(1), "m": .seconds(60), "h": .seconds(3600), "d": .seconds(86_400),
    ]
}
