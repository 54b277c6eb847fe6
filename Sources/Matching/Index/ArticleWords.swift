import Analysis
import Newswire

/// The words of an article in the order in which an index counts them: field by
/// field, with so wide a gap between two that nothing reaches across. Kept and
/// filled again for the next article.
struct ArticleWords {
    /// Words between two fields, as far as positions tell: more than the widest
    /// NEAR.
    static let gap = 128

    /// A field's words, and the position of the first.
    struct Field {
        var zone: TermZone
        var words: Range<Int>
        var position: Int
        var isShouting: Bool
        /// The field in the article.
        var source: Int
    }

    private(set) var words: [WordScanner.Word] = []
    private(set) var fields: [Field] = []
    private(set) var language: LanguageTag?
    /// Positions: where the title ends, where the first paragraph does, where
    /// the text begins; fields that are missing are empty.
    private(set) var titleEnd: UInt32 = 0
    private(set) var leadEnd: UInt32 = 0
    private(set) var textStart: UInt32 = 0

    /// Reads the words of an article, except in zones that nobody asks for.
    mutating func read(
        _ article: AnalyzedArticle, by scanner: WordScanner, zones: (TermZone) -> Bool
    ) {
        words.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        language = article.article.language
        (titleEnd, leadEnd, textStart) = (0, 0, .max)
        var position = 1
        for (source, field) in article.fields.enumerated() {
            let zone = TermZone(field.field)
            guard zones(zone) else { continue }
            let first = words.count
            let isShouting = scanner.scan(field.tokens.source.utf8.span, into: &words)
            fields.append(
                Field(
                    zone: zone, words: first..<words.count, position: position,
                    isShouting: isShouting, source: source))
            let end = UInt32(position + words.count - first)
            switch field.field {
            case .title: (titleEnd, leadEnd) = (end, end)
            case .summary: leadEnd = end
            case .text:
                textStart = UInt32(position)
                leadEnd = UInt32(position + article.leadEnd)
            case .source, .author, .category, .url: break
            }
            position = Int(end) + Self.gap
        }
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
