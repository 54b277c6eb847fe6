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
        let encoding = shorter(for: text)
        let frame = "=?UTF-8??=".utf8.count + 2
        var words: [String] = []
        var pending = ""
        func room() -> Int {
            min(longestWord, HeaderField.longestLine - (words.isEmpty ? column : 1)) - frame
        }
        func finish() {
            if !pending.isEmpty {
                words.append("=?UTF-8?\(encoding.rawValue)?\(payload(pending, encoding))?=")
            }
            pending = ""
        }
        for part in partsEndingWithSpaces(text) {
            // Broken between words where that is possible: some readers show
            // the fold between two encoded-words as a space.
            let fits = length(pending + part, encoding) <= room()
            if !fits, length(part, encoding) <= longestWord - frame { finish() }
            if fits || length(pending + part, encoding) <= room() {
                pending += part
                continue
            }
            for character in part.flatMap(pieces) {
                if !pending.isEmpty, length(pending + character, encoding) > room() { finish() }
                pending += character
            }
        }
        finish()
        return words
    }

    private static func partsEndingWithSpaces(_ text: String) -> [String] {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        return words.dropLast().map { $0 + " " } + [String(words[words.endIndex - 1])]
    }

    /// A character, or its scalars where it alone is longer than a word.
    private static func pieces(_ character: Character) -> [String] {
        character.utf8.count <= 15
            ? [String(character)] : character.unicodeScalars.map { String($0) }
    }

    private static func shorter(for text: String) -> Encoding {
        length(text, .quoted) <= length(text, .base64) ? .quoted : .base64
    }

    private static func length(_ text: String, _ encoding: Encoding) -> Int {
        switch encoding {
        case .base64: (text.utf8.count + 2) / 3 * 4
        case .quoted: text.utf8.reduce(0) { $0 + (isSafe($1) || $1 == 0x20 ? 1 : 3) }
        }
    }

    private static func payload(_ text: String, _ encoding: Encoding) -> String {
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
