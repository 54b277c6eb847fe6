import Foundation
import NashraTesting
import Newswire
import Storage
import Synchronization
import Testing
import Transfer

@testable import Dispatching

/// Figures, so only where they are asked for: `make soak` does.
///
/// Rates of this machine swing by a fifth from one second to the next, so what is
/// compared runs at the same time, each with a store and servers of its own, and
/// is counted in the same seconds; the median of the ratios is judged.
@Suite(
    "the rate of others beside one that hangs", .serialized,
    .enabled(if: ProcessInfo.processInfo.environment["NASHRA_KILLS"] != nil))
struct RateTests {
    /// Five do not always tell a twentieth from the swings.
    private static let rounds = 11
    private static let messages = 1000

    /// A courier with so many messages to deliver, and what lets go of what hangs.
    private struct Run {
        var courier: Courier
        var letGo: () -> Void = {}
    }

    /// When each message was recorded as delivered.
    private final class Meter: Sendable {
        private let moments = Mutex<[ContinuousClock.Instant]>([])

        func note(_ outcome: DeliveryOutcome) {
            guard case .delivered = outcome else { return }
            moments.withLock { $0.append(.now) }
        }

        var delivered: [ContinuousClock.Instant] { moments.withLock { $0 } }

        /// Waits until so many are delivered; those moments.
        func first(_ count: Int) async throws -> ArraySlice<ContinuousClock.Instant> {
            while moments.withLock({ $0.count }) < count {
                try await Task.sleep(for: .milliseconds(20))
            }
            return delivered[..<count]
        }
    }

    private func compare(
        _ name: String, alone: () async throws -> Run, beside: () async throws -> Run
    ) async throws {
        var (rates, ratios): ([Double], [Double]) = ([], [])
        for _ in 1...Self.rounds {
            let (alone, beside) = (try await alone(), try await beside())
            let meters = (Meter(), Meter())
            let couriers = (alone.courier, beside.courier)
            async let one = couriers.0.drain { meters.0.note($0) }
            async let other = couriers.1.drain { meters.1.note($0) }
            let first = try await meters.0.first(Self.messages)
            let second = try await meters.1.first(Self.messages)
            // From when both are at work until one has no more to do.
            let start = max(first[Self.messages / 5], second[Self.messages / 5])
            let end = min(first[Self.messages - 1], second[Self.messages - 1])
            let counts = [first, second].map { moments in
                Double(moments.count { $0 > start && $0 <= end })
            }
            rates.append(counts[0] / ((end - start) / .seconds(1)))
            ratios.append(counts[1] / counts[0])
            beside.letGo()
            alone.letGo()
            _ = try await (one, other)
        }
        let median = ratios.sorted()[Self.rounds / 2]
        print(
            "rate beside \(name): \(String(format: "%.3f", median)) of "
                + "\(Int(rates.sorted()[Self.rounds / 2]))/s alone, "
                + "\(ratios.map { String(format: "%.2f", $0) })")
        #expect(median >= 0.95, "\(name): \(ratios)")
    }

    // MARK: Alerts

    private func file(_ url: String, _ word: String) -> String {
        """
        channels: { wire: { webhook: "\(url)" } }
        rules: [{ name: events, match: \(word) }]
        """
    }

    /// A desk with alerts for one host, and so many for each address of another one.
    private func alertDesk(
        _ good: HTTPServer, _ files: [String: String] = [:], stories: Int = 4
    ) async throws -> Desk {
        let desk = try Desk(
            files.merging(["good": file(good.url("/good"), "فيضان")]) { a, _ in a })
        let articles =
            (1...stories).map { Wire.article("slow-\($0)", "زلزال رقم \($0)") }
            + (1...Self.messages).map { Wire.article("\($0)", "فيضان رقم \($0)") }
        _ = try await desk.reception().receive(articles)
        _ = try await desk.dueAlerts()
        return desk
    }

    private func alerts(besides addresses: Int, stories: Int = 4) async throws -> Run {
        let good = try HTTPServer(["*": [.init()]])
        var slow: HTTPServer? = try HTTPServer([
            "*": [.init(body: String(repeating: "x", count: 3600), trickle: 1)]
        ])
        var files: [String: String] = [:]
        for number in 0..<addresses {
            files["slow-\(number)"] = file(slow?.url("/\(number)") ?? "", "زلزال")
        }
        let desk = try await alertDesk(good, files, stories: stories)
        // Servers end with the last reference.
        return Run(courier: try desk.courier(webhooks: 16)) {
            _ = (good, desk); slow = nil
        }
    }

    @Test(
        "a webhook host that trickles costs another at most a twentieth, whatever waits for it",
        arguments: [(40, 4), (4, 600)])
    func webhooks(addresses: Int, stories: Int) async throws {
        try await compare(
            "a host that trickles, \(addresses * stories) alerts for it",
            alone: { try await alerts(besides: 0) },
            beside: { try await alerts(besides: addresses, stories: stories) })
    }

    @Test("alerts go on while all sessions of the only relay hang")
    func alertsBesideMail() async throws {
        try await compare(
            "a relay that hangs", alone: { try await alerts(besides: 0) },
            beside: {
                let good = try HTTPServer(["*": [.init()]])
                var hanging: TranscriptServer? = try TranscriptServer(Hang.verdict.conversations)
                let readers = (1...20).map { "reader\($0)@example.org" }
                let desk = try await alertDesk(
                    good,
                    [
                        "readers": """
                        email: [\(readers.joined(separator: ", "))]
                        digest: 07:30
                        rules: [زلزال]
                        """
                    ])
                _ = try await desk.editionsNow()
                let relay = try Relay(url: "smtp://127.0.0.1:\(hanging?.port ?? 0)")
                return Run(courier: try desk.courier(relays: [relay], webhooks: 16)) {
                    _ = (good, desk)
                    hanging = nil
                }
            })
    }

    // MARK: Mail

    /// Where a relay says nothing any more.
    enum Hang: String, CaseIterable {
        case connect, greeting, data, verdict

        var conversations: [[TranscriptServer.Step]] {
            let data: [TranscriptServer.Step] = [
                .send("220 hello\r\n"), .expect("EHLO"), .send("250 hello\r\n"),
                .expect("MAIL"), .send("250 ok\r\n"), .expect("RCPT"), .send("250 ok\r\n"),
                .expect("DATA"),
            ]
            switch self {
            case .connect: return []
            case .greeting: return [[.sleep(3600)]]
            case .data: return [data + [.sleep(3600)]]
            case .verdict:
                return [data + [.send("354 go\r\n"), .until("\r\n.\r\n"), .sleep(3600)]]
            }
        }
    }

    /// The rate of a relay that works behind one that hangs when it is tried again.
    private func mails(behind hang: Hang?) async throws -> Run {
        let good = try SMTPServer()
        var hanging = try hang.map { try TranscriptServer($0.conversations) }
        let first = try hanging.map { try Relay(url: "smtp://127.0.0.1:\($0.port)") }
        let desk = try await Desk.withDigest(
            for: (0...Self.messages).map { "reader\($0)@example.org" })
        let now = desk.clock.now
        if let first {
            try desk.store.write { records in
                try records.fail(
                    first.endpoint,
                    EndpointFailure(failures: 1, until: now, reason: .timeout), at: now)
            }
        }
        let relays = [first, try Relay(url: good.url)].compactMap(\.self)
        return Run(courier: try desk.courier(relays: relays, sessions: 4)) {
            _ = (good, desk)
            hanging = nil
        }
    }

    @Test(
        "a relay that hangs costs the one behind it at most a twentieth", arguments: Hang.allCases)
    func relays(hang: Hang) async throws {
        try await compare(
            "a relay that hangs at \(hang.rawValue)", alone: { try await mails(behind: nil) },
            beside: { try await mails(behind: hang) })
    }
}
