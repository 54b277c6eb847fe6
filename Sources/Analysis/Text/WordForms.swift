import Newswire

/// The generator of word forms, for texts and for rules alike; immutable.
///
/// A text's word answers to all of its forms, a rule's word asks by one or a few
/// keys: the pairing is settled here and nowhere else. What a word answers to
/// depends on its own characters, the text's language and whether the text is in
/// capitals throughout, and on nothing else, so that it can be remembered.
package struct WordForms: Sendable {
    /// With the lists that come with the program.
    package static let standard = WordForms()

    private let arabic: ArabicForms
    private let lemmas: ArabicLemmas
    private let spellings: ArabicSpellings
    private let persian: PersianForms
    private let hebrew: HebrewForms
    private let korean: KoreanForms
    private let stemmed: StemmedForms

    /// In bytes, marks included.
    private static let longestWord = 255

    private init() {
        let placeNames = WordList(file: "regions/names.tsv")
        let names = ArabicNames(
            places: placeNames, given: WordList(file: "regions/given-names.tsv"),
            others: WordList("arabic-names"))
        let nouns = ArabicNouns(WordList("arabic-nouns"), names: names)
        arabic = ArabicForms(
            lookalikes: WordList("arabic-lookalikes"), article: WordList("arabic-article"),
            short: WordList("arabic-short-words"), nouns: nouns)
        lemmas = ArabicLemmas(nouns: nouns, names: names)
        spellings = ArabicSpellings(WordList("arabic-spellings"))
        persian = PersianForms(
            WordList("persian-plurals"), articles: WordList("arabic-article"))
        hebrew = HebrewForms(
            lookalikes: WordList("hebrew-lookalikes"), short: WordList("hebrew-short-words"),
            plurals: WordList("hebrew-plurals"))
        korean = KoreanForms(WordList("korean-endings"))
        stemmed = StemmedForms(
            names: NameWords(
                places: PlaceWords(names: placeNames),
                names: WordList("unstemmed-names")),
            stems: StemList(), acronyms: AcronymForms(WordList("acronym-words")))
    }

    /// All forms of a text's word, the surface first, each key once.
    func forms(
        of text: TokenizedText, at index: Int, language: LanguageTag?, stemmers: Stemmers
    ) -> [WordForm] {
        let token = text.tokens[index]
        let word = text.folded(index)
        var forms = [WordForm(key: WordKey(word), kind: .surface)]
        // No word of any language is so long; to cut at it would only take time.
        guard token.end - token.start <= Self.longestWord else { return forms }
        switch token.script {
        case .arabic where PersianForms.speaks(language):
            let bare = persian.bare(
                of: word, original: text.original(index), language: language)
            forms += bare.map(WordForm.init)
        case .arabic:
            forms += bareForms(of: word, token)
            forms += forms.compactMap(spellings.other)
            forms += lemmaForms(of: forms, token)
        case .hebrew:
            let bare = hebrew.bare(
                of: word, isAbbreviation: Self.isAbbreviation(text.original(index)))
            forms += bare.map(WordForm.init)
        case .hangul:
            forms += korean.bare(of: word).map(WordForm.init)
        case .latin, .cyrillic, .greek:
            forms += stemmed.forms(of: text, at: index, language: language, stemmers: stemmers)
        default: break
        }
        return forms
    }

    private func bareForms(of word: String, _ token: Token) -> [WordForm] {
        let ending = token.spelling.contains(.tanween) ? "ا" : ""
        let word = String(word.dropLast(ending.count))
        let bare = arabic.bare(
            of: word, hamzas: token.hamzas, endsInTaMarbuta: token.spelling.contains(.taMarbuta))
        let whole = ending.isEmpty ? [] : [BareForm(key: word)]
        return (whole + bare).map { form in
            WordForm(
                key: WordKey(form.key), kind: .bare, prefix: form.prefix,
                suffix: form.suffix + ending)
        }
    }

    /// What each of the forms is a form of, each lemma once. Where an article was
    /// found the word begins behind it.
    private func lemmaForms(of forms: [WordForm], _ token: Token) -> [WordForm] {
        let hasArticle = forms.contains(where: \.isBehindArticle)
        let endsInTaMarbuta = token.spelling.contains(.taMarbuta)
        var found: [WordForm] = []
        for form in forms where form.mayBeBehindArticle || !hasArticle {
            let lemmas = lemmas.lemmas(
                of: form.key.text, hamza: token.hamza(at: form.prefix.unicodeScalars.count),
                isBehindArticle: form.mayBeBehindArticle,
                // Behind a pronoun it was a ta.
                endsInTaMarbuta: endsInTaMarbuta || !form.suffix.isEmpty)
            for lemma in lemmas {
                let key = WordKey(lemma.word, stemmer: .arabic)
                if found.contains(where: { $0.key == key }) { continue }
                found.append(
                    WordForm(
                        key: key, kind: .stem, prefix: form.prefix, suffix: form.suffix,
                        inflection: lemma.inflection))
            }
        }
        return found
    }

    /// The keys by which a rule's word asks for its forms, whatever the
    /// language of the text.
    func lookups(of text: TokenizedText, at index: Int, stemmers: Stemmers) -> [WordKey] {
        let token = text.tokens[index]
        let word = text.folded(index)
        switch token.script {
        case .arabic:
            let more = persian.lookups(of: word, original: text.original(index))
            let word = token.spelling.contains(.tanween) ? String(word.dropLast()) : word
            // As typed too: Persian texts keep the article of Arabic names.
            let bare = arabic.lookup(of: word, hamzas: token.hamzas)
            let keys = bare == word ? [WordKey(word)] : [WordKey(word), WordKey(bare)]
            let lemmas = lemmas.lemmas(
                of: bare, hamza: token.hamza(at: bare == word ? 0 : 2),
                isBehindArticle: bare != word,
                endsInTaMarbuta: token.spelling.contains(.taMarbuta))
            return keys + more.map { WordKey($0) }
                + lemmas.map { WordKey($0.word, stemmer: .arabic) }
        case .hebrew:
            return hebrew.lookups(
                of: word, isAbbreviation: Self.isAbbreviation(text.original(index))
            ).map { WordKey($0) }
        case .latin, .cyrillic, .greek:
            return stemmed.lookups(of: text, at: index, stemmers: stemmers)
        default: return [WordKey(word)]
        }
    }

    /// Whether a rule's word is a short acronym, which only capitals answer.
    func needsCapitals(_ text: TokenizedText, at index: Int) -> Bool {
        stemmed.needsCapitals(text.tokens[index], text.folded(index))
    }

    /// What a rule's prefix is looked up by.
    func prefix(of text: TokenizedText, at index: Int) -> String {
        let token = text.tokens[index]
        let word = text.folded(index)
        guard token.script == .arabic else { return word }
        let bare = arabic.lookup(of: word, hamzas: token.hamzas)
        return bare.unicodeScalars.count < Term.fewestPrefixLetters ? word : bare
    }

    /// `צה"ל`: a quotation mark inside a Hebrew word.
    private static func isAbbreviation(_ original: String) -> Bool {
        original.unicodeScalars.contains { "\"\u{5F4}\u{201D}".unicodeScalars.contains($0) }
    }
}

extension Token {
    /// The hamza on this letter, if it is the first alef that has one.
    fileprivate func hamza(at index: Int) -> ArabicHamza? {
        hamzas != 0 && hamzas.trailingZeroBitCount == index ? ArabicHamza(spelling) : nil
    }
}
