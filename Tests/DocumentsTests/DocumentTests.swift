import Documents
import NashraTesting
import Newswire
import Testing

@Suite("Documents: values")
struct DocumentTests {
    @Test(
        "a value is the text that the user typed",
        arguments: [
            "NO", "07:30", "08", "yes", "~", "null", "1e3", "0x1F", "2026-11-24", ".inf",
            "فيضان | «flash flood»", "title:غزة", "-رياضة", "=US", "env:NASHRA_GAZA_SLACK",
            "(كيري | بوتين) سوريا -رياضة", "a#b", "Sun-Thu 07:00",
        ])
    func typed(value: String) throws {
        let document = Document("key: \(value)", file: "a.yaml")
        #expect(document.diagnostics.isEmpty)
        #expect(document.root?.mapping?["key"]?.value.text?.value == value)
    }

    @Test("mappings, lists and texts keep their order and places")
    func tree() throws {
        let marked: MarkedText = """
            ‹name›: ‹مكتب غزة›
            # a comment
            rules:
              - ‹فيضان›
              - ‹match›: ‹"a b"›   # behind
                send: [‹one›, ‹two›]
            """
        let document = Document(marked.text, file: "a.yaml")
        #expect(document.diagnostics.isEmpty)
        #expect(document.isComplete)
        let root = try #require(document.root?.mapping)
        let name = try #require(root["name"])
        let rules = try #require(root["rules"]?.value.list?.items)
        let rule = try #require(rules[1].mapping)
        let match = try #require(rule["match"])
        let send = try #require(rule["send"]?.value.list?.items)
        #expect(
            [
                name.key.position, name.value.position, rules[0].position, match.key.position,
                match.value.position, send[0].position, send[1].position,
            ] == marked.positions)
        #expect(match.value.text?.style == .doubleQuoted)
        #expect(match.value.text?.comment?.text == "# behind")
        #expect(match.value.text?.comment?.position == SourcePosition(line: 5, column: 20))
        #expect(name.value.text?.comment == nil)
    }

    @Test(
        "a place inside a value is a place in the file, however it is written",
        arguments: [
            "match: غزة ‹رفح›",
            "match: 'a ''b'' ‹رفح›'",
            #"match: "a \"b\" \u063a ‹رفح›""#,
            "match: غزة\n  وأيضا\n\n  ‹رفح› x",
            "match: 'غزة\n  وأيضا\n\n  ‹رفح› x'",
            "match: \"غزة \\\n  ‹رفح› x\"",
            "match: |\n  غزة\n    ‹رفح› x",
            "match: >-\n  غزة\n\n  ‹رفح› x\n",
            "- - match: [a, \"b ‹رفح›\"]",
            "rules:\t# one\n  -\tmatch:\tغزة ‹رفح›\n    send:\tx",
            "\u{FEFF}match:\u{A0}\u{200F}غزة ‹رفح›",
            "🇵🇸: 🍉 ‹رفح›",
        ])
    func places(marked: MarkedText) throws {
        let document = Document(marked.text, file: "a.yaml")
        #expect(document.diagnostics.isEmpty)
        let text = try #require(texts(of: document.root).first { $0.value.contains("رفح") })
        let scalars = Array(text.value.unicodeScalars)
        let offset = try #require(
            scalars.indices.first { scalars[$0...].starts(with: "رفح".unicodeScalars) })
        var expected = try #require(marked.stretches.first?.start)
        // A byte-order mark has no column.
        if marked.text.hasPrefix("\u{FEFF}") { expected.column -= 1 }
        #expect(text.position(ofScalar: offset) == expected)
    }

    @Test("a comment behind a key without a value is seen")
    func commentInsteadOfValue() throws {
        let document = Document("match: #عاجل\nx: y", file: "a.yaml")
        let match = try #require(document.root?.mapping?["match"]?.value.text)
        #expect(match.isAbsent)
        #expect(match.comment?.text == "#عاجل")
    }

    @Test("what cannot be seen is seen through in keys and indents")
    func invisible() throws {
        let text =
            "\u{FEFF}\u{200F}name\u{200F}:\u{A0}x\r\nrules:\r\n\u{A0}\u{A0}- \u{200E}match\u{A0}:\u{200F} غزة\r\n\u{2003}\u{A0}\u{A0}\u{A0}send: y\u{200F}\n"
        let document = Document(text, file: "a.yaml")
        #expect(document.diagnostics.isEmpty)
        let root = try #require(document.root?.mapping)
        #expect(root["name"]?.value.text?.value == "x")
        let rule = try #require(root["rules"]?.value.list?.items.first?.mapping)
        #expect(rule["match"]?.value.text?.value == "غزة")
        #expect(rule["send"]?.value.text?.name == "y")
    }

    @Test("a file without a value has no root", arguments: ["", "\n\n", "# only this\n", "---\n"])
    func empty(text: String) {
        let document = Document(text, file: "a.yaml")
        #expect(document.root == nil)
        #expect(document.diagnostics.isEmpty)
        #expect(document.isComplete)
    }

    private func texts(of node: Node?) -> [Text] {
        switch node {
        case .text(let text): [text]
        case .list(let list): list.items.flatMap { texts(of: $0) }
        case .mapping(let mapping): mapping.entries.flatMap { texts(of: $0.value) }
        case nil: []
        }
    }
}
