import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Digests

@Suite("A newsroom's own look")
struct HouseStyleTests {
    private func theme(_ text: String) throws -> Theme {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "theme.yaml")
        return try Theme.load(folder: folder.url, shownAs: "theirs")
    }

    @Test("the built-in look sets every colour, by day and by night, all easy to read")
    func complete() throws {
        let style = try Theme.load().style
        for palette in [style.light, style.dark] {
            #expect(Set(palette.colours.keys) == Set(Palette.Role.allCases))
            #expect(palette.faint.isEmpty)
        }
        #expect(style.logo == nil && style.header == nil && style.footer == nil)
        #expect(style.font.last == "sans-serif")
    }

    @Test(
        "a colour is six hexadecimal digits or three",
        arguments: [
            ("#0b6e99", "#0b6e99"), ("0B6E99", "#0b6e99"), ("#fff", "#ffffff"), ("a1c", "#aa11cc"),
            ("#0b6e9", nil), ("##0b6e99", nil), ("teal", nil), ("rgb(1,2,3)", nil), ("", nil),
            ("#٠٠٠٠٠٠", nil),
        ] as [(String, String?)])
    func colours(text: String, css: String?) {
        #expect(Colour(text)?.css == css)
    }

    @Test(
        "contrast is WCAG's",
        arguments: [
            ("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1),
            ("#0000ff", "#ffffff", 8.59),
        ])
    func contrast(one: String, other: String, ratio: Double) throws {
        let (one, other) = (try #require(Colour(one)), try #require(Colour(other)))
        #expect(abs(one.contrast(with: other) - ratio) < 0.01)
        #expect(one.contrast(with: other) == other.contrast(with: one))
    }

    @Test("what a file sets is in every message, and what it leaves out is the built-in")
    func overriding() throws {
        let own = try theme(
            """
            colours: { accent: '#7a1f5c', card: fffdf8 }
            font: [Amiri, Georgia, serif]
            logo:
              url: https://static.example.org/l.png?a=1&b=2
              alt: { ar: أخبار المثال, en: "Example <News>" }
              width: 160
              height: ٤٠
            header: "Example \\"News\\" & more"
            footer:
              ar: |
                أخبار المثال
                شارع المثال ١
              en: Example News
            """)
        #expect(own.warnings.isEmpty)
        let composer = Composer(theme: own)
        let arabic = composer.compose(SampleBulletins.arabic)
        #expect(arabic.html.contains("#7a1f5c") && arabic.html.contains("#fffdf8"))
        #expect(!arabic.html.contains("#0a6c74") && arabic.html.contains("#eef0f2"))
        #expect(arabic.html.contains("font-family:Amiri,Georgia,serif"))
        #expect(
            arabic.html.contains(
                "<img src=\"https://static.example.org/l.png?a=1&amp;b=2\" alt=\"أخبار المثال\" "
                    + "width=\"160\" height=\"40\""))
        #expect(arabic.html.contains("أخبار المثال<br>شارع المثال ١</p>"))
        #expect(arabic.text.contains("\nأخبار المثال\nشارع المثال ١\n"))
        #expect(arabic.html.contains("Example &quot;News&quot; &amp; more"))
        let english = composer.compose(SampleBulletins.english)
        #expect(english.html.contains("alt=\"Example &lt;News&gt;\""))
        #expect(english.text.hasPrefix("Example \"News\" & more\n"))
        // A language that the file does not name gets the first of it.
        let french = composer.compose(SampleBulletins.french)
        #expect(french.html.contains("<span dir=\"rtl\">شارع المثال ١</span></p>"))
    }

    @Test("a colour set for the day alone is read by night too")
    func night() throws {
        let style = try theme("colours: { accent: '#3d0b2e', link: '#000033' }").style
        for role in [Palette.Role.accent, .link] {
            #expect(style.dark[role].contrast(with: style.dark[.card]) >= Palette.enoughContrast)
            #expect(style.dark[role] != (try Theme.load().style.dark[role]))
        }
        let own = try theme("colours: { accent: '#3d0b2e' }\ndark: { accent: '#ffbbee' }").style
        #expect(own.dark[.accent].css == "#ffbbee")
    }

    @Test(
        "a mistake in theme.yaml is shown where it stands",
        arguments: [
            (
                "colors:\n  page: fff\n", "1:1",
                "unknown key 'colors' in theme.yaml, did you mean 'colours'?", nil
            ),
            (
                "colours:\n  acent: '#0b6e99'\n", "2:3",
                "unknown key 'acent' in 'colours', did you mean 'accent'?", nil
            ),
            (
                "colours:\n  accent: '#0b6e9'\n", "2:11",
                "'#0b6e9' is no colour; expected six hexadecimal digits", "such as '#0b6e99'"
            ),
            (
                "colours:\n  accent: teal\n", "2:11",
                "'teal' is no colour; expected six hexadecimal digits", "write '#008080'"
            ),
            (
                "colours:\n  accent: #0b6e99\n", "2:3",
                "nothing stands behind 'accent:' but a comment: '#0b6e99'",
                "put a value that begins with # in single quotes"
            ),
            (
                "logo:\n  url: http://example.org/l.png\n  alt: x\n  width: 1\n  height: 1\n",
                "2:8",
                "'http://example.org/l.png' is not https, and mail programs show no other picture",
                "url: https://example.org/l.png"
            ),
            (
                "logo:\n  url: logo.png\n  alt: x\n  width: 1\n  height: 1\n", "2:8",
                "'logo.png' is no address of a picture",
                "such as https://static.example.org/logo.png"
            ),
            (
                "logo:\n  url: https://example.org/l.png\n  width: 1\n  height: 1\n", "2:3",
                "a logo needs its 'alt'", "alt: what a reader hears who does not see it"
            ),
            (
                "logo:\n  url: https://example.org/l.png\n  alt: x\n  width: 900\n  height: 1\n",
                "4:10", "'900' is no whole number from 1 to 560", nil
            ),
            (
                "font: [Arial, 'x;color:red']\n", "1:15",
                "'x;color:red' is no font's name; expected letters, digits, spaces and hyphens",
                nil
            ),
            (
                "footer:\n  arabic: نص\n", "2:3",
                "'arabic' is not a language's code such as 'ar' or 'en'", nil
            ),
            ("- a\n", "1:1", "expected keys and values, such as 'colours:'", nil),
        ] as [(String, String, String, String?)])
    func mistakes(text: String, place: String, message: String, hint: String?) throws {
        let problem = try #require(throws: ThemeProblem.self) { try theme(text) }
        let errors = problem.diagnostics.filter { $0.severity == .error }
        let lines =
            ["theirs/theme.yaml:\(place): error: \(message)"] + (hint.map { ["    " + $0] } ?? [])
        #expect(errors.count == 1)
        let rendered = errors.first?.rendered ?? ""
        #expect(rendered.hasPrefix(lines.joined(separator: "\n")), "\(rendered)")
    }

    @Test("colours that are hard to read are a warning at the colour")
    func faint() throws {
        let warnings = try theme("colours:\n  text: '#999999'\n").warnings
        #expect(
            warnings.map(\.rendered) == [
                "theirs/theme.yaml:2:9: warning: 'text' on 'card' of 'colours' is hard to read: "
                    + "a contrast of 2.8, and 4.5 is the least"
            ])
    }

    @Test("a file of settings under a wrong name is a warning")
    func misnamed() throws {
        let folder = try TemporaryFolder()
        try folder.write("colours: { page: fff }\n", to: "themes.yaml")
        let warnings = try Theme.load(folder: folder.url).warnings
        #expect(warnings.map(\.file) == ["templates/themes.yaml"])
        #expect(warnings.first?.hints == ["expected theme.yaml, and languages in locales/"])
    }
}
