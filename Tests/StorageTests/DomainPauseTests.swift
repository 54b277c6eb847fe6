import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("The outbox: recipients' domains that have a pause")
struct DomainPauseTests {
    private let outbox: OutboxTests
    private let now: Timestamp

    init() throws {
        outbox = try OutboxTests()
        now = outbox.now
    }

    private func fill(_ domain: String, _ numbers: ClosedRange<Int>) throws {
        try outbox.store.write { records in
            for number in numbers {
                var envelope = try outbox.envelope(number)
                envelope.route = .mail(
                    sender: try EmailAddress("digest@example.org"),
                    recipient: try EmailAddress("reader\(number)@\(domain)"))
                _ = try records.insert(envelope, endpoint: "mail")
            }
        }
    }

    private func pause(_ domain: String, until: Timestamp) throws {
        let now = now
        try outbox.store.write {
            try $0.fail(
                "@\(domain)", EndpointFailure(failures: 1, until: until, reason: .throttled),
                at: now)
        }
    }

    private func claim(_ limit: Int, at moment: Timestamp) throws -> (keys: [String], held: Int) {
        let lease = outbox.lease(try outbox.courier())
        let claim = try outbox.store.write {
            try $0.claimMail(under: lease, at: moment, limit: limit)
        }
        return (
            try claim.envelopes.map { try $0.open(under: lease).envelope.key }, claim.passedOver
        )
    }

    private func waiting(until moment: Timestamp) throws -> Int {
        try outbox.store.read { try $0.outbox() }.count { $0.nextAttempt == moment }
    }

    @Test("however much waits for one, what is behind it is reached, a bounded step at a time")
    func behind() throws {
        try fill("busy.example.org", 1...600)
        try fill("example.org", 601...602)
        let until = now + .seconds(60)
        try pause("busy.example.org", until: until)
        #expect(try claim(4, at: now) == ([], 260))
        #expect(try claim(4, at: now) == ([], 260))
        #expect(try claim(4, at: now) == (["key-601", "key-602"], 80))
        #expect(try claim(4, at: now) == ([], 0))
        #expect(try waiting(until: until) == 600)
    }

    @Test("after the pause one tries, and the others wait as long as it may take")
    func probe() throws {
        try fill("busy.example.org", 1...3)
        try fill("example.org", 4...4)
        try pause("busy.example.org", until: now)
        let claimed = try claim(4, at: now)
        #expect(claimed.keys == ["key-1", "key-4"] && claimed.held == 2)
        #expect(try waiting(until: now + Records.probeTime) == 2)
    }

    @Test("what tries a domain is not withdrawn for that")
    func probing() throws {
        try fill("busy.example.org", 1...1)
        try pause("busy.example.org", until: now)
        let now = now
        let leased = try outbox.claim(outbox.lease(try outbox.courier()), 1)
        #expect(try outbox.store.write { try $0.withdraw(leased, at: now) } == [])
    }

    @Test("what a session has leased ahead is given back when its domain gets a pause")
    func leased() throws {
        try fill("busy.example.org", 1...1)
        try fill("example.org", 2...2)
        let now = now
        let leased = try outbox.claim(outbox.lease(try outbox.courier()), 2)
        let until = now + .seconds(60)
        try pause("busy.example.org", until: until)
        let question = QuietQuestion(endpoints: ["relay"])
        #expect(try outbox.store.read { try $0.isQuiet(question, leased) } == false)
        #expect(
            try outbox.store.write { try $0.withdraw(leased, at: now) } == [leased[0].id])
        let entry = try #require(try outbox.store.read { try $0.outboxEntry(leased[0].id) })
        #expect(entry.state == .ready && entry.nextAttempt == until)
    }
}
