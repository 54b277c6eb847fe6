import GRDB
import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("addresses that must not be written to")
struct SuppressionTests {
    let folder: TemporaryFolder
    let store: Store
    let now = Timestamp(seconds: 1_800_000_000)

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "store.sqlite")
        let now = now
        try store.write { records in
            let key = EditionKey(
                subscriber: SubscriberID("desk"), digest: "morning", period: .now(now),
                audience: .init(language: .arabic, timeZone: "UTC"))
            let edition =
                try records.insertEdition(
                    key, slot: now, made: now, outcome: .sealed) ?? 0
            for (number, target) in ["Lina@example.org", "omar@example.org"].enumerated() {
                let envelope = Envelope(
                    key: "key-\(number)", origin: .edition(edition),
                    subscriber: SubscriberID("desk"), channel: "inbox",
                    route: .mail(
                        sender: try EmailAddress("digest@example.org"),
                        recipient: try EmailAddress(target)),
                    messageID: "\(number)@example.org", pieces: [.own([0x0A])], sealed: now,
                    giveUp: now + .seconds(60))
                _ = try records.insert(envelope, endpoint: "mail")
            }
        }
    }

    @Test("what waits for such an address is not sent either, whatever its case")
    func waiting() throws {
        let now = now
        try store.write {
            try $0.suppress(EmailAddress("lina@EXAMPLE.org"), reason: "recipient-gone", at: now)
        }
        let outbox = try store.read { try $0.outbox(settled: true) }
        #expect(outbox.map(\.state) == [.suppressed, .ready])
        #expect(outbox[0].reason == "recipient-gone" && outbox[0].settled == now)
    }

    @Test("the first reason stays")
    func reasons() throws {
        let now = now
        let address = try EmailAddress("lina@example.org")
        for reason in ["recipient-gone", "complaint"] {
            try store.write { try $0.suppress(address, reason: reason, at: now) }
        }
        let found = try store.read { try $0.suppressions(of: [address], as: SubscriberID("desk")) }
        #expect(found == [address: "recipient-gone"])
    }

    @Test("who leaves one subscriber stays with others; who is gone is gone for all")
    func readers() throws {
        let now = now
        let (lina, omar) = try (
            EmailAddress("lina@example.org"), EmailAddress("omar@example.org")
        )
        let (desk, other) = (SubscriberID("desk"), SubscriberID("other"))
        try store.write { records in
            try records.suppress(lina, for: other, reason: "unsubscribed", at: now)
            try records.suppress(omar, for: other, reason: "unsubscribed", at: now)
            try records.suppress(omar, reason: "recipient-gone", at: now)
        }
        let outbox = try store.read { try $0.outbox(settled: true) }
        #expect(outbox.map(\.state) == [.ready, .suppressed])
        let found = try store.read { records in
            try [desk, other].map { try records.suppressions(of: [lina, omar], as: $0) }
        }
        #expect(found[0] == [omar: "recipient-gone"])
        #expect(found[1] == [lina: "unsubscribed", omar: "recipient-gone"])
    }

    @Test("an older store's suppressed addresses are suppressed for everyone")
    func migration() throws {
        let path = folder.path + "old.sqlite"
        do {
            let queue = try DatabaseQueue(path: path)
            try Schema.migrator.migrate(queue, upTo: "2 audiences")
            try queue.write { db in
                try db.execute(sql: "INSERT INTO suppression VALUES ('a@example.org', 'gone', 5)")
            }
        }
        let address = try EmailAddress("a@example.org")
        let found = try Store(path: path).read {
            try $0.suppressions(of: [address], as: SubscriberID("any"))
        }
        #expect(found == [address: "gone"])
    }

    @Test("what is in flight is let be: its own outcome settles it")
    func inFlight() throws {
        let now = now
        let leased = try store.write { records in
            let lease = Lease(
                courier: try records.insertCourier(at: now), token: "t", until: now + .seconds(60))
            return try records.claimMail(under: lease, at: now, limit: 1).envelopes
        }
        try store.write {
            try $0.suppress(EmailAddress("lina@example.org"), reason: "complaint", at: now)
        }
        #expect(try store.read { try $0.outboxEntry(leased[0].id) }?.state == .leased)
    }
}
