package import Newswire

/// Tells which regions an article is about and which it only names, and by
/// which words. Immutable, never fails, linear in the article.
///
/// Title, dateline, summary and text count. The publisher's name, bylines,
/// credits, categories and the URL do not, and neither do names that merely hold
/// a place's (`واشنطن بوست`).
package struct RegionTagger: Sendable {
    private let gazetteer: Gazetteer
    private let score: RegionScore

    package init(gazetteer: Gazetteer = .standard) {
        self.init(gazetteer: gazetteer, score: .standard)
    }

    init(gazetteer: Gazetteer, score: RegionScore) {
        self.gazetteer = gazetteer
        self.score = score
    }

    /// The regions of an article, those it is about first, then by weight. A
    /// city gives its own region, the country, and what lies between, with the
    /// same words. `fields` are the article's, as far as they were analysed;
    /// `home` is the country its source is from, if that is known.
    package func tags(
        article: Article, fields: [AnalyzedField], language: LanguageTag?,
        home: RegionCode? = nil
    ) -> [RegionTag] {
        var mentions = RegionMentions()
        let ownNames = ownNames(of: article)
        func finder(_ field: AnalyzedField) -> PlaceFinder {
            PlaceFinder(field, gazetteer, language: language, ownNames: ownNames)
        }
        func whole(_ field: AnalyzedField, _ part: RegionScore.Part, isField: Bool = true) {
            mentions.add(
                [(part, field.tokens.tokens.indices)], of: field, finder(field), isField: isField)
        }

        for field in fields where field.field == .title { whole(field, .title) }
        if let dateline = article.dateline {
            whole(
                AnalyzedField(.text, dateline, language: language), .dateline, isField: false)
        }
        for field in fields where field.field == .summary { whole(field, .lead) }
        for field in fields where field.field == .text {
            let parts = TextParts(field.tokens)
            mentions.add(
                [(.dateline, parts.dateline), (.lead, parts.lead), (.body, parts.body)],
                of: field, finder(field))
        }
        if mentions.isEmpty { return [] }
        let settlement = SenseSettlement(
            gazetteer: gazetteer, score: score,
            home: (home ?? SourceCountry.code(ofURL: article.url)).flatMap(gazetteer.number))
        let choices = settlement.choices(mentions.senses.all, mentions.counts)
        return RegionTally(gazetteer: gazetteer, score: score)
            .tags(of: mentions, choices)
    }

    /// Names of two words or more; a publisher called `سوريا` must not hide
    /// the country.
    private func ownNames(of article: Article) -> [[UInt64]] {
        let names =
            [article.publisher, article.source].compactMap(\.self)
            + article.authors.compactMap(\.name)
        return names.compactMap { name in
            let words = NameFolder.words(name, hash: gazetteer.names.hash)
            return words.count > 1 ? words : nil
        }
    }
}
