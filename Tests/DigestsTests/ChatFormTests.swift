import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Digests

@Suite("forms of chat messages")
struct ChatFormTests {
    private let composer: Composer

    init() throws {
        composer = Composer(theme: try Theme.load())
    }

    private func json(_ bulletin: Bulletin, _ service: ChatService) -> [UInt8] {
        composer.chat(bulletin, for: service).flatMap(\.bytes)
    }

    private func object(_ bulletin: Bulletin, _ service: ChatService) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(json(bulletin, service)))
        return try #require(object as? [String: Any])
    }

    @Test(
        "bytes stay within what Teams, Google Chat, Matrix and ntfy take",
        arguments: HostileBulletins.all.indices)
    func bytes(number: Int) throws {
        let bulletin = HostileBulletins.all[number]
        for (service, most) in [
            (ChatService.teams, 21_000), (.googleChat, 32_000), (.matrix, 62_000), (.ntfy, 4_020),
        ] {
            #expect(json(bulletin, service).count <= most, "\(service)")
            _ = try object(bulletin, service)
        }
        let ntfy = try object(bulletin, .ntfy)
        #expect((ntfy["message"] as? String)?.isEmpty == false)
        let cards = try #require(object(bulletin, .googleChat)["cardsV2"] as? [[String: Any]])
        let card = try #require(cards.first?["card"] as? [String: Any])
        let widgets = (card["sections"] as? [[String: Any]])?
            .reduce(0) { $0 + (($1["widgets"] as? [Any])?.count ?? 0) }
        #expect((1...100).contains(widgets ?? 0))
    }

    @Test(
        "characters stay within what Discord and Mattermost take",
        arguments: HostileBulletins.all.indices)
    func characters(number: Int) throws {
        let bulletin = HostileBulletins.all[number]
        let text = try #require(object(bulletin, .mattermost)["text"] as? String)
        #expect((1...16_383).contains(text.utf16.count))

        let discord = try object(bulletin, .discord)
        let content = try #require(discord["content"] as? String)
        #expect((1...2_000).contains(content.utf16.count))
        let embeds = try #require(discord["embeds"] as? [[String: Any]])
        #expect((1...10).contains(embeds.count))
        var total = 0
        for embed in embeds {
            let author = (embed["author"] as? [String: Any])?["name"] as? String
            let footer = (embed["footer"] as? [String: Any])?["text"] as? String
            for (part, most) in [
                (embed["title"] as? String, 256), (embed["description"] as? String, 4_096),
                (author, 256), (footer, 2_048),
            ] {
                guard let part else { continue }
                #expect((1...most).contains(part.utf16.count))
                total += part.utf16.count
            }
        }
        #expect(total <= 6_000)
    }

    @Test(
        "Slack's limits are kept, and nothing is a format or a link",
        arguments: HostileBulletins.all.indices)
    func slack(number: Int) throws {
        let message = try object(HostileBulletins.all[number], .slack)
        let blocks = try #require(message["blocks"] as? [[String: Any]])
        #expect((1...50).contains(blocks.count))
        var total = 0
        for block in blocks {
            let objects =
                [block["text"] as? [String: Any]].compactMap(\.self)
                + (block["elements"] as? [[String: Any]] ?? [])
            #expect(objects.count == 1)
            let text = try #require(objects.first?["text"] as? String)
            total += text.utf16.count
            if block["type"] as? String == "header" {
                #expect(objects.first?["type"] as? String == "plain_text")
                #expect((1...150).contains(text.utf16.count))
            } else {
                #expect(objects.first?["type"] as? String == "mrkdwn")
                #expect(objects.first?["verbatim"] as? Bool == true)
                #expect((1...3_000).contains(text.utf16.count))
                #expect(text.slackMistake == nil, "\(text)")
            }
        }
        #expect(total <= 13_200)
        let notification = try #require(message["text"] as? String)
        #expect(notification.slackMistake == nil, "\(notification)")
    }

    @Test(
        "one item that is too long hides none behind it",
        arguments: ChatService.allCases,
        [HostileBulletins.families, String(repeating: "ﷺ\u{301} _*` ", count: 900)])
    func othersBehind(service: ChatService, long: String) throws {
        var items = (0..<6).map { SampleBulletins.item(title: "Headline \($0).", number: $0) }
        items[0].title = long
        items[0].summary = long
        items[0].source = long
        items[0].why = (0..<5).map { number in
            Reason(rule: "\(number) " + long, words: (0..<12).map { "\($0) " + long })
        }
        let bulletin = SampleBulletins.digest(
            name: long, digest: long, language: "en",
            groups: [BulletinGroup(name: long, items: items)])
        let text = String(decoding: json(bulletin, service), as: UTF8.self)
        let told = (1...5).count { text.contains("Headline \($0).") }
        #expect(told >= 3, "\(told) in \(text)")
    }

    @Test("an item for which there is no room however little is told is one more")
    func roomless() throws {
        let items = ["first", "never", "last"].map { SampleBulletins.item(title: $0) }
        let told = ToldBulletin(
            SampleBulletins.digest(
                name: "Desk", digest: "x", language: "en",
                groups: [BulletinGroup(name: "r", items: items)]),
            subject: "s", book: try Theme.load().phrasebook(for: .english), measure: ChatMeasure(),
            holds: { $0.title != "never" })
        #expect(told.items.map(\.title) == ["first", "last"])
        #expect(told.closing?.contains("and 1 more story") == true)
    }

    @Test(
        "an address of any script is a link in Discord",
        arguments: [
            ("https://موقع.شبكة/أ?q=[1]", "https://xn--4gbrim.xn--ngbc5azd/%D8%A3?q=[1]"),
            ("https://münchen.example:8080/a%2Fb", "https://xn--mnchen-3ya.example:8080/a%2Fb"),
            ("https://example.org/%D8%A3", "https://example.org/%D8%A3"),
            ("https://ü..example/", nil),
            // What Discord takes for no address would cost the whole message.
            ("http://cms:8080/1", nil), ("http://localhost/1", nil), ("https://a..example/", nil),
            ("https://[2001:db8::1]/", nil), ("https://192.0.2.1/1", "https://192.0.2.1/1"),
            (
                "https://example.org/" + String(repeating: "a", count: 1_980),
                "https://example.org/" + String(repeating: "a", count: 1_980)
            ),
            ("https://example.org/" + String(repeating: "a@", count: 990), nil),
        ] as [(String, String?)])
    func otherScripts(url: String, expected: String?) throws {
        let item = SampleBulletins.item(title: "x", url: url)
        let bulletin = SampleBulletins.digest(
            name: "Desk", digest: "x", language: "en",
            groups: [BulletinGroup(name: nil, items: [item])])
        let embeds = try #require(object(bulletin, .discord)["embeds"] as? [[String: Any]])
        #expect(embeds[0]["url"] as? String == expected)
    }

    @Test(
        "Telegram's HTML is balanced, of allowed tags, and short enough",
        arguments: HostileBulletins.all.indices)
    func telegram(number: Int) throws {
        let bulletin = HostileBulletins.all[number]
        let message = try object(bulletin, .telegram)
        #expect(message["parse_mode"] as? String == "HTML")
        let html = try #require(message["text"] as? String)
        let parsed = try ParsedHTML(html, tags: ["a", "b", "code"])
        #expect((1...4_096).contains(parsed.text.utf16.count))
        #expect(parsed.elements <= 100)
        #expect(parsed.links.allSatisfy { $0.hasPrefix("https://x.example/") })
        #expect(!parsed.text.mentions)
    }

    @Test(
        "HTML of Matrix and Google Chat is balanced and of allowed tags",
        arguments: HostileBulletins.all.indices)
    func html(number: Int) throws {
        let bulletin = HostileBulletins.all[number]
        let matrix = try object(bulletin, .matrix)
        let formatted = try #require(matrix["formatted_body"] as? String)
        let parsed = try ParsedHTML(
            formatted, tags: ["a", "br", "code", "h4", "h5", "p", "strong"])
        #expect(parsed.links.allSatisfy { $0.hasPrefix("https://x.example/") })
        let cards = try #require(object(bulletin, .googleChat)["cardsV2"] as? [[String: Any]])
        let card = try #require(cards.first?["card"] as? [String: Any])
        for section in try #require(card["sections"] as? [[String: Any]]) {
            _ = try ParsedHTML(section["header"] as? String ?? "", tags: [])
            for widget in try #require(section["widgets"] as? [[String: Any]]) {
                let text = (widget["textParagraph"] as? [String: Any])?["text"] as? String
                _ = try ParsedHTML(try #require(text), tags: ["a", "b", "br", "font"])
            }
        }
    }

    @Test("nothing pings", arguments: HostileBulletins.all.indices)
    func pings(number: Int) throws {
        let bulletin = HostileBulletins.all[number]
        let discord = try object(bulletin, .discord)
        let mentions = try #require(discord["allowed_mentions"] as? [String: [String]])
        #expect(mentions == ["parse": []])

        let text = try #require(object(bulletin, .mattermost)["text"] as? String)
        #expect(!text.mentions)
        // Every link is one of ours, every picture none.
        #expect(text.firstMatch(of: /(^|[^\\])!\[/) == nil)
        for link in text.matches(of: /\]\(([^)]*)\)/) where !link.output.0.isEmpty {
            let before = text[..<link.range.lowerBound].last
            #expect(before == "\\" || link.output.1.hasPrefix("https://x.example/"))
        }

        let matrix = try object(bulletin, .matrix)
        #expect((matrix["m.mentions"] as? [String: Any])?.isEmpty == true)
        #expect(matrix["msgtype"] as? String == "m.notice")
        for key in ["body", "formatted_body"] {
            #expect((matrix[key] as? String)?.mentions == false)
        }

        let google = try object(bulletin, .googleChat)
        #expect((google["fallbackText"] as? String)?.contains("<users/") == false)

        // In Teams all text is in runs, which have no markup.
        let teams = String(decoding: json(bulletin, .teams), as: UTF8.self)
        #expect(!teams.contains("\"TextBlock\"") && !teams.contains("\"entities\""))
    }

    @Test("each form says how many stories found no room", arguments: ChatService.allCases)
    func more(service: ChatService) throws {
        let items = (0..<500).map {
            SampleBulletins.item(title: "Headline \($0).", summary: "Summary.", number: $0)
        }
        let bulletin = SampleBulletins.digest(
            name: "Desk", digest: "morning", language: "en",
            groups: [BulletinGroup(name: "r", items: items)])
        let text = String(decoding: json(bulletin, service), as: UTF8.self)
        let told = Set(text.matches(of: /Headline (\d+)/).map(\.output.1)).count
        #expect((1..<500).contains(told))
        #expect(text.contains("and \(500 - told) more stor"), "\(told)")
    }

    @Test("a summary goes before the item does", arguments: ChatService.allCases)
    func lessOfOne(service: ChatService) throws {
        var item = SampleBulletins.item(
            title: "The headline", summary: String(repeating: "Words of it. ", count: 60))
        item.why = (0..<5).map {
            Reason(
                rule: "rule \($0)",
                words: (0..<12).map { "word\($0) " + String(repeating: "w", count: 60) })
        }
        var bulletin = SampleBulletins.digest(
            name: "Desk", digest: "x", language: "en",
            groups: [BulletinGroup(name: nil, items: [item])])
        bulletin.kind = .alert
        let text = String(decoding: json(bulletin, service), as: UTF8.self)
        #expect(text.contains("The headline"))
        #expect(!text.contains("found no room"))
    }

    @Test("Teams runs from right to left where the language does")
    func direction() throws {
        let arabic = String(
            decoding: json(SampleBulletins.alert, .teams), as: UTF8.self)
        #expect(arabic.contains("\"rtl\":true") && !arabic.contains("\"rtl\":false"))
        let english = try object(SampleBulletins.english, .teams)
        let attachment = try #require((english["attachments"] as? [[String: Any]])?.first)
        let card = try #require(attachment["content"] as? [String: Any])
        #expect(card["rtl"] as? Bool == false && card["version"] as? String == "1.5")
        let body = try #require(card["body"] as? [[String: Any]])
        let containers = body.filter { $0["type"] as? String == "Container" }
        #expect(containers.contains { $0["rtl"] as? Bool == true })
    }

    @Test("a small alert in each form", arguments: ChatService.allCases)
    func form(service: ChatService) throws {
        let alert = String(decoding: json(SampleBulletins.alert, service), as: UTF8.self)
        try expectSnapshot(of: alert + "\n", named: "chat-\(service.rawValue).json")
    }
}

extension String {
    /// What Slack would take for more than text: a sign of a format that has no word
    /// joiner on both sides and is none of ours, which begin and end a line.
    fileprivate var slackMistake: String? {
        if mentions { return "a mention" }
        let signs = Set("*_~`＊＿～｀".unicodeScalars)
        let marks = Set("\u{200E}\u{200F}\u{061C}".unicodeScalars)
        for line in split(separator: "\n") {
            // An address, which is no text, ends at the bar before its title.
            let pieces = line.components(separatedBy: "<https://x.example/")
            let shown = pieces.dropFirst().reduce(pieces[0]) { shown, piece in
                shown + "<" + piece.drop { $0 != "|" }
            }
            var scalars = Array(shown.unicodeScalars.drop { marks.contains($0) })
            if String(String.UnicodeScalarView(scalars)).hasPrefix("&gt;") { return "a quotation" }
            if let first = scalars.first, signs.contains(first), scalars.count > 1 {
                guard scalars.popLast() == first else { return "a format that stays open" }
                scalars.removeFirst()
            }
            for (index, scalar) in scalars.enumerated() where signs.contains(scalar) {
                let around = [index - 1, index + 1].map {
                    scalars.indices.contains($0) ? scalars[$0] : nil
                }
                if around.contains(where: { $0 != "\u{2060}" }) { return "a format at \(index)" }
            }
        }
        return nil
    }

    /// Whether an `@` stands before anything that a name can begin with.
    fileprivate var mentions: Bool {
        let bytes = Array(utf8)
        return zip(bytes, bytes.dropFirst()).contains { at, next in
            at == UInt8(ascii: "@") && (next < 0x80 && next != 0x20 && next != 0x0A)
        }
    }
}
