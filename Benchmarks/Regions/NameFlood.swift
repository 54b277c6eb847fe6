import Analysis
import Foundation
import NashraTesting
import Newswire

/// Articles of nothing but names of places, and of words made to look like them.
struct NameFlood {
    let gazetteer: Gazetteer
    /// Milliseconds.
    private static let limit = 100.0
    private static let size = 2 << 20

    /// Prints the time of each; whether all were within the limit.
    func report() -> Bool {
        let tagger = RegionTagger(gazetteer: gazetteer)
        var isFast = true
        for (name, text, language) in texts() {
            let article = Article(
                title: String(text.prefix(60)), text: text, language: LanguageTag(language))
            var start = CPUTime.thread()
            let fields = [AnalyzedField(.text, article.text, language: article.language)]
            let forms = (CPUTime.thread() - start) * 1000
            start = CPUTime.thread()
            let tags = tagger.tags(article: article, fields: fields, language: article.language)
            let time = (CPUTime.thread() - start) * 1000
            print(
                String(
                    format: "%@: %.1f (forms %.1f), %d regions, %d of them about", name, time,
                    forms, tags.count, tags.count { $0.about }))
            isFast = isFast && time <= Self.limit
        }
        return isFast
    }

    private func texts() -> [(String, String, String)] {
        let countries = gazetteer.regions.filter { $0.kind == .country }
        func names(_ language: LanguageTag) -> [String] {
            countries.map { gazetteer.name(of: $0.code, in: language) }
        }
        func text(_ names: [String], upTo bytes: Int, _ mark: String = ", ") -> String {
            var text = ""
            while text.utf8.count < bytes {
                for name in names where text.utf8.count < bytes { text += name + mark }
            }
            return text
        }
        let all = gazetteer.regions.map { gazetteer.name(of: $0.code, in: .english) }
        let arabic = gazetteer.regions.map { gazetteer.name(of: $0.code, in: .arabic) }
        let paragraphs = text(names(.english), upTo: 1 << 20, ".\n\n")
        return [
            ("10,000 names of countries", text(names(.english), upTo: 110_000), "en"),
            ("2 MB of countries", text(names(.english), upTo: Self.size), "en"),
            ("2 MB of all regions in English", text(all, upTo: Self.size), "en"),
            ("2 MB of all regions in Arabic", text(arabic, upTo: Self.size, "، "), "ar"),
            ("2 MB of names without a mark", text(all, upTo: Self.size, " "), "en"),
            ("2 MB of one name", text(["Syria"], upTo: Self.size, " "), "en"),
            (
                "2 MB of one name of several", text(["Tripoli", "Congo"], upTo: Self.size, " "),
                "en"
            ),
            ("2 MB of guarded names", text(["جنين", "صور", "المغرب"], upTo: Self.size, " "), "ar"),
            (
                "2 MB of beginnings of names",
                text(["South", "New", "Saint"], upTo: Self.size, " "), "en"
            ),
            ("1 MB of names, a paragraph each", paragraphs, "en"),
            ("2 MB of Chinese countries", text(["几内亚", "苏丹", "南"], upTo: Self.size, ""), "zh"),
        ]
    }
}
