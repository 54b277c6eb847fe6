/// Where words end that letters and spaces alone do not part: the possessive
/// `'s`, the joint of Persian compounds, and listed words of scripts without
/// spaces. Shared by all who part texts into words, so that they agree.
///
/// Every question is answered from the bytes at hand within a few letters, and
/// the same for a word alone as for the word in its text.
enum WordLimits {
    /// Behind an English or Dutch `'s`, which belongs to no word: `Gaza's` is the
    /// word `Gaza`, so that a phrase goes on behind it. `sign` is the separator
    /// that ends a Latin word, `next` the place behind it; nil if no possessive
    /// stands there.
    static func endOfPossessive(
        sign: UInt32, next: Int, in bytes: Span<UInt8>
    ) -> Int? {
        guard sign == 0x27 || sign == 0x2019 || sign == 0xFF07, next < bytes.count,
            bytes[next] | 0x20 == 0x73
        else { return nil }
        let end = next + 1
        guard end < bytes.count else { return end }
        let entry = ScalarFolding.entry(in: bytes, at: end).entry
        switch entry.kind {
        case .separator, .invisible: return end
        case .mark, .letter, .expansion, .attached: return nil
        }
    }

    /// Zero width non-joiner.
    static let joint: UInt32 = 0x200C

    /// Whether a zero-width joint parts two words: `رئیس‌جمهور` is written as two
    /// words as often. An ending (`‌ها`) and the verb's `می‌` stay joined.
    /// `word` is where the word stands so far, `next` the place behind the joint.
    static func isPartedAtJoint(
        _ word: Range<Int>, next: Int, in bytes: Span<UInt8>
    ) -> Bool {
        var letters: [UInt32] = []
        var at = next
        while at < bytes.count, letters.count <= longestEnding {
            let (entry, end) = ScalarFolding.entry(in: bytes, at: at)
            if entry.kind == .letter, entry.script == .arabic {
                letters.append(entry.value)
            } else if entry.kind != .mark {
                break
            }
            at = end
        }
        let isWord =
            letters.count >= 3 && !letters.starts(with: plural) && !endings.contains(letters)
        guard isWord || shortWords.contains(letters) else { return false }
        // Two letters at least, and not می or نمی.
        let word = opening(of: word, in: bytes)
        return word.count >= 4 && !verbSigns.contains { word.elementsEqual($0) }
    }

    /// The first letters of a word, folded, as many as the question needs; of a
    /// word that begins with a heap of marks perhaps fewer.
    private static func opening(of word: Range<Int>, in bytes: Span<UInt8>) -> [UInt8] {
        var letters = String.UnicodeScalarView()
        var at = word.lowerBound
        let end = min(word.upperBound, at + longestOpening)
        while at < end, letters.count < 4 {
            let (entry, next) = ScalarFolding.entry(in: bytes, at: at)
            if entry.kind == .letter, let letter = Unicode.Scalar(entry.value) {
                letters.append(letter)
            }
            at = next
        }
        return Array(String(letters).utf8)
    }

    /// Folded.
    private static let verbSigns = ["مي", "نمي"].map { Array($0.utf8) }
    private static let plural = scalars("ها")
    private static let endings = Set(
        ["شان", "مان", "تان", "است", "اند", "ايم", "ايد", "ترين", "گان", "يان"].map(scalars))
    /// Words of two letters that end compounds: آتش‌بس is "cease-fire".
    private static let shortWords = Set(["بس"].map(scalars))
    private static let longestEnding = 8
    /// In bytes of the text.
    private static let longestOpening = 64

    private static func scalars(_ text: String) -> [UInt32] {
        text.unicodeScalars.map(\.value)
    }
}
