import Mustache
import NashraTesting
import Newswire
import Testing

@testable import Digests

/// What is drawn by parts, remembered and spliced is judged by what is drawn as
/// a whole and encoded as a whole.
@Suite("Splicing")
struct SplicingTests {
    private static func mail(_ composition: Composition) throws -> [UInt8] {
        composition.mail(try MailTests.headers(), to: try addressee()).flatMap(\.bytes)
    }

    private static func whole(_ composition: Composition) throws -> [UInt8] {
        let message = MailMessage(
            headers: try MailTests.headers(), subject: composition.subject,
            text: composition.text, html: composition.html)
        return Letter(runs: message.runs).pieces(for: try addressee()).flatMap(\.bytes)
    }

    private static func addressee() throws -> Addressee {
        try MailTests.addressee(unsubscribe: "https://nashra.example.org/u/abc")
    }

    @Test("spliced messages are those that are drawn and encoded as a whole, byte for byte")
    func judged() throws {
        var random = SeededRandom(seed: 20)
        let composer = Composer(theme: try Theme.load())
        let stock = (0..<40).map { RandomBulletin.item($0, &random) }
        for round in 0..<200 {
            let bulletin = RandomBulletin.bulletin(round, of: stock, &random)
            try expectSame(bulletin, by: composer, "\(round)")
            guard round % 4 == 0 else { continue }
            for other in RandomBulletin.others(like: bulletin, &random) {
                try expectSame(other, by: composer, "\(round), \(other.subscriber)")
            }
        }
    }

    private func expectSame(_ bulletin: Bulletin, by composer: Composer, _ name: Comment) throws {
        let spliced = composer.compose(bulletin)
        let alone = composer.composeAlone(bulletin)
        #expect(spliced.bulletin == alone.bulletin, name)
        #expect(spliced.html == alone.html, name)
        #expect(spliced.text == alone.text, name)
        #expect(try Self.mail(spliced) == Self.whole(alone), name)
    }

    @Test("an item of which anything differs is another one, if only in how it is written")
    func keys() {
        let cache = FragmentCache()
        var bulletin = SampleBulletins.arabic
        let item = SampleBulletins.item(title: "\u{E9}", summary: "summary")
        func isKnown(_ change: (inout BulletinItem) -> Void) -> Bool {
            var item = item
            change(&item)
            bulletin.groups = [BulletinGroup(name: "x", items: [item])]
            return cache.telling(of: bulletin, in: "ar").isKnown
        }
        #expect(!isKnown { _ in })
        #expect(isKnown { _ in })
        let changes: [(inout BulletinItem) -> Void] = [
            { $0.story = StoryID("x") }, { $0.article = ArticleID("x") }, { $0.reference = "x" },
            { $0.title = "e\u{301}" }, { $0.url = "x" }, { $0.source = "x" },
            { $0.otherSources = ["x", "y", "z", "x"] }, { $0.published = Timestamp(seconds: 1) },
            { $0.time = SampleBulletins.time(1, 1, day: 1) }, { $0.summary = "x" },
            { $0.image = "x" }, { $0.language = LanguageTag("de") },
            { $0.regions = [NamedRegion(code: RegionCode("SY"), name: "x")] },
            { $0.why = [Reason(rule: "x", words: ["x"])] },
            { $0.alerted = Timestamp(seconds: 1) },
            { $0.told = SampleBulletins.time(1, 1, day: 1) }, { $0.isUpdate.toggle() },
        ]
        #expect(Mirror(reflecting: item).children.count == changes.count)
        for (number, change) in changes.enumerated() { #expect(!isKnown(change), "\(number)") }
    }

    @Test("what all of it was told before is given as the same pieces, not copied")
    func pieces() throws {
        let composer = Composer(theme: try Theme.load())
        var random = SeededRandom(seed: 23)
        let stock = (0..<12).map { RandomBulletin.item($0, &random) }
        var bulletin = SampleBulletins.arabic
        bulletin.groups = [BulletinGroup(name: "x", items: stock)]
        let mails = try (0..<4).map { number in
            bulletin.subscriberName = "Desk \(number)"
            return composer.compose(bulletin).mail(
                try MailTests.headers(), to: try Self.addressee())
        }
        let shared = Set(mails[2]).intersection(mails[3]).map(\.bytes.count)
        #expect(shared.reduce(0, +) * 10 > mails[3].reduce(0) { $0 + $1.bytes.count } * 8)
        #expect(mails[3].count < 16)
    }

    @Test(
        "what a theme draws otherwise in each message is not remembered",
        arguments: [
            // A message's own value, an item's place, lines that are not whole,
            // empty lines first, nothing at all.
            "{{subscriber}}: {{title}}\n", "{{number}}. {{title}}\n", "{{title}} ",
            "\n\n{{title}}\n\n\n", "{{! nothing }}", "{{#why}}{{rule}}{{/why}}\n", " \n{{name}}\n",
            "{{title}}\n\n", "{{#summary}}\n{{summary}}\n{{/summary}}\n{{title}}",
        ])
    func ownItems(item: String) throws {
        let folder = try TemporaryFolder()
        for kind in ["html", "txt"] { try folder.write(item, to: "item.\(kind).mustache") }
        try folder.write(
            "{{#groups}}{{#items}}{{>item.txt}}{{/items}}{{/groups}}", to: "alert.txt.mustache")
        let composer = Composer(theme: try Theme.load(folder: folder.url))
        var random = SeededRandom(seed: 21)
        let stock = (0..<10).map { RandomBulletin.item($0, &random) }
        for round in 0..<20 {
            let bulletin = RandomBulletin.bulletin(round, of: stock, &random)
            for bulletin in [bulletin] + RandomBulletin.others(like: bulletin, &random) {
                #expect(
                    try Self.mail(composer.compose(bulletin))
                        == Self.whole(composer.composeAlone(bulletin)), "\(round)")
            }
        }
    }

    @Test(
        "a theme that draws items twice, or none, still keeps within what Gmail shows",
        arguments: [
            "{{#groups}}{{#items}}{{title}}{{/items}}{{/groups}}\n"
                + "{{#groups}}{{#items}}\n{{>item.html}}\n{{/items}}{{/groups}}",
            "{{heading}}{{#groups}}{{name}}{{/groups}}", String(repeating: "frame ", count: 20_000),
        ])
    func sizes(page: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(page, to: "digest.html.mustache")
        let composer = Composer(theme: try Theme.load(folder: folder.url))
        let bulletin = SampleBulletins.digest(
            name: "x", digest: "x", language: "en",
            groups: [
                BulletinGroup(
                    name: "x",
                    items: (0..<80).map {
                        SampleBulletins.item(
                            title: String(repeating: "long ", count: 40), number: $0)
                    })
            ])
        let composition = composer.compose(bulletin)
        #expect(
            composition.html.utf8.count <= Composer.mostHTML
                || composition.bulletin.items.isEmpty)
        #expect(composition.html == composer.composeAlone(bulletin).html)
    }

    @Test("programs draw what Mustache draws")
    func mustache() throws {
        let theme = try Theme.load()
        var library = MustacheLibrary()
        for (name, file) in ThemeFiles.builtIn.templates {
            let source = TemplateSource(name: name, file: file.shown, text: file.text)
            let text = source.settled(by: theme.style.constants).text
            try library.register("{{% CONTENT_TYPE:TEXT }}\n" + text, named: name)
        }
        var random = SeededRandom(seed: 22)
        let stock = (0..<10).map { RandomBulletin.item($0, &random) }
        for round in 0..<20 {
            let bulletin = RandomBulletin.bulletin(round, of: stock, &random)
            for template in Theme.Template.allCases {
                let values = BulletinValues.all(
                    of: bulletin, theme, Markup(template: template.rawValue))
                #expect(
                    DrawnPage(
                        theme.program(template, in: theme.phrasebook(for: bulletin.language)),
                        [values], Markup(template: template.rawValue)
                    ).text
                        == library.render(
                            MustacheScope(scope: values), withTemplate: template.rawValue))
            }
        }
    }

    @Test(
        "tags that stand alone take their line with them",
        arguments: [
            "a\n{{#late}}\nb\n{{/late}}\nc\n", "{{#late}}b{{/late}}\n", "{{^late}}\nx\n{{/late}}",
            "  {{#late}}  \n b\n\t{{/late}}\nc", "a {{#late}}\nb\n{{/late}} c\n", "a\n\n{{date}}\n",
            "{{! no\nline }}\na\n", "a {{! within }} b\n", "{{#empty}}{{/empty}}\nx\n",
            "{{#late}}\n{{#label.rule}}\nx\n{{/label.rule}}\n{{/late}}\ny\n",
            "{{{date}}} {{&date}}\n",
        ])
    func alone(template: String) throws {
        let source = TemplateSource(name: "x.txt", file: "x", text: template)
        #expect(source.mistakes.isEmpty)
        let program = TemplateProgram(source, partials: [:], firstShelf: 0)
        for late in ["late", nil] {
            var values = DrawnScope(["late": late, "date": "today", "empty": nil])
            values["label"] = DrawnScope(["rule": "rule"])
            var library = MustacheLibrary()
            try library.register("{{% CONTENT_TYPE:TEXT }}\n" + template, named: "x")
            #expect(
                DrawnPage(program, [values], .text).text
                    == library.render(MustacheScope(scope: values), withTemplate: "x"))
        }
    }

    @Test(
        "a reader's own link stands behind a soft break, and what is there changes nothing around it"
    )
    func holes() {
        for (text, parts) in [
            ("a\(MailRun.link)b\n", ["a=\r\n", "b\r\n"]), ("\(MailRun.link)\n", ["", "\r\n"]),
            ("غ\(MailRun.link)", ["=D8=BA=\r\n", ""]), ("\(MailRun.link).\n", ["", "=2E\r\n"]),
            ("\(MailRun.link)\(MailRun.link)", ["", "", ""]),
        ] {
            var encoded = EncodedText()
            var text = text
            text.withUTF8 { QuotedPrintable.append($0, to: &encoded) }
            #expect(encoded.parts.map { String(decoding: $0.bytes, as: UTF8.self) } == parts)
        }
    }
}

extension BulletinValues {
    /// Every name of a whole message, those of its language with it.
    static func all(of bulletin: Bulletin, _ theme: Theme, _ markup: Markup) -> DrawnScope {
        let book = theme.phrasebook(for: bulletin.language)
        let values = BulletinValues(
            bulletin: bulletin, book: book, words: BulletinWords(bulletin, book), markup: markup)
        return [values.told(), ofLanguage(book, theme.style, markup)].reduce(into: values.own()) {
            all, scope in
            for name in scope.names {
                switch scope.value(named: name) {
                case .text(let text)?: all[name] = text
                case .flag(let flag)?: all[name] = flag
                case .list(let entries)?: all[name] = entries
                case .scope(let inner)?: all[name] = inner
                case nil: break
                }
            }
        }
    }
}

/// A scope as Mustache asks for it.
private struct MustacheScope: MustacheParent {
    let scope: DrawnScope

    func child(named name: String) -> Any? {
        switch scope.value(named: name) {
        case .text(let text)?: MustacheText(text: text)
        case .flag(let flag)?: flag
        case .list(let entries)?: entries.map { MustacheScope(scope: $0.scope) }
        case .scope(let scope)?: MustacheScope(scope: scope)
        case nil: nil
        }
    }
}

private struct MustacheText: MustacheCustomRenderable, MustacheParent {
    let text: String?

    var renderText: String { text ?? "" }
    var isNull: Bool { text == nil }

    func child(named: String) -> Any? { nil }
}
