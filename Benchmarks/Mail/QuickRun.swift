import Foundation

/// A few hundred messages of each kind, each of which must arrive once.
struct QuickRun {
    private static let messages = 300

    func report() async throws -> Bool {
        var isRight = true
        for (name, delay) in [("at hand", 0), ("2 ms away", 2)] {
            let delay = Duration.milliseconds(delay)
            let sessions = try MailSink(delay: delay)
            _ = try await SessionRun(messages: Self.messages, sessions: 4, bytes: 5_000)
                .send(to: sessions.port)
            isRight = check(sessions, "sessions, \(name)") && isRight
            let outbox = try MailSink(delay: delay)
            _ = try await OutboxRun(messages: Self.messages, sessions: 4, bytes: 30_000)
                .send(to: outbox.port)
            isRight = check(outbox, "outbox, \(name)") && isRight
        }
        return isRight
    }

    private func check(_ sink: MailSink, _ name: String) -> Bool {
        let received = sink.received
        let isRight = received.count == Self.messages && received.values.allSatisfy { $0 == 1 }
        print(
            "\(name): \(received.count) of \(Self.messages) messages, "
                + "\(received.values.reduce(0, +)) in all\(isRight ? "" : "  WRONG")")
        return isRight
    }
}
