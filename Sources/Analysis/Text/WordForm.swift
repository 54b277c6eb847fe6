package import Newswire

/// One way in which a word of a text answers to a word of a rule.
package struct WordForm: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The folded word as it stands.
        case surface
        /// Without proclitics, article or pronoun endings.
        case bare
        /// As a stemmer cut it, or the lemma of an Arabic word.
        case stem
    }

    package var key: WordKey
    package var kind: Kind
    /// What was taken off before the key, folded: `و`, `وبال`.
    package var prefix: String
    /// What was taken off behind it, folded.
    package var suffix: String
    /// What form it is of the word that its key stands for, as far as that is
    /// known.
    package var inflection: WordChange.Form?

    package init(
        key: WordKey, kind: Kind, prefix: String = "", suffix: String = "",
        inflection: WordChange.Form? = nil
    ) {
        self.key = key
        self.kind = kind
        self.prefix = prefix
        self.suffix = suffix
        self.inflection = inflection ?? (kind == .stem ? .stem : nil)
    }
}

/// What a text's word and a rule's word have in common when they match: a
/// folded word, or a stem of one language. A stem never equals a word.
package struct WordKey: Hashable, Sendable {
    package var text: String
    /// The language whose stemmer made it; nil for a word.
    package var stemmer: StemmedLanguage?

    package init(_ text: String, stemmer: StemmedLanguage? = nil) {
        self.text = text
        self.stemmer = stemmer
    }

    // By bytes: what is equal was folded alike, and normal forms cost time.

    package static func == (a: WordKey, b: WordKey) -> Bool {
        a.stemmer == b.stemmer && FoldedWord(a.text) == FoldedWord(b.text)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(FoldedWord(text))
        hasher.combine(stemmer)
    }
}
