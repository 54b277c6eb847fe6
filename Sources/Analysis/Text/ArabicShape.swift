import Newswire

/// The endings of words that no list holds, by shapes that nouns and adjectives
/// have and hardly any name: adjectives in ي, participles in م, verbal nouns,
/// long words in ta marbuta.
///
/// | shape | lemma | its forms |
/// |---|---|---|
/// | ي behind three letters | `عسكري` | `عسكرية عسكريون عسكريين عسكريات` |
/// | م and three letters, the first of them no vowel | `معتقل` | `معتقلون معتقلين معتقلان` |
/// | ا…ا. of five letters, تـ…يـ. of five | `انفجار تصريح` | `انفجارات انفجارين انفجارا` |
/// | ta marbuta behind four letters | `مواجهة` | `مواجهات مواجهتان مواجهتين` |
enum ArabicShape {
    typealias Take = (Range<Int>, WordChange.Form, inout WordFormList) -> Void

    /// Takes the lemmas of the word in these bytes of a list, and what it is of
    /// each.
    static func find(
        of word: Range<Int>, in list: inout WordFormList, endsInTaMarbuta: Bool, take: Take
    ) {
        list.stem.read(list.bytes, word)
        let count = list.stem.count
        guard count >= 4, count <= longestWord,
            list.stem[0] != article[0] || list.stem[1] != article[1]
        else { return }
        adjective(&list, endsInTaMarbuta, take)
        participle(&list, take)
        verbalNoun(&list, take)
        feminine(&list, endsInTaMarbuta, take)
    }

    private static func adjective(
        _ list: inout WordFormList, _ endsInTaMarbuta: Bool, _ take: Take
    ) {
        let last = list.stem.count - 1
        if list.stem[last] == ya {
            // The genitive plural before another noun: صحفيي.
            if list.stem[last - 1] == ya {
                if last > 3 { take(list.stem.range(0, last), .plural, &list) }
            } else {
                take(list.stem.range(0, last + 1), .singular, &list)
            }
            return
        }
        for (ending, form) in adjectiveEndings {
            guard let end = list.stem.end(before: ending), end >= 4, list.stem[end - 1] == ya,
                form != .feminine || endsInTaMarbuta
            else { continue }
            take(list.stem.range(0, end), form, &list)
        }
    }

    private static func participle(_ list: inout WordFormList, _ take: Take) {
        let count = list.stem.count
        guard list.stem[0] == "م", !vowels.contains(list.stem[1]) else { return }
        for (ending, form) in participleEndings {
            if let end = list.stem.end(before: ending), end >= 4, list.stem[end - 1] != ya {
                take(list.stem.range(0, end), form, &list)
                return
            }
        }
        switch list.stem[count - 1] {
        case "ه", "ي", "ا": return
        case "ت" where list.stem[count - 2] == alef: return
        default: take(list.stem.range(0, count), .singular, &list)
        }
    }

    private static func verbalNoun(_ list: inout WordFormList, _ take: Take) {
        let count = list.stem.count
        guard count >= 5, list.stem[0] == alef || list.stem[0] == "ت" else { return }
        if isVerbalNoun(list.stem, before: count) {
            take(list.stem.range(0, count), .singular, &list)
        }
        for (ending, form) in verbalNounEndings {
            if let end = list.stem.end(before: ending), isVerbalNoun(list.stem, before: end) {
                take(list.stem.range(0, end), form, &list)
            }
        }
    }

    private static func isVerbalNoun(_ letters: WordLetters, before end: Int) -> Bool {
        guard end >= 5 else { return false }
        let vowel = letters[end - 2]
        return letters[0] == alef ? vowel == alef : vowel == ya && end == 5
    }

    private static func feminine(
        _ list: inout WordFormList, _ endsInTaMarbuta: Bool, _ take: Take
    ) {
        let last = list.stem.count - 1
        if list.stem[last] == "ه" {
            if endsInTaMarbuta, last >= 4 {
                take(list.stem.range(0, last + 1), .singular, &list)
            }
            return
        }
        for (ending, form) in feminineEndings {
            if let end = list.stem.end(before: ending), end >= 4 {
                take(list.append(list.stem.range(0, end), and: "ه"), form, &list)
            }
        }
    }

    private static let longestWord = 24
    private static let alef: Unicode.Scalar = "ا"
    private static let ya: Unicode.Scalar = "ي"
    private static let vowels: [Unicode.Scalar] = ["ا", "و", "ي"]
    private static let article: [Unicode.Scalar] = ["ا", "ل"]

    private typealias Ending = ([Unicode.Scalar], WordChange.Form)

    private static let adjectiveEndings: [Ending] = [
        (["ه"], .feminine), (["ا", "ت"], .plural), (["و", "ن"], .plural), (["ي", "ن"], .plural),
    ]
    private static let participleEndings: [Ending] = [
        (["و", "ن"], .plural), (["ي", "ن"], .plural), (["ا", "ن"], .dual),
    ]
    private static let verbalNounEndings: [Ending] = [
        (["ا", "ت"], .plural), (["ي", "ن"], .dual), (["ا", "ن"], .dual), (["ا"], .accusative),
    ]
    private static let feminineEndings: [Ending] = [
        (["ا", "ت"], .plural), (["ت", "ا", "ن"], .dual), (["ت", "ي", "ن"], .dual),
    ]
}

extension WordLetters {
    /// How many letters stand before this ending; nil without it.
    fileprivate func end(before ending: [Unicode.Scalar]) -> Int? {
        ends(in: ending, before: count) ? count - ending.count : nil
    }
}
