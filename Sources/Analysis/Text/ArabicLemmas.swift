import Newswire

/// Which words of the dictionary an Arabic word is a form of: the singular of
/// a plural, the masculine of a feminine, both by `arabic-nouns.tsv` and, for
/// shapes that hardly any name has, by their endings.
///
/// Words of the list are what it says and nothing else. Of all others only the
/// shapes in `ArabicShape` are inflected, and never a name: `بوتين` is no plural,
/// `السليمانية` no feminine.
struct ArabicLemmas: Sendable {
    private let nouns: ArabicNouns
    private let names: ArabicNames

    init(nouns: ArabicNouns, names: ArabicNames) {
        self.nouns = nouns
        self.names = names
    }

    /// Takes each lemma of the word in these bytes of a list, folded and without
    /// its article and particles, mostly one or none: where it stands, and what
    /// the word is of it, `singular` for the lemma itself. `hamza` is that of the
    /// alef that it begins with, if one was typed: أعداد are numbers, إعداد is
    /// preparing.
    func find(
        of word: Range<Int>, in list: inout WordFormList, hamza: ArabicHamza?,
        isBehindArticle: Bool, endsInTaMarbuta: Bool,
        take: (Range<Int>, WordChange.Form, inout WordFormList) -> Void
    ) {
        var listed = nouns.forms(of: list.bytes, word)
        if !listed.isEmpty {
            if hamza != nil { listed.removeAll { !$0.begins(with: hamza) } }
            for form in listed
            where form.stands(behindArticle: isBehindArticle)
                && !isPronoun(form, list, word, endsInTaMarbuta)
            {
                take(list.append(form.lemma.utf8), form.inflection, &list)
            }
            if !listed.isEmpty { return }
        }
        if names.contains(list.bytes, word, isBehindArticle: isBehindArticle) { return }
        ArabicShape.find(of: word, in: &list, endsInTaMarbuta: endsInTaMarbuta, take: take)
    }

    /// `كتابه` is his book, not the writing `كتابة` carelessly spelt, and `قتله`
    /// "killed him", not the murderers `قتلة`; but `هدنه` can be a truce only.
    private func isPronoun(
        _ form: ArabicNouns.Form, _ list: borrowing WordFormList, _ word: Range<Int>,
        _ endsInTaMarbuta: Bool
    ) -> Bool {
        guard !endsInTaMarbuta, list.hasSuffix("ه", word) else { return false }
        switch form.inflection {
        case .singular:
            return nouns.contains(list.bytes, word.lowerBound..<word.upperBound - 2)
        case .plural: return true
        default: return false
        }
    }
}

/// Names that are spelt as an inflected word might be: those of the gazetteer,
/// given names, and a list of our own.
struct ArabicNames: Sendable {
    /// Folded, with the article where a name has one.
    private let names: WordSet
    /// Those that have one, without it.
    private let withoutArticle: WordSet

    init(places: WordList, given: WordList, others: WordList) {
        let placeNames = places.rows.filter { row in
            row.count > 3 && row[2] == "ar" && row[3] != PlaceName.Kind.demonym.rawValue
                && !row[0].utf8.contains(UInt8(ascii: " "))
        }
        let all = (placeNames + given.rows + others.rows).map { WordList.folded($0[0]) }
        names = WordSet(words: all)
        withoutArticle = WordSet(
            words: all.filter { $0.hasPrefix("ال") }
                .map { String($0.unicodeScalars.dropFirst(2)) })
    }

    /// Whether the word is a name as it stands: `سورية` is one, `السورية` is not.
    func contains(
        _ bytes: borrowing [UInt8], _ word: Range<Int>, isBehindArticle: Bool
    ) -> Bool {
        (isBehindArticle ? withoutArticle : names).contains(bytes, word)
    }

    func contains(_ word: String, isBehindArticle: Bool) -> Bool {
        (isBehindArticle ? withoutArticle : names).contains(word)
    }
}
