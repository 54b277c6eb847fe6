import Testing

@testable import Analysis

@Suite struct TokenizedTextTests {
    private static func keys(_ text: String) -> [String] {
        let text = TokenizedText(text)
        return text.tokens.indices.map(text.folded)
    }

    @Test(
        "a text falls into its words",
        arguments: [
            ("", []),
            (" \n\t\u{A0}…،؛؟", []),
            ("Covid-19", ["covid", "19"]),
            ("Sana'a", ["sana", "a"]),
            ("l’Ukraine", ["l", "ukraine"]),
            ("Syria/Iraq", ["syria", "iraq"]),
            ("G20 MH17 19th", ["g20", "mh17", "19th"]),
            ("كوفيد19", ["كوفيد", "19"]),
            ("الـBBC", ["ال", "bbc"]),
            ("بـأوكرانيا لـوقف", ["باوكرانيا", "لوقف"]),
            ("U.S. and U.S.-led", ["us", "and", "us", "led"]),
            ("End.A new", ["end", "a", "new"]),
            ("צה\"ל צה״ל", ["צהל", "צהל"]),
            ("北京2024", ["北", "京", "2024"]),
            ("東京タワー", ["东京", "タワー"]),
            ("東京都の京都", ["东京", "都", "の", "京都"]),
            ("インド・パキスタン", ["インド", "パキスタン"]),
            ("发展中国家", ["发展中", "国", "家"]),
            ("서울에서 3월", ["서울에서", "3", "월"]),
            ("Gaza’s NGO's U.S. it's", ["gaza", "ngo", "us", "it"]),
            ("GAZA'S WAR, Gaza's", ["gaza", "war", "gaza"]),
            ("l's d'Isaac 's Sana's1", ["l", "d", "isaac", "s", "sana", "s1"]),
            ("رئیس‌جمهور", ["رءيس", "جمهور"]),
            ("تحریم‌ها می‌گوید نمی‌شود خانه‌ای", ["تحريمها", "ميگويد", "نميشود", "خانهاي"]),
            ("حزب‌الله‌ها", ["حزب", "اللهها"]),
            ("Qurʾān Hawaiʻi пʼять", ["quran", "hawai", "i", "п", "ять"]),
            ("กรุงเทพ", ["ก", "รุ", "ง", "เ", "ท", "พ"]),
            ("🇸🇾 Syria 🕊️", ["syria"]),
            ("دولار$", ["دولار"]),
        ] as [(String, [String])])
    func words(text: String, expected: [String]) {
        #expect(Self.keys(text) == expected)
    }

    @Test(
        "all spellings of a word have one key",
        arguments: [
            // Arabic: hamza, ya, ta marbuta, marks, tatweel, presentation forms.
            ["غزة", "غزّة", "غـــزة", "غزه", "غَزَّةَ", "ﻏﺰﺓ", "غز\u{200C}ة", "\u{202B}غزة\u{202C}"],
            ["أحمد", "احمد", "إحمد", "ا\u{654}حمد", "ٱحمد"],
            ["آسيا", "اسيا", "ا\u{653}سيا"],
            ["مسؤول", "مسئول", "مسو\u{654}ول", "ﻣﺴﺆﻭﻝ"],
            ["علي", "على", "علی", "ﻋﻠﻲ", "ﻋﻠﻰ"],
            ["لبنان", "ﻟﺒﻨﺎن", "لُبنان"],
            ["لاجئ", "ﻻجئ", "لاجي\u{654}"],
            ["الكهرباء", "الکهرباء", "الڪهرباء", "الکہرباء"],
            ["فيينا", "ڤيينا"],
            ["هذا", "هٰذا"],
            // Digits of every script.
            ["2024", "٢٠٢٤", "۲۰۲۴", "२०२४", "２０２４", "𝟐𝟎𝟐𝟒"],
            // Latin, Greek, Cyrillic, Hebrew.
            ["Élysée", "elysee", "E\u{301}lyse\u{301}e", "ÉLYSÉE"],
            ["Straße", "STRASSE", "strasse", "STRAẞE"],
            ["Erdoğan", "Erdogan", "ERDOĞAN"],
            ["İstanbul", "istanbul", "ISTANBUL", "ıstanbul"],
            ["Łódź", "Lodz"],
            ["ﬁnance", "finance", "ＦＩＮＡＮＣＥ"],
            ["Αθήνα", "ΑΘΗΝΑ", "αθηνα"],
            ["λόγος", "ΛΟΓΟΣ"],
            ["Хрущёв", "хрущев", "Хрущe\u{308}в".replacing("e\u{308}", with: "е\u{308}")],
            ["Толстой", "Толсто\u{438}\u{306}", "ТОЛСТОЙ"],
            ["שלום", "שָׁלוֹם", "שלומ"],
            // Chinese in both scripts, kana and Hangul typed in parts.
            ["臺", "台", "颱"],
            ["ガザ", "ｶﾞｻﾞ", "カ\u{3099}サ\u{3099}"],
            ["パリ", "ﾊﾟﾘ", "ハ\u{309A}リ"],
            ["한국", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}"],
        ])
    func spellings(words: [String]) {
        #expect(Set(words.map(Self.keys)).count == 1, "\(words.map(Self.keys))")
        #expect(Self.keys(words[0]).count == 1)
    }

    @Test(
        "words that readers tell apart have different keys",
        arguments: [
            ("غزة", "عزة"), ("غزة", "غزت"), ("بوتين", "بوتان"), ("بوتين", "پوتین"),
            ("мой", "мои"), ("ガ", "カ"), ("กา", "กี"), ("حرب", "حزب"), ("صور", "سور"),
        ])
    func apart(one: String, other: String) {
        #expect(Self.keys(one) != Self.keys(other))
    }

    @Test("the reader's own characters are kept, marks and tatweel included")
    func originals() {
        let text = TokenizedText("في «غـــزّةَ»، وبوتين")
        #expect(text.original(1) == "غـــزّةَ")
        #expect(text.original(1..<3) == "غـــزّةَ»، وبوتين")
        #expect(text.original(2..<2) == "")
        #expect(text.scalarRange(of: 1..<2) == (start: 4, length: 8))
        #expect(text.scalarRange(of: 2..<3) == (start: 15, length: 6))
    }

    @Test(
        "an acronym is two capitals and no small letter",
        arguments: [
            ("US", true), ("WHO", true), ("U.S.", true), ("MH17", true), ("us", false),
            ("Us", false), ("G20", false), ("I", false), ("NGOs", false), ("США", false),
        ])
    func acronyms(text: String, isAcronym: Bool) {
        #expect(TokenizedText(text).tokens[0].isAcronym == isAcronym)
    }

    @Test("a headline in capitals throughout is shouting, a name in capitals is not")
    func shouting() {
        #expect(TokenizedText("FLOODS HIT GAZA AGAIN").isShouting)
        #expect(!TokenizedText("US").isShouting)
        #expect(!TokenizedText("NATO and EU talk to WHO and UN").isShouting)
    }

    @Test("every scalar gives a normal answer, and its range lies in the text")
    func everyScalar() throws {
        var all = String.UnicodeScalarView()
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            // Ideographs and the planes without characters are all alike.
            if value > 0x20000, value < 0xE0000 || value > 0xE1000, value % 512 != 0 { continue }
            if value > 0x4E00, value < 0xD7A0, value % 64 != 0 { continue }
            all.append(scalar)
        }
        let text = TokenizedText(String(all))
        let isOrdered = zip(text.tokens, text.tokens.dropFirst()).allSatisfy {
            $0.end <= $1.start
        }
        #expect(isOrdered)
        #expect(text.tokens.allSatisfy { $0.end > $0.start && !$0.folded.isEmpty })
        let last = try #require(text.tokens.last).end
        #expect(last <= text.source.utf8.count)
        #expect(String(validating: text.foldedBytes, as: UTF8.self) != nil)
    }

    @Test(
        "hostile texts of two megabytes take a moment",
        arguments: [
            "ا", "A.", "\u{64B}", "\u{200B}", "🧨", "ﷲ", "צ\"", "a\u{301}", "ü",
            "اب\u{200C}", "a’s", "\u{1100}\u{1161}\u{11A8}", "은", "东京", "カ\u{3099}", "ก\u{E31}",
        ])
    func hostile(unit: String) {
        let text = String(repeating: unit, count: 2_000_000 / unit.utf8.count)
        let clock = ContinuousClock()
        let time = clock.measure {
            let field = AnalyzedField(.text, text, language: nil)
            #expect(field.occurrences(of: Term.terms(of: "غزة", mode: .forms)[0]).isEmpty)
        }
        #expect(time < .seconds(4))
    }

    @Test("lone marks and joiners make no word and lengthen none")
    func loneMarks() {
        #expect(Self.keys("\u{301}\u{64B}ـ\u{200D}").isEmpty)
        let text = TokenizedText("\u{64B}ـغزة\u{200F} ")
        #expect(text.original(0) == "غزة")
    }
}
