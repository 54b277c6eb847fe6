import Foundation
import NashraTesting
import Testing

@Suite("digests grouped by region")
struct RegionDigestTests {
    private static let articles = """
        {"id": "1", "title": "انفجار يهز حلب فجر اليوم", "language": "ar", "published": "2026-11-24T01:00:00Z"}
        {"id": "2", "title": "Truce holds in Damascus", "language": "en", "published": "2026-11-24T02:00:00Z"}
        {"id": "3", "title": "La France adopte le budget", "language": "fr", "published": "2026-11-24T03:00:00Z"}
        {"id": "4", "title": "Aid trucks enter Gaza", "language": "en", "published": "2026-11-24T04:00:00Z"}

        """

    private func digest(_ language: String, rules: String) async throws -> String {
        let office = try Office(subscribers: [
            "desk": """
            email: desk@example.org
            language: \(language)
            timezone: Asia/Gaza
            digests:
              morning: { at: 07:30, group: region }
            rules:
            \(rules)

            """
        ])
        try office.folder.write(Self.articles, to: "articles.jsonl")
        let preview = try await office.nashra("preview desk --articles articles.jsonl")
        #expect(preview.code == 0, "\(preview.errors)")
        return preview.output
    }

    @Test(
        "headings are the regions' names in the subscriber's language",
        arguments: [
            ("ar", ["سوريا", "فرنسا", "قطاع غزة"]), ("en", ["Syria", "France", "Gaza Strip"]),
            ("fr", ["Syrie", "France", "bande de Gaza"]), ("fa", ["سوریه", "فرانسه", "نوار غزه"]),
            ("de", ["Syrien", "Frankreich"]), ("es", ["Siria", "Francia"]),
            ("he", ["סוריה", "צרפת"]), ("ru", ["Сирия", "Франция"]), ("tr", ["Suriye", "Fransa"]),
            ("ur", ["شام", "فرانس"]), ("zh", ["叙利亚", "法国"]), ("zh-Hant", ["叙利亚", "法国"]),
        ])
    func headings(_ language: String, _ names: [String]) async throws {
        let text = try await digest(language, rules: "  - regions: [SY, FR, gaza-strip]")
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        for name in names {
            #expect(lines.contains { $0.hasSuffix(name) && $0.count <= name.count + 4 }, "\(text)")
        }
    }

    @Test(
        "what stands around the articles is in the subscriber's language",
        arguments: [
            ("de", "4 Meldungen", "weil die Regeln von"),
            ("es", "4 noticias", "Recibe este mensaje"),
            ("he", "4 ידיעות", "ההודעה נשלחה אליכם"),
            ("ru", "4 новости", "Вы получаете это письмо"),
            ("tr", "4 haber", "aboneliğinin kurallarına"), ("ur", "4 خبریں", "یہ پیغام آپ کو"),
            ("zh", "4 条新闻", "您收到此邮件"), ("zh-Hant", "4 条新闻", "您收到此邮件"),
        ])
    func around(_ language: String, _ count: String, _ footer: String) async throws {
        let text = try await digest(language, rules: "  - regions: [SY, FR, gaza-strip]")
        #expect(text.contains(count) && text.contains(footer), "\(text)")
    }

    @Test("a country and its cities stand under one heading")
    func countries() async throws {
        let text = try await digest("en", rules: "  - حلب | truce | budget | trucks")
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.count { $0.hasSuffix("Syria") } >= 1)
        #expect(!lines.contains { $0.hasPrefix("Aleppo") }, "\(text)")
    }
}
