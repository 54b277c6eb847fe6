/// How a word of an article differs from the rule's word that it answers: what
/// was written onto it, and which form of it stands there.
package struct WordChange: Hashable, Sendable, Codable {
    /// What form of the rule's word the article's is.
    package enum Form: String, Hashable, Sendable, Codable, CaseIterable {
        /// The rule asks by a plural or another form, the article has the word
        /// as dictionaries list it.
        case singular
        case dual
        case plural
        case feminine
        /// Arabic's accusative in alef: `فيضانا`.
        case accusative
        /// A form that a stemmer found, which knows no name for it.
        case stem
        /// The same word in another spelling: أميركا for أمريكا.
        case spelling
    }

    /// The article's own characters.
    package var word: String
    /// What was taken off at its beginning, in folded letters: `و`, `وبال`; nil
    /// for nothing.
    package var before: String?
    /// What was taken off at its end.
    package var behind: String?
    package var form: Form?

    package init(word: String, before: String? = nil, behind: String? = nil, form: Form? = nil) {
        self.word = word
        self.before = before
        self.behind = behind
        self.form = form
    }
}

extension WordChange {
    /// Read beside the rule's own word: `without و`, `plural, without وال`.
    package var summary: String {
        let taken = [before, behind].compactMap(\.self).joined(separator: " and ")
        return [form?.rawValue, taken.isEmpty ? nil : "without \(taken)"]
            .compactMap(\.self).joined(separator: ", ")
    }
}
