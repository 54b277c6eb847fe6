package import Newswire

/// A field of an article as words that can be looked up: every form of every
/// word leads to its places.
package struct AnalyzedField: Sendable {
    /// A place where a term was found.
    package struct Occurrence: Hashable, Sendable {
        /// The token's index.
        package var position: Int
        /// What was taken off the word so that it matched, folded: `و` of
        /// `وبوتين`.
        package var prefix: String
        package var suffix: String
        /// What form of the term it is, as far as that is known.
        package var inflection: WordChange.Form?

        package init(
            position: Int, prefix: String = "", suffix: String = "",
            inflection: WordChange.Form? = nil
        ) {
            self.position = position
            self.prefix = prefix
            self.suffix = suffix
            self.inflection = inflection
        }
    }

    package let field: ArticleField
    package let tokens: TokenizedText

    /// A word that occurs, all of whose places are alike.
    private struct Entry {
        var word: Int
        var prefix: String
        var suffix: String
        var inflection: WordChange.Form?
    }

    /// The number of the word at each position among the different ones.
    private(set) var words: [Int] = []
    /// What each different word answers to where names are looked for.
    private(set) var hashes = FormHashes()

    /// The places of each different word, ascending.
    private var places: [[Int]] = []
    private var index: [WordKey: [Entry]] = [:]
    /// The keys that are no stems by their first three letters.
    private var beginnings: [String: [WordKey]] = [:]

    /// `language` is the article's, as far as it is known.
    package init(_ field: ArticleField, _ text: String, language: LanguageTag?) {
        self.init(field, TokenizedText(text), language: language, stemmers: Stemmers())
    }

    init(
        _ field: ArticleField, _ tokens: TokenizedText, language: LanguageTag?,
        stemmers: Stemmers
    ) {
        self.field = field
        self.tokens = tokens
        // By the very characters, on which a word's forms depend: `U.S.` is an
        // acronym where all words are in capitals, `US` may be none.
        var known: [FoldedWord: Int] = [:]
        words.reserveCapacity(tokens.tokens.count)
        let context = FormContext(language, isShouting: tokens.isShouting)
        var list = WordFormList()
        for position in tokens.tokens.indices {
            let spelled = FoldedWord(tokens.original(position))
            if let word = known[spelled] {
                words.append(word)
                places[word].append(position)
                continue
            }
            let word = places.count
            known[spelled] = word
            words.append(word)
            places.append([position])
            WordForms.standard.find(
                in: tokens, at: position, context, stemmers: stemmers, into: &list)
            hashes.add(list)
            for form in list.wordForms { add(form, of: word) }
        }
    }

    /// Where a term stands, ascending, each place once: the form from which
    /// least was taken off.
    package func occurrences(of term: Term) -> [Occurrence] {
        var entries: [Entry] = []
        for key in keys(of: term) { entries += index[key] ?? [] }
        var found: [Occurrence] = []
        var seen: Set<Int> = []
        for entry in entries where seen.insert(entry.word).inserted {
            for place in places[entry.word] where accepts(term, place) {
                found.append(
                    Occurrence(
                        position: place, prefix: entry.prefix, suffix: entry.suffix,
                        inflection: entry.inflection))
            }
        }
        if entries.count > 1 { found.sort { $0.position < $1.position } }
        return found
    }

    /// How the words of these terms, which stand in a row from `start` on,
    /// differ from them; those that do not differ are left out.
    package func changes(of terms: [Term], at start: Int) -> [WordChange] {
        terms.enumerated().compactMap { offset, term in
            let position = start + offset
            for key in keys(of: term) {
                let entry = index[key]?.first { places[$0.word].contains(position) }
                if let entry { return change(entry, at: position) }
            }
            return nil
        }
    }

    private func change(_ entry: Entry, at position: Int) -> WordChange? {
        if entry.prefix.isEmpty, entry.suffix.isEmpty, entry.inflection == nil { return nil }
        return WordChange(
            word: tokens.original(position), before: entry.prefix.isEmpty ? nil : entry.prefix,
            behind: entry.suffix.isEmpty ? nil : entry.suffix, form: entry.inflection)
    }

    private func keys(of term: Term) -> [WordKey] {
        guard term.mode == .prefix, let prefix = term.keys.first?.text else { return term.keys }
        guard let beginning = Self.beginning(of: prefix) else { return [] }
        return (beginnings[beginning] ?? []).filter { $0.text.utf8.starts(with: prefix.utf8) }
    }

    private func accepts(_ term: Term, _ place: Int) -> Bool {
        if term.mode == .exact { return tokens.original(place) == term.text }
        return !term.needsCapitals
            || !tokens.tokens[place].spelling.isDisjoint(with: [.acronym, .acronymPlural])
    }

    private mutating func add(_ form: WordForm, of word: Int) {
        let entry = Entry(
            word: word, prefix: form.prefix, suffix: form.suffix, inflection: form.inflection)
        if index[form.key] == nil {
            index[form.key] = [entry]
            if form.kind != .stem, let beginning = Self.beginning(of: form.key.text) {
                beginnings[beginning, default: []].append(form.key)
            }
        } else {
            index[form.key]?.append(entry)
        }
    }

    private static func beginning(of word: String) -> String? {
        let letters = word.unicodeScalars.prefix(Term.fewestPrefixLetters)
        return letters.count == Term.fewestPrefixLetters ? String(letters) : nil
    }
}
