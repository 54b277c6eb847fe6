@testable import Analysis
import Newswire
import Testing

@Suite("What stands around a name of a place")
struct NameContextTests {
    @Test("tells people, weather and namesakes from places", arguments: lines)
    func headline(_ language: String, _ codes: String, _ text: String) {
        let article = Article(title: text, language: LanguageTag(language))
        let tags = RegionTagger().tags(of: article).map(\.code.code)
        for code in codes.split(separator: " ") {
            if code.hasPrefix("!") {
                #expect(!tags.contains(String(code.dropFirst())), "\(tags)")
            } else {
                #expect(tags.contains(String(code)), "\(tags)")
            }
        }
        if codes.isEmpty { #expect(tags == []) }
    }

    @Test("a source's country settles what nothing else does")
    func home() {
        let article = Article(
            url: "https://news.example.lb/1", title: "اشتباكات في طرابلس", language: .arabic)
        #expect(RegionTagger().tags(of: article).filter(\.about).map(\.code.code).contains("LB"))
        var elsewhere = article
        elsewhere.url = "https://news.example.com/1"
        #expect(!RegionTagger().tags(of: elsewhere).map(\.code.code).contains("LB"))
    }

    @Test(
        "an address tells the country of its top-level domain",
        arguments: [
            ("https://example.com.lb/a", "LB"), ("http://www.example.co.uk", "GB"),
            ("https://user@example.FR:8080/x?y.de", "FR"), ("https://example.org", nil),
            ("https://example.tv/1", nil), ("https://127.0.0.1/", nil), ("https://de/", nil),
            ("", nil), ("://", nil), ("example.fr", nil), ("https://[::1]/a.de", nil),
        ] as [(String, String?)])
    func sourceCountry(_ url: String, _ code: String?) {
        #expect(SourceCountry.code(ofURL: url)?.code == code)
    }

    @Test("a byline names nobody's country, and what follows is the lead")
    func byline() {
        let article = Article(
            title: "Rain expected", text: "By Anna Paris\n\nIt rained in Syria.\n\nMore to come.",
            language: .english)
        #expect(RegionTagger().tags(of: article).map(\.code.code) == ["SY"])
        #expect(RegionTagger().tags(of: article).map(\.about) == [true])
    }

    @Test("evidence tells field, place, name and kind")
    func evidence() throws {
        let article = Article(
            title: "قصف على حلب", text: "قال وزير الخارجية الروسي: «وسوريا بلد».",
            language: .arabic, dateline: "دمشق")
        let tags = RegionTagger().tags(of: article)
        let syria = try #require(tags.first { $0.code == RegionCode("SY") })
        #expect(syria.evidence == ["حلب", "دمشق", "وسوريا"])
        #expect(
            syria.places == [
                RegionEvidence(field: .title, start: 8, length: 3, name: "حلب", kind: .city),
                RegionEvidence(field: nil, start: 0, length: 4, name: "دمشق", kind: .capital),
                RegionEvidence(field: .text, start: 27, length: 6, name: "سوريا", kind: .country),
            ])
        let russia = try #require(tags.first { $0.code == RegionCode("RU") })
        #expect(russia.places.map(\.kind) == [.demonym])
    }
}

private let lines: [(String, String, String)] = [
    ("ar", "", "محمد المصري يفوز بجائزة الرواية"),
    ("ar", "SA", "زار محمد السعودية أمس"),
    ("ar", "BF NE ML", "مالي وبوركينا فاسو والنيجر تنسحب من المجموعة"),
    ("ar", "", "الأرصاد: القدس 18° وبيروت 22° وعمان 17°"),
    ("en", "", "Forecast: Beirut 22°, Cairo 31 °C"),
    ("en", "US !GR !GE", "Rally in Athens, Georgia"),
    ("en", "FR", "Talks in Paris, France"),
    ("en", "FR DE", "Ministers of France, Germany and Italy meet"),
    ("en", "GE", "Flood in Georgia"),
]
