import Newswire

/// Which words of the dictionary an Arabic word is a form of: the singular of
/// a plural, the masculine of a feminine, both by `arabic-nouns.tsv` and, for
/// shapes that hardly any name has, by their endings.
///
/// Words of the list are what it says and nothing else. Of all others only the
/// shapes in `ArabicShape` are inflected, and never a name: `بوتين` is no plural,
/// `السليمانية` no feminine.
struct ArabicLemmas: Sendable {
    struct Lemma: Hashable, Sendable {
        /// Folded.
        var word: String
        /// `singular` for the lemma itself.
        var inflection: WordChange.Form
    }

    private let nouns: ArabicNouns
    private let names: ArabicNames

    init(nouns: ArabicNouns, names: ArabicNames) {
        self.nouns = nouns
        self.names = names
    }

    /// The lemmas of a folded word from which article and particles were taken
    /// off, mostly one or none. `hamza` is that of the alef that it begins with,
    /// if one was typed: أعداد are numbers, إعداد is preparing.
    func lemmas(
        of word: String, hamza: ArabicHamza?, isBehindArticle: Bool, endsInTaMarbuta: Bool
    ) -> [Lemma] {
        var listed = nouns.forms(of: word)
        if !listed.isEmpty, hamza != nil { listed.removeAll { !$0.begins(with: hamza) } }
        if !listed.isEmpty {
            return listed.filter { form in
                form.stands(behindArticle: isBehindArticle)
                    && !isPronoun(form, in: word, endsInTaMarbuta)
            }.map { Lemma(word: $0.lemma, inflection: $0.inflection) }
        }
        if names.contains(word, isBehindArticle: isBehindArticle) { return [] }
        return ArabicShape.lemmas(of: word, endsInTaMarbuta: endsInTaMarbuta)
    }

    /// `كتابه` is his book, not the writing `كتابة` carelessly spelt, and `قتله`
    /// "killed him", not the murderers `قتلة`; but `هدنه` can be a truce only.
    private func isPronoun(
        _ form: ArabicNouns.Form, in word: String, _ endsInTaMarbuta: Bool
    ) -> Bool {
        guard !endsInTaMarbuta, word.unicodeScalars.last == "ه" else { return false }
        switch form.inflection {
        case .singular: return !nouns.forms(of: String(word.unicodeScalars.dropLast())).isEmpty
        case .plural: return true
        default: return false
        }
    }
}

/// Names that are spelt as an inflected word might be: those of the gazetteer,
/// given names, and a list of our own.
struct ArabicNames: Sendable {
    /// Folded, with the article where a name has one.
    private let names: Set<FoldedWord>

    init(places: WordList, given: WordList, others: WordList) {
        let placeNames = places.rows.filter { row in
            row.count > 3 && row[2] == "ar" && row[3] != PlaceName.Kind.demonym.rawValue
                && !row[0].utf8.contains(UInt8(ascii: " "))
        }
        names = Set(
            (placeNames + given.rows + others.rows).map { FoldedWord(WordList.folded($0[0])) })
    }

    /// Whether the word is a name as it stands: `سورية` is one, `السورية` is not.
    func contains(_ word: String, isBehindArticle: Bool) -> Bool {
        names.contains(isBehindArticle ? "ال" + word : word)
    }
}
