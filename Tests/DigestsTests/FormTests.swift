import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Digests

/// What must be true of any message's form, whatever it tells: over bulletins of
/// all languages, with the built-in theme and with a newsroom's own.
@Suite("The form of messages")
struct FormTests {
    private let plain: Composer
    private let own: Composer

    init() throws {
        plain = Composer(theme: try Theme.load())
        let folder = try TemporaryFolder()
        try folder.write(Self.style, to: "theme.yaml")
        own = Composer(theme: try Theme.load(folder: folder.url))
    }

    static let style = """
        colours: { accent: '#7a1f5c' }
        logo: { url: "https://static.example.org/l.png", alt: أخبار المثال, width: 160, height: 40 }
        header: { ar: أخبار المثال, en: Example News }
        footer: |
          Example News (أخبار المثال), Example Street 1, 1000 Example Town, and more of its address
          أخبار المثال
        """

    private var messages: [(name: String, message: Composition)] {
        var random = SeededRandom(seed: 7)
        let stock = (0..<60).map { RandomBulletin.item($0, &random) }
        let hostile = SampleBulletins.digest(
            name: HostileTexts.all[0], digest: HostileTexts.all[1], language: "en",
            groups: [
                BulletinGroup(
                    name: HostileTexts.all[2],
                    items: HostileTexts.all.map { SampleBulletins.item(title: $0, summary: $0) })
            ])
        let bulletins =
            ComposerTests.samples + [("hostile", hostile)]
            + (0..<20).map { number in
                let bulletin = RandomBulletin.bulletin(number, of: stock, &random)
                return ("\(number), \(bulletin.kind) in \(bulletin.language)", bulletin)
            }
        return bulletins.flatMap { name, bulletin in
            [(name, plain.compose(bulletin)), ("\(name), own style", own.compose(bulletin))]
        }
    }

    @Test(
        "pages are what mail programs draw, legible by day, by night and inverted",
        .enabled(if: Judge.isThere))
    func pages() throws {
        let pages = Dictionary(
            uniqueKeysWithValues: messages.map { ($0.name, Self.page($0.message)) })
        for (name, complaints) in try Judge.complaints("page_judge.py", of: pages) {
            #expect(complaints.isEmpty, "\(name): \(complaints)")
        }
    }

    @Test("the judge of pages sees what is wrong with one", .enabled(if: Judge.isThere))
    func judged() throws {
        let page = plain.compose(SampleBulletins.arabic).html
        let spoilt = [
            "direction": page.replacing("<p class=\"text\" dir=\"rtl\"", with: "<p class=\"text\""),
            "side": page.replacing("text-align:right", with: "text-align:left"),
            "link": page.replacing("<a href", with: "<a dir=\"rtl\" href"),
            "colour": page.replacing("color:#1f2933", with: "color:#999999"),
            "heading": page.replacing("<h2", with: "<h4").replacing("</h2>", with: "</h4>"),
            "preheader": page.replacing("display:none;", with: ""),
            "ghost": page.replacing("[if mso]", with: "[if x]"),
            "table": page.replacing("role=\"presentation\"", with: ""),
            "size": page.replacing(
                "</body>", with: String(repeating: "<br>", count: 25_000) + "</body>"),
            "columns": page.replacing("</td></tr>", with: "</td><td></td></tr>"),
        ]
        for (name, complaints) in try Judge.complaints("page_judge.py", of: spoilt) {
            #expect(!complaints.isEmpty, "\(name)")
        }
    }

    /// The messages that every language's readers get, as they are sent.
    private static let six = ["ar", "en", "fr", "fa", "he", "ru"].map { "digest-\($0)" }

    private var sixMessages: [(name: String, message: Composition)] {
        ComposerTests.samples.filter { Self.six.contains($0.0) }
            .map { name, bulletin in
                var bulletin = bulletin
                bulletin.offersUnsubscribe = true
                return (name, own.compose(bulletin))
            }
    }

    private static let link = "https://example.org/u/k3m9q2x7?s=1&t=2"

    /// As a recipient gets it.
    private static func page(_ message: Composition) -> String {
        message.html.replacing(MailRun.link, with: Markup.html.safe(link))
    }

    @Test("axe-core finds nothing to hinder a reader, by day or night", .enabled(if: Judge.isThere))
    func accessible() throws {
        var pages = Dictionary(
            uniqueKeysWithValues: sixMessages.map { ($0.name, Self.page($0.message)) })
        pages["alert"] = plain.compose(SampleBulletins.alert).html
        // What the judge must see, lest its silence mean nothing.
        let spoilt = "spoilt"
        pages[spoilt] = plain.compose(SampleBulletins.english).html
            .replacing("color:#1f2933", with: "color:#aaaaaa")
        for (name, violations) in try Judge.complaints("browser_judge.py", of: pages) {
            #expect(violations.isEmpty == (name != spoilt), "\(name): \(violations)")
        }
    }

    @Test("SpamAssassin's own rules find next to nothing", .enabled(if: Judge.isThere))
    func spamScores() throws {
        let mails = try Dictionary(
            uniqueKeysWithValues: sixMessages.map { name, message in
                let pieces = message.mail(
                    try MailTests.headers(), to: try MailTests.addressee(unsubscribe: Self.link))
                return (name, String(decoding: pieces.flatMap(\.bytes), as: UTF8.self))
            })
        let scores = try Judge.scores("spam_judge.py", of: mails)
        #expect(Set(scores.keys) == Set(Self.six))
        for (name, score) in scores {
            let points = score.split(separator: " ").first.flatMap { Double($0) }
            #expect(try #require(points) < 2, "\(name): \(score)")
        }
    }

    @Test("every line of a text is at most 72 cells, and leaves no direction open")
    func lines() {
        for (name, message) in messages {
            for line in message.text.split(separator: "\n") {
                #expect(PlainTextTests.isBalanced(line), "\(name): \(line)")
                let words = line.split(separator: " ")
                #expect(DisplayWidth.of(line) <= 72 || words.count == 1, "\(name): \(line)")
                // A line of both directions is kept apart as a whole.
                let marks: Set<Unicode.Scalar> = ["\u{200E}", "\u{200F}", " "]
                let inner = line.unicodeScalars.drop { marks.contains($0) }
                let isApart = inner.first == "\u{2066}" || inner.first == "\u{2067}"
                #expect(isApart || !Direction.isMixed(inner), "\(name): \(line)")
            }
        }
    }

    @Test("in a text an item's address stands behind all that is said of it")
    func addresses() {
        for (name, message) in messages {
            let lines = message.text.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where line.hasPrefix("https://news.example.org")
            {
                // Only the item's short name may follow.
                let rest = lines[(index + 1)...].prefix { !$0.isEmpty }
                #expect(rest.count <= 1, "\(name): \(rest)")
            }
        }
    }
}
