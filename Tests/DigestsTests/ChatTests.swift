import Foundation
import Newswire
import Testing

@testable import Digests

@Suite("Chat messages")
struct ChatTests {
    private let composer: Composer

    init() throws {
        composer = Composer(theme: try Theme.load())
    }

    private struct Slack: Decodable {
        struct Text: Decodable {
            var type: String
            var text: String
        }
        struct Block: Decodable {
            var type: String
            var text: Text?
            var elements: [Text]?

            var texts: [Text] { [text].compactMap(\.self) + (elements ?? []) }
        }
        var text: String
        var blocks: [Block]
    }

    private func slack(_ bulletin: Bulletin) throws -> Slack {
        let bytes = composer.chat(bulletin, for: .slack).flatMap(\.bytes)
        return try JSONDecoder().decode(Slack.self, from: Data(bytes))
    }

    @Test("a Slack message has a header, an item a section, and its notification text")
    func form() throws {
        let message = try slack(SampleBulletins.english)
        #expect(message.text == composer.compose(SampleBulletins.english).subject)
        #expect(
            message.blocks.map(\.type) == [
                "header", "context", "section", "section", "section", "section", "section",
                "section", "context",
            ])
        #expect(message.blocks[0].texts[0].text == "Levant desk · morning")
        #expect(
            message.blocks[6].texts[0].text.hasPrefix(
                "*<https://wire.example.org/crossing|Kerem Shalom crossing"))
        #expect(
            message.blocks[6].texts[0].text.contains(
                "matched: crossing · \u{2067}كرم أبو سالم\u{2069} (Gaza &amp; crossings)"))
    }

    @Test(
        "a Slack message is in its reader's language",
        arguments: [
            (
                SampleBulletins.hebrew, "יום שלישי, 24 בנובמבר 2026 · שתי ידיעות",
                "התאמות: בחלב · סיוע (סיוע לסוריה)"
            ),
            (
                SampleBulletins.russian, "вторник, 24 ноября 2026 · 21 новость",
                "найдено: помощью · Алеппо (Помощь)"
            ),
            (
                SampleBulletins.chinese, "2026年11月24日星期二 · 7 条新闻",
                "匹配词: 援助 · 阿勒颇 (叙利亚局势)"
            ),
        ])
    func languages(bulletin: Bulletin, headline: String, reason: String) throws {
        let message = try slack(bulletin)
        let texts = message.blocks.flatMap(\.texts).map(\.text)
        #expect(texts[1] == headline)
        #expect(texts.contains { $0.contains(reason) }, "\(texts)")
        #expect(message.text == composer.compose(bulletin).subject)
    }

    @Test(
        "Slack's limits are kept by telling fewer items",
        arguments: [
            (60, "Short", nil), (60, String(repeating: "long ", count: 100), nil),
            (30, String(repeating: "&<>", count: 300), String(repeating: "<&>", count: 300)),
            (3, "x", String(repeating: "word. ", count: 2000)),
        ] as [(Int, String, String?)])
    func limits(count: Int, title: String, summary: String?) throws {
        let items = (0..<count).map {
            SampleBulletins.item(title: "\(title) \($0)", summary: summary, number: $0)
        }
        let bulletin = SampleBulletins.digest(
            name: String(repeating: "name ", count: 50), digest: "x", language: "en",
            groups: [BulletinGroup(name: "r", items: items)])
        let message = try slack(bulletin)
        #expect(message.blocks.count <= 50)
        #expect(message.blocks[0].texts[0].text.count <= 150)
        let texts = message.blocks.flatMap(\.texts).map(\.text)
        #expect(texts.allSatisfy { (1...3000).contains($0.utf16.count) })
        #expect(texts.reduce(0) { $0 + $1.utf16.count } <= 13_200)
        let told = texts.count { $0.hasPrefix("*<") }
        #expect(told > 0)
        if told < count {
            #expect(texts.last?.contains("and \(count - told) more stor") == true)
        }
    }

    @Test("nothing from outside can ping or break out of a link", arguments: HostileTexts.all)
    func hostile(text: String) throws {
        let item = SampleBulletins.item(
            title: text, url: "https://example.org/a|b>c", summary: text + " end")
        let bulletin = SampleBulletins.digest(
            name: text, digest: text, language: "en",
            groups: [BulletinGroup(name: text, items: [item])])
        let message = try slack(bulletin)
        // The header is no markup: Slack shows it as it is.
        let marked = [message.text] + message.blocks.dropFirst().flatMap(\.texts).map(\.text)
        for text in marked {
            let links = text.matches(of: /<([^>]*)>/).map(\.output.1)
            #expect(links.allSatisfy { $0.hasPrefix("https://example.org/a%7Cb%3Ec|") })
            #expect(text.count { $0 == "<" } == links.count)
        }
    }

    @Test("a generic webhook's body is the public one")
    func webhook() throws {
        let bytes = composer.webhook(SampleBulletins.alert).flatMap(\.bytes)
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"data":{"id":"notice-7","items":[{"article":"f6t2w9y4d8h3j5sa","language":"ar","published":"2026-11-24T01:04:00Z","regions":["gaza-strip"],"sources":["desk"],"story":"f6t2w9y4d8h3j5sa","summary":"غمرت مياه الأمطار مئات الخيام.","title":"عاجل: فيضانات تغمر خيام النازحين شمال قطاع غزة","url":"https://desk.example.org/flood","why":[{"rule":"عاجل من غزة","text":[]}]}],"more":0,"subscriber":"gaza/desk"},"timestamp":"2026-11-24T01:12:00Z","type":"alert"}"#
        )
    }

    @Test(
        "the type says what happened",
        arguments: [
            (Bulletin.Kind.digest, "digest"), (.alert, "alert"), (.update, "alert.updated"),
        ])
    func types(kind: Bulletin.Kind, type: String) throws {
        var bulletin = SampleBulletins.english
        bulletin.kind = kind
        let body = try JSONSerialization.jsonObject(
            with: Data(composer.webhook(bulletin).flatMap(\.bytes)))
        let object = try #require(body as? [String: Any])
        #expect(object["type"] as? String == type)
        let data = try #require(object["data"] as? [String: Any])
        #expect(data["digest"] as? String == "morning")
        #expect(data["period"] as? String == "2026-11-24T07:00")
        #expect(data["more"] as? Int == 1)
    }
}
