import Foundation
import NashraTesting
import Newswire
import Testing
import Transfer

@Suite("sending by SMTP to a real server")
struct SMTPSessionTests {
    static let patience = SMTPDeadlines(
        connect: .seconds(5), login: .seconds(5), command: .seconds(5), body: .seconds(5),
        verdict: .seconds(5))

    static func item(
        to recipient: String, _ text: String = "Subject: test\r\n\r\nwords\r\n"
    ) throws -> MailItem {
        MailItem(
            sender: try EmailAddress("bounces@example.org"),
            recipient: try EmailAddress(recipient), pieces: [Array(text.utf8)],
            key: "1/inbox/\(recipient)", sealed: Timestamp(seconds: 1_795_000_000))
    }

    static func session(
        _ server: SMTPServer, credentials: SMTPCredentials? = nil,
        tls: SMTPRelay.TLS = .none, authorities: String? = nil,
        deadlines: SMTPDeadlines = patience
    ) -> SMTPSession {
        SMTPSession(
            relay: SMTPRelay(
                host: "localhost", port: server.port, tls: tls, credentials: credentials,
                authorities: authorities, deadlines: deadlines))
    }

    @Test("fifty messages go over one connection, each byte of theirs")
    func fifty() throws {
        let server = try SMTPServer()
        let relay = RelaySession(try Relay(url: server.url))
        var texts: [String] = []
        for number in 1...50 {
            let text = "Subject: \(number)\r\n\r\nنشرة \(number)\r\n.\r\n..dot\r\nend\r\n"
            texts.append(text)
            let outcome = relay.send(try Self.item(to: "reader\(number)@example.org", text))
            #expect(outcome.reply?.code == 250 && outcome.reason == nil)
            #expect(outcome.reply?.enhanced == "2.0.0")
        }
        let received = try server.received()
        #expect(received.map(\.text) == texts)
        #expect(Set(received.map(\.connection)) == [1])
        #expect(received.map { $0.recipients } == (1...50).map { ["reader\($0)@example.org"] })
        #expect(received.allSatisfy { $0.sender == "bounces@example.org" })
        #expect(received.allSatisfy { $0.parameters.contains("BODY=8BITMIME") })
        relay.close()
        #expect(relay.endpoint == "smtp://127.0.0.1:\(server.port)")
    }

    @Test("a large message in many pieces arrives whole")
    func large() throws {
        let server = try SMTPServer()
        var item = try Self.item(to: "reader@example.org")
        let line = Array(String(repeating: "x", count: 76).utf8) + [0x0D, 0x0A]
        item.pieces += Array(repeating: line, count: 8000)
        #expect(Self.session(server).send(item).reason == nil)
        let received = try #require(try server.received().first)
        #expect(Array(received.bytes) == item.pieces.flatMap(\.self))
    }

    @Test(
        "refusals are told apart, the transaction is reset, and the next message goes out",
        arguments: [true, false])
    func refusals(pipelining: Bool) throws {
        var options = SMTPServer.Options()
        options.pipelining = pipelining
        var behaviour = SMTPServer.Behaviour()
        behaviour.rcpt = [
            "gone@example.org": "550 5.1.1 no such user",
            "busy@example.org": "451 4.3.0 come back",
            "maybe@example.org": "550 no",
        ]
        behaviour.data = ["full@example.org": "452 4.2.2 mailbox full"]
        behaviour.final = ["spam@example.org": "554 5.7.1 looks like spam"]
        let server = try SMTPServer(options, behaviour: behaviour)
        let session = Self.session(server)
        let expected: [(String, DeliveryOutcome)] = [
            (
                "gone@example.org",
                .failed(
                    .recipientGone,
                    reply: ServerReply(code: 550, enhanced: "5.1.1", text: "no such user"))
            ),
            (
                "busy@example.org",
                .later(
                    .serverFault,
                    reply: ServerReply(code: 451, enhanced: "4.3.0", text: "come back"),
                    after: nil)
            ),
            (
                "maybe@example.org",
                .failed(.recipientRefused, reply: ServerReply(code: 550, text: "no"))
            ),
            (
                "full@example.org",
                .later(
                    .mailboxFull,
                    reply: ServerReply(code: 452, enhanced: "4.2.2", text: "mailbox full"),
                    after: nil)
            ),
            (
                "spam@example.org",
                .failed(
                    .policy,
                    reply: ServerReply(code: 554, enhanced: "5.7.1", text: "looks like spam"))
            ),
        ]
        for (recipient, outcome) in expected {
            #expect(session.send(try Self.item(to: recipient)) == outcome)
        }
        #expect(session.send(try Self.item(to: "good@example.org")).reason == nil)
        let received = try server.received()
        #expect(received.map(\.recipients) == [["good@example.org"]])
        #expect(received.map(\.connection) == [1])
        #expect(server.log.count { $0.hasSuffix("C: RSET") } == 4)
    }

    @Test(
        "of many messages in a row each ends by its own reply",
        arguments: [true, false])
    func mixed(pipelining: Bool) throws {
        var options = SMTPServer.Options()
        options.pipelining = pipelining
        var behaviour = SMTPServer.Behaviour()
        behaviour.rcpt = ["gone@example.org": "550 5.1.1 no such user"]
        behaviour.data = ["full@example.org": "452 4.2.2 mailbox full"]
        behaviour.final = ["spam@example.org": "554 5.7.1 looks like spam"]
        behaviour.drop = ["cut@example.org": .final, "lost@example.org": .rcpt]
        behaviour.most = 30
        let server = try SMTPServer(options, behaviour: behaviour)
        let kinds: [(String, FailureReason?)] = [
            ("good", nil), ("gone", .recipientGone), ("fine", nil), ("spam", .policy),
            ("full", .mailboxFull), ("well", nil), ("cut", .cutAfterMessage), ("best", nil),
            ("lost", .unreachable),
        ]
        let feed = ListFeed(
            try (0..<450).map { number in
                try Self.item(to: "\(kinds[number % kinds.count].0)@example.org", "\(number)\r\n")
            })
        Self.session(server).run(feed)
        #expect(feed.ends.map(\.item) == feed.items)
        #expect(
            feed.ends.map(\.outcome.reason) == (0..<450).map { kinds[$0 % kinds.count].1 })
        // What was lost behind its dot was received; nothing came twice.
        let received = try server.received().map(\.text)
        #expect(
            received
                == feed.ends.filter { end in
                    end.outcome.reason == nil || end.outcome.reason == .cutAfterMessage
                }.map { String(decoding: $0.item.pieces[0], as: UTF8.self) })
    }

    @Test("421 closes the connection; if it had served, the message goes over a new one")
    func goodbye() throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.most = 1
        let server = try SMTPServer(behaviour: behaviour)
        let session = Self.session(server)
        let item = try Self.item(to: "reader@example.org")
        #expect(session.send(item).reason == nil)
        #expect(session.send(item).reason == nil)
        #expect(try server.received().map(\.connection) == [1, 2])
        behaviour.most = 0
        try server.behave(behaviour)
        #expect(session.send(item).reason == .throttled)
        #expect(try server.received().map(\.connection) == [1, 2])
    }

    @Test(
        "a line cut before the final dot is for later, after it unknown; neither is repeated",
        arguments: [true, false])
    func cuts(pipelining: Bool) throws {
        var options = SMTPServer.Options()
        options.pipelining = pipelining
        var behaviour = SMTPServer.Behaviour()
        behaviour.drop = [
            "rcpt@example.org": .rcpt, "data@example.org": .data, "final@example.org": .final,
        ]
        let server = try SMTPServer(options, behaviour: behaviour)
        let session = Self.session(server)
        for (recipient, outcome) in [
            ("rcpt@example.org", DeliveryOutcome.later(.unreachable, reply: nil, after: nil)),
            ("final@example.org", .unknown(.cutAfterMessage)),
        ] {
            #expect(session.send(try Self.item(to: recipient)) == outcome)
        }
        var long = try Self.item(to: "data@example.org")
        long.pieces.append(Array(repeating: 0x78, count: 8_000_000))
        #expect(session.send(long) == .later(.cutWithinMessage, reply: nil, after: nil))
        #expect(session.send(try Self.item(to: "good@example.org")).reason == nil)
        #expect(
            try server.received().map(\.recipients) == [
                ["final@example.org"], ["good@example.org"],
            ]
        )
    }

    @Test("a relay that is not there is unreachable")
    func nobody() throws {
        let relay = SMTPRelay(host: "127.0.0.1", port: 1, tls: .none, deadlines: Self.patience)
        #expect(
            SMTPSession(relay: relay).send(try Self.item(to: "reader@example.org"))
                == .later(.unreachable, reply: nil, after: nil))
    }

    @Test("without an offer of STARTTLS nothing is sent where TLS is required")
    func noTLS() throws {
        let server = try SMTPServer()
        let outcome = Self.session(server, tls: .required).send(try Self.item(to: "a@example.org"))
        #expect(outcome.reason == .configuration)
        #expect(outcome.reply == ServerReply(code: 0, text: "STARTTLS not supported."))
        #expect(!server.log.contains { $0.contains("2.1.0") })
    }

    @Test("a certificate that nobody vouches for stops the relay; a trusted one does not")
    func certificates() throws {
        var options = SMTPServer.Options()
        options.startTLS = true
        let server = try SMTPServer(options)
        let item = try Self.item(to: "a@example.org", "Subject: تجربة\r\n\r\nنص\r\n")
        let refused = Self.session(server, tls: .required).send(item)
        #expect(refused.reason == .configuration)
        #expect(
            refused.reply?.text == "SSL certificate problem: self-signed certificate", "\(refused)")
        let trusting = Self.session(server, tls: .required, authorities: server.authorities)
        #expect(trusting.send(item).reason == nil)
        #expect(trusting.send(item).reason == nil)
        let received = try server.received()
        #expect(received.map(\.tls) == [true, true])
        #expect(received.map(\.connection) == [2, 2])
        #expect(received.allSatisfy { $0.bytes == Data(item.pieces[0]) })
    }

    @Test("smtps speaks TLS from the start")
    func fromStart() throws {
        var options = SMTPServer.Options()
        options.tls = true
        let server = try SMTPServer(options)
        let session = Self.session(server, tls: .fromStart, authorities: server.authorities)
        var item = try Self.item(to: "a@example.org")
        let line = Array(String(repeating: "x", count: 76).utf8) + [0x0D, 0x0A]
        item.pieces += Array(repeating: line, count: 8000)
        #expect(session.send(item).reason == nil)
        #expect(try server.received().map(\.tls) == [true])
    }

    @Test("a login is made, and a refused one stops the relay")
    func login() throws {
        var options = SMTPServer.Options()
        options.login = "digest:geheim"
        let server = try SMTPServer(options)
        let item = try Self.item(to: "a@example.org")
        let good = Self.session(
            server, credentials: SMTPCredentials(username: "digest", password: "geheim"))
        #expect(good.send(item).reason == nil)
        #expect(try server.received().map(\.login) == [true])
        let bad = Self.session(
            server, credentials: SMTPCredentials(username: "digest", password: "falsch")
        ).send(item)
        #expect(bad.reason == .authentication)
        #expect(bad.reply?.code == 535)
        let none = Self.session(server).send(item)
        #expect(none.reason == .authentication)
        #expect(none.reply?.code == 530)
    }

    @Test("other scripts: domains become punycode, local parts need SMTPUTF8")
    func otherScripts() throws {
        let server = try SMTPServer()
        let session = Self.session(server)
        #expect(session.send(try Self.item(to: "lina@مثال.test")).reason == nil)
        #expect(session.send(try Self.item(to: "لينا@example.org")).reason == nil)
        let received = try server.received()
        #expect(received.map(\.recipients) == [["lina@xn--mgbh0fb.test"], ["لينا@example.org"]])
        #expect(received.map { $0.parameters.contains("SMTPUTF8") } == [false, true])

        var options = SMTPServer.Options()
        options.smtpUTF8 = false
        options.size = 1000
        let plain = try SMTPServer(options)
        let old = Self.session(plain)
        #expect(
            old.send(try Self.item(to: "لينا@example.org"))
                == .failed(.badAddress, reply: Self.noUTF8("this address")))
        var large = try Self.item(to: "a@example.org")
        large.pieces.append(Array(repeating: 0x78, count: 2000))
        let excess = "the relay takes 1,000 bytes, the message has 2,026"
        #expect(
            old.send(large) == .failed(.tooLarge, reply: ServerReply(code: 0, text: excess)))
        #expect(old.send(try Self.item(to: "a@example.org")).reason == nil)
    }

    @Test("a head that holds more than ASCII needs SMTPUTF8, a body does not")
    func foreignHead() throws {
        let server = try SMTPServer()
        var options = SMTPServer.Options()
        options.smtpUTF8 = false
        let old = try SMTPServer(options)
        for (text, isForeign) in [
            ("Reply-To: محرر@example.org\r\n\r\nwords\r\n", true),
            ("Reply-To: desk@example.org\r\n\r\nنص\r\n\r\n", false),
        ] {
            let item = try Self.item(to: "reader@example.org", text)
            #expect(Self.session(server).send(item).reason == nil)
            #expect(
                try server.received().last?.parameters.contains("SMTPUTF8") == isForeign)
            let outcome = Self.session(old).send(item)
            let refusal = DeliveryOutcome.failed(
                .badAddress, reply: Self.noUTF8("an address in the message's head"))
            #expect(isForeign ? outcome == refusal : outcome.reason == nil)
        }
    }

    private static func noUTF8(_ what: String) -> ServerReply {
        ServerReply(
            code: 0, text: "the relay offers no SMTPUTF8 (RFC 6531), which \(what) needs")
    }

    @Test("a domain without an ASCII form is a bad address, and nothing connects")
    func badDomain() throws {
        let relay = SMTPRelay(host: "127.0.0.1", port: 1, tls: .none)
        let item = try Self.item(to: "a@\u{2260}\u{FFFD}.test")
        #expect(SMTPSession(relay: relay).send(item) == .failed(.badAddress, reply: nil))
    }
}
