import Foundation
import NashraTesting
import Newswire
import Storage
import Testing
import Transfer

@testable import Dispatching

/// A relay that takes everyone's mail but that to busy.example.org.
@Suite("a recipient's domain that a server takes no more for")
struct RecipientDomainTests {
    private static let limited = "451 4.7.1 Rate limit exceeded for busy.example.org"

    private static func addresses(_ count: Int, _ domain: String) -> [String] {
        (1...count).map { "reader\($0)@\(domain)" }
    }

    private func behaviour(_ reply: String, for count: Int) -> SMTPServer.Behaviour {
        var behaviour = SMTPServer.Behaviour()
        for address in Self.addresses(count, "busy.example.org") { behaviour.rcpt[address] = reply }
        return behaviour
    }

    private func refusals(_ server: SMTPServer) -> Int {
        server.log.count { $0.contains("S: 451") }
    }

    private func pause(_ desk: Desk) throws -> BlockedEndpoint? {
        try desk.look { try $0.blockedEndpoints(at: desk.clock.now) }.first
    }

    @Test("its mail waits, over restarts; all others' goes out, and after each pause one tries")
    func waits() async throws {
        let server = try SMTPServer(behaviour: behaviour(Self.limited, for: 40))
        let relays = [try Relay(url: server.url)]
        let desk = try await Desk.withDigest(
            for: Self.addresses(40, "busy.example.org") + Self.addresses(40, "example.org"))
        let start = desk.clock.now
        let tally = try await desk.courier(relays: relays, sessions: 2).drain()
        #expect(tally.delivered == 40)
        // What was under way when the first was put off.
        let first = refusals(server)
        #expect((1...8).contains(first))
        let paused = try #require(try pause(desk))
        #expect(paused.name == "@busy.example.org" && paused.reason == "throttled")
        #expect(paused.until - start == BreakerDecision.pause)

        // The relay itself works, and another process knows all of it.
        let other = try desk.beside()
        _ = try await other.courier(relays: relays, sessions: 2).drain()
        #expect(refusals(server) == first)
        #expect(try desk.outbox().count { $0.state == .ready } == 40)

        desk.clock.now = paused.until
        _ = try await other.courier(relays: relays, sessions: 2).drain()
        #expect(refusals(server) == first + 1)
        let longer = try #require(try pause(desk))
        #expect(longer.until - paused.until >= BreakerDecision.pause * 2)

        try server.behave(SMTPServer.Behaviour())
        desk.clock.advance(by: .seconds(3600))
        var delivered = 0
        // What waits behind the one that tries waits as long as that one may take.
        for _ in 1...2 {
            delivered += try await desk.courier(relays: relays, sessions: 2).drain().delivered
            desk.clock.advance(by: Records.probeTime)
        }
        #expect(delivered == 40)
        #expect(try desk.look { try $0.endpoint("@busy.example.org") } == nil)
    }

    @Test("greylisting is about one recipient, and each must be tried")
    func greylisted() async throws {
        let server = try SMTPServer(
            behaviour: behaviour("451 4.7.1 Greylisted, please try again later", for: 20))
        let desk = try await Desk.withDigest(for: Self.addresses(20, "busy.example.org"))
        let tally = try await desk.courier(relays: [try Relay(url: server.url)]).drain()
        #expect(tally.later == 20 && refusals(server) == 20)
        #expect(try pause(desk) == nil)
    }

    @Test("one that nothing more was sent to is forgotten after a day, its alarm with it")
    func forgotten() async throws {
        let desk = try await Desk.withDigest(for: ["lina@example.org"])
        let now = desk.clock.now
        let failure = EndpointFailure(
            failures: 6, until: now + .seconds(900), reason: .throttled, alarms: true)
        try desk.store.write { try $0.fail("@busy.example.org", failure, at: now) }
        desk.clock.advance(by: .seconds(3600))
        _ = try await desk.courier().drain()
        #expect(try desk.look { try $0.endpoint("@busy.example.org") } != nil)
        desk.clock.advance(by: .seconds(25 * 3600))
        _ = try await desk.courier().drain()
        #expect(try desk.look { try $0.endpoint("@busy.example.org") } == nil)
        #expect(try desk.look { try $0.openAlarms() }.isEmpty)
    }
}
