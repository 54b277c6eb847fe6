/// What a Russian name is without the endings of its cases. Snowball takes
/// `-ан`, `-ен` and `-ай` of names for endings of verbs (`Иран`, `Иране`,
/// `Китай`, `Китая` have four stems), so names find their cases by this beside
/// it.
///
/// Only words with a capital answer so. The keys begin with a capital, so that
/// no stem equals them.
enum RussianNames {
    /// Adds the names whose case the word of a list may be, itself first.
    static func add(to list: inout WordFormList) {
        list.letters.read(list.bytes, list.word)
        let count = list.letters.count
        guard (fewestLetters...longestName).contains(count) else { return }
        add(0..<list.end, "", &list)
        for ending in endings where list.letters.ends(in: ending.letters, before: count) {
            let rest = count - ending.letters.count
            guard rest >= fewestLetters else { continue }
            let stem = list.letters.range(0, rest)
            add(stem, "", &list)
            if ending.isSoft {
                add(stem, vowels.contains(list.letters[rest - 1]) ? "й" : "ь", &list)
            }
        }
    }

    /// What a rule's word asks by: the nominative, without the vowel that its
    /// other cases do not have.
    static func lookup(of word: String) -> String? {
        let letters = word.unicodeScalars
        guard (fewestLetters...longestName).contains(letters.count), let last = letters.last
        else { return nil }
        let stem = last == "а" || last == "я" ? letters.dropLast() : letters[...]
        return String(stem.prefix(1)).uppercased() + String(stem.dropFirst())
    }

    private static func add(
        _ stem: Range<Int>, _ ending: StaticString, _ list: inout WordFormList
    ) {
        var key = list.append(stem, and: ending)
        // The first letter as a capital: р to я are the second half of their row.
        let first = key.lowerBound
        switch (list.bytes[first], list.bytes[first + 1]) {
        case (0xD0, 0xB0...0xBF): list.bytes[first + 1] -= 0x20
        case (0xD1, 0x80...0x8F):
            list.bytes[first] = 0xD0
            list.bytes[first + 1] += 0x20
        default:
            let letters = list.text(key).unicodeScalars
            list.bytes.removeSubrange(key)
            key = list.append(
                (String(letters.prefix(1)).uppercased() + String(letters.dropFirst())).utf8)
        }
        list.add(key, stemmer: .russian, .stem)
    }

    private struct Ending {
        var letters: [Unicode.Scalar]
        var isSoft: Bool
    }

    private static let endings: [Ending] = [
        ("ом", false), ("ем", true), ("ой", false), ("ей", false), ("ым", false), ("а", false),
        ("у", false), ("е", true), ("ы", false), ("и", true), ("я", true), ("ю", true),
    ].map { Ending(letters: Array(String($0.0).unicodeScalars), isSoft: $0.1) }
    private static let vowels: Set<Unicode.Scalar> = [
        "а", "е", "и", "о", "у", "ы", "э", "ю", "я",
    ]
    private static let fewestLetters = 3
    private static let longestName = 20
}
