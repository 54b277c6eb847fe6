/// The forms of a Korean word: without particles and endings (`인도에서`,
/// `공격했다`), and of a compound its parts where the second is on the list
/// (`인도정부`).
///
/// What is left begins where the word begins, so that `인도` is found in
/// `인도에서는` and not in `인도네시아`. Two syllables must stay, or one before a
/// particle alone. Particles that have two shapes come off only in the shape
/// that the syllable before them asks for.
struct KoreanForms: Sendable {
    /// By its last syllable, longest first.
    private let endings: [Unicode.Scalar: [Ending]]
    private let heads: [Unicode.Scalar: [Ending]]
    private let names: Set<String>
    private let whole: Set<String>

    private struct Ending {
        var syllables: [Unicode.Scalar]
        var kind: String
    }

    /// The list's columns: a word; its kind (`particle`, `verb`, `head`, `name`,
    /// `whole`); what it is.
    init(_ list: WordList) {
        let rows = list.rows.filter { $0.count >= 2 }.map { (WordList.folded($0[0]), $0[1]) }
        func table(_ kinds: Set<String>) -> [Unicode.Scalar: [Ending]] {
            var table: [Unicode.Scalar: [Ending]] = [:]
            for (word, kind) in rows where kinds.contains(kind) {
                let syllables = Array(word.unicodeScalars)
                guard let last = syllables.last else { continue }
                table[last, default: []].append(Ending(syllables: syllables, kind: kind))
            }
            return table.mapValues { $0.sorted { $0.syllables.count > $1.syllables.count } }
        }
        endings = table(["particle", "verb"])
        heads = table(["head"])
        names = Set(rows.filter { $0.1 == "name" }.map(\.0))
        whole = Set(rows.filter { $0.1 == "whole" }.map(\.0))
    }

    /// All forms of a word of a text, each key once; not the word itself.
    func bare(of word: String) -> [BareForm] {
        let syllables = Array(word.unicodeScalars)
        guard (2...Self.longestWord).contains(syllables.count) else { return [] }
        var found: [BareForm] = []
        var open = [syllables.count]
        // At most three endings stand behind one another: 들·에게·는.
        for _ in 0..<3 {
            var next: [Int] = []
            for end in open {
                for length in endings(of: syllables[..<end]) where !next.contains(length) {
                    next.append(length)
                    add(syllables, 0..<length, to: &found)
                }
            }
            open = next
        }
        for end in [syllables.count] + found.map({ $0.key.unicodeScalars.count }) {
            addParts(of: syllables, before: end, to: &found)
        }
        return found
    }

    /// How many syllables stay before each ending that fits.
    private func endings(of word: ArraySlice<Unicode.Scalar>) -> [Int] {
        guard let last = word.last, !whole.contains(Self.text(word)) else { return [] }
        return (endings[last] ?? []).compactMap { ending in
            let rest = word.count - ending.syllables.count
            guard rest >= (ending.kind == "particle" ? 1 : 2),
                word.suffix(ending.syllables.count).elementsEqual(ending.syllables),
                rest >= 2 || Self.particlesOfShortWords.contains(Self.text(ending.syllables[...])),
                Self.agree(word[word.startIndex + rest - 1], Self.text(ending.syllables[...]))
            else { return nil }
            return rest
        }
    }

    /// The parts of a compound whose second part is on the list, and a name
    /// behind "toward", "pro-" and "anti-".
    private func addParts(
        of word: [Unicode.Scalar], before end: Int, to found: inout [BareForm]
    ) {
        if let last = word[..<end].last, !whole.contains(Self.text(word[..<end])) {
            for head in heads[last] ?? [] {
                let rest = end - head.syllables.count
                guard rest >= 2, word[rest..<end].elementsEqual(head.syllables) else { continue }
                add(word, 0..<rest, to: &found)
                if head.syllables.count >= 2 { add(word, rest..<end, to: &found) }
            }
        }
        if let first = word.first, Self.stances.contains(first), end >= 3,
            names.contains(Self.text(word[1..<end]))
        {
            add(word, 1..<end, to: &found)
        }
    }

    private func add(_ word: [Unicode.Scalar], _ range: Range<Int>, to found: inout [BareForm]) {
        let key = Self.text(word[range])
        guard range.count < word.count, !found.contains(where: { $0.key == key }) else { return }
        found.append(
            BareForm(
                key: key, prefix: Self.text(word[..<range.lowerBound]),
                suffix: Self.text(word[range.upperBound...])))
    }

    /// Whether the particle has the shape that the syllable asks for: `은 이 을
    /// 과 으로` behind a final consonant, `는 가 를 와 로` behind a vowel.
    private static func agree(_ syllable: Unicode.Scalar, _ particle: String) -> Bool {
        guard (0xAC00...0xD7A3).contains(syllable.value) else { return true }
        let final = (syllable.value - 0xAC00) % 28
        if afterConsonant.contains(where: particle.hasPrefix) { return final != 0 }
        if particle.hasPrefix("로") { return final == 0 || final == rieul }
        if afterVowel.contains(where: particle.hasPrefix) { return final == 0 }
        return true
    }

    private static func text(_ syllables: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(syllables))
    }

    private static let afterConsonant = ["은", "이", "을", "과", "으"]
    private static let afterVowel = ["는", "가", "를", "와", "라", "며"]
    private static let particlesOfShortWords: Set<String> = [
        "은", "는", "이", "가", "을", "를", "의", "에", "과", "와",
    ]
    private static let stances: Set<Unicode.Scalar> = ["대", "친", "반"]
    private static let rieul: UInt32 = 8
    /// In syllables.
    private static let longestWord = 20
}
