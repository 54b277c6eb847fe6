import Foundation
import NashraTesting
import Newswire
import Storage
import Testing
import Transfer

@testable import Dispatching

@Suite("relays that put off, refuse or lack something")
struct RelayFaultTests {
    private func desk(_ count: Int) async throws -> Desk {
        try await Desk.withDigest(for: (1...count).map { "reader\($0)@example.org" })
    }

    private func isLeftAlone(_ server: SMTPServer, _ desk: Desk) throws -> Bool {
        try desk.look { try $0.endpoint(server.url) } != nil
    }

    @Test("one that greylists at the end of a message is asked for all, and again for each")
    func greylistedAtTheEnd() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.final = ["*": "451 4.7.1 Greylisted, try again later"]
        let server = try SMTPServer(behaviour: behaviour)
        let desk = try await desk(12)
        let relays = [try Relay(url: server.url)]
        #expect(try await desk.courier(relays: relays).drain().later == 12)
        #expect(try !isLeftAlone(server, desk))
        try server.behave(SMTPServer.Behaviour())
        desk.clock.advance(by: .seconds(75))
        #expect(try await desk.courier(relays: relays).drain().delivered == 12)
    }

    @Test(
        "what the first puts off or can't take goes to the second, and each attempt is recorded",
        arguments: ["mail", "data", "final", "size"])
    func fallBack(_ step: String) async throws {
        var behaviour = SMTPServer.Behaviour()
        var options = SMTPServer.Options()
        let reply = ["*": "451 4.3.0 queue file write error"]
        switch step {
        case "mail": behaviour.mail = reply
        case "data": behaviour.data = reply
        case "final": behaviour.final = reply
        default: options.size = 500
        }
        let first = try SMTPServer(options, behaviour: behaviour)
        let second = try SMTPServer()
        let desk = try await desk(3)
        let courier = try desk.courier(
            relays: [try Relay(url: first.url), try Relay(url: second.url)], sessions: 1)
        #expect(try await courier.drain().delivered == 3)
        #expect(try second.received().count == 3)
        let attempts = try desk.look { try $0.deliveries(ofEnvelope: 1) }
        #expect(attempts.map(\.endpoint) == [first.url, second.url])
        #expect(attempts.map(\.outcome).last == "delivered")
    }

    @Test("one with fewer sessions gets all that the first refused")
    func fewerSessions() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.mail = ["*": "421 4.3.2 down"]
        let (first, second) = (try SMTPServer(behaviour: behaviour), try SMTPServer())
        let desk = try await desk(8)
        let courier = try desk.courier(pools: [
            Courier.RelayPool(try Relay(url: first.url), sessions: 4),
            Courier.RelayPool(try Relay(url: second.url), sessions: 1),
        ])
        #expect(try await courier.drain().delivered == 8)
        #expect(try second.received().count == 8)
    }

    @Test("what the first puts off takes nothing else to the second, and what lacks one waits")
    func onlyThose() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.final = ["reader1@example.org": "451 4.7.1 Greylisted"]
        let (first, second) = (try SMTPServer(behaviour: behaviour), try SMTPServer())
        let desk = try await desk(12)
        let courier = try desk.courier(
            relays: [try Relay(url: first.url), try Relay(url: second.url)], sessions: 1)
        #expect(try await courier.drain().delivered == 12)
        #expect(try second.received().flatMap(\.recipients) == ["reader1@example.org"])
    }

    @Test("a message that only a relay with a pause can take waits for that one")
    func paused() async throws {
        var options = SMTPServer.Options()
        options.size = 500
        let (first, second) = (try SMTPServer(options), try SMTPServer())
        let desk = try await desk(2)
        let now = desk.clock.now
        try desk.store.write {
            try $0.fail(
                second.url,
                EndpointFailure(failures: 1, until: now + .seconds(30), reason: .unreachable),
                at: now)
        }
        let courier = try desk.courier(
            relays: [try Relay(url: first.url), try Relay(url: second.url)], sessions: 1)
        #expect(try await courier.drain().later == 2)
        // The first of them goes alone.
        var delivered = 0
        for _ in 1...2 {
            desk.clock.advance(by: .seconds(300))
            delivered += try await courier.drain().delivered
        }
        #expect(delivered == 2)
    }

    @Test("one that refuses our sender stops, a person is told, and the mail waits")
    func refusesUs() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.mail = ["*": "554 5.7.1 sender address rejected"]
        let server = try SMTPServer(behaviour: behaviour)
        let desk = try await desk(6)
        _ = try await desk.courier(relays: [try Relay(url: server.url)], sessions: 1).drain()
        #expect(try desk.outbox().allSatisfy { $0.state == .ready })
        #expect(try desk.look { try $0.openAlarms() }.map(\.reason) == ["policy"])
    }

    @Test("refusals without proof suppress after three days, a full mailbox after five")
    func refusals() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.rcpt = [
            "reader1@example.org": "550 no such user", "reader2@example.org": "452 4.2.2 full",
        ]
        let server = try SMTPServer(behaviour: behaviour)
        let desk = try await desk(2)
        let relays = [try Relay(url: server.url)]
        let addresses = try (1...2).map { try EmailAddress("reader\($0)@example.org") }
        for day in 1...5 {
            if day > 1 {
                try await desk.receive(Wire.article("\(day)", "فيضان رقم \(day)"))
                _ = try await desk.editionsNow()
            }
            _ = try await desk.courier(relays: relays).drain()
            // A full mailbox is tried until its message is given up.
            let now = desk.clock.now
            try desk.store.write { records in
                for entry in try records.outbox() where entry.state == .ready {
                    let lease = Lease(
                        courier: try records.insertCourier(at: now), token: "t",
                        until: now + .seconds(60))
                    let late = entry.giveUp + .seconds(1)
                    let claimed = try records.claimMail(under: lease, at: late, limit: 1)
                    let full = DeliveryOutcome.later(
                        .mailboxFull,
                        reply: ServerReply(code: 452, enhanced: "4.2.2", text: "full"),
                        after: nil)
                    for leased in claimed.envelopes.opened(under: lease).sendable {
                        try Settlement(
                            leased, full, by: "relay", started: late, finished: late, redirect: nil
                        ).record(in: records)
                    }
                }
            }
            let suppressed = try desk.look {
                try $0.suppressions(of: addresses, as: SubscriberID("desk"))
            }
            #expect(suppressed[addresses[0]] == (day < 3 ? nil : "bounced on 3 days"), "\(day)")
            #expect((suppressed[addresses[1]] != nil) == (day == 5), "\(day)")
            desk.clock.advance(by: .seconds(86_400))
        }
    }

    @Test("`redirect` holds for what is sealed already, and no longer than it stands there")
    func redirected() async throws {
        let server = try SMTPServer()
        let pools = [Courier.RelayPool(try Relay(url: server.url), sessions: 1)]
        let desk = try await desk(1)
        let me = try EmailAddress("me@example.org")
        #expect(try await desk.courier(pools: pools, redirect: me).drain().delivered == 1)
        desk.clock.advance(by: .seconds(60))
        try await desk.receive(Wire.article("2", "فيضان آخر"))
        _ = try await desk.editionsNow()
        #expect(try await desk.courier(pools: pools).drain().delivered == 1)
        #expect(
            try server.received().flatMap(\.recipients) == [
                "me@example.org", "reader1@example.org",
            ])
    }

    @Test("what could not be delivered in time is counted")
    func expired() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.final = ["*": "451 4.7.1 not now"]
        let server = try SMTPServer(behaviour: behaviour)
        let desk = try await desk(2)
        let relays = [try Relay(url: server.url)]
        _ = try await desk.courier(relays: relays).drain()
        desk.clock.advance(by: .seconds(6 * 86_400))
        let tally = try await desk.courier(relays: relays).drain()
        #expect(tally.failed == 2 && tally.expired == 2)
    }

    @Test("what a relay in trouble kept from being tried is given up in time too, not what we did")
    func expiredUntried() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.mail = ["*": "550 5.7.1 not from you"]
        let server = try SMTPServer(behaviour: behaviour)
        let desk = try await desk(3)
        let relays = [try Relay(url: server.url)]
        desk.clock.advance(by: .seconds(6 * 86_400))
        // Late though it is: nobody had said that nothing goes out.
        let slept = try await desk.courier(relays: relays).drain()
        #expect(slept.expired == 0 && slept.failed + slept.later > 0)

        let other = try await self.desk(3)
        _ = try await other.courier(relays: relays).drain()
        #expect(try other.outbox().map(\.attempts).contains(0))
        other.clock.advance(by: .seconds(6 * 86_400))
        #expect(try await other.courier(relays: relays).drain().expired == 3)
        #expect(try other.outbox().allSatisfy { $0.state == .failed })
    }
}
