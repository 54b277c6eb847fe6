import Documents

/// A piece of a query's text that means something by itself.
struct QueryToken: Hashable {
    enum Kind: Hashable {
        case open
        case close
        case and
        case or
        /// `-` and `NOT`.
        case exclude
        /// `NEAR` and `ONEAR`.
        case near(distance: Int, isOrdered: Bool)
        /// `OF`; a number stands before it.
        case of
        case comma
        /// A field's name with its colon; its value follows at once.
        case field(QueryField)
        case words(String, Query.Words.Form)
    }

    var kind: Kind
    /// In Unicode scalars of the query's text.
    var range: Range<Int>

    /// Our way to write nearness.
    static func nearSign(_ distance: Int, isOrdered: Bool) -> String {
        (isOrdered ? "ONEAR/" : "NEAR/") + "\(distance)"
    }
}

/// A query's text as the lexer walks over it: without the marks that nobody
/// sees (direction marks, byte-order marks, zero-width spaces), every kind of
/// space a plain one, full-width signs as the signs they stand for.
struct QueryText {
    let scalars: [Unicode.Scalar]
    private let origins: [Int]

    init(_ text: String) {
        var scalars: [Unicode.Scalar] = []
        var origins: [Int] = []
        for (origin, scalar) in text.unicodeScalars.enumerated() where !scalar.isInvisible {
            scalars.append(scalar.asSign)
            origins.append(origin)
        }
        self.scalars = scalars
        self.origins = origins
    }

    /// The place in the user's text of a stretch that is not empty.
    func origin(of range: Range<Int>) -> Range<Int> {
        origins[range.lowerBound]..<origins[range.upperBound - 1] + 1
    }

    /// A stretch in one line: runs of space as one, none at the ends.
    func words(_ range: Range<Int>) -> String {
        scalars[range].split(separator: " ").map { String($0) }.joined(separator: " ")
    }

    subscript(index: Int) -> Unicode.Scalar? {
        scalars.indices.contains(index) ? scalars[index] : nil
    }
}

extension Unicode.Scalar {
    /// A letter, digit or ideograph of any script: what words are made of.
    var isWordLike: Bool {
        properties.isAlphabetic || properties.numericType != nil
    }

    var isDigit: Bool { properties.numericType == .decimal }

    var isHebrewLetter: Bool { (0x5D0...0x5EA).contains(value) }

    var isDash: Bool {
        switch value {
        case 0x2010...0x2015, 0x2212, 0xFE58, 0xFE63: true
        default: false
        }
    }

    /// Marks that open and close a phrase alike; word processors mix them.
    var isQuotationMark: Bool {
        switch self {
        case "\"", "“", "”", "„": true
        default: false
        }
    }

    var isComma: Bool {
        switch self {
        case ",", ";", "،", "؛", "、": true
        default: false
        }
    }

    fileprivate var asSign: Unicode.Scalar {
        if properties.isWhitespace || properties.generalCategory == .control { return " " }
        switch value {
        case 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF5E:
            return Unicode.Scalar(value - 0xFEE0) ?? self
        default: return self
        }
    }
}
