@testable import Analysis
import Foundation
import NashraTesting
import Newswire
import Testing

@Suite("Regions of the founding article")
struct FoundingArticleRegionsTests {
    @Test(
        "it is about Syria, Russia and the United States, and names Ukraine and Saudi Arabia",
        .enabled(if: ProjectRoot.foundingArticle != nil))
    func tags() throws {
        let file = try #require(ProjectRoot.foundingArticle)
        let page = try String(contentsOf: file, encoding: .utf8)
        let blocks = page.split(separator: "\n\n").map(String.init)
        let headline = try #require(blocks.firstIndex { $0.hasPrefix("خبر ") })
        let credit = try #require(blocks.firstIndex { $0.hasPrefix("المصدر") })
        let article = Article(
            title: String(blocks[headline].dropFirst("خبر ".count)),
            text: blocks[(headline + 2)..<credit].joined(separator: "\n\n"), language: .arabic,
            publisher: "وكالة شمس نيوز الإخبارية", dateline: "واشنطن", credits: ["الجزيرة"])
        #expect(article.paragraphs.count == 12)

        let tags = RegionTagger().tags(of: article)
        #expect(Set(tags.filter(\.about).map(\.code.code)) == ["SY", "RU", "US"])
        #expect(Set(tags.filter { !$0.about }.map(\.code.code)) == ["UA", "SA"])
        let ukraine = try #require(tags.first { $0.code == RegionCode("UA") })
        #expect(ukraine.evidence == ["بـأوكرانيا"])
        let syria = try #require(tags.first { $0.code == RegionCode("SY") })
        #expect(syria.evidence.prefix(2) == ["بسوريا", "سوريا"])
        let states = try #require(tags.first { $0.code == RegionCode("US") })
        #expect(states.evidence.first == "واشنطن")
    }
}
