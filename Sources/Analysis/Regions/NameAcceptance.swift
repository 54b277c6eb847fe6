import Newswire

/// Whether a name can be meant in a text of a language, and where it is written
/// so.
struct NameAcceptance {
    private enum Answer {
        case all
        /// All but people and adjectives, whose letters mean something else in
        /// another language.
        case places
        case none
    }

    /// By the numbers of the names' languages, for words in the script of the
    /// text's language.
    private let answers: [Answer]
    private let script: Script?

    init(_ language: LanguageTag?, _ names: PlaceNames) {
        guard let language, language.language != "und" else {
            answers = names.languages.map { _ in .all }
            script = nil
            return
        }
        let spoken = language.language
        script = Script.usual(of: language)
        let isCovered = names.number(of: spoken) != nil
        let relatives = Self.relatives[spoken] ?? ["en"]
        answers = names.languages.map { other in
            if other == spoken { return .all }
            return !isCovered || relatives.contains(other) ? .places : .none
        }
    }

    /// All that `accepts` asks of a word, as bits: words alike in them accept the
    /// same names.
    func traits(of token: Token, isShouting: Bool) -> UInt32 {
        UInt32(token.script.rawValue)
            | (token.spelling.contains(.capitalized) ? 1 << 8 : 0)
            | (token.isAcronym && !isShouting ? 1 << 9 : 0)
    }

    func accepts(_ name: PlaceName, _ token: Token, isShouting: Bool) -> Bool {
        // Foreign letters in a text are a foreign name as it is spelt there.
        let isForeign = script != nil && script != token.script
        switch answers[Int(name.language)] {
        case .all: break
        case .places where name.kind == .demonym: return false
        case .places: break
        case .none where !isForeign || name.kind == .demonym: return false
        case .none: break
        }
        switch token.script {
        case .latin where name.traits.contains(.acronym): return token.isAcronym && !isShouting
        case .latin, .cyrillic, .greek:
            return !name.traits.contains(.capitalized) || token.spelling.contains(.capitalized)
        default: return true
        }
    }

    /// Languages whose names are read in another's texts, beside English ones:
    /// they share letters, and the smaller lists lack towns of the larger.
    private static let relatives: [String: Set<String>] = [
        "fa": ["ar", "en"], "ur": ["ar", "fa", "en"],
    ]
}
