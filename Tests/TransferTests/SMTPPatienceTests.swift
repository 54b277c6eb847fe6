import NashraTesting
import Newswire
import Testing
import Transfer

@Suite("a server that is slow or silent")
struct SMTPPatienceTests {
    @Test(
        "a server that goes silent ends each phase at its deadline, in cleartext and within TLS",
        arguments: [.none, .required, .fromStart] as [SMTPRelay.TLS])
    func silence(_ tls: SMTPRelay.TLS) throws {
        var options = SMTPServer.Options()
        (options.startTLS, options.tls) = (tls == .required, tls == .fromStart)
        var behaviour = SMTPServer.Behaviour()
        behaviour.stall = ["rcpt@example.org": .rcpt, "final@example.org": .final]
        let server = try SMTPServer(options, behaviour: behaviour)
        var deadlines = SMTPSessionTests.patience
        deadlines.command = .milliseconds(200)
        deadlines.verdict = .milliseconds(300)
        let session = SMTPSessionTests.session(
            server, tls: tls, authorities: tls == .none ? nil : server.authorities,
            deadlines: deadlines)
        let start = ContinuousClock.now
        #expect(
            session.send(try SMTPSessionTests.item(to: "rcpt@example.org"))
                == .later(.timeout, reply: nil, after: nil))
        #expect(
            session.send(try SMTPSessionTests.item(to: "final@example.org")) == .unknown(.timeout))
        #expect(ContinuousClock.now - start < .seconds(3))
    }

    @Test("a server may take longer over its greeting than over the connection")
    func slowGreeting() throws {
        let server = try TranscriptServer([
            [.sleep(1.5)] + Self.greeting + [.until("\r\n.\r\n"), .send("250 kept\r\n")]
        ])
        #expect(
            try send(to: server.port, connect: .milliseconds(400), login: .seconds(20))
                == .delivered(ServerReply(code: 250, text: "kept")))
    }

    @Test("a connection that does not come to stand, and a greeting that never comes, have an end")
    func noGreeting() throws {
        let start = ContinuousClock.now
        let unconnected = try TranscriptServer([])
        let hung = try send(
            to: unconnected.port, connect: .milliseconds(300), login: .seconds(60))
        #expect(hung.reason == .timeout)
        let silent = try TranscriptServer([[.sleep(60)]])
        let late = try send(
            to: silent.port, connect: .milliseconds(300), login: .milliseconds(900))
        #expect(late.reason == .timeout)
        #expect(ContinuousClock.now - start < .seconds(20))
        // TLS from the start belongs to the login.
        let tls = try send(
            to: silent.port, tls: .fromStart, connect: .milliseconds(300),
            login: .milliseconds(1500))
        #expect(tls.reason == .timeout)
        #expect(ContinuousClock.now - start > .milliseconds(300 + 900 + 1500))
    }

    private func send(
        to port: Int, tls: SMTPRelay.TLS = .none, connect: Duration, login: Duration
    ) throws -> DeliveryOutcome {
        var deadlines = SMTPSessionTests.patience
        (deadlines.connect, deadlines.login) = (connect, login)
        return SMTPSession(
            relay: SMTPRelay(host: "127.0.0.1", port: port, tls: tls, deadlines: deadlines)
        ).send(try SMTPSessionTests.item(to: "reader@example.org"))
    }

    @Test(
        "who is kept waiting is told so: for a greeting, a reply, a verdict, or room for the message",
        arguments: [
            ([.sleep(2.5)], 10), (Array(greeting[..<3]) + [.sleep(1)], 10),
            (greeting + [.until("\r\n.\r\n"), .sleep(1)], 10), (greeting + [.sleep(1)], 20_000_000),
        ] as [([TranscriptServer.Step], Int)])
    func waiting(steps: [TranscriptServer.Step], bytes: Int) throws {
        let server = try TranscriptServer([steps])
        let feed = try run(bytes, to: server)
        #expect(feed.timesKeptWaiting >= 2)
        #expect(feed.ends.count == 1)
    }

    @Test("a server that takes a message in sips is told of as one that waits, and has a deadline")
    func sipping() throws {
        let server = try TranscriptServer([Self.greeting + [.sip(16_384, every: 0.01)]])
        for patience in [Duration.milliseconds(200), .seconds(5)] {
            let start = ContinuousClock.now
            let feed = try run(40_000_000, to: server, patience: patience)
            #expect(feed.timesKeptWaiting >= 2 || patience > .seconds(1))
            #expect(feed.ends.map(\.outcome) == [.later(.timeout, reply: nil, after: nil)])
            // All of it would take half a minute.
            #expect(ContinuousClock.now - start < .seconds(10))
        }
    }

    /// Sends a message so long that may take a second to go out.
    private func run(
        _ bytes: Int, to server: TranscriptServer, patience: Duration = .milliseconds(200)
    ) throws -> ListFeed {
        var deadlines = SMTPSessionTests.patience
        deadlines.patience = patience
        deadlines.body = .seconds(1)
        let session = SMTPSession(
            relay: SMTPRelay(
                host: "127.0.0.1", port: server.port, tls: .none, deadlines: deadlines))
        let item = try SMTPSessionTests.item(to: "reader@example.org")
        let feed = ListFeed([
            MailItem(
                sender: item.sender, recipient: item.recipient,
                pieces: item.pieces + [[UInt8](repeating: 0x78, count: bytes)], key: item.key,
                sealed: item.sealed)
        ])
        session.run(feed)
        return feed
    }

    private static let greeting: [TranscriptServer.Step] = [
        .send("220 hello\r\n"), .expect("EHLO"), .send("250 hello\r\n"), .expect("MAIL"),
        .send("250 ok\r\n"), .expect("RCPT"), .send("250 ok\r\n"),
        .expect("DATA"), .send("354 go\r\n"),
    ]
}
