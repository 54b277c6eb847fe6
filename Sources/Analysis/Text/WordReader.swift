package import Newswire

/// What one word of a text answers to: all that the terms of rules ask of it.
package struct WordReading: Sendable {
    fileprivate let text: TokenizedText
    /// The surface first, each key once.
    package let forms: [WordForm]
    /// Written in capitals, as an acronym is.
    package let isInCapitals: Bool

    /// The reader's own characters.
    package var original: String { text.original(0) }
}

/// Reads words one at a time, for whoever remembers what they answer to. A
/// word's reading depends on its own characters, the text's language and
/// whether the text is in capitals throughout, and on nothing else.
///
/// Belongs to one thread at a time, since the stemmers that it keeps do.
package final class WordReader {
    private let stemmers = Stemmers(memo: nil)

    package init() {}

    /// The reading of a word of `WordScanner`; nil for what is no word.
    package func reading(
        of word: String, language: LanguageTag?, isShouting: Bool
    ) -> WordReading? {
        let text = TokenizedText(word, isShouting: isShouting)
        guard let token = text.tokens.first else { return nil }
        return WordReading(
            text: text,
            forms: WordForms.standard.forms(
                of: text, at: 0, language: language, stemmers: stemmers),
            isInCapitals: !token.spelling.isDisjoint(with: [.acronym, .acronymPlural]))
    }
}
