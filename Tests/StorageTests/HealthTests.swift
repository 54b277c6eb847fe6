import GRDB
import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("what who watches over the store asks of it")
struct HealthTests {
    let folder: TemporaryFolder
    let store: Store
    let now = Timestamp(seconds: 1_800_000_000)

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "store.sqlite")
    }

    /// A message that was made so long before now.
    private func seal(_ key: String, before length: Duration) throws {
        let moment = now - length
        try store.write { records in
            let edition = try records.insertEdition(
                EditionKey(
                    subscriber: SubscriberID(key), digest: "morning", period: .now(moment),
                    audience: .init(language: .arabic, timeZone: "Asia/Gaza")),
                slot: moment, made: moment, outcome: .sealed, items: 1)
            _ = try records.insert(
                Envelope(
                    key: key, origin: .edition(try #require(edition)),
                    subscriber: SubscriberID(key), channel: "wire",
                    route: .webhook(url: ConfiguredText("https://\(key).example.org"), secret: nil),
                    messageID: nil, pieces: [.own(Array(key.utf8))], sealed: moment,
                    giveUp: now + .seconds(86_400)), endpoint: key)
        }
    }

    @Test("how long the oldest message waits, and how attempts ended")
    func messages() throws {
        #expect(try store.read { try $0.oldestWaiting() } == nil)
        try seal("sent", before: .seconds(900))
        try seal("waits", before: .seconds(600))
        try seal("new", before: .seconds(60))
        let (now, day) = (now, Duration.seconds(86_400))
        let courier = try store.write { try $0.insertCourier(at: now) }
        let lease = Lease(courier: courier, token: "t", until: now + .seconds(60))
        let claimed = try store.write { try $0.claimPosts(under: lease, at: now, limit: 1) }
        try store.write { records in
            let leased = try #require(claimed.first).open(under: lease)
            for (outcome, state) in [
                (DeliveryOutcome.later(.unreachable, reply: nil, after: nil), Envelope.State?.none),
                (.delivered(nil), .sent),
            ] {
                let delivery = Delivery(
                    started: now, finished: now, endpoint: "sent", outcome: outcome)
                if let state {
                    try records.settle(leased, as: state, next: nil, delivery: delivery)
                } else {
                    try records.log(delivery, of: leased)
                }
            }
        }
        #expect(try store.read { try $0.oldestWaiting() } == now - .seconds(600))
        #expect(
            try store.read { try $0.attempts(since: now - day) } == ["later": 1, "delivered": 1])
        #expect(try store.read { try $0.attempts(since: now + .seconds(1)) }.isEmpty)
    }

    @Test("only the last two runs are remembered")
    func runs() throws {
        #expect(try store.read { try $0.lastRuns() }.isEmpty)
        for minute in 1...5 {
            let end = now + .seconds(60 * minute)
            try store.write { try $0.noteRun(endedAt: end) }
        }
        #expect(
            try store.read { try $0.lastRuns() } == [now + .seconds(300), now + .seconds(240)])
        let rows = try store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM run") }
        #expect(rows == 2)
    }

    @Test(
        "neither reads what was sent long ago",
        arguments: [Records.oldestUnsettled, Records.attemptsByOutcome])
    func queryPlans(sql: String) throws {
        let plan = try store.pool.read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: sql.contains("?") ? [0] : []
            )
            .map { $0["detail"] as String }
        }
        #expect(plan.allSatisfy { !$0.hasPrefix("SCAN") || $0.contains("COVERING") }, "\(plan)")
    }
}
