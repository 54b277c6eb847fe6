/// What a Russian name is without the endings of its cases. Snowball takes
/// `-ан`, `-ен` and `-ай` of names for endings of verbs (`Иран`, `Иране`,
/// `Китай`, `Китая` have four stems), so names find their cases by this beside
/// it.
///
/// Only words with a capital answer so. The keys begin with a capital, so that
/// no stem equals them.
enum RussianNames {
    /// The names whose case a folded word of a text may be, itself first.
    static func names(of word: String) -> [String] {
        let letters = Array(word.unicodeScalars)
        guard (fewestLetters...longestName).contains(letters.count) else { return [] }
        var found = [key(letters[...])]
        for ending in endings where letters.ends(with: ending) {
            let rest = letters.dropLast(ending.count)
            guard rest.count >= fewestLetters, let last = rest.last else { continue }
            var stems = [rest]
            if softEndings.contains(where: { $0 == ending }) {
                stems.append(rest + [vowels.contains(last) ? "й" : "ь"])
            }
            for stem in stems.map(key) where !found.contains(stem) { found.append(stem) }
        }
        return found
    }

    /// What a rule's word asks by: the nominative, without the vowel that its
    /// other cases do not have.
    static func lookup(of word: String) -> String? {
        let letters = Array(word.unicodeScalars)
        guard (fewestLetters...longestName).contains(letters.count), let last = letters.last
        else { return nil }
        return last == "а" || last == "я" ? key(letters.dropLast()) : key(letters[...])
    }

    private static func key(_ letters: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView(letters.prefix(1))
        view = String(view).uppercased().unicodeScalars
        view.append(contentsOf: letters.dropFirst())
        return String(view)
    }

    private static let endings: [[Unicode.Scalar]] = [
        "ом", "ем", "ой", "ей", "ым", "а", "у", "е", "ы", "и", "я", "ю",
    ].map { Array($0.unicodeScalars) }
    private static let softEndings: [[Unicode.Scalar]] = ["ем", "е", "и", "я", "ю"].map {
        Array($0.unicodeScalars)
    }
    private static let vowels: Set<Unicode.Scalar> = [
        "а", "е", "и", "о", "у", "ы", "э", "ю", "я",
    ]
    private static let fewestLetters = 3
    private static let longestName = 20
}

extension [Unicode.Scalar] {
    fileprivate func ends(with ending: [Unicode.Scalar]) -> Bool {
        suffix(ending.count).elementsEqual(ending)
    }
}
