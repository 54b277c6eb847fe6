import Intake
import Newswire
import Testing

@Suite("Feeds")
struct FeedTests {
    static let rss = """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
          xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
          xmlns:atom="http://www.w3.org/2005/Atom">
        <channel>
        <title>Harbour &amp; Hills</title>
        <atom:link rel="self" href="https://news.example.org/rss"/>
        <link>https://news.example.org/</link>
        <description>News of the coast</description>
        <language>ar-ps</language>
        <image><url>/logo.png</url><title>not the feed's</title></image>
        <item>
          <title>فيضان في &lt;b&gt;المدينة&lt;/b&gt; &amp;amp; الريف</title>
          <link>/2026/flood?a=1&amp;b=2</link>
          <guid isPermaLink="false">urn:flood:1</guid>
          <description>Water <b>rose</b> &lt;i&gt;fast&lt;/i&gt;.</description>
          <content:encoded><![CDATA[<p>First &nbsp;paragraph.</p><p>Second <a href="/more">one</a>.</p><script>x()</script>]]></content:encoded>
          <dc:creator>Lina Haddad</dc:creator>
          <pubDate>Tue, 24 Nov 2026 07:00:00 +0200</pubDate>
          <category>weather</category><category>coast</category>
          <enclosure url="https://cdn.example.org/a.mp3" type="audio/mpeg" length="12345"/>
          <enclosure url="file:///etc/passwd" type="text/plain" length="1"/>
          <media:thumbnail url="https://cdn.example.org/t.jpg"/>
        </item>
        <item>
          <title>Only a description</title>
          <guid>https://news.example.org/2</guid>
          <description>One short paragraph.</description>
          <dc:language>en</dc:language>
          <pubDate>some day soon</pubDate>
        </item>
        <item><description></description></item>
        </channel></rss>
        """

    @Test("an RSS item gives all that it says")
    func item() throws {
        let result = try read(Self.rss)
        #expect(result.kind == .rss)
        #expect(result.wellformed)
        #expect(result.feed?.title == "Harbour & Hills")
        #expect(result.feed?.link == "https://news.example.org/")
        #expect(result.feed?.language == LanguageTag("ar-PS"))
        #expect(result.feed?.image == "https://news.example.org/logo.png")
        #expect(result.articles.count == 2)
        let article = try #require(result.articles.first)
        #expect(article.title == "فيضان في المدينة & الريف")
        #expect(article.url == "https://news.example.org/2026/flood?a=1&b=2")
        #expect(article.guid == "urn:flood:1")
        #expect(article.text == "First paragraph.\n\nSecond one.")
        #expect(
            article.html
                == "<p>First \u{A0}paragraph.</p><p>Second "
                + "<a href=\"https://news.example.org/more\">one</a>.</p>")
        #expect(article.summary == "Water rose fast.")
        #expect(article.language == LanguageTag("ar-PS"))
        #expect(article.authors == [Author(name: "Lina Haddad")])
        #expect(article.categories == ["weather", "coast"])
        #expect(article.published?.rfc3339 == "2026-11-24T05:00:00Z")
        #expect(article.enclosures.map(\.url) == ["https://cdn.example.org/a.mp3"])
        #expect(article.enclosures.first?.length == 12_345)
        #expect(article.image == "https://cdn.example.org/t.jpg")
    }

    @Test("a date that can't be read is a problem with its line, not a lost item")
    func badDate() throws {
        let result = try read(Self.rss)
        let article = try #require(result.articles.last)
        #expect(article.url == "https://news.example.org/2")
        #expect(article.text == "One short paragraph.")
        #expect(article.summary == "One short paragraph.")
        #expect(article.language == .english)
        #expect(article.published == nil)
        #expect(result.problems.count == 2)
        #expect(result.problems[0].message == "no date can be made of 'some day soon'")
        #expect(result.problems[0].position?.line == 30)
        #expect(result.problems[1].message.contains("without title, text and link"))
    }

    @Test("an Atom entry gives all that it says")
    func atom() throws {
        let result = try read(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://example.org/a/">
            <title type="html">Le &lt;em&gt;port&lt;/em&gt;</title>
            <link rel="self" href="feed.xml"/><link href="./"/>
            <author><name>La rédaction</name></author>
            <entry xml:base="entries/">
              <id>tag:example.org,2026:1</id>
              <title type="text">1 &lt; 2 &amp; 3</title>
              <link rel="alternate" type="application/pdf" href="1.pdf"/>
              <link rel="alternate" type="text/html" href="1"/>
              <link rel="enclosure" type="image/jpeg" href="1.jpg" length="9"/>
              <link rel="edit" href="https://example.org/edit"/>
              <summary>Court &amp; clair</summary>
              <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p onclick="x()">Un <b>mot</b></p>
              <p>Deux<br/>lignes</p></div></content>
              <category term="mer" label="Mer"/>
              <published>2026-11-24T07:00:00+02:00</published>
              <updated>2026-11-24T06:00:00Z</updated>
            </entry>
            <entry><id>https://example.org/bare</id><title>Bare</title>
              <content type="html">&lt;p&gt;A &amp;amp; B&lt;/p&gt;</content></entry>
            </feed>
            """)
        #expect(result.kind == .atom)
        #expect(result.wellformed)
        #expect(result.feed?.title == "Le port")
        #expect(result.feed?.link == "https://example.org/a/")
        let article = try #require(result.articles.first)
        #expect(article.title == "1 < 2 & 3")
        #expect(article.url == "https://example.org/a/entries/1")
        #expect(article.image == "https://example.org/a/entries/1.jpg")
        #expect(article.summary == "Court & clair")
        #expect(article.text == "Un mot\n\nDeux\nlignes")
        #expect(article.html?.contains("onclick") == false)
        #expect(article.language == .french)
        #expect(article.authors == [Author(name: "La rédaction")])
        #expect(article.categories == ["Mer"])
        #expect(article.published?.rfc3339 == "2026-11-24T05:00:00Z")
        #expect(article.updated?.rfc3339 == "2026-11-24T06:00:00Z")
        #expect(result.articles.last?.text == "A & B")
    }

    @Test("RDF items stand beside their channel")
    func rdf() throws {
        let result = try read(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
              xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://example.org/"><title>Feed</title><link>https://example.org/</link>
            <items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq></items></channel>
            <item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link>
            <dc:date>2026-11-24T05:00Z</dc:date></item></rdf:RDF>
            """)
        #expect(result.kind == .rdf)
        #expect(result.feed?.title == "Feed")
        #expect(result.articles.map(\.title) == ["One"])
        #expect(result.articles.first?.published?.rfc3339 == "2026-11-24T05:00:00Z")
    }

    @Test("a feed cut off anywhere keeps every whole item and never crashes")
    func truncation() throws {
        let bytes = [UInt8](Self.small.utf8)
        for length in 0..<bytes.count {
            let part = Array(bytes[..<length])
            let whole = String(decoding: part, as: UTF8.self).components(of: "</item>")
            guard let result = try? IntakeReader().read(part) else {
                #expect(whole == 0)
                continue
            }
            guard result.kind == .rss else { continue }
            #expect(result.articles.count >= whole)
            #expect(
                result.articles.prefix(whole).map(\.title)
                    == ["One", "Two", "Three"].prefix(whole).map { $0 })
            #expect(!result.wellformed)
            #expect(!result.problems.isEmpty)
            #expect(result.problems.allSatisfy { $0.position != nil })
        }
    }

    static let small = """
        <?xml version="1.0"?><rss version="2.0"><channel><title>T</title>
        <item><title>One</title><link>https://example.org/1</link></item>
        <item><title><![CDATA[Two]]></title><description>&lt;p&gt;x&lt;/p&gt;</description></item>
        <item><title>Three</title><pubDate>2026-11-24</pubDate></item>
        </channel></rss>
        """

    @Test(
        "one bad item costs no other",
        arguments: [
            "<item><title>bad</item>", "<item><title>bad</b></title></item>",
            "<item><title>bad</b></title></x></item>", "<item><title>AT&T & bad</title></item>",
            "<item><title>a < b</title></item>", "<item><title>bad &nosuch; one</title></item>",
            "<item><title>bad", "<item><title><![CDATA[bad</title></item>",
            "<item><title a=b a=c>bad</title></item>",
            "<item><title>bad\u{1}\u{8}</title></item>",
            "<item><title>&#0;&#x1F;bad</title></item>",
            "<item><title>" + String(repeating: "<b>", count: 300) + "</title></item>",
            "</channel></rss><item><title>bad</title></item>", "<item/><item></item>", "<item><",
        ])
    func badItem(bad: String) throws {
        let good = { (n: Int) in "<item><title>good \(n)</title></item>\n" }
        let result = try read(
            "<rss><channel><title>T</title>\n\(good(1))\(bad)\n\(good(2))\(bad)\n\(good(3))</channel></rss>"
        )
        let titles = result.articles.map(\.title)
        for n in 1...3 { #expect(titles.contains("good \(n)"), "\(titles)") }
        #expect(!result.problems.isEmpty)
    }

    @Test(
        "text that should have been escaped is kept",
        arguments: [
            ("AT&T and A&B", "AT&T and A&B"), ("caf&eacute;&nbsp;x", "café x"),
            ("a &#8211; b", "a – b"), ("&#150; &#x92;", "– ’"), ("if a < b", "if a < b"),
            ("&amp;quot;x&amp;quot;", "\"x\""), ("x &copy y", "x &copy y"), ("&lt;3 you", "<3 you"),
        ])
    func escapes(written: String, title: String) throws {
        let result = try read(
            "<rss><channel><item><title>\(written)</title></item></channel></rss>")
        #expect(result.articles.first?.title == title)
    }

    @Test("an address with bare ampersands stays whole")
    func address() throws {
        let result = try read(
            """
            <rss><channel><item><title>x</title><link>https://example.org/?a=1&b=2</link>
            <enclosure url="https://example.org/i?a=1&copy=2" type="image/png"/></item></channel></rss>
            """)
        #expect(result.articles.first?.url == "https://example.org/?a=1&b=2")
        #expect(result.articles.first?.image == "https://example.org/i?a=1&copy=2")
        #expect(!result.wellformed)
    }

    @Test("what stands before a feed does not hide it")
    func junk() throws {
        for junk in ["\n\n", "Warning: out of coffee in line 3\n", "<br />\n<b>Notice</b>: x\n"] {
            let result = try read(junk + Self.small)
            #expect(result.kind == .rss)
            #expect(result.articles.count == 3)
        }
    }

    @Test("no more than the allowed items are taken")
    func manyItems() throws {
        var text = "<rss><channel>"
        for n in 0..<30 { text += "<item><title>\(n)</title></item>" }
        let limits = IntakeLimits(items: 10)
        let result = try IntakeReader(limits: limits).read(
            [UInt8]((text + "</channel></rss>").utf8))
        #expect(result.articles.count == 10)
        #expect(result.problems.count == 1)
    }

    @Test("a text that is too long is cut at a paragraph")
    func longText() throws {
        let paragraph = String(repeating: "word ", count: 40)
        let html = (0..<50).map { _ in "&lt;p&gt;\(paragraph)&lt;/p&gt;" }.joined()
        let text =
            "<rss><channel><item><title>x</title><description>\(html)</description></item></channel></rss>"
        let result = try IntakeReader(limits: IntakeLimits(textBytes: 1000)).read(
            [UInt8](text.utf8))
        let article = try #require(result.articles.first)
        #expect(article.text.utf8.count <= 1000)
        #expect(article.paragraphs.allSatisfy { $0.hasSuffix("word") })
        #expect(article.paragraphs.count == 4)
        #expect(result.problems.count == 1)
    }

    private func read(_ text: String) throws -> IntakeResult {
        try IntakeReader().read([UInt8](text.utf8))
    }
}

extension String {
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
