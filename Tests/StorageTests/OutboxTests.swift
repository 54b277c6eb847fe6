import GRDB
import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("The outbox")
struct OutboxTests {
    let folder: TemporaryFolder
    let store: Store
    let now = Timestamp(seconds: 1_800_000_000)
    let edition: Int64

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.path + "store.sqlite")
        let key = EditionKey(
            subscriber: SubscriberID("desk"), digest: "morning", period: .now(now),
            audience: .init(language: .arabic, timeZone: "Asia/Gaza"))
        let now = now
        edition = try #require(
            try store.write {
                try $0.insertEdition(key, slot: now, made: now, outcome: .sealed, items: 1)
            })
    }

    func envelope(_ number: Int) throws -> Envelope {
        Envelope(
            key: "key-\(number)", origin: .edition(edition), subscriber: SubscriberID("desk"),
            channel: "inbox",
            route: .mail(
                sender: try EmailAddress("digest@example.org"),
                recipient: try EmailAddress("reader\(number)@example.org")),
            messageID: "\(number)@example.org",
            pieces: [.own(Array("To: \(number)\r\n".utf8)), .shared(Array("body\r\n".utf8))],
            sealed: now, giveUp: now + .seconds(86_400))
    }

    func fill(_ count: Int) throws {
        try store.write { records in
            for number in 1...count {
                _ = try records.insert(try envelope(number), endpoint: "relay")
            }
        }
    }

    func lease(_ courier: Int64, _ token: String = "t") -> Lease {
        Lease(courier: courier, token: token, until: now + .seconds(60))
    }

    func claim(_ lease: Lease, _ limit: Int) throws -> [LeasedEnvelope] {
        let now = now
        return try store.write { try $0.claimMail(under: lease, at: now, limit: limit) }.envelopes
            .map { try $0.open(under: lease) }
    }

    func courier() throws -> Int64 {
        let now = now
        return try store.write { try $0.insertCourier(at: now) }
    }

    @Test("what was put in comes out to the byte, and shared bytes are kept once")
    func roundTrip() throws {
        try fill(3)
        let courier = try courier()
        let leased = try claim(lease(courier), 10)
        #expect(try leased.map(\.envelope) == (1...3).map(envelope))
        let parts = try store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM part") }
        #expect(parts == 1)
    }

    @Test("an envelope's key exists once")
    func unique() throws {
        try fill(1)
        let again = try store.write { try $0.insert(try envelope(1), endpoint: "relay") }
        #expect(again == nil)
    }

    @Test("no two couriers lease the same envelope")
    func claims() throws {
        try fill(5)
        let (one, other) = (try courier(), try courier())
        let first = try claim(lease(one), 3)
        let second = try claim(lease(other), 10)
        #expect(first.map(\.id) == [1, 2, 3])
        #expect(second.map(\.id) == [4, 5])
    }

    @Test("only who holds the lease settles")
    func settling() throws {
        try fill(1)
        let gone = try courier()
        let lost = try claim(lease(gone, "old"), 1)[0]
        #expect(try store.write { try $0.releaseLeases(ofGone: [gone], at: now) } == 1)
        let other = try courier()
        let held = try claim(lease(other, "new"), 1)[0]
        let delivery = Delivery(
            started: now, finished: now, endpoint: "relay",
            outcome: .delivered(ServerReply(code: 250, text: "ok")))

        try store.write { try $0.settle(lost, as: .failed, next: nil, delivery: delivery) }
        #expect(try store.read { try $0.outboxEntry(lost.id) }?.state == .leased)

        try store.write { try $0.settle(held, as: .sent, next: nil, delivery: delivery) }
        let entry = try #require(try store.read { try $0.outboxEntry(held.id) })
        #expect(entry.state == .sent)
        #expect(entry.attempts == 1)
        #expect(try store.read { try $0.deliveries(ofEnvelope: held.id) }.count == 2)
    }

    @Test("what was leased and not sent is given back as it was, by its holder only")
    func givingBack() throws {
        try fill(2)
        let now = now
        let gone = try courier()
        _ = try claim(lease(gone), 1)
        // It may have been sent: it is unknown.
        _ = try store.write { try $0.releaseLeases(ofGone: [gone], at: now) }
        let courier = try courier()
        let leased = try claim(lease(courier), 2)
        #expect(leased.map(\.state) == [.unknown, .ready])
        let stranger = leased.map { leased in
            var leased = leased
            leased.lease.token = "other"
            return leased
        }
        try store.write { try $0.giveBack(stranger) }
        #expect(try store.read { try $0.outbox() }.map(\.state) == [.leased, .leased])
        try store.write { try $0.giveBack(leased) }
        #expect(try store.read { try $0.outbox() }.map(\.state) == [.unknown, .ready])
        #expect(try store.read { try $0.outbox() }.map(\.attempts) == [0, 0])
    }

    @Test("a lease that is renewed ends later")
    func renewal() throws {
        try fill(2)
        let courier = try courier()
        let now = now
        _ = try claim(lease(courier), 1)
        _ = try claim(lease(courier, "other"), 1)
        try store.write {
            try $0.renew(Lease(courier: courier, token: "t", until: now + .seconds(3600)))
        }
        let late = now + .seconds(60)
        #expect(try store.write { try $0.releaseLeases(ofGone: [], at: late) } == 1)
        #expect(try store.read { try $0.outbox() }.map(\.state) == [.leased, .unknown])
    }

    @Test("an address that is suppressed takes leased envelopes out of the holder's hands")
    func withdrawal() throws {
        try fill(3)
        let courier = try courier()
        let now = now
        let leased = try claim(lease(courier), 3)
        try store.write { records in
            try records.suppress(
                try EmailAddress("READER2@example.org"), reason: "recipient-gone", at: now)
        }
        #expect(
            try store.write { try $0.withdraw(leased, at: now) } == [leased[1].id])
        let entries = try store.read { try $0.outbox(settled: true) }
        #expect(entries.map(\.state) == [.leased, .suppressed, .leased])
        #expect(entries[1].reason == "recipient-gone")
    }

    @Test("due mail is found by its index, however much is settled")
    func plan() throws {
        let plan = try store.pool.read { db in
            try Row.fetchAll(
                db, sql: "EXPLAIN QUERY PLAN \(Records.dueMail)",
                arguments: ["now": 0, "limit": 1]
            ).map { $0["detail"] as String }
        }
        #expect(plan.contains { $0.contains("envelope USING") && $0.contains("envelope_ready") })
        #expect(!plan.contains { $0.contains("TEMP B-TREE") })
    }

    @Test("a lease that ended is taken back, one that lives is not")
    func expiry() throws {
        try fill(1)
        let courier = try courier()
        _ = try claim(lease(courier), 1)
        let early = now + .seconds(59)
        #expect(try store.write { try $0.releaseLeases(ofGone: [], at: early) } == 0)
        let late = now + .seconds(60)
        #expect(try store.write { try $0.releaseLeases(ofGone: [], at: late) } == 1)
    }

    @Test("retry and drop reach what waits or failed, never what was sent")
    func retryAndDrop() throws {
        try fill(3)
        let courier = try courier()
        let now = now
        let leased = try claim(lease(courier), 3)
        let fates: [(Envelope.State, DeliveryOutcome)] = [
            (.sent, .delivered(nil)),
            (.failed, .failed(.policy, reply: ServerReply(code: 554, text: "no"))),
            (.unknown, .unknown(.cutAfterMessage)),
        ]
        try store.write { records in
            for (envelope, (state, outcome)) in zip(leased, fates) {
                try records.settle(
                    envelope, as: state, next: now + .seconds(600),
                    delivery: Delivery(
                        started: now, finished: now, endpoint: "relay", outcome: outcome))
            }
        }
        #expect(try store.write { try $0.retry(.all, at: now, giveUp: .seconds(60)) } == 2)
        #expect(try store.write { try $0.drop(EnvelopeChoice(ids: [1...2]), at: now) } == 1)
        let states = try store.read { try $0.outbox(settled: true) }.map(\.state)
        #expect(states == [.sent, .dropped, .unknown])
    }

    @Test("what was tried and is past its time is given up, what was never tried is not")
    func givingUp() throws {
        try fill(2)
        let courier = try courier()
        let now = now
        let leased = try claim(lease(courier), 1)
        let late = now + .seconds(90_000)
        try store.write { records in
            try records.settle(
                leased[0], as: .ready, next: late,
                delivery: Delivery(
                    started: now, finished: now, endpoint: "relay",
                    outcome: .later(.timeout, reply: nil, after: nil)))
        }
        #expect(try store.write { try $0.expire(at: late, relays: ["relay"]) } == 1)
        let entries = try store.read { try $0.outbox(settled: true) }
        #expect(entries.map(\.state) == [.failed, .ready])
        #expect(entries.map(\.reason) == ["given-up", nil])
    }

    @Test("retrying everything writes to no suppressed address")
    func suppressed() throws {
        try fill(2)
        let now = now
        let courier = try courier()
        let leased = try claim(lease(courier), 2)
        try store.write { records in
            for envelope in leased {
                try records.settle(
                    envelope, as: .failed, next: nil,
                    delivery: Delivery(
                        started: now, finished: now, endpoint: "relay",
                        outcome: .failed(.policy, reply: nil)))
            }
            try records.suppress(
                try EmailAddress("READER1@example.org"), reason: "recipient-gone", at: now)
        }
        #expect(try store.write { try $0.retry(.all, at: now, giveUp: .seconds(60)) } == 1)
        #expect(try store.read { try $0.outbox() }.map(\.state) == [.failed, .ready])
    }
}
