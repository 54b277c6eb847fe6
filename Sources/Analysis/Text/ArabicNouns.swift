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
        /// The hamza on the alef that it begins with, where it is spelt; nil for
        /// other words.
        var hamza: ArabicHamza?

        /// Whether it may begin with this hamza; nil for none, which may have
        /// been left out.
        func begins(with typed: ArabicHamza?) -> Bool {
            typed == nil || hamza == nil || hamza == typed
        }

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
        static let ofFeminines: [(ending: String, form: WordChange.Form, article: Form.Article)] = [
            ("تان", .dual, .either), ("تين", .dual, .either), ("ات", .plural, .either),
            ("تا", .dual, .never), ("تي", .dual, .never),
        ]
    }

    private var places = WordMap<Int>()
    /// What each word is a form of, by its place.
    private var forms: [[Form]] = []
    /// What the list spells out, folded: entries and their irregular forms.
    private var words = WordSet()
    /// Those of them whose last letter may look like a pronoun, and is none.
    private(set) var wholeWords: [String] = []

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
            wholeWords += entries[index].wholeWords
        }
        for entry in entries {
            add(entry.word, entry.form(.singular))
            for listed in entry.listed {
                var form = entry.form(listed.form, listed.article)
                form.hamza = listed.hamza
                add(listed.word, form)
                guard listed.form == .plural, listed.article == .either,
                    let last = listed.word.unicodeScalars.last,
                    !Self.withoutAccusative.contains(last)
                else { continue }
                form.article = .never
                addEnding(listed.word + "ا", form, names)
            }
            let hasOwnFeminine = entry.endings != .feminine && words.contains(entry.word + "ه")
            for (word, form, isFeminine) in entry.inflected where !isFeminine || !hasOwnFeminine {
                addEnding(word, form, names)
            }
        }
    }

    /// Ta marbuta, hamza, and the plural of what ends in ya.
    private static let withoutAccusative: [Unicode.Scalar] = ["ه", "ء", "ا", "ي"]

    /// What the folded word in these bytes is by the list; empty for a word that
    /// it does not know.
    func forms(of bytes: borrowing [UInt8], _ word: Range<Int>) -> [Form] {
        places.value(of: bytes, word).map { forms[$0] } ?? []
    }

    func contains(_ bytes: borrowing [UInt8], _ word: Range<Int>) -> Bool {
        places.contains(bytes, word)
    }

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
        guard let place = places.value(of: word) else {
            places.insert(word, forms.count)
            forms.append([form])
            return
        }
        if !forms[place].contains(where: { $0.lemma == form.lemma }) { forms[place].append(form) }
    }

    /// A row: the word, its endings, its irregular forms, what it is.
    private struct Entry {
        struct Listed {
            var word: String
            var hamza: ArabicHamza?
            var form = WordChange.Form.plural
            var article = Form.Article.either

            init(_ mark: Substring) {
                var word = mark
                switch mark.utf8.first {
                case UInt8(ascii: "f"):
                    word = mark.dropFirst(2)
                    form = .feminine
                case UInt8(ascii: "="):
                    word = mark.dropFirst()
                    form = .singular
                case UInt8(ascii: "+"):
                    word = mark.dropFirst()
                    article = .always
                default: break
                }
                self.word = WordList.folded(String(word))
                hamza = ArabicHamza(word.unicodeScalars.first)
            }
        }

        var word: String
        var lemma: String
        var endings: Endings
        var hamza: ArabicHamza?
        var listed: [Listed]
        var wholeWords: [String] = []

        init?(_ row: [String]) {
            guard row.count == 4, let endings = Endings(rawValue: row[1]) else { return nil }
            self.endings = endings
            word = WordList.folded(row[0])
            // مبنى, a building, is kept apart from what is مبني, built.
            lemma = row[0].unicodeScalars.last == "ى" ? word + " ى" : word
            hamza = ArabicHamza(row[0].unicodeScalars.first)
            let marked = row[2].split(separator: " ").filter { $0 != "-" }
            listed = marked.map(Listed.init)
            if row[0].unicodeScalars.last != "ة" { wholeWords.append(word) }
            wholeWords += zip(marked, listed).filter { $0.0.unicodeScalars.last != "ة" }.map(
                \.1.word)
        }

        func form(_ inflection: WordChange.Form, _ article: Form.Article = .either) -> Form {
            Form(lemma: lemma, inflection: inflection, article: article, hamza: hamza)
        }

        /// By its endings, ون and ين of sound plurals before the dual; whether
        /// each is one of the feminine.
        var inflected: [(word: String, form: Form, isFeminine: Bool)] {
            let endsInTaMarbuta = endings == .feminine
            let stem = endsInTaMarbuta ? String(word.unicodeScalars.dropLast()) : word
            let all = endsInTaMarbuta ? Endings.ofFeminines : endings.endings.reversed()
            // With two letters before it, تي is more often another word's end.
            let isShort = stem.unicodeScalars.count < 3
            return all.filter { !isShort || $0.article == .either }.map { ending in
                (
                    stem + ending.ending, form(ending.form, ending.article),
                    endings != .nounAt && !endsInTaMarbuta
                        && ["ه", "ا", "ت"].contains { ending.ending.hasPrefix($0) }
                        && !["ا", "ان"].contains(ending.ending)
                )
            }
        }
    }
}

/// The hamza on an alef.
enum ArabicHamza: Sendable {
    case above
    case below
    case madda

    /// Of an alef as it is spelt; nil for one without, and for other letters.
    init?(_ letter: Unicode.Scalar?) {
        switch letter {
        case "أ": self = .above
        case "إ": self = .below
        case "آ": self = .madda
        default: return nil
        }
    }

    /// Of the first alef of a token that has one.
    init(_ spelling: Token.Spelling) {
        self =
            spelling.contains(.hamzaBelow) ? .below : spelling.contains(.madda) ? .madda : .above
    }
}
