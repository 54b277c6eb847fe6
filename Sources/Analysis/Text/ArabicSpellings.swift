/// Words that are spelt in two ways which no folding makes one: أمريكا and
/// أميركا, سوريا and سورية.
struct ArabicSpellings: Sendable {
    private let others: [FoldedWord: String]

    init(_ list: WordList) {
        let pairs = list.rows.filter { $0.count > 1 }.map { row in
            (WordList.folded(row[0]), WordList.folded(row[1]))
        }
        others = Dictionary(
            (pairs + pairs.map { ($1, $0) }).map { (FoldedWord($0), $1) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The same form in the word's other spelling; nil for nearly all words.
    func other(of form: WordForm) -> WordForm? {
        guard let key = others[FoldedWord(form.key.text)] else { return nil }
        // A country's name in ta marbuta is its adjective too, and behind the
        // article nothing else.
        if form.isBehindArticle, form.key.text.unicodeScalars.last == "ه",
            key.unicodeScalars.last == "ا"
        {
            return nil
        }
        return WordForm(
            key: WordKey(key), kind: .bare, prefix: form.prefix, suffix: form.suffix,
            inflection: .spelling)
    }
}
