package import Newswire

/// Finds what an article says: language, words and their forms, urgency,
/// regions and the story's signature. Immutable, never fails, and takes time
/// linear in the article; an article is analysed once a revision.
package struct Analyzer: Sendable {
    private let languages = LanguageFinder()
    private let urgencies = UrgencyFinder()
    private let tagger: RegionTagger
    /// By the source's name.
    private let countries: [String: RegionCode]

    /// `countries` are those that sources are from, by their names.
    package init(gazetteer: Gazetteer = .standard, countries: [String: RegionCode] = [:]) {
        self.countries = countries
        tagger = RegionTagger(gazetteer: gazetteer)
    }

    package func analyze(_ article: Article) -> AnalyzedArticle {
        var article = article
        let title = TokenizedText(article.title)
        let summary = article.summary.map(TokenizedText.init)
        let text = TokenizedText(article.text)
        article.language = languages.language(
            of: [title, summary, text].compactMap(\.self), declared: article.language)
        article.urgency = urgencies.urgency(of: title, given: article.urgency)

        let stemmers = Stemmers()
        let fields = Self.texts(of: article, title, summary, text).map { field, tokens in
            AnalyzedField(field, tokens, language: article.language, stemmers: stemmers)
        }
        // Whoever gave regions with an article knows better than its words.
        if article.regions.isEmpty {
            article.regions = tagger.tags(
                article: article, fields: fields, language: article.language,
                home: article.source.flatMap { countries[$0] })
        }
        return AnalyzedArticle(
            article: article, fields: fields, leadEnd: Self.leadEnd(text),
            signature: StorySignature(
                title: title, text: text.tokens.isEmpty ? summary ?? text : text,
                regions: article.regions))
    }

    private static func texts(
        of article: Article, _ title: TokenizedText, _ summary: TokenizedText?,
        _ text: TokenizedText
    ) -> [(ArticleField, TokenizedText)] {
        var texts: [(ArticleField, TokenizedText)] = [(.title, title)]
        if let summary { texts.append((.summary, summary)) }
        texts.append((.text, text))
        let publisher = article.publisher == article.source ? nil : article.publisher
        let names: [(ArticleField, [String])] = [
            (.source, [article.source, publisher].compactMap(\.self)),
            (.author, article.authors.compactMap(\.name)),
            (.category, article.categories),
            (.url, [article.url].compactMap(\.self)),
        ]
        for (field, values) in names {
            texts += values.map { (field, TokenizedText($0)) }
        }
        return texts.filter { !$0.1.tokens.isEmpty }
    }

    /// Counts the tokens of the first paragraph.
    private static func leadEnd(_ text: TokenizedText) -> Int {
        guard let first = text.tokens.first else { return 0 }
        let end = Paragraphs.endOfFirst(text.source.utf8.span, after: first.end)
        return text.tokens.firstIndex { $0.start >= end } ?? text.tokens.count
    }
}

/// Paragraphs of a text are parted by empty lines.
package enum Paragraphs {
    /// Where the paragraph ends that the byte belongs to or follows.
    package static func endOfFirst(_ bytes: Span<UInt8>, after byte: Int) -> Int {
        var end = byte
        while end < bytes.count {
            if bytes[end] == 0x0A, end + 1 < bytes.count, bytes[end + 1] == 0x0A { break }
            end += 1
        }
        return end
    }
}
