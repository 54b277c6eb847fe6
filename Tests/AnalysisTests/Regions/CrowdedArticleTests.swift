@testable import Analysis
import Newswire
import Testing

@Suite("Articles full of places")
struct CrowdedArticleTests {
    private let tagger = RegionTagger()

    @Test("ten thousand names in a row give every region its words, and few are what it is about")
    func tenThousand() {
        let names = ["Egypt", "Sudan", "Chad", "Mali", "Niger", "Kenya", "Uganda", "Rwanda"]
        let text = (0..<10_000).map { names[$0 % names.count] }.joined(separator: ", ")
        let tags = tagger.tags(of: Article(text: text, language: .english))
        let codes = tags.map(\.code.code)
        #expect(Set(codes).isSuperset(of: ["EG", "SD", "TD", "ML", "NE", "KE", "UG", "RW"]))
        for tag in tags where tag.code.code.count == 2 { #expect(tag.evidence.count == 1) }
        #expect(tags.filter(\.about).count <= RegionScore.standard.mostRegions)
    }

    @Test("ten thousand different names are all found")
    func differentNames() {
        let gazetteer = Gazetteer.standard
        let rows = gazetteer.names.all.filter { name in
            gazetteer.names.languages[Int(name.language)] == "ar"
                && name.traits.isDisjoint(with: [.guarded, .person, .off, .silent])
        }.prefix(10_000)
        #expect(rows.count > 1_500)
        let text = rows.map(gazetteer.names.text).joined(separator: "، ")
        let tags = Set(tagger.tags(of: Article(text: text, language: .arabic)).map(\.code))
        let wanted = Set(rows.map { gazetteer.regions[Int($0.region)].code })
        // Of names that several regions have, the likeliest is meant.
        #expect(wanted.subtracting(tags).count * 16 <= wanted.count)
    }

    @Test("a headline among ten thousand other names is what it is about")
    func headline() {
        let body = Array(repeating: "France and Spain spoke.", count: 5_000)
        let tags = tagger.tags(
            of: Article(
                title: "Earthquake in Nepal", text: body.joined(separator: "\n\n"),
                language: .english))
        #expect(tags.filter(\.about).map(\.code.code).contains("NP"))
    }

    @Test("one word, ten thousand times, is one piece of evidence")
    func oneWord() {
        let text = Array(repeating: "سوريا", count: 10_000).joined(separator: " ")
        let tags = tagger.tags(of: Article(text: text, language: .arabic))
        #expect(tags.map(\.code.code) == ["SY"])
        #expect(tags.first?.evidence == ["سوريا"])
    }
}
