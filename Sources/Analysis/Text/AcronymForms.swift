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
    private let words: WordMap<Set<String>>

    /// Of the list the word, its languages, why.
    init(_ list: WordList) {
        let rows = list.rows.filter { $0.count >= 2 }
        words = WordMap(
            Dictionary(
                rows.map { row in
                    (WordList.folded(row[0]), Set(row[1].split(separator: " ").map(String.init)))
                }, uniquingKeysWith: { $0.union($1) }
            ).map { ($0.key, $0.value) })
    }

    /// Adds what a text's word answers to as an acronym; nothing for most words.
    func add(
        to list: inout WordFormList, _ token: Token, original: Span<UInt8>, in text: FormContext
    ) {
        let spelling = token.spelling
        guard !spelling.isDisjoint(with: [.acronym, .acronymPlural, .capitalized]) else { return }
        if spelling.contains(.acronymPlural) {
            let singular = 0..<list.end - 1
            let suffix = singular.upperBound..<list.end
            list.add(singular, .bare, suffix: suffix, inflection: .plural)
            list.add(list.appendKey(singular), .bare, suffix: suffix, inflection: .plural)
            return
        }
        let languages = words.value(of: list.bytes, list.word)
        let isSmallWord = languages?.contains(text.code ?? "en") ?? false
        let isMeant =
            if spelling.contains(.acronym) {
                !text.isShouting || !isSmallWord || original.contains(UInt8(ascii: "."))
            } else {
                !isSmallWord && isWrittenAsName(list, isListed: languages != nil, in: text)
            }
        if isMeant { list.add(list.appendKey(list.word), .surface) }
    }

    /// Nato anywhere, and in Romance languages shorter ones too: l'Onu.
    private func isWrittenAsName(
        _ list: borrowing WordFormList, isListed: Bool, in text: FormContext
    ) -> Bool {
        list.end >= Self.fewestLettersOfName
            ? isListed : list.end == 3 && Self.namingLanguages.contains(text.code ?? "")
    }

    /// What a rule's acronym asks by; nil for one that is found in any case.
    func lookup(of word: String, _ token: Token) -> WordKey? {
        guard token.isAcronym, word.utf8.count < Self.fewestLettersOfName || words.contains(word)
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

extension WordFormList {
    /// Puts the key of an acronym behind the other bytes: its letters as
    /// capitals, which no word's key has.
    fileprivate mutating func appendKey(_ word: Range<Int>) -> Range<Int> {
        let key = append(word, and: "")
        for offset in key {
            guard bytes[offset] < 0x80 else {
                let capitals = text(key).uppercased()
                bytes.removeSubrange(key)
                return append(capitals.utf8)
            }
            if (0x61...0x7A).contains(bytes[offset]) { bytes[offset] &-= 0x20 }
        }
        return key
    }
}

extension Span<UInt8> {
    fileprivate func contains(_ byte: UInt8) -> Bool {
        for offset in indices where self[offset] == byte { return true }
        return false
    }
}
