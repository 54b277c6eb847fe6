import Newswire

/// Words that an acronym is without its capitals: `us`, `who`, Italian `nato`.
struct AcronymWords: Sendable {
    private let languages: [String: Set<String>]

    /// Of the list the word, the languages that have it, why.
    init(_ list: WordList) {
        let rows = list.rows.filter { $0.count >= 2 }
        languages = Dictionary(
            rows.map { row in
                (WordList.folded(row[0]), Set(row[1].split(separator: " ").map(String.init)))
            }, uniquingKeysWith: { $0.union($1) })
    }

    /// Whether some language has it.
    func isWord(_ word: String) -> Bool { languages[word] != nil }

    /// Whether the text's language has it; English where that is not known.
    func isSmallWord(_ word: String, in language: LanguageTag?) -> Bool {
        languages[word]?.contains(language?.language ?? "en") ?? false
    }
}
