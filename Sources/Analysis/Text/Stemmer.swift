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

    /// From 1, in the order of their names here.
    package var number: Int {
        switch self {
        case .english: 1
        case .french: 2
        case .german: 3
        case .spanish: 4
        case .russian: 5
        case .italian: 6
        case .portuguese: 7
        case .dutch: 8
        case .greek: 9
        case .turkish: 10
        case .arabic: 11
        }
    }

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

    /// Puts the stem of the word in these bytes, which may be the word itself,
    /// behind them, and says where it stands; nil if fewer than three letters
    /// would stay. Accents are folded away before, on the rule's side as on the
    /// text's.
    func stem(_ word: Range<Int>, of bytes: inout [UInt8]) -> Range<Int>? {
        let stem = bytes.withUnsafeBufferPointer { bytes in
            sb_stemmer_stem(
                handle, bytes.baseAddress.map { $0 + word.lowerBound }, Int32(word.count))
        }
        guard let stem else { return nil }
        let length = Int(sb_stemmer_length(handle))
        let start = bytes.count
        bytes.append(contentsOf: UnsafeBufferPointer(start: stem, count: length))
        var letters = 0
        for offset in start..<bytes.count where bytes[offset] & 0xC0 != 0x80 { letters += 1 }
        return letters >= 3 ? start..<bytes.count : nil
    }
}

/// The stemmers that one analysis has used so far. Stays in one task.
final class Stemmers {
    /// By the number of their language.
    private var made: [Stemmer?] = Array(repeating: nil, count: StemmedLanguage.allCases.count + 1)

    func stemmer(of language: StemmedLanguage) -> Stemmer? {
        if let stemmer = made[language.number] { return stemmer }
        made[language.number] = Stemmer(language)
        return made[language.number]
    }
}
