import CStemmer

/// The languages whose words are also found by a stem: Snowball's; for Turkish,
/// whose Snowball stems differ between cases of one word, our own; in Arabic the
/// lemma that `ArabicLemmas` knows.
package enum StemmedLanguage: String, Hashable, Sendable, CaseIterable {
    case english = "en"
    case french = "fr"
    case german = "de"
    case spanish = "es"
    case russian = "ru"
    case italian = "it"
    case portuguese = "pt"
    case dutch = "nl"
    case greek = "el"
    case turkish = "tr"
    case arabic = "ar"

    var script: Script {
        switch self {
        case .russian: .cyrillic
        case .arabic: .arabic
        case .greek: .greek
        default: .latin
        }
    }

    /// Whether its forms of a name differ enough that names are stemmed too.
    var inflectsNames: Bool { self == .russian || self == .greek }

    /// The languages of a script that Snowball serves.
    static let snowball: [Script: [StemmedLanguage]] = Dictionary(
        grouping: allCases.filter { $0 != .turkish && $0 != .arabic }, by: \.script)
}

/// A Snowball stemmer of one language. Its handle belongs to the thread that
/// made it; making one costs about as much as stemming ten words.
final class Stemmer {
    let language: StemmedLanguage
    private let handle: OpaquePointer

    /// Nil if the library lacks the language or memory ran out.
    init?(_ language: StemmedLanguage) {
        guard let handle = sb_stemmer_new(language.rawValue, "UTF_8") else { return nil }
        self.language = language
        self.handle = handle
    }

    deinit {
        sb_stemmer_delete(handle)
    }

    /// The stem of a folded word, which may be the word itself; nil if fewer than
    /// three letters would stay. Accents are folded away before, on
    /// the rule's side as on the text's.
    func stem(_ word: String) -> String? {
        var word = word
        let stem: String? = word.withUTF8 { bytes in
            guard let stem = sb_stemmer_stem(handle, bytes.baseAddress, Int32(bytes.count))
            else { return nil }
            let length = Int(sb_stemmer_length(handle))
            return String(decoding: UnsafeBufferPointer(start: stem, count: length), as: UTF8.self)
        }
        guard let stem, stem.unicodeScalars.count >= 3 else { return nil }
        return stem
    }
}

/// The stemmers that one analysis has used so far. Stays in one task; what they
/// found is remembered for all, unless who asks remembers it himself.
final class Stemmers {
    private var made: [StemmedLanguage: Stemmer] = [:]
    private let memo: StemMemo?

    init(memo: StemMemo? = .shared) {
        self.memo = memo
    }

    func stem(_ word: String, in language: StemmedLanguage) -> String? {
        guard let memo else { return stemmer(of: language)?.stem(word) }
        return memo.stem(of: word, in: language) { stemmer(of: language)?.stem(word) }
    }

    private func stemmer(of language: StemmedLanguage) -> Stemmer? {
        if let stemmer = made[language] { return stemmer }
        made[language] = Stemmer(language)
        return made[language]
    }
}
