import Foundation
import Newswire

/// The forms of Latin, Greek and Cyrillic words: stems, umlauts that are also
/// written ae, oe, ue, German genitives of names, and acronyms.
///
/// A text's word answers by the stemmer of the text's own language alone; a
/// rule's word, whose language nobody knows, asks in every language of its
/// script. A stem of one language never equals one of another.
///
/// An acronym asks by a key in capitals, which only words in capitals have:
/// `US` is not `us`. In a headline that is in capitals throughout, small words
/// of the language (`WHO IS NEXT`) are no acronyms.
struct StemmedForms: Sendable {
    private let names: NameWords
    private let stems: StemList
    private let turkish: TurkishForms
    private let acronyms: AcronymWords

    init(names: NameWords, stems: StemList, acronyms: AcronymWords) {
        self.names = names
        self.stems = stems
        self.acronyms = acronyms
        turkish = TurkishForms(stems: stems)
    }

    // MARK: A text's word

    /// Its forms beside the word as it stands.
    func forms(
        of text: TokenizedText, at index: Int, language: LanguageTag?, stemmers: Stemmers
    ) -> [WordForm] {
        let token = text.tokens[index]
        let word = text.folded(index)
        var forms = capitals(of: word, text, index, language)
        if token.spelling.contains(.acronymPlural) { return forms }
        if let number = Self.withoutPlural(number: word) {
            return forms + [
                WordForm(
                    key: WordKey(number), kind: .bare, suffix: "s", inflection: .plural)
            ]
        }
        if token.isAcronym, !text.isShouting,
            word.unicodeScalars.count < Self.fewestLettersInCapitals
        {
            return forms
        }
        let spoken = Self.spoken(language, in: token.script)
        // Folded, a letter with an accent is a byte shorter.
        let original = token.folded.count < token.end - token.start ? text.original(index) : word
        if token.script == .latin, spoken != .turkish {
            forms += umlauts(of: word, original: original).map {
                WordForm(key: WordKey($0), kind: .bare, inflection: .spelling)
            }
        }
        guard let spoken else { return forms }
        // In capitals throughout, the first one tells nothing.
        let isCapitalized = token.spelling.contains(.capitalized) && !text.isShouting
        let spelled = Spelled(word, original, isCapitalized: isCapitalized)
        forms += stemmed(spelled, in: spoken, stemmers)
        if spoken == .german {
            forms += german(spelled, token, stemmers).filter { new in
                !forms.contains { $0.key == new.key }
            }
        }
        return forms
    }

    private func stemmed(
        _ word: Spelled, in language: StemmedLanguage, _ stemmers: Stemmers
    ) -> [WordForm] {
        if language == .turkish {
            return turkish.stems(of: word.folded).map { stem, ending in
                WordForm(
                    key: WordKey(stem, stemmer: .turkish), kind: .stem, suffix: ending)
            }
        }
        let stem = stem(word, in: language, stemmers)
        let surname = surname(word, in: language)
        return [stem, surname == stem ? nil : surname].compactMap(\.self)
            .map { WordForm(key: $0, kind: .stem) }
    }

    /// A Russian name in -ov or -ev as it stands: in the nominative alone it looks
    /// like a genitive of a plural.
    private func surname(_ word: Spelled, in language: StemmedLanguage) -> WordKey? {
        language == .russian && word.isSurname ? WordKey(word.folded, stemmer: .russian) : nil
    }

    private func german(_ word: Spelled, _ token: Token, _ stemmers: Stemmers) -> [WordForm] {
        var forms: [WordForm] = []
        if token.spelling.contains(.capitalized) { forms += genitive(of: word.folded) }
        if let plain = word.withoutDigraphs, let key = stem(plain, in: .german, stemmers) {
            forms.append(WordForm(key: key, kind: .stem))
        }
        return forms
    }

    /// `Israels`, `Syriens`: of a name German makes the genitive so, whatever its
    /// stemmer makes of it.
    private func genitive(of word: String) -> [WordForm] {
        guard word.hasSuffix("s"), word.utf8.count >= 5, !word.hasSuffix("ss"),
            stems.stem(of: word, in: .german) == nil,
            !names.contains(word, isCapitalized: true)
        else { return [] }
        return [
            WordForm(
                key: WordKey(String(word.dropLast()), stemmer: .german), kind: .bare, suffix: "s")
        ]
    }

    private func capitals(
        of word: String, _ text: TokenizedText, _ index: Int, _ language: LanguageTag?
    ) -> [WordForm] {
        let spelling = text.tokens[index].spelling
        if spelling.contains(.acronymPlural) {
            let singular = String(word.dropLast())
            return [
                WordForm(
                    key: WordKey(singular), kind: .bare, suffix: "s", inflection: .plural),
                WordForm(
                    key: Self.inCapitals(singular), kind: .bare, suffix: "s",
                    inflection: .plural),
            ]
        }
        if spelling.contains(.acronym) {
            let isWord =
                text.isShouting && acronyms.isSmallWord(word, in: language)
                && !text.original(index).contains(".")
            return isWord ? [] : [WordForm(key: Self.inCapitals(word), kind: .surface)]
        }
        // Nato: papers write long acronyms as names; Italian has the word.
        if spelling.contains(.capitalized), word.utf8.count >= Self.longAcronym,
            acronyms.isWord(word), !acronyms.isSmallWord(word, in: language)
        {
            return [WordForm(key: Self.inCapitals(word), kind: .surface)]
        }
        return []
    }

    /// `16` of `F-16s`; a decade (`1990s`) is no plural.
    private static func withoutPlural(number word: String) -> String? {
        guard (2...4).contains(word.utf8.count), word.utf8.last == 0x73,
            word.utf8.dropLast().allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return String(word.dropLast())
    }

    // MARK: A rule's word

    /// Whether only words in capitals answer a rule's word. Long acronyms are
    /// written as names too (`Nato`), and small if no word is spelt so (`covid`).
    func needsCapitals(_ token: Token, _ word: String) -> Bool {
        token.isAcronym && word.utf8.count < Self.longAcronym
    }

    func lookups(of text: TokenizedText, at index: Int, stemmers: Stemmers) -> [WordKey] {
        let token = text.tokens[index]
        let word = text.folded(index)
        if token.isAcronym, needsCapitals(token, word) || acronyms.isWord(word) {
            return [Self.inCapitals(word)]
        }
        if token.spelling.contains(.acronymPlural) {
            return [WordKey(word), Self.inCapitals(String(word.dropLast()))]
        }
        var keys = [WordKey(word)]
        let isCapitalized = token.spelling.contains(.capitalized) && !token.isAcronym
        let spelled = Spelled(word, text.original(index), isCapitalized: isCapitalized)
        if token.script == .latin {
            keys += umlauts(of: word, original: text.original(index)).map { WordKey($0) }
            keys += turkish.lookups(of: word).map { WordKey($0, stemmer: .turkish) }
            if names.contains(word, isCapitalized: isCapitalized) {
                keys.append(WordKey(word, stemmer: .german))
            } else if let plain = spelled.withoutDigraphs,
                let key = stem(plain, in: .german, stemmers)
            {
                keys.append(key)
            }
        }
        guard !token.isAcronym || word.utf8.count >= Self.fewestLettersInCapitals else {
            return keys
        }
        for language in StemmedLanguage.snowball[token.script] ?? [] {
            let key = surname(spelled, in: language) ?? stem(spelled, in: language, stemmers)
            if let key, !keys.contains(key) { keys.append(key) }
        }
        return keys
    }

    // MARK: Both

    /// The stemmer of the text's own language, else English or Russian as the
    /// script is; none for other languages of the script.
    private static func spoken(_ language: LanguageTag?, in script: Script) -> StemmedLanguage? {
        let spoken = language.flatMap { StemmedLanguage(rawValue: $0.language) }
        if let spoken, spoken.script == script { return spoken }
        if let language, Script.usual(of: language) == script { return nil }
        return switch script {
        case .cyrillic: .russian
        case .greek: .greek
        default: .english
        }
    }

    private func stem(
        _ word: Spelled, in language: StemmedLanguage, _ stemmers: Stemmers
    ) -> WordKey? {
        let key = word.folded
        if let stem = stems.stem(of: key, isCapitalized: word.isCapitalized, in: language) {
            return WordKey(stem, stemmer: language)
        }
        if !language.inflectsNames {
            if names.contains(key, isCapitalized: word.isCapitalized) { return nil }
            if language == .english,
                NameWords.endsLikeName(key, isCapitalized: word.isCapitalized)
            {
                return nil
            }
        }
        guard (3...Self.longestWord).contains(key.utf8.count),
            let stem = stemmers.stem(word.stemmed(in: language), in: language)
        else { return nil }
        return WordKey(Self.settled(stem, in: language), stemmer: language)
    }

    /// The stem without what its stemmer leaves: accents, the n of German plurals
    /// (Geisel, Geiseln), and in Russian the e and o that only the nominative has
    /// (беженец, беженцы).
    private static func settled(_ stem: String, in language: StemmedLanguage) -> String {
        if language == .german, stem.hasSuffix("eln"), stem.utf8.count >= 5 {
            return String(stem.dropLast())
        }
        guard language == .russian else {
            return stem.utf8.allSatisfy { $0 < 0x80 } ? stem : WordList.folded(stem)
        }
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

    /// The word with its umlauts written as two letters; none without umlauts.
    private func umlauts(of word: String, original: String) -> [String] {
        guard original.utf8.count > word.utf8.count, word.utf8.count <= Self.longestWord else {
            return []
        }
        var spelled = ""
        for letter in original.precomposedStringWithCanonicalMapping {
            switch letter {
            case "ä", "Ä": spelled += "ae"
            case "ö", "Ö": spelled += "oe"
            case "ü", "Ü": spelled += "ue"
            default: spelled.append(letter)
            }
        }
        let key = WordList.folded(spelled)
        return key == word ? [] : [key]
    }

    private static let russianVowels: Set<Unicode.Scalar> = [
        "а", "е", "и", "о", "у", "ы", "э", "ю", "я",
    ]

    private static func inCapitals(_ word: String) -> WordKey { WordKey(word.uppercased()) }

    /// From here on papers write an acronym as a name, and people type it so.
    private static let longAcronym = 4
    /// From here on a word in capitals is more likely a word than an acronym.
    private static let fewestLettersInCapitals = 5
    /// In bytes; nobody writes a longer one.
    private static let longestWord = 60
}

/// A word as a stemmer wants it.
private struct Spelled {
    let folded: String
    let original: String
    let isCapitalized: Bool

    init(_ folded: String, _ original: String, isCapitalized: Bool) {
        self.folded = folded
        self.original = original
        self.isCapitalized = isCapitalized
    }

    /// Romance stemmers know `-ée` and `-ción` by their accents; the others get
    /// the folded word.
    func stemmed(in language: StemmedLanguage) -> String {
        switch language {
        case .portuguese:
            for ending in ["oes", "aes"] where folded.hasSuffix(ending) && folded.utf8.count >= 6 {
                return folded.dropLast(3) + "ao"
            }
            return folded
        case .french, .spanish, .italian:
            guard original.utf8.count > folded.utf8.count else { return folded }
            return original.lowercased().precomposedStringWithCanonicalMapping
        default: return folded
        }
    }

    /// Whether it may be a Russian name in -ov or -ev.
    var isSurname: Bool {
        isCapitalized && folded.unicodeScalars.count >= 4
            && (folded.hasSuffix("ов") || folded.hasSuffix("ев"))
    }

    /// `Haeuser` as `Hauser`, which is what `Häuser` folds to; nil for a word
    /// without such pairs. The u of `neue` and `Quelle` is no sign of an umlaut.
    var withoutDigraphs: Spelled? {
        guard folded.utf8.count <= 60 else { return nil }
        var plain: [UInt8] = []
        for byte in folded.utf8 {
            let before = plain.count >= 2 ? plain[plain.count - 2] : 0
            if byte == 0x65, let last = plain.last, [0x61, 0x6F, 0x75].contains(last),
                ![0x61, 0x65, 0x71].contains(before)
            {
                continue
            }
            plain.append(byte)
        }
        guard plain.count < folded.utf8.count else { return nil }
        let word = String(decoding: plain, as: UTF8.self)
        return Spelled(word, word, isCapitalized: isCapitalized)
    }
}
