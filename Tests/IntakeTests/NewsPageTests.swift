import Intake
import Newswire
import Testing

@Suite("HTML pages")
struct NewsPageTests {
    static let page = """
        <!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
        <title>عنوان الخبر - شبكة الساحل</title>
        <meta property="og:title" content="عنوان الخبر &amp; تتمته - شبكة الساحل">
        <meta property="og:site_name" content="شبكة الساحل">
        <meta property="og:image" content="/i.jpg">
        <meta property="article:published_time" content="2026-11-24T07:00:00+02:00">
        <link rel="canonical" href="https://example.org/2026/1">
        <script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","author":{"name":"لينا"}}]}</script>
        <style>p { color: red }</style></head><body>
        <header><nav><ul><li><a href="/">الرئيسية</a></li></ul></nav></header>
        <div class="weather">غزة 19°</div>
        <main><article><h1>عنوان الخبر &amp; تتمته</h1>
        <p>الفقرة الأولى من الخبر وهي طويلة بما يكفي لتكون فقرة.</p>
        <div class="share-buttons"><a href="#">شارك</a></div>
        <h2>عنوان فرعي</h2>
        <p>الفقرة الثانية من الخبر وفيها <a href="/x">رابط</a> ونص طويل بما يكفي.</p>
        </article></main>
        <aside><p>خبر آخر لا علاقة له بهذا الخبر وهو طويل أيضا بما يكفي ليظن فقرة.</p></aside>
        <footer><p>جميع الحقوق محفوظة لشبكة الساحل الإخبارية.</p></footer>
        </body></html>
        """

    @Test("a page gives its article and none of its frame")
    func article() throws {
        let result = try IntakeReader().read([UInt8](Self.page.utf8))
        #expect(result.kind == .page)
        #expect(result.wellformed)
        let article = try #require(result.articles.first)
        #expect(article.title == "عنوان الخبر & تتمته")
        #expect(article.publisher == "شبكة الساحل")
        #expect(article.url == "https://example.org/2026/1")
        #expect(article.image == "https://example.org/i.jpg")
        #expect(article.language == .arabic)
        #expect(article.published?.rfc3339 == "2026-11-24T05:00:00Z")
        #expect(article.authors == [Author(name: "لينا")])
        #expect(article.paragraphs.count == 3)
        #expect(article.paragraphs[1] == "عنوان فرعي")
        for frame in ["19°", "شارك", "الحقوق", "خبر آخر", "الرئيسية"] {
            #expect(!"\(article)".contains(frame))
        }
        #expect(article.html?.contains("<h2>عنوان فرعي</h2>") == true)
    }

    @Test("a page without marks gives its heaviest cluster of paragraphs")
    func plain() throws {
        let paragraph = "<p>A paragraph of the story, long enough to be taken for one.</p>"
        let html = """
            <html><head><title>The headline | Coast News</title></head><body>
            <div><a href="/">Home</a> <a href="/w">World</a></div>
            <div id="body">\(paragraph)\(paragraph)\(paragraph)</div>
            <div><p>Short.</p><p><a href="/y">Another headline to click, which is only a link.</a></p></div>
            </body></html>
            """
        let result = try IntakeReader().read([UInt8](html.utf8))
        let article = try #require(result.articles.first)
        #expect(article.title == "The headline")
        #expect(article.paragraphs.count == 3)
    }
}
