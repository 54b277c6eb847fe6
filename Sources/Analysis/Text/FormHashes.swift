/// What the different words of a field answer to where names are looked for: a
/// hash of each form, and how the form came about. Filled while the forms are
/// worked out, so that nobody works them out again.
package struct FormHashes: Sendable {
    /// A form of a word that may stand in a name.
    struct Form: BitwiseCopyable, Sendable {
        var hash: UInt64
        /// Whether anything was taken off before it: then it can only begin a name.
        var isBehindProclitic = false
        /// Whether the Arabic article was the last of it.
        var isBehindArticle = false
        /// Whether a pronoun or a Persian ending was taken off behind it.
        var hasArabicEnding = false
        /// Whether a stemmer made it.
        var isStem = false
    }

    /// Of names and words alike; drawn anew in every process.
    static let hash = WordHash()

    private var forms: [Form] = []
    /// Where the forms of each word end.
    private var ends: [Int] = []

    /// How many words there are.
    var count: Int { ends.count }

    /// The forms of a word, the word itself first.
    func forms(of word: Int) -> ArraySlice<Form> {
        forms[(word == 0 ? 0 : ends[word - 1])..<ends[word]]
    }

    /// The word as it stands.
    func surface(of word: Int) -> UInt64 { forms[word == 0 ? 0 : ends[word - 1]].hash }

    /// A stem is no word: it has a hash of its own.
    static func stem(_ hash: UInt64) -> UInt64 { hash ^ 0x5851_F42D_4C95_7F2D }

    /// Adds the next word.
    mutating func add(_ list: borrowing WordFormList) {
        let first = forms.count
        for (index, form) in list.forms.enumerated() {
            guard index < Self.mostForms else { break }
            add(form, isSurface: index == 0, list)
        }
        if forms.count == first { forms.append(Form(hash: 0)) }
        ends.append(forms.count)
    }

    private mutating func add(
        _ form: WordFormList.Form, isSurface: Bool, _ list: borrowing WordFormList
    ) {
        let hash = Self.hash(list.bytes.span.bytes, form.key)
        switch form.kind {
        case .surface where isSurface: forms.append(Form(hash: hash))
        case .bare:
            // Names take no future tense.
            guard !Self.holdsSeen(list.bytes, form.prefix) else { return }
            let isSwallowed = list.hasSuffix("لل", form.prefix)
            if isSwallowed {
                // The preposition and the article share a letter: لليمن.
                var whole = Array("ال".utf8)
                whole.append(contentsOf: list.bytes[form.key])
                forms.append(
                    Form(
                        hash: Self.hash(whole.span.bytes, 0..<whole.count),
                        isBehindProclitic: true,
                        hasArabicEnding: Self.isEnding(list.bytes, form.suffix)))
            }
            forms.append(
                Form(
                    hash: hash, isBehindProclitic: !form.prefix.isEmpty,
                    isBehindArticle: isSwallowed || list.hasSuffix("ال", form.prefix),
                    hasArabicEnding: Self.isEnding(list.bytes, form.suffix)))
        case .stem where form.stemmer != .arabic:
            forms.append(
                Form(
                    hash: Self.stem(hash), isBehindProclitic: !form.prefix.isEmpty, isStem: true))
        default: break
        }
    }

    /// `س` before a verb.
    private static func holdsSeen(_ bytes: borrowing [UInt8], _ prefix: Range<Int>) -> Bool {
        for offset in prefix.dropLast()
        where bytes[offset] == 0xD8 && bytes[offset + 1] == 0xB3 {
            return true
        }
        return false
    }

    /// An ending in Arabic letters that is more than the alef of a tanween.
    private static func isEnding(_ bytes: borrowing [UInt8], _ suffix: Range<Int>) -> Bool {
        guard let first = suffix.first, (0xD8...0xDB).contains(bytes[first]) else { return false }
        return !(suffix.count == 2 && bytes[first] == 0xD8 && bytes[first + 1] == 0xA7)
    }

    /// More are those of a word made to have many.
    private static let mostForms = 64
}
