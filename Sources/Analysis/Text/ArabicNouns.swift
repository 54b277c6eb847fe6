import Newswire

/// The list of nouns and adjectives, each with its forms, all of them worked out
/// when it is loaded.
///
/// A word that the list names, as an entry or as an irregular plural, is never
/// read as another entry's ending: `مدرسة` is a school, not the feminine of `مدرس`.
struct ArabicNouns: Sendable {
    /// A form of one entry.
    struct Form: Sendable {
        /// Where it can stand.
        enum Article: Sendable {
            case either
            case never
            case always
        }

        /// Folded; the second entry of a word that stands twice has a 2 behind
        /// it, parted by a space, which no word holds.
        var lemma: String
        var inflection: WordChange.Form
        var article: Article

        func stands(behindArticle: Bool) -> Bool {
            switch article {
            case .either: true
            case .never: !behindArticle
            case .always: behindArticle
            }
        }
    }

    /// The second column.
    enum Endings: String, CaseIterable, Sendable {
        /// Dual and accusative.
        case noun
        /// Dual, accusative and ات.
        case nounAt = "noun+ات"
        /// A word in ta marbuta: dual and ات.
        case feminine
        /// Feminine, its plural, dual and accusative.
        case person
        /// All of these and ون.
        case all
        /// Only the forms that the list spells out.
        case none

        /// Endings of a word that does not end in ta marbuta.
        var endings: [(ending: String, form: WordChange.Form, article: Form.Article)] {
            switch self {
            case .noun: Self.dual
            case .nounAt: Self.dual + [("ات", .plural, .either)]
            case .feminine, .none: []
            case .person: Self.dual + Self.feminineOfPersons
            case .all: Self.dual + Self.feminineOfPersons + Self.soundPlural
            }
        }

        private static let dual: [(String, WordChange.Form, Form.Article)] = [
            ("ان", .dual, .either), ("ين", .dual, .either), ("ا", .accusative, .never),
        ]
        private static let feminineOfPersons: [(String, WordChange.Form, Form.Article)] = [
            ("ه", .feminine, .either), ("ات", .plural, .either), ("تان", .dual, .either),
            ("تين", .dual, .either), ("تا", .dual, .never), ("تي", .dual, .never),
        ]
        /// و and ي before another noun: مسؤولو الأمن, نازحي غزة.
        private static let soundPlural: [(String, WordChange.Form, Form.Article)] = [
            ("ون", .plural, .either), ("ين", .plural, .either), ("و", .plural, .never),
            ("ي", .plural, .never),
        ]
        /// What ta marbuta makes way for.
        static let ofFeminines: [(String, WordChange.Form, Form.Article)] = [
            ("تان", .dual, .either), ("تين", .dual, .either), ("ات", .plural, .either),
            ("تا", .dual, .never), ("تي", .dual, .never),
        ]
    }

    private var forms: [String: [Form]] = [:]
    /// What the list spells out, folded: entries and their irregular forms.
    private(set) var words: Set<String> = []
    /// Those of them whose last letter may look like a pronoun, and is none.
    private(set) var wholeWords: Set<String> = []

    /// `names` are no endings of any entry.
    init(_ list: WordList, names: ArabicNames) {
        var entries = list.rows.compactMap(Entry.init)
        var meanings: [String: Int] = [:]
        for index in entries.indices {
            let word = entries[index].word
            meanings[word, default: 0] += 1
            if let meaning = meanings[word], meaning > 1 { entries[index].lemma += " \(meaning)" }
            words.insert(word)
            for listed in entries[index].listed { words.insert(listed.word) }
            wholeWords.formUnion(entries[index].wholeWords)
        }
        for entry in entries {
            add(entry.word, entry.form(.singular))
            for listed in entry.listed {
                add(listed.word, entry.form(listed.form, listed.article))
                if listed.form == .plural, listed.article == .either {
                    addEnding(listed.word + "ا", entry.form(.plural, .never), names)
                }
            }
            for (word, form) in entry.inflected { addEnding(word, form, names) }
        }
    }

    /// What the folded word is by the list; empty for a word that it does not
    /// know.
    func forms(of word: String) -> [Form] { forms[word] ?? [] }

    /// A form that the list does not spell out: unless the word is another one or
    /// a name. البحرين is a name, بحرين may be two seas.
    private mutating func addEnding(_ word: String, _ form: Form, _ names: ArabicNames) {
        if words.contains(word) || names.contains(word, isBehindArticle: false) { return }
        var form = form
        if form.article == .either, names.contains(word, isBehindArticle: true) {
            form.article = .never
        }
        add(word, form)
    }

    private mutating func add(_ word: String, _ form: Form) {
        if forms[word]?.contains(where: { $0.lemma == form.lemma }) == true { return }
        forms[word, default: []].append(form)
    }

    /// A row: the word, its endings, its irregular forms, what it is.
    private struct Entry {
        var word: String
        var lemma: String
        var endings: Endings
        var listed: [(word: String, form: WordChange.Form, article: Form.Article)]
        var wholeWords: [String] = []

        init?(_ row: [String]) {
            guard row.count == 4, let endings = Endings(rawValue: row[1]) else { return nil }
            self.endings = endings
            word = WordList.folded(row[0])
            lemma = word
            listed = row[2].split(separator: " ").filter { $0 != "-" }.map { form in
                switch form.utf8.first {
                case UInt8(ascii: "f"):
                    (WordList.folded(String(form.dropFirst(2))), .feminine, .either)
                case UInt8(ascii: "="):
                    (WordList.folded(String(form.dropFirst())), .singular, .either)
                case UInt8(ascii: "+"):
                    (WordList.folded(String(form.dropFirst())), .plural, .always)
                default: (WordList.folded(String(form)), .plural, .either)
                }
            }
            if !row[0].hasSuffix("ة") { wholeWords.append(word) }
            wholeWords += zip(row[2].split(separator: " "), listed)
                .filter { !$0.0.hasSuffix("ة") }.map(\.1.word)
        }

        func form(_ inflection: WordChange.Form, _ article: Form.Article = .either) -> Form {
            Form(lemma: lemma, inflection: inflection, article: article)
        }

        /// By its endings, ون and ين of sound plurals before the dual.
        var inflected: [(String, Form)] {
            let isFeminine = endings == .feminine
            let stem = isFeminine ? String(word.unicodeScalars.dropLast()) : word
            let all = isFeminine ? Endings.ofFeminines : endings.endings.reversed()
            return all.map { ending, inflection, article in
                (stem + ending, form(inflection, article))
            }
        }
    }
}
