import Foundation

/// RFC 2047: texts of other scripts in header fields.
enum EncodedWords {
    /// Octets of an encoded-word, with its marks.
    static let longestWord = 75

    private enum Encoding: String {
        case base64 = "B"
        case quoted = "Q"
    }

    /// Whether the text can stand in a field as it is.
    static func isPlain(_ text: String) -> Bool {
        var last: UInt8 = 0
        for byte in text.utf8 {
            guard (0x20...0x7E).contains(byte) else { return false }
            if byte == UInt8(ascii: "?"), last == UInt8(ascii: "=") { return false }
            last = byte
        }
        return true
    }

    /// The text as encoded-words, to be parted by folds; none longer than 75
    /// octets, the first short enough for a line on which `column` octets
    /// stand. No character is split; spaces are inside, as readers drop what
    /// stands between two words.
    static func words(of text: String, column: Int) -> [String] {
        var text = text
        text.makeContiguousUTF8()
        let encoding = shorter(for: text)
        let frame = "=?UTF-8??=".utf8.count + 2
        var words: [String] = []
        // What waits for its word: a part of the text, and what it costs.
        var start = text.startIndex
        var end = start
        var pending = 0
        func room() -> Int {
            min(longestWord, HeaderField.longestLine - (words.isEmpty ? column : 1)) - frame
        }
        func finish() {
            if start < end {
                words.append(
                    "=?UTF-8?\(encoding.rawValue)?\(payload(text[start..<end], encoding))?=")
            }
            start = end
            pending = 0
        }
        for part in partsEndingWithSpaces(text) {
            // Broken between words where that is possible: some readers show
            // the fold between two encoded-words as a space.
            let cost = cost(part, encoding)
            let fits = length(pending + cost, encoding) <= room()
            if !fits, length(cost, encoding) <= longestWord - frame { finish() }
            if fits || length(pending + cost, encoding) <= room() {
                pending += cost
                end = part.endIndex
                continue
            }
            for piece in pieces(part) {
                let cost = Self.cost(piece, encoding)
                if pending > 0, length(pending + cost, encoding) > room() { finish() }
                pending += cost
                end = piece.endIndex
            }
        }
        finish()
        return words
    }

    private static func partsEndingWithSpaces(_ text: String) -> [Substring] {
        // A space with a mark on it is no space: rare, and slow to look for.
        let isPlain = CleanText.isPlain(text)
        var parts: [Substring] = []
        var start = text.startIndex
        while let space = isPlain
            ? text.utf8[start...].firstIndex(of: 0x20) : text[start...].firstIndex(of: " ")
        {
            let end = text.utf8.index(after: space)
            parts.append(text[start..<end])
            start = end
        }
        parts.append(text[start...])
        return parts
    }

    /// Characters, or the scalars of those that alone are longer than a word.
    private static func pieces(_ part: Substring) -> [Substring] {
        part.indices.flatMap { index -> [Substring] in
            let character = part[index..<part.index(after: index)]
            guard character.utf8.count > 15 else { return [character] }
            let scalars = character.unicodeScalars
            return scalars.indices.map { Substring(scalars[$0..<scalars.index(after: $0)]) }
        }
    }

    private static func shorter(for text: String) -> Encoding {
        let text = text[...]
        return cost(text, .quoted) <= length(text.utf8.count, .base64) ? .quoted : .base64
    }

    /// What a text adds to others in an encoded-word.
    private static func cost(_ text: Substring, _ encoding: Encoding) -> Int {
        switch encoding {
        case .base64: text.utf8.count
        case .quoted: text.utf8.reduce(0) { $0 + (isSafe($1) || $1 == 0x20 ? 1 : 3) }
        }
    }

    /// Octets that texts of this cost take together.
    private static func length(_ cost: Int, _ encoding: Encoding) -> Int {
        encoding == .base64 ? (cost + 2) / 3 * 4 : cost
    }

    private static func payload(_ text: Substring, _ encoding: Encoding) -> String {
        switch encoding {
        case .base64: return Data(text.utf8).base64EncodedString()
        case .quoted:
            var bytes: [UInt8] = []
            for byte in text.utf8 {
                if byte == 0x20 {
                    bytes.append(UInt8(ascii: "_"))
                } else if isSafe(byte) {
                    bytes.append(byte)
                } else {
                    QuotedPrintable.appendHex(byte, to: &bytes)
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// What RFC 2047 section 5 allows in a phrase, the strictest place.
    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "!"), UInt8(ascii: "*"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
