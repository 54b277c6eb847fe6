/// A text cut into words, each with its folded key and its place in the source.
///
/// Made in one pass over UTF-8, in linear time whatever the text holds. A
/// hyphen, apostrophe or slash inside a word separates tokens, and so does a
/// change of script; what is written without spaces is a token a character.
/// The token's index is its position.
package struct TokenizedText: Sendable {
    package let source: String
    package let tokens: [Token]
    /// The keys of all tokens one behind the other; `Token.folded` says where.
    package let foldedBytes: [UInt8]
    /// Whether the text is in capitals throughout, so that capitals mean
    /// nothing: at least four Latin words, and none with a small letter.
    package let isShouting: Bool

    package init(_ source: String) {
        self.init(source, isShouting: nil)
    }

    /// A part of a text that is known to be in capitals throughout, or not.
    init(_ source: String, isShouting: Bool?) {
        var source = source
        source.makeContiguousUTF8()
        var scanner = TokenScanner(capacity: source.utf8.count)
        scanner.scan(source.utf8.span)
        self.source = source
        tokens = scanner.tokens
        foldedBytes = scanner.foldedBytes
        self.isShouting =
            isShouting ?? (scanner.wordsInCapitals >= 4 && scanner.wordsWithSmallLetters == 0)
    }

    /// The key of a token: what all spellings of the word share.
    package func folded(_ index: Int) -> String {
        String(decoding: foldedBytes[tokens[index].folded], as: UTF8.self)
    }

    /// The reader's own characters of a token.
    package func original(_ index: Int) -> String {
        original(index..<index + 1)
    }

    /// The reader's own characters from the first to the last of these tokens,
    /// what stands between them included; empty for an empty range.
    package func original(_ range: Range<Int>) -> String {
        guard let bytes = sourceRange(of: range) else { return "" }
        let start = source.utf8.index(source.startIndex, offsetBy: bytes.lowerBound)
        let end = source.utf8.index(start, offsetBy: bytes.count)
        return String(source[start..<end])
    }

    /// Where these tokens stand in the source, counted in Unicode scalars.
    /// Linear in the text before them.
    package func scalarRange(of range: Range<Int>) -> (start: Int, length: Int) {
        guard let bytes = sourceRange(of: range) else { return (0, 0) }
        let span = source.utf8.span
        return (
            Self.scalarCount(span, 0..<bytes.lowerBound), Self.scalarCount(span, bytes)
        )
    }

    private func sourceRange(of range: Range<Int>) -> Range<Int>? {
        guard let first = range.first, let last = range.last else { return nil }
        return tokens[first].start..<tokens[last].end
    }

    private static func scalarCount(_ span: Span<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        for offset in range where span[offset] & 0xC0 != 0x80 { count += 1 }
        return count
    }
}
