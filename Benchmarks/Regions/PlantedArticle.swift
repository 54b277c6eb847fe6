import Analysis
import NashraTesting
import Newswire

/// A made-up article in which real names stand here and there.
struct PlantedArticle {
    let article: Article
    /// Of the names, each as often as it stands there.
    let codes: [String]

    var fields: [AnalyzedField] {
        [
            AnalyzedField(.title, article.title, language: article.language),
            AnalyzedField(.text, article.text, language: article.language),
        ]
    }

    /// As many as news has: one in the headline, eight in the text.
    private static let namesOfText = 8

    private static let names: [GeneratedVocabulary.Language: [(String, String)]] = [
        .arabic: [
            ("سوريا", "SY"), ("وسوريا", "SY"), ("بحلب", "SY-HL"), ("الروسي", "RU"),
            ("موسكو", "RU"), ("واشنطن", "US"), ("الولايات المتحدة", "US"), ("لبنان", "LB"),
            ("وللبنان", "LB"), ("المصريون", "EG"), ("كوريا الشمالية", "KP"),
            ("جنوب السودان", "SS"), ("غزة", "gaza-strip"), ("بغداد", "IQ"), ("الكرملين", "RU"),
            ("أوكرانيا", "UA"), ("الأميركية", "US"), ("إيران", "IR"),
        ],
        .english: [
            ("Syria", "SY"), ("Aleppo", "SY-HL"), ("Russian", "RU"), ("Moscow", "RU"),
            ("Washington", "US"), ("the United States", "US"), ("Lebanon", "LB"),
            ("Egyptians", "EG"), ("North Korea", "KP"), ("South Sudan", "SS"),
            ("Gaza", "gaza-strip"), ("Baghdad", "IQ"), ("Ukraine", "UA"), ("Iran", "IR"),
        ],
        .russian: [
            ("Сирия", "SY"), ("Сирии", "SY"), ("Россию", "RU"), ("Египет", "EG"),
            ("Украине", "UA"), ("Ливане", "LB"), ("Иране", "IR"), ("Северной Корее", "KP"),
        ],
    ]

    static func make(_ count: Int) -> [PlantedArticle] {
        var random = SeededRandom(seed: 11)
        return GeneratedNews().articles(count, seed: 5).map { made in
            let names = names[made.language] ?? []
            var codes: [String] = []
            func planted(_ text: String, _ count: Int) -> String {
                var words = text.split(separator: " ", omittingEmptySubsequences: false)
                    .map(String.init)
                for _ in 0..<count {
                    guard let (name, code) = names.randomElement(using: &random) else { break }
                    codes.append(code)
                    // Behind a dot, so that it is no part of another name.
                    words[Int.random(in: 0..<words.count, using: &random)] += ". \(name)."
                }
                return words.joined(separator: " ")
            }
            let article = Article(
                title: planted(made.title, 1), text: planted(made.text, Self.namesOfText),
                language: LanguageTag(made.language.rawValue))
            return PlantedArticle(article: article, codes: codes)
        }
    }
}
