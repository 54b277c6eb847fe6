import Foundation
import NashraTesting

/// Nashra and smtp-source in turn, several rounds each; medians are judged.
struct Comparison {
    enum Part: String, CaseIterable {
        case sessions, outbox, far, webhooks
    }

    private static let messages = 12_000

    let tools: PostfixTools
    var rounds = 5

    /// Prints the ratios, each with what it must be; whether all are.
    func report(_ part: Part) async throws -> Bool {
        var isRight = true
        switch part {
        case .sessions:
            for (bytes, must) in [(5_000, 1.5), (30_000, 1.2)] {
                for sessions in [4, 16] {
                    let run = SessionRun(
                        messages: Self.messages, sessions: sessions, bytes: bytes)
                    let ratio = try await compare(
                        "sessions", bytes, sessions, Self.messages
                    ) { try await run.send(to: $0) }
                    isRight = judge("rate", ratio.rate, atLeast: must) && isRight
                    isRight = judge("CPU a message", ratio.cpu, atMost: 0.6) && isRight
                }
            }
        case .outbox:
            for bytes in [5_000, 30_000] {
                for sessions in [4, 16] {
                    let run = OutboxRun(messages: Self.messages, sessions: sessions, bytes: bytes)
                    let ratio = try await compare(
                        "outbox", bytes, sessions, Self.messages
                    ) { try await run.send(to: $0) }
                    isRight = judge("rate", ratio.rate, atLeast: 1) && isRight
                }
            }
        case .far:
            isRight = try await far()
        case .webhooks:
            isRight = try await webhooks()
        }
        return isRight
    }

    /// The medians of the rounds' ratios, Nashra's part above.
    private func compare(
        _ name: String, _ bytes: Int, _ sessions: Int, _ messages: Int,
        _ send: (Int) async throws -> Effort
    ) async throws -> Effort {
        var (ours, theirs): ([Effort], [Effort]) = ([], [])
        let sink = try tools.startSink()
        for _ in 0..<rounds {
            ours.append(try await send(sink.port))
            theirs.append(
                try tools.send(messages, of: bytes, by: sessions, to: sink.port))
        }
        return tell("\(name), \(bytes / 1000) KB, \(sessions) sessions", ours, theirs)
    }

    private func far() async throws -> Bool {
        let sink = try FarSink()
        let (few, many) = (600, 6_400)
        var (ours, theirs, alone, crowd): ([Effort], [Effort], [Effort], [Effort]) =
            ([], [], [], [])
        for _ in 0..<rounds {
            ours.append(
                try await SessionRun(messages: few * 4, sessions: 16, bytes: 5_000)
                    .send(to: sink.port))
            theirs.append(try tools.send(few, of: 5_000, by: 16, to: sink.port))
            alone.append(
                try await SessionRun(messages: 100, sessions: 1, bytes: 5_000).send(to: sink.port))
            crowd.append(
                try await SessionRun(messages: many, sessions: 64, bytes: 5_000)
                    .send(to: sink.port))
        }
        let ratio = tell("20 ms away, 5 KB, 16 sessions", ours, theirs)
        var isRight = judge("rate", ratio.rate, atLeast: 1.8)
        let outbox = try await OutboxRun(messages: few * 4, sessions: 16, bytes: 5_000)
            .send(to: sink.port)
        print("20 ms away, from the outbox, 16 sessions: \(Int(outbox.rate))/s")
        isRight =
            judge("rate", outbox.rate / theirs.map(\.rate).median, atLeast: 1.8) && isRight
        let scale = zip(crowd, alone).map { $0.rate / $1.rate }.median
        print(
            "20 ms away: 64 sessions \(Int(crowd.map(\.rate).median))/s, "
                + "one \(Int(alone.map(\.rate).median))/s")
        return judge("64 against one", scale, atLeast: 50) && isRight
    }

    private func webhooks() async throws -> Bool {
        guard let run = WebhookRun(messages: 20_000) else {
            print("webhooks: nginx and wrk are missing: scripts/setup bench")
            return false
        }
        let server = try run.startServer()
        var (ours, theirs): ([Effort], [Double]) = ([], [])
        for _ in 0..<rounds {
            ours.append(try await run.send(to: server.port))
            theirs.append(try run.compare(to: server.port))
        }
        let cpu = ours.map(\.cpu).median
        print(
            "webhooks: \(Int(ours.map(\.rate).median))/s, \(String(format: "%.1f µs", cpu)); "
                + "wrk \(Int(theirs.median))/s")
        let ratio = zip(ours, theirs).map { $0.rate / $1 }.median
        let isFast = judge("rate", ratio, atLeast: 0.45)
        return say("CPU", cpu, "at most 30 µs", cpu <= 30) && isFast
    }

    private func tell(_ name: String, _ ours: [Effort], _ theirs: [Effort]) -> Effort {
        func text(_ efforts: [Effort]) -> String {
            "\(Int(efforts.map(\.rate).median))/s, "
                + String(format: "%.1f µs", efforts.map(\.cpu).median)
        }
        print("\(name): \(text(ours)); smtp-source \(text(theirs))")
        return Effort(
            rate: zip(ours, theirs).map { $0.rate / $1.rate }.median,
            cpu: zip(ours, theirs).map { $0.cpu / $1.cpu }.median)
    }

    private func judge(_ name: String, _ ratio: Double, atLeast must: Double) -> Bool {
        say(name, ratio, "at least \(must)", ratio >= must)
    }

    private func judge(_ name: String, _ ratio: Double, atMost must: Double) -> Bool {
        say(name, ratio, "at most \(must)", ratio <= must)
    }

    private func say(_ name: String, _ ratio: Double, _ must: String, _ isRight: Bool) -> Bool {
        print(
            "  \(name): \(String(format: "%.2f", ratio)), must be \(must)"
                + (isRight ? "" : "  MISSED"))
        fflush(nil)
        return isRight
    }
}

/// The server that is far away, in a process of its own.
private final class FarSink {
    let port: Int
    private let child: ChildProcess

    init() throws {
        child = try ChildProcess(
            URL(filePath: CommandLine.arguments[0]), ["--sink", "20"], input: nil)
        while true {
            let output = String(decoding: try child.output, as: UTF8.self)
            if output.hasSuffix("\n"), let port = Int(output.dropLast()) {
                self.port = port
                return
            }
            guard child.isRunning else { throw Loopback.Failure(code: ECONNREFUSED) }
            usleep(1000)
        }
    }
}
