import Foundation

/// A word as the stemmers of its language want it, and what is made of their
/// answers: Snowball knows words, and few of the ways in which they are spelt.
struct StemmedWord {
    let folded: String
    /// The reader's own characters.
    let original: String
    let isCapitalized: Bool

    init(_ folded: String, _ original: String, isCapitalized: Bool) {
        self.folded = folded
        self.original = original
        self.isCapitalized = isCapitalized
    }

    /// The stem by Snowball; nil if it leaves fewer than three letters.
    func stem(in language: StemmedLanguage, _ stemmers: Stemmers) -> String? {
        if language == .greek, let stem = greekStem { return stem }
        guard (3...Self.longestWord).contains(folded.utf8.count) else { return nil }
        return stemmers.stem(asked(in: language), in: language).map {
            Self.settled($0, in: language)
        }
    }

    // MARK: Before the stemmer

    /// Romance stemmers know `-ée` and `-ción` by their accents; the others get
    /// the folded word.
    private func asked(in language: StemmedLanguage) -> String {
        switch language {
        case .portuguese:
            // The plurals of -ão and -em.
            for ending in ["oes", "aes"] where folded.hasSuffix(ending) && folded.utf8.count >= 6 {
                return folded.dropLast(3) + "ao"
            }
            return folded.hasSuffix("ns") ? folded.dropLast(2) + "m" : folded
        case .french, .spanish, .italian:
            // Folded, a letter with an accent is a byte shorter.
            guard original.utf8.count > folded.utf8.count else { return folded }
            return original.lowercased().precomposedStringWithCanonicalMapping
        default: return folded
        }
    }

    /// Of a noun in -ία: Snowball has another stem for Τουρκίας than for Τουρκία,
    /// and for that the stem of Τούρκος.
    private var greekStem: String? {
        guard (5...20).contains(folded.unicodeScalars.count) else { return nil }
        for (ending, count) in [("ια", 1), ("ιασ", 2), ("ιεσ", 2), ("ιων", 2)]
        where folded.hasSuffix(ending) {
            return String(folded.dropLast(count))
        }
        return nil
    }

    // MARK: Behind the stemmer

    /// The stem without what its stemmer leaves: accents, the n of German plurals
    /// (Geisel, Geiseln), and what Dutch and Russian spell otherwise before an
    /// ending.
    private static func settled(_ stem: String, in language: StemmedLanguage) -> String {
        switch language {
        case .german:
            stem.hasSuffix("eln") && stem.utf8.count >= 5 ? String(stem.dropLast()) : stem
        case .dutch: dutch(stem)
        case .russian: russian(stem)
        default: stem.utf8.allSatisfy { $0 < 0x80 } ? stem : WordList.folded(stem)
        }
    }

    /// Dutch doubles a consonant and voices it: aanvallen, huizen.
    private static func dutch(_ stem: String) -> String {
        let bytes = Array(stem.utf8)
        guard bytes.count >= 4, let last = bytes.last else { return stem }
        if last == bytes[bytes.count - 2], !"aeiou".utf8.contains(last) {
            return String(stem.dropLast())
        }
        return switch last {
        case 0x7A: stem.dropLast() + "s"
        case 0x76: stem.dropLast() + "f"
        default: stem
        }
    }

    /// Russian has an e or o in the nominative alone: беженец, беженцы.
    private static func russian(_ stem: String) -> String {
        let letters = Array(stem.unicodeScalars)
        guard letters.count >= 4, let last = letters.last else { return stem }
        let before = letters[letters.count - 3]
        let root = String(String.UnicodeScalarView(letters.dropLast(2)))
        switch (letters[letters.count - 2], last) {
        case ("е", "ц") where before == "л": return root + "ьц"
        case ("е", "ц") where russianVowels.contains(before): return root + "йц"
        case ("е", "ц"): return root + "ц"
        case ("о", "к") where letters.count >= 5: return root + "к"
        default: return stem
        }
    }

    private static let russianVowels: Set<Unicode.Scalar> = [
        "а", "е", "и", "о", "у", "ы", "э", "ю", "я",
    ]
    /// In bytes; nobody writes a longer one.
    private static let longestWord = 60
}
