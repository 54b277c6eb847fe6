/// The forms of a Turkish word: without case, possessive and plural endings, in
/// the order in which they are written onto it (`seçim·ler·i·nde`).
///
/// Endings that are a word's own in too many words are not taken off (`-im`,
/// `-ın` of "you"), and at least four letters stay, or three behind `-lar` and
/// its like. Folded letters tell less than Turkish ones (ı is i, ö is o), so
/// only a and e are held to the harmony of vowels.
struct TurkishForms: Sendable {
    private let whole: StemList

    init(stems: StemList) {
        whole = stems
    }

    /// The keys of a folded word of a Turkish text, itself first, each with the
    /// ending that was taken off.
    func stems(of word: String) -> [(key: String, ending: String)] {
        if let own = whole.stem(of: word, in: .turkish) { return [(own, "")] }
        var found: [(key: String, ending: String)] = [(word, "")]
        guard word.utf8.count <= Self.longestWord else { return found }
        for level in [Self.cases, Self.possessives, Self.plurals] {
            for (stem, ending) in found {
                guard whole.stem(of: stem, in: .turkish) == nil else { continue }
                for next in Self.without(level, stem)
                where !found.contains(where: { $0.key == next.key }) {
                    found.append((next.key, next.ending + ending))
                }
            }
        }
        // Before a vowel k is written ğ, p is b: bakanlık, bakanlığı.
        for (stem, ending) in found where !ending.isEmpty {
            if stem.hasSuffix("g") { found.append((stem.dropLast() + "k", ending)) }
            if stem.hasSuffix("b") { found.append((stem.dropLast() + "p", ending)) }
        }
        return found
    }

    /// A rule's word: itself, its singular, and without the possessive of a
    /// compound (`hava aracı`).
    func lookups(of word: String) -> [String] {
        if let own = whole.stem(of: word, in: .turkish) { return [own] }
        return [word] + Self.without(Self.plurals + Self.possessives, word).map(\.key)
    }

    private struct Ending {
        var text: String
        /// Letters that must stay before it.
        var fewest: Int
    }

    private static func without(_ endings: [Ending], _ word: String) -> [(
        key: String, ending: String
    )] {
        endings.compactMap { ending in
            let rest = word.utf8.count - ending.text.utf8.count
            guard rest >= ending.fewest, word.utf8.dropFirst(rest).elementsEqual(ending.text.utf8)
            else { return nil }
            let stem = word[..<word.utf8.index(word.startIndex, offsetBy: rest)]
            return agree(stem, ending.text) ? (String(stem), ending.text) : nil
        }
    }

    /// Whether the ending may stand there: one that begins with a vowel behind a
    /// consonant only, one with a joining n, y or s behind a vowel, and its vowel
    /// after the last one before it.
    private static func agree(_ stem: Substring, _ ending: String) -> Bool {
        guard let last = stem.last(where: vowels.contains), let letter = stem.last,
            let vowel = ending.first(where: vowels.contains), let first = ending.first
        else { return false }
        if vowels.contains(first), vowels.contains(letter) { return false }
        if joiners.contains(first), !vowels.contains(letter) { return false }
        if vowel == "a" { return last != "e" }
        // Loans: saatler, dikkate.
        if vowel == "e" { return last != "a" || stem.hasSuffix("at") }
        return true
    }

    private static let vowels: Set<Character> = ["a", "e", "i", "o", "u"]
    private static let joiners: Set<Character> = ["n", "s", "y"]
    private static let longestWord = 40

    private static func endings(_ texts: String, fewest: Int) -> [Ending] {
        texts.split(separator: " ").map { Ending(text: String($0), fewest: fewest) }
    }

    private static let cases =
        endings("da de ta te dan den tan ten nda nde ndan nden daki deki taki teki", fewest: 3)
        + endings("nin nun in un", fewest: 4)
        + endings("ya ye na ne yi yu ni nu", fewest: 4) + endings("a e i u", fewest: 4)
        + endings("yla yle la le", fewest: 4)
    private static let possessives =
        endings("lari leri", fewest: 3) + endings("si su", fewest: 4)
        + endings("i u", fewest: 4)
    private static let plurals = endings("lar ler", fewest: 3)
}
