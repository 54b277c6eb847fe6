import Foundation
import GRDB
import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("Older stores: mailings")
struct MailingMigrationTests {
    /// As version 3 wrote them: two mails of one edition, a webhook, one mail
    /// that was sent, another of which it is known how it went.
    private static let rows = """
        INSERT INTO edition (id, subscriber, digest, period, language, time_zone, slot, made,
            outcome, items, more) VALUES (1, 'desk', 'd', 'p', 'ar', 'UTC', 1, 1, 'sealed', 1, 0);
        INSERT INTO part (id, hash, bytes) VALUES (7, x'00', CAST('Subject: x' AS BLOB)),
            (8, x'01', CAST('{}' AS BLOB));
        INSERT INTO envelope (id, key, edition_id, subscriber, channel, kind, sender, target,
            address, secret, endpoint, message_id, sealed, give_up, state, next_attempt, attempts,
            settled, reason)
        VALUES
            (3, 'k3', 1, 'desk', 'email', 'mail', 'b+1@example.org', 'Lina@example.org',
                'lina@example.org', NULL, 'mail', 'k3@example.org', 5, 9, 'ready', 6, 2, NULL,
                NULL),
            (4, 'k4', 1, 'desk', 'email', 'mail', 'b+2@example.org', 'omar@example.org',
                'omar@example.org', NULL, 'mail', 'other@example.org', 5, 9, 'sent', 6, 1, 8,
                NULL),
            (6, 'k6', 1, 'desk', 'hook', 'webhook', NULL, 'https://h.example.org/', NULL,
                'env:X', 'https://h.example.org/', NULL, 5, 9, 'failed', 6, 1, 8, 'gone');
        INSERT INTO piece (envelope_id, position, part_id, own) VALUES
            (3, 0, NULL, CAST('To: Lina@example.org' AS BLOB)), (3, 1, 7, NULL),
            (4, 0, NULL, CAST('To: omar@example.org' AS BLOB)), (4, 1, 7, NULL), (6, 0, 8, NULL);
        INSERT INTO delivery (envelope_id, started, finished, endpoint, outcome)
            VALUES (4, 7, 8, 'mail', 'delivered');
        """

    @Test("every envelope keeps its bytes, number, id and state, and what came of it")
    func moving() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "old.sqlite"
        do {
            let queue = try DatabaseQueue(path: path)
            try Schema.migrator.migrate(queue, upTo: "3 unsubscriptions")
            try queue.write { try $0.execute(sql: Self.rows) }
        }
        let store = try Store(path: path)
        let envelopes = try store.read { records in
            try [3, 4, 6].map { try #require(try records.envelope($0)) }
        }
        #expect(
            envelopes.map { String(decoding: $0.pieces.flatMap(\.bytes), as: UTF8.self) } == [
                "To: Lina@example.orgSubject: x", "To: omar@example.orgSubject: x", "{}",
            ])
        #expect(envelopes.map(\.messageID) == ["k3@example.org", "other@example.org", nil])
        #expect(
            envelopes[0].route
                == .mail(
                    sender: try EmailAddress("b+1@example.org"),
                    recipient: try EmailAddress("Lina@example.org")))
        #expect(
            envelopes[2].route
                == .webhook(
                    url: .literal("https://h.example.org/"), secret: ConfiguredText("env:X")))
        #expect(envelopes.map(\.channel) == ["email", "email", "hook"])
        #expect(envelopes.allSatisfy { $0.origin == .edition(1) && $0.sealed.milliseconds == 5 })

        let entries = try store.read { try $0.outbox(settled: true) }
        #expect(entries.map(\.state) == [.ready, .sent, .failed])
        #expect(entries.map(\.attempts) == [2, 1, 1])
        #expect(entries.map(\.reason) == [nil, nil, "gone"])
        #expect(
            try store.read { try $0.deliveries(ofEnvelope: 4) }.map(\.target) == [
                "omar@example.org"
            ])
        // By its address in the form by which addresses are compared.
        try store.write {
            try $0.suppress(
                EmailAddress("LINA@example.org"), for: SubscriberID("desk"), reason: "left",
                at: Timestamp(milliseconds: 9))
        }
        #expect(try store.read { try $0.outboxEntry(3) }?.state == .suppressed)
        let mailings = try store.read {
            try Int.fetchOne($0.db, sql: "SELECT count(*) FROM mailing")
        }
        #expect(mailings == 2)
    }
}
