import Analysis
import NashraTesting
import Newswire
import Testing

@testable import Matching

@Suite("an article as an example to paste")
struct ExampleEntryTests {
    private static func entry(
        _ rule: String, _ article: Article, _ expectation: RuleExample.Expectation = .finds
    ) throws -> String {
        let file = SampleReader.read(file(rule, ""))
        let entry = try #require(file.entry, "\(file.diagnostics.map(\.rendered))")
        return ExampleEntry(
            expectation, of: article, for: try #require(RuleVersion(entry, at: 0)),
            analyzer: Analyzer(), places: .standard
        ).text
    }

    private static func file(_ rule: String, _ example: String) -> String {
        "email: a@example.org\ndigest: 07:30\nrules:\n  - name: n\n    \(rule)\n\(example)\n"
    }

    @Test("says no more of the article than the rule asks for")
    func excerpts() throws {
        let article = Article(
            url: "https://news.example.org/1", title: "وزير الخارجية يصل",
            summary: "خلاصة الخبر", text: "بدأت الهدنة في غزة.\n\nوقال إن «كل شيء» جاهز.",
            language: .arabic, source: "shms")
        #expect(
            try Self.entry("match: وزير", article)
                == "    finds:\n      - 'وزير الخارجية يصل'")
        #expect(
            try Self.entry("match: هدنة", article, .ignores)
                == "    ignores:\n      - title: 'وزير الخارجية يصل'\n        text: "
                + "\"خلاصة الخبر\\n\\nبدأت الهدنة في غزة.\\n\\nوقال إن «كل شيء» جاهز.\"")
        #expect(
            try Self.entry("match: خلاصة\n    languages: ar", article)
                .contains("text: 'خلاصة الخبر'"))
        // Why it does not match is part of the example.
        let foreign = try Self.entry("match: وزير\n    languages: en", article)
        #expect(foreign.contains("language: ar") && !foreign.contains("text:"))
        let other = try Self.entry("match: وزير\n    sources: other", article)
        #expect(other.contains("source: 'shms'") && !other.contains("language:"))
    }

    @Test(
        "is valid YAML and reads back as the same headline, whatever that holds",
        arguments: [
            "غزة: «هدنة» - عاجل # الآن", "it's 'quoted' and \"double\"", "- a", "? b", "& c",
            "*d", "!e", "%f", "@g", "`h", "{ i: j }", "[k, l]", "| m", "> n", "null", "NO", "08",
            "07:30", "a: b", "a #b", "trailing:", "\\n \\u0041 \\",
            "a\u{0000}b\u{0007}c\u{001B}[2J",
            "a\nb\r\nc\u{2028}d\u{2029}e\u{0085}f", "\u{FEFF}bom\u{FEFF}", "x\u{FFFF}y\u{FFFE}",
            "\u{202E}rtl\u{202C} \u{2066}i\u{2069}", "  spaces  ", "'", "''", "\"", "\"a\" b",
            "---", "...", "=cmd", "<<: *x", "😀 🇸🇾", "a\tb", "\u{A0}nbsp\u{A0}",
            String(repeating: "طويل ", count: 300),
        ])
    func hostile(title: String) throws {
        for (rule, text) in [
            ("match: غزة", ""), ("match: غزة\n    sources: [other]", "غزة\n\n\(title)"),
        ] {
            let article = Article(title: title, text: text, language: .arabic, source: "shms")
            let pasted = Self.file(rule, try Self.entry(rule, article))
            let file = SampleReader.read(pasted)
            #expect(file.diagnostics.isEmpty, "\(pasted): \(file.diagnostics.map(\.rendered))")
            let example = try #require(file.rules.first?.examples.first, "\(pasted)")
            let read = example.article.title + " " + example.article.text
            let words = TokenizedText(title)
            for word in words.tokens.indices.map(words.original) {
                #expect(read.contains(word), "\(word) of \(title)")
            }
        }
    }

    @Test("an article without any words still gives an entry that is read")
    func empty() throws {
        let pasted = Self.file("match: غزة", try Self.entry("match: غزة", Article()))
        #expect(SampleReader.read(pasted).diagnostics.isEmpty, "\(pasted)")
    }
}
