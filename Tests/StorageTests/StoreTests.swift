import Foundation
import GRDB
import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("The store")
struct StoreTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "deep/store.sqlite")
    }

    @Test("writes reach the disk before they are acknowledged")
    func durability() throws {
        try store.pool.writeWithoutTransaction { db in
            let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous")
            let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode")
            let foreignKeys = try Bool.fetchOne(db, sql: "PRAGMA foreign_keys")
            #expect(synchronous == 2)
            #expect(journal == "wal")
            #expect(foreignKeys == true)
        }
    }

    @Test("opening again finds what was written")
    func reopening() throws {
        try store.write {
            try $0.save(SourceState(name: "shms", address: "a", etag: "\"1\"", failures: 2))
        }
        let again = try Store(path: store.path)
        let source = try again.read { try $0.source("shms", at: "a") }
        #expect(source.etag == "\"1\"")
        #expect(source.failures == 2)
    }

    @Test("a transaction that throws leaves nothing behind")
    func atomicity() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try store.write { records in
                try records.save(SourceState(name: "shms", address: "a", etag: "\"1\""))
                throw Stop()
            }
        }
        #expect(try store.read { try $0.source("shms", at: "a") }.etag == nil)
    }

    @Test("a file that is no store is refused and left as it is")
    func notAStore() throws {
        let file = try folder.write("this is not a database, but a text\n", to: "text.sqlite")
        #expect {
            try Store(path: file.path)
        } throws: { ($0 as? StoreError)?.kind == .notAStore }
        #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("this is not"))
    }

    @Test("a folder that can't be made is said to be not writable")
    func notWritable() throws {
        let file = try folder.write("", to: "file")
        #expect {
            try Store(path: file.path + "/store.sqlite")
        } throws: { ($0 as? StoreError)?.kind == .notWritable }
    }

    @Test("a store made by a newer version is refused")
    func newer() throws {
        try store.pool.write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('9 from tomorrow')")
        }
        #expect {
            try Store(path: store.path)
        } throws: { ($0 as? StoreError)?.kind == .newer }
    }

    @Test("tasks that commit together lose nothing, and one fault fails alone")
    func groupCommit() async throws {
        struct Fault: Error {}
        let commits = GroupCommit(store: store)
        let failures = await withTaskGroup(of: Bool.self) { group in
            for number in 1...200 {
                group.addTask {
                    do {
                        try await commits.write { records in
                            try records.save(SourceState(name: "source \(number)", address: "a"))
                            if number == 77 { throw Fault() }
                        }
                        return false
                    } catch {
                        return true
                    }
                }
            }
            return await group.reduce(0) { $1 ? $0 + 1 : $0 }
        }
        let saved = try await store.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM source")
        }
        #expect(saved == 199)
        #expect(failures == 1)
    }

    @Test("a courier's lock is seen by others and ends with its holder")
    func locks() throws {
        let observer = try ProcessLocks(store: store.path)
        do {
            let holder = try ProcessLocks(store: store.path)
            #expect(try holder.take(courier: 3))
            #expect(try holder.takeDaemon())
            #expect(observer.isAlive(courier: 3))
            #expect(!observer.isAlive(courier: 4))
            #expect(try !observer.takeDaemon())
        }
        #expect(!observer.isAlive(courier: 3))
        #expect(try observer.takeDaemon())
    }

    @Test("what it holds is for its owner and group alone")
    func mode() throws {
        for suffix in ["", "-wal"] {
            let found = try FileManager.default.attributesOfItem(atPath: store.path + suffix)
            let mode = try #require(found[.posixPermissions] as? NSNumber).intValue
            #expect(mode & 0o007 == 0, "\(suffix) \(String(mode, radix: 8))")
        }
    }

    @Test(
        "the queries that run all the time use an index",
        arguments: [
            "SELECT id FROM envelope WHERE state IN ('ready', 'unknown') AND next_attempt <= 5 AND (kind = 'mail') = 1 ORDER BY next_attempt, id",
            "UPDATE envelope SET state = 'suppressed' WHERE state IN ('ready', 'unknown') AND address = 'a'",
            Records.unsentCounts, Records.unsettled, Records.failedSince,
            "SELECT DISTINCT courier_id FROM envelope WHERE state = 'leased' AND state <> 'sent'",
            "UPDATE envelope SET lease_until = 1 WHERE state = 'leased' AND state <> 'sent' AND courier_id = 1 AND lease_token = 't'",
            "SELECT * FROM notice WHERE state IN ('waiting', 'held') AND due <= 5",
            "SELECT match_id FROM pending WHERE subscriber = 's' AND digest = 'd' AND audience = '' AND edition_id IS NULL",
            "SELECT id FROM identity WHERE key = 'k'",
            "SELECT article_id FROM story_band WHERE band IN (1, 2) AND seen >= 5",
            Records.answeredAddresses, Records.isGone, Records.moreGone,
        ])
    func queryPlans(sql: String) throws {
        let plan = try store.pool.read { db in
            let sql = "EXPLAIN QUERY PLAN " + sql.replacing(/:\w+|\?/, with: "5")
            return try Row.fetchAll(db, sql: sql).map { $0["detail"] as String }
        }
        #expect(plan.allSatisfy { !$0.hasPrefix("SCAN") || $0.contains("COVERING") }, "\(plan)")
    }

    @Test("an older store's waiting matches and known digests are the subscriber's own audience's")
    func audiences() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "old.sqlite"
        do {
            let queue = try DatabaseQueue(path: path)
            try Schema.migrator.migrate(queue, upTo: "1 files")
            try queue.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO identity VALUES (1, 'k', 'p', 0, 0);
                        INSERT INTO story VALUES (1, 's', NULL, 0, 0);
                        INSERT INTO article VALUES (1, 1, 1, 'founder', 0, NULL, NULL);
                        INSERT INTO revision VALUES (1, 1, x'00', 0, '{}', NULL);
                        INSERT INTO match VALUES (1, 1, 1, 'lina', 'r', 0, 'normal', '[]', '[]', 0);
                        INSERT INTO edition VALUES (7, 'lina', 'd', 'p', 'ar', 'UTC', 0, 0, 'sealed', 1, 0);
                        INSERT INTO pending VALUES (1, 'd', 'lina', 5, NULL);
                        INSERT INTO pending VALUES (1, 'e', 'lina', 5, 7);
                        INSERT INTO digest VALUES ('lina', 'd', 9);
                        INSERT INTO file_version VALUES ('lina', x'01', x'0203', NULL, 4);
                        """)
            }
        }
        let store = try Store(path: path)
        let lina = SubscriberID("lina")
        #expect(try store.read { try $0.pendingCounts() }.map(\.digest) == ["d"])
        let known = try store.read { try $0.knownDigests() }
        #expect(known[lina]?["d"] == ["": Timestamp(milliseconds: 9)])
        #expect(try store.read { try $0.lastAccepted(lina) } == FileVersion(bytes: [2, 3]))
        #expect(try store.write { try $0.consume([1], digest: "d", edition: 7) })
    }

    @Test("an older store's envelopes keep their bytes and attempts, and any kind can follow")
    func kinds() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "old.sqlite"
        do {
            let queue = try DatabaseQueue(path: path)
            try Schema.migrator.migrate(queue, upTo: "3 unsubscriptions")
            try queue.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO edition VALUES
                            (7, 'lina', 'd', 'p', 'ar', 'UTC', 0, 0, 'sealed', 1, 0, '');
                        INSERT INTO part VALUES (3, x'00', x'6F6E65');
                        INSERT INTO envelope (id, key, edition_id, subscriber, channel, kind,
                            target, endpoint, sealed, give_up, state, next_attempt)
                            VALUES (5, 'k', 7, 'lina', 'c', 'slack', 'env:NASHRA_S',
                                'env:NASHRA_S', 0, 9, 'ready', 0);
                        INSERT INTO piece VALUES (5, 0, 3, NULL);
                        INSERT INTO delivery (envelope_id, started, finished, endpoint, outcome,
                            reason) VALUES (5, 1, 2, 'e', 'later', 'timeout');
                        """)
            }
        }
        let store = try Store(path: path)
        let envelope = try #require(try store.read { try $0.envelope(5) })
        #expect(
            envelope.route == .chat(ChatRoute(.slack, .hook(.secret(.environment("NASHRA_S"))))))
        #expect(envelope.pieces.flatMap(\.bytes) == Array("one".utf8))
        #expect(try store.read { try $0.deliveries(ofEnvelope: 5) }.map(\.reason) == ["timeout"])
        for service in ChatService.allCases where !service.isHook {
            var other = envelope
            other.key = service.rawValue
            other.route = .chat(
                ChatRoute(
                    service,
                    .room(
                        .secret(.file("secrets/a room")), server: "https://x.example",
                        token: service == .ntfy ? nil : .secret(.environment("NASHRA_T")))))
            let sealed = other
            let row = try #require(
                try store.write { try $0.insert(sealed, endpoint: "x") })
            #expect(try store.read { try $0.envelope(row) } == sealed)
        }
    }
}
