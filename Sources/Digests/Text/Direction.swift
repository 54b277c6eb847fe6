import Newswire

/// What decides, on a plain line, which way it runs: Unicode's bidirectional
/// algorithm (UAX #9) for the scripts we meet, and its controls.
enum Direction {
    static let leftToRightIsolate: Unicode.Scalar = "\u{2066}"
    static let rightToLeftIsolate: Unicode.Scalar = "\u{2067}"
    static let popIsolate: Unicode.Scalar = "\u{2069}"

    /// The direction of a strong character; nil for digits, marks, spaces and
    /// punctuation.
    static func strong(_ scalar: Unicode.Scalar) -> TextDirection? {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A: return .leftToRight
        case 0x00...0x7F: return nil
        // Cyrillic, without a look into Unicode's tables.
        case 0x400...0x481, 0x48A...0x52F: return .leftToRight
        // Most of Arabic, without a look into Unicode's tables.
        case 0x620...0x64A, 0x671...0x6D3, 0x200F, 0x061C: return .rightToLeft
        case 0x200E: return .leftToRight
        // Arabic-Indic digits order like numbers, not like letters.
        case 0x0660...0x0669, 0x06F0...0x06F9: return nil
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF,
            0x1E800...0x1EFFF:
            return scalar.properties.isAlphabetic ? .rightToLeft : nil
        default:
            return scalar.properties.isAlphabetic ? .leftToRight : nil
        }
    }

    /// The direction a program finds for a line by itself: that of the first
    /// strong character outside isolates (UAX #9, P2); nil if there is none.
    static func first(in text: some Sequence<Unicode.Scalar>) -> TextDirection? {
        var depth = 0
        for scalar in text {
            switch scalar {
            case "\u{2066}", "\u{2067}", "\u{2068}": depth += 1
            case popIsolate: depth = max(0, depth - 1)
            default:
                if depth == 0, let direction = strong(scalar) { return direction }
            }
        }
        return nil
    }

    /// Whether letters of both directions stand in the text.
    static func isMixed(_ text: some Sequence<Unicode.Scalar>) -> Bool {
        var first: TextDirection?
        for scalar in text {
            guard let direction = strong(scalar) else { continue }
            if let first, first != direction { return true }
            first = direction
        }
        return false
    }

    /// The direction in which a foreign name reads.
    static func of(_ text: String, otherwise: TextDirection) -> TextDirection {
        first(in: text.unicodeScalars) ?? otherwise
    }

    /// A piece for a line that runs the other way: between an isolate and its
    /// end if it holds letters against the line, else as it is.
    static func isolated(_ text: String, in line: TextDirection) -> String {
        let isForeign = text.unicodeScalars.contains { scalar in
            strong(scalar).map { $0 != line } ?? false
        }
        guard isForeign else { return text }
        let opener =
            of(text, otherwise: line) == .rightToLeft ? rightToLeftIsolate : leftToRightIsolate
        return "\(opener)\(text)\(popIsolate)"
    }

    /// The same line, so begun that every program finds this direction for it.
    static func begun(_ line: String, running direction: TextDirection) -> String {
        guard !line.isEmpty, first(in: line.unicodeScalars) != direction else { return line }
        return (direction == .rightToLeft ? "\u{200F}" : "\u{200E}") + line
    }
}

extension TextDirection {
    /// The side at which lines begin, as CSS and `align` call it.
    var startSide: String { self == .rightToLeft ? "right" : "left" }
    var endSide: String { self == .rightToLeft ? "left" : "right" }
}
