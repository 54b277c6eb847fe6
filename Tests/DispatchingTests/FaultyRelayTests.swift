import NashraTesting
import Newswire
import Storage
import Testing
import Transfer

@testable import Dispatching

/// All that relays do on a bad day, at once: two thousand readers, and each gets
/// the message once.
@Suite("a relay on a bad day")
struct FaultyRelayTests {
    private static let readers = 2_000

    private static func address(_ number: Int) -> String { "reader\(number)@example.org" }

    /// The readers whose number leaves this rest by a hundred.
    private static func addresses(_ rests: Set<Int>) -> [String] {
        (1...readers).filter { rests.contains($0 % 100) }.map(address)
    }

    private static let busy = addresses([3, 23, 43, 63, 83])
    private static let gone = addresses([7])
    private static let refused = addresses([57])
    private static let cut = addresses([11])
    private static let silent = address(1_234)

    /// The first day: 451 for 5 %, 550 for 2 %, the line cut within DATA for 1 %,
    /// one reply that never comes, and no more than 100 messages a connection.
    private static var badDay: SMTPServer.Behaviour {
        var behaviour = SMTPServer.Behaviour()
        behaviour.most = 100
        for address in busy { behaviour.final[address] = "451 4.3.0 come back later" }
        for address in gone { behaviour.rcpt[address] = "550 5.1.1 no such user" }
        for address in refused { behaviour.rcpt[address] = "550 no" }
        for address in cut { behaviour.drop[address] = .data }
        behaviour.stall[silent] = .final
        return behaviour
    }

    /// What is refused stays so; what was passing is over.
    private static var betterDay: SMTPServer.Behaviour {
        var behaviour = badDay
        behaviour.final = [:]
        behaviour.drop = [:]
        behaviour.stall = [:]
        return behaviour
    }

    private func desk() async throws -> Desk {
        try await Desk.withDigest(for: (1...Self.readers).map(Self.address))
    }

    /// Sends, and lets the clock go on, as long as something waits that this is
    /// true of. Returns the rounds it took, 200 at most.
    private func send(
        _ desk: Desk, to relay: Relay, while isGoingOn: (OutboxEntry) -> Bool
    ) async throws -> Int {
        var rounds = 0
        while try outbox(desk).contains(where: isGoingOn), rounds < 200 {
            let tally = try await desk.courier(relays: [relay], sessions: 4).drain()
            rounds += 1
            if tally.delivered == 0 { desk.clock.advance(by: .seconds(30)) }
        }
        return rounds
    }

    private func outbox(_ desk: Desk) throws -> [OutboxEntry] {
        try desk.look { try $0.outbox(settled: true, limit: 2 * Self.readers) }
    }

    @Test("two thousand readers: whom it took once gets one, 550 is final, nothing is lost")
    func badDay() async throws {
        let server = try SMTPServer(behaviour: Self.badDay)
        var deadlines = SMTPDeadlines()
        deadlines.verdict = .seconds(1)
        let relay = try Relay(url: server.url, deadlines: deadlines)
        let desk = try await desk()
        _ = try await send(desk, to: relay) { $0.attempts == 0 && !$0.state.isSettled }
        let first = try outbox(desk)
        #expect(first.allSatisfy { $0.attempts > 0 })
        // Nobody was written to that was put off, and whom it took knows it.
        #expect(
            Set(try server.received().flatMap(\.recipients))
                == Set(first.filter { $0.state == .sent }.map(\.target)))

        try server.behave(Self.betterDay)
        let rounds = try await send(desk, to: relay) { !$0.state.isSettled }
        #expect(rounds < 200)

        let outbox = try outbox(desk)
        let failed = Set(Self.gone + Self.refused)
        #expect(outbox.count == Self.readers)
        #expect(Set(outbox.filter { $0.state == .failed }.map(\.target)) == failed)
        #expect(outbox.count { $0.state == .sent } == Self.readers - failed.count)

        let recipients = try server.received().flatMap(\.recipients)
        #expect(recipients.count == Self.readers - failed.count)
        #expect(Set(recipients) == Set(outbox.map(\.target)).subtracting(failed))

        let attempts = try desk.look {
            try $0.deliveries(since: Timestamp(seconds: 0), limit: 100_000)
        }
        let replies = Dictionary(grouping: attempts) { $0.reply?.code ?? 0 }
        #expect(replies[550]?.count == failed.count)
        #expect(replies[451].map { Set($0.map(\.target)) } == Set(Self.busy))
        let cut = attempts.filter { Set(Self.cut).contains($0.target) && $0.reply == nil }
        #expect(cut.count >= Self.cut.count)
        let silent = attempts.filter { $0.target == Self.silent && $0.outcome == "unknown" }
        #expect(silent.map(\.reason) == ["timeout"])
        let most =
            Dictionary(grouping: try server.received(), by: \.connection)
            .values.map(\.count).max() ?? 0
        #expect((1...100).contains(most))
    }
}
