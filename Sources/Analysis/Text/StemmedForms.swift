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

    /// Adds its forms beside the word as it stands.
    func add(
        to list: inout WordFormList, _ token: Token, original: Span<UInt8>,
        in text: FormContext, stemmers: Stemmers
    ) {
        acronyms.add(to: &list, token, original: original, in: text)
        if token.spelling.contains(.acronymPlural) { return }
        if addSingular(ofNumber: &list) { return }
        if token.isAcronym, !text.isShouting, list.end < Self.fewestLettersInCapitals { return }
        let spoken = text.stemmer(of: token.script)
        let accented = list.end < original.count ? String(copying: original) : nil
        if token.script == .latin, spoken != .turkish, accented != nil,
            let key = Umlauts.digraphs(of: list.text(list.word), accented: accented)
        {
            list.add(list.append(key.utf8), .bare, inflection: .spelling)
        }
        guard let spoken else {
            addGenitive(to: &list, token, in: text)
            return
        }
        // In capitals throughout, the first one tells nothing.
        let isCapitalized = token.spelling.contains(.capitalized) && !text.isShouting
        let word = StemmedWord(list.word, accented: accented, isCapitalized: isCapitalized)
        add(word, in: spoken, to: &list, stemmers)
    }

    private func add(
        _ word: StemmedWord, in language: StemmedLanguage, to list: inout WordFormList,
        _ stemmers: Stemmers
    ) {
        if language == .turkish {
            for (stem, ending) in turkish.stems(of: list.text(word.folded)) {
                list.add(
                    WordForm(
                        key: WordKey(stem, stemmer: .turkish), kind: .stem, suffix: ending))
            }
            return
        }
        if let stem = stem(word, in: language, &list, stemmers) {
            list.add(stem, stemmer: language, .stem)
        }
        switch language {
        case .german: addGerman(word, to: &list, stemmers)
        case .russian: addRussianNames(word, to: &list)
        default: break
        }
    }

    /// `Israels`, `Syriens`: of a name German makes the genitive so, whatever its
    /// stemmer makes of it. And `Fluechtlinge`.
    private func addGerman(
        _ word: StemmedWord, to list: inout WordFormList, _ stemmers: Stemmers
    ) {
        if word.isCapitalized, word.folded.count >= 5, list.hasSuffix("s", word.folded),
            !list.hasSuffix("ss", word.folded),
            stems.stem(of: list.bytes, word.folded, in: .german) == nil,
            !names.contains(list.bytes, word.folded, isCapitalized: true)
        {
            let name = word.folded.dropLast()
            list.add(name, stemmer: .german, .bare, suffix: name.upperBound..<list.end)
        }
        if let stem = stemWithoutDigraphs(word, &list, stemmers) {
            list.add(stem, stemmer: .german, .stem)
        }
    }

    private func addRussianNames(_ word: StemmedWord, to list: inout WordFormList) {
        guard word.isCapitalized,
            stems.stem(of: list.bytes, word.folded, isCapitalized: true, in: .russian) == nil
        else { return }
        RussianNames.add(to: &list)
    }

    /// `Ukrainas`: the one form that names have in languages without a stemmer.
    private func addGenitive(to list: inout WordFormList, _ token: Token, in text: FormContext) {
        guard text.hasGenitive, token.spelling.contains(.capitalized), list.end >= 5,
            list.hasSuffix("s", list.word),
            !names.contains(list.bytes, list.word, isCapitalized: true)
        else { return }
        list.add(list.word.dropLast(), .bare, suffix: list.end - 1..<list.end)
    }

    /// `16` of `F-16s`; a decade (`1990s`) is no plural.
    private func addSingular(ofNumber list: inout WordFormList) -> Bool {
        guard (2...4).contains(list.end), list.bytes[list.end - 1] == 0x73 else { return false }
        for offset in 0..<list.end - 1 where !(0x30...0x39).contains(list.bytes[offset]) {
            return false
        }
        list.add(
            list.word.dropLast(), .bare, suffix: list.end - 1..<list.end, inflection: .plural)
        return true
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
        var list = WordFormList()
        list.begin(text.foldedBytes[token.folded])
        let isCapitalized = token.spelling.contains(.capitalized) && !token.isAcronym
        let accented =
            list.end < token.end - token.start ? text.original(index) : nil
        let spelled = StemmedWord(list.word, accented: accented, isCapitalized: isCapitalized)
        var keys = [WordKey(word)]
        if token.script == .latin { addLatin(spelled, to: &keys, &list, stemmers) }
        if token.isAcronym, word.utf8.count < Self.fewestLettersInCapitals { return keys }
        for language in StemmedLanguage.snowball[token.script] ?? [] {
            guard let stem = stem(spelled, in: language, &list, stemmers) else { continue }
            let key = WordKey(list.text(stem), stemmer: language)
            if !keys.contains(key) { keys.append(key) }
        }
        if token.script == .cyrillic,
            stems.stem(of: list.bytes, list.word, isCapitalized: true, in: .russian) == nil,
            let name = RussianNames.lookup(of: word)
        {
            keys.append(WordKey(name, stemmer: .russian))
        }
        return keys
    }

    private func addLatin(
        _ word: StemmedWord, to keys: inout [WordKey], _ list: inout WordFormList,
        _ stemmers: Stemmers
    ) {
        let folded = list.text(word.folded)
        keys += turkish.lookups(of: folded).map { WordKey($0, stemmer: .turkish) }
        if let key = Umlauts.digraphs(of: folded, accented: word.accented) {
            keys.append(WordKey(key))
        }
        if names.contains(list.bytes, word.folded, isCapitalized: word.isCapitalized) {
            keys.append(WordKey(folded, stemmer: .german))
        } else if let stem = stemWithoutDigraphs(word, &list, stemmers) {
            keys.append(WordKey(list.text(stem), stemmer: .german))
        }
    }

    /// Whether a rule's word is a short acronym, which only capitals answer.
    func needsCapitals(_ token: Token, _ word: String) -> Bool {
        acronyms.needsCapitals(token, word)
    }

    // MARK: Both

    /// By the language's list, else by its stemmer; none for names that it does
    /// not inflect. Where it stands in the list's bytes.
    private func stem(
        _ word: StemmedWord, in language: StemmedLanguage, _ list: inout WordFormList,
        _ stemmers: Stemmers
    ) -> Range<Int>? {
        let key = word.folded
        if let stem = stems.stem(
            of: list.bytes, key, isCapitalized: word.isCapitalized, in: language)
        {
            return list.append(stem.utf8)
        }
        if !language.inflectsNames,
            names.contains(list.bytes, key, isCapitalized: word.isCapitalized)
        {
            return nil
        }
        if language == .english,
            NameWords.endsLikeName(list, key, isCapitalized: word.isCapitalized)
        {
            return nil
        }
        guard let stem = word.stem(in: language, &list, stemmers) else { return nil }
        // `iranische` is not Iran.
        let isOfPlace =
            language == .german && !list.isSame(stem, key)
            && names.contains(list.bytes, stem, isCapitalized: false)
        return isOfPlace ? key : stem
    }

    /// The German stem of a word that writes its umlauts as two letters.
    private func stemWithoutDigraphs(
        _ word: StemmedWord, _ list: inout WordFormList, _ stemmers: Stemmers
    ) -> Range<Int>? {
        guard let plain = Umlauts.withoutDigraphs(word.folded, &list) else { return nil }
        return stem(
            StemmedWord(plain, isCapitalized: word.isCapitalized), in: .german, &list, stemmers)
    }

    /// From here on a word in capitals is more likely a word than an acronym.
    private static let fewestLettersInCapitals = 5
}
