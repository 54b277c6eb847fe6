@testable import Analysis
import Newswire
import Testing

/// A line of news with what its tags must hold: codes with a `!` in front must
/// not be there at all, those with a `~` must be there but not *about*.
struct LabelledLine: Sendable, CustomTestStringConvertible {
    var language: String
    var codes: [String]
    var text: String

    /// `ar | SY RU !US | text`
    init(_ line: String) {
        let parts = line.split(separator: "|", maxSplits: 2)
            .map { String($0).trimmingSpaces }
        language = parts[0]
        codes = parts[1].split(separator: " ").map(String.init)
        text = parts[2]
    }

    static func read(_ lines: String) -> [LabelledLine] {
        lines.split(separator: "\n").map { LabelledLine(String($0)) }
    }

    var testDescription: String { text }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var text = Substring(self)
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

extension RegionTagger {
    /// The tags of an article made by hand.
    func tags(of article: Article) -> [RegionTag] {
        let texts: [(ArticleField, String?)] = [
            (.title, article.title), (.summary, article.summary), (.text, article.text),
        ]
        let fields = texts.compactMap { field, text in
            text.map { AnalyzedField(field, $0, language: article.language) }
        }
        return tags(article: article, fields: fields, language: article.language)
    }
}
