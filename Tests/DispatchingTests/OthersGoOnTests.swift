import Foundation
import NashraTesting
import Newswire
import Storage
import Testing
import Transfer

@testable import Dispatching

/// By structure, not by the clock: all others' messages arrive while the one that
/// hangs still hangs.
@Suite("one server that hangs costs no other its messages")
struct OthersGoOnTests {
    /// Waits until something is true, for a minute at most.
    private func wait(until isTrue: () throws -> Bool) async throws {
        for _ in 0..<6000 where try !isTrue() { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test("webhooks of a host that never answers, however many, leave room for another's")
    func webhooks() async throws {
        var hanging: HTTPServer? = try HTTPServer(["*": [.init(delay: 3600)]])
        var trickling: HTTPServer? = try HTTPServer([
            "*": [.init(status: 503, body: "never ready", trickle: 1000)]
        ])
        let good = try HTTPServer(["*": [.init()]])
        var hooks = ["good": good.url("/good")]
        for number in 1...30 { hooks["hanging-\(number)"] = hanging?.url("/\(number)") }
        for number in 1...10 { hooks["trickling-\(number)"] = trickling?.url("/\(number)") }
        let desk = try await Desk.withAlerts(4, to: hooks)
        let courier = try desk.courier(webhooks: 16)
        async let tally = courier.drain()
        try await wait { try good.requests().count >= 4 }
        #expect(try good.requests().count == 4)
        // So many at a time to a host, the rest waits for it and not for others.
        #expect(try (hanging?.requests().count ?? 0) <= 4)
        let waiting = try desk.outbox().filter { $0.subscriber.id != "good" }
        #expect(waiting.count == 160 && waiting.allSatisfy { $0.attempts == 0 })
        #expect(waiting.contains { $0.state == .leased })
        (hanging, trickling) = (nil, nil)
        #expect(try await tally.delivered == 4)
    }

    private static func patience(_ duration: Duration) -> SMTPDeadlines {
        var deadlines = SMTPDeadlines()
        deadlines.patience = duration
        return deadlines
    }

    @Test(
        "a relay that never answers one message sends all others meanwhile, also those behind it",
        arguments: [.rcpt, .final] as [SMTPServer.Behaviour.Step], [true, false])
    func relay(hangsAt step: SMTPServer.Behaviour.Step, isPipelining: Bool) async throws {
        let readers = (1...100).map { "reader\($0)@example.org" }
        var behaviour = SMTPServer.Behaviour()
        behaviour.stall = [readers[10]: step]
        var options = SMTPServer.Options()
        options.pipelining = isPipelining
        var server: SMTPServer? = try SMTPServer(options, behaviour: behaviour)
        let relay = try Relay(
            url: server?.url ?? "", deadlines: Self.patience(.milliseconds(500)))
        let desk = try await Desk.withDigest(for: readers)
        let courier = try desk.courier(relays: [relay], sessions: 4)
        async let tally = courier.drain()
        try await wait { try sent(desk) >= 99 }
        let outbox = try desk.outbox()
        #expect(outbox.filter { $0.state != .sent }.map(\.target) == [readers[10]])
        #expect(outbox[10].state == .leased && outbox[10].attempts == 0)
        let received = try server?.received().flatMap(\.recipients) ?? []
        #expect(received.count == 99 && Set(received).count == 99)
        // However long it takes, it stays this courier's.
        desk.clock.advance(by: .seconds(3000))
        for _ in 0..<60 where try leaseEnd(desk) <= desk.clock.now.milliseconds {
            try await Task.sleep(for: .milliseconds(250))
        }
        #expect(try leaseEnd(desk) > desk.clock.now.milliseconds)
        server = nil
        #expect(try await tally.delivered == 99)
        #expect(try desk.outbox()[10].state == (step == .final ? .unknown : .ready))
    }

    private func sent(_ desk: Desk) throws -> Int {
        try desk.look { try $0.outboxCounts()[.sent] ?? 0 }
    }

    private func leaseEnd(_ desk: Desk) throws -> Int64 {
        let end = try Python.run(
            """
            import sqlite3, sys
            store = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
            print(store.execute("SELECT min(lease_until) FROM envelope").fetchone()[0])
            """, arguments: [desk.store.path])
        return Int64(end.trimmingCharacters(in: .newlines)) ?? 0
    }

    @Test("a relay that hangs when it is tried again takes no session from the one behind it")
    func twoRelays() async throws {
        var hanging: TranscriptServer? = try TranscriptServer([[.sleep(3600)]])
        var behaviour = SMTPServer.Behaviour()
        behaviour.delay = 0.02
        let good = try SMTPServer(behaviour: behaviour)
        let relays = [
            try Relay(
                url: "smtp://127.0.0.1:\(hanging?.port ?? 0)",
                deadlines: Self.patience(.milliseconds(500))),
            try Relay(url: good.url),
        ]
        let desk = try await Desk.withDigest(for: (1...100).map { "reader\($0)@example.org" })
        let now = desk.clock.now
        try desk.store.write { records in
            try records.fail(
                relays[0].endpoint,
                EndpointFailure(failures: 1, until: now, reason: .timeout), at: now)
        }
        let courier = try desk.courier(relays: relays, sessions: 1)
        async let tally = courier.drain()
        try await wait { try sent(desk) >= 99 }
        #expect(try desk.outbox().count { $0.state == .leased } == 1)
        hanging = nil
        // The one that tried goes by the other relay.
        #expect(try await tally.delivered == 100)
        #expect(try good.received().count == 100)
    }
}
