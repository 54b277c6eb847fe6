import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Analysis

@Suite struct AnalyzerTests {
    private static let analyzer = Analyzer()

    @Test("language and urgency are filled in, and each field is there once")
    func fills() {
        let analyzed = Self.analyzer.analyze(
            Article(
                url: "https://news.example.org/a-b", title: "عاجل: كيري وبوتين يبحثان الهدنة",
                summary: "لقاء في موسكو",
                text: "بحث كيري وبوتين الهدنة.\n\nوقال كيري إن موسكو ترحب.",
                source: "shms", publisher: "شمس نيوز",
                authors: [Author(name: "سلمى حداد"), Author(email: "a@example.org")],
                categories: ["سياسة", "العالم"]))
        #expect(analyzed.article.language == .arabic)
        #expect(analyzed.article.urgency == .urgent)
        #expect(
            analyzed.fields.map(\.field)
                == [.title, .summary, .text, .source, .source, .author, .category, .category, .url])
        #expect(analyzed.leadEnd == 4)
        #expect(analyzed.fields(.category).map(\.tokens.source) == ["سياسة", "العالم"])
    }

    @Test(
        "the lead ends with the first paragraph",
        arguments: [
            ("", 0), ("one two", 2), ("one two\n\nthree", 2), ("\n\n\n\none two\n\nthree", 2),
            ("one\ntwo\n\nthree", 2), ("one\n\n", 1), ("…\n\none\n\ntwo", 1),
        ])
    func lead(text: String, count: Int) {
        #expect(Self.analyzer.analyze(Article(title: "x", text: text)).leadEnd == count)
    }

    @Test("regions that came with the article stay as they were")
    func givenRegions() {
        let given = [RegionTag(code: RegionCode("NO"), about: true, evidence: ["Oslo"])]
        let analyzed = Self.analyzer.analyze(
            Article(title: "Syria talks in Geneva resume", regions: given))
        #expect(analyzed.article.regions == given)
    }

    @Test("an empty article has a normal answer")
    func empty() {
        let analyzed = Self.analyzer.analyze(Article())
        #expect(analyzed.fields.isEmpty)
        #expect(analyzed.leadEnd == 0)
        #expect(analyzed.article.language == nil)
        #expect(analyzed.article.urgency == .routine)
        #expect(analyzed.signature == .empty)
    }

    @Test(
        "the founding article answers to its words",
        .enabled(if: ProjectRoot.foundingArticle != nil),
        arguments: [
            ("كيري", true), ("بوتين", true), ("سوريا", true), ("أوكرانيا", true), ("وقف", true),
            ("الهدنة", true), ("موسكو", true), ("بوتان", false), ("زير", false), ("جنة", false),
        ])
    func foundingArticle(word: String, finds: Bool) throws {
        let file = try #require(ProjectRoot.foundingArticle)
        let text = try String(contentsOf: file, encoding: .utf8)
        let analyzed = Self.analyzer.analyze(Article(title: "كيري وبوتين", text: text))
        #expect(analyzed.article.language == .arabic)
        let field = try #require(analyzed.fields(.text).first)
        let term = Term.terms(of: word, mode: .forms)[0]
        #expect(!field.occurrences(of: term).isEmpty == finds)
    }
}
