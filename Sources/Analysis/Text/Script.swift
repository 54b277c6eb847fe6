/// The kinds of writing that tokens are told apart by.
package enum Script: UInt8, Sendable, CaseIterable {
    /// Digits without a letter.
    case number
    case latin
    case arabic
    case hebrew
    case cyrillic
    case greek
    case han
    case hiragana
    case hangul
    /// Thai and its neighbours that write without spaces: Lao, Khmer, Burmese.
    case thai
    case other
    /// Foreign words and names in Japanese, which are not parted from their
    /// neighbours by spaces, but by being written so.
    case katakana

    /// Whether words are not parted by spaces, so that each character is a
    /// token and a word is a row of them.
    package var isUnspaced: Bool {
        switch self {
        case .han, .hiragana, .thai: true
        default: false
        }
    }

    /// Whether a letter depends on none before it: words are parted by spaces
    /// and nothing is composed.
    var isPlain: Bool {
        switch self {
        case .number, .latin, .arabic, .hebrew, .cyrillic, .greek: true
        default: false
        }
    }

    /// Whether digits belong to the word that they touch (`G20`, `MH17`). In
    /// Arabic and Hebrew they are a token of their own: `كوفيد19` is written
    /// `كوفيد-19` as often.
    var joinsDigits: Bool {
        switch self {
        case .number, .latin, .cyrillic, .greek, .other: true
        default: false
        }
    }

    /// Whether a word of one script goes on with a letter or digit of the next.
    static func joins(_ script: Script, _ next: Script) -> Bool {
        if script == next { return !script.isUnspaced }
        if next == .number { return script.joinsDigits }
        return script == .number && next.joinsDigits
    }

    /// The script of a letter.
    init(of scalar: Unicode.Scalar) {
        self =
            switch scalar.value {
            case 0x41...0x24F, 0x250...0x2AF, 0x1D00...0x1DBF, 0x1E00...0x1EFF, 0x2C60...0x2C7F,
                0xA720...0xA7FF, 0xAB30...0xAB6F:
                .latin
            case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
            case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: .cyrillic
            case 0x590...0x5FF: .hebrew
            case 0x600...0x6FF, 0x750...0x77F, 0x870...0x8FF: .arabic
            case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF: .thai
            case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF: .hangul
            case 0x3041...0x309F: .hiragana
            case 0x30A0...0x30FF, 0x31F0...0x31FF: .katakana
            case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF,
                0xF900...0xFAFF, 0x20000...0x3FFFF:
                .han
            default: .other
            }
    }
}
