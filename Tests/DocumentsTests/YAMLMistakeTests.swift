import Documents
import NashraTesting
import Newswire
import Testing

@Suite("Documents: what YAML cannot read")
struct YAMLMistakeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var yaml: MarkedText
        var ids: [String]
        var hint: String?
        var testDescription: String { yaml.text }

        init(_ yaml: MarkedText, _ ids: String..., hint: String? = nil) {
            (self.yaml, self.ids, self.hint) = (yaml, ids, hint)
        }
    }

    @Test(
        "a mistake is reported once, where it stands, and what follows is read",
        arguments: [
            Case(
                "match: ‹\"›flash flood\" | فيضان", "needs-quotes",
                hint: "match: '\"flash flood\" | فيضان'"),
            Case(
                "rules:\n  - ‹\"›flash flood\" | فيضان", "needs-quotes",
                hint: "- '\"flash flood\" | فيضان'"),
            Case("match: ‹'›tis' the", "needs-quotes", hint: "match: |"),
            Case("match: غزة‹:› رفح", "needs-quotes", hint: "match: 'غزة: رفح'"),
            Case("match: ‹@›غزة", "needs-quotes", hint: "match: '@غزة'"),
            Case("match: ‹*›فلسطين x # why", "needs-quotes", hint: "match: '*فلسطين x'"),
            Case("match: ‹&›غزة", "needs-quotes"),
            Case("match: ‹!›غزة", "needs-quotes"),
            Case("match: ‹%›غزة", "needs-quotes"),
            Case("match: ‹-› غزة", "needs-quotes"),
            Case("match: ‹|› غزة", "needs-quotes", hint: "match: '| غزة'"),
            Case("match: ‹[›غزة] رفح", "needs-quotes", hint: "match: '[غزة] رفح'"),
            Case("match: ‹\"›flash flood", "unclosed-quote", hint: "match: «flash flood»"),
            Case("match: ‹'›flash flood", "unclosed-quote", hint: "match: 'flash flood'"),
            Case("any: [a, ‹*›b, c]", "needs-quotes"),
            Case("any: [a, ‹\"›b\" c, d]", "needs-quotes", hint: "'\"b\" c'"),
            Case("any: ‹[›a, b", "unclosed-bracket", hint: "close it with ']'"),
            Case("any: ‹{›a: [b, c]\nx: y", "unclosed-bracket"),
            Case("email‹:›x@example.org", "no-colon", hint: "email: x@example.org"),
            Case("name: a\nemail‹:›x@example.org", "no-colon", hint: "email: x@example.org"),
            Case("name: a\n‹what› is this", "no-colon"),
            Case("name: a\n‹name›: b", "duplicate-key"),
            Case("name: a\n‹n\u{200F}ame›: b", "duplicate-key"),
            Case("d: {at: 1, ‹at›: 2}", "duplicate-key"),
            Case("a:\n  x: 1\n  ‹x›: 2\nb:\n  x: 1", "duplicate-key"),
            Case("a:\n‹\t›b: c", "tab-indent"),
            Case("a:\n‹\t›b: c\n\td: e", "tab-indent", hint: "so is line 3"),
            Case("rules:\n  - a: b\n‹\t›c: d\n  - e: f\n\t\tg: h", "tab-indent"),
            Case("match: ‹\"›C:\\d", "unclosed-quote", hint: #"match: "C:\d""#),
            Case("name: a\n  ‹language›: ar", "indent"),
            Case("a:\n    b: c\n  ‹d›: e", "indent"),
            Case("- ‹a›\n  b: c", "no-colon"),
            Case("rules:\n  - ‹match غزة›\n    b: c\n  - d: e", "no-colon"),
            Case("rules:\n  - b: c\n  ‹d›: e\n  - f: g", "indent"),
            Case("rules:\n  ‹-›b: c\n  - f: g", "no-space", hint: "- b: c"),
            Case("rules:\n  - b\n  ‹-›c", "no-space", hint: "- c"),
            Case("a: ‹&›b\n  c: d", "yaml-feature"),
            Case("a: ‹!›b\n  - d", "yaml-feature"),
            Case("any: [a, ‹-› b, c]", "needs-quotes", hint: "'- b'"),
            Case("rules:\n  - match: ‹'›a' | b", "needs-quotes", hint: "    'a' | b"),
            Case("a: 'b'\n  ‹c›", "indent"),
            Case("a: b\n‹-›--\nc: d", "several-documents"),
            Case("‹%›YAML 1.1\na: b", "yaml-feature"),
            Case("a: b\u{7}c", "control-character"),
            Case("a: \"b ‹\\›م\"", "unknown-escape"),
            Case("a: {‹[›b]: c}", "yaml"),
        ])
    func mistakes(test: Case) {
        let endsInList = test.yaml.text.hasPrefix("-")
        let document = Document(
            test.yaml.text + (endsInList ? "\n" : "\nlast: read\n"), file: "a.yaml")
        #expect(
            document.diagnostics.map(\.id) == test.ids, "\(document.diagnostics.map(\.rendered))")
        for (diagnostic, position) in zip(document.diagnostics, test.yaml.positions) {
            #expect(diagnostic.position == position)
        }
        if let hint = test.hint {
            #expect(
                document.diagnostics.flatMap(\.hints).contains(hint),
                "\(document.diagnostics.flatMap(\.hints))")
        }
        if !endsInList {
            #expect(document.root?.mapping?["last"]?.value.text?.value == "read")
        }
    }

    @Test("every mistake of a file is reported, also behind several of YAML's")
    func all() {
        let marked: MarkedText = """
            name: ‹"›a" b
            email‹:›lina@example.org
            digests:
            ‹\t›morning: {at: 07:00, to: ‹*›x}
            rules:
              - match: ‹"›flash flood
                send: morning
                ‹send›: morning
              - match: a‹:› b
                regions: ‹[›SY, RU
            """
        let document = Document(marked.text, file: "a.yaml")
        #expect(document.diagnostics.compactMap(\.position) == marked.positions)
        let rules = document.root?.mapping?["rules"]?.value.list?.items.compactMap(\.mapping)
        #expect(rules?.count == 2)
        #expect(rules?[1]["regions"]?.value.list?.items.map(\.text?.value) == ["SY", "RU"])
        #expect(rules?[0]["match"]?.value.text?.value == "flash flood")
    }

    @Test("an alias bomb costs nothing and is refused")
    func bomb() {
        var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
        for (name, previous) in zip("bcdefghij", "abcdefghi") {
            text +=
                "\(name): &\(name) ["
                + Array(repeating: "*\(previous)", count: 9).joined(separator: ", ") + "]\n"
        }
        let document = Document(text, file: "a.yaml")
        #expect(document.diagnostics.hasErrors)
    }

    @Test("brackets or blocks inside one another have an end")
    func deep() {
        for text in [
            "a: " + String(repeating: "[", count: 100_000),
            "a: " + String(repeating: "{a: ", count: 100_000),
            String(repeating: "- ", count: 100_000),
            (0..<1000).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
        ] {
            let document = Document(text, file: "a.yaml")
            #expect(document.diagnostics.map(\.id) == ["too-deep"])
            #expect(document.root == nil)
        }
    }

    @Test("what is no text is one finding")
    func noText() {
        let large = Document(Array(repeating: 0x61, count: 10 << 20), file: "a.yaml")
        #expect(large.diagnostics.map(\.id) == ["file-too-large"])
        let wide = Document([0xFF, 0xFE, 0x61, 0], file: "a.yaml")
        #expect(wide.diagnostics.map(\.id) == ["not-utf-8"])
        let latin = Document(Array("a: b\nc: ".utf8) + [0xE9], file: "a.yaml")
        #expect(latin.diagnostics.map(\.id) == ["not-utf-8"])
        #expect(latin.diagnostics.first?.position == SourcePosition(line: 2, column: 4))
    }

    @Test("whatever the bytes, reading ends and every place is in the file")
    func anything() {
        let pieces = [
            "a", ": ", ":", "- ", "\n", "\n  ", "\"", "'", "[", "]", "{", "}", ", ", "|", ">", "#",
            " #", "&", "*", "!", "%", "?", "\t", "\\", "غزة", "\u{200F}", "---", "\u{A0}", "🍉",
        ]
        var random = SystemRandomNumberGenerator()
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 1...24, using: &random))
                .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
            let document = Document(text, file: "a.yaml")
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for position in document.diagnostics.compactMap(\.position) {
                #expect(
                    lines.indices.contains(position.line - 1) && position.column >= 1
                        && position.column <= lines[position.line - 1].unicodeScalars.count + 1,
                    "\(text.debugDescription) \(position)")
            }
        }
    }
}
