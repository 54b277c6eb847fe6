import Newswire

/// What one word of a text answers to, in bytes: filled anew for each word by
/// whoever reads many, so that a word costs no memory of its own.
package struct WordFormList: Sendable {
    /// A form; its parts are ranges of `bytes`.
    package struct Form: Sendable {
        package var key: Range<Int>
        /// The language whose stemmer made the key; nil for a word.
        package var stemmer: StemmedLanguage?
        package var kind: WordForm.Kind
        /// What was taken off before the key and behind it.
        var prefix: Range<Int>
        var suffix: Range<Int>
        var inflection: WordChange.Form?

        /// Whether a rule's prefix is looked for at its beginning.
        package var isPrefixed: Bool { kind != .stem }
    }

    /// The folded word, and behind it what the keys need that do not stand in it.
    package var bytes: [UInt8] = []
    /// The word itself first, each key once.
    package private(set) var forms: [Form] = []
    /// The word's own letters, where a generator asked for them.
    var letters = WordLetters()
    /// Those of a part of it.
    var stem = WordLetters()
    /// Where the folded word ends.
    private(set) var end = 0

    package init() {}

    /// Begins the next word, whose only form so far is itself.
    mutating func begin(_ folded: ArraySlice<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: folded)
        begin()
    }

    /// The same for a word of digits, which are folded as they stand.
    mutating func begin(number: Span<UInt8>) {
        bytes.removeAll(keepingCapacity: true)
        for offset in number.indices { bytes.append(number[offset]) }
        begin()
    }

    private mutating func begin() {
        forms.removeAll(keepingCapacity: true)
        end = bytes.count
        forms.append(
            Form(key: 0..<end, kind: .surface, prefix: 0..<0, suffix: 0..<0))
    }

    /// The folded word.
    var word: Range<Int> { 0..<end }

    /// Whether this part of the bytes is or ends in these letters.
    func hasSuffix(_ ending: StaticString, _ range: Range<Int>) -> Bool {
        let count = ending.utf8CodeUnitCount
        guard range.count >= count else { return false }
        let start = range.upperBound - count
        for offset in 0..<count where bytes[start + offset] != ending.utf8Start[offset] {
            return false
        }
        return true
    }

    /// Adds a form unless its key is there. Suffixes end where the word does.
    mutating func add(
        _ key: Range<Int>, stemmer: StemmedLanguage? = nil, _ kind: WordForm.Kind,
        prefix: Range<Int> = 0..<0, suffix: Range<Int> = 0..<0,
        inflection: WordChange.Form? = nil
    ) {
        guard !contains(key, stemmer) else { return }
        forms.append(
            Form(
                key: key, stemmer: stemmer, kind: kind, prefix: prefix, suffix: suffix,
                inflection: inflection ?? (kind == .stem ? .stem : nil)))
    }

    /// Adds one that was found as strings.
    mutating func add(_ form: WordForm) {
        let key = append(form.key.text.utf8)
        guard !contains(key, form.key.stemmer) else {
            bytes.removeSubrange(key)
            return
        }
        let prefix = append(form.prefix.utf8)
        let suffix = append(form.suffix.utf8)
        add(
            key, stemmer: form.key.stemmer, form.kind, prefix: prefix, suffix: suffix,
            inflection: form.inflection)
    }

    /// Puts bytes behind the others.
    mutating func append(_ text: some Sequence<UInt8>) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: text)
        return start..<bytes.count
    }

    /// Puts a copy of some of the bytes, and others, behind all.
    mutating func append(_ range: Range<Int>, and ending: StaticString) -> Range<Int> {
        let start = bytes.count
        for offset in range { bytes.append(bytes[offset]) }
        ending.withUTF8Buffer { bytes.append(contentsOf: $0) }
        return start..<bytes.count
    }

    func isSame(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
        guard a.count == b.count else { return false }
        if a.lowerBound == b.lowerBound { return true }
        for offset in 0..<a.count
        where bytes[a.lowerBound + offset] != bytes[b.lowerBound + offset] { return false }
        return true
    }

    func letterCount(_ range: Range<Int>) -> Int {
        var count = 0
        for offset in range where bytes[offset] & 0xC0 != 0x80 { count += 1 }
        return count
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// The same as values that stand on their own.
    package var wordForms: [WordForm] {
        forms.map { form in
            WordForm(
                key: WordKey(text(form.key), stemmer: form.stemmer), kind: form.kind,
                prefix: text(form.prefix), suffix: text(form.suffix),
                inflection: form.inflection)
        }
    }

    private func contains(_ key: Range<Int>, _ stemmer: StemmedLanguage?) -> Bool {
        for form in forms where form.stemmer == stemmer && isSame(form.key, key) { return true }
        return false
    }
}

/// The letters of a word and where each begins, kept and filled again.
struct WordLetters: Sendable {
    private(set) var scalars: [Unicode.Scalar] = []
    /// One more than there are letters: the last is where the word ends.
    private(set) var offsets: [Int] = [0]

    var count: Int { scalars.count }

    mutating func read(_ bytes: borrowing [UInt8], _ word: Range<Int>) {
        scalars.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        let span = bytes.span
        var at = word.lowerBound
        while at < word.upperBound {
            let (value, length) = ScalarFolding.scalar(in: span, at: at)
            scalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
            offsets.append(at)
            at += length
        }
        offsets.append(word.upperBound)
    }

    /// Leaves off the last letter.
    mutating func removeLast() {
        scalars.removeLast()
        offsets.removeLast()
    }

    subscript(index: Int) -> Unicode.Scalar { scalars[index] }

    /// Where these letters stand in the bytes.
    func range(_ start: Int, _ end: Int) -> Range<Int> { offsets[start]..<offsets[end] }

    /// Whether these are the last of the letters before `end`, and others stand
    /// before them.
    func ends(in tail: [Unicode.Scalar], before end: Int) -> Bool {
        guard end > tail.count, scalars[end - 1] == tail[tail.count - 1] else { return false }
        for index in 0..<tail.count - 1
        where scalars[end - tail.count + index] != tail[index] { return false }
        return true
    }
}
