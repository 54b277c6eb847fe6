import Foundation
import Intake
import NashraTesting
import Newswire
import Testing

@Suite("Pages scraped to plain text")
struct ScrapedPageTests {
    @Test("the founding article comes out whole", .enabled(if: ProjectRoot.foundingArticle != nil))
    func founding() throws {
        let file = try #require(ProjectRoot.foundingArticle)
        let bytes = [UInt8](try Data(contentsOf: file))
        let result = try IntakeReader().read(bytes)
        #expect(result.kind == .text)
        #expect(result.encoding == "utf-8")
        #expect(result.wellformed)
        #expect(result.problems.isEmpty)
        let article = try #require(result.articles.first)
        #expect(article.title == "كيري وبوتين يبحثان مواجهة تنظيم الدولة والنصرة بسوريا")
        #expect(article.dateline == "واشنطن")
        #expect(article.publisher == "شمس نيوز")
        #expect(article.credits == ["الجزيرة", "وكالات"])
        #expect(article.paragraphs.count == 12)
        #expect(article.paragraphs[6] == "تنسيق محتمل")
        #expect(article.html?.contains("<h3>تنسيق محتمل</h3>") == true)
        #expect(article.html?.components(separatedBy: "<p>").count == 12)
        #expect(article.summary == nil)
        let everything = "\(article)"
        for furniture in ["غزة", "19°", "آخر أخبار فلسطين", "Shms"] {
            #expect(!everything.contains(furniture))
        }
    }

    struct Sample: CustomTestStringConvertible {
        var name: String
        var page: String
        var title: String
        var dateline: String?
        var publisher: String?
        var credits: [String]
        var paragraphs: Int

        var testDescription: String { name }
    }

    static let arabic =
        "أعلنت الوزارة اليوم أن المحادثات أحرزت تقدما وأن الوفود ستعود بعد يومين إلى الطاولة."
    static let english =
        "The two ministers met for five hours on Monday and agreed to meet again within a week."
    static let french =
        "Les deux ministres se sont rencontrés lundi pendant cinq heures et se reverront bientôt."
    static let persian =
        "وزیر امور خارجه روز دوشنبه گفت که گفتگوها پیشرفت کرده و هیئت‌ها دوباره دیدار خواهند کرد."

    static let samples: [Sample] = [
        Sample(
            name: "another Arabic agency with menus, a date and share buttons",
            page: """
                الرئيسية

                أخبار

                رام الله

                23°

                وكالة الساحل للأنباء | آخر الأخبار

                خبر الوفود تعود إلى طاولة المحادثات بعد يومين

                الثلاثاء 24 نوفمبر 2026 - 07:00

                شارك على فيسبوك

                الساحل/القاهرة

                \(arabic)

                خطوة أولى

                \(arabic)

                المصدر: رويترز + وكالات

                اقرأ أيضا

                عنوان خبر آخر لا علاقة له
                """,
            title: "الوفود تعود إلى طاولة المحادثات بعد يومين", dateline: "القاهرة",
            publisher: "الساحل", credits: ["رويترز", "وكالات"], paragraphs: 3),
        Sample(
            name: "an Arabic dateline in the first paragraph",
            page:
                "صحيفة النهر\n\nالوفود تعود إلى طاولة المحادثات\n\nالقاهرة – رويترز: \(arabic)\n\n\(arabic)",
            title: "الوفود تعود إلى طاولة المحادثات", dateline: "القاهرة", publisher: "صحيفة النهر",
            credits: ["رويترز"], paragraphs: 2),
        Sample(
            name: "an English page",
            page: """
                Home
                World
                Nablus
                17°C
                Coast News Agency || Latest news

                Ministers agree to meet again within a week

                By Lina Haddad

                PARIS (AFP) — \(english)

                A first step

                \(english)

                Source: Reuters + agencies

                Share
                Facebook
                © 2026 Coast News Agency
                """,
            title: "Ministers agree to meet again within a week", dateline: "PARIS",
            publisher: "Coast News Agency", credits: ["AFP", "Reuters", "agencies"],
            paragraphs: 3),
        Sample(
            name: "a French dispatch with a date in its dateline",
            page:
                "Les ministres se reverront bientôt\n\nBEYROUTH, 24 nov 2026 (AFP) - \(french)\n\n\(french)\n\nPartager",
            title: "Les ministres se reverront bientôt", dateline: "BEYROUTH", publisher: "AFP",
            credits: [], paragraphs: 2),
        Sample(
            name: "a Persian dispatch",
            page:
                "خانه\n\nهیئت‌ها دوباره دیدار خواهند کرد\n\nتهران - ایرنا - \(persian)\n\n\(persian)\n\nمنبع: ایرنا",
            title: "هیئت‌ها دوباره دیدار خواهند کرد", dateline: "تهران", publisher: "ایرنا",
            credits: ["ایرنا"], paragraphs: 2),
        Sample(
            name: "a plain article, its lines wrapped",
            page: """
                Flood warning

                The river rose by two metres in the night and the lower town
                was cleared before dawn, the mayor said. Nobody was reported
                missing.

                Schools stay closed.
                """,
            title: "Flood warning", dateline: nil, publisher: nil, credits: [], paragraphs: 2),
        Sample(
            name: "one sentence", page: "عاجل: هدنة في المدينة تبدأ منتصف الليل",
            title: "عاجل: هدنة في المدينة تبدأ منتصف الليل", dateline: nil, publisher: nil,
            credits: [], paragraphs: 0),
        Sample(
            name: "a headline that begins with the word itself",
            page: "خبر سار للموظفين في القطاع العام\n\n\(arabic)",
            title: "خبر سار للموظفين في القطاع العام", dateline: nil, publisher: nil, credits: [],
            paragraphs: 1),
    ]

    @Test("like pages come out whole", arguments: samples)
    func like(sample: Sample) throws {
        let result = try IntakeReader().read([UInt8](sample.page.utf8))
        #expect(result.kind == .text)
        let article = try #require(result.articles.first)
        #expect(article.title == sample.title)
        #expect(article.dateline == sample.dateline)
        #expect(article.publisher == sample.publisher)
        #expect(article.credits == sample.credits)
        #expect(article.paragraphs.count == sample.paragraphs, "\(article.text)")
        #expect(article.summary == nil)
        for frame in ["°", "Facebook", "فيسبوك", "الرئيسية", "||", "©", "لا علاقة له"] {
            #expect(!"\(article)".contains(frame))
        }
    }
}
