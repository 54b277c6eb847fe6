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
    /// Whether only words in capitals match, beside what the keys say: those of
    /// an acronym in capitals are ones that words in small letters do not have.
    package let needsCapitals: Bool
    /// Letters and digits, folded.
    package let letterCount: Int

    /// A token of a typed text.
    package init(_ typed: TokenizedText, at index: Int, mode: Mode) {
        self.init(typed, at: index, mode: mode, stemmers: Stemmers())
    }

    /// The tokens of a typed word or phrase, in order; none if it holds no
    /// letter or digit. Of a prefix only the last token is one, the others are
    /// whole words. A French or Italian elision in small letters before the first
    /// word belongs to the sentence that it was taken from: `l'Ukraine` is
    /// `Ukraine`, unless exactly that is asked for.
    package static func terms(of typed: String, mode: Mode) -> [Term] {
        let text = TokenizedText(typed)
        let stemmers = Stemmers()
        let indices = text.tokens.indices.dropFirst(mode != .exact && text.isElided ? 1 : 0)
        return indices.map { index in
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

extension TokenizedText {
    /// Whether it begins with an elision and its apostrophe, in small letters.
    fileprivate var isElided: Bool {
        guard tokens.count >= 2, Self.elisions.contains(original(0)) else { return false }
        let sign = original(0..<2).unicodeScalars.dropFirst(original(0).unicodeScalars.count)
        let next = original(1).unicodeScalars
        return sign.count == next.count + 1 && ["'", "\u{2019}"].contains(sign.first)
    }

    private static let elisions: Set<String> = [
        "l", "d", "qu", "c", "j", "n", "s", "m", "t", "dell", "all", "nell", "sull", "dall", "un",
    ]
}
