import Foundation
import Newswire
import Testing

@testable import Digests

/// What a feed may send, in every form that a reader gets of it.
@Suite("Items that mean harm, or only trouble")
struct HostileItemTests {
    private let composer: Composer

    init() throws {
        composer = Composer(theme: try Theme.load())
    }

    static let badTexts = [
        "a\r\nBcc: victim@example.org\r\n\r\n.\r\nb", "a\rX: y\u{2028}Z: w\u{85}Q: r",
        "</td></tr></table></body><script>alert(1)</script>", "<!-- --> <img src=x onerror=y>",
        "\u{202E}yddap\u{202C} \u{2067}open \u{2069}\u{2069}\u{2069} \u{200F}עברית abc",
        "\u{2066}\u{2066}\u{2066}unclosed عربي", String(repeating: "كلمة ", count: 400),
        String(repeating: "x", count: 2_000), String(repeating: "👩🏽‍👩🏾‍👧🏿‍👦", count: 500),
        "🏳️‍🌈🇵🇸🇸🇾1️⃣ ☝🏿", "nul\0 bell\u{7} escape\u{1B}[31m \u{9B}31m del\u{7F}",
        "\u{FEFF}\u{FFF9}\u{FFFC}\u{FFFE}x", "{{{title}}} {sources} {time}", "&lt;/td&gt; &#x0;",
        "\"' onclick=alert(1) `", "javascript:alert(1)", "<!channel> <@U1> *_~`",
        "a" + String(repeating: "\u{301}", count: 2_000),
    ]

    static let badLinks = [
        "javascript:alert(1)", "JaVaScRiPt://example.org/%0aalert(1)", "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd",
        "https://user:word@example.org/", "//example.org/x", "https://", "",
        "https://example.org/" + String(repeating: "a", count: 10_000),
    ]

    /// Every text of an item and around it.
    private func bulletin(
        _ text: String, link: String = "https://example.org/a",
        image: String = "https://example.org/a.jpg"
    ) -> Bulletin {
        let item = BulletinItem(
            story: StoryID("s"), article: ArticleID("a"), reference: text, title: text, url: link,
            source: text, otherSources: [text, text], time: SampleBulletins.time(1, 2),
            summary: "Text. " + text, image: image, language: .english,
            regions: [NamedRegion(code: RegionCode("SY"), name: text)],
            why: [Reason(rule: text, words: [text]), Reason(rule: text, words: [])],
            told: SampleBulletins.time(3, 12), isUpdate: true)
        return bulletin(item, named: text)
    }

    private func bulletin(_ item: BulletinItem, named name: String = "Desk") -> Bulletin {
        SampleBulletins.digest(
            name: name, digest: "morning", language: "en",
            groups: [BulletinGroup(name: name, items: [item])])
    }

    /// The tags of a page without those that only mark a direction, addresses
    /// aside: no text changes them.
    private func tags(_ html: String) -> [String] {
        html.matches(of: /<[^>]*>/).map { String($0.output) }.filter { !$0.contains("span") }
            .map { $0.replacing(/(href|src)="[^"]*"/, with: "address") }
    }

    private func fields(of mail: [Envelope.Piece]) -> [Substring] {
        let text = String(decoding: mail.flatMap(\.bytes), as: UTF8.self)
        return text.components(separatedBy: "\r\n\r\n")[0].components(separatedBy: "\r\n")
            .filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
    }

    private func hasControls(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.contains { scalar in
            scalar.properties.generalCategory == .control && scalar != "\n"
                || (0x202A...0x202E).contains(scalar.value)
        }
    }

    /// What holds of any bulletin, whatever is in it.
    private func expectSound(_ bulletin: Bulletin) throws {
        let letter = composer.compose(bulletin)
        #expect(letter.subject.count <= Composition.longestSubject)
        #expect(!letter.subject.contains(where: \.isNewline) && !hasControls(letter.subject))
        #expect(!hasControls(letter.html))
        #expect(!letter.html.contains { ("\u{2066}"..."\u{2069}").contains($0) })
        for line in letter.text.split(separator: "\n") {
            #expect(PlainTextTests.isBalanced(line) && !hasControls(line))
        }
        #expect(
            fields(
                of: letter.mail(
                    try MailTests.headers(list: bulletin.subscriberName),
                    to: try MailTests.addressee())) == [
                    "To", "Message-ID", "From", "Date", "Subject", "MIME-Version", "Auto-Submitted",
                    "List-Id", "Content-Type",
                ])
        for bytes in ChatService.allCases.map({ composer.chat(bulletin, for: $0) })
            + [composer.webhook(bulletin)]
        {
            let body = try JSONSerialization.jsonObject(with: Data(bytes.flatMap(\.bytes)))
            for text in strings(in: body) { #expect(!hasControls(text)) }
        }
    }

    private func strings(in json: Any) -> [String] {
        switch json {
        case let text as String: [text]
        case let list as [Any]: list.flatMap(strings)
        case let object as [String: Any]: object.values.flatMap(strings)
        default: []
        }
    }

    @Test("no text leaves its cell, its line or its field", arguments: badTexts)
    func texts(text: String) throws {
        let bulletin = bulletin(text)
        try expectSound(bulletin)
        let calm = composer.compose(self.bulletin("calm"))
        #expect(tags(composer.compose(bulletin).html) == tags(calm.html))
    }

    @Test("what is no web address is no link, no picture and no text", arguments: badLinks)
    func links(link: String) throws {
        let bulletin = bulletin("calm", link: link, image: link)
        try expectSound(bulletin)
        let letter = composer.compose(bulletin)
        let webhook = String(
            decoding: composer.webhook(bulletin).flatMap(\.bytes), as: UTF8.self)
        let slack = String(
            decoding: composer.chat(bulletin, for: .slack).flatMap(\.bytes), as: UTF8.self)
        #expect(!letter.html.contains("<a ") && !letter.html.contains("<img"))
        #expect(!letter.text.contains("://"))
        #expect(!webhook.contains("\"url\"") && !webhook.contains("\"image\""))
        #expect(!slack.contains("<") && !slack.contains("://"))
    }

    @Test(
        "a picture has a fixed place, and is shown only from a secure address of some length",
        arguments: [
            ("https://example.org/a.jpg", "https://example.org/a.jpg"),
            ("https://example.org/a\"onerror=\"x", "https://example.org/a%22onerror=%22x"),
            ("https://example.org/?a&b", "https://example.org/?a&amp;b"),
            ("http://example.org/a.jpg", nil), ("data:image/png;base64,AAAA", nil),
            (
                "https://example.org/" + String(repeating: "a", count: 1_980),
                "https://example.org/" + String(repeating: "a", count: 1_980)
            ),
            ("https://example.org/" + String(repeating: "a", count: 1_981), nil),
            ("https://example.org/" + String(repeating: "a", count: 10_000), nil),
        ] as [(String, String?)])
    func pictures(address: String, shown: String?) throws {
        let html = composer.compose(bulletin("calm", image: address)).html
        let pictures = html.matches(of: /<img ([^>]*)>/).map(\.output.1)
        #expect(pictures.count == (shown == nil ? 0 : 1))
        guard let shown else { return }
        let attributes = try #require(pictures.first)
        #expect(
            attributes.hasPrefix("src=\"\(shown)\" width=\"112\" height=\"63\" alt=\"\" align="))
    }

    @Test("an article that says nothing is one line and its id")
    func nothing() throws {
        let item = BulletinItem(story: StoryID(""), article: ArticleID("k3m9q2x7"), title: "")
        let bulletin = bulletin(item)
        try expectSound(bulletin)
        let letter = composer.compose(bulletin)
        #expect(letter.subject == "(no headline)")
        #expect(letter.text.contains("\n\n(no headline)\n[k3m9q2x7]\n\n"))
        #expect(!letter.html.contains("Update"))
    }

    @Test("an update is marked also where nothing else is known of the article")
    func onlyUpdate() throws {
        let item = BulletinItem(
            story: StoryID("s"), article: ArticleID("a"), title: "", isUpdate: true)
        let bulletin = bulletin(item)
        try expectSound(bulletin)
        let letter = composer.compose(bulletin)
        #expect(letter.text.contains("(no headline)\nUpdate\n[a]\n"))
        #expect(letter.html.contains("<strong>Update</strong>"))
    }

    @Test("Python and html5lib find no fault in all of it", .enabled(if: Judge.isThere))
    func judged() throws {
        let bulletins =
            Self.badTexts.map { bulletin($0) }
            + Self.badLinks.map { bulletin("x", link: $0, image: $0) }
        var all = bulletins[0]
        all.groups = bulletins.flatMap(\.groups)
        let letter = composer.compose(all)
        #expect(letter.bulletin.items.count > Self.badTexts.count)
        let mail = letter.mail(try MailTests.headers(), to: try MailTests.addressee())
            .flatMap(\.bytes)
        let read = try Judge.mail(String(decoding: mail, as: UTF8.self))
        #expect(read.defects.isEmpty, "\(read.defects)")
        #expect(read.subject == letter.subject)
        #expect(read.text == letter.text && read.html == letter.html)
        let complaints = try Judge.complaints("page_judge.py", of: ["hostile": letter.html])
        #expect(complaints["hostile"]?.filter { $0.hasPrefix("html5lib") } == [])
    }
}
