@testable import Analysis
import Embedded
import Newswire
import Testing

@Suite("Regions of an article")
struct RegionTaggerTests {
    private let tagger = RegionTagger()

    @Test("evidence is the reader's own words, each once, the first first")
    func evidence() {
        let article = Article(
            title: "قصف على حلب", text: "قُتل خمسة في حلب.\n\nوقالت دمشق إن حلب… وبحلب هدوء.",
            language: .arabic)
        let tags = tagger.tags(of: article)
        let words = Dictionary(uniqueKeysWithValues: tags.map { ($0.code.code, $0.evidence) })
        #expect(words["SY-HL"] == ["حلب", "وبحلب"])
        #expect(words["SY"] == ["حلب", "دمشق", "وبحلب"])
        #expect(words["SY-DI"] == ["دمشق"])
    }

    @Test("the dateline of a field or of the text says where it was filed, no more")
    func dateline() {
        let filed = Article(
            title: "محادثات سلام حول سوريا", text: "بدأت اليوم محادثات سلام حول سوريا.",
            language: .arabic, dateline: "جنيف")
        #expect(tagger.tags(of: filed).map(\.code.code) == ["SY", "CH-GE", "CH"])
        #expect(tagger.tags(of: filed).map(\.about) == [true, false, false])
        let inText = Article(
            title: "Syria talks resume", text: "GENEVA, Nov 3 (Wire) — Talks on Syria resumed.",
            language: .english)
        #expect(tagger.tags(of: inText).filter(\.about).map(\.code.code) == ["SY"])
    }

    @Test("publisher, credits, categories, source and URL count nothing")
    func furniture() {
        let article = Article(
            url: "https://example.org/egypt/iraq", title: "افتتاح معرض الكتاب",
            text: "نقلت أخبار تونس عن المنظمين أن المعرض يستمر أسبوعا.\n\nالمصدر : قنا + بيروت",
            language: .arabic, source: "لبنان", publisher: "أخبار تونس", categories: ["مصر"],
            credits: ["وكالات المغرب"])
        #expect(tagger.tags(of: article).isEmpty)
    }

    @Test("what is said once far down is named, not about")
    func namedOnly() {
        let body = (1...6).map { "Paragraph \($0): Egypt and Sudan spoke about water." }
        let article = Article(
            title: "Egypt and Sudan resume talks",
            text: (body + ["A Kenyan envoy watched."]).joined(separator: "\n\n"),
            language: .english)
        let tags = tagger.tags(of: article)
        #expect(tags.filter(\.about).map(\.code.code).sorted() == ["EG", "SD"])
        #expect(tags.filter { !$0.about }.map(\.code.code) == ["KE"])
    }

    @Test("an article of nothing but names is about a few of them")
    func namesOnly() {
        let names = Gazetteer.standard.regions.filter { $0.kind == .country }.map {
            Gazetteer.standard.name(of: $0.code, in: .english)
        }
        let text = Array(repeating: names.joined(separator: ", "), count: 8)
            .joined(separator: ".\n\n")
        let tags = tagger.tags(of: Article(text: text, language: .english))
        #expect(tags.count > 200)
        let countries = tags.filter { $0.about && $0.code.code.count == 2 }
        #expect(countries.count <= RegionScore.standard.mostRegions)
    }

    @Test("an ambiguous name is settled by the article's other places")
    func company() {
        func codes(_ title: String, _ text: String) -> Set<String> {
            let article = Article(title: title, text: text, language: .arabic)
            return Set(tagger.tags(of: article).filter(\.about).map(\.code.code))
        }
        let clash = "اشتباكات في طرابلس"
        #expect(codes(clash, "قال الجيش اللبناني إن الهدوء عاد.") == ["LB", "LB-AS"])
        #expect(codes(clash, "قالت حكومة الوحدة الليبية إن الهدوء عاد.") == ["LY", "LY-TB"])
        #expect(codes("عمان تستضيف قمة", "قال وزير الخارجية الأردني اليوم.") == ["JO", "JO-AM"])
        #expect(codes("عمان تستضيف قمة", "قال وزير الخارجية العماني في مسقط.").contains("OM"))
        #expect(codes("هدوء في صور", "أعلن الجيش اللبناني الهدنة.").contains("LB-JA"))
    }

    @Test("every name of the gazetteer is found in a sentence", arguments: sentences)
    func everyName(_ language: String, _ before: String, _ after: String) throws {
        let text = try #require(EmbeddedFiles.text("regions/names.tsv"))
        let rows = RegionTable(file: "names.tsv", text: text).rows.filter { row in
            let traits = PlaceName.Traits(note: row[5])
            // `People's Republic` is not found: the possessive ends the row.
            return row[2] == language && traits.isDisjoint(with: [.silent, .guarded, .person])
                && !row[0].contains("'s ")
        }
        #expect(rows.count > 300)
        let missed = rows.filter { row in
            let language = LanguageTag(language)
            let sentence = AnalyzedField(.title, before + row[0] + after, language: language)
            var senses = PlaceSenses()
            let findings = PlaceFinder(sentence, .standard, language: language)
                .findings(in: sentence.tokens.tokens.indices, &senses)
            return !findings.flatMap({ senses[$0.sense].names }).contains {
                Gazetteer.standard.regions[Int($0.region)].code.code == row[1]
            }
        }.map { $0.columns.joined(separator: " ") }
        #expect(missed == [])
    }

    @Test("regions that weigh the same stand in the same order whenever it is asked")
    func order() {
        let article = Article(
            title: "اجتماع دول حوض نهر النيل والقوقاز والبلقان", language: .arabic)
        let first = tagger.tags(of: article).map(\.code)
        #expect(first.count > 5)
        for _ in 0..<50 { #expect(tagger.tags(of: article).map(\.code) == first) }
    }

    @Test("nothing in, nothing out", arguments: ["", " ", "\n\n", "…", "—", "؟"])
    func nothing(_ text: String) {
        #expect(tagger.tags(of: Article(title: text, text: text)).isEmpty)
    }
}

private let sentences: [(String, String, String)] = [
    ("ar", "قال شهود في ", " إن الهدوء عاد"), ("en", "Witnesses in ", " saw calm return"),
    ("fr", "Le calme revient en ", " selon des témoins"), ("fa", "آرامش در ", " برقرار شد"),
]
