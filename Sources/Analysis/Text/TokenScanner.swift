/// The pass that cuts a text into tokens; all of its state.
struct TokenScanner {
    private(set) var tokens: [Token] = []
    private(set) var foldedBytes: [UInt8] = []
    private(set) var wordsInCapitals = 0
    private(set) var wordsWithSmallLetters = 0

    private let table = ScalarFolding.table
    private let expansions = ScalarFolding.expansions
    private let listed = UnspacedWords.standard
    private var word: Word?
    /// Where the listed word that is being read ends.
    private var listedEnd = 0

    /// The token that is being read.
    private struct Word {
        var start: Int
        var end: Int
        var foldedStart: Int
        var script: Script
        var letters = 0
        var capitals = 0
        var smalls = 0
        /// Dots inside `U.S.`
        var dots = 0
        var hamzas: UInt16 = 0
        /// Which hamza the first of them is.
        var alef: Token.Spelling = []
        /// The letter that the last fathatan stands on, counted from 1.
        var fathatan = 0
        var beginsWithCapital = false
        var last = ScalarFolding.separator
    }

    init(capacity: Int) {
        foldedBytes.reserveCapacity(capacity)
        tokens.reserveCapacity(capacity / 8)
    }

    /// Forgets the text, and keeps the room for another.
    mutating func clear() {
        tokens.removeAll(keepingCapacity: true)
        foldedBytes.removeAll(keepingCapacity: true)
        wordsInCapitals = 0
        wordsWithSmallLetters = 0
        listedEnd = 0
    }

    mutating func scan(_ bytes: Span<UInt8>) {
        var at = 0
        while at < bytes.count {
            let (value, length) = ScalarFolding.scalar(in: bytes, at: at)
            let entry =
                value < 0x10000 ? table[Int(value)] : ScalarFolding.supplementary(value)
            var next = at + length
            switch entry.kind {
            case .letter:
                if entry.script.isUnspaced, at >= listedEnd,
                    let end = listed.end(in: bytes, at: at, first: entry.value)
                {
                    close()
                    listedEnd = end
                }
                add(entry, at..<next)
                next = goOn(bytes, from: next)
            case .separator:
                if let open = word, !continues(value, before: next, in: bytes) {
                    close()
                    if open.script == .latin {
                        next =
                            WordLimits.endOfPossessive(sign: value, next: next, in: bytes) ?? next
                    }
                }
            case .invisible:
                if value == WordLimits.joint, let open = word, open.script == .arabic,
                    WordLimits.isPartedAtJoint(open.start..<open.end, next: next, in: bytes)
                {
                    close()
                }
            case .mark: mark(value, end: next)
            case .attached:
                if word != nil {
                    append(entry)
                    word?.end = next
                }
            case .expansion:
                for part in expansions[Int(entry.value)] { add(part, at..<next) }
            }
            at = next
        }
        close()
    }

    private mutating func add(_ entry: ScalarFolding.Entry, _ place: Range<Int>) {
        let script = entry.script
        if let open = word, !Script.joins(open.script, script), place.lowerBound >= listedEnd {
            close()
        }
        if let open = word, script == .hangul,
            let syllable = LetterComposition.syllable(open.last.value, entry.value)
        {
            let last = replaceLast(of: open, with: syllable, script: .hangul)
            word?.last = last
            word?.end = place.upperBound
            return
        }
        if word == nil {
            word = Word(
                start: place.lowerBound, end: place.upperBound, foldedStart: foldedBytes.count,
                script: script, beginsWithCapital: entry.isUpper)
        }
        append(entry)
        guard var open = word else { return }
        word = nil
        if open.letters < 16, entry.isVariant, entry.value == Self.alef {
            if open.hamzas == 0 { open.alef = entry.alef }
            open.hamzas |= 1 << UInt16(open.letters)
        }
        open.letters += 1
        if script == .number {
            // Neither a capital nor a small letter.
        } else if entry.isUpper {
            open.capitals += 1
        } else {
            open.smalls += 1
        }
        if open.script == .number { open.script = script }
        open.end = place.upperBound
        open.last = entry
        word = open
    }

    /// Reads on over letters as most words have them, of the word's own script
    /// and with nothing about them to remember; returns where they end. The same
    /// as `add` for each, with the word at hand all the while.
    private mutating func goOn(_ bytes: Span<UInt8>, from start: Int) -> Int {
        guard var open = word, open.script.isPlain else { return start }
        word = nil
        var at = start
        while at < bytes.count {
            let (value, length) = ScalarFolding.scalar(in: bytes, at: at)
            guard value < 0x10000 else { break }
            let entry = table[Int(value)]
            let script = entry.script
            guard entry.kind == .letter, !entry.isVariant,
                script == open.script || script == .number && open.script.joinsDigits
            else { break }
            append(entry)
            open.letters += 1
            if script == .number {
                // Neither a capital nor a small letter.
            } else if entry.isUpper {
                open.capitals += 1
            } else {
                open.smalls += 1
            }
            open.last = entry
            at += length
        }
        if at > start { open.end = at }
        word = open
        return at
    }

    private mutating func append(_ entry: ScalarFolding.Entry) {
        let value = entry.value
        switch value {
        case 0..<0x80: foldedBytes.append(UInt8(value))
        case 0x80..<0x800:
            foldedBytes.append(UInt8(0xC0 | value >> 6))
            foldedBytes.append(UInt8(0x80 | value & 0x3F))
        case 0x800..<0x10000:
            foldedBytes.append(UInt8(0xE0 | value >> 12))
            foldedBytes.append(UInt8(0x80 | value >> 6 & 0x3F))
            foldedBytes.append(UInt8(0x80 | value & 0x3F))
        default:
            foldedBytes.append(UInt8(0xF0 | value >> 18))
            foldedBytes.append(UInt8(0x80 | value >> 12 & 0x3F))
            foldedBytes.append(UInt8(0x80 | value >> 6 & 0x3F))
            foldedBytes.append(UInt8(0x80 | value & 0x3F))
        }
    }

    /// A mark on the letter before it. Of a letter that was typed in two parts
    /// the few marks count that make another letter of it.
    private mutating func mark(_ value: UInt32, end: Int) {
        guard var open = word else { return }
        word = nil
        open.end = end
        switch (open.last.value, value) {
        case (Self.alef, 0x653...0x655):
            if open.letters <= 16 {
                if open.hamzas == 0 {
                    open.alef = value == 0x655 ? .hamzaBelow : value == 0x653 ? .madda : []
                }
                open.hamzas |= 1 << UInt16(open.letters - 1)
            }
        case (_, 0x64B): open.fathatan = open.letters
        case (0x648, 0x654), (0x64A, 0x654):
            open.last = replaceLast(of: open, with: 0x621, script: .arabic)
        case (0x438, 0x306): open.last = replaceLast(of: open, with: 0x439, script: .cyrillic)
        case (let letter, let mark):
            if let voiced = LetterComposition.voiced(letter, mark: mark) {
                open.last = replaceLast(of: open, with: voiced, script: open.script)
            }
        }
        word = open
    }

    private mutating func replaceLast(
        of word: Word, with value: UInt32, script: Script
    ) -> ScalarFolding.Entry {
        let entry = ScalarFolding.Entry(.letter, value, script: script)
        foldedBytes.removeLast(word.last.value < 0x800 ? 2 : 3)
        append(entry)
        return entry
    }

    /// Whether this separator stands inside a word after all: the dots of
    /// `U.S.`, the quotation mark of `צה"ל`.
    private mutating func continues(
        _ value: UInt32, before next: Int, in bytes: Span<UInt8>
    ) -> Bool {
        guard let open = word, next < bytes.count else { return false }
        switch (value, open.script) {
        case (0x2E, .latin):
            guard open.smalls == 0, open.letters == open.dots + 1,
                (0x41...0x5A).contains(bytes[next]),
                next + 1 == bytes.count || !Self.isWordByte(bytes[next + 1])
            else { return false }
            word?.dots += 1
            return true
        case (0x22, .hebrew), (0x27, .hebrew), (0x2019, .hebrew), (0x201D, .hebrew):
            return Self.isHebrewLetter(bytes, next)
        default: return false
        }
    }

    static func isWordByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte >= 0x80
    }

    static func isHebrewLetter(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
        at + 1 < bytes.count && bytes[at] == 0xD7 && (0x90...0xAA).contains(bytes[at + 1])
    }

    /// Whether one of the marks that stand inside Hebrew abbreviations is there.
    static func isGershayim(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        switch range.count {
        case 1: bytes[range.lowerBound] == 0x22 || bytes[range.lowerBound] == 0x27
        case 3:
            bytes[range.lowerBound] == 0xE2 && bytes[range.lowerBound + 1] == 0x80
                && [0x99, 0x9D].contains(bytes[range.lowerBound + 2])
        default: false
        }
    }

    private mutating func close() {
        guard let open = word else { return }
        word = nil
        var spelling = open.alef
        if open.script == .latin {
            if open.capitals >= 2, open.smalls == 0 {
                spelling.insert(.acronym)
            } else if open.capitals >= 2, open.smalls == 1, foldedBytes.last == 0x73 {
                spelling.insert(.acronymPlural)
            }
            if open.smalls > 0 {
                wordsWithSmallLetters += 1
            } else if open.capitals > 0 {
                wordsInCapitals += 1
            }
        }
        if open.beginsWithCapital { spelling.insert(.capitalized) }
        if open.last.isVariant, open.last.value == Self.ha { spelling.insert(.taMarbuta) }
        // People type it on the alef or on the letter before.
        if open.last.value == Self.alef, open.fathatan > 0, open.fathatan >= open.letters - 1 {
            spelling.insert(.tanween)
        }
        tokens.append(
            Token(
                source: open.start..<open.end, folded: open.foldedStart..<foldedBytes.count,
                hamzas: open.hamzas, spelling: spelling, script: open.script))
    }

    private static let alef: UInt32 = 0x627
    private static let ha: UInt32 = 0x647
}
