import NashraTesting
import Newswire
import Storage
import Testing
import Transfer

@testable import Dispatching

@Suite("what the store holds can't be read")
struct UnreadableTests {
    private func states(_ desk: Desk) throws -> [Envelope.State] {
        try desk.outbox().map(\.state)
    }

    private func retry(_ desk: Desk) throws -> Int {
        let now = desk.clock.now
        return try desk.store.write {
            try $0.retry(.all, at: now, giveUp: .seconds(3600))
        }
    }

    @Test("a damaged mail is set aside, everyone else's goes out, and mended it goes too")
    func mail() async throws {
        let server = try SMTPServer()
        let readers = (1...40).map { "reader\($0)@example.org" }
        let desk = try await Desk.withDigest(for: readers)
        let entry = try desk.outbox()[10]
        try desk.sabotage(
            """
            CREATE TABLE kept AS SELECT id, own FROM envelope;
            UPDATE envelope SET own = x'FF00' WHERE id = \(entry.id);
            """)
        let courier = try desk.courier(relays: [Relay(url: server.url)], sessions: 4)
        let tally = try await courier.drain()
        #expect(tally.delivered == 39 && tally.failed == 1 && tally.later == 0)
        let outbox = try desk.outbox()
        #expect(outbox.filter { $0.state != .sent }.map(\.id) == [entry.id])
        #expect(outbox[10].state == .failed && outbox[10].reason == "unreadable")
        let logged = try desk.look { try $0.deliveries(ofEnvelope: entry.id) }
        #expect(logged.map(\.outcome) == ["failed"])
        #expect(logged[0].reply?.text == "its bytes are damaged")
        try desk.sabotage(
            "UPDATE envelope SET own = (SELECT own FROM kept WHERE kept.id = envelope.id)")
        #expect(try retry(desk) == 1)
        #expect(try await courier.drain().delivered == 1)
        #expect(try Set(server.received().flatMap(\.recipients)) == Set(readers))
    }

    @Test("a message of a kind that only a later version knows is set aside, and others go out")
    func kind() async throws {
        let server = try HTTPServer(["*": [.init()]])
        let desk = try await Desk.withAlerts(3, to: ["desk": server.url("/hook")])
        let entry = try desk.outbox()[0]
        try desk.sabotage("UPDATE envelope SET kind = 'telex' WHERE id = \(entry.id)")
        let tally = try await desk.courier().drain()
        #expect(tally.delivered == 2 && tally.failed == 1)
        #expect(try states(desk) == [.failed, .sent, .sent])
        let logged = try desk.look { try $0.deliveries(ofEnvelope: entry.id) }
        #expect(logged[0].reply?.text.contains("no channels of the kind 'telex'") == true)
        try desk.sabotage("UPDATE envelope SET kind = 'webhook' WHERE id = \(entry.id)")
        #expect(try retry(desk) == 1)
        #expect(try await desk.courier().drain().delivered == 1)
        #expect(try server.requests().count == 3)
    }

    @Test("twenty that are damaged before one that is not keep no session from it")
    func many() async throws {
        let server = try SMTPServer()
        let desk = try await Desk.withDigest(for: (1...21).map { "reader\($0)@example.org" })
        try desk.sabotage(
            "UPDATE envelope SET own = x'FF00' WHERE target <> 'reader21@example.org'")
        let courier = try desk.courier(relays: [Relay(url: server.url)], sessions: 1)
        let tally = try await courier.drain()
        #expect(tally.delivered == 1 && tally.failed == 20)
        #expect(try server.received().flatMap(\.recipients) == ["reader21@example.org"])
    }

    @Test("a message with more or fewer pieces of its own than its mailing has places is damaged")
    func pieces() async throws {
        let server = try SMTPServer()
        let desk = try await Desk.withDigest(for: ["reader1@example.org", "reader2@example.org"])
        try desk.sabotage("UPDATE mailing_piece SET part_id = NULL WHERE part_id IS NOT NULL")
        let courier = try desk.courier(relays: [Relay(url: server.url)], sessions: 1)
        #expect(try await courier.drain().failed == 2)
        #expect(try server.received().isEmpty)
    }

    @Test("who can't be read is not who tries a server again")
    func probe() async throws {
        let server = try SMTPServer()
        let desk = try await Desk.withDigest(for: (1...3).map { "reader\($0)@example.org" })
        let relay = try Relay(url: server.url)
        let now = desk.clock.now
        try desk.store.write {
            try $0.fail(
                relay.endpoint,
                EndpointFailure(failures: 1, until: now, reason: .unreachable), at: now)
        }
        try desk.sabotage("UPDATE envelope SET own = x'FF00' WHERE target = 'reader1@example.org'")
        let tally = try await desk.courier(relays: [relay], sessions: 1).drain()
        #expect(tally.delivered == 2 && tally.failed == 1)
    }
}
