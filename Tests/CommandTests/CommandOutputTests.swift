import Foundation
import NashraTesting
import Testing

@Suite("what commands print")
struct CommandOutputTests {
    private let office: Office

    init() throws {
        office = try Office(subscribers: ["lina": Office.lina])
        try office.folder.write(Office.feed(1...3), to: "feed.xml")
    }

    @Test("init writes what check finds good, and leaves alone what is there")
    func starting() async throws {
        let new = try Office()
        try new.folder.write(Office.lina, to: "subscribers/first.yaml")
        #expect(try await new.nashra("init").code == 0)
        #expect(new.names("").contains("nashra.yaml"))
        #expect(new.names("templates").contains("digest.html.mustache"))
        #expect(
            try String(contentsOfFile: new.folder.path + "subscribers/first.yaml", encoding: .utf8)
                == Office.lina)
        #expect(try await new.nashra("new omar@example.org").code == 0)
        #expect(new.names("subscribers") == ["first.yaml", "omar.yaml"])
        let check = try await new.nashra("check --strict")
        #expect(check.code == 0 && check.errors.isEmpty, "\(check.errors)")
    }

    @Test("a title that turns its line round, or acts on a terminal, only shows")
    func hostileTitle() async throws {
        try office.folder.write(
            #"[{"title": "a\u202Eb\u2067c\u202A", "text": "words", "url": "https://x.example.org/1"}]"#,
            to: "hostile.json")
        let output = try await office.nashra("read hostile.json").output
        let scalars = output.unicodeScalars
        #expect(output.contains("ab\u{2067}c\u{2069}\n"), "\(output)")
        #expect(!scalars.contains { (0x202A...0x202E).contains($0.value) })
    }

    @Test("check says of one that is not there which is nearest, and nothing of files")
    func nobody() async throws {
        let run = try await office.nashra("check linna")
        #expect(run.code == 66 && run.output.isEmpty, "\(run.output)")
        #expect(run.errors.contains("no subscriber or file 'linna'"))
        #expect(run.errors.contains("did you mean 'lina'?"), "\(run.errors)")
    }

    @Test("check warns of what nashra.yaml refers to and is not here")
    func missingSecret() async throws {
        let other = try Office(
            configuration: "key: [env:NOPE]\nchannels: { ops: { slack: env:OPS_SLACK } }\n",
            subscribers: ["lina": Office.lina])
        let run = try await other.nashra("check --strict")
        #expect(run.code == 0)
        for name in ["NOPE", "OPS_SLACK"] {
            #expect(
                run.errors.contains(
                    "nashra.yaml: warning: the environment has no '\(name)', which"),
                "\(run.errors)")
        }
        let found = try await other.nashra("check", environment: ["NOPE": "x", "OPS_SLACK": "y"])
        #expect(!found.errors.contains("which nashra.yaml refers to"), "\(found.errors)")
    }

    @Test("check warns of what a subscriber's file refers to and is not here, where it stands")
    func missingReference() async throws {
        let channels = """
            email: a@example.org
            channels:
              slack: { slack: env:NASHRA_UNSET }
              cms: { webhook: 'https://example.org/', secret: file:secrets/empty }
              bot:
                telegram:
                  token: "file:secrets/none"
                  chat: "-1"
            digests: { morning: { at: 07:30, to: email } }
            rules: [غزة]

            """
        let other = try Office(configuration: "", subscribers: ["desk": channels])
        try other.folder.write("\n", to: "secrets/empty")
        for command in ["check --strict", "check desk --strict"] {
            let run = try await other.nashra(command)
            #expect(run.code == 0, "\(run.errors)")
            for (place, words) in [
                ("3:19", "the environment has no 'NASHRA_UNSET', which this file refers to"),
                (
                    "4:51",
                    "the file 'secrets/empty', which this file refers to, can't be read or is empty"
                ),
                (
                    "7:14",
                    "the file 'secrets/none', which this file refers to, can't be read or is empty"
                ),
            ] {
                #expect(
                    run.errors.contains("subscribers/desk.yaml:\(place): warning: \(words)"),
                    "\(run.errors)")
            }
        }
        try other.folder.write("x\n", to: "secrets/empty")
        try other.folder.write("x\n", to: "secrets/none")
        let found = try await other.nashra("check", environment: ["NASHRA_UNSET": "x"])
        #expect(!found.errors.contains("refers to"), "\(found.errors)")
    }

    @Test("a folder where the store should be is said to be one")
    func folderStore() async throws {
        let other = try Office(subscribers: ["lina": Office.lina])
        try other.folder.write("", to: "var/nashra.sqlite/kept")
        let run = try await other.nashra("status")
        #expect(run.code == 73 && run.errors.contains("'var/nashra.sqlite' is a folder"))
    }

    @Test("check says what is wrong, where, as text, JSON and annotations")
    func check() async throws {
        let marked: MarkedText = "email: a@example.org\ndigest: 07:30\nrules:\n  - ‹mtach›: غزة\n"
        try office.folder.write(marked.text, to: "subscribers/desks/gaza.yaml")
        let text = try await office.nashra("check")
        #expect(text.code == 1)
        #expect(text.errors.contains("subscribers/desks/gaza.yaml:4:5: error: "))
        #expect(text.errors.contains("'mtach'") && text.errors.contains("match"))
        let json = try await office.nashra("check --json").json()
        let finding = try #require(json.first { $0["line"] != nil })
        #expect(finding["file"] as? String == "subscribers/desks/gaza.yaml")
        #expect(finding["line"] as? Int == 4 && finding["column"] as? Int == 5)
        #expect(finding["severity"] as? String == "error")
        let github = try await office.nashra("check --format github")
        #expect(
            github.output.contains("::error file=subscribers/desks/gaza.yaml,line=4,col=5::"))

        let good = try await office.nashra("check lina")
        #expect(good.code == 0)
        #expect(good.output.contains("فيضان"))
        let typed = try await office.nashra("check -", input: Data(Office.lina.utf8))
        #expect(typed.code == 0, "\(typed.errors)")
    }

    @Test("read prints one object an input, with the articles as they were understood")
    func read() async throws {
        let json = try await office.nashra("read --json --source shms feed.xml").json()
        #expect(json.count == 1)
        #expect(json[0]["input"] as? String == "feed.xml")
        #expect(json[0]["kind"] as? String == "rss")
        #expect(json[0]["wellformed"] as? Bool == true)
        #expect((json[0]["feed"] as? [String: Any])?["title"] as? String == "وكالة")
        let articles = try #require(json[0]["articles"] as? [[String: Any]])
        #expect(articles.compactMap { $0["id"] as? String } == ["urn:1", "urn:2", "urn:3"])
        let first = articles[0]
        #expect(first["title"] as? String == "فيضان رقم 1")
        #expect(first["language"] as? String == "ar" && first["direction"] as? String == "rtl")
        #expect(first["source"] as? String == "shms")
        #expect(first["published"] as? String == "2026-11-23T06:00:00Z")
        let piped = try await office.nashra("read --json -", input: Data(Office.feed(1...1).utf8))
        #expect(try piped.json()[0]["input"] as? String == "-")
    }

    @Test("match prints a line an article with the words as they stand in it")
    func match() async throws {
        try office.folder.write(
            """
            {"id": "1", "title": "أخبار: بالفيضان الكبير", "text": "x", "language": "ar"}
            {"id": "2", "title": "طقس معتدل", "language": "ar"}
            """, to: "articles.jsonl")
        let json = try await office.nashra("match --json articles.jsonl").json()
        #expect(json.count == 1)
        let article = try #require(json[0]["article"] as? [String: Any])
        #expect(article["id"] as? String == "1")
        #expect(json[0]["story"] is String)
        let match = try #require((json[0]["matches"] as? [[String: Any]])?.first)
        #expect(match["subscriber"] as? String == "lina")
        #expect(match["send"] as? [String] == ["digest"])
        let evidence = try #require((match["evidence"] as? [[String: Any]])?.first)
        #expect(evidence["field"] as? String == "title")
        #expect(evidence["text"] as? String == "بالفيضان")
        #expect(evidence["start"] as? Int == 7 && evidence["length"] as? Int == 8)
        #expect(evidence["term"] as? String == "فيضان")
        let change = try #require((evidence["changes"] as? [[String: String]])?.first)
        #expect(change == ["word": "بالفيضان", "before": "بال"])
        #expect(!office.names("").contains("var"))

        let all = try await office.nashra("match --json --all articles.jsonl").json()
        #expect(all.count == 2)
        let miss = try #require((all[1]["misses"] as? [[String: Any]])?.first)
        #expect(miss["subscriber"] as? String == "lina" && miss["reason"] is String)
    }

    @Test("due prints a line each, on the reader's clock and in UTC")
    func due() async throws {
        let lines = try await office.nashra(
            "due lina --json --count 2 --after 2026-11-24T00:00:00Z"
        ).lines
        #expect(
            lines == [
                #"{"digest":"digest","local":"2026-11-24T07:30:00+02:00","subscriber":"lina","utc":"2026-11-24T05:30:00Z"}"#,
                #"{"digest":"digest","local":"2026-11-25T07:30:00+02:00","subscriber":"lina","utc":"2026-11-25T05:30:00Z"}"#,
            ])
    }

    @Test("preview writes the message, its page and its text, and records nothing")
    func preview() async throws {
        let run = try await office.nashra("preview lina --articles feed.xml --out out")
        #expect(run.code == 0, "\(run.errors)")
        #expect(office.names("out") == ["lina-digest.eml", "lina-digest.html", "lina-digest.txt"])
        let page = try String(
            contentsOfFile: office.folder.path + "out/lina-digest.html", encoding: .utf8)
        #expect(page.contains("فيضان رقم 3"))
        #expect(!office.names("").contains("var"))
    }

    @Test("preview --open hands the page to the browser that BROWSER names")
    func open() async throws {
        let script = try office.folder.write(
            "#!/bin/sh\necho \"$@\" >>opened\n", to: "browser"
        ).path
        chmod(script, 0o755)
        for (browser, opened) in [
            (script, "file://"), ("no-such-program:\(script) --new %s", "--new file://"),
        ] {
            let run = try await office.nashra(
                "preview lina --articles feed.xml --open --out out",
                environment: ["BROWSER": browser])
            #expect(run.code == 0 && run.lines.count == 3, "\(run.errors)")
            let told = try String(contentsOfFile: office.folder.path + "opened", encoding: .utf8)
            let last = try #require(told.split(separator: "\n").last)
            #expect(last.hasPrefix(opened) && last.hasSuffix("/out/lina-digest.html"))
        }
        let unnamed = try await office.nashra(
            "preview lina --articles feed.xml --open",
            environment: ["BROWSER": script, "TMPDIR": office.folder.path])
        let page = try #require(unnamed.lines.first)
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("فيضان رقم 3"))
    }

    @Test("preview --open says where the page is if nothing shows it")
    func unopened() async throws {
        for environment in [
            ["BROWSER": "no-such-program"], ["BROWSER": "/bin/false"],
            ["BROWSER": "", "PATH": "/nowhere"],
        ] {
            let run = try await office.nashra(
                "preview lina --articles feed.xml --open --out out", environment: environment)
            #expect(run.code == 69)
            #expect(run.errors.contains("no browser shows the page: "), "\(run.errors)")
            #expect(run.errors.contains("out/lina-digest.html"))
        }
    }

    @Test("ingest, send, outbox, deliveries and status tell one story")
    func wholeWay() async throws {
        let ingest = try await office.nashra("ingest --json feed.xml").json()
        #expect(ingest.map { $0["new"] as? Int } == [3])
        #expect(ingest.map { $0["matches"] as? Int } == [3])
        let dry = try await office.nashra("send --now --all --dry-run")
        #expect(dry.code == 0 && dry.output.contains("3 matches waiting"))
        #expect(office.names("var/mail/new").isEmpty)

        let send = try await office.nashra("send --now --all --yes --json").json()
        #expect(send.count == 2)
        #expect(send[0]["made"] as? String == "digest" && send[0]["items"] as? Int == 3)
        #expect(send[1]["delivered"] as? Int == 1 && send[1]["waiting"] as? Int == 0)
        #expect(office.names("var/mail/new").count == 1)

        let outbox = try await office.nashra("outbox list --all --json").json()
        #expect(outbox.map { $0["state"] as? String } == ["sent"])
        let deliveries = try await office.nashra("deliveries --json").json()
        #expect(deliveries.map { $0["outcome"] as? String } == ["delivered"])
        let shown = try await office.nashra("outbox show 1")
        #expect(shown.output.contains("\nMessage-ID: <"))
        #expect(!shown.output.contains("␍") && !shown.output.contains("\r"))
        let status = try await office.nashra("status --json").json()
        #expect(status[0]["articles"] as? Int == 3)
        #expect((status[0]["concerns"] as? [String]) == [])
        let text = try await office.nashra("status")
        #expect(text.code == 0 && text.output.contains("mail is written to var/mail, not sent"))
    }

    @Test("config shows the values in force and no secret")
    func config() async throws {
        try office.folder.write(
            """
            timezone: Asia/Gaza
            mail:
              from: digest@example.org
              dkim: { domain: example.org, selector: n1, key: "env:DKIM_KEY" }
              relays:
                - url: smtp://relay.example.org:587
                  username: digest
                  password: env:RELAY_PASSWORD
                - url: smtps://second.example.org
                  username: digest
                  token: { command: [bin/token, -v] }
                  ca: ca.pem
                  sessions: 2
                  rate: 100/m
                - url: smtp://127.0.0.1:2525
                  username: digest
                  token: file:var/token
            """, to: "nashra.yaml")
        let secret = ["RELAY_PASSWORD": "hunter2", "DKIM_KEY": SampleKeys.ed25519]
        let text = try await office.nashra("config", environment: secret)
        #expect(text.code == 0)
        #expect(text.output.contains("timezone: Asia/Gaza"))
        #expect(
            text.lines.filter { $0.hasPrefix("relay ") } == [
                "relay smtp://relay.example.org:587, username digest, "
                    + "password env:RELAY_PASSWORD, tls required, sessions 4",
                "relay smtps://second.example.org:465, username digest, "
                    + "token by command bin/token -v, ca ca.pem, tls from-start, sessions 2, "
                    + "rate 100/m",
                "relay smtp://127.0.0.1:2525, username digest, token file:var/token, tls none, "
                    + "sessions 4",
            ])
        #expect(text.errors.contains("'ca.pem', which 'ca' names, can't be read"))
        #expect(!(text.output + text.errors).contains("hunter2"))
        #expect(!(text.output + text.errors).contains("PRIVATE KEY"))
        #expect(text.output.contains("DNS: n1._domainkey.example.org TXT \"v=DKIM1; k=ed25519; p="))
        let json = try await office.nashra("config --json", environment: secret)
        #expect(try json.json()[0]["timezone"] as? String == "Asia/Gaza")
        #expect(!json.output.contains("hunter2"))
    }

    @Test("the same again is no news, and a second send sends nothing")
    func twice() async throws {
        let kinds = ["new", "revisions", "sightings", "matches"]
        for expected in [[3, 0, 0, 3], [0, 0, 3, 0]] {
            let json = try await office.nashra("ingest --json feed.xml").json()
            #expect(kinds.compactMap { json[0][$0] as? Int } == expected)
        }
        for expected in [1, 0] {
            let sent = try await office.nashra("send --now --all --yes --json").json()
            #expect(sent.last?["delivered"] as? Int == expected)
        }
        #expect(office.names("var/mail/new").count == 1)
    }

    @Test("status counts alerts that a cap holds; who has no title is called so")
    func heldAlerts() async throws {
        try office.folder.write(
            """
            channels: { wire: { email: wire@example.org, cap: 1/h } }
            rules: [فيضان]

            """, to: "subscribers/desk.yaml")
        try office.folder.write(
            #"{"url":"https://news.example.org/4","text":"فيضان في اليمن","language":"ar"}"#,
            to: "untitled.json")
        let ingest = try await office.nashra("ingest feed.xml untitled.json")
        #expect(ingest.output.contains("\n  (no title)  ["))
        try await office.nashra("send --now desk")
        let status = try await office.nashra("status")
        #expect(status.output.contains("4 matches waiting for a digest, 3 alerts waiting\n"))
        #expect(try await office.nashra("status --json").json()[0]["alerts"] as? Int == 3)
    }

    @Test("names of subscribers may be in any script and form")
    func names() async throws {
        let folded = "مكتب غزّة".replacing(" ", with: "-").decomposedStringWithCanonicalMapping
        try office.folder.write(Office.lina, to: "subscribers/\(folded).yaml")
        let run = try await office.nashra("due --count 1", folded)
        #expect(run.code == 0, "\(run.errors)")
    }
}
