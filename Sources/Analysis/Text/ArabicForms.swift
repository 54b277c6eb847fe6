/// The forms of an Arabic word: without the particles written onto it,
/// `(و|ف)(ب|ك|ل|س)(ال)` and `لل`, and without pronoun endings.
///
/// A particle comes off only where at least three letters stay, or one of the
/// few known words of two (`بتل أبيب`), and the word is not one that merely
/// begins so (`وزير`, `كتاب`, any form in the list of nouns); an article only
/// where its alef was not written with a hamza (`ألمانيا`); an ending only from a
/// word without article (`مساعدته`, never `المتهم`). Names have no list that is
/// complete, so nothing else is ever taken off.
struct ArabicForms: Sendable {
    private let lookalikes: Set<FoldedWord>
    /// Those of the list itself and of the nouns', which lose no ending either.
    private let wholeWords: Set<FoldedWord>
    private let nouns: ArabicNouns
    /// Words of two letters, with the particles that they are written behind.
    private let shortWords: [FoldedWord: Set<Unicode.Scalar>]
    /// Words that begin with ال by birth.
    private let bornWithArticle: Set<FoldedWord>
    /// Those of them that begin with a hamza where it is spelt: `آلام`, which
    /// is not `الأم`.
    private let bornWithHamza: Set<FoldedWord>
    /// Names that are another word without their article: `الرياض`.
    private let namesWithArticle: Set<FoldedWord>

    init(lookalikes: WordList, article: WordList, short: WordList, nouns: ArabicNouns) {
        self.lookalikes = Self.inflected(lookalikes.words)
        self.nouns = nouns
        // `كتابة` is guarded by its ta marbuta, `كتابه` is his book.
        wholeWords = nouns.wholeWords.union(
            lookalikes.rows.map { $0[0] }.filter { $0.unicodeScalars.last != "ة" }
                .map { FoldedWord(WordList.folded($0)) })
        shortWords = Dictionary(
            short.rows.filter { $0.count > 1 }.map { row in
                (
                    FoldedWord(WordList.folded(row[0])),
                    Set(row[1].unicodeScalars.filter { $0 != " " })
                )
            }, uniquingKeysWith: { first, _ in first })
        let born = article.rows.filter { $0.count > 1 && $0[1] == "born" }
        let names = article.rows.filter { $0.count > 1 && $0[1] == "name" }
        let hamzas: [Unicode.Scalar?] = ["أ", "إ", "آ"]
        let withHamza = born.filter { hamzas.contains($0[0].unicodeScalars.first) }
        let hamzaWords = withHamza.map { WordList.folded($0[0]) }
        // `المهم` is not their pain, for want of a hamza.
        bornWithHamza = Self.inflected(hamzaWords.filter { $0.unicodeScalars.count > 4 })
            .union(hamzaWords.map(FoldedWord.init))
        bornWithArticle = Self.inflected(
            born.filter { !hamzas.contains($0[0].unicodeScalars.first) }
                .map { WordList.folded($0[0]) })
        namesWithArticle = Set(names.map { FoldedWord(WordList.folded($0[0])) })
    }

    /// All bare forms of a folded word, each key once; not the word itself.
    func bare(of word: String, hamzas: UInt16, endsInTaMarbuta: Bool) -> [BareForm] {
        let letters = Array(word.unicodeScalars)
        guard letters.count >= Self.fewestLetters, letters.count <= Self.longestWord else {
            return []
        }
        var found = Found(word, letters, hamzas: hamzas, endsInTaMarbuta: endsInTaMarbuta)
        particles(from: 0, &found)
        if isParticle(Self.conjunctions, at: 0, found) {
            found.add(from: 1)
            particles(from: 1, &found)
        }
        return found.forms
    }

    /// What a rule's word is looked up by: without its article, unless that
    /// belongs to it.
    func lookup(of word: String, hamzas: UInt16) -> String {
        let letters = Array(word.unicodeScalars)
        let found = Found(word, letters, hamzas: hamzas, endsInTaMarbuta: true)
        guard hasArticle(at: 0, found), !namesWithArticle.contains(word) else { return word }
        return String(word.unicodeScalars.dropFirst(2))
    }

    /// What comes after the conjunction.
    private func particles(from start: Int, _ found: inout Found) {
        if hasArticle(at: start, found) {
            found.add(from: start + 2)
            return
        }
        addWithoutPronoun(from: start, &found)
        if isParticle(Self.prepositions, at: start, found) {
            found.add(from: start + 1)
            if hasArticle(at: start + 1, found) {
                found.add(from: start + 3)
            } else {
                addWithoutPronoun(from: start + 1, &found)
            }
            if found.letters.has(Self.lam, Self.lam, at: start),
                found.letters.count - start - 2 >= Self.fewestBehindArticle
            {
                found.add(from: start + 2)
                found.add(from: start + 2, restoring: "ال")
            }
        } else if found.letters[start] == Self.sin, start + 1 < found.letters.count,
            Self.beginnersOfVerbs.contains(found.letters[start + 1]),
            isParticle([Self.sin], at: start, found)
        {
            found.add(from: start + 1)
            addWithoutPronoun(from: start + 1, &found)
        }
    }

    private func addWithoutPronoun(from start: Int, _ found: inout Found) {
        if !wholeWords.contains(found.word(from: start)) { found.addWithoutPronoun(from: start) }
    }

    private func isParticle(
        _ particles: [Unicode.Scalar], at start: Int, _ found: Found
    ) -> Bool {
        let left = found.letters.count - start - 1
        guard left >= Self.fewestBehindArticle, particles.contains(found.letters[start]) else {
            return false
        }
        let word = found.word(from: start)
        if left < Self.fewestLetters,
            shortWords[FoldedWord(found.word(from: start + 1))]?.contains(found.letters[start])
                != true
        {
            return false
        }
        return !lookalikes.contains(word) && nouns.forms(of: word).isEmpty
    }

    private func hasArticle(at start: Int, _ found: Found) -> Bool {
        guard found.letters.has(Self.alef, Self.lam, at: start),
            found.letters.count - start - 2 >= Self.fewestBehindArticle,
            !found.hasHamza(at: start)
        else { return false }
        let word = found.word(from: start)
        return !bornWithArticle.contains(word)
            && (found.hasHamza(at: start + 2) || !bornWithHamza.contains(word))
    }

    private static let fewestLetters = 3
    private static let fewestBehindArticle = 2
    private static let longestWord = 40
    private static let alef: Unicode.Scalar = "ا"
    private static let lam: Unicode.Scalar = "ل"
    private static let sin: Unicode.Scalar = "س"
    private static let conjunctions: [Unicode.Scalar] = ["و", "ف"]
    private static let prepositions: [Unicode.Scalar] = ["ب", "ك", "ل"]
    /// س is the future only before these.
    private static let beginnersOfVerbs: [Unicode.Scalar] = ["ا", "ن", "ي", "ت"]

    /// Every word of a list with its common endings, so that one look-up
    /// serves: an entry `لجنة` stands for `لجنتهم` and `لجنتان` too. No ending
    /// is among them that made other words of many entries (`لجنين`, to Jenin).
    private static func inflected(_ words: [String]) -> Set<FoldedWord> {
        let pronouns = ["ه", "ها", "هم", "هما", "هن", "نا", "كم"]
        let feminine =
            ["ه", "ات", "تان", "تين"] + pronouns.flatMap { ["ت" + $0, "ات" + $0] }
        let other = ["ا", "ي", "يه", "ان", "ين", "ون", "ات"] + pronouns
        var all = Set(words.map(FoldedWord.init))
        all.reserveCapacity(words.count * (other.count + 1))
        for word in words {
            let isFeminine = word.unicodeScalars.last == "ه"
            let stem = isFeminine ? String(word.unicodeScalars.dropLast()) : word
            for ending in isFeminine ? feminine : other { all.insert(FoldedWord(stem + ending)) }
        }
        return all
    }
}

/// The word at hand and the forms found so far.
private struct Found {
    let letters: [Unicode.Scalar]
    let hamzas: UInt16
    let endsInTaMarbuta: Bool
    private(set) var forms: [BareForm] = []
    /// UTF-8, two bytes a letter; empty for a word that is not so.
    private let bytes: [UInt8]

    init(
        _ word: String, _ letters: [Unicode.Scalar], hamzas: UInt16, endsInTaMarbuta: Bool
    ) {
        self.letters = letters
        bytes = word.utf8.count == 2 * letters.count ? Array(word.utf8) : []
        self.hamzas = hamzas
        self.endsInTaMarbuta = endsInTaMarbuta
    }

    func hasHamza(at index: Int) -> Bool {
        index < 16 && hamzas & 1 << UInt16(index) != 0
    }

    func word(from start: Int, to end: Int? = nil) -> String {
        let end = end ?? letters.count
        if bytes.isEmpty { return String(String.UnicodeScalarView(letters[start..<end])) }
        return String(decoding: bytes[2 * start..<2 * end], as: UTF8.self)
    }

    mutating func add(from start: Int, restoring article: String = "") {
        add(article + word(from: start), prefix: start, suffix: letters.count)
    }

    /// Without a pronoun at its end; with the ta marbuta that the pronoun made
    /// a ta, if four letters and more make it likely (`مساعدتهم`, not `غزتهم`,
    /// "she invaded them").
    mutating func addWithoutPronoun(from start: Int) {
        for pronoun in Self.pronouns where letters.ends(in: pronoun) {
            let end = letters.count - pronoun.count
            if pronoun.count == 1, endsInTaMarbuta { continue }
            guard end - start >= 3 else { continue }
            add(word(from: start, to: end), prefix: start, suffix: end)
            if letters[end - 1] == "ت", end - start >= 4 {
                add(word(from: start, to: end - 1) + "ه", prefix: start, suffix: end)
            }
        }
    }

    private mutating func add(_ key: String, prefix: Int, suffix: Int) {
        guard !forms.contains(where: { $0.key == key }) else { return }
        forms.append(
            BareForm(
                key: key, prefix: word(from: 0, to: prefix), suffix: word(from: suffix)))
    }

    private static let pronouns: [[Unicode.Scalar]] =
        ["هما", "ها", "هم", "هن", "نا", "كم", "ه"].map { Array($0.unicodeScalars) }
}

extension [Unicode.Scalar] {
    fileprivate func has(_ first: Unicode.Scalar, _ second: Unicode.Scalar, at start: Int) -> Bool {
        start + 1 < count && self[start] == first && self[start + 1] == second
    }

    fileprivate func ends(in tail: [Unicode.Scalar]) -> Bool {
        count > tail.count && last == tail.last && suffix(tail.count).elementsEqual(tail)
    }
}
