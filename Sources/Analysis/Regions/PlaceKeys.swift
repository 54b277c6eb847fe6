/// What the different words of a field ask the gazetteer by: hashes of their
/// forms, and where in its tree a name that begins with one of them goes on.
/// Worked out once for each word, not for each of its places.
struct PlaceKeys {
    /// A form of a word that may stand in a name.
    struct Key: BitwiseCopyable {
        var hash: UInt64
        /// Whether anything was taken off before it: then it can only begin one.
        var isBehindProclitic: Bool
        /// Whether all that was taken off is the Arabic article.
        var isBehindArticle: Bool
        /// Whether a stemmer made it, so that it asks among stems.
        var isStem: Bool
    }

    /// A node behind the first word of a name.
    struct Beginning: BitwiseCopyable {
        var node: UInt32
        var isBehindArticle: Bool
        var isStem: Bool
    }

    private var keys: [Key] = []
    /// Where the keys of each word end.
    private var keyEnds: [Int] = []
    private var beginnings: [Beginning] = []
    private var beginningEnds: [Int] = []

    init(
        _ field: AnalyzedField, _ names: PlaceNames, stems: StemmedPlaceNames.Tree?,
        isPersian: Bool
    ) {
        keys.reserveCapacity(field.forms.count * 4)
        keyEnds.reserveCapacity(field.forms.count)
        beginningEnds.reserveCapacity(field.forms.count)
        for forms in field.forms {
            let first = keys.count
            for (index, form) in forms.enumerated() {
                if form.kind == .bare, form.prefix.hasSuffix("لل") {
                    // The article that the preposition swallowed: لليمن.
                    add(
                        Key(
                            hash: names.hash("ال" + form.key.text), isBehindProclitic: true,
                            isBehindArticle: false, isStem: false), names.tree)
                }
                if let key = Self.key(
                    form, isSurface: index == 0, hasStems: stems != nil, isPersian: isPersian,
                    names.hash)
                {
                    keys.append(key)
                    let node =
                        key.isStem
                        ? stems?.tree.beginning(key.hash) : names.tree.beginning(key.hash)
                    if let node {
                        beginnings.append(
                            Beginning(
                                node: node, isBehindArticle: key.isBehindArticle,
                                isStem: key.isStem))
                    }
                    // A word without a stem stands in stemmed names as it is.
                    if index == 0, let node = stems?.tree.beginning(key.hash) {
                        beginnings.append(
                            Beginning(node: node, isBehindArticle: false, isStem: true))
                    }
                }
                if keys.count - first >= Self.mostForms { break }
            }
            keyEnds.append(keys.count)
            beginningEnds.append(beginnings.count)
        }
    }

    private mutating func add(_ key: Key, _ tree: NameTree) {
        keys.append(key)
        guard let node = tree.beginning(key.hash) else { return }
        beginnings.append(Beginning(node: node, isBehindArticle: false, isStem: false))
    }

    /// What a name that begins with this word goes on from; nothing for nearly
    /// all words.
    func beginnings(of word: Int) -> ArraySlice<Beginning> {
        beginnings[(word == 0 ? 0 : beginningEnds[word - 1])..<beginningEnds[word]]
    }

    func begins(_ word: Int) -> Bool {
        (word == 0 ? 0 : beginningEnds[word - 1]) < beginningEnds[word]
    }

    func keys(of word: Int) -> ArraySlice<Key> {
        keys[(word == 0 ? 0 : keyEnds[word - 1])..<keyEnds[word]]
    }

    /// The word as it stands.
    func surface(of word: Int) -> UInt64 {
        keys[word == 0 ? 0 : keyEnds[word - 1]].hash
    }

    /// Names take no pronouns and no future tense, but the alef of a written
    /// tanween, and in Persian the endings of plural and genitive.
    private static func key(
        _ form: WordForm, isSurface: Bool, hasStems: Bool, isPersian: Bool, _ hash: WordHash
    ) -> Key? {
        switch form.kind {
        case .surface where isSurface:
            return Key(
                hash: hash(form.key.text), isBehindProclitic: false, isBehindArticle: false,
                isStem: false)
        case .bare:
            if isArabic(form.prefix) || isArabic(form.suffix) {
                guard isPersian || form.suffix.isEmpty || form.suffix == "ا",
                    !form.prefix.unicodeScalars.contains("س")
                else { return nil }
            }
            return Key(
                hash: hash(form.key.text), isBehindProclitic: !form.prefix.isEmpty,
                isBehindArticle: form.isBehindArticle, isStem: false)
        case .stem where hasStems && form.key.stemmer != .arabic:
            return Key(
                hash: StemmedPlaceNames.stemHash(form.key.text, hash),
                isBehindProclitic: !form.prefix.isEmpty, isBehindArticle: false, isStem: true)
        default: return nil
        }
    }

    private static func isArabic(_ affix: String) -> Bool {
        affix.utf8.first.map { (0xD8...0xDB).contains($0) } ?? false
    }

    /// More are those of a word made to have many.
    private static let mostForms = 64
}
