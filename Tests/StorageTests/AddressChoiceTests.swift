import GRDB
import NashraTesting
import Newswire
import Testing

@testable import Storage

@Suite("The outbox: whom a message is for")
struct AddressChoiceTests {
    private let outbox: OutboxTests
    private static let targets = [
        "Lina@example.org", "khalina@example.org", "sara@xn--mgbh0fb.xn--kgbechtv",
        "omar@مثال.إختبار", "jo\u{308}rg@example.org", "https://cms.example.org/Hook",
    ]

    init() throws {
        outbox = try OutboxTests()
        let outbox = outbox
        try outbox.store.write { records in
            for (index, target) in Self.targets.enumerated() {
                var envelope = try outbox.envelope(index + 1)
                if let recipient = try? EmailAddress(target) {
                    envelope.route = .mail(
                        sender: try EmailAddress("digest@example.org"), recipient: recipient)
                } else {
                    envelope.route = .webhook(url: .literal(target), secret: nil)
                    envelope.messageID = nil
                }
                let id = try #require(try records.insert(envelope, endpoint: "relay"))
                try records.db.execute(
                    sql: """
                        INSERT INTO delivery (envelope_id, started, finished, endpoint, outcome)
                        VALUES (?, 0, 0, 'relay', 'delivered')
                        """, arguments: [id])
            }
        }
    }

    @Test(
        "an address is that reader, in any spelling; anything else is part of one",
        arguments: [
            ("lina@example.org", [1]), ("LINA@EXAMPLE.ORG", [1]), ("a@example.org", []),
            ("khalina@example.org", [2]), ("lina@", [1, 2]), ("@EXAMPLE.org", [1, 2, 5]),
            ("sara@مثال.إختبار", [3]), ("sara@XN--mgbh0fb.xn--kgbechtv", [3]),
            ("@مثال.إختبار", [3, 4]), ("@xn--mgbh0fb.xn--kgbechtv", [3, 4]), ("مثال", [3, 4]),
            ("xn--mgbh0fb", [3, 4]), ("xn--mgbh0fb.xn--kg", [3]), ("jörg@example.org", [5]),
            ("JÖRG", [5]), ("JO\u{308}RG@example.org", [5]), ("cms.example.org/hook", [6]),
            ("nobody", []),
        ])
    func choice(text: String, ids: [Int64]) throws {
        let found = try outbox.store.read { records in
            (
                try records.outbox(EnvelopeChoice(to: text)).map(\.id),
                try records.deliveries(since: Timestamp(seconds: 0), to: text).map(\.envelope)
            )
        }
        #expect(found.0 == ids)
        #expect(found.1.sorted() == ids)
    }

    @Test("what waits for an address is withdrawn in whatever form it was written")
    func suppressed() throws {
        let now = outbox.now
        try outbox.store.write {
            try $0.suppress(try EmailAddress("jörg@example.org"), reason: "by hand", at: now)
        }
        let states = try outbox.store.read { try $0.outbox(settled: true).map(\.state) }
        #expect(states == [.ready, .ready, .ready, .ready, .suppressed, .ready])
    }
}
