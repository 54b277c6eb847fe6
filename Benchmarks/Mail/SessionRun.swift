import Foundation
import NashraTesting
import Newswire
import Transfer

/// Messages over so many sessions at a time, without a store.
struct SessionRun {
    let messages: Int
    let sessions: Int
    /// Behind the head.
    let bytes: Int

    /// Fails unless each message was taken.
    func send(to port: Int) async throws -> Effort {
        let relay = SMTPRelay(host: "127.0.0.1", port: port, tls: .none)
        let letter = Letter(bytes: bytes)
        let shares = try (0..<sessions).map { session in
            try stride(from: session, to: messages, by: sessions).map(letter.item)
        }
        return try await Effort.measure(messages) {
            let taken = try await withThrowingTaskGroup(of: Int.self) { group in
                for share in shares {
                    group.addTask {
                        await DedicatedThread.run("session") { _ in
                            let feed = Feed(share)
                            let session = SMTPSession(relay: relay)
                            session.run(feed)
                            session.close()
                            return feed.delivered
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            guard taken == messages else { throw Lost(expected: messages, found: taken) }
        }
    }
}

/// Messages that did not arrive, or more than once.
struct Lost: Error {
    var expected: Int
    var found: Int
}

/// A message whose readers share all but its head.
struct Letter: Sendable {
    let shared: [UInt8]

    /// - Parameter bytes: of the body, in lines as mails have them.
    init(bytes: Int) {
        let line = Array(String(repeating: "x", count: 74).utf8) + [0x0D, 0x0A]
        let head = Array("Subject: news\r\nMIME-Version: 1.0\r\n\r\n".utf8)
        shared = head + (0..<(bytes / line.count)).flatMap { _ in line }
    }

    func item(_ number: Int) throws -> MailItem {
        MailItem(
            sender: try EmailAddress("bounces+\(number)@example.org"),
            recipient: try EmailAddress("reader\(number)@example.org"),
            pieces: [own("\(number)"), shared], key: "\(number)", sealed: Timestamp(seconds: 0))
    }

    func own(_ id: String) -> [UInt8] {
        Array(
            """
            From: Nashra <digest@example.org>\r
            To: reader@example.org\r
            Date: Tue, 24 Nov 2026 05:00:00 +0000\r
            Message-ID: <\(id)@example.org>\r

            """.utf8)
    }
}

private final class Feed: MailFeed {
    private var rest: ArraySlice<MailItem>
    private(set) var delivered = 0

    init(_ items: [MailItem]) {
        rest = items[...]
    }

    func next() -> MailItem? {
        rest.popFirst()
    }

    func ended(_ item: MailItem, _ outcome: DeliveryOutcome) -> Bool {
        if case .delivered = outcome { delivered += 1 }
        return true
    }

    func isRecorded() -> Bool { true }

    var hasRecorded: Bool { true }

    func takeBack(_ item: MailItem) {
        rest = [item] + rest
    }
}
