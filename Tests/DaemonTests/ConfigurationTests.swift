import Almanac
import Dispatching
import Documents
import Foundation
import NashraTesting
import Newswire
import Testing
import Transfer

@testable import Daemon

@Suite("nashra.yaml")
struct ConfigurationTests {
    private static let folder = URL(filePath: "/srv/nashra", directoryHint: .isDirectory)

    private func read(_ text: String) -> (Configuration, [Diagnostic]) {
        ConfigurationReader(zones: ZoneFolder(), environment: ["TZ": "Asia/Beirut"])
            .configuration(
                Document(Array(text.utf8), file: "nashra.yaml"), folder: Self.folder)
    }

    @Test("without a file everything has a default, and mail is written to a folder")
    func defaults() {
        let reader = ConfigurationReader(
            zones: ZoneFolder(), environment: ["TZ": "Asia/Beirut"])
        let (configuration, diagnostics) = reader.configuration(file: "/nowhere/nashra.yaml")
        #expect(diagnostics.isEmpty)
        #expect(configuration.file == nil)
        #expect(configuration.store == "/nowhere/var/nashra.sqlite")
        #expect(configuration.timeZone == "Asia/Beirut")
        #expect(configuration.language == .english)
        #expect(configuration.relays.map(\.relay.endpoint) == ["maildir:/nowhere/var/mail"])
        #expect(configuration.writesMailToFolder)
        #expect(configuration.sources.isEmpty && configuration.allow.isEmpty)
    }

    @Test("an empty file, and one of comments, is the defaults", arguments: ["", "# nothing\n"])
    func empty(text: String) {
        let (configuration, diagnostics) = read(text)
        #expect(diagnostics.isEmpty)
        #expect(configuration.store == "/srv/nashra/var/nashra.sqlite")
    }

    @Test("each key is read, and paths begin at the file's folder")
    func full() throws {
        let (configuration, diagnostics) = read(
            """
            store: data/n.sqlite
            subscribers: /etc/nashra/subscribers
            language: ar
            timezone: Asia/Gaza
            sources:
              - name: shms
                feed: https://news.example.org/rss
                language: ar
                every: 5m
              - name: desk
                folder: incoming
            channels:
              gaza-slack:
                slack: env:GAZA_SLACK_URL
            mail:
              from: Nashra <digest@example.org>
              reply-to: desk@example.org
              bounces: bounces@example.org
              redirect: me@example.org
              relays:
                - url: smtp://relay.example.org:587
                  username: digest
                  password: env:RELAY_PASSWORD
                  sessions: 8
                  rate: 100/m
                - smtp://127.0.0.1:2525
            network:
              allow: [10.0.0.0/8]
            """)
        #expect(diagnostics.isEmpty, "\(diagnostics.map(\.rendered))")
        #expect(configuration.store == "/srv/nashra/data/n.sqlite")
        #expect(configuration.subscribers == "/etc/nashra/subscribers")
        #expect(
            configuration.sources == [
                NewsSource(
                    name: "shms", place: .feed(url: "https://news.example.org/rss"),
                    language: .arabic, every: .seconds(300)),
                NewsSource(
                    name: "desk", place: .folder(path: "/srv/nashra/incoming")),
            ])
        #expect(configuration.channels.map(\.name) == ["gaza-slack"])
        #expect(configuration.mail.from.description == "Nashra <digest@example.org>")
        #expect(configuration.mail.redirect?.description == "me@example.org")
        #expect(
            configuration.relays.map(\.relay.endpoint)
                == ["smtp://relay.example.org:587", "smtp://127.0.0.1:2525"])
        #expect(configuration.relays.map(\.sessions) == [8, 4])
        #expect(configuration.relays.map(\.rate) == [RateCap(count: 100, per: .seconds(60)), nil])
        #expect(
            configuration.secrets
                == [.environment("RELAY_PASSWORD"), .environment("GAZA_SLACK_URL")])
        #expect(configuration.houseDefaults.sources == ["shms", "desk"])
        let tls = configuration.relays.compactMap { settings -> SMTPRelay.TLS? in
            if case .smtp(let server) = settings.relay { server.tls } else { nil }
        }
        #expect(tls == [.required, .none])
    }

    @Test(
        "a mistake is pointed at, and the right one suggested",
        arguments: [
            ("‹stor›: x.sqlite", "unknown-key", "store"),
            ("timezone: ‹Gaza›", "unknown-zone", "Asia/Gaza"),
            ("language: ‹arabisch!›", "unknown-language", "'ar'"),
            ("mail: { from: ‹nobody› }", "bad-address", "has no @"),
            (
                "mail: { from: ‹Nashra Digest digest@example.org› }", "bad-address",
                "Nashra Digest <digest@example.org>"
            ),
            ("mail: { relay: ‹ftp://x› }", "bad-relay", "smtp"),
            ("mail: { ‹relay›: 'maildir:a', relays: ['maildir:b'] }", "bad-relay", "one of them"),
            (
                "mail:\n  relays:\n    - url: smtp://relay.example.org\n      ‹tls›: none",
                "bad-tls", "insecure: yes"
            ),
            (
                "mail:\n  relays:\n    - url: smtp://r.example.org\n      username: a\n      password: ‹hunter2›",
                "bad-secret", "env:RELAY_PASSWORD"
            ),
            (
                "mail:\n  relays:\n    - url: smtp://r.example.org\n      username: a\n      token: ‹hunter2›",
                "bad-secret", "env:RELAY_PASSWORD"
            ),
            (
                "mail:\n  relays:\n    - url: smtp://r.example.org\n      ‹token›: env:T",
                "bad-secret", "'token' goes with 'username'"
            ),
            (
                "mail:\n  relays:\n    - url: smtp://r.example.org\n      username: a\n      password: env:P\n      ‹token›: env:T",
                "bad-secret", "not both"
            ),
            (
                "mail:\n  relays:\n    - url: smtp://r.example.org\n      username: a\n      token: { ‹command›: mail-token }",
                "bad-secret", "is no path of a program"
            ),
            (
                "mail:\n  relays:\n    - url: smtp://r.example.org\n      rate: ‹10/h›",
                "bad-rate", "at least one a minute"
            ),
            (
                "mail:\n  relays:\n    - url: smtp://r.example.org\n      helo: ‹my machine›",
                "bad-helo", "nashra.example.org"
            ),
            (
                "mail: { reply-to: ‹محرر@example.org› }", "bad-address",
                "servers do not know SMTPUTF8"
            ),
            ("mail: { reply-to: ‹desk@\u{2260}\u{FFFD}.test› }", "bad-address", "no domain name"),
            (
                "mail:\n  relays:\n    - smtp://r.example.org\n    - username: a\n      password: env:P\n      url: ‹SMTP://R.example.org:25/›",
                "bad-relay", "for another account, use another port or name"
            ),
            (
                "mail: { relays: ['maildir:a', ‹'maildir:./a'›] }", "bad-relay",
                "stands here twice"
            ),
            (
                "mail:\n  relays:\n    - url: smtp://r.example.org\n      ‹username›: a",
                "bad-secret", "password: env:RELAY_PASSWORD"
            ),
            (
                "mail:\n  relays:\n    - url: maildir:a\n      ‹username›: a\n      password: env:P",
                "bad-relay", "a maildir takes no user name"
            ),
            (
                "mail:\n  relays:\n    - url: smtps://r.example.org\n      ‹tls›: none",
                "bad-tls", "leave 'tls' out"
            ),
            ("sources:\n  - ‹feed›: https://x.example.org/", "bad-source", "name"),
            ("sources:\n  - name: a\n    feed: ‹nowhere›", "bad-source", "http"),
            (
                "sources:\n  - name: a\n    feed: https://x.example.org/\n    ‹folder›: in",
                "bad-source", "not several"
            ),
            (
                "sources:\n  - { name: a, folder: b }\n  - { name: ‹a›, folder: c }",
                "bad-source", "taken"
            ),
            ("network: { allow: [‹10.0.0.0/99›] }", "bad-network", "10.0.0.0/99"),
            ("key: ‹hunter2›", "bad-key", "key: file:var/nashra.key"),
            ("key: ‹nashra-key-1:hunter2›", "bad-key", "cannot stand in a file"),
            ("key: [file:a.key, ‹file:gone.key›]", "bad-key", "no such file"),
            ("‹key›: []", "bad-key", "names no key"),
            ("http: { public: ‹nashra.example.org› }", "bad-http", "https"),
            ("http: { public: ‹http://nashra.example.org› }", "bad-http", "in clear text"),
            ("http: { public: ‹ftp://nashra.example.org› }", "bad-http", "https"),
            ("http: { public: 'https://‹a:b@›nashra.example.org' }", "bad-http", "https"),
            ("http: { public: ‹https://nashra.example.org/?a=b› }", "bad-http", "https"),
            ("http: { ‹publick›: https://x.example.org }", "unknown-key", "public"),
            (
                "mail: { bounces: ‹newsletter-bounces-desk@example.org› }", "bad-address",
                "at most 19 bytes"
            ),
            ("channels: { c: { slack: ‹https://hooks.example.org/x› } }", "", "env:"),
        ] as [(MarkedText, String, String)])
    func mistakes(marked: MarkedText, id: String, says: String) throws {
        let (_, diagnostics) = read(marked.text)
        let error = try #require(
            diagnostics.first { $0.severity == .error }, "nothing was found wrong")
        #expect(id.isEmpty || error.id == id)
        #expect(error.position?.line == marked.positions[0].line, "\(error.rendered)")
        #expect(error.rendered.contains(says), "\(error.rendered)")
        #expect(!error.rendered.contains("hunter2"))
    }

    @Test(
        "the name by which a relay is greeted is put into ASCII",
        arguments: [
            ("Nashra.example.org", "nashra.example.org"), ("نشرة.test", "xn--ogbpi5e.test"),
        ])
    func helo(written: String, said: String) {
        let (configuration, diagnostics) = read(
            "mail: { relays: [{ url: 'smtp://r.example.org', helo: \(written) }] }")
        #expect(diagnostics.isEmpty)
        guard case .smtp(let server)? = configuration.relays.first?.relay else {
            return #expect(Bool(false))
        }
        #expect(server.helo == said)
    }

    @Test("a file of authorities that is not there earns a warning, one of none is an error")
    func authorities() throws {
        let folder = try TemporaryFolder()
        let body = SampleKeys.rsa2048.split(separator: "\n").dropFirst().dropLast()
            .joined(separator: "\n")
        for (name, text) in [
            ("key.pem", SampleKeys.rsa2048), ("words.pem", "-----BEGIN CERTIFICATE-----\n"),
            (
                "good.pem",
                "a note\n-----BEGIN CERTIFICATE-----\n\(body)\n-----END CERTIFICATE-----\n"
            ),
            (
                "nonsense.pem",
                "-----BEGIN CERTIFICATE-----\nhunter2\n-----END CERTIFICATE-----\n"
            ), ("folder/x", ""),
        ] {
            try folder.write(text, to: name)
        }
        for (name, severity, says) in [
            ("good.pem", nil, ""), ("gone.pem", .warning, "no such file"),
            ("folder", .warning, "can't be read"),
            ("key.pem", .error, "no certificate"), ("words.pem", .error, "no certificate"),
            ("nonsense.pem", .error, "no certificate"),
        ] as [(String, Diagnostic.Severity?, String)] {
            let text = "mail: { relays: [{ url: 'smtp://r.example.org', ca: \(name) }] }\n"
            let (configuration, diagnostics) = ConfigurationReader(
                zones: ZoneFolder(), environment: [:]
            ).configuration(Document(Array(text.utf8), file: "nashra.yaml"), folder: folder.url)
            #expect(diagnostics.first?.severity == severity, "\(diagnostics.map(\.rendered))")
            #expect(diagnostics.count == (severity == nil ? 0 : 1))
            #expect(says.isEmpty || diagnostics.first?.message.contains(says) == true)
            guard case .smtp(let server)? = configuration.relays.first?.relay else {
                return #expect(Bool(false))
            }
            #expect(server.authorities?.hasSuffix(name) == true)
        }
    }

    @Test("all mistakes are told at once, also behind one of YAML's")
    func allMistakes() {
        let (_, diagnostics) = read(
            """
            timezone: Gaza
            language: "arab
            stor: x
            """)
        #expect(Set(diagnostics.compactMap(\.position?.line)).isSuperset(of: [1, 2]))
    }

    @Test("a file that is no mapping, or no text, is an error and never a crash")
    func shapes() {
        for text in ["- a\n- b", "just words", "\u{0}", "["] {
            let (configuration, diagnostics) = read(text)
            #expect(configuration.store == "/srv/nashra/var/nashra.sqlite")
            #expect(diagnostics.hasErrors, "\(text)")
        }
    }

    @Test("what is known and not used yet earns a warning, not silence")
    func notYet() {
        let (_, diagnostics) = read(
            "http: { listen: '127.0.0.1:8642', push: { cms: env:T } }\nkeep: { articles: 90d }\n")
        #expect(diagnostics.map(\.severity) == [.warning, .warning, .warning])
    }

    @Test("operator names channels of the file, and what is done with is kept for a year")
    func operatorAndKeep() throws {
        #expect(read("").0.keepDeliveries == .seconds(365 * 86_400))
        let (configuration, diagnostics) = read(
            """
            operator: [ops, duty]
            keep: { deliveries: 90d }
            channels:
              ops: { slack: env:OPS }
              duty: { email: duty@example.org }
            """)
        #expect(diagnostics.isEmpty, "\(diagnostics.map(\.rendered))")
        #expect(configuration.operatorChannels.map(\.name) == ["ops", "duty"])
        #expect(configuration.keepDeliveries == .seconds(90 * 86_400))
    }

    @Test(
        "what can't be heard by, or kept for, is an error at its place",
        arguments: [
            ("operator: osp\nchannels: { ops: { slack: env:OPS } }\n", "did you mean 'ops'?"),
            ("operator: ops\n", "'ops' is no channel of this file"),
            ("keep: { deliveries: 3d }\n", "less than 7d"),
            ("keep: { deliveries: long }\n", "'long'"),
        ])
    func badOperatorAndKeep(text: String, words: String) throws {
        let (_, diagnostics) = read(text)
        let error = try #require(diagnostics.first { $0.severity == .error })
        #expect(error.message.contains(words), "\(error.rendered)")
        #expect(error.position?.line == 1)
    }

    @Test("one key signs, a list verifies too, and none stands in the file")
    func keys() {
        #expect(read("").0.keys.map(\.description) == ["file:var/nashra.key"])
        let (configuration, diagnostics) = read("key: [file:new.key, env:OLD]\n")
        #expect(diagnostics.map(\.message) == [])
        #expect(configuration.keys == [.file("new.key"), .environment("OLD")])
        #expect(configuration.secrets == [.file("new.key"), .environment("OLD")])
    }

    @Test(
        "links begin with https, or http on this machine",
        arguments: [
            ("https://nashra.example.org", "https://nashra.example.org"),
            ("https://nashra.example.org:8443/mail/", "https://nashra.example.org:8443/mail"),
            ("http://127.0.0.1:8642", "http://127.0.0.1:8642"),
            ("http://localhost/", "http://localhost"), ("http://[::1]:1", "http://[::1]:1"),
        ])
    func site(text: String, site: String) {
        let (configuration, diagnostics) = read("http: { public: '\(text)' }\n")
        #expect(diagnostics.isEmpty, "\(diagnostics.map(\.rendered))")
        #expect(configuration.mail.site == site)
        #expect(configuration.signsTokens)
    }
}
