import Foundation
import NashraTesting
import Testing

@Suite("what servers say of readers")
struct LoggedReplyTests {
    @Test("is whole where results are printed, and masked in what ends in logs")
    func replies() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.rcpt["omar@example.org"] = "550 5.1.1 <omar@example.org>: no such user"
        behaviour.rcpt["lina@example.org"] = "451 4.3.0 <lina@example.org>: try later"
        let server = try SMTPServer(behaviour: behaviour)
        let office = try Office(
            configuration: Office.relay(server.url),
            subscribers: [
                "desk": """
                email: [omar@example.org, lina@example.org]
                digest: 07:30
                rules: [فيضان]
                """
            ])
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let run = try await office.nashra("send --now --all --yes")
        #expect(run.code == 75)
        #expect(run.output.contains("550 5.1.1 <omar@example.org>: no such user"))
        #expect(run.errors.contains("(550 5.1.1 <o…@example.org>: no such user)"))
        #expect(run.errors.contains("(451 4.3.0 <l…@example.org>: try later)"))
        #expect(!run.errors.contains("omar") && !run.errors.contains("lina"))
        #expect(
            try await office.nashra("deliveries --failed").output.contains("<omar@example.org>"))
    }
}
