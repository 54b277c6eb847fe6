import Newswire

/// The forms of acronyms. One asks by a key in capitals, which only words in
/// capitals have: `US` is not `us`.
///
/// In a headline that is in capitals throughout, small words of its language
/// (`WHO IS NEXT`) are no acronyms. From four letters on an acronym is found in
/// any case, since papers write it as a name (`Nato`, `Unicef`), unless the list
/// has it as a word (`CARE`).
struct AcronymForms: Sendable {
    /// The words that acronyms are without their capitals → the languages in
    /// which they are words at the beginning of a sentence too.
    private let words: [String: Set<String>]

    /// Of the list the word, its languages, why.
    init(_ list: WordList) {
        let rows = list.rows.filter { $0.count >= 2 }
        words = Dictionary(
            rows.map { row in
                (WordList.folded(row[0]), Set(row[1].split(separator: " ").map(String.init)))
            }, uniquingKeysWith: { $0.union($1) })
    }

    /// What a text's word answers to as an acronym; nothing for most words.
    func forms(of text: TokenizedText, at index: Int, language: LanguageTag?) -> [WordForm] {
        let spelling = text.tokens[index].spelling
        guard !spelling.isDisjoint(with: [.acronym, .acronymPlural, .capitalized]) else {
            return []
        }
        let word = text.folded(index)
        if spelling.contains(.acronymPlural) {
            let singular = String(word.dropLast())
            return [WordKey(singular), Self.key(singular)].map {
                WordForm(key: $0, kind: .bare, suffix: "s", inflection: .plural)
            }
        }
        let isSmallWord = words[word]?.contains(language?.language ?? "en") ?? false
        let isMeant =
            if spelling.contains(.acronym) {
                !text.isShouting || !isSmallWord || text.original(index).contains(".")
            } else {
                !isSmallWord && isWrittenAsName(word, in: language)
            }
        return isMeant ? [WordForm(key: Self.key(word), kind: .surface)] : []
    }

    /// Nato anywhere, and in Romance languages shorter ones too: l'Onu.
    private func isWrittenAsName(_ word: String, in language: LanguageTag?) -> Bool {
        word.utf8.count >= Self.fewestLettersOfName
            ? words[word] != nil
            : word.utf8.count == 3 && Self.namingLanguages.contains(language?.language ?? "")
    }

    /// What a rule's acronym asks by; nil for one that is found in any case.
    func lookup(of word: String, _ token: Token) -> WordKey? {
        guard token.isAcronym, word.utf8.count < Self.fewestLettersOfName || words[word] != nil
        else { return nil }
        return Self.key(word)
    }

    /// The acronym itself, of which a rule has typed the plural.
    func lookup(ofPlural word: String) -> WordKey { Self.key(String(word.dropLast())) }

    /// Whether only words in capitals answer a rule's word, whatever its key says:
    /// nobody writes these as names.
    func needsCapitals(_ token: Token, _ word: String) -> Bool {
        token.isAcronym && word.utf8.count < Self.fewestLettersOfName - 1
    }

    private static func key(_ word: String) -> WordKey { WordKey(word.uppercased()) }

    private static let fewestLettersOfName = 4
    private static let namingLanguages: Set<String> = ["fr", "it", "es", "pt"]
}
