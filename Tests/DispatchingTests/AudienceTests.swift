import Foundation
import NashraTesting
import Newswire
import Storage
import Testing

@testable import Dispatching

/// Slots are at 07:30: in Gaza at 05:30 UTC, in London at 07:30 UTC; the clock
/// starts at 04:00.
@Suite("digests and alerts for the readers of a list")
struct AudienceTests {
    private static let file = """
        recipients: readers.csv
        language: ar
        timezone: Asia/Gaza
        digest: 07:30
        rules: [فيضان]
        """

    private static let list = """
        email,name,language,timezone
        gaza@example.org,ليلى,,
        london@example.org,Omar,en,Europe/London
        paris@example.org,Zoé,fr,Europe/Paris
        rafah@example.org,,,
        """

    private func desk(
        _ list: String = AudienceTests.list, file: String = AudienceTests.file
    ) async throws -> Desk {
        let desk = try Desk(["desk": file])
        try desk.folder.write(list, to: "subscribers/readers.csv")
        #expect(try await desk.dueEditions() == [])
        return desk
    }

    private func targets(_ desk: Desk) throws -> [String] {
        try desk.outbox().map(\.target)
    }

    @Test("each audience has its edition at its own hour, in its own language")
    func hours() async throws {
        let desk = try await desk()
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        desk.clock.advance(by: .seconds(5400))
        #expect(try await desk.dueEditions() == ["desk 2026-11-24T07:30 sealed 1+0"])
        #expect(try targets(desk) == ["gaza@example.org", "rafah@example.org"])
        // What comes between two hours is news for those whose hour is still to
        // come, and for the others tomorrow.
        try await desk.receive(Wire.article("2", "فيضان في رفح"))
        desk.clock.advance(by: .seconds(7200))
        #expect(
            try await desk.dueEditions() == [
                "desk 2026-11-24T07:30 sealed 2+0", "desk 2026-11-24T07:30 sealed 2+0",
            ])
        #expect(try await desk.dueEditions() == [])
        #expect(try Set(targets(desk).dropFirst(2)) == ["london@example.org", "paris@example.org"])
        let letters = try desk.letters()
        #expect(letters.count == 4)
        for (letter, language) in zip(letters, ["ar", "ar"]) {
            #expect(letter.contains("lang=3D\"\(language)\""))
        }
        let london = try #require(letters.first { $0.contains("london@example.org") })
        #expect(london.hasPrefix("To: Omar <london@example.org>"))
        #expect(london.contains("<html lang=3D\"en\""))
        let paris = try #require(letters.first { $0.contains("paris@example.org") })
        #expect(paris.contains("<html lang=3D\"fr\""))
        #expect(Set(letters.map { $0.components(separatedBy: "\r\nDate").first }).count == 4)
        desk.clock.advance(by: .seconds(86_400 - 7200))
        #expect(try await desk.dueEditions() == ["desk 2026-11-25T07:30 sealed 1+0"])
        #expect(try desk.look { try $0.pendingCounts() }.isEmpty)
    }

    @Test("what waits counts once, and a digest now goes to every audience")
    func now() async throws {
        let desk = try await desk()
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try desk.look { try $0.pendingCounts() }.map(\.count) == [1])
        #expect(try await desk.editionsNow().count == 3)
        #expect(
            try Set(targets(desk)) == [
                "gaza@example.org", "rafah@example.org", "london@example.org", "paris@example.org",
            ])
        #expect(try await desk.editionsNow() == [])
        #expect(try desk.look { try $0.pendingCounts() }.isEmpty)
    }

    @Test("readers who move to another audience lose nothing, and get nothing twice")
    func moving() async throws {
        let desk = try await desk()
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        try desk.folder.write(
            "email,language,timezone\nlondon@example.org,fr,Europe/London\n",
            to: "subscribers/readers.csv")
        #expect(try await desk.dueEditions() == [])
        desk.clock.advance(by: .seconds(12_600))
        #expect(try await desk.dueEditions() == ["desk 2026-11-24T07:30 sealed 1+0"])
        #expect(try targets(desk) == ["london@example.org"])
        #expect(try desk.look { try $0.pendingCounts() }.isEmpty)
        // The audiences that nobody belongs to any more have gone.
        let known = try desk.look { try $0.knownDigests() }
        #expect(known[SubscriberID("desk")]?["digest"]?.keys.sorted() == ["fr Europe/London"])
    }

    @Test("an alert reaches every reader in his language, the suppressed one not")
    func alerts() async throws {
        let desk = try await desk(
            file: """
                recipients: readers.csv
                language: ar
                timezone: Asia/Gaza
                channels: { hook: { webhook: https://hooks.example.org/x } }
                rules:
                  - { match: فيضان, send: [email, hook] }
                """)
        let now = desk.clock.now
        let gone = try EmailAddress("Rafah@example.org")
        try await desk.commits.write { try $0.suppress(gone, reason: "gone", at: now) }
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        let made = try await desk.dueAlerts()
        #expect(made.map(\.channel) == ["email", "hook"])
        #expect(made.map(\.envelopes) == [3, 1])
        let waiting = try desk.outbox().filter { $0.state == .ready }.map(\.target)
        #expect(waiting.count == 4 && !waiting.contains("rafah@example.org"))
        let letters = try desk.letters()
        #expect(letters.contains { $0.contains("<html lang=3D\"fr\"") })
        #expect(try await desk.dueAlerts().isEmpty)
    }

    @Test("other channels of a digest are the subscriber's own audience's")
    func mixed() async throws {
        let desk = try await desk(
            "email,language\na@example.org,fr\n",
            file: """
                recipients: readers.csv
                language: ar
                timezone: Asia/Gaza
                channels: { archive: { email: archive@example.org } }
                digests: { morning: { at: 07:30, to: [email, archive] } }
                rules: [فيضان]
                """)
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        desk.clock.advance(by: .seconds(5400))
        #expect(try await desk.dueEditions().count == 2)
        #expect(try targets(desk) == ["archive@example.org", "a@example.org"])
        let letters = try desk.letters()
        #expect(letters[0].contains("<html lang=3D\"ar\""))
        #expect(letters[1].contains("<html lang=3D\"fr\""))
    }

    @Test("a list that is lost stays in force as it last was")
    func lost() async throws {
        let desk = try await desk()
        try FileManager.default.removeItem(atPath: desk.folder.path + "subscribers/readers.csv")
        let (rules, diagnostics) = try await desk.beside().shelf.load()
        #expect(Set(diagnostics.map(\.id)) == ["list-unreadable", "earlier-version"])
        #expect(rules.everyone.first?.addresses.count == 4)
    }

    @Test("thousands of readers are one edition, and share its bytes")
    func many() async throws {
        let rows = (0..<3000).map { "r\($0)@example.org,,\($0 % 3 == 0 ? "en" : "ar"),\n" }
        let desk = try await desk("email,name,language,timezone\n" + rows.joined())
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        desk.clock.advance(by: .seconds(5400))
        let made = try await desk.digests.makeDue(try await desk.rules().everyone)
        #expect(made.map(\.envelopes).sorted() == [1000, 2000])
        let size = try FileManager.default.attributesOfItem(atPath: desk.store.path)[.size] as? Int
        #expect((size ?? 0) < 3000 * 1500)
    }
}
