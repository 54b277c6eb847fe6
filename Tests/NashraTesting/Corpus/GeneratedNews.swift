/// Made-up news and rules for it, the same for the same seed: articles of 278
/// words in three scripts, and queries of the kinds that people write.
package struct GeneratedNews: Sendable {
    package struct Article: Sendable {
        package var language: GeneratedVocabulary.Language
        package var title: String
        /// Two paragraphs.
        package var text: String
    }

    /// Words of an article, title and text together.
    package static let wordsOfArticle = 278
    private static let wordsOfTitle = 10
    /// Nobody subscribes to commoner words; beyond this rank what is common in
    /// the news is common among the rules.
    private static let commonest = 5_000

    private let vocabularies: [GeneratedVocabulary]

    package init(seed: UInt64 = 1) {
        vocabularies = GeneratedVocabulary.Language.allCases.enumerated().map { index, language in
            GeneratedVocabulary(language, seed: seed &+ UInt64(index))
        }
    }

    /// So many articles.
    package func articles(_ count: Int, seed: UInt64 = 2) -> [Article] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in
            let vocabulary = vocabularies.randomElement(using: &random) ?? vocabularies[0]
            var words: [String] = []
            while words.count < Self.wordsOfArticle {
                words += vocabulary.next(by: &random).map {
                    vocabulary.inflected($0, by: &random)
                }
            }
            let title = words[..<Self.wordsOfTitle]
            let text = words[Self.wordsOfTitle..<Self.wordsOfArticle]
            return Article(
                language: vocabulary.language, title: title.joined(separator: " "),
                text: text.prefix(60).joined(separator: " ") + ".\n\n"
                    + text.dropFirst(60).joined(separator: " ") + ".")
        }
    }

    /// So many queries: 30 % one word, 15 % any of two, 15 % all of two, 20 %
    /// phrases, 5 % with an exclusion, 5 % groups, 5 % prefixes, 5 % NEAR.
    package func queries(_ count: Int, seed: UInt64 = 3) -> [String] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in
            query(in: vocabularies.randomElement(using: &random) ?? vocabularies[0], by: &random)
        }
    }

    private func query(
        in vocabulary: GeneratedVocabulary, by random: inout SeededRandom
    ) -> String {
        let word = { (random: inout SeededRandom) in
            vocabulary.words[vocabulary.rank(from: Self.commonest, by: &random)]
        }
        let company = vocabulary.companies.randomElement(using: &random) ?? []
        let words = company.map { vocabulary.words[$0] }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<30: return word(&random)
        case 30..<45: return "\(word(&random)) | \(word(&random))"
        case 45..<60: return "\(word(&random)) \(word(&random))"
        case 60..<80: return "«\(words.joined(separator: " "))»"
        case 80..<85: return "\(word(&random)) -\(word(&random))"
        case 85..<90:
            return "(\(word(&random)) | \(word(&random))) (\(word(&random)) | \(word(&random)))"
        case 90..<95: return String(word(&random).unicodeScalars.dropLast()) + "*"
        default: return "\(words[0]) NEAR/5 \(words[words.count - 1])"
        }
    }
}
