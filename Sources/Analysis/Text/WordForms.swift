import Newswire

/// The generator of word forms, for texts and for rules alike; immutable.
///
/// A text's word answers to all of its forms, a rule's word asks by one or a few
/// keys: the pairing is settled here and nowhere else. What a word answers to
/// depends on its own characters, the text's language and whether the text is in
/// capitals throughout, and on nothing else, so that it can be remembered.
package final class WordForms: Sendable {
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

    /// Puts all forms of a text's word into the list, the surface first.
    ///
    /// `folded` and `original` are the token's bytes in the key of its text and in
    /// the text itself.
    func find(
        _ token: Token, folded: ArraySlice<UInt8>, original: Span<UInt8>, in text: FormContext,
        stemmers: Stemmers, into list: inout WordFormList
    ) {
        list.begin(folded)
        // No word of any language is so long; to cut at it would only take time.
        guard original.count <= Self.longestWord else { return }
        switch token.script {
        case .arabic where text.isPersian:
            let bare = persian.bare(
                of: list.text(list.word), original: String(copying: original),
                language: text.language)
            for form in bare { list.add(WordForm(form)) }
        case .arabic:
            list.letters.read(list.bytes, list.word)
            if token.spelling.contains(.tanween), list.letters.count > 1 {
                list.letters.removeLast()
                let word = list.letters.range(0, list.letters.count)
                list.add(word, .bare, suffix: word.upperBound..<list.end)
            }
            arabic.add(to: &list, token)
            spellings.add(to: &list)
            addLemmas(to: &list, token)
        case .hebrew:
            let bare = hebrew.bare(
                of: list.text(list.word),
                isAbbreviation: Self.isAbbreviation(String(copying: original)))
            for form in bare { list.add(WordForm(form)) }
        case .hangul:
            for form in korean.bare(of: list.text(list.word)) { list.add(WordForm(form)) }
        case .latin, .cyrillic, .greek:
            stemmed.add(to: &list, token, original: original, in: text, stemmers: stemmers)
        default: break
        }
    }

    /// The same for a token of a text.
    func find(
        in text: TokenizedText, at index: Int, _ context: FormContext, stemmers: Stemmers,
        into list: inout WordFormList
    ) {
        let token = text.tokens[index]
        find(
            token, folded: text.foldedBytes[token.folded],
            original: text.source.utf8.span.extracting(token.start..<token.end), in: context,
            stemmers: stemmers, into: &list)
    }

    /// What each of the forms is a form of, each lemma once. Where an article was
    /// found the word begins behind it.
    private func addLemmas(to list: inout WordFormList, _ token: Token) {
        let forms = list.forms
        let hasArticle = forms.contains(where: list.isBehindArticle)
        let endsInTaMarbuta = token.spelling.contains(.taMarbuta)
        for form in forms {
            let mayBeBehindArticle = list.mayBeBehindArticle(form)
            guard mayBeBehindArticle || !hasArticle else { continue }
            lemmas.find(
                of: form.key, in: &list, hamza: token.hamza(at: form.prefix.count / 2),
                isBehindArticle: mayBeBehindArticle,
                // Behind a pronoun it was a ta.
                endsInTaMarbuta: endsInTaMarbuta || !form.suffix.isEmpty
            ) { lemma, inflection, list in
                list.add(
                    lemma, stemmer: .arabic, .stem, prefix: form.prefix, suffix: form.suffix,
                    inflection: inflection)
            }
        }
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
            var keys = bare == word ? [WordKey(word)] : [WordKey(word), WordKey(bare)]
            keys += more.map { WordKey($0) }
            var list = WordFormList()
            list.begin(Array(bare.utf8)[...])
            lemmas.find(
                of: list.word, in: &list, hamza: token.hamza(at: bare == word ? 0 : 2),
                isBehindArticle: bare != word,
                endsInTaMarbuta: token.spelling.contains(.taMarbuta)
            ) { lemma, _, list in
                let key = WordKey(list.text(lemma), stemmer: .arabic)
                if !keys.contains(key) { keys.append(key) }
            }
            return keys
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
