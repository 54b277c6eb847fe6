import Foundation
import NashraTesting
import Newswire
import Storage
import Testing
import Transfer

@testable import Dispatching

private let noon = Timestamp(seconds: 1_795_003_200)

@Suite("what an attempt says of its endpoint")
struct BreakerDecisionTests {
    private static let refusal = ServerReply(code: 550, text: "no")

    private static func state(
        failures: Int, until: Timestamp? = nil, changed: Timestamp = noon - .seconds(60)
    ) -> EndpointState {
        EndpointState(
            name: "relay", failures: failures, blockedUntil: until, reason: "timeout",
            changed: changed)
    }

    private static func decide(
        _ outcome: DeliveryOutcome, isMail: Bool = true, before: EndpointState? = nil,
        started: Timestamp = noon, jitter: Double = 0
    ) -> BreakerDecision {
        BreakerDecision.decide(
            outcome, isMail: isMail, before: before, started: started, jitter: jitter, now: noon)
    }

    private static func failure(_ decision: BreakerDecision) -> EndpointFailure? {
        if case .open(let failure) = decision { failure } else { nil }
    }

    @Test("an answer closes it, be it a refusal; what we said ourselves says nothing")
    func answers() {
        let later = DeliveryOutcome.later(.mailboxFull, reply: Self.refusal, after: nil)
        for outcome in [
            DeliveryOutcome.delivered(nil), .failed(.recipientGone, reply: Self.refusal), later,
            .later(.serverFault, reply: Self.refusal, after: nil),
        ] {
            #expect(Self.decide(outcome) == .close, "\(outcome)")
        }
        for outcome in [
            DeliveryOutcome.failed(.badAddress, reply: nil),
            .later(.serverFault, reply: nil, after: nil),
        ] {
            #expect(Self.decide(outcome) == .stand, "\(outcome)")
        }
    }

    @Test(
        "an endpoint that can't be reached or asks for rest is left alone",
        arguments: [
            (.unreachable, nil, BreakerDecision.pause), (.timeout, nil, BreakerDecision.pause),
            (.throttled, nil, BreakerDecision.pause), (.throttled, .seconds(90), .seconds(90)),
            (.throttled, .seconds(800_000), RetryDecision.longestWish),
        ] as [(FailureReason, Duration?, Duration)])
    func pauses(reason: FailureReason, wish: Duration?, pause: Duration) throws {
        let decision = Self.decide(.later(reason, reply: nil, after: wish), jitter: 0.9)
        let failure = try #require(Self.failure(decision))
        #expect(failure.until == noon + pause)
        #expect(failure.failures == 1 && !failure.alarms)
    }

    @Test("pauses double with jitter up to a limit, and at the fifth a person is told")
    func doubling() {
        var seconds: [Int64] = []
        var alarms: [Bool] = []
        for failures in 0..<9 {
            let before = failures == 0 ? nil : Self.state(failures: failures, until: noon)
            let decision = Self.decide(
                .later(.unreachable, reply: nil, after: nil), before: before)
            guard let failure = Self.failure(decision), let until = failure.until else { continue }
            seconds.append((until - noon).components.seconds)
            alarms.append(failure.alarms)
        }
        #expect(seconds == [10, 20, 40, 80, 160, 320, 640, 900, 900])
        #expect(alarms == [false, false, false, false, true, true, true, true, true])
        let spread = Self.decide(
            .later(.unreachable, reply: nil, after: nil),
            before: Self.state(failures: 1, until: noon), jitter: 0.5)
        #expect(Self.failure(spread)?.until == noon + .seconds(22))
    }

    @Test("what fails together with others is one failure")
    func together() {
        let until = noon + .seconds(5)
        let decision = Self.decide(
            .later(.unreachable, reply: nil, after: nil),
            before: Self.state(failures: 1, until: until), started: noon - .seconds(1))
        #expect(Self.failure(decision)?.failures == 1)
        // A longer wish stands.
        let wish = Self.decide(
            .later(.timeout, reply: nil, after: nil),
            before: Self.state(failures: 1, until: noon + .seconds(3600)),
            started: noon - .seconds(1))
        #expect(Self.failure(wish)?.until == noon + .seconds(3600))
    }

    @Test("what only a person can mend stops it at once, and a person is told")
    func stops() {
        for reason in [FailureReason.authentication, .configuration, .policy] {
            let failure = Self.failure(Self.decide(.stopEndpoint(reason, reply: nil)))
            #expect(failure?.until == noon + .seconds(900) && failure?.alarms == true)
        }
        let again = Self.decide(
            .stopEndpoint(.authentication, reply: nil),
            before: Self.state(failures: 6, until: noon))
        #expect(Self.failure(again)?.until == noon + BreakerDecision.longestStop)
        // Nobody is asked for it, so that it is looked for soon again.
        for (failures, pause) in [(0, 10), (8, 300)] {
            let missing = Self.failure(
                Self.decide(
                    .stopEndpoint(.missingSecret, reply: nil),
                    before: failures > 0 ? Self.state(failures: failures, until: noon) : nil))
            #expect(missing?.until == noon + .seconds(Int64(pause)) && missing?.alarms == true)
        }
        let gone = Self.failure(Self.decide(.stopEndpoint(.endpointGone, reply: nil)))
        #expect(gone?.until == nil && gone?.alarms == true)
    }

    @Test("lost replies and a webhook's own faults count only in a row")
    func faults() {
        let fault = DeliveryOutcome.later(.serverFault, reply: Self.refusal, after: nil)
        let expected: [(Int, DeliveryOutcome, Bool, Duration?)] = [
            (0, fault, false, nil), (1, fault, false, nil), (2, fault, false, .seconds(10)),
            (3, fault, false, .seconds(20)),
            (0, .unknown(.timeout), true, nil), (1, .unknown(.timeout), true, .seconds(10)),
            (0, .later(.cutWithinMessage, reply: nil, after: nil), true, nil),
            (1, .later(.cutWithinMessage, reply: nil, after: nil), true, .seconds(10)),
        ]
        for (before, outcome, isMail, pause) in expected {
            let failure = Self.failure(
                Self.decide(
                    outcome, isMail: isMail,
                    before: before == 0 ? nil : Self.state(failures: before)))
            #expect(failure?.failures == before + 1)
            #expect(failure?.until == pause.map { noon + $0 }, "\(before) \(outcome)")
        }
    }
}

@Suite("which relays a session may use")
struct RelayGateTests {
    private static func state(_ until: Timestamp, probed: Timestamp? = nil) -> EndpointState {
        EndpointState(
            name: "", failures: 1, blockedUntil: until, probedUntil: probed,
            changed: noon - .seconds(1))
    }

    private static let waiting = state(noon + .seconds(1))
    private static let over = state(noon)
    private static let beingTried = state(noon, probed: noon + .seconds(1))

    @Test(
        "one whose pause is over is tried by one alone, and only if none before it works",
        arguments: [
            ([nil, nil], [], nil, false), ([waiting, nil], ["a"], nil, false),
            ([over, nil], [], "a", false), ([nil, over], [], nil, false),
            ([waiting, over], ["a"], "b", false), ([over, over], ["b"], "a", false),
            ([beingTried, nil], ["a"], nil, false),
            ([waiting, beingTried], ["a", "b"], nil, true), ([], [], nil, true),
        ] as [([EndpointState?], Set<String>, String?, Bool)])
    func table(states: [EndpointState?], shut: Set<String>, probe: String?, isShut: Bool) {
        let relays = zip(["a", "b"], states).map { (name: $0.0, state: $0.1) }
        let gate = RelayGate(relays, at: noon)
        #expect(gate.shut == shut && gate.probe == probe && gate.isShut == isShut)
    }
}

/// Time goes from pause to pause.
@Suite("a server that is down for long")
struct BreakerTests {
    private func desk(_ addresses: Int) async throws -> Desk {
        try await Desk.withDigest(for: (1...addresses).map { "reader\($0)@example.org" })
    }

    /// A newsroom whose own people hear by this webhook.
    private func ring(_ desk: Desk, _ url: String) async throws -> [AlarmBell.Ring] {
        try await desk.alarmBell([
            Channel(name: "ops", target: .webhook(url: ConfiguredText(url), secret: nil))
        ]).ring()
    }

    @Test("one message tries it after each pause, one alarm is raised, and all goes on after")
    func relay() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.mail = ["*": "421 4.3.2 closing"]
        let server = try SMTPServer(behaviour: behaviour)
        let ops = try HTTPServer(["*": [.init()]])
        let relays = [try Relay(url: server.url)]
        let desk = try await desk(12)
        var tries: [Int] = []
        for _ in 1...7 {
            let before = server.log.count { $0.contains("S: 421") }
            _ = try await desk.courier(relays: relays, sessions: 4).drain()
            tries.append(server.log.count { $0.contains("S: 421") } - before)
            _ = try await ring(desk, ops.url("/ops"))
            let blocked = try desk.look { try $0.blockedEndpoints(at: desk.clock.now) }
            desk.clock.now = try #require(blocked.first).until
        }
        #expect((1...4).contains(tries[0]))
        #expect(tries.dropFirst() == [1, 1, 1, 1, 1, 1])
        #expect(try desk.outbox().allSatisfy { $0.state == .ready })
        let alarms = try desk.look { try $0.openAlarms() }
        #expect(alarms.map(\.endpoint) == [server.url] && alarms.map(\.reason) == ["throttled"])
        #expect(try ops.requests().count == 1)
        #expect(try ops.requests()[0].text.contains("421 4.3.2 closing"))

        try server.behave(SMTPServer.Behaviour())
        desk.clock.advance(by: .seconds(4 * 3600))
        let tally = try await desk.courier(relays: relays, sessions: 4).drain()
        #expect(tally.delivered == 12)
        #expect(try desk.look { try $0.openAlarms() }.isEmpty)
        #expect(try await ring(desk, ops.url("/ops")).count == 1)
        #expect(try ops.requests().last?.text.contains("works again") == true)
        #expect(try await ring(desk, ops.url("/ops")).isEmpty)
    }

    @Test("while one process tries it, another leaves it alone")
    func twoProcesses() async throws {
        let desk = try await desk(3)
        let now = desk.clock.now
        let relay = try Relay(url: "smtp://127.0.0.1:9")
        try desk.store.write { records in
            try records.fail(
                relay.endpoint,
                EndpointFailure(failures: 1, until: now, reason: .unreachable), at: now)
            try records.probe(relay.endpoint, at: now)
        }
        _ = try await desk.courier(relays: [relay]).drain()
        #expect(try desk.outbox().allSatisfy { $0.attempts == 0 })
        // One that is gone holds up nobody for long.
        desk.clock.advance(by: Records.probeTime)
        _ = try await desk.courier(relays: [relay]).drain()
        #expect(try desk.outbox().map(\.attempts) == [1, 0, 0])
    }

    @Test("a webhook that always fails is tried ever more seldom, and others go on")
    func webhook() async throws {
        let server = try HTTPServer(["/down": [.init(status: 500)], "/up": [.init()]])
        let desk = try await Desk.withAlerts(
            20, to: ["down": server.url("/down"), "up": server.url("/up")])
        #expect(try await desk.courier().drain().delivered == 20)
        let first = try server.requests().count { $0.path == "/down" }
        #expect(first < 20)
        desk.clock.advance(by: .seconds(3600))
        _ = try await desk.courier().drain()
        #expect(try server.requests().count { $0.path == "/down" } == first + 1)
        #expect(try desk.outbox().count { $0.state == .ready } == 20)

        try server.serve(["*": [.init()]])
        desk.clock.advance(by: .seconds(3600))
        #expect(try await desk.courier().drain().delivered == 20)
    }

    @Test(
        "an alarm that nobody could be told of is told by the next call, and by no channel it is about"
    )
    func untold() async throws {
        let ops = try HTTPServer(["*": [.init(status: 500), .init()]])
        let desk = try await desk(1)
        let now = desk.clock.now
        let stopped = EndpointFailure(
            failures: 1, until: now + .seconds(900), reason: .authentication,
            reply: ServerReply(code: 535, text: "no such user"), alarms: true)
        try desk.store.write { records in
            try records.fail("smtp://relay.example.org:587", stopped, at: now)
            try records.fail("smtp://relay.example.org:587", stopped, at: now)
            try records.fail(ops.url("/ops"), stopped, at: now)
        }
        let failed = try await ring(desk, ops.url("/ops"))
        #expect(failed.map(\.subject) == ["smtp://relay.example.org:587"])
        #expect(failed.allSatisfy { $0.failure != nil })
        #expect(try await ring(desk, ops.url("/ops")).map(\.failure) == [nil])
        #expect(try await ring(desk, ops.url("/ops")).isEmpty)
        #expect(try desk.look { try $0.openAlarms() }.map(\.told) == [now, nil])
        let body = try #require(try ops.requests().last)
        #expect(body.text.contains("smtp://relay.example.org:587: authentication"))
        #expect(body.text.contains("535 no such user"))
    }
}
