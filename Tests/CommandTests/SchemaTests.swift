import Foundation
import NashraTesting
import Testing

@Suite(
    "the schemas for editors",
    .enabled(if: FileManager.default.isExecutableFile(atPath: ProjectRoot.python.path)))
struct SchemaTests {
    /// What PyPI's jsonschema says of each file, read as YAML 1.2 as editors
    /// read it; empty for one that is right.
    private func mistakes(
        in files: [String], by schema: String
    ) async throws -> [String: [String]] {
        let printed = try await NashraProcess.run(["schema", schema], in: ProjectRoot.url)
        #expect(printed.code == 0)
        let script = """
            import sys, json, jsonschema
            from ruamel.yaml import YAML
            schema = json.loads(sys.argv[1])
            jsonschema.Draft7Validator.check_schema(schema)
            judge = jsonschema.Draft7Validator(schema)
            answer = {}
            for path in sys.argv[2:]:
                value = YAML(typ="safe", pure=True).load(open(path, encoding="utf-8"))
                answer[path] = [e.message for e in judge.iter_errors(value)]
            print(json.dumps(answer))
            """
        let answer = try Python.run(script, arguments: [printed.output] + files)
        return try JSONDecoder().decode([String: [String]].self, from: Data(answer.utf8))
    }

    @Test("this project's own files and what init writes are right by them")
    func right() async throws {
        let office = try Office()
        try await office.nashra("init")
        try await office.nashra("new omar@example.org")
        let written = ["first", "omar"].map { "\(office.folder.path)subscribers/\($0).yaml" }
        for path in written {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(
                text.hasPrefix("# yaml-language-server: $schema=../schema/subscriber.json\n"))
        }
        let folder = ProjectRoot.file("subscribers")
        let ours = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".yaml") && !$0.contains("_topics") }
            .map { folder.appending(path: $0).path }
        let full = try office.folder.write(Self.full, to: "full.yaml")
        for (file, said) in try await mistakes(in: ours + written + [full.path], by: "subscriber") {
            #expect(said.isEmpty, "\(file): \(said)")
        }
        let configurations = [
            ProjectRoot.file("samples/nashra.yaml").path, office.folder.path + "nashra.yaml",
            try office.folder.write(Self.configuration, to: "full-nashra.yaml").path,
        ]
        for (file, said) in try await mistakes(in: configurations, by: "config") {
            #expect(said.isEmpty, "\(file): \(said)")
        }
        let themes = [
            office.folder.path + "templates/theme.yaml",
            try office.folder.write(Self.theme, to: "full-theme.yaml").path,
        ]
        for (file, said) in try await mistakes(in: themes, by: "theme") {
            #expect(said.isEmpty, "\(file): \(said)")
        }
        let check = try await office.nashra("check --strict")
        #expect(check.code == 0, "\(check.errors)")
    }

    @Test("what init writes beside nashra.yaml is what the command prints")
    func written() async throws {
        let office = try Office()
        try await office.nashra("init")
        for subject in ["subscriber", "config", "theme"] {
            let file = office.folder.path + "schema/\(subject).json"
            #expect(
                try String(contentsOfFile: file, encoding: .utf8)
                    == (try await office.nashra("schema \(subject)")).output)
        }
        let bad = try await office.nashra("schema digest")
        #expect(bad.code == 64)
    }

    @Test("mistakes in files are mistakes by them")
    func wrong() async throws {
        let office = try Office()
        var files: [String] = []
        for (name, text) in Self.wrong {
            files.append(try office.folder.write(text, to: name + ".yaml").path)
        }
        for (file, said) in try await mistakes(in: files, by: "subscriber") {
            #expect(!said.isEmpty, "\(file)")
        }
        let configuration = try office.folder.write(
            "mail:\n  relays:\n    - { url: smtp://a, tls: maybe }\n", to: "nashra.yaml")
        let said = try await mistakes(in: [configuration.path], by: "config")
        #expect(said.values.allSatisfy { !$0.isEmpty })
        let theme = try office.folder.write(
            "logo: { url: http://a, alt: x, width: 9, height: 9 }\n", to: "theme.yaml")
        #expect(
            try await mistakes(in: [theme.path], by: "theme").values.allSatisfy { !$0.isEmpty })
    }

    private static let wrong = [
        "unknown-key": "email: a@example.org\ndigest: 07:30\nrules:\n  - mtach: غزة\n",
        "misplaced-key": "email: a@example.org\nurgency: urgent\nrules: غزة\n",
        "no-rules": "email: a@example.org\ndigest: 07:30\n",
        "urgency": "rules:\n  - { match: غزة, urgency: hot }\n",
        "duration": "rules:\n  - { match: غزة, cooldown: soon }\n",
        "limit": "digests:\n  d: { at: 07:30, limit: 5000 }\nrules: غزة\n",
        "two-kinds":
            "channels:\n  c: { email: a@example.org, slack: env:NASHRA_S }\nrules: غزة\n",
        "secret": "channels:\n  c: { slack: https://hooks.example.org/x }\nrules: غزة\n",
        "no-token": "channels:\n  c: { telegram: { chat: 1 } }\nrules: غزة\n",
        "no-time": "digests:\n  d: { limit: 5 }\nrules: غزة\n",
        "nested-rule": "rules:\n  - match: { غزة: هدنة }\n",
    ]

    private static let full = """
        name: 2026
        language: ar
        timezone: Asia/Gaza
        channels:
          inbox: { email: [desk@example.org, b@example.org], quiet: 22:00-06:00 }
          room: { webhook: "https://hooks.example.org/x", secret: env:NASHRA_W, cap: ٢٠/h }
          news: { slack: file:secrets/slack, give-up: 1d 12h }
          bot: { telegram: { token: env:NASHRA_T, chat: -1001234567890 } }
          rooms: { matrix: { homeserver: "https://m.example.org", room: "!a:b", token: env:NASHRA_T } }
          phone: { ntfy: { server: "https://ntfy.example.org", topic: desk } }
        digests:
          morning: { at: [Sun-Thu 07:00, Sat 09:00], to: inbox, limit: ٢٥, late: 0 }
          weekly: { at: Sun 09:00, to: inbox, empty: send, group: region }
        none: [رياضة]
        rules:
          - غزة
          - name: NO
            match: [(a | b) -c, سوريا]
            any: [1, 2]
            regions: [NO, -SY]
            languages: ar
            urgency: urgent
            send: [morning, room]
            wait: 0
            cooldown: 15m
            priority: high
            finds:
              - هدنة في غزة
              - { title: t, text: x, url: "https://example.org/", language: ar }
        """

    private static let theme = """
        colours: { accent: '#7a1f5c', page: fff, card: 123456 }
        dark: { link: '#ABCDEF' }
        font: Georgia
        logo: { url: "https://a.example.org/l.png", alt: { ar: أ, en: 2026 }, width: ٤٠, height: 40 }
        header: 2026
        footer: { ar: أ }
        """

    private static let configuration = """
        store: data/n.sqlite
        timezone: Asia/Gaza
        sources:
          - { name: shms, feed: https://news.example.org/rss, language: ar, every: 10m }
          - { name: desk, folder: incoming }
        channels:
          gaza-slack: { slack: env:GAZA_SLACK_URL }
        mail:
          from: Nashra <digest@example.org>
          dkim:
            - { domain: example.org, selector: n1, key: file:/etc/nashra/rsa.pem }
            - { domain: example.org, selector: n2, key: env:DKIM_KEY }
          relays:
            - { url: smtp://relay.example.org:587, username: d, password: env:P, sessions: 4 }
            - url: smtp://127.0.0.1:25
              tls: none
              insecure: yes
        key: [file:var/new.key, env:OLD_KEY]
        http: { public: "https://nashra.example.org" }
        network: { allow: [127.0.0.1] }
        """
}
