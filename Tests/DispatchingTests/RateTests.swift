import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Dispatching

/// Figures, so only where they are asked for: `make soak` does.
@Suite(
    "the rate of others beside a host that hangs", .serialized,
    .enabled(if: ProcessInfo.processInfo.environment["NASHRA_KILLS"] != nil))
struct RateTests {
    private static let alerts = 500

    /// Alerts a second that reach one host while so many addresses of another one
    /// answer by a byte a second.
    private func rate(besides hanging: Int) async throws -> Double {
        let good = try HTTPServer(["*": [.init()]])
        var slow: HTTPServer? = try HTTPServer([
            "*": [.init(body: String(repeating: "x", count: 3600), trickle: 1)]
        ])
        func file(_ url: String, _ word: String) -> String {
            """
            channels: { wire: { webhook: "\(url)" } }
            rules: [{ name: events, match: \(word) }]
            """
        }
        var files = ["good": file(good.url("/good"), "فيضان")]
        for number in 0..<hanging {
            files["slow-\(number)"] = file(slow?.url("/\(number)") ?? "", "زلزال")
        }
        let desk = try Desk(files)
        let articles =
            (1...4).map { Wire.article("slow-\($0)", "زلزال رقم \($0)") }
            + (1...Self.alerts).map { Wire.article("\($0)", "فيضان رقم \($0)") }
        let reception = try await desk.reception()
        for article in articles { _ = try await reception.receive([article]) }
        _ = try await desk.dueAlerts()
        let courier = try desk.courier(webhooks: 16)
        let start = ContinuousClock.now
        async let tally = courier.drain()
        while try desk.look({ try $0.outboxCounts()[.sent] ?? 0 }) < Self.alerts {
            try await Task.sleep(for: .milliseconds(5))
        }
        let elapsed = ContinuousClock.now - start
        slow = nil
        _ = try await tally
        return Double(Self.alerts) / (elapsed / .seconds(1))
    }

    @Test("keeps 95 % of what it is alone, in the middle of five rounds")
    func webhooks() async throws {
        var ratios: [Double] = []
        for _ in 1...5 {
            let alone = try await rate(besides: 0)
            let beside = try await rate(besides: 40)
            ratios.append(beside / alone)
        }
        print("rate beside a host that trickles, of the rate alone: \(ratios)")
        #expect(ratios.sorted()[2] >= 0.95, "\(ratios)")
    }
}
