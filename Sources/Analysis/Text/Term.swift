/// One word of a rule, compiled: what to look up in a text.
///
/// Compiling does not fail and needs no language; a typed word that is several
/// tokens (`Covid-19`, `北京`) is several terms, to be found in a row.
package struct Term: Hashable, Sendable {
    package enum Mode: Hashable, Sendable {
        /// Any form of the word. An acronym in capitals wants capitals.
        case forms
        /// The very characters: case, marks and endings.
        case exact
        /// Words that begin so, behind proclitics too.
        case prefix
    }

    /// The fewest letters that a prefix may have; the parser of rules refuses
    /// shorter ones, and `letterCount` tells.
    package static let fewestPrefixLetters = 3

    /// As typed.
    package let text: String
    package let mode: Mode
    /// A text's word matches if one of its forms has one of these keys; with
    /// the mode `prefix`, if one that is no stem begins with the only one.
    package let keys: [WordKey]
    /// Whether only words in capitals match.
    package let needsCapitals: Bool
    /// Letters and digits, folded.
    package let letterCount: Int

    /// A token of a typed text.
    package init(_ typed: TokenizedText, at index: Int, mode: Mode) {
        self.init(typed, at: index, mode: mode, stemmers: Stemmers())
    }

    /// The tokens of a typed word or phrase, in order; none if it holds no
    /// letter or digit. Of a prefix only the last token is one, the others are
    /// whole words.
    package static func terms(of typed: String, mode: Mode) -> [Term] {
        let text = TokenizedText(typed)
        let stemmers = Stemmers()
        return text.tokens.indices.map { index in
            let isWhole = mode == .prefix && index < text.tokens.count - 1
            return Term(text, at: index, mode: isWhole ? .forms : mode, stemmers: stemmers)
        }
    }

    private init(_ typed: TokenizedText, at index: Int, mode: Mode, stemmers: Stemmers) {
        text = typed.original(index)
        self.mode = mode
        letterCount = typed.folded(index).unicodeScalars.count
        needsCapitals = mode == .forms && WordForms.standard.needsCapitals(typed, at: index)
        keys =
            switch mode {
            case .forms: WordForms.standard.lookups(of: typed, at: index, stemmers: stemmers)
            case .exact: [WordKey(typed.folded(index))]
            case .prefix: [WordKey(WordForms.standard.prefix(of: typed, at: index))]
            }
    }
}
