import Foundation
import NashraTesting
import Testing

/// What comes from outside at its worst, met by the program itself: it says what
/// is wrong, does not grow, and does the next thing as if nothing had been.
@Suite("a hostile world")
struct HostileWorldTests {
    typealias Step = TranscriptServer.Step

    /// How a run ended, and the most memory it had, in megabytes.
    private struct Run: Decodable {
        var code: Int32
        var output: String
        var errors: String
        var megabytes: Int
    }

    /// Runs a command below another process, whose children's memory the kernel
    /// counts apart from ours.
    private func run(_ office: Office, _ command: String) throws -> Run {
        let report = try ChildProcess.run(
            ProjectRoot.python,
            [
                "-c",
                """
                import json, resource, subprocess, sys
                done = subprocess.run(sys.argv[1:], capture_output=True)
                peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
                print(json.dumps({
                    "code": done.returncode, "output": done.stdout.decode(),
                    "errors": done.stderr.decode(), "megabytes": peak}))
                """, NashraProcess.binary.path,
            ] + command.split(separator: " ").map(String.init), in: office.folder.url)
        return try JSONDecoder().decode(Run.self, from: report)
    }

    private static let hello: [Step] = [
        .send("220 hello\r\n"), .expect("EHLO"), .send("250 hello\r\n"),
    ]
    private static let message: [Step] = [
        .expect("MAIL"), .send("250 ok\r\n"), .expect("RCPT"), .send("250 ok\r\n"),
        .expect("DATA"), .send("354 go\r\n"), .until("\r\n.\r\n"), .send("250 kept\r\n"),
    ]

    @Test(
        "a server's endless, lineless or senseless replies, at each of its turns",
        arguments: [
            Step.send("250-more\r\n", times: 1_000_000), .send("2", times: 20_000_000),
            .send("\u{FF}\u{00}\u{80}\r\n"),
        ])
    func replies(nonsense: TranscriptServer.Step) throws {
        // In the place of each of the replies, on a connection of its own.
        let hostile = [1, 3, 5, 7].map {
            Self.hello + Self.message.prefix($0) + [nonsense]
        }
        let good = Self.hello + Self.message
        let server = try TranscriptServer(
            hostile + Array(repeating: good, count: 3))
        let office = try Office(
            configuration: Office.relay("smtp://127.0.0.1:\(server.port)", sessions: 1),
            subscribers: [
                "desk": """
                email: [\((1...6).map { "reader\($0)@example.org" }.joined(separator: ", "))]
                digest: 07:30
                rules: [فيضان]
                """
            ])
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        let usual = try run(office, "ingest feed.xml")
        #expect(usual.code == 0, "\(usual.errors)")
        let send = try run(office, "send --now --all --yes --json")
        #expect(send.code == 75, "\(send.errors)")
        #expect(send.output.contains("\"delivered\":2"), "\(send.output)\(send.errors)")
        #expect(send.output.contains("\"waiting\":4"))
        #expect(send.errors.contains("server-fault"))
        #expect(send.megabytes < usual.megabytes + 64, "\(send.megabytes) \(usual.megabytes)")
    }

    @Test("two hundred megabytes of lines that are no greeting")
    func greeting() throws {
        let line = String(repeating: "x", count: 1000) + "\r\n"
        let server = try TranscriptServer([
            [.send(line, times: 200_000)], Self.hello + Self.message,
        ])
        let office = try Office(
            configuration: Office.relay("smtp://127.0.0.1:\(server.port)", sessions: 1),
            subscribers: ["lina": Office.lina])
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        let usual = try run(office, "ingest feed.xml")
        let send = try run(office, "send --now --all --yes")
        #expect(send.code == 75, "\(send.output)\(send.errors)")
        #expect(send.megabytes < usual.megabytes + 64, "\(send.megabytes) \(usual.megabytes)")
        _ = try run(office, "outbox retry --all")
        let again = try run(office, "send")
        #expect(again.code == 0 && again.output.contains("1 delivered"), "\(again.errors)")
    }

    @Test("webhooks that send two gigabytes, go round in circles, or answer no text")
    func webhooks() throws {
        let server = try HTTPServer([
            "/huge": [.init(huge: 2_147_483_648)],
            "/packed": [.init(huge: 2_147_483_648, gzip: true)],
            "/circle": [.redirect("/circle")],
            "/binary": [.init(status: 500, body: "\u{0}\u{1}\u{1B}[31m")],
            "/cut": [.init(cut: 10)], "/good": [.init()],
        ])
        var subscribers: [String: String] = [:]
        for name in ["huge", "packed", "circle", "binary", "cut", "good"] {
            subscribers[name] = """
                channels: { wire: { webhook: "\(server.url("/" + name))" } }
                rules: [{ name: floods, match: فيضان }]
                """
        }
        let office = try Office(
            configuration: "network: { allow: [127.0.0.1] }\n", subscribers: subscribers)
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        let usual = try run(office, "ingest feed.xml")
        let send = try run(office, "send")
        #expect(send.code == 75, "\(send.errors)")
        for (name, words) in [
            ("huge", "delivered to"), ("packed", "delivered to"), ("good", "delivered to"),
            ("circle", "configuration"), ("binary", "server-fault"),
        ] {
            let line = send.output.split(separator: "\n").first {
                $0.contains("/\(name):") || $0.contains("/\(name) ") || $0.hasSuffix("/\(name)")
            }
            #expect(line?.contains(words) == true, "\(name): \(send.output)")
        }
        #expect(!send.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(try server.requests().count { $0.path == "/circle" } == 1)
        #expect(send.megabytes < usual.megabytes + 64, "\(send.megabytes) \(usual.megabytes)")
    }

    @Test("feeds that send two gigabytes, packed or not, and go round in circles")
    func feeds() throws {
        let server = try HTTPServer([
            "/huge": [.init(huge: 2_147_483_648)],
            "/packed": [.init(huge: 2_147_483_648, gzip: true)],
            "/circle": [.redirect("/circle")], "/binary": [.init(body: "\u{0}\u{1}")],
            "/good": [.init(body: Office.feed(1...2))],
        ])
        let names = ["huge", "packed", "circle", "binary", "good"]
        let sources = names.map { "  - { name: \($0), feed: \"\(server.url("/" + $0))\" }" }
        let office = try Office(
            configuration: "network: { allow: [127.0.0.1] }\nsources:\n"
                + sources.joined(separator: "\n") + "\n",
            subscribers: ["lina": Office.lina])
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        let usual = try run(office, "match feed.xml")
        let poll = try run(office, "run --once")
        #expect(poll.code == 0, "\(poll.output)\(poll.errors)")
        #expect(poll.errors.contains("huge: the answer is longer than 32 MiB"), "\(poll.errors)")
        #expect(poll.errors.contains("packed: the answer is longer than 32 MiB"))
        #expect(poll.errors.contains("circle: more than 5 redirects"))
        #expect(poll.errors.contains("binary"))
        #expect(poll.output.contains("good"))
        // One of them at a time, and a copy.
        #expect(poll.megabytes < usual.megabytes + 128, "\(poll.megabytes) \(usual.megabytes)")
    }

    /// A row of a list of readers, and what is said of its address; nil for one
    /// that is written to, a name before its brackets being only a name.
    private static let addresses: [(address: String, words: String?)] = [
        ("lina@example.org", nil), ("a\rb@example.org", "'a␍b@example.org' holds a space"),
        ("a\nRCPT TO:<x@example.org>", nil),
        ("a\0b@example.org", "'a␀b@example.org' holds a space"), ("<a@example.org>", nil),
        (String(repeating: "a", count: 388) + "@example.org", "more than 64 bytes"),
        ("a@" + String(repeating: "bcd.", count: 96) + "org", "no domain name"),
        ("\"\"a b\"\"@example.org", "holds '\"'"), ("a@[192.0.2.1]", "holds '['"),
        ("a@192.0.2.1", "no domain name"), ("a@خبر.test", nil), ("omar@example.org", nil),
    ]

    @Test("addresses that would be commands, are too long, or lead to no name")
    func readers() async throws {
        let server = try SMTPServer()
        let office = try Office(
            configuration: Office.relay(server.url, sessions: 1),
            subscribers: ["list": "recipients: list.csv\ndigest: 07:30\nrules: [فيضان]\n"])
        try office.folder.write(
            "email\n" + Self.addresses.map { "\"\($0.address)\"\n" }.joined(),
            to: "subscribers/list.csv")
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        let check = try await office.nashra("check")
        #expect(check.code == 1)
        for (address, words) in Self.addresses {
            guard let words else { continue }
            #expect(check.errors.contains(words), "\(address.prefix(40)): \(check.errors)")
        }
        #expect(check.errors.count { $0 == "\n" } >= Self.addresses.count { $0.words != nil })
        #expect(!check.errors.contains("\r") && !check.errors.contains("\0"))
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let send = try await office.nashra("send --now --all --yes")
        #expect(send.code == 0, "\(send.errors)")
        #expect(
            Set(try server.received().flatMap(\.recipients))
                == [
                    "lina@example.org", "x@example.org", "a@example.org", "a@xn--ngblk.test",
                    "omar@example.org",
                ])
        #expect(try !server.received().contains { $0.text.contains("\nRCPT") })
    }
}
