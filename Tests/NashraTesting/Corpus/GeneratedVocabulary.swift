/// Made-up words of one script, in the order of their frequency, which is
/// Zipf's: the word of rank n is met 1/n as often as the first.
///
/// The same seed makes the same words in every run. Common words are short, and
/// one word in ten is met in pairs that keep company.
package struct GeneratedVocabulary: Sendable {
    package enum Language: String, Sendable, CaseIterable {
        case arabic = "ar"
        case english = "en"
        case russian = "ru"
    }

    /// What words of a language are made of, and what is written onto them.
    private struct Spelling {
        var onsets: [String]
        var nuclei: [String]
        /// How many words in a hundred have one, and which.
        var prefixes: (share: Int, forms: [String])
        var suffixes: (share: Int, forms: [String])

        init(_ language: Language) {
            switch language {
            case .arabic:
                onsets = "ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي".words
                // Arabic writes no short vowels.
                nuclei = ["", "", "", "ا", "ي", "و"]
                prefixes = (35, "ال ال ال و وال ب بال لل ف ل ك".words)
                suffixes = (0, [])
            case .english:
                onsets = "b c d f g h k l m n p r s t v w br cr dr fl gr pl st tr sh th".words
                nuclei = "a e i o u ai ea oo".words
                prefixes = (0, [])
                suffixes = (15, "s s ed ing".words)
            case .russian:
                onsets = "б в г д ж з к л м н п р с т ф х ц ч ш бр гр др кр пр ст".words
                nuclei = "а е и о у ы я ё".words
                prefixes = (0, [])
                suffixes = (30, "а у ом ов е".words)
            }
        }
    }

    package let language: Language
    package let words: [String]
    /// Words, by rank, that stand in a row more often than by chance.
    package let companies: [[Int]]
    private let spelling: Spelling
    private let ranks: ZipfRanks
    private let companyRanks: ZipfRanks

    package init(_ language: Language, size: Int = 50_000, seed: UInt64) {
        self.language = language
        let spelling = Spelling(language)
        self.spelling = spelling
        var random = SeededRandom(seed: seed)
        var words: [String] = []
        var known: Set<String> = []
        while words.count < size {
            let word = Self.word(
                spelling, isArabic: language == .arabic, rank: words.count, by: &random)
            if known.insert(word).inserted { words.append(word) }
        }
        self.words = words
        ranks = ZipfRanks(size)
        companyRanks = ZipfRanks(size / 5)
        let ranks = ranks
        companies = (0..<size / 5).map { _ in
            (0..<Int.random(in: 2...3, using: &random)).map { _ in
                ranks.rank(from: 20, by: &random)
            }
        }
    }

    private static func word(
        _ spelling: Spelling, isArabic: Bool, rank: Int, by random: inout SeededRandom
    ) -> String {
        let least = rank < 50 ? 1 : rank < 2_000 ? 2 : 3
        let syllables = Int.random(in: least...least + 1, using: &random) + (isArabic ? 1 : 0)
        return (0..<syllables).map { _ in
            (spelling.onsets.randomElement(using: &random) ?? "")
                + (spelling.nuclei.randomElement(using: &random) ?? "")
        }.joined()
    }

    /// A rank, from 0, that is at least this one; common ones are met more often.
    package func rank(from least: Int, by random: inout SeededRandom) -> Int {
        ranks.rank(from: least, by: &random)
    }

    /// The next words of a text: one, or some that keep company.
    package func next(by random: inout SeededRandom) -> [Int] {
        Int.random(in: 0..<20, using: &random) == 0
            ? companies[companyRanks.rank(by: &random)] : [ranks.rank(by: &random)]
    }

    /// The word as a text writes it, with or without what its language writes
    /// onto words.
    package func inflected(_ rank: Int, by random: inout SeededRandom) -> String {
        var word = words[rank]
        if Int.random(in: 0..<100, using: &random) < spelling.prefixes.share {
            word = (spelling.prefixes.forms.randomElement(using: &random) ?? "") + word
        }
        if Int.random(in: 0..<100, using: &random) < spelling.suffixes.share {
            word += spelling.suffixes.forms.randomElement(using: &random) ?? ""
        }
        return word
    }
}

/// Ranks from 0, each drawn with the share that Zipf's law gives it.
private struct ZipfRanks: Sendable {
    private let sums: [Double]

    init(_ count: Int) {
        var sum = 0.0
        sums = (0..<count).map { rank in
            sum += 1 / Double(rank + 1)
            return sum
        }
    }

    /// A rank that is at least this one.
    func rank(from least: Int, by random: inout SeededRandom) -> Int {
        while true {
            let rank = rank(by: &random)
            if rank >= least { return rank }
        }
    }

    func rank(by random: inout SeededRandom) -> Int {
        let drawn = Double.random(in: 0..<(sums.last ?? 1), using: &random)
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] <= drawn { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension String {
    fileprivate var words: [String] { split(separator: " ").map(String.init) }
}
