import Intake
import Newswire
import Testing

@Suite("JSON")
struct JSONTests {
    @Test(
        "an object, an array and a line each are articles",
        arguments: [
            "{\"title\":\"a\",\"text\":\"x\"}", "[{\"title\":\"a\",\"text\":\"x\"}]",
            "{\"title\":\"a\",\"text\":\"x\"}\n{\"title\":\"b\"}\n",
            "[\n {\"title\":\"a\",\"text\":\"x\"},\n {\"title\":\"b\"}\n]",
            "{\"input\":\"-\",\"articles\":[{\"title\":\"a\",\"text\":\"x\"}]}",
        ])
    func shapes(text: String) throws {
        let result = try read(text)
        #expect(result.kind == .article)
        #expect(result.wellformed)
        #expect(result.articles.first?.title == "a")
        #expect(result.articles.first?.text == "x")
    }

    @Test(
        "ninjs of both versions is read",
        arguments: [
            """
            {"uri":"https://example.org/1","headline":"عنوان","body_text":"نص","byline":"لينا",
            "urgency":1,"versioncreated":"2026-11-24T05:00:00Z","located":"حلب","language":"ar",
            "subject":[{"name":"فيضان"}],"provider":{"name":"الساحل"}}
            """,
            """
            {"uri":"https://example.org/1","headlines":[{"role":"main","value":"عنوان"}],
            "bodies":[{"contenttype":"text/plain","value":"نص"}],"by":"لينا","urgency":2,
            "firstcreated":"2026-11-24T05:00:00Z","located":"حلب","language":"ar",
            "subjects":[{"name":"فيضان"}],"copyrightHolder":"الساحل"}
            """,
        ])
    func ninjs(text: String) throws {
        let article = try #require(try read(text).articles.first)
        #expect(article.title == "عنوان" && article.text == "نص")
        #expect(article.url == "https://example.org/1")
        #expect(article.authors == [Author(name: "لينا")])
        #expect(article.urgency == .flash && article.dateline == "حلب")
        #expect(article.published?.rfc3339 == "2026-11-24T05:00:00Z")
        #expect(article.categories == ["فيضان"] && article.publisher == "الساحل")
    }

    @Test("the failure of a lone article says what is wrong with it")
    func alone() {
        #expect(throws: IntakeFailure.self) { try read("{\"name\":\"x\"}") }
        do { _ = try read("{\"name\":\"x\"}") } catch {
            #expect("\(error)".hasSuffix("1:1: an article without title and text, dropped"))
        }
    }

    @Test("a bad article is told with its place and costs no other")
    func bad() throws {
        let result = try read(
            """
            {"title":"one"}
            {"title":"two","published":"yesterday"}
            {"title":"three"
            {"title":7}
            "x"
            {"title":"four"}
            {"title":"fi
            """)
        #expect(result.articles.map(\.title) == ["one", "four"])
        #expect(result.problems.map { $0.position?.line } == [2, 3, 4, 5, 7])
        #expect(result.problems.first?.message.contains("'published'") == true)
        #expect(!result.wellformed)
    }

    @Test("an array cut off keeps its whole articles")
    func truncated() throws {
        let text = "[{\"title\":\"one\"},{\"title\":\"two\"}]"
        let bytes = [UInt8](text.utf8)
        for length in 0..<bytes.count {
            let result = try? IntakeReader().read(Array(bytes[..<length]))
            let whole = length >= 32 ? 2 : length >= 16 ? 1 : 0
            #expect((result?.articles.count ?? 0) == whole, "\(length)")
        }
    }

    @Test("what a client sends is made harmless")
    func harmless() throws {
        let result = try read(
            """
            {"id":7,"title":" a\\n b\\u0000","url":"javascript:x","html":"<p onclick=x>Hi <b>you</b></p>",
            "image":"file:///x","enclosures":[{"url":"ftp://x"},{"url":"https://example.org/e"}],
            "authors":"Lina","language":"ar"}
            """)
        let article = try #require(result.articles.first)
        #expect(article.guid == "7")
        #expect(article.title == "a b")
        #expect(article.url == nil)
        #expect(article.text == "Hi you")
        #expect(article.html == "<p>Hi <b>you</b></p>")
        #expect(article.image == nil)
        #expect(article.enclosures.map(\.url) == ["https://example.org/e"])
        #expect(article.authors == [Author(name: "Lina")])
    }

    @Test("a JSON Feed gives its items, but the broken ones")
    func feed() throws {
        let result = try read(
            """
            {"version":"https://jsonfeed.org/version/1.1","title":"F","home_page_url":"https://example.org/",
             "language":"en","items":[
              {"id":1,"url":"/1","title":"One","content_html":"<p>a</p>","date_published":"2026-11-24T07:00:00+02:00",
               "authors":[{"name":"Lina"}],"attachments":[{"url":"https://example.org/a","mime_type":"audio/mpeg"}]},
              {"id":"2","title":[]},
              {"id":"3","content_text":"x\\n\\ny","tags":["t"]}]}
            """)
        #expect(result.kind == .jsonfeed)
        #expect(result.feed?.title == "F")
        #expect(result.articles.map(\.guid) == ["1", "3"])
        let first = try #require(result.articles.first)
        #expect(first.url == "https://example.org/1")
        #expect(first.text == "a")
        #expect(first.published?.rfc3339 == "2026-11-24T05:00:00Z")
        #expect(first.authors == [Author(name: "Lina")])
        #expect(result.problems.map { $0.position?.line } == [5])
    }

    @Test("what is read prints as one line with every key of the contract")
    func printed() throws {
        let line = try read("[{\"title\":\"a\"},7]").json(input: "-")
        #expect(
            line == "{\"articles\":[{\"title\":\"a\"}],\"encoding\":\"utf-8\",\"input\":\"-\","
                + "\"kind\":\"article\",\"problems\":[{\"column\":16,\"line\":1,"
                + "\"message\":\"not an article: expected an object\"}],\"wellformed\":false}")
    }

    private func read(_ text: String) throws -> IntakeResult {
        try IntakeReader().read([UInt8](text.utf8))
    }
}
