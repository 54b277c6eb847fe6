import Newswire
import Testing

@testable import Analysis

@Suite struct WordFormsTests {
    struct Case: CustomTestStringConvertible {
        var term: String
        var finds: [String]
        var ignores: [String]

        var testDescription: String { term }
    }

    private static func found(
        _ term: String, _ mode: Term.Mode, in text: String, language: LanguageTag?
    ) -> [AnalyzedField.Occurrence] {
        let field = AnalyzedField(.text, text, language: language)
        guard let term = Term.terms(of: term, mode: mode).first else { return [] }
        return field.occurrences(of: term)
    }

    @Test(
        "an Arabic word is found in all of its forms and in no other word",
        arguments: [
            Case(
                term: "غزة",
                finds: [
                    "غزة", "بغزة", "ولغزة", "غزّة", "غـــزة", "غزه", "وبغزة", "لغزة", "فغزة", "ﻏﺰﺓ",
                ],
                ignores: ["عزة", "غزت", "غزالة", "غزتهم", "غز", "غزاة", "الغزو", "مغزى", "غزوة"]),
            Case(
                term: "الهدنة",
                finds: [
                    "هدنة", "الهدنة", "بالهدنة", "وبالهدنة", "للهدنة", "فللهدنة", "هدنتهم",
                    "كالهدنة",
                ],
                ignores: ["هدن", "هندسة", "مهادنة"]),
            Case(
                term: "هدنة", finds: ["الهدنة", "والهدنة", "لهدنة", "بهدنة", "هدنته"],
                ignores: ["مهدنة"]),
            Case(
                term: "بوتين", finds: ["بوتين", "وبوتين", "لبوتين", "فبوتين", "ببوتين", "بُوتِين"],
                ignores: ["بوتان", "پوتین", "وتين", "بوتينغ"]),
            Case(term: "وتين", finds: ["الوتين"], ignores: ["بوتين", "وبوتين"]),
            Case(
                term: "الأردن", finds: ["فللأردن", "للأردن", "بالأردن", "والاردن", "الأردن"],
                ignores: ["الأردني", "أردنية"]),
            Case(
                term: "لبنان", finds: ["للبنان", "بلبنان", "ولبنان", "ﻟﺒﻨﺎن", "لبنان"],
                ignores: ["بنان", "لبناني", "البنان", "ألبان"]),
            Case(term: "بنان", finds: ["البنان", "بنان"], ignores: ["لبنان", "ولبنان"]),
            Case(term: "أوكرانيا", finds: ["بـأوكرانيا", "لأوكرانيا", "وأوكرانيا"], ignores: []),
            Case(
                term: "وقف", finds: ["لـوقف", "ووقف", "الوقف", "بوقف"], ignores: ["موقف", "توقف"]),
            Case(
                term: "وزير", finds: ["الوزير", "ووزير", "لوزير", "بوزير", "وزيره"],
                ignores: ["زير", "وزارة"]),
            Case(term: "زير", finds: ["الزير"], ignores: ["وزير", "والوزير", "ووزيرهم", "وزيرة"]),
            Case(
                term: "جنة", finds: ["الجنة", "بالجنة", "جنة"],
                ignores: ["لجنة", "ولجنة", "لجنتهم", "بلجنة"]),
            Case(
                term: "الرقة", finds: ["الرقة", "بالرقة", "والرقة", "للرقة"],
                ignores: ["ورقة", "فرقة", "رقة"]),
            Case(
                term: "كرة", finds: ["الكرة", "بالكرة", "كرة"], ignores: ["فكرة", "وفكرة", "ذاكرة"]),
            Case(
                term: "حرية", finds: ["الحرية", "للحرية", "وحرية"], ignores: ["بحرية", "البحرية"]),
            Case(term: "طاقة", finds: ["الطاقة", "وطاقة"], ignores: ["بطاقة", "ببطاقة"]),
            Case(term: "مال", finds: ["المال", "بالمال", "مالهم"], ignores: ["كمال", "شمال"]),
            Case(term: "أمل", finds: ["الأمل", "وأمل"], ignores: ["كامل", "الكامل"]),
            Case(term: "ألم", finds: ["ألم", "بألم"], ignores: ["سالم", "وسالم", "العالم"]),
            Case(term: "عيد", finds: ["العيد", "لعيد"], ignores: ["بعيد", "سعيد"]),
            Case(term: "آخر", finds: ["الآخر", "لآخر"], ignores: ["ساخر"]),
            Case(term: "أفق", finds: ["الأفق"], ignores: ["وافق", "نفق"]),
            Case(term: "دية", finds: ["الدية"], ignores: ["بلدية", "ودية", "فدية"]),
            Case(term: "آية", finds: ["الآية", "آية"], ignores: ["ولاية", "بولاية"]),
            Case(
                term: "سوري", finds: ["السوري", "والسوري", "السورية", "سوريين"],
                ignores: ["سورية", "سوريا", "بسورية"]),
            Case(term: "مدرس", finds: ["المدرس", "مدرسهم"], ignores: ["مدرسة", "المدرسة"]),
            Case(term: "مساعدة", finds: ["مساعدتهم", "بمساعدته", "المساعدة"], ignores: ["مساعد"]),
            Case(term: "رحيل", finds: ["ورحيله", "رحيلهم", "الرحيل"], ignores: ["ترحيل"]),
            Case(term: "يناقش", finds: ["سيناقش", "وسيناقش"], ignores: ["نقاش", "مناقش"]),
            Case(term: "ياسة", finds: [], ignores: ["سياسة", "السياسة"]),
            Case(
                term: "ألمانيا", finds: ["ألمانيا", "بألمانيا", "لألمانيا", "المانيا", "والمانيا"],
                ignores: ["مانيا", "عثمانيا"]),
            Case(
                term: "مانيا", finds: ["المانيا الذي"], ignores: ["ألمانيا", "بألمانيا"].map { $0 }),
            Case(term: "غاء", finds: [], ignores: ["إلغاء", "الغاء", "بإلغاء"]),
            Case(
                term: "التزام", finds: ["التزام", "بالتزام", "الالتزام", "التزامه"],
                ignores: ["تزام"]),
            Case(term: "الله", finds: ["والله", "بالله", "الله"], ignores: ["له"]),
            Case(
                term: "الرياض", finds: ["بالرياض", "للرياض", "والرياض"],
                ignores: ["رياض", "الرياضة"]),
            Case(term: "القاعدة", finds: ["بالقاعدة", "والقاعدة"], ignores: ["قاعدة"]),
            Case(term: "قاعدة", finds: ["القاعدة", "وقاعدتهم"], ignores: ["تقاعد"]),
            Case(term: "كتاب", finds: ["كتابه", "والكتاب", "بكتاب"], ignores: ["كتابة", "كاتب"]),
            Case(
                term: "الكهرباء", finds: ["الکهرباء", "كهرباء", "وبالكهرباء"], ignores: ["كهربائي"]),
            Case(term: "جنين", finds: ["لجنين", "بجنين", "جنين"], ignores: ["جنيني"]),
            Case(term: "ولاية", finds: ["لولاية", "بولاية", "الولاية"], ignores: ["والية"]),
            Case(term: "عمان", finds: ["بعمان", "لعُمان"], ignores: ["عثمان", "معان"]),
            Case(
                term: "علي", finds: ["علي", "وعلي", "لعلي", "على"],
                ignores: ["عليه", "عليها", "وعليهم", "علينا"]),
            Case(
                term: "صاروخ",
                finds: [
                    "صاروخًا", "صاروخاً", "وصاروخاً", "صاروخ", "صاروخا", "صاروخان", "بالصواريخ",
                ],
                ignores: ["الصاروخا", "صاروخي"]),
            Case(
                term: "صاروخًا", finds: ["صاروخ", "الصاروخ", "صاروخاً", "صواريخ"],
                ignores: ["صارخ"]),
            Case(
                term: "أمريكا", finds: ["أميركا", "لأميركا", "امريكا"],
                ignores: ["أميركي", "أمير"]),
            Case(
                term: "الأمريكي", finds: ["الأميركي", "والأميركي", "الأميركية", "أميركيين"],
                ignores: ["أميركا"]),
            Case(
                term: "سوريا", finds: ["سورية", "بسورية", "ولسورية", "سوريا"],
                ignores: ["السورية", "للسورية", "سوري"]),
            Case(term: "سورية", finds: ["بسوريا", "السورية", "سورية"], ignores: ["سوري"]),
        ])
    func arabic(_ test: Case) {
        for text in test.finds where !text.contains(" ") {
            #expect(
                !Self.found(test.term, .forms, in: "قال \(text) أمس", language: .arabic).isEmpty,
                "\(test.term) must be found in \(text)")
        }
        for text in test.ignores {
            #expect(
                Self.found(test.term, .forms, in: "قال \(text) أمس", language: .arabic).isEmpty,
                "\(test.term) must not be found in \(text)")
        }
    }

    @Test("what was taken off a word is told")
    func takenOff() {
        let field = AnalyzedField(.title, "كيري وبوتين وبمساعدتهم للأردن بوتين", language: .arabic)
        func first(_ term: String) -> AnalyzedField.Occurrence? {
            field.occurrences(of: Term.terms(of: term, mode: .forms)[0]).first
        }
        #expect(first("بوتين") == .init(position: 1, prefix: "و"))
        #expect(first("مساعدة") == .init(position: 2, prefix: "وب", suffix: "هم"))
        #expect(first("الأردن") == .init(position: 3, prefix: "لل"))
        #expect(first("كيري") == .init(position: 0))
        let places = field.occurrences(of: Term.terms(of: "بوتين", mode: .forms)[0])
        #expect(places.map(\.position) == [1, 4])
    }

    @Test(
        "other languages find inflections and keep names apart",
        arguments: [
            ("en", "talk", "Talks resumed", true),
            ("en", "talks", "They talk again", true),
            ("en", "floods", "FLOODED STREETS IN THE NORTH", true),
            ("en", "refugee", "Refugees' camps", true),
            ("en", "missile", "missiles", true),
            ("en", "Hama", "Hamas said", false),
            ("en", "hamas", "in Hama", false),
            ("en", "universe", "universities", false),
            ("en", "university", "universities", true),
            ("en", "opera", "military operations", false),
            ("en", "Jordan", "Jordanian", false),
            ("en", "elections", "elective surgery", false),
            ("en", "bomb", "a bombing in the north", true), ("en", "crisis", "two crises", true),
            ("en", "woman", "women march", true), ("en", "protest", "Protestants", false),
            ("en", "senate", "a senator said", false), ("en", "Homs", "hom", false),
            ("en", "Gaza", "Gaza's hospitals", true),
            ("fr", "Gaza", "le gaz russe", false), ("fr", "gaz", "à Gaza", false),
            ("fr", "Liban", "les soldats libanais", false), ("fr", "Liban", "au Liban", true),
            ("fr", "réunion", "des réunions", true), ("fr", "grenade", "des grenades", true),
            ("en", "aid", "AIDS patients", false),
            ("en", "unit", "United Nations", false),
            ("fr", "réfugié", "les réfugiés", true),
            ("de", "Wahl", "die Wahlen", true),
            ("es", "elección", "las elecciones", true),
            ("ru", "переговоры", "на переговорах", true),
            ("ru", "Путин", "с Путиным", true),
            ("fa", "تحریم", "تحریم‌های تازه", true),
            ("fa", "تحریم", "تحریمها", true), ("fa", "الشباب", "گروه الشباب", true),
            ("ar", "talks", "قالت talk show", true),
        ])
    func otherLanguages(language: String, term: String, text: String, finds: Bool) {
        let found = Self.found(term, .forms, in: text, language: LanguageTag(language))
        #expect(!found.isEmpty == finds)
    }

    @Test(
        "what was taken off a word is told in other languages too",
        arguments: [
            ("he", "ממשלה", "ושהממשלה", "ושה", ""), ("he", "טיל", "בטילים", "ב", "ימ"),
            ("fa", "تحریم", "تحریم‌هایشان", "", "هايشان"), ("fa", "گوید", "می‌گوید", "مي", ""),
            ("ur", "حملہ", "حملوں", "", "ون"), ("ko", "인도", "인도에서는", "", "에서는"),
            ("ko", "정부", "한국정부는", "한국", "는"), ("de", "Israel", "Israels", "", "s"),
            ("tr", "seçim", "seçimlerde", "", "lerde"), ("en", "NGO", "NGOs", "", "s"),
            ("en", "16", "16s", "", "s"),
        ])
    func takenOffElsewhere(
        language: String, term: String, text: String, prefix: String, suffix: String
    ) {
        let found = Self.found(term, .forms, in: text, language: LanguageTag(language))
        let places = found.map { [$0.prefix, $0.suffix] }
        #expect(places == [[prefix, suffix]])
    }

    @Test(
        "acronyms in capitals want capitals, other words don't",
        arguments: [
            ("US", "the US said", true), ("US", "told us", false), ("US", "U.S. troops", true),
            ("WHO", "who said", false), ("WHO", "WHO said", true), ("WHO", "Who is it", false),
            ("nato", "NATO said", true), ("Nato", "NATO said", true), ("NGO", "two NGOs", true),
            ("US", "USA", false), ("NGOs", "an NGO", true),
        ])
    func acronyms(term: String, text: String, finds: Bool) {
        #expect(Self.found(term, .forms, in: text, language: .english).isEmpty == !finds)
    }

    @Test(
        "an exact word is found only as typed",
        arguments: [
            ("US", "US", true), ("US", "us", false), ("Us", "US", false), ("us", "us", true),
            ("غزة", "غزة", true), ("غزة", "غزه", false), ("غزة", "غزّة", false),
            ("غزة", "بغزة", false), ("على", "علي", false), ("علي", "علي", true),
            ("élysée", "e\u{301}lyse\u{301}e", true), ("elysee", "élysée", false),
            ("الهدنة", "هدنة", false), ("talk", "talks", false),
        ])
    func exact(term: String, text: String, finds: Bool) {
        #expect(Self.found(term, .exact, in: text, language: nil).isEmpty == !finds)
    }

    @Test(
        "a prefix is found at the beginning of words, behind particles too",
        arguments: [
            ("فلسطين", "الفلسطينيين", true), ("فلسطين", "وبالفلسطينية", true),
            ("فلسطين", "فلسطين", true), ("الفلسطين", "فلسطيني", true), ("فلسطين", "فلس", false),
            ("inter", "International", true), ("inter", "winter", false),
            ("زير", "وزيران", false), ("لجن", "للجنة", true),
        ])
    func prefixes(term: String, text: String, finds: Bool) {
        #expect(Self.found(term, .prefix, in: text, language: nil).isEmpty == !finds)
    }

    @Test("a typed word of several tokens is several terms; punctuation is none")
    func terms() {
        #expect(Term.terms(of: "Covid-19", mode: .forms).map(\.text) == ["Covid", "19"])
        #expect(Term.terms(of: "l’Iran", mode: .forms).map(\.text) == ["Iran"])
        #expect(Term.terms(of: "L'Iran", mode: .forms).map(\.text) == ["L", "Iran"])
        #expect(Term.terms(of: "l'Iran", mode: .exact).map(\.text) == ["l", "Iran"])
        #expect(Term.terms(of: "l Iran", mode: .forms).map(\.text) == ["l", "Iran"])
        #expect(Term.terms(of: "…", mode: .forms).isEmpty)
        #expect(Term.terms(of: "غز", mode: .prefix)[0].letterCount == 2)
        #expect(Term.terms(of: "US Arm", mode: .prefix).map(\.mode) == [.forms, .prefix])
    }

    @Test("a word's other spelling is another word's nowhere")
    func spellings() {
        let list = WordList("arabic-spellings")
        let words = list.rows.flatMap { $0.prefix(2) }.map(WordList.folded)
        #expect(Set(words).count == words.count)
        for row in list.rows {
            #expect(row.count == 3 && row.allSatisfy { !$0.isEmpty }, "\(row)")
        }
    }

    @Test(
        "every entry of the word lists is one word and has its reason",
        arguments: [
            ("arabic-lookalikes", 2, 100), ("arabic-article", 3, 100), ("arabic-names", 2, 100),
            ("arabic-short-words", 3, 30),
            ("hebrew-lookalikes", 2, 100), ("hebrew-plurals", 3, 100), ("hebrew-short-words", 2, 5),
            ("persian-plurals", 3, 60), ("unstemmed-names", 2, 100), ("acronym-words", 3, 100),
            ("english-stems", 3, 200), ("french-stems", 3, 60), ("german-stems", 3, 60),
            ("spanish-stems", 3, 60), ("russian-stems", 3, 60), ("turkish-stems", 3, 60),
            ("italian-stems", 3, 20), ("portuguese-stems", 3, 20), ("dutch-stems", 3, 20),
            ("greek-stems", 3, 20), ("unspaced-words", 2, 30),
        ])
    func lists(name: String, columns: Int, fewest: Int) {
        let list = WordList(name)
        #expect(list.rows.count >= fewest)
        #expect(Set(list.rows.map { $0[0] }).count == list.rows.count)
        for row in list.rows {
            #expect(row.prefix(columns).count == columns && !row[columns - 1].isEmpty, "\(row)")
            #expect(row.dropFirst(columns).allSatisfy { $0 == "bare" }, "\(row)")
            #expect(TokenizedText(row[0]).tokens.count == 1, "\(row)")
        }
    }

    @Test("every noun has its endings, its forms and its reason, and stands once a meaning")
    func nouns() {
        let list = WordList("arabic-nouns")
        #expect(list.rows.count > 1500)
        let irregular = list.rows.filter { $0.count == 4 && $0[2] != "-" }
        #expect(irregular.count > 700)
        #expect(Set(list.rows.map { $0.prefix(2) }).count == list.rows.count)
        for row in list.rows {
            #expect(row.count == 4 && row.allSatisfy { !$0.isEmpty }, "\(row)")
            guard row.count == 4 else { continue }
            #expect(ArabicNouns.Endings(rawValue: row[1]) != nil, "\(row)")
            #expect((row[1] == "feminine") == row[0].hasSuffix("ة"), "\(row)")
            let forms = row[2].split(separator: " ").map(String.init)
            #expect(Set(forms).count == forms.count, "\(row)")
            for word in [row[0]] + forms where word != "-" {
                #expect(
                    TokenizedText(word).tokens.filter { $0.script == .arabic }.count == 1, "\(row)")
            }
        }
    }

    @Test("no two spellings of a listed word, folded alike, have different stems")
    func stemLists() {
        for language in StemmedLanguage.allCases {
            guard let file = StemList.file(of: language) else { continue }
            var stems: [String: String] = [:]
            for row in WordList(file).rows {
                let isCapitalized = row[0].first?.isUppercase == true
                let word = WordList.folded(row[0]) + (isCapitalized ? "^" : "")
                let stem = WordList.folded(row[1])
                #expect(stems.updateValue(stem, forKey: word) ?? stem == stem, "\(row)")
            }
        }
    }
}
