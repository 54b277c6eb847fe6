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
    private let lookalikes: WordSet
    /// Those of the list itself and of the nouns', which lose no ending either.
    private let wholeWords: WordSet
    private let nouns: ArabicNouns
    /// Words of two letters, with the particles that they are written behind.
    private let shortWords: WordMap<Set<Unicode.Scalar>>
    /// Words that begin with ال by birth.
    private let bornWithArticle: WordSet
    /// Those of them that begin with a hamza where it is spelt: `آلام`, which
    /// is not `الأم`.
    private let bornWithHamza: WordSet
    /// Names that are another word without their article: `الرياض`.
    private let namesWithArticle: WordSet

    init(lookalikes: WordList, article: WordList, short: WordList, nouns: ArabicNouns) {
        let bare = lookalikes.rows.filter { $0.count > 2 && $0[2] == "bare" }
            .map { WordList.folded($0[0]) }
        self.lookalikes = WordSet(
            words: Self.inflected(lookalikes.words.filter { !bare.contains($0) }) + bare)
        self.nouns = nouns
        // `كتابة` is guarded by its ta marbuta, `كتابه` is his book.
        wholeWords = WordSet(
            words: nouns.wholeWords
                + lookalikes.rows.map { $0[0] }.filter { $0.unicodeScalars.last != "ة" }
                .map(WordList.folded))
        shortWords = WordMap(
            short.rows.filter { $0.count > 1 }.map { row in
                (WordList.folded(row[0]), Set(row[1].unicodeScalars.filter { $0 != " " }))
            })
        let born = article.rows.filter { $0.count > 1 && $0[1] == "born" }
        let names = article.rows.filter { $0.count > 1 && $0[1] == "name" }
        let hamzas: [Unicode.Scalar?] = ["أ", "إ", "آ"]
        let withHamza = born.filter { hamzas.contains($0[0].unicodeScalars.first) }
        let hamzaWords = withHamza.map { WordList.folded($0[0]) }
        // `المهم` is not their pain, for want of a hamza.
        bornWithHamza = WordSet(
            words: Self.inflected(hamzaWords.filter { $0.unicodeScalars.count > 4 }) + hamzaWords)
        bornWithArticle = WordSet(
            words: Self.inflected(
                born.filter { !hamzas.contains($0[0].unicodeScalars.first) }
                    .map { WordList.folded($0[0]) }))
        namesWithArticle = WordSet(words: names.map { WordList.folded($0[0]) })
    }

    /// Adds all bare forms of the word of a list, whose letters were read.
    func add(to list: inout WordFormList, _ token: Token) {
        guard list.letters.count >= Self.fewestLetters, list.letters.count <= Self.longestWord
        else { return }
        let word = Word(token)
        addBehindConjunction(0, word, &list)
        if isParticle(Self.conjunctions, at: 0, list) {
            word.add(from: 1, &list)
            addBehindConjunction(1, word, &list)
        }
    }

    /// What a rule's word is looked up by: without its article, unless that
    /// belongs to it.
    func lookup(of word: String, hamzas: UInt16) -> String {
        var list = WordFormList()
        list.begin(Array(word.utf8)[...])
        list.letters.read(list.bytes, list.word)
        guard hasArticle(at: 0, list, hamzas), !namesWithArticle.contains(word) else {
            return word
        }
        return String(word.unicodeScalars.dropFirst(2))
    }

    private func addBehindConjunction(_ start: Int, _ word: Word, _ list: inout WordFormList) {
        if hasArticle(at: start, list, word.hamzas) {
            word.add(from: start + 2, &list)
            return
        }
        addWithoutPronoun(from: start, word, &list)
        let first = list.letters[start]
        if isParticle(Self.prepositions, at: start, list) {
            word.add(from: start + 1, &list)
            if hasArticle(at: start + 1, list, word.hamzas) {
                word.add(from: start + 3, &list)
            } else {
                addWithoutPronoun(from: start + 1, word, &list)
            }
            if first == Self.lam, list.letters[start + 1] == Self.lam,
                list.letters.count - start - 2 >= Self.fewestBehindArticle
            {
                word.add(from: start + 2, &list)
                word.addRestoringArticle(from: start + 2, &list)
            }
        } else if first == Self.sin, start + 1 < list.letters.count,
            Self.beginnersOfVerbs.contains(list.letters[start + 1]),
            isParticle([Self.sin], at: start, list)
        {
            word.add(from: start + 1, &list)
            addWithoutPronoun(from: start + 1, word, &list)
        }
    }

    private func addWithoutPronoun(from start: Int, _ word: Word, _ list: inout WordFormList) {
        guard Word.mayEndInPronoun(list.letters), !wholeWords.contains(list.bytes, list.rest(start))
        else { return }
        word.addWithoutPronoun(from: start, &list)
    }

    private func isParticle(
        _ particles: [Unicode.Scalar], at start: Int, _ list: borrowing WordFormList
    ) -> Bool {
        let left = list.letters.count - start - 1
        guard left >= Self.fewestBehindArticle, particles.contains(list.letters[start]) else {
            return false
        }
        if left < Self.fewestLetters,
            shortWords.value(of: list.bytes, list.rest(start + 1))?
                .contains(list.letters[start]) != true
        {
            return false
        }
        let word = list.rest(start)
        return !lookalikes.contains(list.bytes, word) && !nouns.contains(list.bytes, word)
    }

    private func hasArticle(
        at start: Int, _ list: borrowing WordFormList, _ hamzas: UInt16
    ) -> Bool {
        guard list.letters.count - start - 2 >= Self.fewestBehindArticle,
            list.letters[start] == Self.alef, list.letters[start + 1] == Self.lam,
            !Word.hasHamza(hamzas, at: start)
        else { return false }
        let word = list.rest(start)
        return !bornWithArticle.contains(list.bytes, word)
            && (Word.hasHamza(hamzas, at: start + 2) || !bornWithHamza.contains(list.bytes, word))
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
    private static func inflected(_ words: [String]) -> [String] {
        let pronouns = ["ه", "ها", "هم", "هما", "هن", "نا", "كم"]
        let feminine =
            ["ه", "ات", "تان", "تين"] + pronouns.flatMap { ["ت" + $0, "ات" + $0] }
        let other = ["ا", "ي", "يه", "ان", "ين", "ون", "ات"] + pronouns
        return words.flatMap { word in
            let isFeminine = word.unicodeScalars.last == "ه"
            let stem = isFeminine ? String(word.unicodeScalars.dropLast()) : word
            return [word] + (isFeminine ? feminine : other).map { stem + $0 }
        }
    }
}

/// What of the word at hand its letters do not tell.
private struct Word {
    let hamzas: UInt16
    let endsInTaMarbuta: Bool

    init(_ token: Token) {
        hamzas = token.hamzas
        endsInTaMarbuta = token.spelling.contains(.taMarbuta)
    }

    static func hasHamza(_ hamzas: UInt16, at index: Int) -> Bool {
        index < 16 && hamzas & 1 << UInt16(index) != 0
    }

    func add(from start: Int, _ list: inout WordFormList) {
        add(list.rest(start), prefix: start, suffix: list.letters.count, &list)
    }

    func addRestoringArticle(from start: Int, _ list: inout WordFormList) {
        let article = list.append(0..<0, and: "ال")
        let rest = list.append(list.rest(start), and: "")
        add(
            article.lowerBound..<rest.upperBound, prefix: start, suffix: list.letters.count, &list)
    }

    /// Without a pronoun at its end; with the ta marbuta that the pronoun made
    /// a ta, if four letters and more make it likely (`مساعدتهم`, not `غزتهم`,
    /// "she invaded them").
    func addWithoutPronoun(from start: Int, _ list: inout WordFormList) {
        for pronoun in Self.pronouns
        where list.letters.ends(in: pronoun, before: list.letters.count) {
            let end = list.letters.count - pronoun.count
            if pronoun.count == 1, endsInTaMarbuta { continue }
            guard end - start >= 3 else { continue }
            add(list.letters.range(start, end), prefix: start, suffix: end, &list)
            if list.letters[end - 1] == "ت", end - start >= 4 {
                let key = list.append(list.letters.range(start, end - 1), and: "ه")
                add(key, prefix: start, suffix: end, &list)
            }
        }
    }

    static func mayEndInPronoun(_ letters: WordLetters) -> Bool {
        switch letters[letters.count - 1] {
        case "ا", "م", "ن", "ه": true
        default: false
        }
    }

    /// What was taken off behind goes to the end of the whole word, where the
    /// alef of a tanween may follow its letters.
    private func add(
        _ key: Range<Int>, prefix: Int, suffix: Int, _ list: inout WordFormList
    ) {
        list.add(
            key, .bare, prefix: list.letters.range(0, prefix),
            suffix: list.letters.offsets[suffix]..<list.end)
    }

    private static let pronouns: [[Unicode.Scalar]] =
        ["هما", "ها", "هم", "هن", "نا", "كم", "ه"].map { Array($0.unicodeScalars) }
}

extension WordFormList {
    /// Where the letters from one on stand.
    fileprivate func rest(_ start: Int) -> Range<Int> { letters.range(start, letters.count) }

    /// Whether the article was among what was taken off before a form.
    func isBehindArticle(_ form: Form) -> Bool {
        hasSuffix("ال", form.prefix) || hasSuffix("لل", form.prefix)
    }

    /// The same, and before a word in ل, which the article and its preposition
    /// leave with one ل of three: `للاجئين` is ل and اللاجئين.
    func mayBeBehindArticle(_ form: Form) -> Bool {
        isBehindArticle(form)
            || hasSuffix("ل", form.prefix) && hasSuffix("ل", form.key.prefix(2))
    }
}
