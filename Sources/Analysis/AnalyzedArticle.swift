package import Newswire

/// An article and what analysis found in it; all that matching needs.
package struct AnalyzedArticle: Sendable {
    /// With language, urgency and regions filled in.
    package var article: Article
    /// Title, summary and text, source and publisher, one for each author and
    /// category, the URL; those the article lacks are left out.
    package var fields: [AnalyzedField]
    /// How many tokens of the text's field belong to its first paragraph.
    package var leadEnd: Int
    package var signature: StorySignature

    package init(
        article: Article, fields: [AnalyzedField], leadEnd: Int, signature: StorySignature
    ) {
        self.article = article
        self.fields = fields
        self.leadEnd = leadEnd
        self.signature = signature
    }

    /// The fields of one kind, in the article's order.
    package func fields(_ field: ArticleField) -> [AnalyzedField] {
        fields.filter { $0.field == field }
    }
}
