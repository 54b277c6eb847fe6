import Intake
import Newswire
import Testing

/// Pages as sites of many kinds leave them when they are scraped: what is
/// furniture stands in no field.
@Suite("The furniture of scraped pages")
struct PageFurnitureTests {
    struct Page: CustomTestStringConvertible {
        var testDescription: String
        var lines: [String]
        var title: String
        var dateline: String?
        var publisher: String?
        var credits: [String] = []
        var paragraphs: Int
        /// What may stand in no field.
        var furniture: [String]
    }

    @Test("only the article comes out", arguments: pages)
    func article(page: Page) throws {
        for separator in ["\n", "\n\n"] {
            let text = page.lines.joined(separator: separator)
            let article = try #require(try IntakeReader().read([UInt8](text.utf8)).articles.first)
            #expect(article.title == page.title)
            #expect(article.dateline == page.dateline)
            #expect(article.publisher == page.publisher)
            #expect(article.credits == page.credits)
            #expect(article.paragraphs.count == page.paragraphs, "\(article.text)")
            for words in page.furniture { #expect(!"\(article)".contains(words)) }
        }
    }

    @Test(
        "datelines of every usual form are found and taken off the text",
        arguments: [
            ("القاهرة (د ب أ)- ", "القاهرة", "د ب أ"),
            ("غزة – «القدس العربي»: ", "غزة", "القدس العربي"),
            ("بيروت ـ «المستقبل»: ", "بيروت", "المستقبل"),
            ("رام الله - وفا - ", "رام الله", "وفا"),
            ("دمشق-سانا: ", "دمشق", "سانا"),
            ("لندن- عربي21: ", "لندن", "عربي21"),
            ("الخليل- معا- ", "الخليل", "معا"),
            ("نيويورك (الأمم المتحدة) ـ ", "نيويورك", "الأمم المتحدة"),
            ("موسكو، 24 نوفمبر (سبوتنيك) – ", "موسكو", "سبوتنيك"),
            ("WASHINGTON, Nov. 24 (Xinhua) -- ", "WASHINGTON", "Xinhua"),
            ("JERUSALEM (JTA) — ", "JERUSALEM", "JTA"),
            ("BEIRUT: ", "BEIRUT", nil),
            ("DHAKA, Nov 24, 2026 (BSS/AFP) - ", "DHAKA", "BSS/AFP"),
            ("PORT-AU-PRINCE, Haiti (AP) — ", "PORT-AU-PRINCE, Haiti", "AP"),
            ("نیویورک - ایرنا - ", "نیویورک", "ایرنا"),
            ("تهران (پانا) - ", "تهران", "پانا"),
            ("شمس نيوز - غزة - ", "غزة", "شمس نيوز"),
            ("خان يونس - خاص صفا: ", "خان يونس", "خاص صفا"),
            ("أنقرة/ الأناضول: ", "أنقرة", "الأناضول"),
        ] as [(String, String, String?)])
    func datelines(written: String, place: String, agency: String?) throws {
        let paragraph = "أكد مسؤول أن أعمال الصيانة ستنتهي خلال شهر وأن الشوارع ستفتح تباعا."
        let page = "موعد انتهاء أعمال الصيانة في الشوارع\n\n\(written)\(paragraph)\n\n\(paragraph)"
        let article = try #require(try IntakeReader().read([UInt8](page.utf8)).articles.first)
        #expect(article.dateline == place)
        #expect(article.publisher == agency)
        #expect(article.paragraphs.first == paragraph[...])
    }

    @Test(
        "a headline stays one whatever it looks like",
        arguments: [
            "هل تنجح الهدنة في غزة هذه المرة فعلا؟", "قناة السويس تسجل إيرادات قياسية",
            "فلسطين/ إضراب شامل في رام الله", "موجة حر تصل إلى 50° في الكويت والبصرة",
            "مصر تنفي", "Bad news for olive farmers",
        ])
    func headlines(title: String) throws {
        let page = """
            We use cookies to make this site work and to learn how it is used. By going on you \
            accept this, and that we share data with our two hundred and eleven partners.
            \(title)
            أكد مسؤول أن أعمال الصيانة ستنتهي خلال شهر وأن الشوارع ستفتح تباعا.
            """
        let article = try #require(try IntakeReader().read([UInt8](page.utf8)).articles.first)
        #expect(article.title == title)
        #expect(article.paragraphs.count == 1)
    }
}
