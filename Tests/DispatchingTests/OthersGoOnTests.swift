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
            "*": [.init(body: "never ready", trickle: 1000)]
        ])
        let good = try HTTPServer(["*": [.init()]])
        var files: [String: String] = [:]
        func add(_ id: String, _ url: String?) {
            files[id] = """
                channels: { wire: { webhook: "\(url ?? "")" } }
                rules: [{ name: floods, match: فيضان }]
                """
        }
        for number in 1...30 { add("hanging-\(number)", hanging?.url("/\(number)")) }
        for number in 1...10 { add("trickling-\(number)", trickling?.url("/\(number)")) }
        add("good", good.url("/good"))
        let desk = try Desk(files)
        for number in 1...4 {
            try await desk.receive(Wire.article("\(number)", "فيضان رقم \(number)"))
        }
        #expect(try await desk.dueAlerts().count == 4 * 41)
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

    @Test("a relay that never answers one message sends all others meanwhile")
    func relay() async throws {
        let readers = (1...100).map { "reader\($0)@example.org" }
        var behaviour = SMTPServer.Behaviour()
        behaviour.stall = [readers[10]: .final]
        var server: SMTPServer? = try SMTPServer(behaviour: behaviour)
        let relay = try Relay(url: server?.url ?? "")
        let desk = try await Desk.withDigest(for: readers)
        let courier = try desk.courier(relays: [relay], sessions: 4)
        async let tally = courier.drain()
        try await wait { try desk.outbox().allSatisfy { [.sent, .leased].contains($0.state) } }
        let outbox = try desk.outbox()
        #expect(outbox[10].state == .leased)
        // What its session had leased ahead waits with it, and nothing else.
        let stuck = outbox.count { $0.state != .sent }
        #expect((1...17).contains(stuck), "\(stuck)")
        server = nil
        #expect(try await tally.delivered == 100 - stuck)
        #expect(try desk.outbox()[10].state == .unknown)
    }
}
