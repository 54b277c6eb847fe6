import NashraTesting
import Newswire
import Storage
import Testing
import Transfer

@testable import Dispatching

@Suite("too many refusals as gone")
struct BrakeTests {
    private static let domain = "big.example.net"
    private static let gone = "550 5.1.1 no such user"

    private static func addresses(_ numbers: ClosedRange<Int>, at domain: String = domain)
        -> [String]
    {
        numbers.map { "reader\($0)@\(domain)" }
    }

    private func refusing(_ addresses: [String]) throws -> SMTPServer {
        var behaviour = SMTPServer.Behaviour()
        for address in addresses { behaviour.rcpt[address] = Self.gone }
        return try SMTPServer(behaviour: behaviour)
    }

    private func send(_ desk: Desk, _ server: SMTPServer) async throws {
        let relays = [try Relay(url: server.url)]
        _ = try await desk.courier(relays: relays, sessions: 1).drain()
    }

    private func suppressed(_ desk: Desk) throws -> [String] {
        try desk.look { try $0.suppressions() }.map(\.address)
    }

    private func brakes(_ desk: Desk) throws -> [Alarm] {
        try desk.look { try $0.openAlarms() }.filter {
            if case .refusals = $0.subject { true } else { false }
        }
    }

    /// One more digest for everyone, a while later.
    private func another(_ desk: Desk, after time: Duration, _ place: String) async throws {
        desk.clock.advance(by: time)
        try await desk.receive(Wire.article(place, "فيضان في \(place)"))
        #expect(try await desk.editionsNow().count == 1)
    }

    private static let noon = Timestamp(seconds: 1_800_000_000)

    @Test(
        "ten at least, and more than a third",
        arguments: [
            (9, 9, BrakeDecision.believe), (10, 10, .putOn(GoneSample(attempted: 10, gone: 10))),
            (10, 30, .believe), (10, 29, .putOn(GoneSample(attempted: 29, gone: 10))),
            (2, 3, .believe), (33, 100, .believe),
            (34, 100, .putOn(GoneSample(attempted: 100, gone: 34))),
        ])
    func threshold(gone: Int, attempted: Int, decision: BrakeDecision) {
        let sample = GoneSample(attempted: attempted, gone: gone)
        #expect(BrakeDecision.decide(sample, since: nil, now: Self.noon) == decision)
    }

    @Test("it stays on for a day, then as long as too many are refused")
    func since() {
        let (many, few) = (GoneSample(attempted: 20, gone: 15), GoneSample(attempted: 99, gone: 15))
        func decide(_ sample: GoneSample?, after hours: Int) -> BrakeDecision {
            .decide(sample, since: Self.noon - .seconds(hours * 3600), now: Self.noon)
        }
        #expect(decide(nil, after: 23) == .keepOn && decide(few, after: 0) == .keepOn)
        #expect(decide(many, after: 24) == .keepOn)
        #expect(decide(few, after: 24) == .takeOff && decide(nil, after: 24) == .takeOff)
        // By a clock that was ahead.
        #expect(decide(few, after: -5) == .takeOff && decide(many, after: -5) == .keepOn)
    }

    @Test("a wave suppresses nobody until it has lasted three days, and a person hears once")
    func wave() async throws {
        let ops = try HTTPServer(["*": [.init()]])
        let all = Self.addresses(1...30)
        let desk = try await Desk.withDigest(
            for: all + Self.addresses(1...30, at: "example.org"))
        let server = try refusing(all)
        let bell = try desk.alarmBell([
            Channel(
                name: "ops", target: .webhook(url: ConfiguredText(ops.url("/ops")), secret: nil))
        ])
        try await send(desk, server)
        #expect(try suppressed(desk).isEmpty)
        let brake = try #require(try brakes(desk).first)
        #expect(brake.subject == .refusals("@" + Self.domain))
        #expect(brake.reason.hasSuffix("suppression lifted from 9"))
        #expect(try brakes(desk).count == 1)
        for _ in 1...2 {
            try await bell.look(at: try await desk.rules().everyone)
            _ = try await bell.ring()
        }
        let told = try ops.requests().map(\.text)
        #expect(told.count == 1)
        #expect(told[0].contains("@big.example.net says of too many addresses"))
        #expect(told[0].contains("10 of the last 10 addresses"))
        #expect(told[0].contains("nashra suppressions add"))

        // Another process knows it, and the same day counts once.
        let other = try desk.beside()
        try await another(other, after: .seconds(3600), "بغداد")
        try await send(other, server)
        #expect(try suppressed(desk).isEmpty)
        try await another(other, after: .seconds(86_400), "دكا")
        try await send(other, server)
        #expect(try suppressed(desk).isEmpty)
        try await another(other, after: .seconds(86_400), "باريس")
        try await send(other, server)
        #expect(try Set(suppressed(desk)) == Set(all))
        #expect(try desk.look { try $0.suppressions() }[0].reason == "bounced 5.1.1 on 3 days")
        #expect(try brakes(desk).count == 1)

        desk.clock.advance(by: .seconds(86_401))
        for _ in 1...2 {
            try await bell.look(at: try await desk.rules().everyone)
            _ = try await bell.ring()
        }
        #expect(try brakes(desk).isEmpty)
        let last = try ops.requests().map(\.text).filter { $0.contains("is believed again") }
        #expect(last.count == 1)
    }

    @Test("who is simply dead is suppressed at once", arguments: [(3, 2), (9, 9), (40, 12)])
    func dead(all: Int, gone: Int) async throws {
        // So that they are spread, however they are sent.
        let dead = (1...gone).map { "reader\($0 * all / gone)@\(Self.domain)" }
        let desk = try await Desk.withDigest(for: Self.addresses(1...all))
        try await send(desk, try refusing(dead))
        #expect(try Set(suppressed(desk)) == Set(dead))
        #expect(try brakes(desk).isEmpty)
    }

    @Test("what waited for those whose suppression is lifted goes out")
    func waiting() async throws {
        let all = Self.addresses(1...12)
        let desk = try await Desk.withDigest(for: all)
        try await another(desk, after: .seconds(60), "بغداد")
        try await send(desk, try refusing(all))
        let states = try desk.outbox().map(\.state)
        // The nine's second messages waited until the tenth was refused.
        #expect(states.count == 24 && states.allSatisfy { $0 == .failed })
        #expect(try suppressed(desk).isEmpty)
    }

    @Test("over one relay, at many domains")
    func relay() async throws {
        let all = (1...15).map { "reader@d\($0).example.net" }
        let desk = try await Desk.withDigest(for: all)
        let server = try refusing(all)
        try await send(desk, server)
        #expect(try suppressed(desk).isEmpty)
        #expect(
            try brakes(desk).map(\.subject) == [.refusals(Relay(url: server.url).endpoint)])
    }

    @Test("bounces that are read later are no other evidence; a person's word stands")
    func reports() async throws {
        let all = Self.addresses(1...14)
        let desk = try await Desk.withDigest(for: all)
        try await send(desk, try SMTPServer())
        let byHand = try EmailAddress(all[0])
        let now = desk.clock.now
        try desk.store.write { try $0.suppress(byHand, reason: "left us", at: now) }
        let reception = BounceReception(
            commits: desk.commits, clock: NewsClock { [clock = desk.clock] in clock.now },
            wayBack: nil)
        var decisions: [String] = []
        for entry in try desk.outbox() {
            let report = """
                From: MAILER-DAEMON@mx.example.net
                Content-Type: multipart/report; boundary=b

                --b
                Content-Type: message/delivery-status

                Final-Recipient: rfc822; \(entry.target)
                Action: failed
                Status: 5.1.1

                --b
                Content-Type: message/rfc822

                Message-ID: <\(try #require(entry.messageID))>

                --b--
                """
            switch try await reception.receive(BounceReader(Array(report.utf8)).bounce) {
            case .suppress: decisions.append("suppress")
            case .count(_, 1, 3): decisions.append("count")
            default: decisions.append("other")
            }
        }
        #expect(
            decisions
                == Array(repeating: "suppress", count: 9) + Array(repeating: "count", count: 5))
        #expect(try suppressed(desk) == [all[0]])
    }
}
