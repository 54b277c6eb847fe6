package import Analysis
package import Newswire

/// The words of an article in the order in which an index counts them: field by
/// field, with so wide a gap between two that nothing reaches across. Kept and
/// filled again for the next article.
package struct ArticleWords {
    /// Words between two fields, as far as positions tell: more than the widest
    /// NEAR.
    static let gap = 128
    /// Words; what a longer article needed is not kept.
    private static let mostKept = 1 << 16

    /// A field's words, and the position of the first.
    struct Field {
        var zone: TermZone
        var text: String
        var words: Range<Int>
        var position: Int
        var isShouting: Bool
    }

    private(set) var words: [WordScanner.Word] = []
    private(set) var fields: [Field] = []
    /// The article's, as far as it is known.
    private(set) var language: LanguageTag?
    /// Positions: where the title ends, where the first paragraph does, where
    /// the text begins; fields that are missing are empty.
    private(set) var titleEnd: UInt32 = 0
    private(set) var leadEnd: UInt32 = 0
    private(set) var textStart = UInt32.max
    private var position = 1

    package init() {}

    /// Begins the next article.
    package mutating func begin(_ language: LanguageTag?) {
        words.removeAll(keepingCapacity: words.capacity <= Self.mostKept)
        fields.removeAll(keepingCapacity: true)
        self.language = language
        (titleEnd, leadEnd, textStart) = (0, 0, .max)
        position = 1
    }

    /// Reads a field: title, summary and text in this order, then the others.
    package mutating func add(_ field: ArticleField, _ text: String, by scanner: WordScanner) {
        let first = words.count
        let bytes = text.utf8.span
        // Hardly any text has more, and what is not filled costs nothing.
        words.reserveCapacity(first + bytes.count / 2 + 1)
        let isShouting = scanner.scan(bytes, into: &words)
        let end = UInt32(position + words.count - first)
        switch field {
        case .title: (titleEnd, leadEnd) = (end, end)
        case .summary: leadEnd = end
        case .text:
            textStart = UInt32(position)
            leadEnd = textStart + UInt32(wordsOfFirstParagraph(bytes, from: first))
        case .source, .author, .category, .url: break
        }
        fields.append(
            Field(
                zone: TermZone(field), text: text, words: first..<words.count,
                position: position, isShouting: isShouting))
        position = Int(end) + Self.gap
    }

    private func wordsOfFirstParagraph(_ bytes: Span<UInt8>, from first: Int) -> Int {
        guard first < words.count else { return 0 }
        let end = Paragraphs.endOfFirst(bytes, after: Int(words[first].end))
        let behind = words[first...].firstIndex { Int($0.start) >= end }
        return (behind ?? words.count) - first
    }
}

extension TermZone {
    init(_ field: ArticleField) {
        self =
            switch field {
            case .title, .summary, .text: .prose
            case .source: .source
            case .author: .author
            case .category: .category
            case .url: .url
            }
    }
}
