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

    @Test("what a page names otherwise is known by its words and left out")
    func words() throws {
        let html = """
            <html><head><title>Two villages cleared</title></head><body><main>
            <h1>Two villages cleared</h1><time datetime="2026-11-24">24 Nov</time>
            <p class="byline">By Claire Martin</p>
            <p>PARIS (AFP) — Four hundred people of two villages were brought out at night.</p>
            <p>Share this article</p>
            <p>Two bridges are closed and twenty schools will not open on <time>Tuesday</time>.</p>
            <p>Read also: Drought in Spain</p><p>Source: AFP and agencies</p>
            </main></body></html>
            """
        let article = try #require(
            try IntakeReader().read([UInt8](html.utf8)).articles.first)
        #expect(article.paragraphs.count == 2)
        #expect(article.paragraphs.last?.hasSuffix("on Tuesday.") == true)
        #expect(article.dateline == "PARIS")
        #expect(article.credits == ["AFP", "agencies"])
        for frame in ["Spain", "Share", "24 Nov", "By Claire", "Source"] {
            #expect(!article.text.contains(frame))
            #expect(article.html?.contains(frame) == false)
        }
    }

    @Test("a page without paragraphs is read as the lines that it shows")
    func lines() throws {
        let html = """
            <html dir="rtl"><head><title>انهيار مبنى في طرابلس - وكالة الساحل</title></head><body>
            <table><tr><td><a href="1">الرئيسية</a> <a href="2">رياضة</a></td></tr>
            <tr><td id="weather">القدس 14</td><td><b>انهيار مبنى في طرابلس</b><br><br>
            طرابلس - وكالة الساحل<br><br>
            أعلنت الوزارة ارتفاع عدد المصابين في حادث انهيار المبنى إلى سبعة عشر شخصا.<br><br>
            وقال مدير الدفاع المدني إن فرق الإنقاذ تواصل البحث تحت الأنقاض.<br><br>
            المصدر: الساحل</td></tr></table></body></html>
            """
        let article = try #require(
            try IntakeReader().read([UInt8](html.utf8)).articles.first)
        #expect(article.title == "انهيار مبنى في طرابلس")
        #expect(article.dateline == "طرابلس")
        #expect(article.publisher == "وكالة الساحل")
        #expect(article.credits == ["الساحل"])
        #expect(article.paragraphs.count == 2)
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
