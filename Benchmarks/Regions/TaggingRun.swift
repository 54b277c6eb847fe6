import Analysis
import Foundation
import NashraTesting
import Newswire

/// Tags articles of 278 made-up words in which real names stand, and folds them.
struct TaggingRun {
    private let gazetteer: Gazetteer
    private let articles: [PlantedArticle]
    private static let rounds = 5

    init(gazetteer: Gazetteer) {
        self.gazetteer = gazetteer
        articles = PlantedArticle.make(2_000)
    }

    /// Prints the figures; whether all planted names were found.
    func report(measured: Bool) -> Bool {
        let tagger = RegionTagger(gazetteer: gazetteer)
        let analyzed = articles.map(\.fields)
        let expected = articles.reduce(0) { $0 + Set($1.codes).count }
        var found = 0
        for (article, fields) in zip(articles, analyzed) {
            let tags = tagger.tags(
                article: article.article, fields: fields, language: article.article.language)
            let codes = Set(tags.map(\.code.code))
            found += Set(article.codes).intersection(codes).count
        }
        print("\(articles.count) articles hold \(expected) planted regions, \(found) found")
        if measured { measure(tagger, analyzed) }
        return found == expected
    }

    private func measure(_ tagger: RegionTagger, _ analyzed: [[AnalyzedField]]) {
        var folding = Double.infinity
        var forms = Double.infinity
        var tagging = Double.infinity
        var tokens = 0
        for _ in 0..<Self.rounds {
            folding = min(
                folding,
                time {
                    for article in articles {
                        tokens &+= TokenizedText(article.article.title).tokens.count
                        tokens &+= TokenizedText(article.article.text).tokens.count
                    }
                })
            forms = min(forms, time { for article in articles { tokens &+= article.fields.count } })
            tagging = min(
                tagging,
                time {
                    for (article, fields) in zip(articles, analyzed) {
                        tokens &+=
                            tagger.tags(
                                article: article.article, fields: fields,
                                language: article.article.language
                            ).count
                    }
                })
        }
        let each = 1e6 / Double(articles.count)
        print(
            String(
                format: "folding %.1f µs an article, tagging %.1f µs: %.2f × (to be within 3, "
                    + "better 1); folding with all forms, which matching needs too, %.1f µs",
                folding * each, tagging * each, tagging / folding, forms * each))
    }

    private func time(_ body: () -> Void) -> Double {
        let start = CPUTime.thread()
        body()
        return CPUTime.thread() - start
    }
}
