import GRDB
import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("What a settle costs the store")
struct SettleSchemaTests {
    private let folder: TemporaryFolder
    private let store: Store

    /// A store of the version before, with one envelope in each state but one.
    init() throws {
        folder = try TemporaryFolder()
        let path = folder.path + "store.sqlite"
        do {
            let queue = try DatabaseQueue(path: path)
            try Schema.migrator.migrate(queue, upTo: "5 breakers")
            try queue.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO courier VALUES (1, 0);
                        INSERT INTO edition (id, subscriber, digest, period, language, time_zone, slot,
                                made, outcome, items, more)
                            VALUES (1, 's', 'd', 'p', 'ar', 'UTC', 0, 0, 'sealed', 1, 0);
                        INSERT INTO mailing (id, edition_id, subscriber, channel, sealed, model)
                            VALUES (1, 1, 's', 'c', 0, x'00');
                        INSERT INTO envelope (id, mailing_id, key, kind, target, endpoint, own,
                                give_up, state, next_attempt, courier_id, lease_token, lease_until,
                                settled)
                            VALUES
                            (1, 1, 'a', 'mail', 'a@b.test', 'e', x'', 9, 'ready', 0, NULL, NULL, NULL, NULL),
                            (2, 1, 'b', 'mail', 'a@b.test', 'e', x'', 9, 'leased', 0, 1, 't', 5, NULL),
                            (3, 1, 'c', 'mail', 'a@b.test', 'e', x'', 9, 'sent', 0, NULL, NULL, NULL, 1),
                            (4, 1, 'd', 'mail', 'a@b.test', 'e', x'', 9, 'sent', 0, NULL, NULL, NULL, 1),
                            (5, 1, 'e', 'mail', 'a@b.test', 'e', x'', 9, 'failed', 0, NULL, NULL, NULL, 1);
                        INSERT INTO delivery VALUES (1, 3, 0, 1, 'e', 'delivered', NULL, 250, NULL, 'ok');
                        """)
            }
        }
        store = try Store(path: path)
    }

    @Test("an older store keeps its envelopes and their counts")
    func kept() throws {
        #expect(
            try store.read { try $0.outboxCounts() } == [
                .ready: 1, .leased: 1, .sent: 2, .failed: 1,
            ])
        #expect(try store.read { try $0.leasingCouriers() } == [1])
        #expect(try store.read { try $0.deliveries(ofEnvelope: 3) }.count == 1)
        let check = try store.pool.read { db in
            try String.fetchOne(db, sql: "PRAGMA integrity_check")
        }
        #expect(check == "ok")
    }

    @Test(
        "what was refused still is",
        arguments: [
            "UPDATE envelope SET state = 'lost' WHERE id = 1",
            "UPDATE envelope SET state = 'sent' WHERE id = 1",
            "UPDATE envelope SET settled = 5 WHERE id = 1",
            "UPDATE envelope SET state = 'leased' WHERE id = 1",
            "UPDATE delivery SET outcome = 'maybe'",
        ])
    func refused(sql: String) throws {
        #expect(throws: DatabaseError.self) {
            try store.pool.write { try $0.execute(sql: sql) }
        }
    }

    @Test("every state and outcome is still allowed")
    func allowed() throws {
        for state in Envelope.State.allCases where state != .leased {
            try store.pool.write { db in
                try db.execute(
                    sql: "UPDATE envelope SET state = ?, settled = ? WHERE id = 1",
                    arguments: [state.rawValue, state.isSettled ? 1 : nil])
            }
        }
        for outcome in ["later", "unknown", "failed", "stopped"] {
            try store.pool.write { db in
                try db.execute(
                    sql: "UPDATE delivery SET outcome = ?, reason = 'r'", arguments: [outcome])
            }
        }
    }

    @Test(
        "nothing that comes with each message makes a table for itself",
        arguments: [
            """
            UPDATE envelope SET state = 'sent', courier_id = NULL, lease_token = NULL,
                lease_until = NULL, next_attempt = 1, settled = 1, reason = NULL,
                attempts = attempts + 1
            WHERE id = 2 AND state = 'leased' AND courier_id = 1 AND lease_token = 't'
            """,
            "INSERT INTO delivery VALUES (NULL, 3, 0, 1, 'e', 'delivered', NULL, 250, NULL, 'ok')",
            Records.dueMail, QuietQuestion(endpoints: ["a"]).sql,
            QuietQuestion(endpoints: ["a", "b", "c", "d"]).sql,
        ])
    func tables(sql: String) throws {
        let codes = try store.pool.read { db in
            let statement = try db.makeStatement(sql: "EXPLAIN " + sql)
            statement.setUncheckedArguments(
                sql == Records.dueMail ? ["now": 5, "limit": 5] : StatementArguments())
            return try Row.fetchAll(statement).map { $0["opcode"] as String }
        }
        #expect(!codes.isEmpty)
        #expect(!codes.contains("OpenEphemeral"))
    }
}
