/// Names of countries, cities and areas of one Latin word. No language of ours
/// inflects them, and to a stemmer they are other words: `Gaza` is French gas,
/// `Liban` an inhabitant's adjective.
struct PlaceWords: Sendable {
    let words: WordSet

    /// Of the gazetteer's names; not of those that are common words too.
    init(names: WordList) {
        let kinds: Set<PlaceName.Kind> = [.country, .capital, .city, .area]
        let places = names.rows.filter { row in
            row.count >= 6 && ["en", "fr"].contains(row[2]) && !row[0].contains(" ")
                && row[0].first?.isUppercase == true
                && PlaceName.Kind(rawValue: row[3]).map(kinds.contains) == true
                && PlaceName.Traits(note: row[5]).isDisjoint(with: [.guarded, .person, .silent])
        }
        words = WordSet(words: places.map { WordList.folded($0[0]) })
    }
}
