import Foundation

/// What each Unicode scalar means to a token: nothing, an end, or letters in
/// the one form that all spellings share.
///
/// Folded away are case, marks and accents, Arabic hamza, ya, ta marbuta and
/// tatweel, the letters of Persian and Urdu keyboards, presentation forms,
/// final letters, full and half width, and the digits' script. The table of
/// the first plane is built once; the planes above are worked out one by one.
enum ScalarFolding {
    /// One scalar's meaning in 32 bits.
    struct Entry: Sendable {
        enum Kind: UInt32 {
            /// Ends a token.
            case separator
            /// Is not there: zero-width characters and direction marks.
            case invisible
            /// Belongs to the word but not to its key: marks and tatweel.
            case mark
            /// A letter or digit that folds to one scalar.
            case letter
            /// Folds to several: `value` is an index into `expansions`.
            case expansion
            /// Goes on with a word and never begins one: vowel signs of Thai
            /// and of Indian scripts.
            case attached
        }

        let bits: UInt32

        init(
            _ kind: Kind, _ value: UInt32 = 0, script: Script = .other, isUpper: Bool = false,
            isVariant: Bool = false, alef: Token.Spelling = []
        ) {
            bits =
                value | kind.rawValue << 21 | UInt32(script.rawValue) << 24
                | (isUpper ? 1 << 28 : 0) | (isVariant ? 1 << 29 : 0)
                | (alef.contains(.hamzaBelow) ? 1 << 30 : 0)
                | (alef.contains(.madda) ? 1 << 31 : 0)
        }

        var kind: Kind { Kind(rawValue: bits >> 21 & 7) ?? .separator }
        var value: UInt32 { bits & 0x1F_FFFF }
        var script: Script { Script(rawValue: UInt8(bits >> 24 & 15)) ?? .other }
        var isUpper: Bool { bits & 1 << 28 != 0 }
        /// Written with a hamza on or under its alef, or as ta marbuta: what
        /// the folded letter no longer tells and word forms want to know.
        var isVariant: Bool { bits & 1 << 29 != 0 }
        /// Which hamza the alef has; empty for one above it.
        var alef: Token.Spelling {
            bits & 1 << 30 != 0 ? .hamzaBelow : bits & 1 << 31 != 0 ? .madda : []
        }
    }

    static let separator = Entry(.separator)

    /// The first plane by scalar value.
    static var table: [Entry] { tables.entries }
    /// What entries of the kind `expansion` fold to.
    static var expansions: [[Entry]] { tables.expansions }

    /// A scalar above the first plane. Mathematical and other styled letters
    /// are left as they are.
    static func supplementary(_ value: UInt32) -> Entry {
        guard let scalar = Unicode.Scalar(value) else { return separator }
        switch value {
        case 0x1F000...0x1FAFF: return separator
        case 0x20000...0x3FFFF: return Entry(.letter, value, script: .han)
        default: return plain(scalar)
        }
    }

    /// The entry of the scalar that begins at `at` in valid UTF-8, and where the
    /// next one begins.
    @inline(__always)
    static func entry(in bytes: Span<UInt8>, at: Int) -> (entry: Entry, next: Int) {
        let (value, length) = scalar(in: bytes, at: at)
        return (value < 0x10000 ? table[Int(value)] : supplementary(value), at + length)
    }

    @inline(__always)
    static func scalar(in bytes: Span<UInt8>, at: Int) -> (value: UInt32, length: Int) {
        let lead = UInt32(bytes[at])
        if lead < 0x80 { return (lead, 1) }
        let second = UInt32(bytes[at + 1]) & 0x3F
        if lead < 0xE0 { return ((lead & 0x1F) << 6 | second, 2) }
        let third = UInt32(bytes[at + 2]) & 0x3F
        if lead < 0xF0 { return ((lead & 0x0F) << 12 | second << 6 | third, 3) }
        let fourth = UInt32(bytes[at + 3]) & 0x3F
        return ((lead & 0x07) << 18 | second << 12 | third << 6 | fourth, 4)
    }

    private static let tables = build()

    private static func build() -> (entries: [Entry], expansions: [[Entry]]) {
        var entries = [Entry](repeating: separator, count: 0x10000)
        var expansions: [[Entry]] = []
        for value in UInt32(0x30)...0xFFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let parts = folded(scalar)
            if parts.count == 1 {
                entries[Int(value)] = parts[0]
            } else {
                let first = parts[0]
                entries[Int(value)] = Entry(
                    .expansion, UInt32(expansions.count), script: first.script,
                    isUpper: first.isUpper)
                expansions.append(parts)
            }
        }
        return (entries, expansions)
    }

    /// One entry, or the letters of an expansion; never empty.
    private static func folded(_ scalar: Unicode.Scalar) -> [Entry] {
        switch scalar.value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF:
            return [Entry(.letter, simplified[scalar.value] ?? scalar.value, script: .han)]
        case 0xAC00...0xD7A3: return [Entry(.letter, scalar.value, script: .hangul)]
        case 0xE000...0xF8FF: return [separator]
        default: break
        }
        if let spelled = ownSpelling[scalar] { return letters(spelled, of: scalar) }
        let entry = plain(scalar)
        guard entry.kind == .letter, entry.script != .number, isDecomposed(scalar) else {
            return [entry]
        }
        let parts = String(scalar).precomposedStringWithCompatibilityMapping
            .lowercased().unicodeScalars.flatMap(withoutMarks)
        if parts.contains(where: { $0.properties.isWhitespace }) {
            // A mark that stands on a space, or a whole formula in one sign.
            return [parts.count == 1 ? Entry(.mark) : separator]
        }
        let text = String(String.UnicodeScalarView(parts))
        return parts.isEmpty ? [Entry(.mark)] : letters(text, of: scalar)
    }

    private static func withoutMarks(_ part: Unicode.Scalar) -> [Unicode.Scalar] {
        if let spelled = ownSpelling[part] { return Array(spelled.unicodeScalars) }
        return String(part).decomposedStringWithCompatibilityMapping.unicodeScalars.filter {
            !$0.properties.isMark && $0 != tatweel
        }
    }

    /// The folded letters that one scalar was written for.
    private static func letters(_ text: String, of original: Unicode.Scalar) -> [Entry] {
        let isUpper = original.properties.isUppercase
        let isVariant = hasVariant(original)
        let alef = hamza(of: original)
        // All parts stand in one place, so that none may begin a new token.
        let script = text.unicodeScalars.last.map(Script.init(of:)) ?? .other
        return text.unicodeScalars.map { part in
            Entry(
                .letter, part.value, script: script, isUpper: isUpper, isVariant: isVariant,
                alef: alef)
        }
    }

    /// By general category, without the letters' relations to one another.
    private static func plain(_ scalar: Unicode.Scalar) -> Entry {
        switch scalar.value {
        case 0x640, 0x2BE, 0x2BF: return Entry(.mark)
        // Apostrophes that are letters by category: Ukrainian пʼять, Hawaiʻi.
        case 0x2BB, 0x2BC: return separator
        default: break
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter, .lowercaseLetter, .modifierLetter, .otherLetter,
            .letterNumber:
            let lower = properties.lowercaseMapping.unicodeScalars.first ?? scalar
            return Entry(
                .letter, lower.value, script: Script(of: lower), isUpper: properties.isUppercase)
        case .decimalNumber:
            let digit = UInt32(properties.numericValue ?? 0)
            return Entry(.letter, 0x30 + digit, script: .number)
        case .otherNumber:
            // A footnote's number or an exponent is not part of the word.
            return properties.numericType == .digit && isSuperscript(scalar)
                ? Entry(.mark) : separator
        case .nonspacingMark, .enclosingMark, .spacingMark:
            return isVowelSign(scalar)
                ? Entry(.attached, scalar.value, script: Script(of: scalar)) : Entry(.mark)
        case .format: return Entry(.invisible)
        default: return scalar.value == 0x05F3 || scalar.value == 0x05F4 ? Entry(.mark) : separator
        }
    }

    /// Marks above and below are vowels and tones outside these scripts.
    private static func isVowelSign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x900...0x109F, 0x1780...0x17FF: true
        default: false
        }
    }

    private static func isSuperscript(_ scalar: Unicode.Scalar) -> Bool {
        [0xB2, 0xB3, 0xB9].contains(scalar.value) || (0x2070...0x2089).contains(scalar.value)
    }

    /// Scripts whose composed letters are the plain letter with an accent, and
    /// the blocks of letters in another shape. Kana and Hangul are left whole.
    private static func isDecomposed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x80...0x3FF, 0x400...0x6FF, 0x1D00...0x1FFF, 0x2071...0x2188, 0xF900...0xFDFF,
            0xFE70...0xFFEF:
            true
        default: false
        }
    }

    private static func hasVariant(_ scalar: Unicode.Scalar) -> Bool {
        String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars.contains {
            ["\u{653}", "\u{654}", "\u{655}", "\u{629}", "\u{6C3}"].contains($0)
        }
    }

    /// Chinese characters of the traditional script by those of the simplified.
    private static let simplified: [UInt32: UInt32] = {
        let rows = WordList("chinese-characters").rows.filter { $0.count >= 2 }
        var pairs: [UInt32: UInt32] = [:]
        for row in rows {
            guard let simple = row[0].unicodeScalars.first else { continue }
            for traditional in row[1].unicodeScalars where traditional != simple {
                pairs[traditional.value] = simple.value
            }
        }
        return pairs
    }()

    private static func hamza(of scalar: Unicode.Scalar) -> Token.Spelling {
        let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
        return parts.contains("\u{655}") ? .hamzaBelow : parts.contains("\u{653}") ? .madda : []
    }

    private static let tatweel: Unicode.Scalar = "\u{640}"

    /// Letters whose relation no decomposition knows, or knows otherwise than
    /// readers do.
    private static let ownSpelling: [Unicode.Scalar: String] = {
        var spelling: [Unicode.Scalar: String] = [
            "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o",
            "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th",
            "ı": "i", "İ": "i", "ħ": "h", "Ħ": "h", "ς": "σ", "й": "й", "Й": "й",
            "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
        ]
        let arabic: [(String, String)] = [
            ("آأإٱٲٳٵ", "ا"),
            // One word is written مسؤول and مسئول, شؤون and شئون.
            ("ؤئٶٸ", "ء"),
            ("ىیېےۍێۓ", "ي"),
            ("کڪڭګ", "ك"),
            ("ةہھۀۂۃە", "ه"),
            ("ڤ", "ف"),
            ("ں", "ن"),
        ]
        for (variants, letter) in arabic {
            for variant in variants.unicodeScalars { spelling[variant] = letter }
        }
        return spelling
    }()
}

extension Unicode.Scalar.Properties {
    fileprivate var isMark: Bool {
        switch generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: false
        }
    }
}
