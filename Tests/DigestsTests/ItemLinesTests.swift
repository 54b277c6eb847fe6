import Foundation
import Newswire
import Testing

@testable import Digests

@Suite("What an item says")
struct ItemLinesTests {
    private let theme: Theme

    init() throws {
        theme = try Theme.load()
    }

    private func lines(_ item: BulletinItem, _ language: String = "en") throws -> ItemLines {
        let book = theme.phrasebook(for: try #require(LanguageTag(language)))
        return ItemLines(item, book, .text, on: SampleBulletins.time(7, 0).date)
    }

    @Test("a time of another day has its date, of the article as of the alert")
    func times() throws {
        var item = SampleBulletins.crossing
        item.told = SampleBulletins.time(23, 59, day: 23)
        let meta = try #require(try lines(item).meta)
        #expect(meta.contains("Monday, 23 November 2026, 22:40"))
        #expect(meta.contains("sent Monday, 23 November 2026, 23:59"))
        item.time = SampleBulletins.time(0, 0)
        item.told = SampleBulletins.time(3, 12)
        #expect(try lines(item).meta?.hasPrefix("Example Wire · 00:00 · ") == true)
        #expect(try lines(item).meta?.hasSuffix(" · sent 03:12") == true)
    }

    @Test(
        "what was alerted says when, in every language",
        arguments: [
            ("ar", "أُرسل 03:12"), ("de", "gesendet: 03:12"), ("en", "sent 03:12"),
            ("es", "enviada: 03:12"), ("fa", "ارسال‌شده در ۰۳:۱۲"), ("fr", "envoyé à 03:12"),
            ("he", "נשלחה: 03:12"), ("ru", "отправлено: 03:12"), ("tr", "gönderildi: 03:12"),
            ("ur", "بھیجی گئی: 03:12"), ("zh", "已于 03:12 发送"),
        ])
    func told(language: String, sent: String) throws {
        #expect(theme.languages.contains(language))
        let lines = try lines(SampleBulletins.floods(told: true), language)
        #expect(lines.meta?.hasSuffix(" · " + sent) == true, "\(lines.meta ?? "")")
        #expect(lines.update?.isEmpty == false)
    }

    @Test("ten sources are eight names and how many more")
    func sources() throws {
        var item = SampleBulletins.relief
        item.regions = []
        item.otherSources = (1...10).map { "wire \($0)" }
        #expect(
            try lines(item).meta
                == "Agence Exemple · 04:00 · also in wire 1, wire 2, wire 3, wire 4, wire 5, "
                + "wire 6, wire 7, wire 8, +2")
        item.otherSources = ["\u{202E}", " "]
        #expect(try lines(item).meta == "Agence Exemple · 04:00")
    }

    @Test("HTML, text, Slack and the webhook say the same of an item")
    func agreement() throws {
        let composer = Composer(theme: theme)
        var item = SampleBulletins.relief
        item.told = SampleBulletins.time(3, 12)
        item.alerted = SampleBulletins.moment("2026-11-24T01:12:00Z")
        item.isUpdate = true
        item.otherSources = ["Example Wire"]
        let bulletin = SampleBulletins.digest(
            name: "Desk", digest: "digest", language: "en",
            groups: [BulletinGroup(name: "Secours", items: [item])])
        let letter = composer.compose(bulletin)
        let slack = String(
            decoding: composer.chat(bulletin, for: .slack).flatMap(\.bytes), as: UTF8.self)
        let html = letter.html.replacing(/<[^>]*>/, with: "")
        let said = [
            "L’aide d’urgence arrive à Alep après trois semaines d’attente", "Update",
            "Agence Exemple · 04:00 ·", "حلب", "sent 03:12 · also in Example Wire",
            "Quarante camions sont entrés dans la ville.", "matched: Alep (Secours)", "n8b3k6s1",
        ]
        for text in said {
            #expect(letter.text.contains(text), "\(text)")
            #expect(html.contains(text), "\(text)")
            #expect(slack.contains(text), "\(text)")
        }
        let body = try JSONSerialization.jsonObject(
            with: Data(composer.webhook(bulletin).flatMap(\.bytes)))
        let data = try #require((body as? [String: Any])?["data"] as? [String: Any])
        let told = try #require((data["items"] as? [[String: Any]])?.first)
        #expect(told["article"] as? String == "n8b3k6s1g7l2v9td")
        #expect(told["image"] as? String == "https://agence.example.org/alep.jpg")
        #expect(told["alerted"] as? String == "2026-11-24T01:12:00Z")
        #expect(told["update"] as? Bool == true)
        #expect(told["sources"] as? [String] == ["Agence Exemple", "Example Wire"])
    }
}
