import NashraTesting
import Newswire
import Storage
import Testing
import Transfer

@testable import Dispatching

@Suite("forgetting what is long done with")
struct HousekeeperTests {
    @Test("messages go when they were settled long ago; what waits, and what was told, stays")
    func tidy() async throws {
        let desk = try Desk([
            "desk": """
            email: [lina@example.org, omar@example.org]
            timezone: UTC
            digest: 07:30
            rules: [فيضان]
            """
        ])
        let clock = NewsClock { [clock = desk.clock] in clock.now }
        let housekeeper = Housekeeper(
            commits: desk.commits, keep: .seconds(30 * 86_400), clock: clock)
        let maildir = try Relay(url: "maildir:" + desk.folder.path + "mail")
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try await desk.editionsNow().count == 1)
        #expect(try await desk.courier(relays: [maildir]).drain().delivered == 2)
        desk.clock.advance(by: .seconds(20 * 86_400))
        #expect(try await housekeeper.tidy() == 0)
        try await desk.receive(Wire.article("2", "فيضان في الموصل"))
        #expect(try await desk.editionsNow().count == 1)
        desk.clock.advance(by: .seconds(20 * 86_400))
        #expect(try await housekeeper.tidy() == 2)
        #expect(try desk.outbox().map(\.state) == [.ready, .ready])
        // What the forgotten digest told is not told again.
        #expect(try await desk.editionsNow().isEmpty)
    }

    @Test("a bounce is kept as long as it counts, however soon messages are forgotten")
    func bounces() async throws {
        let desk = try Desk(["desk": "{ email: lina@example.org, timezone: UTC }"])
        let lina = try EmailAddress("lina@example.org")
        let start = desk.clock.now
        let mail = SentMail(key: "k", subscriber: SubscriberID("desk"), address: lina)
        try desk.store.write {
            _ = try $0.insert(
                BounceRecord(
                    mail: mail, kind: "hard", status: nil, reason: nil, received: start,
                    isGone: false))
        }
        let housekeeper = Housekeeper(
            commits: desk.commits, keep: .seconds(7 * 86_400),
            clock: NewsClock { [clock = desk.clock] in clock.now })
        func days() throws -> Int {
            try desk.look { try $0.bounceDays(of: lina, kind: "hard", since: start) }
        }
        desk.clock.advance(by: .seconds(21 * 86_400))
        try await housekeeper.tidy()
        #expect(try days() == 1)
        desk.clock.advance(by: .seconds(10 * 86_400))
        try await housekeeper.tidy()
        #expect(try days() == 0)
    }
}
