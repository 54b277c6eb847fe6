/// Parts a text into the words that `TokenizedText` has, and tells of each only
/// where it stands and its hash: all that an index needs of words that it has
/// met before.
///
/// One pass over UTF-8 by a table of 64 Ki classes, linear in the text. The
/// words and their order are the tokens of `TokenizedText`, one for one.
package struct WordScanner: Sendable {
    /// A word: UTF-8 offsets in its text, and the hash of those bytes.
    package struct Word: BitwiseCopyable, Sendable {
        package let start: UInt32
        package let end: UInt32
        package let hash: UInt64
    }

    package let hash: WordHash
    private let classes: [UInt8]
    /// By script: a bit for each script that a word of it goes on with.
    private let joins: [UInt16]
    private let listed = UnspacedWords.standard

    package init(hash: WordHash = WordHash()) {
        self.hash = hash
        classes = WordClass.table
        joins = (UInt8(0)..<16).map { first in
            (UInt8(0)..<16).reduce(0) { bits, next in
                guard let a = Script(rawValue: first), let b = Script(rawValue: next),
                    Script.joins(a, b)
                else { return bits }
                return bits | 1 << UInt16(next)
            }
        }
    }

    /// Appends the words of a text, whose bytes are valid UTF-8. Returns whether
    /// it is in capitals throughout, as `TokenizedText.isShouting` says.
    package func scan(_ bytes: Span<UInt8>, into words: inout [Word]) -> Bool {
        let raw = bytes.bytes
        let count = bytes.count
        let classes = classes.span
        var shouting = Shouting()
        var word = OpenWord()
        var at = 0
        // Where the listed word that is being read ends.
        var listedEnd = 0
        while at < count {
            var (kind, next) = Self.classify(bytes, at, classes)
            if kind.isLetter {
                let script = kind.script
                if kind.isUnspaced, at >= listedEnd,
                    let end = listed.end(
                        in: bytes, at: at, first: ScalarFolding.entry(in: bytes, at: at).entry.value
                    )
                {
                    if word.isOpen { close(&word, raw, &shouting, into: &words) }
                    listedEnd = end
                }
                if word.isOpen, joins[Int(word.script)] & 1 << UInt16(script) == 0, at >= listedEnd
                {
                    close(&word, raw, &shouting, into: &words)
                }
                if !word.isOpen { word = OpenWord(at: at, script: script) }
                word.add(kind, end: next)
                at = next
                // Most letters are followed by some of the very same kind.
                if !kind.isUnspaced {
                    var more = 0
                    while at < count {
                        let (following, end) = Self.classify(bytes, at, classes)
                        guard following.bits == kind.bits else { break }
                        more += kind.letters
                        at = end
                    }
                    if more > 0 {
                        word.letters += more
                        word.end = at
                    }
                }
                continue
            }
            if kind.isSeparator {
                if word.isOpen,
                    !word.continues(past: bytes[at], bytes, at, next)
                {
                    close(&word, raw, &shouting, into: &words)
                    if word.script == Script.latin.rawValue {
                        let sign = ScalarFolding.scalar(in: bytes, at: at).value
                        next =
                            WordLimits.endOfPossessive(sign: sign, next: next, in: bytes) ?? next
                    }
                }
            } else if kind.isPart {
                if word.isOpen { word.end = next }
            } else if word.isOpen, word.script == Script.arabic.rawValue,
                ScalarFolding.scalar(in: bytes, at: at).value == WordLimits.joint,
                WordLimits.isPartedAtJoint(word.start..<word.end, next: next, in: bytes)
            {
                close(&word, raw, &shouting, into: &words)
            }
            at = next
        }
        if word.isOpen { close(&word, raw, &shouting, into: &words) }
        return shouting.isShouting
    }

    // The bytes are valid UTF-8, and the table holds the whole first plane.
    @inline(__always)
    private static func classify(
        _ bytes: Span<UInt8>, _ at: Int, _ classes: Span<UInt8>
    ) -> (WordClass, next: Int) {
        let lead = UInt32(bytes[unchecked: at])
        if lead < 0x80 { return (WordClass(bits: classes[unchecked: Int(lead)]), at + 1) }
        let second = UInt32(bytes[unchecked: at + 1]) & 0x3F
        if lead < 0xE0 {
            let value = (lead & 0x1F) << 6 | second
            return (WordClass(bits: classes[unchecked: Int(value)]), at + 2)
        }
        let third = UInt32(bytes[unchecked: at + 2]) & 0x3F
        if lead < 0xF0 {
            let value = (lead & 0x0F) << 12 | second << 6 | third
            return (WordClass(bits: classes[unchecked: Int(value)]), at + 3)
        }
        let fourth = UInt32(bytes[unchecked: at + 3]) & 0x3F
        let value = (lead & 0x07) << 18 | second << 12 | third << 6 | fourth
        return (WordClass(ScalarFolding.supplementary(value)), at + 4)
    }

    @inline(__always)
    private func close(
        _ word: inout OpenWord, _ bytes: RawSpan, _ shouting: inout Shouting,
        into words: inout [Word]
    ) {
        words.append(
            Word(
                start: UInt32(truncatingIfNeeded: word.start),
                end: UInt32(truncatingIfNeeded: word.end),
                hash: hash(bytes, word.start..<word.end)))
        if word.script == Script.latin.rawValue { shouting.count(word) }
        word.isOpen = false
    }
}

/// The word that is being read.
private struct OpenWord {
    var isOpen = false
    var start = 0
    var end = 0
    var script: UInt8 = 0
    var letters = 0
    var dots = 0
    var hasCapital = false
    var hasSmall = false

    init() {}

    @inline(__always)
    init(at start: Int, script: UInt8) {
        isOpen = true
        self.start = start
        self.script = script
    }

    @inline(__always)
    mutating func add(_ kind: WordClass, end: Int) {
        letters += kind.letters
        if kind.script != Script.number.rawValue {
            if kind.isUpper { hasCapital = true } else { hasSmall = true }
            if script == Script.number.rawValue { script = kind.script }
        }
        self.end = end
    }

    /// As `TokenScanner` has it: the dots of `U.S.`, the mark of `צה"ל`.
    mutating func continues(
        past sign: UInt8, _ bytes: Span<UInt8>, _ at: Int, _ next: Int
    ) -> Bool {
        guard next < bytes.count else { return false }
        if script == Script.latin.rawValue {
            guard sign == 0x2E, !hasSmall, letters == dots + 1,
                (0x41...0x5A).contains(bytes[next]),
                next + 1 == bytes.count || !TokenScanner.isWordByte(bytes[next + 1])
            else { return false }
            dots += 1
            return true
        }
        guard script == Script.hebrew.rawValue, TokenScanner.isGershayim(bytes, at..<next)
        else { return false }
        return TokenScanner.isHebrewLetter(bytes, next)
    }
}

/// Counts what tells that a text is in capitals throughout.
private struct Shouting {
    var wordsInCapitals = 0
    var wordsWithSmallLetters = 0

    var isShouting: Bool { wordsInCapitals >= 4 && wordsWithSmallLetters == 0 }

    mutating func count(_ word: OpenWord) {
        if word.hasSmall {
            wordsWithSmallLetters += 1
        } else if word.hasCapital {
            wordsInCapitals += 1
        }
    }
}

/// What a scalar means to the limits of words, in eight bits: its script, what
/// it does, and whether it is a capital.
private struct WordClass {
    let bits: UInt8

    @inline(__always)
    init(bits: UInt8) {
        self.bits = bits
    }

    init(_ entry: ScalarFolding.Entry) {
        let kind: UInt8 =
            switch entry.kind {
            case .separator: 0
            case .invisible: 1
            case .mark, .attached: 2
            case .letter: entry.script.isUnspaced ? 5 : 4
            case .expansion: entry.script.isUnspaced ? 7 : 6
            }
        bits = entry.script.rawValue | kind << 4 | (entry.isUpper ? 0x80 : 0)
    }

    var script: UInt8 { bits & 0x0F }
    var isLetter: Bool { bits & 0x40 != 0 }
    var isUnspaced: Bool { bits & 0x10 != 0 }
    var isSeparator: Bool { bits & 0x70 == 0 }
    /// A mark or vowel sign, which goes on with a word and begins none.
    var isPart: Bool { bits & 0x70 == 0x20 }
    var isUpper: Bool { bits & 0x80 != 0 }
    /// One, or two for what folds to several.
    var letters: Int { bits & 0x20 == 0 ? 1 : 2 }

    static let table: [UInt8] = ScalarFolding.table.map { WordClass($0).bits }
}
