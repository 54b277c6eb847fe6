import Dispatching
import Foundation
import NashraTesting
import Newswire
import Storage
import Transfer

/// A filled outbox on disk, emptied by the courier: leases, sends, and records
/// every reply for good.
struct OutboxRun {
    let messages: Int
    let sessions: Int
    let bytes: Int

    /// Fails unless each envelope is settled as sent, by one attempt.
    func send(to port: Int) async throws -> Effort {
        let folder = try TemporaryFolder()
        let store = try Store(path: folder.path + "store.sqlite")
        try fill(store)
        let courier = Courier(
            commits: GroupCommit(store: store), store: store,
            locks: try ProcessLocks(store: store.path), webhooks: WebhookClient(),
            secrets: Secrets(folder: folder.url, environment: [:]),
            settings: Courier.Settings(relays: [
                Courier.RelayPool(
                    try Relay(url: "smtp://127.0.0.1:\(port)"), sessions: sessions)
            ]),
            clock: .machine)
        let effort = try await Effort.measure(messages) { _ = try await courier.drain() }
        let sent = try await store.read { try $0.outboxCounts()[.sent] ?? 0 }
        let attempts = try await store.read {
            try $0.deliveries(since: Timestamp(seconds: 0), limit: .max).count
        }
        guard [sent, attempts] == [messages, messages] else {
            throw Lost(expected: messages, found: sent != messages ? sent : attempts)
        }
        return effort
    }

    private func fill(_ store: Store) throws {
        let now = NewsClock.machine.now()
        let letter = Letter(bytes: bytes)
        let messages = messages
        try store.write { records in
            let key = EditionKey(
                subscriber: SubscriberID("desk"), digest: "morning", period: .now(now),
                audience: .init(language: .arabic, timeZone: "Asia/Gaza"))
            guard
                let edition = try records.insertEdition(
                    key, slot: now, made: now, outcome: .sealed, items: 1)
            else { throw Lost(expected: 1, found: 0) }
            var mailing: Records.MailingRow?
            for number in 0..<messages {
                let envelope = Envelope(
                    key: "key\(number)", origin: .edition(edition),
                    subscriber: SubscriberID("desk"), channel: "inbox",
                    route: .mail(
                        sender: try EmailAddress("bounces+\(number)@example.org"),
                        recipient: try EmailAddress("reader\(number)@example.org")),
                    messageID: "key\(number)@example.org",
                    pieces: [.own(letter.own("key\(number)")), .shared(letter.shared)],
                    sealed: now, giveUp: now + .seconds(86_400))
                let row = try mailing ?? records.openMailing(like: envelope)
                mailing = row
                _ = try records.insert(envelope, into: row, endpoint: "mail")
            }
        }
    }
}
