import Foundation

/// A word as the stemmers of its language want it, and what is made of their
/// answers: Snowball knows words, and few of the ways in which they are spelt.
struct StemmedWord {
    /// Where the folded word stands in its list.
    let folded: Range<Int>
    let isCapitalized: Bool
    /// The reader's own characters, where they are more bytes than the folded
    /// ones: a letter with an accent is.
    let accented: String?

    init(_ folded: Range<Int>, accented: String? = nil, isCapitalized: Bool) {
        self.folded = folded
        self.accented = accented
        self.isCapitalized = isCapitalized
    }

    /// Puts the stem by Snowball into the list's bytes and says where it stands;
    /// nil if it leaves fewer than three letters.
    func stem(
        in language: StemmedLanguage, _ list: inout WordFormList, _ stemmers: Stemmers
    ) -> Range<Int>? {
        if language == .greek, let stem = greekStem(list) { return stem }
        guard (3...Self.longestWord).contains(folded.count),
            let stemmer = stemmers.stemmer(of: language)
        else { return nil }
        let asked = asked(in: language, &list)
        guard let stem = stemmer.stem(asked, of: &list.bytes) else { return nil }
        return Self.settled(stem, in: language, &list)
    }

    // MARK: Before the stemmer

    /// Romance stemmers know `-ée` and `-ción` by their accents; the others get
    /// the folded word.
    private func asked(in language: StemmedLanguage, _ list: inout WordFormList) -> Range<Int> {
        switch language {
        case .portuguese:
            // The plurals of -ão and -em.
            let end = folded.upperBound
            if folded.count >= 6,
                list.hasSuffix("oes", folded) || list.hasSuffix("aes", folded)
            {
                return list.append(folded.lowerBound..<end - 3, and: "ao")
            }
            return list.hasSuffix("ns", folded)
                ? list.append(folded.lowerBound..<end - 2, and: "m") : folded
        case .french, .spanish, .italian:
            guard let accented else { return folded }
            return list.append(accented.lowercased().precomposedStringWithCanonicalMapping.utf8)
        default: return folded
        }
    }

    /// Of a noun in -ία: Snowball has another stem for Τουρκίας than for Τουρκία,
    /// and for that the stem of Τούρκος.
    private func greekStem(_ list: borrowing WordFormList) -> Range<Int>? {
        guard (5...20).contains(list.letterCount(folded)) else { return nil }
        let endings: [(StaticString, Int)] = [("ια", 1), ("ιασ", 2), ("ιεσ", 2), ("ιων", 2)]
        for (ending, letters) in endings where list.hasSuffix(ending, folded) {
            return folded.lowerBound..<folded.upperBound - 2 * letters
        }
        return nil
    }

    // MARK: Behind the stemmer

    /// The stem without what its stemmer leaves: accents, the n of German plurals
    /// (Geisel, Geiseln), and what Dutch and Russian spell otherwise before an
    /// ending.
    private static func settled(
        _ stem: Range<Int>, in language: StemmedLanguage, _ list: inout WordFormList
    ) -> Range<Int> {
        switch language {
        case .german:
            return list.hasSuffix("eln", stem) && stem.count >= 5 ? stem.dropLast() : stem
        case .dutch: return dutch(stem, &list)
        case .russian: return russian(stem, &list)
        default:
            for offset in stem where list.bytes[offset] >= 0x80 {
                return list.append(WordList.folded(list.text(stem)).utf8)
            }
            return stem
        }
    }

    /// Dutch doubles a consonant and voices it: aanvallen, huizen.
    private static func dutch(_ stem: Range<Int>, _ list: inout WordFormList) -> Range<Int> {
        guard stem.count >= 4 else { return stem }
        let last = list.bytes[stem.upperBound - 1]
        switch last {
        case list.bytes[stem.upperBound - 2] where !"aeiou".utf8.contains(last):
            return stem.dropLast()
        case 0x7A: return list.append(stem.dropLast(), and: "s")
        case 0x76: return list.append(stem.dropLast(), and: "f")
        default: return stem
        }
    }

    /// Russian has an e or o in the nominative alone: беженец, беженцы.
    private static func russian(_ stem: Range<Int>, _ list: inout WordFormList) -> Range<Int> {
        let isTs = list.hasSuffix("ец", stem)
        guard isTs || list.hasSuffix("ок", stem), list.letterCount(stem) >= (isTs ? 4 : 5) else {
            return stem
        }
        let root = stem.lowerBound..<stem.upperBound - 4
        guard isTs else { return list.append(root, and: "к") }
        if list.hasSuffix("л", root) { return list.append(root, and: "ьц") }
        let isBehindVowel = russianVowels.contains { list.hasSuffix($0, root) }
        return list.append(root, and: isBehindVowel ? "йц" : "ц")
    }

    private static let russianVowels: [StaticString] = [
        "а", "е", "и", "о", "у", "ы", "э", "ю", "я",
    ]
    /// In bytes; nobody writes a longer one.
    private static let longestWord = 60
}
