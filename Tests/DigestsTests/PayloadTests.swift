import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Digests

@Suite("webhooks' bodies of one's own")
struct PayloadTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let page = """
        {
          "text": "{{subject}}", "from": "{{subscriber}}", "urgent": {{#isAlert}}true{{/isAlert}}{{^isAlert}}false{{/isAlert}},
          "stories": [
        {{#groups}}{{#items}}
            {{>story.json}}{{^isLast}},{{/isLast}}
        {{/items}}{{^isLast}},{{/isLast}}{{/groups}}
          ]
        }
        """

    private static let story = """
        { "title": "{{title}}", "url": "{{url}}", "source": "{{source}}", "at": "{{published}}",
          "why": [{{#why}}"{{rule}}"{{^isLast}}, {{/isLast}}{{/why}}] }
        """

    private func write(_ page: String) throws {
        try folder.write(page, to: "cms.json.mustache")
        try folder.write(Self.story, to: "story.json.mustache")
    }

    private func drawn(_ bulletin: Bulletin, _ theme: Theme) throws -> [String: Any] {
        let pieces = Composer(theme: theme).webhook(bulletin, drawnBy: "cms")
        let body = try JSONSerialization.jsonObject(with: Data(pieces.flatMap(\.bytes)))
        return try #require(body as? [String: Any])
    }

    @Test("a template's values are the contents of strings, whatever they hold")
    func drawing() throws {
        try write(Self.page)
        let theme = try Theme.load(folder: folder.url)
        #expect(theme.warnings.isEmpty)
        #expect(
            Theme.payloads(in: folder.url.path)
                == PayloadTemplates(bodies: ["cms"], parts: ["story"]))
        var bulletin = SampleBulletins.english
        bulletin.groups[0].items[0].title = "a \"b\" \\ c\u{0}\u{1F} </script> \u{2028}نص"
        let body = try drawn(bulletin, theme)
        let stories = try #require(body["stories"] as? [[String: Any]])
        #expect(stories.count == bulletin.items.count)
        let title = try #require(stories[0]["title"] as? String)
        #expect(title.contains("a \"b\" \\ c") && title.contains("نص"))
        for (story, item) in zip(stories, bulletin.items) {
            #expect(story["at"] as? String == item.published?.rfc3339 ?? "")
            #expect((story["why"] as? [String])?.count == item.why.count)
        }
        #expect(body["urgent"] as? Bool == false)
    }

    @Test("random bulletins in many languages are JSON")
    func random() throws {
        try write(Self.page)
        let theme = try Theme.load(folder: folder.url)
        var random = SeededRandom(seed: 20_261_129)
        let stock = (0..<40).map { RandomBulletin.item($0, &random) }
        for number in 0..<200 {
            let bulletin = RandomBulletin.bulletin(number, of: stock, &random)
            let stories = try drawn(bulletin, theme)["stories"] as? [Any]
            #expect(stories?.count == bulletin.items.count)
        }
    }

    @Test(
        "a template that draws no JSON, or names what is not there, is an error",
        arguments: [
            (#"{"a": {{subject}}}"#, "is no JSON"),
            (#"[{{#groups}}{{#items}}"{{title}}",{{/items}}{{/groups}}]"#, "is no JSON"),
            (#""{{subject}}""#, "is no JSON"),
            (#"{"a": "{{subjekt}}"}"#, "no value is called 'subjekt' here"),
            (#"{"a": "{{>item.html}}"}"#, "made safe in other ways"),
        ])
    func mistakes(page: String, says: String) throws {
        try folder.write(page, to: "cms.json.mustache")
        let problem = #expect(throws: ThemeProblem.self) { try Theme.load(folder: folder.url) }
        let rendered = problem?.diagnostics.map(\.rendered).joined(separator: "\n") ?? ""
        #expect(rendered.contains(says), "\(rendered)")
        #expect(rendered.contains("cms.json.mustache"))
    }

    @Test("without the template the body is ours")
    func missing() throws {
        let composer = Composer(theme: try Theme.load())
        let bulletin = SampleBulletins.english
        #expect(
            composer.webhook(bulletin, drawnBy: "cms").flatMap(\.bytes)
                == composer.webhook(bulletin).flatMap(\.bytes))
    }
}
