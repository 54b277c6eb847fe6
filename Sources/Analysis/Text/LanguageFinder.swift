import Newswire

/// Tells an article's language by its script, by letters that only some
/// languages have, and by small words that every text of a language holds.
struct LanguageFinder: Sendable {
    /// Folded function words → the languages that have them.
    private static let functionWords: [String: [String]] = {
        var languages: [String: [String]] = [:]
        for row in WordList("function-words").rows where row.count == 2 {
            for word in row[1].split(separator: " ") {
                languages[WordList.folded(String(word)), default: []].append(row[0])
            }
        }
        return languages
    }()

    /// Enough to tell; a long article costs no more.
    private static let mostTokens = 600

    /// The declared language unless the texts speak against it, else what the
    /// texts say; nil when that is not sure.
    func language(of texts: [TokenizedText], declared: LanguageTag?) -> LanguageTag? {
        let traits = Self.traits(of: texts)
        guard let script = traits.mainScript else { return declared }
        let found = Self.found(traits, script)
        guard let declared else { return found.flatMap { LanguageTag($0) } }
        guard Self.canBeWritten(declared, in: script) else {
            return found.flatMap { LanguageTag($0) }
        }
        guard let found, found != declared.language else { return declared }
        // Both are written so: only clear evidence outweighs the source's word.
        let isContradicted = traits.hits(found) >= 4 && traits.hits(declared.language) == 0
        return isContradicted || script == .arabic && Self.lettersSpeak(for: found, in: traits)
            ? LanguageTag(found) : declared
    }

    /// What is counted in the texts.
    private struct Traits {
        var scripts: [Script: Int] = [:]
        var letters: [Unicode.Scalar: Int] = [:]
        var words: [String: Int] = [:]
        var tokens = 0
        var arabicArticles = 0

        /// The script of most tokens; kana settles it before Han.
        var mainScript: Script? {
            if scripts[.hiragana, default: 0] > 0,
                scripts[.hiragana, default: 0] * 10 > scripts[.han, default: 0]
            {
                let rest =
                    scripts.filter { $0.key != .hiragana && $0.key != .han }.values.max() ?? 0
                if scripts[.hiragana, default: 0] + scripts[.han, default: 0] > rest {
                    return .hiragana
                }
            }
            return scripts.filter { $0.key != .number && $0.key != .other }
                .max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }?.key
        }

        func count(_ scalars: String) -> Int {
            scalars.unicodeScalars.reduce(0) { $0 + letters[$1, default: 0] }
        }

        func hits(_ language: String) -> Int { words[language, default: 0] }
    }

    private static func traits(of texts: [TokenizedText]) -> Traits {
        var traits = Traits()
        for text in texts {
            for index in text.tokens.indices.prefix(mostTokens) {
                let token = text.tokens[index]
                traits.tokens += 1
                traits.scripts[Self.counted(token.script), default: 0] += 1
                guard token.folded.count <= 24 else { continue }
                let word = text.folded(index)
                for language in functionWords[word] ?? [] {
                    traits.words[language, default: 0] += 1
                }
                guard
                    token.script == .arabic || token.script == .latin
                        || token.script == .cyrillic
                else { continue }
                if word.hasPrefix("ال"), word.count > 4 { traits.arabicArticles += 1 }
                for letter in text.original(index).unicodeScalars
                where telling.contains(letter) {
                    traits.letters[letter, default: 0] += 1
                }
            }
        }
        return traits
    }

    /// Both kinds of kana are one sign of Japanese.
    private static func counted(_ script: Script) -> Script {
        script == .katakana ? .hiragana : script
    }

    private static func found(_ traits: Traits, _ script: Script) -> String? {
        switch script {
        case .hebrew: "he"
        case .greek: "el"
        case .hiragana, .katakana: "ja"
        case .hangul: "ko"
        case .han: traits.scripts[.han, default: 0] >= 2 ? "zh" : nil
        case .thai: traits.hits("th") > 0 || isThai(traits) ? "th" : nil
        case .arabic: arabicScript(traits)
        case .cyrillic: cyrillicScript(traits)
        case .latin: latinScript(traits)
        case .number, .other: nil
        }
    }

    private static func isThai(_ traits: Traits) -> Bool {
        traits.scripts[.thai, default: 0] >= 2
    }

    private static func arabicScript(_ traits: Traits) -> String? {
        let urdu = traits.count(urduLetters) * 2 + traits.hits("ur")
        let persian = traits.count(persianLetters) + traits.hits("fa") * 2
        let arabic = traits.count(arabicLetters) + traits.arabicArticles + traits.hits("ar") * 2
        if urdu >= 2, urdu * 3 > arabic { return "ur" }
        if persian > arabic { return "fa" }
        return arabic > 0 ? "ar" : nil
    }

    private static func lettersSpeak(for language: String, in traits: Traits) -> Bool {
        let own = language == "ar" ? arabicLetters : language == "fa" ? persianLetters : urduLetters
        return traits.count(own) * 10 >= traits.tokens && traits.tokens >= 5
    }

    private static func cyrillicScript(_ traits: Traits) -> String? {
        let ukrainian = traits.count(ukrainianLetters) * 2 + traits.hits("uk")
        let russian = traits.count(russianLetters) * 2 + traits.hits("ru")
        if ukrainian == russian { return nil }
        return ukrainian > russian ? "uk" : "ru"
    }

    /// The language with most small words, if it leads by half; letters count
    /// as words. A long text must hold several.
    private static func latinScript(_ traits: Traits) -> String? {
        var hits = traits.words
        for (language, letters) in latinLetters {
            let count = traits.count(letters)
            if count > 0 { hits[language, default: 0] += count }
        }
        let latin = ["en", "fr", "es", "de", "tr", "it", "pt", "nl"]
        let ranked = latin.map { ($0, hits[$0, default: 0]) }.sorted { $0.1 > $1.1 }
        let fewest = traits.tokens >= 20 ? 3 : 1
        guard ranked[0].1 >= fewest, ranked[0].1 * 2 >= ranked[1].1 * 3 else { return nil }
        return ranked[0].0
    }

    /// Whether the language may stand in this script; one we know nothing of
    /// may stand in any that no other claims alone.
    private static func canBeWritten(_ language: LanguageTag, in script: Script) -> Bool {
        if language.tag.contains("-Latn") { return script == .latin }
        if let usual = Script.usual(of: language) {
            return usual == script || usual == .hiragana && script == .han
                || usual == .hangul && script == .han
        }
        return language.language == "und" ? false : script != .hebrew && script != .hangul
    }

    private static let arabicLetters = "ةىكيأإؤ"
    private static let persianLetters = "پچژگکی"
    private static let urduLetters = "ٹڈڑںےہھ"
    private static let ukrainianLetters = "іїєґІЇЄҐ"
    private static let russianLetters = "ыэъёЫЭЪЁ"
    private static let latinLetters = [
        "es": "ñ¿¡", "de": "ßäü", "tr": "ğışİĞŞ", "fr": "èêçœùàâ", "pt": "ãõ",
    ]
    private static let telling = Set(
        (arabicLetters + persianLetters + urduLetters + ukrainianLetters + russianLetters
            + latinLetters.values.joined()).unicodeScalars)
}

extension Script {
    /// The script in which a language is usually written; nil if we don't know
    /// the language.
    static func usual(of language: LanguageTag) -> Script? {
        usualScripts[language.language]
    }

    private static let usualScripts: [String: Script] = [
        "ar": .arabic, "fa": .arabic, "ur": .arabic, "ps": .arabic, "ckb": .arabic,
        "he": .hebrew, "iw": .hebrew, "ru": .cyrillic, "uk": .cyrillic, "bg": .cyrillic,
        "el": .greek, "zh": .han, "ja": .hiragana, "ko": .hangul, "th": .thai, "en": .latin,
        "fr": .latin, "es": .latin, "de": .latin, "tr": .latin, "it": .latin, "pt": .latin,
        "nl": .latin, "sv": .latin, "da": .latin, "no": .latin, "nb": .latin, "fi": .latin,
        "pl": .latin, "cs": .latin, "hu": .latin, "ro": .latin, "id": .latin, "vi": .latin,
    ]
}
