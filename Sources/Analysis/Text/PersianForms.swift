import Newswire

/// The forms of Persian and Urdu words: without plural endings, ezafe and the
/// pronouns written behind a zero-width joint, and in Urdu the oblique forms.
///
/// Behind a joint (U+200C) an ending is known for one, and comes off whatever
/// stays. Without a joint it comes off only where three letters stay, four
/// before an ending that many words have by birth (`-ān`).
struct PersianForms: Sendable {
    private let whole: Set<String>
    /// Plurals that no rule makes or dares: `زنان` → `زن`.
    private let singulars: [String: String]

    /// Arabic names that Persian and Urdu write without their article: قاهره.
    private let arabicNames: Set<String>

    /// Of the list a word and its singular, or the word twice if it only looks
    /// like a form of another; of `articles` the names.
    init(_ list: WordList, articles: WordList) {
        let rows = list.rows.filter { $0.count >= 2 }.map { row in
            (WordList.folded(row[0]), WordList.folded(row[1]))
        }
        whole = Set(rows.filter { $0 == $1 }.map(\.0))
        singulars = Dictionary(
            rows.filter { $0 != $1 }, uniquingKeysWith: { first, _ in first })
        arabicNames = Set(
            articles.rows.filter { $0.count > 1 && $0[1] == "name" }
                .map { WordList.folded($0[0]) })
    }

    static func speaks(_ language: LanguageTag?) -> Bool {
        language?.language == "fa" || language?.language == "ur"
    }

    /// All forms of a word of a text, each key once; not the word itself.
    /// `original` is the reader's own characters of it.
    func bare(of word: String, original: String, language: LanguageTag?) -> [BareForm] {
        guard word.utf8.count <= Self.longestWord else { return [] }
        let name = "ال" + word
        if arabicNames.contains(name) { return [BareForm(key: name)] }
        guard !whole.contains(word) else { return [] }
        if let singular = singulars[word] { return [BareForm(key: singular)] }
        var found = Self.jointed(original)
        if language?.language == "ur" {
            Self.urdu(word, original).forEach { Self.add($0, to: &found) }
        } else {
            persian(word).forEach { Self.add($0, to: &found) }
        }
        for form in [BareForm(key: word)] + found {
            if let key = Self.otherSpelling(of: form.key) {
                Self.add(BareForm(key: key, prefix: form.prefix, suffix: form.suffix), to: &found)
            }
        }
        return found.filter { $0.key != word && !$0.key.isEmpty }
    }

    /// رییس and رئیس, آمریکایی and آمریکائی.
    private static func otherSpelling(of word: String) -> String? {
        if word.contains("ءي") { return word.replacing("ءي", with: "يي") }
        return word.contains("يي") ? word.replacing("يي", with: "ءي") : nil
    }

    /// What a rule's word asks by beside itself, as far as its own letters tell
    /// that it is Persian or Urdu: `تحریم‌ها`, `حملے`.
    func lookups(of word: String, original: String) -> [String] {
        guard original.unicodeScalars.contains(where: { Self.telling.contains($0) }) else {
            return []
        }
        if let singular = singulars[word] { return [singular] }
        guard !whole.contains(word) else { return [] }
        return (Self.jointed(original) + Self.urdu(word, original)).map(\.key)
    }

    // MARK: Behind a joint

    private static func jointed(_ original: String) -> [BareForm] {
        let parts = original.unicodeScalars.split(separator: joint).map {
            WordList.folded(String($0))
        }
        guard parts.count >= 2 else { return [] }
        var found: [BareForm] = []
        var first = 0
        if ["مي", "نمي"].contains(parts[0]), parts[1].unicodeScalars.count >= 2 {
            first = 1
            found.append(BareForm(key: parts[1...].joined(), prefix: parts[0]))
        }
        for last in (first + 1..<parts.count).reversed() {
            guard endings.contains(parts[last]) else { break }
            let key = parts[first..<last].joined()
            guard key.unicodeScalars.count >= 2 else { break }
            found.append(
                BareForm(
                    key: key, prefix: first == 1 ? parts[0] : "",
                    suffix: parts[last...].joined()))
        }
        return found
    }

    /// Plurals, ezafe, "a", pronouns, "is" and "are", comparison.
    private static let endings: Set<String> = [
        "ها", "هاي", "هايي", "هايش", "هايشان", "هايمان", "هايتان", "هايم", "هايت", "هاست", "هايند",
        "ي", "يي", "اي", "اش", "ام", "ات", "شان", "مان", "تان", "اند", "است", "تر", "ترين", "ان",
        "يان",
        "گان", "را",
    ]

    // MARK: Persian

    private func persian(_ word: String) -> [BareForm] {
        var found: [BareForm] = []
        for (ending, fewest, restored) in Self.persianEndings where word.hasSuffix(ending) {
            let rest = word.unicodeScalars.dropLast(ending.unicodeScalars.count)
            guard rest.count >= fewest, ending != "يان" || rest.last == "ا" || rest.last == "و"
            else { continue }
            found.append(BareForm(key: String(rest) + restored, suffix: ending))
            if !ending.hasPrefix("ا") { break }
        }
        // Ezafe is written behind a long vowel only: آمریکای, نیروی.
        if word.hasSuffix("اي"), word.unicodeScalars.count >= 4, !word.hasSuffix("هاي") {
            found.append(BareForm(key: String(word.dropLast()), suffix: "ي"))
        } else if word.hasSuffix("وي"), word.unicodeScalars.count >= 5 {
            found.append(BareForm(key: String(word.dropLast()), suffix: "ي"))
        }
        return found
    }

    /// An ending, the letters that must stay, and what is written for it in the
    /// singular. Longer ones first.
    private static let persianEndings: [(String, Int, String)] = [
        ("هايشان", 3, ""), ("هايمان", 3, ""), ("هايتان", 3, ""), ("هايش", 3, ""), ("هايم", 3, ""),
        ("هايي", 3, ""), ("هاي", 3, ""), ("ها", 3, ""), ("ترين", 3, ""),
        ("گان", 3, "ه"), ("يان", 3, ""), ("ان", 4, ""),
    ]

    // MARK: Urdu

    private static func urdu(_ word: String, _ original: String) -> [BareForm] {
        let letters = original.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }
        func ends(_ ending: String) -> Bool {
            letters.count > ending.unicodeScalars.count
                && letters.suffix(ending.unicodeScalars.count).elementsEqual(ending.unicodeScalars)
        }
        func without(_ count: Int, fewest: Int = 3) -> String? {
            let rest = word.unicodeScalars.dropLast(count)
            return rest.count >= fewest ? String(rest) : nil
        }
        func forms(_ stem: String?, _ suffix: String, _ restored: [String]) -> [BareForm] {
            guard let stem else { return [] }
            return restored.map { BareForm(key: stem + $0, suffix: suffix) }
        }
        if ends("یوں") || ends("یاں") { return forms(without(3), "ياں", ["ي"]) }
        if ends("ؤں") { return forms(without(2), "ءن", [""]) }
        if ends("وں") {
            return forms(without(2), "ون", [""]) + forms(without(2, fewest: 2), "ون", ["ه", "ا"])
        }
        if ends("یں") { return forms(without(2), "ين", [""]) }
        if ends("ے") { return forms(without(1, fewest: 2), "ي", ["ه", "ا"]) }
        return []
    }

    private static func add(_ bare: BareForm, to found: inout [BareForm]) {
        if !found.contains(where: { $0.key == bare.key }) { found.append(bare) }
    }

    private static let joint: Unicode.Scalar = "\u{200C}"
    private static let telling: Set<Unicode.Scalar> = ["\u{200C}", "ے", "ں"]
    /// In bytes: two a letter.
    private static let longestWord = 60
}
