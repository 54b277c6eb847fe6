@testable import Analysis
import Newswire
import Testing

/// The forms are made here, by the grammar and a table written by hand: nothing
/// of the gazetteer's own lists and rules is used.
@Suite("Arabic demonyms in all their forms")
struct ArabicDemonymTests {
    @Test("each form is found as its country, alone and behind all proclitics", arguments: demonyms)
    func forms(_ demonym: Demonym) {
        let tagger = RegionTagger()
        var missed: [String] = []
        for form in demonym.forms {
            for word in Self.written(form) {
                let title = "\(demonym.company)قال مراسل إن \(word) وصل أمس"
                let tags = tagger.tags(of: Article(title: title, language: .arabic))
                let tag = tags.first { $0.code.code == demonym.code }
                if tag?.evidence.contains(word) != true { missed.append(word) }
            }
        }
        let isAlone = demonym.company.isEmpty
        let unexpected = missed.filter { word in
            !(isAlone && word.contains(Self.besideOnly))
        }
        #expect(unexpected == [])
    }

    /// The people of Beijing, unless Kenya is named beside them.
    private static let besideOnly = "بكيني"

    @Test("the table names all Arab countries and their neighbours")
    func table() {
        let league = Gazetteer.standard.everything(in: RegionCode("arab-league"))
        let countries = league.filter { Gazetteer.standard.region(for: $0)?.kind == .country }
        let codes = Set(demonyms.map(\.code))
        #expect(codes.isSuperset(of: countries.map(\.code)))
        #expect(codes.count == 40)
    }

    /// The word alone and behind what is written onto it.
    private static func written(_ form: String) -> [String] {
        let particles = ["", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك"]
        let articles = ["ال", "وال", "فال", "بال", "كال", "وبال", "فبال", "وكال"]
        // Three lams in a row are written as two: للبناني is الـلبناني too.
        let swallowed = ["لل", "ولل", "فلل"].map { $0 + form.drop { $0 == "ل" } }
        return particles.map { $0 + form } + articles.map { $0 + form } + swallowed
    }
}

/// A nisba and what the rule does not give of it.
struct Demonym: CustomTestStringConvertible, Sendable {
    var code: String
    /// Masculine singular, indefinite.
    var nisba: String
    /// Broken plurals.
    var plurals: [String]
    /// What must stand before it where the word is another word too.
    var company: String

    init(_ code: String, _ nisba: String, _ plurals: [String] = [], beside company: String = "") {
        self.code = code
        self.nisba = nisba
        self.plurals = plurals
        self.company = company.isEmpty ? "" : company + "، "
    }

    /// Masculine, feminine, both duals and both plurals, nominative and oblique:
    /// the ending precedes, for `جنوب سوداني` declines in its last word.
    var forms: [String] {
        ["", "ة", "ان", "ين", "تان", "تين", "ون", "ات"].map { nisba + $0 } + plurals
    }

    var testDescription: String { "\(code) \(nisba)" }
}

private let demonyms: [Demonym] = [
    // The Arab League.
    Demonym("DZ", "جزائري"), Demonym("BH", "بحريني"), Demonym("DJ", "جيبوتي"),
    // Also of the moon.
    Demonym("KM", "قمري", beside: "في موروني"),
    Demonym("EG", "مصري"), Demonym("IQ", "عراقي"), Demonym("JO", "أردني"),
    Demonym("KW", "كويتي"), Demonym("LB", "لبناني"), Demonym("LY", "ليبي"),
    Demonym("MR", "موريتاني"), Demonym("MA", "مغربي", ["مغاربة"]), Demonym("OM", "عماني"),
    Demonym("OM", "عُماني"), Demonym("PS", "فلسطيني"),
    // Also of a country's whole, and of a diameter.
    Demonym("QA", "قطري", beside: "في الدوحة"),
    Demonym("SA", "سعودي"), Demonym("SO", "صومالي"), Demonym("SD", "سوداني"),
    Demonym("SY", "سوري"), Demonym("TN", "تونسي", ["توانسة"]),
    Demonym("AE", "إماراتي"), Demonym("YE", "يمني"),
    // Neighbours.
    Demonym("TR", "تركي", ["أتراك"]), Demonym("IR", "إيراني"), Demonym("IL", "إسرائيلي"),
    Demonym("ET", "إثيوبي"), Demonym("ET", "أثيوبي"), Demonym("ER", "إريتري"),
    Demonym("TD", "تشادي"), Demonym("NE", "نيجري"), Demonym("NG", "نيجيري"),
    // Also of money.
    Demonym("ML", "مالي", beside: "في باماكو"),
    Demonym("SN", "سنغالي"), Demonym("SS", "جنوب سوداني"), Demonym("CY", "قبرصي", ["قبارصة"]),
    Demonym("GR", "يوناني"), Demonym("PK", "باكستاني"), Demonym("AF", "أفغاني", ["أفغان"]),
    Demonym("KE", "كيني"), Demonym("KE", "كيني", beside: "في نيروبي"),
    Demonym("AZ", "أذربيجاني", ["أذريون"]), Demonym("AM", "أرميني"),
]
