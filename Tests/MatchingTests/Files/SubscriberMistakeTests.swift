import Almanac
import Analysis
import Matching
import NashraTesting
import Newswire
import Testing

@Suite("Subscriber files: what is wrong with them")
struct SubscriberMistakeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var yaml: MarkedText
        var id: String
        var words: String
        var testDescription: String { "\(id): \(yaml.text)" }

        init(_ yaml: MarkedText, _ id: String, _ words: String = "") {
            (self.yaml, self.id, self.words) = (yaml, id, words)
        }
    }

    private static let head = "email: a@example.org\ndigest: 07:00\n"

    @Test(
        "a mistake in a rule is reported once, where it stands, with a way out",
        arguments: [
            Case("rules:\n  - ‹mtach›: غزة", "unknown-key", "did you mean 'match'?"),
            Case("rules:\n  - match: غزة\n    ‹cap›: 20/h", "misplaced-key", "a channel"),
            Case("rules:\n  - match: غزة\n    ‹at›: 07:00", "misplaced-key", "a digest"),
            Case("rules:\n  - match: غزة\n    ‹language›: ar", "unknown-key", "'languages'"),
            Case("rules:\n  - match: غزة\n    ‹timezone›: x", "misplaced-key", "the file itself"),
            Case("rules:\n  - match: ‹›سوريا | غزة لبنان", "or-beside-and"),
            Case("rules:\n  - match: 'سوريا ‹–›غزة'", "query-sign", "-غزة"),
            Case("rules:\n  - match: |\n      سوريا\n      ‹(›غزة", "query-bracket"),
            Case("rules:\n  - match: \"سوريا \\\"x\\\" ‹(›غزة\"", "query-bracket"),
            Case("rules:\n  - سوريا ‹#عاجل›", "comment-behind-query", "'سوريا #عاجل'"),
            Case("rules:\n  - match: سوريا   ‹# why›", "comment-behind-query", "# why"),
            Case("rules:\n  - ‹match›: #عاجل", "empty-value", "#عاجل"),
            Case("rules:\n  - any: [a, b] \n    all:\n      - x ‹#y›", "comment-behind-query"),
            Case("rules:\n  - ‹غزة›: رفح", "needs-quotes", "'«غزة: رفح»'"),
            Case("rules:\n  - ‹#غزة›", "comment-behind-query", "'#غزة'"),
            Case("rules:\n  - ‹title›: رفح", "needs-quotes", "title:رفح"),
            Case(
                "rules:\n  - match: a\n    finds:\n      - ‹عاجل›: a", "needs-quotes", "'عاجل: a'"),
            Case("rules:\n  - ‹›-رياضة", "wants-nothing", "region"),
            Case("rules:\n  - ‹languages›: [ar]", "wants-nothing"),
            Case("rules:\n  - ‹name›: x\n    none: [a]", "wants-nothing"),
            Case("rules:\n  - match: a\n    regions: ‹Atlantiis›", "unknown-region"),
            Case("rules:\n  - match: a\n    regions: [SY, ‹–RU›]", "query-sign", "-RU"),
            Case("rules:\n  - match: a\n    languages: ‹Arabic›", "unknown-language", "'ar'"),
            Case("rules:\n  - match: a\n    urgency: ‹urgnt›", "unknown-value", "'urgent'"),
            Case("rules:\n  - match: a\n    cooldown: ‹15›", "not-a-duration", "15m"),
            Case("rules:\n  - match: a\n    priority: ‹hi›", "unknown-value", "high"),
            Case("rules:\n  - match: a\n    send: ‹digets›", "unknown-target", "'digest'"),
            Case(
                "rules:\n  - match: a\n    send: [digest, ‹nowhere›]", "unknown-target",
                "gaza-slack"),
            Case("rules:\n  - match: a\n    finds: [‹{›source: x}]", "wrong-shape", "headline"),
            Case("rules:\n  - match: a\n    finds: [{title: a, url: ‹x›}]", "bad-url"),
            Case("rules:\n  - match: a\n    finds: [{‹titel›: a}]", "unknown-key", "'title'"),
            Case("rules:\n  - match: a\n    finds:\n      - ‹titel›: a", "unknown-key", "'title'"),
            Case(
                "rules:\n  - match: a\n    finds: [{title: a, language: ‹Arabic›}]",
                "unknown-language", "'ar'"),
            Case("rules:\n  - a\n  - ‹a›", "taken-name", "line 4"),
            Case(
                "rules:\n  - {name: x, match: a}\n  - {match: b, name: ‹x›}", "taken-name", "line 4"
            ),
            Case("rules:\n  - match: a\n    ‹regions›:", "empty-value"),
            Case("rules:\n  - ‹[›a]", "wrong-shape"),
            Case("‹rules›: []", "missing-key", "no rules"),
            Case("rules: ‹{›foo: a}", "wrong-shape", "list"),
            Case("rules:\n  - match: [‹2 OF (a›, b, c), d]", "needs-quotes", "'2 OF (a, b, c)'"),
            Case("rules:\n  - any: [x, ‹«a›, b»]", "needs-quotes", "'«a, b»'"),
            Case("rules:\n  - match: x ‹&&› y", "query-syntax", "the whole of it:\nx AND y"),
            Case("rules:\n  - match: ‹+›a b", "query-syntax", "the whole of it:\na b"),
            Case("rules:\n  - match: 'x ‹w/5› y'", "query-syntax", "\n'x NEAR/5 y'"),
            Case("rules:\n  - match: |\n      x\n      ‹near5› y", "query-syntax", "\nx NEAR/5 y"),
            Case("rules:\n  - match: topic:‹puttin›", "unknown-topic", "'topic:putin'"),
            Case("rules:\n  - any: [topic:‹puttin›, a]", "unknown-topic", "'topic:putin'"),
            Case("rules:\n  - match: 2 OF (a, b, c) ‹# d›", "comment-behind-query"),
            Case("rules:\n  - match: ‹(a b)› NEAR/5 c", "query-near", "words in a row"),
            Case(
                "rules:\n  - match: ‹\"›flash flood\" | فيضان", "needs-quotes",
                "match: '\"flash flood\" | فيضان'"),
        ])
    func rule(test: Case) {
        check(test, file: SampleReader.read(Self.head + test.yaml.text), below: 2)
    }

    @Test(
        "a mistake in the rest of a file is reported once, where it stands, with a way out",
        arguments: [
            Case("‹email›:\ndigest: 07:00", "empty-value"),
            Case("email: ‹a.example.org›", "bad-address", "has no @"),
            Case("email: a@example.org\n‹emial›: x", "unknown-key", "'email'"),
            Case("email: a@example.org\n‹match›: x", "misplaced-key", "a rule"),
            Case("email: a@example.org\ndigest: ‹7›", "bad-time"),
            Case("email: a@example.org\ndigest: ‹0 7 * * *›", "cron", "07:00"),
            Case("email: a@example.org\ntimezone: ‹Gaza›", "unknown-zone", "Asia/Gaza"),
            Case("email: a@example.org\nlanguage: ‹Arabic›", "unknown-language", "'ar'"),
            Case("email: a@example.org\nquiet: ‹22:00›", "bad-time"),
            Case(
                "channels:\n  x:\n    discord: ‹https://discord.com/api/webhooks/1/x›",
                "secret-in-file", "discord: env:NASHRA_DISCORD"),
            Case("channels:\n  x:\n    telegram: ‹-100123›", "wrong-shape", "chat: -100123"),
            Case(
                "channels:\n  x:\n    telegram: {token: env:NASHRA_X, chat: ‹desk›}", "bad-room",
                "-1001234567890"),
            Case(
                "channels:\n  x:\n    telegram: {token: ‹\"12:abc\"›, chat: 1}", "secret-in-file",
                "NASHRA_TELEGRAM_TOKEN"),
            Case(
                "channels:\n  x:\n    telegram: ‹{›token: env:NASHRA_X}", "missing-key", "'chat'"),
            Case(
                "channels:\n  x:\n    matrix: {homeserver: 'http://m', room: ‹'#a:b'›, token: env:NASHRA_X}",
                "bad-room", "Element"),
            Case(
                "channels:\n  x:\n    ntfy: {server: ‹ntfy.example.org›, topic: desk}", "bad-url"),
            Case(
                "channels:\n  x:\n    ntfy: {server: 'https://n.example.org', topic: ‹a/b›}",
                "bad-room", "topic"),
            Case(
                "channels:\n  x:\n    matrix: {‹romm›: '!a:b', token: env:NASHRA_X}",
                "unknown-key", "'room'"),
            Case(
                "channels:\n  x: {webhook: 'https://c.example.org/', payload: ‹cmz›}",
                "unknown-template", "cms"),
            Case(
                "channels:\n  x: {webhook: 'https://c.example.org/', payload: ‹story›}",
                "unknown-template",
                "the template 'story' is only a part of others and draws no body"),
            Case(
                "channels:\n  x: {email: a@example.org, ‹payload›: cms}", "channel-kind",
                "'payload' goes with 'webhook' only"),
            Case("channels:\n  x: {‹smack›: env:NASHRA_X}", "unknown-key", "'slack'"),
            Case("email: a@example.org\ndigests:\n  m: {‹att›: 07:00}", "unknown-key", "'at'"),
            Case("channels:\n  x: ‹a@example.org›", "wrong-shape", "email: a@example.org"),
            Case("channels:\n  x: ‹{›quiet: 22:00-06:00}", "channel-kind", "email"),
            Case("channels:\n  x: {email: a@example.org, ‹slack›: env:NASHRA_X}", "channel-kind"),
            Case(
                "channels:\n  x: {email: a@example.org, ‹secret›: env:NASHRA_X}", "channel-kind",
                "webhook"),
            Case(
                "channels:\n  x: {slack: ‹https://hooks.example.org/T0/B0/x›}", "secret-in-file",
                "env:NASHRA_SLACK"),
            Case("channels:\n  x: {webhook: ‹ftp://example.org›}", "bad-url"),
            Case("channels:\n  x: {webhook: ‹https://me:pass@example.org›}", "bad-url"),
            Case(
                "channels:\n  x: {webhook: 'https://example.org', secret: ‹whsec_abc›}",
                "secret-in-file"),
            Case("channels:\n  x: {slack: ‹env:HOME›}", "refused-secret", "NASHRA_"),
            Case("channels:\n  x: {slack: ‹file:/etc/passwd›}", "refused-secret", "secrets/"),
            Case("channels:\n  x: {slack: ‹file:secrets/../x›}", "refused-secret", "secrets/"),
            Case("channels:\n  x: {slack: ‹env:NASHRA_HOUSE›}", "refused-secret", "nashra.yaml"),
            Case(
                "channels:\n  x: {slack: ‹file:secrets/./house›}", "refused-secret", "nashra.yaml"),
            Case("channels:\n  x: {email: a@example.org, cap: ‹20›}", "bad-cap", "20/h"),
            Case("channels:\n  ‹x y›: {email: a@example.org}", "bad-name"),
            Case("email: a@example.org\ndigests:\n  ‹email›: {at: 07:00}", "taken-name"),
            Case(
                "email: a@example.org\nchannels:\n  ‹email›: {email: b@example.org}", "taken-name"),
            Case(
                "email: a@example.org\ndigests:\n  m: {at: 07:00, to: ‹emial›}", "unknown-channel",
                "'email'"),
            Case("email: a@example.org\ndigests:\n  m: {at: 07:00, limit: ‹0›}", "not-a-number"),
            Case(
                "email: a@example.org\ndigests:\n  m: {at: 07:00, empty: ‹no›}", "unknown-value",
                "skip"),
            Case(
                "email: a@example.org\ndigests:\n  m: {at: Sun,‹Wed 09:00›}", "unknown-key",
                "quotes"),
            Case("email: a@example.org\ndigests:\n  m: ‹{›to: email}", "missing-key", "'at'"),
            Case("email: a@example.org\ndigests:\n  m: ‹07:00›", "wrong-shape", "at: 07:00"),
            Case("email: a@example.org\nname: a\n‹name›: b", "duplicate-key", "line 2"),
        ])
    func file(test: Case) {
        let text = test.yaml.text + "\nrules:\n  - {match: غزة, send: [gaza-slack]}\n"
        let file = SampleReader.read(text)
        // A schedule that is wrong leaves its digest without, but says so once.
        check(test, file: file, below: 0)
    }

    private func check(_ test: Case, file: SubscriberFile, below lines: Int) {
        let found = file.diagnostics
        #expect(found.map(\.id) == [test.id], "\(found.map(\.rendered))")
        #expect(file.subscriber == nil)
        guard let first = found.first, var position = test.yaml.positions.first else { return }
        position.line += lines
        #expect(first.position == position)
        let said = ([first.message] + first.hints).joined(separator: "\n")
        #expect(test.words.isEmpty || said.contains(test.words), "\(said)")
    }

    @Test("six mistakes of one file, one of them YAML's, are six findings")
    func six() {
        let marked: MarkedText = """
            email: ‹lina.example.org›
            timezone: ‹Gaza›
            digest: 07:30
            rules:
              - match: ‹"›flash flood" | فيضان
                ‹cooldwon›: 15m
              - match: غزة
                regions: [‹Syrria›]
                send: ‹nowhere›
            """
        let file = SampleReader.read(marked.text)
        #expect(
            file.diagnostics.compactMap(\.position) == marked.positions,
            "\(file.diagnostics.map(\.rendered))")
        #expect(file.diagnostics.count == 6)
        #expect(file.subscriber == nil)
    }

    @Test("nothing else is asked of a line that could not be read")
    func lost() {
        let file = SampleReader.read(
            "email: [a@example.org\ndigest: \"07:00 \\x\nwhat is this\nrules: [غزة]\n")
        #expect(!file.diagnostics.contains { $0.id == "missing-key" || $0.id == "unknown-target" })
    }

    @Test(
        "a literal secret is never printed",
        arguments: [
            "slack: https://hooks.example.org/T0/B0/hunter2",
            "webhook: 'https://x:hunter2@example.org'",
            "webhook: https://example.org\n    secret: whsec_hunter2",
        ])
    func secrets(keys: String) {
        let file = SampleReader.read("channels:\n  x:\n    \(keys)\nrules: [غزة]")
        #expect(file.diagnostics.hasErrors)
        #expect(!file.diagnostics.map(\.rendered).joined().contains("hunter2"))
    }

    @Test("a query in double quotes is a phrase, which is worth a warning if it looks like none")
    func quoted() {
        let file = SampleReader.read("email: a@example.org\nrules:\n  - match: \"a | b\"\n")
        #expect(file.diagnostics.map(\.id) == ["quoted-query"])
        #expect(file.subscriber != nil)
    }

    @Test("an example that fails says which rule and why, at the example")
    func examples() {
        let marked: MarkedText = """
            email: a@example.org
            rules:
              - name: one
                match: سوريا -رياضة
                sources: shms
                urgency: flash
                finds:
                  - الهدنة في سوريا
                  - ‹الهدنة في لبنان›
                  - ‹الرياضة في سوريا›
                  - ‹{› title: سوريا, source: other }
                ignores:
                  - الرياضة في سوريا
                  - ‹سوريا›
            """
        let file = SampleReader.read(marked.text)
        #expect(file.diagnostics.isEmpty, "\(file.diagnostics.map(\.rendered))")
        let found = file.checkExamples(analyzer: Analyzer(), places: .standard)
        #expect(
            found.map(\.id) == ["finds-failed", "finds-failed", "finds-failed", "ignores-failed"])
        #expect(found.compactMap(\.position) == marked.positions, "\(found.map(\.rendered))")
        #expect(found.first?.message.contains("'one'") == true)
    }

    @Test(
        "no file, however strange, is more than findings",
        arguments: [
            "", "# nothing", "just words", "- a\n- b", "{}", "[]", "rules", "rules: ~", "null",
            "a: &a [*a]\nb: *a", "email: {a: b}\nrules: {match: {a: b}}", "? a\n: b",
            "rules:\n  - - a", "rules:\n  - match: {a: b}\n    finds: {x: y}",
            "digest: {at: 07:00}",
            "channels: [a]\ndigests: x\nrules: 1", "name: [a]\nquiet: {a: b}\nrules: ['']",
        ])
    func strange(text: String) {
        let file = SampleReader.read(text)
        #expect(file.subscriber == nil)
        #expect(file.diagnostics.hasErrors)
    }
}
