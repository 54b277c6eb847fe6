/// The forms of a Hebrew word: without the letters written onto it,
/// `ו` (and), `ש` (that), `כש` (when), `ב כ ל מ` (in, as, to, from) and `ה` (the)
/// in that order, and of plurals and constructs the singular.
///
/// At least three letters stay, or two of an abbreviation (`בצה"ל`) and of a few
/// listed words (`האש`). A word of the list is whole: nothing is taken off what only begins or ends so
/// (`מלחמה`, `ירושלים`).
struct HebrewForms: Sendable {
    private let whole: Set<String>
    private let short: Set<String>
    /// Plurals and constructs that no rule makes: `נשים` → `אישה`.
    private let singulars: [String: String]

    /// Of the first list the first column counts; of the second a form and its
    /// singular.
    init(lookalikes: WordList, short: WordList, plurals: WordList) {
        whole = Set(lookalikes.words)
        self.short = Set(short.words)
        singulars = Dictionary(
            plurals.rows.filter { $0.count >= 2 }
                .map { (WordList.folded($0[0]), WordList.folded($0[1])) },
            uniquingKeysWith: { first, _ in first })
    }

    /// All forms of a folded word of a text, each key once; not the word itself.
    func bare(of word: String, isAbbreviation: Bool) -> [BareForm] {
        let fewest = isAbbreviation ? 2 : 3
        guard word.utf8.count <= Self.longestWord else { return [] }
        var found: [BareForm] = []
        for prefix in prefixes(of: word, fewest: fewest) {
            let rest = String(word.unicodeScalars.dropFirst(prefix.unicodeScalars.count))
            add(BareForm(key: rest, prefix: prefix), to: &found)
            guard !isAbbreviation else { continue }
            for (singular, suffix) in singulars(of: rest) {
                add(BareForm(key: singular, prefix: prefix, suffix: suffix), to: &found)
            }
        }
        return found.filter { $0.key != word }
    }

    /// What a rule's word asks by: itself, without its article, in the singular.
    func lookups(of word: String, isAbbreviation: Bool) -> [String] {
        guard !isAbbreviation else { return [word] }
        var keys = [word]
        if word.hasPrefix("ה"), !whole.contains(word), word.unicodeScalars.count > 3 {
            keys.append(String(word.unicodeScalars.dropFirst()))
        }
        for key in keys {
            for (singular, _) in singulars(of: key) where !keys.contains(singular) {
                keys.append(singular)
            }
        }
        return keys
    }

    /// All that may be taken off at the beginning, nothing first. A word that is
    /// whole once something was taken off ends the search.
    private func prefixes(of word: String, fewest: Int) -> [String] {
        var found = [""]
        var open: [(prefix: String, rest: Substring.UnicodeScalarView, step: Int)] = [
            ("", Substring(word).unicodeScalars, 0)
        ]
        while let (prefix, rest, step) = open.popLast() {
            guard !whole.contains(String(rest)) else { continue }
            for (place, letters) in Self.particles where place >= step {
                for particle in letters where rest.starts(with: particle.unicodeScalars) {
                    let left = rest.dropFirst(particle.unicodeScalars.count)
                    guard left.count >= fewest || short.contains(String(left)) else { continue }
                    let taken = prefix + particle
                    if !found.contains(taken) { found.append(taken) }
                    open.append((taken, left, place + 1))
                }
            }
        }
        return found
    }

    /// In the order in which they are written.
    private static let particles: [(place: Int, letters: [String])] = [
        (0, ["ו"]), (1, ["ש", "כש", "לכש"]), (2, ["ב", "כ", "ל", "מ"]), (3, ["ה"]),
    ]

    /// `ממשלות` and `ממשלת` → `ממשלה`, `טילים` → `טיל`, `מכוניות` → `מכונית`.
    private func singulars(of word: String) -> [(key: String, suffix: String)] {
        if let listed = singulars[word] { return [(listed, "")] }
        guard !whole.contains(word) else { return [] }
        let letters = word.unicodeScalars.count
        func without(_ ending: String) -> String? {
            let count = ending.unicodeScalars.count
            guard word.hasSuffix(ending), letters - count >= 3 else { return nil }
            return String(word.unicodeScalars.dropLast(count))
        }
        if let stem = without("ויות") { return [(stem + "ות", "ויות")] }
        if let stem = without("יות") { return [(stem + "ית", "יות"), (stem + "יה", "ות")] }
        if let stem = without("ות") {
            return [(stem + "ה", "ות"), (stem, "ות"), (stem + "ת", "ות")]
        }
        // Folded, final mem is mem.
        if let stem = without("ימ") { return [(stem, "ימ")] }
        if let stem = without("ת"), !stem.hasSuffix("י"), !stem.hasSuffix("ו") {
            return [(stem + "ה", "ת")]
        }
        return []
    }

    private func add(_ bare: BareForm, to found: inout [BareForm]) {
        if !found.contains(where: { $0.key == bare.key }) { found.append(bare) }
    }

    /// In bytes: two a letter.
    private static let longestWord = 40
}
