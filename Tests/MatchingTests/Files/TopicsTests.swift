import Analysis
import NashraTesting
import Newswire
import Testing

@testable import Matching

@Suite("the file of topics")
struct TopicsTests {
    private func read(_ text: String) -> (topics: Topics, diagnostics: [Diagnostic]) {
        Topics.read(Array(text.utf8), path: "_topics.yaml", places: .standard)
    }

    @Test(
        "gives each name the query of its entries",
        arguments: [
            ("putin: [بوتين, Putin, Poutine, Путин]", "any(بوتين, Putin, Poutine, Путин)"),
            ("putin: بوتين", "بوتين"),
            ("putin: فلاديمير بوتين", "فلاديمير بوتين"),
            ("putin: بوتين، الرئيس الروسي", "any(بوتين, الرئيس الروسي)"),
            ("putin:\n  - بوتين | Putin\n  - =KREML", "any(بوتين, Putin, =KREML)"),
            ("putin:\n  - title:(بوتين قمة)", "all(title:بوتين, title:قمة)"),
            ("putin:\n  - \"Vladimir Putin\"", "Vladimir Putin"),
            ("putin: 2 OF (a, b c, d)", "2of(a, b c, d)"),
            ("putin: [a NEAR/5 b, region:RU]", "any(near5(a, b), about:RU)"),
            ("PUTIN:\n  - topic:kremlin\n  - a\nkremlin: [x]", "any(topic:kremlin=x, a)"),
            ("\u{200F}putin\u{200F}: a", "a"),
        ])
    func entries(yaml: String, tree: String) throws {
        let (topics, diagnostics) = read(yaml)
        #expect(diagnostics.map(\.rendered) == [])
        let query = try #require(topics.topic(named: "putin"))
        #expect(query.tree.hasSuffix("=" + tree), "\(query.tree)")
    }

    @Test(
        "knows a name in any case, spelling and composition",
        arguments: [
            ("غزّة", "غزه"), ("Café", "cafe\u{301}"), ("كرة القدم", "كره  القدم"), ("EU", "eu"),
            ("أميركا", "اميركا"),
        ])
    func spelling(written: String, asked: String) throws {
        let (topics, diagnostics) = read("\(written): x")
        #expect(diagnostics.isEmpty)
        let query = try #require(topics.topic(named: asked))
        #expect(query == .topic(written, .words(.init("x"))))
        // Printed, it is the topic again.
        #expect(Query.parse(query.text, places: .standard, topics: topics).query == query)
    }

    @Test("may be empty", arguments: ["", "# nothing yet\n", "\u{FEFF}", "\n\n"])
    func none(yaml: String) {
        let (topics, diagnostics) = read(yaml)
        #expect(diagnostics.map(\.rendered) == [])
        #expect(topics.isEmpty)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        var yaml: MarkedText
        var id: String
        var words: String
        /// The topics that can be used nevertheless.
        var names: [String]
        var testDescription: String { "\(id): \(yaml.text)" }

        init(_ yaml: MarkedText, _ id: String, _ words: String, _ names: [String] = []) {
            (self.yaml, self.id, self.words, self.names) = (yaml, id, words, names)
        }
    }

    @Test(
        "is told each mistake where it stands",
        arguments: [
            Mistake("‹putin›:\nok: a", "empty-value", "putin: [a word, another word]", ["ok"]),
            Mistake("‹putin›: []", "empty-value", "no entries"),
            Mistake("‹putin›: #بوتين", "empty-value", "single quotes"),
            Mistake("putin: [a, ‹{›b: c}]", "wrong-shape", "list of texts"),
            Mistake("putin:\n  ‹x›: y", "needs-quotes", "'«x: y»'"),
            Mistake("‹-› a", "wrong-shape", "gaza: [غزة, Gaza]"),
            Mistake("putin: a\n‹PUTIN›: b", "taken-name", "line 1", ["putin"]),
            Mistake("putin: a\n‹putin›: b", "duplicate-key", "line 1", ["putin"]),
            Mistake("‹…›: a", "bad-name", "letters and digits"),
            Mistake("‹'a \"b\"'›: a", "bad-name", "quotation marks"),
            Mistake("putin:\n  - a\n  - b ‹|›\nok: a", "query-operator", "behind '|'", ["ok"]),
            Mistake("putin:\n  - a\n  - ‹›a | b c", "or-beside-and", "(a | b) c"),
            Mistake("putin: [x, ‹2 OF (a›, b)]\nok: a", "needs-quotes", "'2 OF (a, b)'", ["ok"]),
            Mistake("putin: ‹…›", "empty-query", "no letter"),
            Mistake("putin: 'a‹,›'", "query-of", "before ','"),
            Mistake("putin: a ‹#b›", "comment-behind-query", "'a #b'", ["putin"]),
            Mistake(
                "putin: [topic:‹kremlln›]\nkremlin: a", "unknown-topic", "kremlin", ["kremlin"]),
            Mistake("putin:\n  - ‹›topic:putin", "topic-circle", "'putin' stands for itself"),
            Mistake(
                "a: [‹topic:b›, x]\nb: c | topic:c\nc: topic:a\nok: x", "topic-circle",
                "'a' → 'b' → 'c' → 'a'", ["ok"]),
            // What only names topics of a circle has no mistake of its own.
            Mistake(
                "z: topic:a\na: ‹›topic:b\nb: topic:a", "topic-circle", "'a' → 'b' → 'a'"),
            Mistake("a: ‹›b |\nc: topic:a", "query-operator", "behind"),
        ])
    func mistake(test: Mistake) {
        let (topics, diagnostics) = read(test.yaml.text)
        #expect(diagnostics.map(\.id) == [test.id], "\(diagnostics.map(\.rendered))")
        guard let first = diagnostics.first else { return }
        if test.id != "query-operator" || test.yaml.text.contains("- b") {
            #expect(first.position == test.yaml.positions.first)
        }
        let said = ([first.message] + first.hints).joined(separator: "\n")
        #expect(said.contains(test.words), "\(said)")
        #expect(topics.names == test.names)
    }

    @Test("says all its mistakes at once, also behind one of YAML's")
    func all() {
        let marked: MarkedText = """
            a: [x, ‹فل*›]
            b: ‹"›x" | y
            c: topic:‹nowhere›
            d: ‹›topic:d
            ‹A›: x
            """
        let (topics, diagnostics) = read(marked.text)
        #expect(
            diagnostics.compactMap(\.position) == marked.positions,
            "\(diagnostics.map(\.rendered))")
        #expect(topics.names == ["b"])
        #expect(
            Query.parse("topic:c", places: .standard, topics: topics).problems.map(\.finding)
                == [.brokenTopic("c")])
    }

    @Test("that would make billions of words is refused soon")
    func bomb() {
        var lines = ["t0: [a, b, c, d, e, f, g, h, i, j]"]
        for level in 1...30 {
            let names = Array(repeating: "topic:t\(level - 1)", count: 10)
            lines.append("t\(level): [" + names.joined(separator: ", ") + "]")
        }
        let clock = ContinuousClock()
        let time = clock.measure {
            let (topics, diagnostics) = read(lines.joined(separator: "\n"))
            #expect(topics.names == ["t0", "t1", "t2"])
            #expect(diagnostics.map(\.id) == ["query-limit"])
        }
        #expect(time < .seconds(3))
    }

    @Test("that names a topic in a topic and so on has an end")
    func deep() {
        let chain = (1...2_000).map { "t\($0): topic:t\($0 - 1)" }
        let (topics, diagnostics) = read((["t0: a"] + chain).joined(separator: "\n"))
        #expect(topics.names.count == Topics.deepest)
        #expect(diagnostics.map(\.id) == ["query-limit"])
        let circle = (0...2_000).map { "t\($0): topic:t\(($0 + 1) % 2_001)" }
        #expect(read(circle.joined(separator: "\n")).diagnostics.map(\.id) == ["topic-circle"])
    }

    @Test("is what rules of subscribers name")
    func rules() throws {
        let topics = read("putin: [بوتين, Putin]\nfood: [خبز]").topics
        let text = """
            email: a@example.org
            rules:
              - topic:putin -رياضة
              - any: [topic:putin, غزة، topic:food]
                none: topic:FOOD
              - match: topic:‹puttin›
            """
        let marked = MarkedText(text)
        var reader = SampleReader.reader
        reader.topics = topics
        let file = reader.read(Array(marked.text.utf8), id: .init("x"), path: "x.yaml")
        #expect(file.diagnostics.map(\.id) == ["unknown-topic"])
        #expect(file.diagnostics.compactMap(\.position) == marked.positions)
        #expect(
            file.rules.map { $0.query?.tree } == [
                "all(topic:putin=any(بوتين, Putin), not(رياضة))",
                "all(any(topic:putin=any(بوتين, Putin), غزة, topic:food=خبز), not(topic:food=خبز))",
                nil,
            ])
    }
}
