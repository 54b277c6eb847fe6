import Foundation
import NashraTesting
import Newswire
import Storage
import Testing
import Transfer

@testable import Dispatching

@Suite("sending by mail")
struct CourierTests {
    private static func file(_ addresses: [String]) -> String {
        """
        email: [\(addresses.joined(separator: ", "))]
        language: ar
        timezone: Asia/Gaza
        digest: 07:30
        rules: [فيضان]
        """
    }

    /// A desk with one sealed digest for each address.
    private func desk(_ addresses: String...) async throws -> Desk {
        let desk = try Desk(["desk": Self.file(addresses)])
        try await digest(desk, "1")
        return desk
    }

    /// One more digest.
    private func digest(_ desk: Desk, _ guid: String) async throws {
        desk.clock.advance(by: .seconds(1))
        try await desk.receive(Wire.article(guid, "فيضان في غزة رقم \(guid)"))
        #expect(try await desk.editionsNow().count == 1)
    }

    private func relay(_ server: SMTPServer) throws -> Relay {
        try Relay(url: server.url)
    }

    /// A relay at a port where nobody listens.
    private static let nobody = Result { try Relay(url: "smtp://127.0.0.1:9") }

    private func states(_ desk: Desk) throws -> [Envelope.State] {
        try desk.outbox().map(\.state)
    }

    @Test("a digest arrives as it was sealed, and Python's strictest reader finds no defect")
    func delivered() async throws {
        let server = try SMTPServer()
        let desk = try await desk("lina@example.org", "omar@example.org")
        let tally = try await desk.courier(relays: [relay(server)]).drain()
        #expect(tally.delivered == 2 && tally.later == 0 && tally.failed == 0)
        let received = try server.received()
        #expect(Set(received.flatMap(\.recipients)) == ["lina@example.org", "omar@example.org"])
        #expect(received.allSatisfy { $0.sender.hasPrefix("bounces+") })
        #expect(try Set(received.map(\.text)) == Set(desk.letters()))
        for message in received {
            let verdict = try Python.run(
                """
                import email, email.policy, sys
                policy = email.policy.default.clone(raise_on_defect=True)
                message = email.message_from_bytes(sys.stdin.buffer.read(), policy=policy)
                for part in message.walk():
                    assert not part.defects, part.defects
                    for name, value in part.items():
                        assert not value.defects, (name, value.defects)
                text = message.get_body(("plain",)).get_content()
                html = message.get_body(("html",)).get_content()
                assert "فيضان في غزة رقم 1" in text and "فيضان في غزة رقم 1" in html
                assert 'dir="rtl"' in html
                print(message["From"].addresses[0].addr_spec, message["Message-ID"] is not None)
                """, input: message.bytes)
            #expect(verdict == "digest@example.org True\n")
        }
        let first = try #require(try desk.outbox().first)
        let log = try desk.look { try $0.deliveries(ofEnvelope: first.id) }
        #expect(log.map(\.outcome) == ["delivered"])
        #expect(log[0].reply?.code == 250)
        #expect(log[0].endpoint == server.url)
        #expect(try await desk.courier(relays: [relay(server)]).drain().delivered == 0)
    }

    @Test("a relay's rate holds over all its sessions, and a stop gives back what waits for it")
    func rate() async throws {
        let server = try SMTPServer()
        let desk = try await desk("a@example.org", "b@example.org", "c@example.org")
        let (outcomes, told) = AsyncStream.makeStream(of: DeliveryOutcome.self)
        let slow = try desk.courier(
            relays: [relay(server)], rate: RateCap(count: 1, per: .seconds(3600)))
        let sending = Task { try await slow.drain { told.yield($0) } }
        for await outcome in outcomes {
            #expect(outcome.reason == nil)
            break
        }
        sending.cancel()
        #expect(try await sending.value.delivered == 1)
        #expect(try server.received().count == 1)
        #expect(try states(desk).filter { $0 == .ready }.count == 2)
        let brisk = try desk.courier(
            relays: [relay(server)], rate: RateCap(count: 100, per: .seconds(1)))
        #expect(try await brisk.drain().delivered == 2)
    }

    @Test(
        "who is refused for good is not written to again only if it is gone",
        arguments: [
            ("550 5.1.1 no such user", "recipient-gone", true),
            ("553 5.1.3 bad address", "recipient-gone", true),
            ("550 no", "recipient-refused", false),
            ("554 5.7.1 we do not like you", "policy", false),
        ])
    func refused(reply: String, reason: String, isSuppressed: Bool) async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.rcpt = ["gone@example.org": reply]
        let server = try SMTPServer(behaviour: behaviour)
        let desk = try await desk("gone@example.org", "omar@example.org")
        let tally = try await desk.courier(relays: [relay(server)]).drain()
        #expect(tally.delivered == 1 && tally.failed == 1)
        let entry = try #require(try desk.outbox().first)
        #expect(entry.state == .failed && entry.reason == reason)

        try await digest(desk, "2")
        #expect(try states(desk) == [.failed, .sent, isSuppressed ? .suppressed : .ready, .ready])
        try server.behave(SMTPServer.Behaviour())
        _ = try await desk.courier(relays: [relay(server)]).drain()
        let written = try server.received().flatMap(\.recipients)
        #expect(written.contains("gone@example.org") == !isSuppressed)
    }

    @Test("nothing that waits is written to an address that turns out to be gone")
    func suppressedWhileWaiting() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.rcpt = ["Gone@example.org": "550 5.1.1 no such user"]
        let server = try SMTPServer(behaviour: behaviour)
        let desk = try await desk("Gone@example.org")
        try await digest(desk, "2")
        let tally = try await desk.courier(relays: [relay(server)], sessions: 1).drain()
        #expect(tally.failed == 1)
        #expect(try states(desk) == [.failed, .suppressed])
        #expect(server.log.count { $0.contains("550 5.1.1") } == 1)
    }

    @Test("who is refused for now is tried again later, with the same message")
    func later() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.final = ["lina@example.org": "451 4.3.0 try again"]
        let server = try SMTPServer(behaviour: behaviour)
        let desk = try await desk("lina@example.org", "omar@example.org")
        let courier = try desk.courier(relays: [relay(server)])
        #expect(try await courier.drain().later == 1)
        #expect(try states(desk) == [.ready, .sent])
        let next = try #require(try desk.look { try $0.nextAttempt() })
        #expect(next >= desk.clock.now + .seconds(60) && next <= desk.clock.now + .seconds(72))

        try server.behave(SMTPServer.Behaviour())
        #expect(try await desk.courier(relays: [relay(server)]).drain().delivered == 0)
        desk.clock.now = next
        #expect(try await desk.courier(relays: [relay(server)]).drain().delivered == 1)
        let lina = try server.received().filter { $0.recipients == ["lina@example.org"] }
        #expect(try lina.map(\.text) == [desk.letters()[0]])
        #expect(try desk.outbox()[0].attempts == 2)
    }

    @Test("while the only relay is down everything waits, and nothing else is lost")
    func down() async throws {
        let desk = try await desk("lina@example.org", "omar@example.org", "mona@example.org")
        let courier = try desk.courier(relays: [Self.nobody.get()], sessions: 1)
        let tally = try await courier.drain()
        #expect(tally.delivered == 0 && tally.failed == 0)
        #expect(try states(desk) == [.ready, .ready, .ready])
        // One attempt says it for all.
        #expect(try desk.outbox().map(\.attempts) == [1, 0, 0])
        let server = try SMTPServer()
        desk.clock.advance(by: .seconds(120))
        #expect(try await desk.courier(relays: [relay(server)]).drain().delivered == 3)
    }

    @Test("the second relay takes what the first can't")
    func secondRelay() async throws {
        let server = try SMTPServer()
        let desk = try await desk("lina@example.org", "omar@example.org")
        let courier = try desk.courier(relays: [Self.nobody.get(), relay(server)], sessions: 1)
        #expect(try await courier.drain().delivered == 2)
        #expect(try server.received().count == 2)
        let blocked = try desk.look { try $0.blockedEndpoints(at: desk.clock.now) }
        #expect(blocked.map(\.name) == ["smtp://127.0.0.1:9"])
    }

    @Test("each relay is given its own number of sessions, the second only while the first rests")
    func pools() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.delay = 0.02
        let (first, second) = (
            try SMTPServer(behaviour: behaviour), try SMTPServer(behaviour: behaviour)
        )
        let desk = try Desk(["desk": Self.file((1...60).map { "reader\($0)@example.org" })])
        try await digest(desk, "1")
        let pools = [
            Courier.RelayPool(try relay(first), sessions: 2),
            Courier.RelayPool(try relay(second), sessions: 5),
        ]
        #expect(try await desk.courier(pools: pools).drain().delivered == 60)
        #expect(try Set(first.received().map(\.connection)) == [1, 2])
        #expect(try second.received().isEmpty)

        try await digest(desk, "2")
        let now = desk.clock.now
        try desk.store.write {
            try $0.fail(
                first.url,
                EndpointFailure(failures: 1, until: now + .seconds(60), reason: .throttled),
                at: now)
        }
        #expect(try await desk.courier(pools: pools).drain().delivered == 60)
        #expect(try first.received().count == 60)
        #expect(try Set(second.received().map(\.connection)) == Set(1...5))
    }

    @Test("while the store can't record, no session sends more than the one message")
    func unrecorded() async throws {
        let server = try SMTPServer()
        let desk = try Desk(["desk": Self.file((1...20).map { "reader\($0)@example.org" })])
        try await digest(desk, "1")
        try desk.sabotage(
            """
            CREATE TRIGGER full BEFORE INSERT ON delivery
            BEGIN SELECT RAISE(ABORT, 'disk full'); END;
            """)
        await #expect(throws: (any Error).self) {
            try await desk.courier(relays: [relay(server)], sessions: 2).drain()
        }
        #expect(try server.received().count <= 2)
        try desk.sabotage("DROP TRIGGER full;")
        let received = try server.received().count
        // Another process takes over; what was not sent was given back at once.
        let waiting = try states(desk).count { $0 == .ready }
        #expect(waiting == 20 - received)
    }

    @Test("a relay that asks to be left alone is, though it had taken messages")
    func throttled() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.mail = ["*": "421 4.7.0 too many connections"]
        let server = try SMTPServer(behaviour: behaviour)
        let desk = try await desk("lina@example.org", "omar@example.org")
        let courier = try desk.courier(relays: [relay(server)], sessions: 1)
        #expect(try await courier.drain().later == 1)
        #expect(server.log.count { $0.contains("421") } == 1)
        try server.behave(SMTPServer.Behaviour())
        #expect(try await courier.drain().delivered == 0)
        desk.clock.advance(by: .seconds(120))
        #expect(try await courier.drain().delivered == 2)
    }

    @Test("a message whose reply was lost is tried again with the same id")
    func unknown() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.drop = ["lina@example.org": .final]
        let server = try SMTPServer(behaviour: behaviour)
        let desk = try await desk("lina@example.org")
        _ = try await desk.courier(relays: [relay(server)]).drain()
        #expect(try states(desk) == [.unknown])
        try server.behave(SMTPServer.Behaviour())
        desk.clock.advance(by: .seconds(120))
        #expect(try await desk.courier(relays: [relay(server)]).drain().delivered == 1)
        let received = try server.received()
        #expect(received.count == 2 && received[0].bytes == received[1].bytes)
    }

    @Test("couriers of two processes send each message once")
    func atOnce() async throws {
        let server = try SMTPServer()
        let desk = try Desk(["desk": Self.file((1...40).map { "reader\($0)@example.org" })])
        try await digest(desk, "1")
        let other = try desk.beside()
        async let one = desk.courier(relays: [relay(server)], sessions: 4).drain()
        async let two = other.courier(relays: [relay(server)], sessions: 4).drain()
        #expect(try await one.delivered + two.delivered == 40)
        let recipients = try server.received().flatMap(\.recipients)
        #expect(recipients.count == 40 && Set(recipients).count == 40)
    }

    @Test("what a courier that is gone was sending is taken back at once")
    func takenBack() async throws {
        let server = try SMTPServer()
        let desk = try await desk("lina@example.org")
        let now = desk.clock.now
        let lease = try desk.store.write { records in
            let gone = try records.insertCourier(at: now)
            return try records.claimMail(
                under: Lease(courier: gone, token: "t", until: now + .seconds(3600)), at: now,
                limit: 1)
        }
        #expect(lease.envelopes.count == 1)
        #expect(try await desk.courier(relays: [relay(server)]).drain().delivered == 1)
    }

    @Test("a recipient who is greylisted holds up nobody else")
    func greylisted() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.rcpt = ["lina@example.org": "450 4.2.0 greylisted, try again in five minutes"]
        let server = try SMTPServer(behaviour: behaviour)
        let desk = try await desk("lina@example.org", "omar@example.org", "mona@example.org")
        let tally = try await desk.courier(relays: [relay(server)], sessions: 1).drain()
        #expect(tally.delivered == 2 && tally.later == 1)
    }
}
