/// Text from outside, made fit to stand in one of our lines: on one line, no
/// control characters, none of Unicode's embeddings, overrides and isolates
/// (the writer sets its own and closes them), no marks piled up until they
/// leave their line, never longer than asked for.
///
/// Joiners (Persian needs them) and the three direction marks stay.
enum CleanText {
    /// A headline is cut here: four lines of a phone.
    static let longestTitle = 240
    /// A name of a source, a rule, a region or a matched word.
    static let longestName = 80

    /// On one line, runs of white space as one space, none at the ends.
    static func line(_ text: String) -> String {
        if isPlain(text) { return text }
        var cleaned: [UInt8] = []
        cleaned.reserveCapacity(text.utf8.count)
        var isSpacePending = false
        var marks = 0
        for scalar in text.unicodeScalars {
            if isSpace(scalar) {
                isSpacePending = !cleaned.isEmpty
                marks = 0
            } else if isAllowed(scalar) {
                marks = isMark(scalar) ? marks + 1 : 0
                if marks > mostMarks { continue }
                if isSpacePending { cleaned.append(0x20) }
                isSpacePending = false
                if scalar.isASCII {
                    cleaned.append(UInt8(scalar.value))
                } else {
                    cleaned += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
                }
            }
        }
        return String(decoding: cleaned, as: UTF8.self)
    }

    /// Whether there is certainly nothing to clean and each scalar is a character,
    /// as in most of what newsrooms write: letters of Latin, Cyrillic and Arabic
    /// without marks, plain punctuation, single spaces.
    static func isPlain(_ text: String) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { bytes in
            var isBehindSpace = true
            var index = 0
            /// Whether the next byte is one of these, which it takes.
            func continues(_ range: ClosedRange<UInt8>) -> Bool {
                index += 1
                return index < bytes.count && range.contains(bytes[index])
            }
            while index < bytes.count {
                let byte = bytes[index]
                if byte == 0x20 {
                    if isBehindSpace { return false }
                    isBehindSpace = true
                    index += 1
                    continue
                }
                isBehindSpace = false
                switch byte {
                case 0x21...0x7E: break
                // From U+00A1 to U+00FF.
                case 0xC2: if !continues(0xA1...0xBF) { return false }
                case 0xC3, 0xD0, 0xD1: if !continues(0x80...0xBF) { return false }
                // From U+0620 to U+064A.
                case 0xD8: if !continues(0xA0...0xBF) { return false }
                case 0xD9: if !continues(0x80...0x8A) { return false }
                // Dashes, quotation marks, the ellipsis.
                case 0xE2:
                    if !continues(0x80...0x80) || !continues(0x90...0xA7) { return false }
                default: return false
                }
                index += 1
            }
            return !isBehindSpace || bytes.isEmpty
        } ?? false
    }

    /// One line of at most so many characters, cut behind a word and marked
    /// with an ellipsis if it was longer.
    static func line(_ text: String, atMost length: Int) -> String {
        // A line's cost is bounded before it is cleaned; no character of ours
        // has more scalars than its marks and a joined emoji have.
        let most = length * 16 + 256
        let bounded =
            text.utf8.count <= most ? text : String(text.unicodeScalars.prefix(most))
        return cut(line(bounded), atMost: length)
    }

    /// The same of what is a clean line already.
    static func cut(_ line: String, atMost length: Int) -> String {
        // Mostly short: no text has more characters than scalars.
        if line.utf8.count <= length || line.unicodeScalars.count <= length { return line }
        if isPlain(line) {
            // As below, without asking which scalars are one character.
            let scalars = line.unicodeScalars
            let end = scalars.index(scalars.startIndex, offsetBy: length - 1)
            let words = scalars[..<end].lastIndex(of: " ").map { scalars[..<$0] }
            let isLong = words.map { $0.count * 2 >= length } ?? false
            return String(words.flatMap { isLong ? $0 : nil } ?? scalars[..<end]) + "…"
        }
        guard let end = line.index(line.startIndex, offsetBy: length, limitedBy: line.endIndex),
            end < line.endIndex
        else { return line }
        let room = line[..<line.index(before: end)]
        let words = room.lastIndex(of: " ").map { room[..<$0] } ?? room
        // One endless word is cut where it must be.
        let kept = words.count * 2 >= length ? words : room
        return kept + "…"
    }

    static func title(_ text: String) -> String { line(text, atMost: longestTitle) }
    static func name(_ text: String) -> String { line(text, atMost: longestName) }

    /// More marks on one letter than any script writes.
    private static let mostMarks = 8

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
            0x205F, 0x3000:
            true
        default: false
        }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F: false
        // Embeddings and overrides, isolates, deprecated format characters.
        case 0x202A...0x202E, 0x2066...0x206F: false
        // Byte-order mark, interlinear annotation, the object replacement.
        case 0xFEFF, 0xFFF9...0xFFFC: false
        // Noncharacters.
        case 0xFDD0...0xFDEF: false
        default: scalar.value & 0xFFFE != 0xFFFE
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        // Letters of most of our scripts need no look into Unicode's tables.
        switch scalar.value {
        case 0...0x2FF, 0x370...0x482, 0x48A...0x52F, 0x5D0...0x5EA, 0x620...0x64A,
            0x660...0x669, 0x671...0x6D3, 0x2010...0x2027, 0x3041...0x3096, 0x30A1...0x30FA,
            0x4E00...0x9FFF, 0xAC00...0xD7A3:
            return false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: return true
        default: return false
        }
    }
}
