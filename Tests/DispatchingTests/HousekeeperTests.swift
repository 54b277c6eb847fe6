import NashraTesting
import Newswire
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
}
