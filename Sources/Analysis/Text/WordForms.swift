import Newswire

/// The generator of word forms, for texts and for rules alike; immutable.
///
/// A text's word answers to all of its forms, a rule's word asks by one or two
/// keys: the pairing is settled here and nowhere else.
package struct WordForms: Sendable {
    /// With the lists that come with the program.
    package static let standard = WordForms()

    private let arabic: ArabicForms
    private let spellings: ArabicSpellings
    private let places: PlaceWords
    /// Stems of our own where Snowball's would be another word's or a name's.
    private let englishStems: [String: String]

    private init() {
        arabic = ArabicForms(
            lookalikes: WordList("arabic-lookalikes"), article: WordList("arabic-article"))
        places = PlaceWords(names: WordList(file: "regions/names.tsv"))
        spellings = ArabicSpellings(WordList("arabic-spellings"))
        englishStems = Dictionary(
            WordList("english-stems").rows.filter { $0.count >= 2 }
                .map { (WordList.folded($0[0]), $0[1]) },
            uniquingKeysWith: { first, _ in first })
    }

    /// All forms of a text's word, the surface first, each key once.
    func forms(
        of text: TokenizedText, at index: Int, language: LanguageTag?, stemmers: Stemmers
    ) -> [WordForm] {
        let token = text.tokens[index]
        let word = text.folded(index)
        var forms = [WordForm(key: WordKey(word), kind: .surface)]
        switch token.script {
        case .arabic where language?.language == "fa" || language?.language == "ur":
            if let form = Self.withoutPersianPlural(word) { forms.append(form) }
        case .arabic:
            forms += bareForms(of: word, token)
            forms += forms.compactMap(spellings.other)
        case .latin, .cyrillic:
            if token.spelling.contains(.acronymPlural) {
                forms.append(
                    WordForm(key: WordKey(String(word.dropLast())), kind: .bare, suffix: "s"))
            } else if !token.isAcronym || text.isShouting,
                let key = stem(word, script: token.script, language: language, stemmers)
            {
                forms.append(WordForm(key: key, kind: .stem))
            }
        default: break
        }
        return forms
    }

    private func bareForms(of word: String, _ token: Token) -> [WordForm] {
        let ending = token.spelling.contains(.tanween) ? "ا" : ""
        let word = String(word.dropLast(ending.count))
        let bare = arabic.bare(
            of: word, hamzas: token.hamzas, endsInTaMarbuta: token.spelling.contains(.taMarbuta))
        let whole = ending.isEmpty ? [] : [ArabicForms.Bare(key: word, prefix: "", suffix: "")]
        return (whole + bare).map { form in
            WordForm(
                key: WordKey(form.key), kind: .bare, prefix: form.prefix,
                suffix: form.suffix + ending)
        }
    }

    /// The keys by which a rule's word asks for its forms, whatever the
    /// language of the text.
    func lookups(of text: TokenizedText, at index: Int, stemmers: Stemmers) -> [WordKey] {
        let token = text.tokens[index]
        let word = text.folded(index)
        switch token.script {
        case .arabic:
            let word = token.spelling.contains(.tanween) ? String(word.dropLast()) : word
            // As typed too: Persian texts keep the article of Arabic names.
            let bare = arabic.lookup(of: word, hamzas: token.hamzas)
            return bare == word ? [WordKey(word)] : [WordKey(word), WordKey(bare)]
        case .latin where token.isAcronym: return [WordKey(word)]
        case .latin where token.spelling.contains(.acronymPlural):
            return [WordKey(word), WordKey(String(word.dropLast()))]
        case .latin, .cyrillic:
            return [WordKey(word)]
                + StemmedLanguage.allCases.filter { $0.script == token.script }
                .compactMap { stem(word, in: $0, stemmers) }
        default: return [WordKey(word)]
        }
    }

    /// What a rule's prefix is looked up by.
    func prefix(of text: TokenizedText, at index: Int) -> String {
        let token = text.tokens[index]
        let word = text.folded(index)
        return token.script == .arabic ? arabic.lookup(of: word, hamzas: token.hamzas) : word
    }

    /// By the text's own language, else by English or Russian as the script is.
    private func stem(
        _ word: String, script: Script, language: LanguageTag?, _ stemmers: Stemmers
    ) -> WordKey? {
        let spoken = language.flatMap { StemmedLanguage(rawValue: $0.language) }
        if let spoken, spoken.script == script { return stem(word, in: spoken, stemmers) }
        if let language, Script.usual(of: language) == script { return nil }
        return stem(word, in: script == .cyrillic ? .russian : .english, stemmers)
    }

    private func stem(
        _ word: String, in language: StemmedLanguage, _ stemmers: Stemmers
    ) -> WordKey? {
        if language.script == .latin, places.contains(word) { return nil }
        if language == .english, let stem = englishStems[word] {
            return WordKey(stem, stemmer: language)
        }
        guard (3...40).contains(word.utf8.count),
            let stem = stemmers.stem(word, in: language)
        else { return nil }
        return WordKey(stem, stemmer: language)
    }

    /// Persian writes its plural onto the word or behind a zero-width joint.
    private static func withoutPersianPlural(_ word: String) -> WordForm? {
        for ending in ["هايي", "هاي", "ها"] where word.hasSuffix(ending) {
            let key = word.dropLast(ending.count)
            guard key.count >= 3 else { return nil }
            return WordForm(key: WordKey(String(key)), kind: .bare, suffix: ending)
        }
        return nil
    }
}

/// The stemmers that one analysis has used so far. Stays in one task.
final class Stemmers {
    private var made: [StemmedLanguage: Stemmer] = [:]

    func stem(_ word: String, in language: StemmedLanguage) -> String? {
        if let stemmer = made[language] { return stemmer.stem(word) }
        made[language] = Stemmer(language)
        return made[language]?.stem(word)
    }
}
