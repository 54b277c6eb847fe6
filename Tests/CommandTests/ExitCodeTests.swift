import Foundation
import NashraTesting
import Testing

@Suite("how commands end")
struct ExitCodeTests {
    private static let files = [
        "subscribers/lina.yaml": Office.lina,
        "feed.xml": Office.feed(1...1),
        "other.xml": Office.feed(1...1, title: "طقس"),
        "empty.xml": "",
        "picture.bin": "\u{89}PNG\r\n\u{1A}\n\u{0}\u{0}\u{0}",
        "bad.yaml": "stor: var/x.sqlite\n",
        "broken.yaml": "store: [\n",
        "closed.yaml": "mail: { relay: smtp://127.0.0.1:9 }\n",
        "unwritable.yaml": "store: feed.xml/store.sqlite\n",
        "notastore.yaml": "store: feed.xml\n",
        "folderstore.yaml": "store: subscribers\n",
        "nosecret.yaml": """
        mail:
          relays: [{ url: "smtp://127.0.0.1:9", username: a, password: env:NO_SUCH_SECRET }]
        """,
        "wrong/subscribers/omar.yaml": "email: omar@example.org\nrulse: 3\n",
        "wrong/nashra.yaml": "language: ar\n",
    ]

    @Test(
        "the exit code says what a script must know",
        arguments: [
            (0, "config"), (0, "check"), (0, "read feed.xml"), (0, "match feed.xml"),
            (0, "match other.xml"), (0, "match --expect feed.xml"), (0, "due lina"),
            (0, "send"), (0, "run --once"),
            (0, ""), (0, "--help"), (0, "send --help"), (0, "--version"),
            (0, "check --config bad.yaml -h"),
            (1, "match --expect other.xml"), (1, "check --config wrong/nashra.yaml"),
            (1, "check --config bad.yaml"),
            (64, "frobnicate"), (64, "read"), (64, "due"), (64, "due lina --count 0"),
            (64, "due lina --after tomorrow"), (64, "send --now"), (64, "send --now --all lina"),
            (64, "run"), (64, "read --type poem feed.xml"), (64, "new nobody"),
            (64, "outbox drop"), (64, "check --format poem"),
            (65, "read empty.xml"), (65, "match empty.xml"), (65, "ingest empty.xml"),
            (65, "read picture.bin"), (65, "status --config notastore.yaml"),
            (65, "due --config wrong/nashra.yaml omar"), (65, "read empty.xml feed.xml"),
            (66, "read nowhere.xml"), (66, "read ."), (66, "ingest nowhere.xml feed.xml"),
            (66, "due nobody"), (66, "check nobody"), (66, "send nobody"),
            // Where there is no store.
            (66, "status"), (66, "status --config unwritable.yaml"), (66, "outbox"),
            (66, "outbox drop --all"), (66, "deliveries"), (66, "send --dry-run"),
            (66, "preview nobody"), (66, "preview lina --digest weekly"),
            (66, "config --config nowhere.yaml"), (66, "outbox show 7"),
            (66, "read empty.xml nowhere.xml"),
            // Nobody listens there; and a private address is asked by nobody.
            (69, "read http://127.0.0.1:9/feed"), (69, "match http://localhost:9/feed"),
            (73, "status --config folderstore.yaml"),
            (0, "check --strict --config nosecret.yaml"),
            (73, "ingest --config unwritable.yaml feed.xml"),
            (73, "preview lina --articles feed.xml --out feed.xml/out"), (73, "init feed.xml/sub"),
            (78, "config --config bad.yaml"), (78, "config --config broken.yaml"),
            (78, "read --config bad.yaml feed.xml"), (78, "send --config broken.yaml"),
            (78, "send --config nosecret.yaml"),
        ] as [(Int32, String)])
    func table(code: Int32, command: String) async throws {
        let office = try Office()
        for (name, text) in Self.files { try office.folder.write(text, to: name) }
        let run = try await office.nashra(command)
        #expect(run.code == code, "\(run.errors)")
        // Whatever went wrong is said, and not among the results.
        if code != 0, !command.hasPrefix("match --expect") {
            #expect(!run.errors.isEmpty)
        }
    }

    @Test(
        "what is asked of a store that is there",
        arguments: [
            (0, "status"), (0, "outbox"), (0, "deliveries"), (0, "send --dry-run"),
            (1, "outbox retry 7"), (1, "outbox drop 7"), (66, "outbox show 7"),
        ] as [(Int32, String)])
    func recorded(code: Int32, command: String) async throws {
        let office = try Office()
        for (name, text) in Self.files { try office.folder.write(text, to: name) }
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let run = try await office.nashra(command)
        #expect(run.code == code, "\(run.errors)")
    }

    @Test("who is named twice is one, and nobody else is sent to")
    func namedTwice() async throws {
        let file = "email: lina@example.org\nrules: [فيضان]\n"
        let office = try Office(
            subscribers: ["lina": file, "omar": file.replacing("lina", with: "omar")])
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let run = try await office.nashra("send lina lina --json")
        let made = try run.json().compactMap { $0["subscriber"] as? String }
        #expect(made == ["lina"], "\(run.output)")
    }

    @Test("what can't be sent stays: 75, with the reason, until the relay is back")
    func later() async throws {
        let office = try Office(
            configuration: Office.relay("smtp://127.0.0.1:9"), subscribers: ["lina": Office.lina])
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let run = try await office.nashra("send --now --all --yes")
        #expect(run.code == 75)
        #expect(run.errors.contains("smtp://127.0.0.1:9: unreachable"))
        #expect(run.errors.contains("1 message in the outbox will be tried again"))
        let attempts = try await office.nashra("deliveries --failed --json").json()
        #expect(attempts.map { $0["outcome"] as? String } == ["later"])
        #expect(try await office.nashra("outbox list").output.contains("unreachable"))
        // Too soon for another attempt: nothing is tried, and it still waits.
        #expect(try await office.nashra("send").code == 75)

        let server = try SMTPServer()
        try office.folder.write(Office.relay(server.url), to: "nashra.yaml")
        #expect(try await office.nashra("outbox retry --all").code == 0)
        let sent = try await office.nashra("send --json")
        #expect(sent.code == 0 && sent.output.contains(#""delivered":1"#))
        #expect(try server.received().count == 1)
    }

    @Test("a second run refuses while the first one works, and says so")
    func oneDaemon() async throws {
        let server = try HTTPServer(["/feed": [.init(body: Office.feed(1...1), delay: 120)]])
        let office = try Office(
            configuration: """
                network: { allow: [127.0.0.1] }
                sources: [{ name: shms, feed: "\(server.url("/feed"))" }]
                """, subscribers: ["lina": Office.lina])
        let first = try office.start("run --once")
        try await waiting { server.connections > 0 }
        let second = try await office.nashra("run --once")
        #expect(second.code == 75)
        #expect(second.errors.contains("another `nashra run`"))
        // Other commands work beside it.
        #expect(try await office.nashra("status").code == 0)
        first.crash()
        #expect(try await first.result().code == -9)
        try server.serve(["/feed": [.init(body: Office.feed(1...1))]])
        #expect(try await office.nashra("run --once").code == 0)
    }
}

/// Waits until something holds; a test that waits for longer than half a
/// minute fails.
func waiting(
    for length: Duration = .seconds(30), until isDone: () throws -> Bool
) async throws {
    let end = ContinuousClock.now + length
    while try !isDone() {
        try #require(ContinuousClock.now < end, "it did not come to pass in \(length)")
        try await Task.sleep(for: .milliseconds(5))
    }
}
