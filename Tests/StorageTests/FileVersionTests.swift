import Foundation
import GRDB
import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("Versions of files in the store")
struct FileVersionTests {
    let folder: TemporaryFolder
    let store: Store
    let lina = SubscriberID("lina")

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "store.sqlite")
    }

    @Test(
        "what a file was read together with comes back byte for byte",
        arguments: [0, 1, 4_000, 3_000_017])
    func attachments(size: Int) throws {
        var random = SystemRandomNumberGenerator()
        let list = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
        let version = FileVersion(bytes: [1], topics: [2, 3], recipients: list)
        try store.write { try $0.accept(lina, version, hash: [4], at: Timestamp(seconds: 5)) }
        #expect(try store.read { try $0.lastAccepted(lina) } == version)
    }

    @Test("a list that many files name is kept once, and nothing of it by a write that fails")
    func once() throws {
        struct Stop: Error {}
        let list = Array(repeating: UInt8(ascii: "a"), count: 100_000)
        let accept = { (records: Records, id: String) in
            try records.accept(
                SubscriberID(id), FileVersion(bytes: Array(id.utf8), recipients: list),
                hash: Array(id.utf8), at: Timestamp(seconds: 5))
        }
        let count = {
            try store.read { try Int.fetchOne($0.db, sql: "SELECT count(*) FROM attachment") }
        }
        #expect(throws: Stop.self) {
            try store.write {
                try accept($0, "lina")
                throw Stop()
            }
        }
        #expect(try count() == 0)
        for id in ["lina", "omar"] { try store.write { try accept($0, id) } }
        #expect(try count() == 1)
        #expect(try store.read { try $0.lastAccepted(SubscriberID("omar")) }?.recipients == list)
    }

    @Test("bytes of another length than the row has are refused")
    func length() throws {
        #expect(throws: DatabaseError.self) {
            try store.pool.write { db in
                try db.execute(
                    sql: "INSERT INTO attachment (hash, bytes) VALUES (x'01', zeroblob(3))")
                try Blob(db, "attachment", "bytes", row: db.lastInsertedRowID).write([1, 2, 3, 4])
            }
        }
    }
}
