import NashraTesting
import Newswire
import Testing

@testable import Digests

@Suite("Composing a message")
struct ComposerTests {
    private let composer: Composer

    init() throws {
        composer = Composer(theme: try Theme.load())
    }

    static let samples: [(String, Bulletin)] = [
        ("digest-ar", SampleBulletins.arabic), ("digest-en", SampleBulletins.english),
        ("digest-fr", SampleBulletins.french), ("digest-fa", SampleBulletins.persian),
        ("digest-he", SampleBulletins.hebrew), ("digest-ru", SampleBulletins.russian),
        ("digest-zh", SampleBulletins.chinese),
        ("digest-empty", SampleBulletins.nothing), ("alert-ar", SampleBulletins.alert),
    ]

    @Test("every form of a message is as it was last looked at", arguments: samples.map(\.0))
    func snapshots(name: String) throws {
        let bulletin = try #require(Self.samples.first { $0.0 == name }).1
        let letter = composer.compose(bulletin)
        try expectSnapshot(of: letter.subject + "\n\n" + letter.text, named: "\(name).txt")
        try expectSnapshot(of: letter.html, named: "\(name).html")
        let mail = letter.mail(try MailTests.headers(), to: try MailTests.addressee())
        try expectSnapshot(
            of: String(decoding: mail.flatMap(\.bytes), as: UTF8.self), named: "\(name).eml")
    }

    @Test("Python finds no defect in any mail", .enabled(if: Judge.isThere))
    func judged() throws {
        let hostile = Self.hostile(HostileTexts.all)
        for (name, bulletin) in Self.samples + [("hostile", hostile)] {
            let letter = composer.compose(bulletin)
            let bytes = letter.mail(
                try MailTests.headers(),
                to: try MailTests.addressee(unsubscribe: "https://example.org/u")
            ).flatMap(\.bytes)
            let read = try Judge.mail(String(decoding: bytes, as: UTF8.self))
            #expect(read.defects.isEmpty, "\(name): \(read.defects)")
            #expect(read.subject == letter.subject)
            #expect(read.text == letter.text)
            #expect(read.html == letter.html)
        }
    }

    @Test("no text from outside leaves its place", arguments: HostileTexts.all)
    func hostile(text: String) throws {
        let calm = composer.compose(Self.hostile(["calm"]))
        let letter = composer.compose(Self.hostile([text]))
        // The same tags in the same order, whatever the texts are.
        #expect(Self.tags(letter.html) == Self.tags(calm.html))
        #expect(!letter.subject.contains { $0.isNewline })
        #expect(!letter.html.contains("\0"))
        for line in letter.text.split(separator: "\n") {
            #expect(PlainTextTests.isBalanced(line))
            #expect(DisplayWidth.of(line) <= 72 || !line.contains(" "))
        }
        #expect(!letter.html.contains("\u{202E}") && !letter.text.contains("\u{202E}"))
    }

    @Test("links lead only to the web")
    func links() {
        let bulletin = SampleBulletins.digest(
            name: "x", digest: "x", language: "en",
            groups: [
                BulletinGroup(
                    name: "r",
                    items: [SampleBulletins.item(title: "t", url: "javascript:alert(1)")])
            ])
        let letter = composer.compose(bulletin)
        #expect(!letter.html.contains("javascript"))
        #expect(!letter.text.contains("javascript"))
        #expect(!letter.html.contains("href"))
    }

    @Test("a page too big for mail programs loses items, never their ends", arguments: [40, 120])
    func limit(count: Int) {
        let items = (0..<count).map { number in
            SampleBulletins.item(
                title: "Title & \(number) " + String(repeating: "long ", count: 40),
                summary: String(repeating: "كلمة ", count: 100), number: number)
        }
        let bulletin = SampleBulletins.digest(
            name: "x", digest: "x", language: "ar", more: 5,
            groups: [
                BulletinGroup(name: "a", items: Array(items.prefix(count / 2))),
                BulletinGroup(name: "b", items: Array(items.dropFirst(count / 2))),
            ])
        let letter = composer.compose(bulletin)
        #expect(letter.html.utf8.count <= Composer.mostHTML)
        #expect(letter.html.hasSuffix("</html>\n"))
        let kept = letter.bulletin.items.count
        #expect(kept > 20 && kept < max(count, 41))
        #expect(letter.bulletin.storyCount == count + 5)
        for item in letter.bulletin.items {
            #expect(letter.text.contains("[\(item.article)]"))
        }
        #expect(composer.compose(bulletin.limited(to: kept)).html == letter.html)
    }

    @Test("an article without a title says so, and what is absent leaves no empty line")
    func absent() {
        let item = BulletinItem(
            story: StoryID("s"), article: ArticleID("a"), title: "\n", why: [])
        let letter = composer.compose(
            SampleBulletins.digest(
                name: "Desk", digest: "digest", language: "en",
                groups: [BulletinGroup(name: nil, items: [item])]))
        #expect(letter.subject == "(no headline)")
        #expect(
            letter.text.contains(
                "Other news\n----------------------------------------\n\n(no headline)\n[a]\n"))
        #expect(letter.html.contains("lang=\"und\""))
    }

    @Test("an edition that comes late says what it was due at")
    func late() {
        var bulletin = SampleBulletins.english
        bulletin.isLate = true
        let letter = composer.compose(bulletin)
        #expect(letter.text.contains("This bulletin was due at 07:00 and comes late."))
        #expect(letter.html.contains("This bulletin was due at 07:00 and comes late."))
    }

    private static func hostile(_ texts: [String]) -> Bulletin {
        let items = texts.enumerated().map { index, text in
            BulletinItem(
                story: StoryID("s\(index)"), article: ArticleID(text), title: text,
                url: "https://example.org/\(text.prefix(100))", source: text,
                otherSources: [text], time: SampleBulletins.time(1, 2), summary: text + " end",
                language: .english, regions: [NamedRegion(code: RegionCode("SY"), name: text)],
                why: [Reason(rule: text, words: [text])])
        }
        return SampleBulletins.digest(
            name: texts[0], digest: texts[0], language: "en",
            groups: [BulletinGroup(name: texts[0], items: items)])
    }

    /// The tags of a page; spans of direction aside, which follow the texts.
    private static func tags(_ html: String) -> [String] {
        html.matches(of: /<[^>]*>/).map { String($0.output) }.filter { !$0.contains("span") }
            .map { $0.replacing(/href="[^"]*"/, with: "href") }
    }
}

/// Headlines that mean harm, or only trouble.
enum HostileTexts {
    static let all = [
        "a\r\nBcc: x@example.org\r\n\r\nb", "</td></tr></table><script>alert(1)</script>",
        "\" onmouseover=\"alert(1)", "\"\u{301} onmouseover=\"\u{301}alert(1)", "<\u{338}b>",
        "' style='x", "&lt;b&gt; &amp; &#60;", "{{title}} {{>item.html}} {{{x}}}",
        "{subscriber} {count} {time}", "\u{202E}desrever\u{202C} \u{2067}open",
        "nul\0byte\u{1}\u{9F}",
        String(repeating: "ab ", count: 700), String(repeating: "x", count: 2000),
        String(repeating: "漢", count: 2000), "👨\u{200D}👩\u{200D}👧 🇵🇸 ❤️", "-->", "]]>",
        "<!--[if mso]>",
        "z" + String(repeating: "\u{301}", count: 400), "\u{FFFE}\u{FFFF}x",
        "javascript:alert(1)", ".", "From here", "--=_boundary", "<!channel> <@U1>",
    ]
}
