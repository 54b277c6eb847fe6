package import Newswire

/// Queries and articles made of the same few words in many forms and scripts, so
/// that nearly any of the one may meet any of the other: what two engines must
/// agree on. The same seed makes the same.
package struct GeneratedPuzzles: Sendable {
    private var random: SeededRandom

    package init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// By language: words that forms, cases and scripts bring close together.
    private static let words: [(language: String, words: [String])] = [
        (
            "ar",
            [
                "غزة", "بغزة", "ولغزة", "غزّة", "غـــزة", "عزة", "هدنة", "وبالهدنة", "الهدنة",
                "بوتين", "وبوتين", "بوتان", "سوريا", "سورية", "السورية", "فلسطين", "فلسطينيين",
                "الدولة", "تنظيم", "لجنة", "لجنتهم", "مساعدات", "مساعداتهم", "وزير", "في", "من",
                "إلى", "على", "١٩", "أوكرانيا", "بـأوكرانيا", "الأردن", "فللأردن",
            ]
        ),
        (
            "fa", ["غزه", "ایران", "کتاب‌ها", "کتاب", "دولت", "دولت‌های", "می‌شود", "از", "است"]
        ),
        (
            "en",
            [
                "US", "us", "U.S.", "WHO", "who", "NGOs", "flood", "floods", "flooding", "the",
                "of", "army", "Army", "Covid-19", "Sana'a", "Gaza", "university", "universe",
                "Kerry", "kerry", "19", "news", "new",
            ]
        ),
        ("fr", ["l’Iran", "Iran", "d'accord", "élection", "élections", "la", "armée"]),
        ("de", ["Straße", "Strasse", "Überfall", "Ueberfall", "Köln", "der", "und"]),
        ("ru", ["ёлка", "елка", "Москва", "Москве", "войны", "война", "и"]),
        ("he", ["עזה", "בעזה", "ולעזה", "צה\"ל", "ירושלים", "הממשלה", "ממשלה"]),
        ("tr", ["İstanbul", "istanbul", "ısı", "ISI", "kapı", "kapılar"]),
        ("zh", ["北京", "北京大学", "大学", "京", "中国"]),
        ("ja", ["東京", "東京都", "カタカナ", "ｶﾀｶﾅ"]),
        ("ko", ["한국", "한국어", "서울", "인도"]),
        ("el", ["Αθήνα", "ΑΘΗΝΑ", "λόγος", "λόγου"]),
        ("th", ["ไทย", "ประเทศไทย"]),
    ]

    private static let regions = ["SY", "SY-HL", "LB", "RU", "PS", "levant", "145", "gaza-strip"]
    private static let sources = ["shms", "Desk", "وكالة"]

    // MARK: Articles

    /// A title, mostly a text of one to three paragraphs, and often the rest.
    package mutating func article() -> Article {
        let languages = (0..<2).map { _ in pick(Self.words) }
        let language = languages[0].language
        var article = Article(title: words(1...7, of: languages))
        if chance(2) { article.summary = words(1...8, of: languages) }
        if !chance(5) {
            article.text = (0..<below(3) + 1).map { _ in words(1...20, of: languages) }
                .joined(separator: "\n\n")
        }
        article.language = chance(5) ? nil : LanguageTag(language)
        if chance(2) { article.source = pick(Self.sources) }
        if chance(3) { article.publisher = words(1...2, of: languages) }
        if chance(3) { article.authors = [.init(name: words(1...2, of: languages))] }
        if chance(3) { article.categories = [words(1...2, of: languages), "US"] }
        if chance(3) { article.url = "https://example.org/\(below(9))/flood-army?q=gaza" }
        article.urgency = pick([nil, .routine, .urgent, .flash])
        article.regions = Self.regions.prefix(2 + below(3)).compactMap { code in
            chance(3) ? RegionTag(code: RegionCode(code), about: chance(2), evidence: []) : nil
        }
        return article
    }

    private mutating func words(
        _ count: ClosedRange<Int>, of languages: [(language: String, words: [String])]
    ) -> String {
        let signs = [" ", " ", " ", " ", ", ", " - ", "\u{200F} ", "\n"]
        var text = ""
        for _ in 0..<Int.random(in: count, using: &random) {
            text += pick(pick(languages).words) + pick(signs)
        }
        return chance(8) ? text.uppercased() : text
    }

    // MARK: Queries

    /// A query in the query language, of any of its parts.
    package mutating func query() -> String {
        let languages = (0..<2).map { _ in pick(Self.words) }
        return group(languages, depth: 0)
    }

    private typealias Languages = [(language: String, words: [String])]

    private mutating func group(_ languages: Languages, depth: Int) -> String {
        let count = 1 + below(3)
        let parts = (0..<count).map { _ in clause(languages, depth: depth) }
        return parts.joined(separator: chance(2) ? " " : " | ")
    }

    private mutating func clause(_ languages: Languages, depth: Int) -> String {
        let sign = chance(6) ? "-" : ""
        switch below(depth < 2 ? 16 : 11) {
        case 0: return sign + "«\(phrase(languages))»"
        case 1: return sign + "=\(pick(pick(languages).words))"
        case 2: return sign + pick(["title:", "lead:", "body:"]) + operand(languages)
        case 3: return sign + pick(["source:", "author:", "category:", "url:"]) + word(languages)
        case 4: return sign + pick(["region:", "mentions:"]) + pick(Self.regions)
        case 5: return sign + "lang:" + pick(Self.words).language
        case 6: return sign + prefix(languages)
        case 11, 12: return sign + "(" + group(languages, depth: depth + 1) + ")"
        case 13:
            let near = pick(["NEAR", "ONEAR"]) + "/\(1 + below(6))"
            let parts = (0..<2 + below(2)).map { _ in operand(languages) }
            return sign + parts.joined(separator: " \(near) ")
        case 14:
            let parts = (0..<3).map { _ in clause(languages, depth: 2) }
            return sign + "\(1 + below(3)) OF (" + parts.joined(separator: ", ") + ")"
        case 15:
            let near = "\(operand(languages)) NEAR/\(1 + below(4)) \(operand(languages))"
            return sign + pick(["title:", "lead:", "body:", ""]) + "(\(near))"
        default: return sign + word(languages)
        }
    }

    /// A word, a phrase, or either of two words.
    private mutating func operand(_ languages: Languages) -> String {
        switch below(5) {
        case 0: "«\(phrase(languages))»"
        case 1: "(\(word(languages)) | \(word(languages)))"
        case 2: prefix(languages)
        default: word(languages)
        }
    }

    private mutating func word(_ languages: Languages) -> String {
        pick(pick(languages).words)
    }

    private mutating func prefix(_ languages: Languages) -> String {
        let word = word(languages)
        let letters = word.unicodeScalars.filter(\.properties.isAlphabetic)
        let isPlain = letters.count == word.unicodeScalars.count && letters.count > 3
        let isSpaced = letters.allSatisfy { $0.value < 0xE00 }
        return isPlain && isSpaced
            ? String(String.UnicodeScalarView(letters.prefix(3 + below(2)))) + "*" : word
    }

    private mutating func phrase(_ languages: Languages) -> String {
        let words = pick(languages).words
        return (0..<2 + below(2)).map { _ in pick(words) }.joined(separator: " ")
            .replacing("\"", with: "״")
    }

    // MARK: Chance

    package mutating func below(_ limit: Int) -> Int {
        Int.random(in: 0..<limit, using: &random)
    }

    /// Once in so many times.
    package mutating func chance(_ times: Int) -> Bool { below(times) == 0 }

    package mutating func pick<Value>(_ values: [Value]) -> Value {
        values[below(values.count)]
    }
}
