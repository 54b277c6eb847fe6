package import Newswire

/// Reads words one at a time, for whoever remembers what they answer to. A
/// word's forms depend on its own characters, the text's language and whether
/// the text is in capitals throughout, and on nothing else.
///
/// Belongs to one thread at a time, since the stemmers that it keeps do.
package struct WordReader {
    private let stemmers = Stemmers()
    private var scanner = TokenScanner(capacity: 64)
    private var context = FormContext(nil, isShouting: false)
    /// Of the word that was read last.
    package private(set) var list = WordFormList()
    /// Whether that is written in capitals, as an acronym is.
    package private(set) var isInCapitals = false

    package init() {}

    /// Works out what a word of `WordScanner` answers to; false for what is no
    /// word. Takes no memory of its own for most words.
    package mutating func read(
        _ word: Span<UInt8>, language: LanguageTag?, isShouting: Bool
    ) -> Bool {
        if context.language != language || context.isShouting != isShouting {
            context = FormContext(language, isShouting: isShouting)
        }
        if Self.isNumber(word) {
            list.begin(number: word)
            isInCapitals = false
            return true
        }
        scanner.clear()
        scanner.scan(word)
        guard let token = scanner.tokens.first else { return false }
        WordForms.standard.find(
            token, folded: scanner.foldedBytes[token.folded],
            original: word.extracting(token.start..<token.end), in: context,
            stemmers: stemmers, into: &list)
        isInCapitals = !token.spelling.isDisjoint(with: [.acronym, .acronymPlural])
        return true
    }

    /// Digits alone are one word that has no other form.
    private static func isNumber(_ word: Span<UInt8>) -> Bool {
        for offset in word.indices where word[offset] &- 0x30 > 9 { return false }
        return !word.isEmpty
    }
}
