@testable import Analysis
import Newswire

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
