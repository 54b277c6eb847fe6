import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Digests

@Suite("Themes")
struct ThemeTests {
    @Test("the default theme has no mistake and nothing unused")
    func defaultTheme() throws {
        #expect(try Theme.load().warnings.isEmpty)
    }

    @Test("the folder of the project holds what is in the binary")
    func embedded() throws {
        let folder = ProjectRoot.file("templates")
        let own = ThemeFiles(folder: folder, shownAs: "templates")
        let builtIn = ThemeFiles.builtIn
        #expect(own.templates.mapValues(\.text) == builtIn.templates.mapValues(\.text))
        #expect(own.locales.mapValues(\.text) == builtIn.locales.mapValues(\.text))
        #expect(own.style?.text == builtIn.style?.text && own.style != nil)
    }

    @Test("a folder overrides single files, and one that is not there none")
    func overriding() throws {
        let folder = try TemporaryFolder()
        try folder.write("{{heading}} | {{count}}\n", to: "digest.subject.mustache")
        let own = Composer(theme: try Theme.load(folder: folder.url))
        #expect(own.compose(SampleBulletins.english).subject == "Levant desk · morning | 5 stories")

        let absent = try Theme.load(folder: folder.url.appending(path: "no-such-folder"))
        #expect(
            Composer(theme: absent).compose(SampleBulletins.english).text
                == Composer(theme: try Theme.load()).compose(SampleBulletins.english).text)
    }

    @Test(
        "a mistake in a template is shown where it stands",
        arguments: [
            (
                "{{heading}}\n  {{subscribr}}", "2:5", "no value is called 'subscribr' here",
                "did you mean 'subscriber'?"
            ),
            (
                "{{#groups}}{{#itms}}{{/itms}}{{/groups}}", "1:15",
                "no value is called 'itms' here", "did you mean 'items'?"
            ),
            ("{{title}}", "1:3", "no value is called 'title' here", nil),
            (
                "{{label.machted}}", "1:3", "no value is called 'label.machted' here",
                "did you mean 'label.matched'?"
            ),
            (
                "{{label}}", "1:3", "'label' needs a name behind a dot",
                "expected one of: label.alert, label.matched, label.rule, label.unsubscribe, label.update"
            ),
            (
                "{{groups}}", "1:3", "'groups' is no text; draw it with {{#groups}} … {{/groups}}",
                nil
            ),
            ("{{#font}}x{{/font}}", "1:4", "'font' is always there; write {{font}}", nil),
            (
                "{{colour.acent}}", "1:3", "no value is called 'colour.acent' here",
                "did you mean 'colour.accent'?"
            ),
            ("{{>item.tx}}", "1:4", "no template is called 'item.tx'", "did you mean 'item.txt'?"),
            (
                "{{>item.html}}", "1:4",
                "'item.html' can't stand in 'digest.txt': what they draw is made safe in other ways",
                nil
            ),
            ("{{>digest.txt}}", "1:4", "this partial never ends: digest.txt → digest.txt", nil),
            (
                "سطر\n{{heading", "2:1", "this tag is not closed; expected '}}' on the same line",
                nil
            ),
            ("{{ }}", "1:1", "this tag has no name", nil),
            (
                "{{عنوان}}", "1:3",
                "'\u{2068}عنوان\u{2069}' is no name; expected letters, digits, dots and hyphens",
                nil
            ),
            ("{{#late}}", "1:4", "the section 'late' is not closed; expected {{/late}}", nil),
            ("{{/late}}", "1:4", "no section 'late' is open here", nil),
            (
                "{{#late}}{{/more}}", "1:13",
                "'more' closes the section 'late'; expected {{/late}}", nil
            ),
            (
                "{{=<% %>=}}", "1:1",
                "'{{=' is not supported; expected a name, '#', '^', '/', '>' or '!'", nil
            ),
            (
                "{{% CONTENT_TYPE: TEXT}}", "1:1",
                "'{{%' is not supported; expected a name, '#', '^', '/', '>' or '!'", nil
            ),
            (
                "{{uppercased(heading)}}", "1:3",
                "'uppercased(heading)' is not supported; expected a name, '#', '^', '/', '>' or '!'",
                nil
            ),
        ] as [(String, String, String, String?)])
    func mistakes(template: String, place: String, message: String, hint: String?) throws {
        let folder = try TemporaryFolder()
        try folder.write(template, to: "digest.txt.mustache")
        let problem = try #require(throws: ThemeProblem.self) {
            try Theme.load(folder: folder.url, shownAs: "theirs")
        }
        let errors = problem.diagnostics.filter { $0.severity == .error }
        let lines =
            ["theirs/digest.txt.mustache:\(place): error: \(message)"]
            + (hint.map { ["    " + $0] } ?? [])
        #expect(errors.first?.rendered == lines.joined(separator: "\n"))
        #expect(errors.count == 1)
    }

    @Test("the theme's own values stand in templates as they are, however they are written")
    func constants() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "é{{colour.page}} {{ dark.page }} {{{font}}} {{&colour.card}}{{! {{font}} }}",
            to: "digest.txt.mustache")
        let style = try Theme.load().style
        let text = Composer(theme: try Theme.load(folder: folder.url))
            .compose(SampleBulletins.nothing).text
        #expect(text.hasPrefix("é\(style.light[.page].css) \(style.dark[.page].css) "))
        #expect(text.contains("sans-serif \(style.light[.card].css)"))
    }

    @Test("two partials that include each other are an error, not an endless message")
    func recursion() throws {
        let folder = try TemporaryFolder()
        try folder.write("{{>a.txt}}", to: "digest.txt.mustache")
        try folder.write("{{>b.txt}}", to: "a.txt.mustache")
        try folder.write("x\n {{>a.txt}}", to: "b.txt.mustache")
        let problem = try #require(throws: ThemeProblem.self) {
            try Theme.load(folder: folder.url)
        }
        let error = problem.diagnostics.first { $0.severity == .error }
        #expect(error?.file == "templates/b.txt.mustache")
        #expect(error?.position == SourcePosition(line: 2, column: 5))
        #expect(error?.message == "this partial never ends: digest.txt → a.txt → b.txt → a.txt")
    }

    @Test("sections too deep to draw are refused")
    func depth() throws {
        let folder = try TemporaryFolder()
        let deep =
            String(repeating: "{{#late}}", count: 5000)
            + String(repeating: "{{/late}}", count: 5000)
        try folder.write(deep, to: "digest.txt.mustache")
        let problem = try #require(throws: ThemeProblem.self) {
            try Theme.load(folder: folder.url)
        }
        #expect(problem.diagnostics.first?.message == "sections stand more than 32 deep here")
    }

    @Test("a template that nothing draws is a warning with the nearest name")
    func unused() throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: "digest.tx.mustache")
        let warnings = try Theme.load(folder: folder.url).warnings
        #expect(
            warnings.map(\.rendered) == [
                "templates/digest.tx.mustache: warning: no message draws 'digest.tx'\n"
                    + "    did you mean 'digest.txt'?"
            ])
    }

    @Test("an empty file is no mistake: an empty template draws nothing")
    func empty() throws {
        let folder = try TemporaryFolder()
        for name in ["theme.yaml", "footer.txt.mustache", "more.html.mustache"] {
            try folder.write("", to: name)
        }
        let theme = try Theme.load(folder: folder.url)
        let text = Composer(theme: theme).compose(SampleBulletins.english).text
        let usual = Composer(theme: try Theme.load()).compose(SampleBulletins.english).text
        #expect(text.count < usual.count && usual.hasPrefix(text.prefix(500)))
    }

    @Test("a file that is no text is an error")
    func notText() throws {
        let folder = try TemporaryFolder()
        try Data([0xFF, 0xFE, 0x00]).write(to: folder.url.appending(path: "digest.txt.mustache"))
        let problem = try #require(throws: ThemeProblem.self) {
            try Theme.load(folder: folder.url)
        }
        #expect(problem.diagnostics.map(\.id) == ["template-unreadable"])
    }

    @Test(
        "every name of the vocabulary has a value in its own scope",
        arguments: [Markup.html, .text])
    func vocabulary(markup: Markup) throws {
        let theme = try Theme.load()
        let bulletin = SampleBulletins.arabic
        let values = BulletinValues.all(of: bulletin, theme, markup)
        expect(values, hold: .bulletin)
    }

    private func expect(_ values: DrawnScope, hold vocabulary: Vocabulary) {
        #expect(Set(values.names) == Set(vocabulary.meanings.keys))
        for (name, meaning) in vocabulary.meanings {
            switch (meaning, values.value(named: name)) {
            case (.text, .text(let text)?): #expect(text != nil, "\(name)")
            case (.optional, .text?), (.flag, .flag?): break
            case (.names(let inner), .scope(let scope)?): expect(scope, hold: inner)
            case (.list(let inner), .list(let entries)?):
                for entry in entries { expect(entry.scope, hold: inner) }
            default: Issue.record("\(name) is of another kind")
            }
        }
    }
}
