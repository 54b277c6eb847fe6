/// Words that get a stem of our own, since the stemmer's would be another word's
/// or a name's: `university` is no `universe`.
///
/// One list a language, `<language>-stems.tsv`: the word, its stem here, why. A
/// word that the list writes with a capital counts only where it has one, and
/// before the same word without: Russian `Газе` is the city, `газе` is gas.
struct StemList: Sendable {
    private let stems: [StemmedLanguage: [String: String]]
    private let capitalized: [StemmedLanguage: [String: String]]

    init() {
        var stems: [StemmedLanguage: [String: String]] = [:]
        var capitalized: [StemmedLanguage: [String: String]] = [:]
        for language in StemmedLanguage.allCases {
            guard let file = Self.file(of: language) else { continue }
            for row in WordList(file).rows where row.count >= 2 {
                let word = WordList.folded(row[0])
                let stem = WordList.folded(row[1])
                if row[0].first?.isUppercase == true {
                    capitalized[language, default: [:]][word] = stem
                } else {
                    stems[language, default: [:]][word] = stem
                }
            }
        }
        self.stems = stems
        self.capitalized = capitalized
    }

    /// Nil for Arabic, whose lemmas `ArabicNouns` knows.
    static func file(of language: StemmedLanguage) -> String? {
        switch language {
        case .english: "english-stems"
        case .french: "french-stems"
        case .german: "german-stems"
        case .spanish: "spanish-stems"
        case .russian: "russian-stems"
        case .italian: "italian-stems"
        case .portuguese: "portuguese-stems"
        case .dutch: "dutch-stems"
        case .greek: "greek-stems"
        case .turkish: "turkish-stems"
        case .arabic: nil
        }
    }

    /// The list's own stem of a folded word; nil for nearly all words.
    func stem(
        of word: String, isCapitalized: Bool = false, in language: StemmedLanguage
    ) -> String? {
        (isCapitalized ? capitalized[language]?[word] : nil) ?? stems[language]?[word]
    }
}
