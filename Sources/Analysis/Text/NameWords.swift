/// Names that a stemmer would ruin. No language of ours that has capitals
/// inflects them, and to a stemmer they are other words: `Gaza` is French gas,
/// `Bush` one of the bushes.
///
/// Only a word in capitals or with one at its beginning is taken for a name.
struct NameWords: Sendable {
    private let places: PlaceWords
    private let names: Set<String>

    init(places: PlaceWords, names: WordList) {
        self.places = places
        self.names = Set(names.words)
    }

    /// Whether a word keeps its ending. Places do however they are written, since
    /// people who search write `gaza` too.
    func contains(_ word: String, isCapitalized: Bool) -> Bool {
        places.contains(word) || isCapitalized && names.contains(word)
    }

    /// Whether a word with a capital ends as Latin and Greek names do, so that an
    /// English stemmer takes it for a plural: `Abbas`, `Davos`. Those in -is are
    /// plurals as often (`Israelis`).
    static func endsLikeName(_ word: String, isCapitalized: Bool) -> Bool {
        guard isCapitalized, word.utf8.count >= 4 else { return false }
        return ["as", "os"].contains { word.hasSuffix($0) }
    }
}
