import Foundation
import NashraTesting
import Testing

@Suite("what servers say of readers")
struct LoggedReplyTests {
    @Test(
        "is whole where the operator asks, and masked in what ends in logs",
        arguments: ["send --now --all --yes", "run --once"])
    func replies(command: String) async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.rcpt["omar@example.org"] = "550 5.1.1 <omar@example.org>: no such user"
        behaviour.rcpt["lina@example.org"] = "451 4.3.0 <lina@example.org>: try later"
        let server = try SMTPServer(behaviour: behaviour)
        let office = try Office(
            configuration: Office.relay(server.url),
            subscribers: [
                "desk": """
                email: [omar@example.org, lina@example.org, ali@example.org]
                rules: [فيضان]
                """,
                "typo": "email: sara@example..org\ndigest: 07:30\nrules: [فيضان]\n",
            ])
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let run = try await office.nashra(command)
        #expect(run.code == 75)
        #expect(
            run.output.contains(
                "not delivered to o…@example.org by \(server.url): recipient-gone "
                    + "550 5.1.1 <o…@example.org>: no such user"))
        // `run` says the time before it.
        let delivered = #/^(\S+Z )?delivered to a…@example\.org by /#.anchorsMatchLineEndings()
        #expect(run.output.contains(delivered))
        #expect(run.errors.contains("(550 5.1.1 <o…@example.org>: no such user)"))
        #expect(run.errors.contains("(451 4.3.0 <l…@example.org>: try later)"))
        #expect(run.errors.contains("typo.yaml:1:8: error: "))
        for name in ["omar", "lina", "ali@", "sara"] {
            #expect(!run.output.contains(name) && !run.errors.contains(name), "\(name)")
        }
        #expect(
            try await office.nashra("deliveries --failed").output.contains("<omar@example.org>"))
    }
}
