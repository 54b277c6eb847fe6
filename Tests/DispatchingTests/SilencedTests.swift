import Foundation
import NashraTesting
import Newswire
import Storage
import Testing
import Transfer

@testable import Dispatching

@Suite("suppressed while it is on its way")
struct SilencedTests {
    private let lina = "lina@example.org"

    /// A desk whose only mail is under a lease, and what is leased.
    private func leased() async throws -> (Desk, LeasedEnvelope) {
        let desk = try await Desk.withDigest(for: [lina])
        let now = desk.clock.now
        let lease = try desk.store.write { records in
            Lease(
                courier: try records.insertCourier(at: now), token: "t", until: now + .seconds(60))
        }
        let claim = try desk.store.write { try $0.claimMail(under: lease, at: now, limit: 1) }
        return (desk, try #require(claim.envelopes.first).open(under: lease))
    }

    private func leave(_ desk: Desk) throws {
        let now = desk.clock.now
        let address = try EmailAddress(lina)
        try desk.store.write {
            try $0.suppress(
                address, for: SubscriberID("desk"), reason: SuppressionReason.unsubscribed,
                at: now)
        }
    }

    /// How its lease may end without the message having gone out.
    enum End: CaseIterable {
        case crash, later, givenBack
    }

    @Test("it is not sent any more, however its lease ends", arguments: End.allCases)
    func ends(_ end: End) async throws {
        let server = try SMTPServer()
        let (desk, leased) = try await leased()
        let now = desk.clock.now
        try leave(desk)
        switch end {
        case .crash: break
        case .later:
            let later = DeliveryOutcome.later(.serverFault, reply: nil, after: nil)
            let settlement = Settlement(
                leased, later, by: "relay", started: now, finished: now, redirect: nil)
            try desk.store.write { try settlement.record(in: $0) }
        case .givenBack: try desk.store.write { try $0.giveBack([leased]) }
        }
        desk.clock.advance(by: .seconds(3600))
        _ = try await desk.courier(relays: [try Relay(url: server.url)]).drain()
        #expect(try server.received().isEmpty)
        let entry = try #require(try desk.outbox().first)
        #expect(entry.state == .suppressed && entry.reason == SuppressionReason.unsubscribed)
    }

    @Test("of a subscriber of whom nobody is left a person hears, once, and when one is again")
    func nobodyLeft() async throws {
        let ops = try HTTPServer(["*": [.init()]])
        let (desk, _) = try await leased()
        let bell = try desk.alarmBell([
            Channel(
                name: "ops", target: .webhook(url: ConfiguredText(ops.url("/ops")), secret: nil))
        ])
        let everyone = try await desk.rules().everyone
        func told() async throws -> [String] {
            let before = try ops.requests().count
            try await bell.look(at: everyone)
            _ = try await bell.ring()
            return try ops.requests().dropFirst(before).map(\.text)
        }
        #expect(try await told().isEmpty)
        try leave(desk)
        let first = try await told()
        #expect(first.count == 1)
        #expect(first[0].contains("nothing is written to desk, of whom no address is left"))
        #expect(first[0].contains("l…@example.org (unsubscribed)"))
        #expect(try await told().isEmpty)

        let address = try EmailAddress(lina)
        try desk.store.write {
            _ = try $0.unsuppress(address, for: SubscriberID("desk"))
        }
        #expect(try await told().count { $0.contains("desk has an address again") } == 1)
        #expect(try await told().isEmpty)
    }
    @Test("while another process tells alarms this one does not tell them too")
    func twoBells() async throws {
        let ops = try HTTPServer(["*": [.init()]])
        let (desk, _) = try await leased()
        let bell = try desk.alarmBell([
            Channel(
                name: "ops", target: .webhook(url: ConfiguredText(ops.url("/ops")), secret: nil))
        ])
        try leave(desk)
        try await bell.look(at: try await desk.rules().everyone)
        let other = try ProcessLocks(store: desk.store.path)
        #expect(try other.takeBell())
        #expect(try await bell.ring().isEmpty)
        #expect(try ops.requests().isEmpty)
        other.endBell()
        #expect(try await bell.ring().count == 1)
        #expect(try other.takeBell())
    }
}
