import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Matching

@Suite("a query asked of an article")
struct QueryEvaluatorTests {
    private static let article = Article(
        title: "كيري وبوتين يبحثان الهدنة",
        summary: "لقاء في موسكو",
        text: "بحث كيري مع بوتين ملف تنظيم الدولة بسوريا.\n\n"
            + "وقال الرئيس إن الأمر يتعلق بـأوكرانيا أيضا، وإن US Army لا تعلق على فلسطينيين.",
        language: .arabic, source: "shms", authors: [.init(name: "Lina Haddad")],
        categories: ["سياسة", "عالم عربي"])

    @Test(
        "is answered with the article's own words, in reading order",
        arguments: [
            ("كيري", ["title كيري 0+4", "text كيري 4+4"]),
            (
                "كيري بوتين سوريا",
                [
                    "title كيري 0+4", "title وبوتين 5+6", "text كيري 4+4", "text بوتين 12+5",
                    "text بسوريا 35+6",
                ]
            ),
            ("أوكرانيا", ["text بـأوكرانيا 71+10"]),
            ("«تنظيم الدولة»", ["text تنظيم الدولة 22+12"]),
            ("title:بوتين", ["title وبوتين 5+6"]),
            ("body:بوتين", ["text بوتين 12+5"]),
            ("lead:سوريا", ["text بسوريا 35+6"]),
            ("فلسطين*", ["text فلسطينيين 112+9"]),
            ("=US", ["text US 92+2"]),
            ("=\"US Army\"", ["text US Army 92+7"]),
            ("source:SHMS", ["source shms 0+4"]),
            ("author:haddad", ["author Haddad 5+6"]),
            ("category:عالم", ["category عالم 0+4"]),
            ("هدنة | بوتان", ["title الهدنة 19+6"]),
            ("كيري -بوتان", ["title كيري 0+4", "text كيري 4+4"]),
            ("lang:ar موسكو", ["summary موسكو 8+5"]),
            ("-رياضة", []),
        ])
    func yes(query: String, evidence: [String]) throws {
        guard case .matched(let found, _) = try verdict(query) else {
            Issue.record("not matched: \(query)")
            return
        }
        #expect(found.map { "\($0.field) \($0.text) \($0.start)+\($0.length)" } == evidence)
    }

    @Test(
        "is denied with the clauses that failed",
        arguments: [
            ("بوتان", ["lacks 'بوتان'"]),
            ("كيري بوتان لافروف", ["lacks 'بوتان'", "lacks 'لافروف'"]),
            ("بوتان | لافروف", ["lacks any of بوتان, لافروف"]),
            ("كيري -هدنة", ["excluded by 'هدنة': 'الهدنة' stands in the title"]),
            ("lead:أوكرانيا", ["lacks 'أوكرانيا' in the title, summary or first paragraph"]),
            ("title:سوريا", ["lacks 'سوريا' in the title"]),
            // A phrase crosses no field: الهدنة ends the title, لقاء begins the summary.
            ("«الهدنة لقاء»", ["lacks 'الهدنة لقاء'"]),
            ("«سياسة عالم»", ["lacks 'سياسة عالم'"]),
            ("category:«سياسة عالم»", ["lacks 'سياسة عالم' in a category"]),
            ("«الدولة تنظيم»", ["lacks 'الدولة تنظيم'"]),
            ("shms", ["lacks 'shms'"]),
            ("lang:en", ["not in en"]),
            ("-lang:ar", ["excluded: in ar"]),
            ("url:example.org", ["lacks 'example.org' in the address"]),
            ("region:SY", ["not about SY"]),
            ("mentions:SY", ["does not name SY"]),
        ])
    func no(query: String, reasons: [String]) throws {
        guard case .missed(let found) = try verdict(query) else {
            Issue.record("matched: \(query)")
            return
        }
        let isolates: Set<Unicode.Scalar> = ["\u{2068}", "\u{2069}"]
        let messages = found.map { reason in
            var message = String.UnicodeScalarView()
            message.append(
                contentsOf: reason.message.unicodeScalars.filter { !isolates.contains($0) })
            return String(message)
        }
        #expect(messages == reasons)
    }

    @Test(
        "about regions knows what lies in what",
        arguments: [
            ("region:SY", ["SY-HL"]), ("region:levant", ["SY-HL"]), ("mentions:RU", ["RU"]),
            ("region:RU", nil), ("-region:RU", []), ("-mentions:RU", nil),
            ("region:SY-HL", ["SY-HL"]),
            ("mentions:(SY | RU)", ["SY-HL", "RU"]), ("region:SY-DI", nil),
        ])
    func regions(query: String, codes: [String]?) throws {
        let query = try #require(Query.parse(query, places: .forTests).query)
        let article = Self.article.analyzed(regions: [
            .about("SY-HL", "حلب"), .named("RU", "روسيا"),
        ])
        let verdict = QueryEvaluator(article, places: .forTests).verdict(on: query)
        switch verdict {
        case .matched(_, let tags): #expect(tags.map(\.code.code) == codes)
        case .missed: #expect(codes == nil)
        }
    }

    @Test("tells only the first places of a term")
    func bounded() throws {
        let query = try #require(Query.parse("سوريا", places: .forTests).query)
        let article = Article(text: String(repeating: "سوريا ", count: 1000)).analyzed()
        guard
            case .matched(let found, _) = QueryEvaluator(article, places: .forTests)
                .verdict(on: query)
        else {
            Issue.record("not matched")
            return
        }
        #expect(found.map(\.start) == [0, 6, 12, 18, 24])
    }

    @Test(
        "of the founding article finds its words as they stand",
        .enabled(if: ProjectRoot.foundingArticle != nil),
        arguments: [
            ("كيري بوتين سوريا", ["كيري", "وبوتين", "بسوريا"]), ("أوكرانيا", ["بـأوكرانيا"]),
            ("بوتان", nil), ("رياضة", nil), ("«وقف إطلاق النار»", ["لـوقف إطلاق النار"]),
            ("هدنة", ["بالهدنة"]),
        ])
    func founding(query: String, words: [String]?) throws {
        let file = try #require(ProjectRoot.foundingArticle)
        let text = try String(contentsOf: file, encoding: .utf8)
        let query = try #require(Query.parse(query, places: .forTests).query)
        let article = Article(text: text).analyzed()
        switch QueryEvaluator(article, places: .forTests).verdict(on: query) {
        case .matched(let found, _):
            let texts = Set(found.map(\.text))
            #expect(texts.isSuperset(of: words ?? ["nothing"]))
            let scalars = Array(text.unicodeScalars)
            for evidence in found {
                var stretch = String.UnicodeScalarView()
                stretch.append(
                    contentsOf: scalars[evidence.start..<evidence.start + evidence.length])
                #expect(String(stretch) == evidence.text)
            }
        case .missed: #expect(words == nil)
        }
    }

    private func verdict(_ query: String) throws -> QueryEvaluator.Verdict {
        let query = try #require(Query.parse(query, places: .forTests).query)
        let article = Self.article.analyzed()
        return QueryEvaluator(article, places: .forTests).verdict(on: query)
    }
}
