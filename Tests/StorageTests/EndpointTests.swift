import GRDB
import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("The outbox: endpoints, choices, what is forgotten")
struct EndpointTests {
    private let outbox: OutboxTests
    private let now: Timestamp

    init() throws {
        outbox = try OutboxTests()
        now = outbox.now
    }

    private var store: Store { outbox.store }

    private func fail(
        _ name: String, until: Timestamp?, _ reason: FailureReason = .throttled,
        alarms: Bool = false
    ) throws {
        let now = now
        try store.write {
            try $0.fail(
                name,
                EndpointFailure(
                    failures: 1, until: until, reason: reason,
                    reply: ServerReply(code: 421, text: "later"), alarms: alarms), at: now)
        }
    }

    /// Messages that go to a webhook: a mail's relay is chosen when it is sent.
    private func fillPosts(_ count: Int) throws {
        try store.write { records in
            for number in 1...count {
                var envelope = try outbox.envelope(number)
                envelope.route = .webhook(url: .literal("https://h.example.org/"), secret: nil)
                envelope.messageID = nil
                _ = try records.insert(envelope, endpoint: "relay")
            }
        }
    }

    private func claim(
        at moment: Timestamp, limit: Int = 10, mail: Bool = true
    ) throws -> [LeasedEnvelope] {
        let courier = try outbox.courier()
        let lease = Lease(courier: courier, token: "t", until: moment + .seconds(60))
        return try store.write {
            mail
                ? try $0.claimMail(under: lease, at: moment, limit: limit).envelopes
                : try $0.claimPosts(under: lease, at: moment, limit: limit)
        }.map { try $0.open(under: lease) }
    }

    private func settle(_ leased: [LeasedEnvelope], as state: Envelope.State, at end: Timestamp)
        throws
    {
        let outcome: DeliveryOutcome =
            state == .sent ? .delivered(nil) : .failed(.policy, reply: nil)
        try store.write { records in
            for envelope in leased {
                try records.settle(
                    envelope, as: state, next: nil,
                    delivery: Delivery(
                        started: end, finished: end, endpoint: "smtp://relay", outcome: outcome))
            }
        }
    }

    @Test("a blocked endpoint's envelopes wait; after the pause one of them goes alone")
    func blocking() throws {
        try fillPosts(3)
        try fail("relay", until: now + .seconds(10))
        #expect(try claim(at: now, mail: false).isEmpty)
        #expect(try store.read { try $0.nextAttempt() } == now + .seconds(10))
        #expect(try claim(at: now + .seconds(10), mail: false).count == 1)
        #expect(try claim(at: now + .seconds(10), mail: false).isEmpty)
        // Whoever had it is gone: the next one tries.
        let late = now + .seconds(10) + Records.probeTime
        #expect(try claim(at: late, mail: false).count == 1)
    }

    @Test("one that failed too seldom is not left alone")
    func notBlocked() throws {
        try fillPosts(3)
        try fail("relay", until: nil, .serverFault)
        #expect(try claim(at: now, mail: false).count == 3)
        #expect(try store.read { try $0.blockedEndpoints(at: now) }.isEmpty)
    }

    @Test("what an endpoint asked for outlasts successes that began before")
    func wishes() throws {
        let (now, hour) = (now, now + .seconds(3600))
        try fail("relay", until: hour)
        try store.write { try $0.recover(endpoint: "relay", asOf: now, at: now) }
        let blocked = try store.read { try $0.blockedEndpoints(at: now + .seconds(60)) }
        #expect(blocked.map(\.until) == [hour] && blocked.map(\.reason) == ["throttled"])
        try store.write { try $0.recover(endpoint: "relay", asOf: hour, at: hour) }
        #expect(try store.read { try $0.endpoint("relay") } == nil)
    }

    @Test("an endpoint has one alarm, from its first to when it works, whoever hastens it")
    func alarms() throws {
        let now = now
        try fail("relay", until: now, .authentication, alarms: true)
        try fail("relay", until: now, .authentication, alarms: true)
        _ = try store.write { try $0.retry(.all, at: now, giveUp: .seconds(60)) }
        #expect(try store.read { try $0.endpoint("relay") } == nil)
        try fail("relay", until: now, .authentication, alarms: true)
        let alarm = try #require(try store.read { try $0.openAlarms() }.first)
        #expect(alarm.reply == "421 later")
        #expect(try told().isEmpty == false)
        #expect(try told().allSatisfy { $0.isEmpty })
        try store.write { try $0.tell(alarm, by: ["ops"], isAll: false, at: now) }
        #expect(try told() == [["ops"]])
        try store.write { try $0.recover(endpoint: "relay", asOf: now, at: now) }
        #expect(try store.read { try $0.openAlarms() }.isEmpty)
        let ended = try #require(try store.read { try $0.alarmsToTell() }.first).alarm
        #expect(ended.ended == now && ended.id == alarm.id)
        #expect(try store.read { try $0.channels(toldOf: ended, ended: false) } == ["ops"])
        #expect(try told() == [[]])
        try store.write { try $0.tell(ended, by: ["ops"], isAll: true, at: now) }
        #expect(try told().isEmpty)

        // What ended before anyone was told is not told any more.
        try fail("relay", until: now, .authentication, alarms: true)
        try store.write { try $0.recover(endpoint: "relay", asOf: now, at: now) }
        #expect(try told().isEmpty)
        try store.write { try $0.pruneAlarms(endedBefore: now + .seconds(1)) }
    }

    /// Of each alarm that somebody may have to hear of, who has heard it.
    private func told() throws -> [Set<String>] {
        try store.read { try $0.alarmsToTell() }.map(\.told)
    }

    @Test("alarms of servers that nothing leads to end unheard; what waits for one keeps it")
    func unused() throws {
        let now = now
        for name in ["smtp://old", "smtp://new", "relay"] {
            try fail(name, until: now + .seconds(60), .authentication, alarms: true)
        }
        try fillPosts(1)
        try store.write { try $0.endAlarms(butOf: ["smtp://new"], at: now) }
        #expect(try store.read { try $0.openAlarms() }.map(\.endpoint) == ["smtp://new", "relay"])
        #expect(try store.read { try $0.endpoint("smtp://old") } == nil)
        #expect(try told().count == 2)
    }

    @Test("what a clock that was ahead wrote is due when the clock is right again")
    func ahead() throws {
        let (now, late) = (now, now + .seconds(60 * 86_400))
        try fillPosts(1)
        try store.write { records in
            try records.fail(
                "relay", EndpointFailure(failures: 1, until: late, reason: .throttled), at: late)
            try records.db.execute(
                sql: "UPDATE envelope SET next_attempt = ?", arguments: [late.milliseconds])
            try records.mendMoments(writtenAhead: now)
        }
        #expect(try claim(at: now, mail: false).count == 1)
    }

    @Test("who gives a message back gives back the right to try its endpoint")
    func givenBack() throws {
        let now = now
        try fillPosts(2)
        try fail("relay", until: now)
        let probe = try claim(at: now, mail: false)
        #expect(probe.count == 1)
        #expect(try claim(at: now, mail: false).isEmpty)
        try store.write { try $0.giveBack(probe) }
        #expect(try claim(at: now, mail: false).count == 1)
    }

    @Test(
        "messages are chosen by number, server, address and time, all of it true of them",
        arguments: [
            (.all, [1, 2, 3, 4]), (.init(ids: [2...3]), [2, 3]),
            (.init(ids: [1...1, 4...9]), [1, 4]), (.init(endpoint: "relay"), [1, 2, 3, 4]),
            (.init(endpoint: "smtp://relay"), [1, 2]), (.init(to: "READER3@"), [3]),
            (.init(ids: [2...3], endpoint: "smtp://relay"), [2]),
            (.init(to: "nobody"), []),
            (.init(since: Timestamp(seconds: 1_800_000_000)), [1, 2, 3, 4]),
            (.init(since: Timestamp(seconds: 1_800_000_001)), []),
        ] as [(EnvelopeChoice, [Int64])])
    func choices(choice: EnvelopeChoice, ids: [Int64]) throws {
        try outbox.fill(4)
        try settle(try claim(at: now, limit: 2), as: .failed, at: now)
        #expect(try store.read { try $0.outbox(choice) }.map(\.id) == ids)
        let now = now
        let retried = try store.write { try $0.retry(choice, at: now, giveUp: .seconds(60)) }
        #expect(retried == ids.count)
        #expect(try store.write { try $0.drop(choice, at: now) } == ids.count)
    }

    @Test("the newest so many begin at one, before which stand those that are cut")
    func cut() throws {
        try outbox.fill(5)
        try settle(try claim(at: now, limit: 2), as: .sent, at: now)
        for (settled, count, first, before) in [
            (true, 5, nil, 0), (true, 4, 2, 1), (true, 1, 5, 4), (true, 9, nil, 0),
            (false, 3, nil, 0), (false, 2, 4, 1),
        ] as [(Bool, Int, Int64?, Int)] {
            let cut = try store.read { try $0.outboxCut(settled: settled, newest: count) }
            #expect(cut?.first == first && (cut?.before ?? 0) == before, "\(settled) \(count)")
        }
        let page = try store.read { try $0.outbox(settled: true, from: 2, limit: 3) }
        #expect(page.map(\.id) == [2, 3, 4])
    }

    @Test("what is asked about is quiet whatever befell others, and only then")
    func quiet() throws {
        try outbox.fill(3)
        let next = try claim(at: now)
        let question = QuietQuestion(endpoints: ["smtp://a", "smtp://b", "smtp://c"])
        func isQuiet(_ question: QuietQuestion = question) throws -> Bool {
            try store.read { try $0.isQuiet(question, next.dropFirst()) }
        }
        #expect(try isQuiet())
        try fail("hook", until: now + .seconds(10), alarms: true)
        #expect(try isQuiet())
        func suppress(_ leased: LeasedEnvelope) throws {
            guard case .mail(_, let recipient) = leased.envelope.route else { return }
            try store.write { try $0.suppress(recipient, reason: "asked", at: now) }
        }
        // Of whom nothing more is asked.
        try suppress(next[0])
        #expect(try isQuiet())
        try fail("smtp://c", until: nil)
        #expect(try !isQuiet())
        #expect(try isQuiet(QuietQuestion(endpoints: ["smtp://a"])))
        try fail("smtp://a", until: now + .seconds(10), alarms: true)
        #expect(try !isQuiet(QuietQuestion(endpoints: ["smtp://a"])))
        #expect(try isQuiet(QuietQuestion(endpoints: ["smtp://b"])))
        try suppress(next[2])
        #expect(try !isQuiet(QuietQuestion(endpoints: ["smtp://b"])))
    }

    @Test(
        "what was settled long ago is forgotten with its bytes, a piece at a time; what waits is not"
    )
    func pruning() throws {
        try outbox.fill(5)
        try settle(try claim(at: now, limit: 3), as: .sent, at: now)
        let late = now + .seconds(1)
        let (first, second) = try store.write { records in
            (
                try records.pruneEnvelopes(settledBefore: late, limit: 2),
                try records.pruneEnvelopes(settledBefore: late, limit: 2)
            )
        }
        #expect(first == 2 && second == 1)
        #expect(try store.read { try $0.outbox(settled: true) }.map(\.id) == [4, 5])
        #expect(try store.read { try $0.deliveries(since: Timestamp(seconds: 0)) }.isEmpty)
        let bytes = try store.read { try $0.envelope(5) }?.pieces.flatMap(\.bytes)
        #expect(bytes.map { String(decoding: $0, as: UTF8.self) } == "To: 5\r\nbody\r\n")
        let now = now
        _ = try store.write { try $0.drop(.all, at: now) }
        #expect(try store.write { try $0.pruneEnvelopes(settledBefore: late, limit: 9) } == 2)
        for table in ["envelope", "mailing", "mailing_piece", "part", "delivery"] {
            let count = try store.read { try $0.count(table) }
            #expect(count == 0, "\(table)")
        }
        // The edition stays: it is not made again.
        #expect(try store.read { try $0.count("edition") } == 1)
    }

    @Test("what was settled since is kept")
    func kept() throws {
        try outbox.fill(2)
        try settle(try claim(at: now), as: .sent, at: now + .seconds(10))
        let end = now + .seconds(10)
        let pruned = try store.write { try $0.pruneEnvelopes(settledBefore: end, limit: 9) }
        #expect(pruned == 0)
    }
}

extension Records {
    fileprivate func count(_ table: String) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
    }
}
