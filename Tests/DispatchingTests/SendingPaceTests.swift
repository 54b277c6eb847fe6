import NashraTesting
import Newswire
import Storage
import Testing
import Transfer

@testable import Dispatching

@Suite("the rate of a relay", .timeLimit(.minutes(1)))
struct SendingPaceTests {
    private static let interval = Duration.seconds(10)
    private static let hourly = RateCap(count: 1, per: .seconds(3600))
    private let start = ContinuousClock.now
    private let pace = SendingPace(RateCap(count: 6, per: .seconds(60)))

    @Test("an idle hour is no credit, not even of one message")
    func idle() {
        for hour in 1...3 {
            let now = start + .seconds(hour * 3600)
            #expect(pace.take(at: now))
            #expect(!pace.take(at: now))
            #expect(!pace.take(at: now + Self.interval - .milliseconds(1)))
            #expect(pace.take(at: now + Self.interval))
        }
    }

    @Test("who comes a little late each time still gets his rate")
    func late() {
        let first = start + .seconds(3600)
        for number in 0..<100 {
            #expect(pace.take(at: first + Self.interval * number + .seconds(number % 3)))
        }
        #expect(!pace.take(at: first + Self.interval * 99 + .seconds(9)))
    }

    @Test(
        "what the first relay puts off waits for no turn at the second, nor does what is behind it")
    func slowFallBack() async throws {
        var behaviour = SMTPServer.Behaviour()
        for number in 1...3 {
            behaviour.final["reader\(number)@example.org"] = "451 4.7.1 Greylisted"
        }
        let (first, second) = (try SMTPServer(behaviour: behaviour), try SMTPServer())
        let desk = try await desk(6)
        let tally = try await courier(desk, first, second).drain()
        #expect(tally.delivered == 4 && tally.later == 2)
        #expect(try first.received().count == 3)
        #expect(try second.received().count == 1)
        let attempts = try desk.look { try $0.deliveries(ofEnvelope: 3) }
        #expect(attempts.map(\.endpoint) == [first.url])
    }

    @Test("who leaves while his message waits for its turn gets it no more")
    func suppressed() async throws {
        let server = try SMTPServer()
        let desk = try await desk(2)
        let (outcomes, told) = AsyncStream.makeStream(of: DeliveryOutcome.self)
        let courier = try desk.courier(
            relays: [try Relay(url: server.url)], sessions: 1, rate: Self.hourly)
        async let tally = courier.drain { told.yield($0) }
        for await _ in outcomes { break }
        let reader = try EmailAddress("reader2@example.org")
        let now = desk.clock.now
        try desk.store.write { try $0.suppress(reader, reason: "unsubscribed", at: now) }
        #expect(try await tally.delivered == 1)
        #expect(try desk.outbox().map(\.state) == [.sent, .suppressed])
    }

    private func desk(_ count: Int) async throws -> Desk {
        try await Desk.withDigest(for: (1...count).map { "reader\($0)@example.org" })
    }

    /// With one session at each relay, the second of which takes one message an hour.
    private func courier(
        _ desk: Desk, _ first: SMTPServer, _ second: SMTPServer
    ) throws -> Courier {
        try desk.courier(pools: [
            Courier.RelayPool(try Relay(url: first.url), sessions: 1),
            Courier.RelayPool(try Relay(url: second.url), sessions: 1, rate: Self.hourly),
        ])
    }
}
