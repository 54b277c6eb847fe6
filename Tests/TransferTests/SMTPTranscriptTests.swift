import Foundation
import NashraTesting
import Newswire
import Testing
import Transfer

/// Dialogues that no real server would hold.
@Suite("sending by SMTP to a strange server")
struct SMTPTranscriptTests {
    typealias Step = TranscriptServer.Step

    private static let hello: [Step] = [
        .send("220 hello\r\n"), .expect("EHLO"), .send("250-hello\r\n250 8BITMIME\r\n"),
    ]
    private static let transaction: [Step] = [
        .expect("MAIL FROM:<bounces@example.org>"), .send("250 ok\r\n"),
        .expect("RCPT TO:<reader@example.org>"), .send("250 ok\r\n"),
        .expect("DATA"), .send("354 go\r\n"), .until("\r\n.\r\n"), .send("250 kept\r\n"),
    ]

    private func send(
        _ times: Int = 1, to server: TranscriptServer, tls: SMTPRelay.TLS = .none,
        credentials: SMTPCredentials? = nil
    ) throws -> [DeliveryOutcome] {
        let session = SMTPSession(
            relay: SMTPRelay(
                host: "127.0.0.1", port: server.port, tls: tls, credentials: credentials,
                deadlines: SMTPDeadlines(
                    connect: .seconds(2), login: .seconds(2), command: .seconds(2),
                    body: .seconds(2), verdict: .seconds(2))))
        return try (0..<times).map { number in
            // Time for what a server does after the last message.
            if number > 0 { Thread.sleep(forTimeInterval: 0.05) }
            return session.send(try SMTPSessionTests.item(to: "reader@example.org"))
        }
    }

    @Test("an idle connection that was closed, reset or said 421 is replaced without a word")
    func stale() throws {
        let kept = DeliveryOutcome.delivered(ServerReply(code: 250, text: "kept"))
        let ends: [[Step]] = [
            [], [.abort], [.send("421 4.4.2 idle for too long\r\n")],
            [.expect("MAIL")], [.expect("MAIL"), .abort],
        ]
        let server = try TranscriptServer(
            ends.map { Self.hello + Self.transaction + $0 } + [Self.hello + Self.transaction])
        #expect(try send(ends.count + 1, to: server) == Array(repeating: kept, count: 6))
        #expect(server.unexpected == "")
        #expect(server.connections == 6)
    }

    @Test("a fresh connection that is cut at MAIL is not tried again")
    func freshCut() throws {
        let server = try TranscriptServer([Self.hello + [.expect("MAIL")]])
        #expect(try send(to: server) == [.later(.unreachable, reply: nil, after: nil)])
        #expect(server.connections == 1)
    }

    @Test(
        "a greeting or a login that is refused is judged by its reply",
        arguments: [
            ([.send("421 4.3.2 not now\r\n")], "throttled", 421),
            ([.send("554 5.7.1 go away\r\n")], "policy", 554),
            (
                hello.dropLast() + [
                    .send("451 4.3.0 not now\r\n"), .expect("HELO"),
                    .send("451 4.3.0 not now\r\n"),
                ], "throttled", 451
            ),
            (hello.dropLast() + [.send("421 4.3.2 not now\r\n")], "throttled", 421),
            (
                hello.dropLast() + [.send("421 4.3.2 not now\r\n"), .expect("HELO"), .abort],
                "throttled", 421
            ),
            ([], "unreachable", nil),
            ([.send("hello\r\n"), .sleep(3)], "timeout", nil),
        ] as [([Step], String, Int?)])
    func greetings(_ steps: [Step], _ reason: String, _ code: Int?) throws {
        let outcome = try send(to: try TranscriptServer([steps]))[0]
        #expect(outcome.reason?.rawValue == reason)
        #expect(outcome.reply?.code == code)
    }

    @Test("a relay is greeted by the name that it is to hear, also where EHLO is refused")
    func helo() throws {
        let server = try TranscriptServer([
            [
                .send("220 hello\r\n"), .expect("EHLO nashra.example.org\r"),
                .send("502 5.5.1 what?\r\n"), .expect("HELO nashra.example.org\r"),
                .send("250 hello\r\n"),
            ] + Self.transaction
        ])
        var relay = SMTPRelay(
            host: "127.0.0.1", port: server.port, tls: .none,
            deadlines: SMTPSessionTests.patience)
        relay.helo = "nashra.example.org"
        let outcome = SMTPSession(relay: relay).send(
            try SMTPSessionTests.item(to: "reader@example.org"))
        #expect(outcome == .delivered(ServerReply(code: 250, text: "kept")))
        #expect(server.unexpected == "")
    }

    @Test("STARTTLS or a login refused for now is for later")
    func refusedForNow() throws {
        let noTLS = try TranscriptServer([
            [
                .send("220 hello\r\n"), .expect("EHLO"), .send("250-hello\r\n250 STARTTLS\r\n"),
                .expect("STARTTLS"), .send("454 4.7.0 TLS not available\r\n"),
            ]
        ])
        let outcome = try send(to: noTLS, tls: .required)[0]
        #expect(outcome.reason == .throttled && outcome.reply?.code == 454)

        let credentials = SMTPCredentials(username: "digest", password: "geheim")
        let noLogin = try TranscriptServer([
            [
                .send("220 hello\r\n"), .expect("EHLO"), .send("250-hello\r\n250 AUTH PLAIN\r\n"),
                .expect("AUTH PLAIN"), .send("454 4.7.0 try later\r\n"),
            ]
        ])
        #expect(try send(to: noLogin, credentials: credentials)[0].reason == .throttled)
    }

    @Test(
        "a relay that takes no login of ours gets no mail, and what it offers is told",
        arguments: [
            ("8BITMIME", "the relay offers no login (AUTH)"),
            // As servers wrote it before RFC 2554; libcurl passes over it.
            ("AUTH=LOGIN PLAIN", "the relay offers no login (AUTH)"),
            ("auth plain", "none of the relay's logins can be used; it offers AUTH PLAIN"),
            ("AUTH", "none of the relay's logins can be used; it offers AUTH"),
            (
                "AUTH X-SECRET KERBEROS",
                "none of the relay's logins can be used; it offers AUTH X-SECRET KERBEROS"
            ),
        ])
    func noLogin(offer: String, words: String) throws {
        let server = try TranscriptServer([
            [.send("220 hello\r\n"), .expect("EHLO"), .send("250-hello\r\n250 \(offer)\r\n")]
                + Self.transaction
        ])
        let credentials = SMTPCredentials(username: "digest", password: "geheim")
        #expect(
            try send(to: server, credentials: credentials)
                == [.stopEndpoint(.authentication, reply: ServerReply(code: 0, text: words))])
        #expect(!server.received(1).contains("MAIL"))
    }

    @Test(
        "replies that are none end the message without harm",
        arguments: [
            [.send("250-more\r\n", times: 1_000_000)], [.send("2", times: 1_000_000)],
            [.send("\u{FF}\u{FE}\u{80}\r\n")], [.send("354 go\r\n")], [.send("\r\n")],
        ] as [[Step]])
    func nonsense(_ steps: [Step]) throws {
        let server = try TranscriptServer([
            Self.hello + [.expect("MAIL")] + steps, Self.hello + Self.transaction,
        ])
        let outcomes = try send(2, to: server)
        #expect(outcomes[0].reason == .serverFault)
        #expect(outcomes[1].reason == nil)
        #expect(server.unexpected == "")
    }

    @Test("nonsense instead of the verdict leaves the message unknown")
    func nonsenseVerdict() throws {
        let server = try TranscriptServer([
            Self.hello + Self.transaction.dropLast() + [.send("what?\r\n")],
            Self.hello + Self.transaction,
        ])
        let outcomes = try send(2, to: server)
        #expect(outcomes[0] == .unknown(.cutAfterMessage))
        #expect(outcomes[1].reason == nil)
    }

    @Test("a reply that comes in pieces is one reply")
    func trickle() throws {
        let server = try TranscriptServer([
            Self.hello + Self.transaction.dropLast()
                + [
                    .send("250-ke"), .sleep(0.05), .send("pt\r"), .sleep(0.05),
                    .send("\n250 it\r\n"),
                ]
        ])
        #expect(try send(to: server) == [.delivered(ServerReply(code: 250, text: "kept it"))])
    }

    @Test("the next message's group comes before this one's verdict, its body after the record")
    func riding() throws {
        let group: [Step] = [.expect("MAIL"), .expect("RCPT"), .expect("DATA")]
        let invitation = Step.send("250 ok\r\n250 ok\r\n354 go\r\n")
        let message = Step.until("\r\n.\r\n")
        let server = try TranscriptServer([
            [.send("220 hello\r\n"), .expect("EHLO"), .send("250-hello\r\n250 PIPELINING\r\n")]
                + group + [invitation, message] + group
                + [.send("250 one\r\n"), invitation, message] + group
                + [.send("250 two\r\n"), invitation]
        ])
        let items = try (1...4).map { try SMTPSessionTests.item(to: "\($0)@example.org") }
        let feed = ListFeed(items, recordingOnly: 1)
        let relay = SMTPRelay(
            host: "127.0.0.1", port: server.port, tls: .none,
            deadlines: SMTPSessionTests.patience)
        SMTPSession(relay: relay).run(feed)
        #expect(feed.ends.map(\.outcome.reply?.text) == ["one", "two"])
        #expect(feed.recorded == [0, 1, 2])
        // The third's transaction was open, and came to nothing.
        #expect(feed.unsent == Array(items[2...]))
        #expect(server.received(1).hasSuffix("RCPT TO:<3@example.org>\r\nDATA\r\n"))
    }

    @Test(
        "a message on a new line waits for the record of the one before, too",
        arguments: [[], [.expect("MAIL"), .send("421 4.7.0 enough for one line\r\n")]] as [[Step]])
    func newLine(end: [Step]) throws {
        let any: [Step] = [
            .expect("MAIL"), .send("250 ok\r\n"), .expect("RCPT"), .send("250 ok\r\n"),
            .expect("DATA"), .send("354 go\r\n"), .until("\r\n.\r\n"), .send("250 kept\r\n"),
        ]
        let server = try TranscriptServer([Self.hello + any + end, Self.hello + any])
        let items = try (1...2).map { try SMTPSessionTests.item(to: "\($0)@example.org") }
        let feed = ListFeed(items, recordingOnly: 0)
        let relay = SMTPRelay(
            host: "127.0.0.1", port: server.port, tls: .none,
            deadlines: SMTPSessionTests.patience)
        SMTPSession(relay: relay).run(feed)
        #expect(feed.ends.count == 1)
        #expect(feed.unsent == [items[1]])
        #expect(server.received(2).hasSuffix("RCPT TO:<2@example.org>\r\nDATA\r\n"))
    }

    @Test("QUIT is said, and its answer is not waited for")
    func quit() throws {
        let server = try TranscriptServer([
            Self.hello + Self.transaction + [.expect("QUIT"), .sleep(5)]
        ])
        let start = ContinuousClock.now
        _ = try send(to: server)
        #expect(ContinuousClock.now - start < .seconds(2))
        while !server.received(1).contains("QUIT"), ContinuousClock.now - start < .seconds(4) {}
        #expect(server.received(1).hasSuffix("\r\n.\r\nQUIT\r\n"))
    }
}
