/// Words that get a stem of our own, since the stemmer's would be another word's
/// or a name's: `university` is no `universe`.
///
/// One list a language, `<language>-stems.tsv`: the word, its stem here, why. A
/// word that the list writes with a capital counts only where it has one, and
/// before the same word without: Russian `Газе` is the city, `газе` is gas.
struct StemList: Sendable {
    private struct Stems {
        var any = WordMap<String>()
        var capitalized = WordMap<String>()
    }

    /// By the number of their language.
    private let stems: [Stems]

    init() {
        var stems = [Stems](repeating: Stems(), count: StemmedLanguage.allCases.count + 1)
        for language in StemmedLanguage.allCases {
            guard let file = Self.file(of: language) else { continue }
            // Of several rows of a word the last counts.
            for row in WordList(file).rows.reversed() where row.count >= 2 {
                let word = WordList.folded(row[0])
                let stem = WordList.folded(row[1])
                if row[0].first?.isUppercase == true {
                    stems[language.number].capitalized.insert(word, stem)
                } else {
                    stems[language.number].any.insert(word, stem)
                }
            }
        }
        self.stems = stems
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

    /// The list's own stem of the folded word in these bytes; nil for nearly all
    /// words.
    func stem(
        of bytes: borrowing [UInt8], _ word: Range<Int>, isCapitalized: Bool = false,
        in language: StemmedLanguage
    ) -> String? {
        let own = isCapitalized ? stems[language.number].capitalized.value(of: bytes, word) : nil
        return own ?? stems[language.number].any.value(of: bytes, word)
    }

    func stem(of word: String, in language: StemmedLanguage) -> String? {
        stems[language.number].any.value(of: word)
    }
}
