/// Words that are spelt in two ways which no folding makes one: أمريكا and
/// أميركا, سوريا and سورية.
struct ArabicSpellings: Sendable {
    private let others: WordMap<String>

    init(_ list: WordList) {
        let pairs = list.rows.filter { $0.count > 1 }.map { row in
            (WordList.folded(row[0]), WordList.folded(row[1]))
        }
        others = WordMap(pairs + pairs.map { ($1, $0) })
    }

    /// Adds the other spelling of each form that a list holds; none for nearly
    /// all words.
    func add(to list: inout WordFormList) {
        for form in list.forms {
            guard let key = others.value(of: list.bytes, form.key) else { continue }
            // A country's name in ta marbuta is its adjective too, and behind the
            // article nothing else.
            if list.isBehindArticle(form), list.hasSuffix("ه", form.key), key.hasSuffix("ا") {
                continue
            }
            list.add(
                list.append(key.utf8), .bare, prefix: form.prefix, suffix: form.suffix,
                inflection: .spelling)
        }
    }
}
