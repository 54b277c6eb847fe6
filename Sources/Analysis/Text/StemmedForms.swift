import Newswire

/// The forms of Latin, Greek and Cyrillic words: stems, umlauts that are also
/// written ae, oe, ue, genitives of names, and acronyms.
///
/// A text's word answers by the stemmer of the text's own language alone; a
/// rule's word, whose language nobody knows, asks in every language of its
/// script. A stem of one language never equals one of another.
struct StemmedForms: Sendable {
    private let names: NameWords
    private let stems: StemList
    private let acronyms: AcronymForms
    private let turkish: TurkishForms

    init(names: NameWords, stems: StemList, acronyms: AcronymForms) {
        self.names = names
        self.stems = stems
        self.acronyms = acronyms
        turkish = TurkishForms(stems: stems)
    }

    // MARK: A text's word

    /// Its forms beside the word as it stands, each key once.
    func forms(
        of text: TokenizedText, at index: Int, language: LanguageTag?, stemmers: Stemmers
    ) -> [WordForm] {
        let token = text.tokens[index]
        var forms = acronyms.forms(of: text, at: index, language: language)
        if token.spelling.contains(.acronymPlural) { return forms }
        let word = text.folded(index)
        if let number = Self.withoutPlural(number: word) { return [number] }
        if token.isAcronym, !text.isShouting, word.utf8.count < Self.fewestLettersInCapitals {
            return forms
        }
        let spoken = Self.spoken(language, in: token.script)
        // Folded, a letter with an accent is a byte shorter.
        let original = token.folded.count < token.end - token.start ? text.original(index) : word
        if token.script == .latin, spoken != .turkish,
            let key = Umlauts.digraphs(of: word, original: original)
        {
            forms.append(WordForm(key: WordKey(key), kind: .bare, inflection: .spelling))
        }
        guard let spoken else {
            return forms + scandinavianGenitive(of: word, token, language)
        }
        // In capitals throughout, the first one tells nothing.
        let isCapitalized = token.spelling.contains(.capitalized) && !text.isShouting
        let spelled = StemmedWord(word, original, isCapitalized: isCapitalized)
        for form in self.forms(of: spelled, in: spoken, stemmers)
        where !forms.contains(where: { $0.key == form.key }) {
            forms.append(form)
        }
        return forms
    }

    private func forms(
        of word: StemmedWord, in language: StemmedLanguage, _ stemmers: Stemmers
    ) -> [WordForm] {
        if language == .turkish {
            return turkish.stems(of: word.folded).map { stem, ending in
                WordForm(key: WordKey(stem, stemmer: .turkish), kind: .stem, suffix: ending)
            }
        }
        let stem = stem(word, in: language, stemmers).map { [WordForm(key: $0, kind: .stem)] } ?? []
        return switch language {
        case .german: stem + german(word, stemmers)
        case .russian: stem + russianNames(of: word)
        default: stem
        }
    }

    /// `Israels`, `Syriens`: of a name German makes the genitive so, whatever its
    /// stemmer makes of it. And `Fluechtlinge`.
    private func german(_ word: StemmedWord, _ stemmers: Stemmers) -> [WordForm] {
        var forms: [WordForm] = []
        let key = word.folded
        if word.isCapitalized, key.hasSuffix("s"), !key.hasSuffix("ss"), key.utf8.count >= 5,
            stems.stem(of: key, in: .german) == nil, !names.contains(key, isCapitalized: true)
        {
            let name = WordKey(String(key.dropLast()), stemmer: .german)
            forms.append(WordForm(key: name, kind: .bare, suffix: "s"))
        }
        if let key = withoutDigraphs(word, stemmers) {
            forms.append(WordForm(key: key, kind: .stem))
        }
        return forms
    }

    private func russianNames(of word: StemmedWord) -> [WordForm] {
        guard word.isCapitalized,
            stems.stem(of: word.folded, isCapitalized: true, in: .russian) == nil
        else { return [] }
        return RussianNames.names(of: word.folded).map {
            WordForm(key: WordKey($0, stemmer: .russian), kind: .stem)
        }
    }

    /// `Ukrainas`: the one form that names have in languages without a stemmer.
    private func scandinavianGenitive(
        of word: String, _ token: Token, _ language: LanguageTag?
    ) -> [WordForm] {
        guard let language, Self.genitiveLanguages.contains(language.language),
            token.spelling.contains(.capitalized), word.utf8.count >= 5, word.hasSuffix("s"),
            !names.contains(word, isCapitalized: true)
        else { return [] }
        return [WordForm(key: WordKey(String(word.dropLast())), kind: .bare, suffix: "s")]
    }

    /// `16` of `F-16s`; a decade (`1990s`) is no plural.
    private static func withoutPlural(number word: String) -> WordForm? {
        guard (2...4).contains(word.utf8.count), word.utf8.last == 0x73,
            word.utf8.dropLast().allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return WordForm(
            key: WordKey(String(word.dropLast())), kind: .bare, suffix: "s", inflection: .plural)
    }

    // MARK: A rule's word

    /// The keys that it asks by, the word itself first.
    func lookups(of text: TokenizedText, at index: Int, stemmers: Stemmers) -> [WordKey] {
        let token = text.tokens[index]
        let word = text.folded(index)
        if let acronym = acronyms.lookup(of: word, token) { return [acronym] }
        if token.spelling.contains(.acronymPlural) {
            return [WordKey(word), acronyms.lookup(ofPlural: word)]
        }
        let isCapitalized = token.spelling.contains(.capitalized) && !token.isAcronym
        let spelled = StemmedWord(word, text.original(index), isCapitalized: isCapitalized)
        var keys = [WordKey(word)]
        if token.script == .latin { keys += latin(spelled, stemmers) }
        if token.isAcronym, word.utf8.count < Self.fewestLettersInCapitals { return keys }
        for language in StemmedLanguage.snowball[token.script] ?? [] {
            let key = stem(spelled, in: language, stemmers)
            if let key, !keys.contains(key) { keys.append(key) }
        }
        if token.script == .cyrillic,
            stems.stem(of: word, isCapitalized: true, in: .russian) == nil,
            let name = RussianNames.lookup(of: word)
        {
            keys.append(WordKey(name, stemmer: .russian))
        }
        return keys
    }

    private func latin(_ word: StemmedWord, _ stemmers: Stemmers) -> [WordKey] {
        var keys = turkish.lookups(of: word.folded).map { WordKey($0, stemmer: .turkish) }
        if let key = Umlauts.digraphs(of: word.folded, original: word.original) {
            keys.append(WordKey(key))
        }
        if names.contains(word.folded, isCapitalized: word.isCapitalized) {
            keys.append(WordKey(word.folded, stemmer: .german))
        } else if let key = withoutDigraphs(word, stemmers) {
            keys.append(key)
        }
        return keys
    }

    /// Whether a rule's word is a short acronym, which only capitals answer.
    func needsCapitals(_ token: Token, _ word: String) -> Bool {
        acronyms.needsCapitals(token, word)
    }

    // MARK: Both

    /// The stemmer of the text's own language, else English or Russian as the
    /// script is; none for other languages of the script.
    private static func spoken(_ language: LanguageTag?, in script: Script) -> StemmedLanguage? {
        let spoken = language.flatMap { StemmedLanguage(rawValue: $0.language) }
        if let spoken, spoken.script == script { return spoken }
        if let language, language.language != "und",
            Script.usual(of: language) ?? script == script
        {
            return nil
        }
        return switch script {
        case .cyrillic: .russian
        case .greek: .greek
        default: .english
        }
    }

    /// By the language's list, else by its stemmer; none for names that it does
    /// not inflect.
    private func stem(
        _ word: StemmedWord, in language: StemmedLanguage, _ stemmers: Stemmers
    ) -> WordKey? {
        let key = word.folded
        if let stem = stems.stem(of: key, isCapitalized: word.isCapitalized, in: language) {
            return WordKey(stem, stemmer: language)
        }
        if !language.inflectsNames, names.contains(key, isCapitalized: word.isCapitalized) {
            return nil
        }
        if language == .english,
            NameWords.endsLikeName(key, isCapitalized: word.isCapitalized)
        {
            return nil
        }
        guard let stem = word.stem(in: language, stemmers) else { return nil }
        // `iranische` is not Iran.
        let isOfPlace =
            language == .german && stem != key && names.contains(stem, isCapitalized: false)
        return WordKey(isOfPlace ? key : stem, stemmer: language)
    }

    /// The German stem of a word that writes its umlauts as two letters.
    private func withoutDigraphs(_ word: StemmedWord, _ stemmers: Stemmers) -> WordKey? {
        guard let plain = Umlauts.withoutDigraphs(word.folded) else { return nil }
        return stem(
            StemmedWord(plain, plain, isCapitalized: word.isCapitalized), in: .german, stemmers)
    }

    private static let genitiveLanguages: Set<String> = ["sv", "da", "no", "nb", "nn"]
    /// From here on a word in capitals is more likely a word than an acronym.
    private static let fewestLettersInCapitals = 5
}
