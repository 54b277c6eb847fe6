/// Names that a stemmer would ruin. No language of ours that has capitals
/// inflects them, and to a stemmer they are other words: `Gaza` is French gas,
/// `Bush` one of the bushes.
///
/// Only a word in capitals or with one at its beginning is taken for a name.
struct NameWords: Sendable {
    private let places: WordSet
    private let names: WordSet

    init(places: PlaceWords, names: WordList) {
        self.places = places.words
        self.names = WordSet(words: names.words)
    }

    /// Whether the word in these bytes keeps its ending. Places do however they
    /// are written, since people who search write `gaza` too.
    func contains(
        _ bytes: borrowing [UInt8], _ word: Range<Int>, isCapitalized: Bool
    ) -> Bool {
        places.contains(bytes, word) || isCapitalized && names.contains(bytes, word)
    }

    /// Whether a word with a capital ends as Latin and Greek names do, so that an
    /// English stemmer takes it for a plural: `Abbas`, `Davos`. Those in -is are
    /// plurals as often (`Israelis`).
    static func endsLikeName(
        _ list: borrowing WordFormList, _ word: Range<Int>, isCapitalized: Bool
    ) -> Bool {
        isCapitalized && word.count >= 4
            && (list.hasSuffix("as", word) || list.hasSuffix("os", word))
    }
}
