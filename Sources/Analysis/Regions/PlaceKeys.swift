/// Where in the gazetteer the different words of a field begin a name: asked once
/// for each word, not for each of its places.
struct PlaceKeys {
    /// A node behind the first word of a name.
    struct Beginning: BitwiseCopyable {
        var node: UInt32
        var isBehindArticle: Bool
        /// Whether it is a node among stems.
        var isStem: Bool
    }

    private let forms: FormHashes
    /// In Persian a name has endings in Arabic letters.
    private let takesEndings: Bool
    private var beginnings: [Beginning] = []
    private var ends: [Int] = []

    init(
        _ forms: FormHashes, _ tree: NameTree, stems: NameTree?, isPersian: Bool
    ) {
        self.forms = forms
        takesEndings = isPersian
        ends.reserveCapacity(forms.count)
        for word in 0..<forms.count {
            for (index, form) in forms.forms(of: word).enumerated() where isFit(form) {
                if let node = (form.isStem ? stems : tree)?.beginning(form.hash) {
                    beginnings.append(
                        Beginning(
                            node: node, isBehindArticle: form.isBehindArticle,
                            isStem: form.isStem))
                }
                // A word without a stem stands in stemmed names as it is.
                if index == 0, let node = stems?.beginning(form.hash) {
                    beginnings.append(
                        Beginning(node: node, isBehindArticle: false, isStem: true))
                }
            }
            ends.append(beginnings.count)
        }
    }

    /// Names take no pronouns.
    private func isFit(_ form: FormHashes.Form) -> Bool { takesEndings || !form.hasArabicEnding }

    /// Whether any name begins with this word; none does with nearly all.
    @inline(__always)
    func begins(_ word: Int) -> Bool { (word == 0 ? 0 : ends[word - 1]) < ends[word] }

    /// What a name that begins with this word goes on from.
    func beginnings(of word: Int) -> ArraySlice<Beginning> {
        beginnings[(word == 0 ? 0 : ends[word - 1])..<ends[word]]
    }

    /// The hashes of a word that may follow in a name: a word there may have an
    /// ending, but nothing before it, except that adjectives agree (`الكوري
    /// الشمالي`).
    func forEachFollowing(
        _ word: Int, behind first: Beginning, _ body: (UInt64) -> Void
    ) {
        for form in forms.forms(of: word) where isFit(form) {
            let isFollowing =
                first.isStem
                ? !form.isBehindProclitic
                : !form.isStem
                    && (!form.isBehindProclitic || form.isBehindArticle && first.isBehindArticle)
            if isFollowing { body(form.hash) }
        }
    }

    /// The word as it stands.
    func surface(of word: Int) -> UInt64 { forms.surface(of: word) }
}
