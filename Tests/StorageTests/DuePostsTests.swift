import GRDB
import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("which webhook comes next")
struct DuePostsTests {
    let folder: TemporaryFolder
    let store: Store
    let now = Timestamp(seconds: 1_800_000_000)
    let lease: Lease

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "store.sqlite")
        let now = now
        let courier = try store.write { try $0.insertCourier(at: now) }
        lease = Lease(courier: courier, token: "t", until: now + .seconds(60))
    }

    /// So many messages for an address, sealed one after another.
    private func fill(_ url: String, _ count: Int) throws {
        let edition = try store.write { records in
            try records.insertEdition(
                EditionKey(
                    subscriber: SubscriberID(url), digest: "morning", period: .now(now),
                    audience: .init(language: .arabic, timeZone: "Asia/Gaza")),
                slot: now, made: now, outcome: .sealed, items: 1)
        }
        try store.write { records in
            for number in 0..<count {
                let envelope = Envelope(
                    key: "\(url) \(number)", origin: .edition(try #require(edition)),
                    subscriber: SubscriberID(url), channel: "wire",
                    route: .webhook(url: ConfiguredText(url), secret: nil), messageID: nil,
                    pieces: [.own(Array("\(number)".utf8))], sealed: now,
                    giveUp: now + .seconds(86_400))
                _ = try records.insert(envelope, endpoint: url)
            }
        }
    }

    private func claim(_ limit: Int = 1, avoiding avoided: Set<String> = []) throws -> [String] {
        try store.write {
            try $0.claimPosts(
                under: lease, at: now, limit: limit, perEndpoint: 4,
                avoiding: avoided)
        }.map { try $0.open(under: lease).envelope.key }
    }

    @Test("the longest waiting first, four of an address at a time, and others behind any number")
    func order() throws {
        try fill("https://a.example.org", 300)
        try fill("https://c.example.org", 2)
        try fill("https://b.example.org", 300)
        try fill("https://d.example.org", 1)
        let taken = try (0..<12).flatMap { _ in try claim() }
        #expect(
            taken == (0..<4).map { "https://a.example.org \($0)" }
                + (0..<2).map { "https://c.example.org \($0)" }
                + (0..<4).map { "https://b.example.org \($0)" } + ["https://d.example.org 0"])
        #expect(try claim().isEmpty)
    }

    @Test("one that is left alone, or avoided, hides nothing behind it")
    func shut() throws {
        try fill("https://a.example.org", 300)
        try fill("https://b.example.org", 300)
        try fill("https://c.example.org", 3)
        try store.write { records in
            try records.fail(
                "https://a.example.org",
                EndpointFailure(failures: 1, until: now + .seconds(10), reason: .timeout), at: now)
        }
        #expect(try claim(avoiding: ["https://b.example.org"]) == ["https://c.example.org 0"])
        #expect(try claim() == ["https://b.example.org 0"])
    }

    @Test(
        "a round takes what was due when it began, and no endpoint whose pause ended since, unless it named the time"
    )
    func rounds() throws {
        try fill("https://a.example.org", 1)
        try fill("https://b.example.org", 1)
        let (lease, round, later) = (lease, now, now + .seconds(30))
        try store.write { records in
            for (name, isAsked) in [("a", false), ("b", true)] {
                try records.fail(
                    "https://\(name).example.org",
                    EndpointFailure(
                        failures: 1, until: round + .seconds(10), reason: .throttled,
                        isAsked: isAsked),
                    at: round)
            }
        }
        let rest = try store.read {
            try $0.nextRest(at: round, round: round, within: .seconds(10))
        }
        #expect(rest == round + .seconds(10))
        #expect(
            try store.read { try $0.nextRest(at: round, round: round, within: .seconds(9)) } == nil)
        func claim(_ moment: Timestamp) throws -> [String] {
            try store.write {
                try $0.claimPosts(under: lease, at: moment, round: round, limit: 4)
            }.map { try $0.open(under: lease).envelope.key }
        }
        #expect(try claim(round) == [])
        #expect(try claim(later) == ["https://b.example.org 0"])
        try fill("https://c.example.org", 1)
        try store.write {
            try $0.db.execute(sql: "UPDATE envelope SET next_attempt = next_attempt + 1")
        }
        #expect(try claim(later) == [])
    }

    @Test("they are found by their indexes")
    func plan() throws {
        let plan = try store.pool.read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN \(Records.firstPosts)",
                arguments: ["now": 0, "limit": 1, "closed": "[]"]
            ).map { $0["detail"] as String }
        }
        #expect(plan.count { $0.contains("envelope_posts") } == 3, "\(plan)")
        #expect(
            !plan.contains { $0.hasPrefix("SCAN envelope") && !$0.contains("INDEX") }, "\(plan)")
        let busy = try store.pool.read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN \(Records.busyPosts)", arguments: [4]
            ).map { $0["detail"] as String }
        }
        #expect(busy == ["SCAN envelope USING INDEX envelope_leased_posts"])
    }
}
