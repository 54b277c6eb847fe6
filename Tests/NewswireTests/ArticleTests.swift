import Foundation
import Newswire
import Testing

@Suite("Articles")
struct ArticleTests {
    @Test("the JSON of an article reads back as the same article")
    func roundTrip() throws {
        let article = Article(
            guid: "urn:7", url: "https://news.example.org/7", title: "فيضان في غزة",
            summary: "مياه", text: "فقرة\n\nوأخرى", html: "<p>فقرة</p>", language: .arabic,
            source: "shms", publisher: "شمس", authors: [Author(name: "لينا")],
            categories: ["طقس"], published: Timestamp(rfc3339: "2026-11-23T05:00:00Z"),
            dateline: "غزة", credits: ["وكالات"], urgency: .urgent,
            enclosures: [Enclosure(url: "https://news.example.org/7.mp3", length: 12)],
            regions: [
                RegionTag(code: RegionCode("gaza-strip"), about: true, evidence: ["غزة"])
            ])
        let json = try JSONEncoder().encode(article)
        #expect(try JSONDecoder().decode(Article.self, from: json) == article)
    }

    @Test("what is absent is left out of the JSON")
    func absent() throws {
        let json = try JSONEncoder().encode(Article(title: "فيضان"))
        #expect(String(decoding: json, as: UTF8.self) == #"{"title":"فيضان"}"#)
    }

    @Test("a careless client is understood")
    func careless() throws {
        let json = #"{"id":7,"title":"t","authors":"Lina","categories":"a","urgency":"soon"}"#
        let article = try JSONDecoder().decode(Article.self, from: Data(json.utf8))
        #expect(article.guid == "7")
        #expect(article.authors == [Author(name: "Lina")])
        #expect(article.categories == ["a"])
        #expect(article.urgency == nil)
    }

    @Test("a time more than an hour ahead of the reception counts as the reception")
    func future() {
        let now = Timestamp(seconds: 1_800_000_000)
        let soon = Article(published: now + .seconds(3600), received: now)
        let later = Article(published: now + .seconds(3601), received: now)
        #expect(soon.effectivePublished == now + .seconds(3600))
        #expect(later.effectivePublished == now)
    }

    @Test(
        "two spellings of one page's address are one",
        arguments: [
            ("HTTPS://News.Example.org:443", "https://news.example.org/"),
            ("https://news.example.org/a?utm_source=x&id=7#top", "https://news.example.org/a?id=7"),
            ("http://news.example.org:80/a?fbclid=1", "http://news.example.org/a"),
            ("http://user:secret@news.example.org/a", "http://news.example.org/a"),
            ("http://news.example.org:8080/A", "http://news.example.org:8080/A"),
        ])
    func canonical(address: String, canonical: String) {
        #expect(CanonicalURL(address)?.text == canonical)
    }

    @Test(
        "what is no web address has no canonical form",
        arguments: ["", "ftp://a/b", "a/b", "https://"])
    func notCanonical(address: String) {
        #expect(CanonicalURL(address) == nil)
    }

    @Test(
        "language tags are written as BCP 47 writes them",
        arguments: [
            ("AR", "ar", TextDirection.rightToLeft), ("zh_hant", "zh-Hant", .leftToRight),
            ("en-gb", "en-GB", .leftToRight), ("az-arab", "az-Arab", .rightToLeft),
            ("ur-latn", "ur-Latn", .leftToRight),
        ])
    func languages(text: String, tag: String, direction: TextDirection) throws {
        let language = try #require(LanguageTag(text))
        #expect(language.tag == tag)
        #expect(language.direction == direction)
    }

    @Test("what has not the shape of a tag is none", arguments: ["", "a", "ar-", "عربي", "ar sy"])
    func notLanguages(text: String) {
        #expect(LanguageTag(text) == nil)
    }

    @Test("a finding is one line with its place, hints beneath, Arabic words isolated")
    func diagnostic() {
        let diagnostic = Diagnostic(
            .error, id: "unknown-key", file: "subscribers/a.yaml",
            position: SourcePosition(line: 3, column: 5),
            message: "unknown key \(Diagnostic.quoted("مفتاح"))", hints: ["known: match"])
        #expect(
            diagnostic.rendered == """
                subscribers/a.yaml:3:5: error: unknown key '\u{2068}مفتاح\u{2069}'
                    known: match
                """)
    }
}
