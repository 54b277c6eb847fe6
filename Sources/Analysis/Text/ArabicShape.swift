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
    static func lemmas(of word: String, endsInTaMarbuta: Bool) -> [ArabicLemmas.Lemma] {
        let letters = Array(word.unicodeScalars)
        guard letters.count >= 4, letters.count <= longestWord, !letters.starts(in: article)
        else { return [] }
        var found = Found(letters: letters)
        adjective(&found, endsInTaMarbuta)
        participle(&found)
        verbalNoun(&found)
        feminine(&found, endsInTaMarbuta)
        return found.lemmas
    }

    private struct Found {
        let letters: [Unicode.Scalar]
        var lemmas: [ArabicLemmas.Lemma] = []

        /// How many letters stand before this ending; nil without it.
        func stem(before ending: [Unicode.Scalar]) -> Int? {
            letters.ends(in: ending) ? letters.count - ending.count : nil
        }

        mutating func add(_ end: Int, and ending: String = "", _ form: WordChange.Form) {
            let word = String(String.UnicodeScalarView(letters[..<end])) + ending
            if !lemmas.contains(where: { $0.word == word }) {
                lemmas.append(ArabicLemmas.Lemma(word: word, inflection: form))
            }
        }
    }

    private static func adjective(_ found: inout Found, _ endsInTaMarbuta: Bool) {
        let last = found.letters.count - 1
        if found.letters[last] == ya {
            // The genitive plural before another noun: صحفيي.
            if found.letters[last - 1] == ya {
                if last > 3 { found.add(last, .plural) }
            } else {
                found.add(last + 1, .singular)
            }
            return
        }
        for (ending, form) in adjectiveEndings {
            guard let end = found.stem(before: ending), end >= 4, found.letters[end - 1] == ya,
                form != .feminine || endsInTaMarbuta
            else { continue }
            found.add(end, form)
        }
    }

    private static func participle(_ found: inout Found) {
        let letters = found.letters
        guard letters[0] == "م", !vowels.contains(letters[1]) else { return }
        for (ending, form) in participleEndings {
            if let end = found.stem(before: ending), end >= 4, letters[end - 1] != ya {
                found.add(end, form)
                return
            }
        }
        if ["ه", "ي", "ا"].contains(letters[letters.count - 1]) || letters.ends(in: ["ا", "ت"]) {
            return
        }
        found.add(letters.count, .singular)
    }

    private static func verbalNoun(_ found: inout Found) {
        let letters = found.letters
        guard letters.count >= 5, letters[0] == alef || letters[0] == "ت" else { return }
        if isVerbalNoun(letters[...]) { found.add(letters.count, .singular) }
        for (ending, form) in verbalNounEndings {
            if let end = found.stem(before: ending), isVerbalNoun(letters[..<end]) {
                found.add(end, form)
            }
        }
    }

    private static func isVerbalNoun(_ letters: ArraySlice<Unicode.Scalar>) -> Bool {
        guard letters.count >= 5 else { return false }
        let vowel = letters[letters.endIndex - 2]
        return letters[0] == alef ? vowel == alef : vowel == ya && letters.count == 5
    }

    private static func feminine(_ found: inout Found, _ endsInTaMarbuta: Bool) {
        let last = found.letters.count - 1
        if found.letters[last] == "ه" {
            if endsInTaMarbuta, last >= 4 { found.add(last + 1, .singular) }
            return
        }
        for (ending, form) in feminineEndings {
            if let end = found.stem(before: ending), end >= 4 {
                found.add(end, and: "ه", form)
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

extension [Unicode.Scalar] {
    fileprivate func starts(in head: [Unicode.Scalar]) -> Bool {
        count >= head.count && prefix(head.count).elementsEqual(head)
    }

    fileprivate func ends(in tail: [Unicode.Scalar]) -> Bool {
        count > tail.count && last == tail.last && suffix(tail.count).elementsEqual(tail)
    }
}
