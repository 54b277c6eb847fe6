import NashraTesting
import Newswire
import Storage
import Testing
import Transfer

@testable import Dispatching

/// What is wrong with a relay's certificate no attempt can mend.
@Suite("a relay with a bad certificate")
struct CertificateTests {
    private func desk(readers: Int) async throws -> Desk {
        try await Desk.withDigest(for: (1...readers).map { "reader\($0)@example.org" })
    }

    @Test(
        "it is named exactly, the relay stopped, and everything waits",
        arguments: [
            (SMTPServer.Options.Certificate.expired, "certificate has expired"),
            (.otherName, "no alternative certificate subject name matches target host name"),
            (.selfSigned, "self-signed certificate"),
        ])
    func stopped(kind: SMTPServer.Options.Certificate, words: String) async throws {
        var options = SMTPServer.Options()
        options.startTLS = true
        options.certificate = kind
        let server = try SMTPServer(options)
        let url = "smtp://localhost:\(server.port)"
        // Whom it names as its authority is trusted, but where that is itself.
        let authorities = kind == .selfSigned ? nil : server.authorities
        let relay = try Relay(url: url, tls: .required, authorities: authorities)
        let desk = try await desk(readers: 20)
        let sessions = 4
        let tally = try await desk.courier(relays: [relay], sessions: sessions).drain()
        #expect(tally.delivered == 0 && tally.failed == 0)
        #expect(try server.received().isEmpty)

        let attempts = try desk.look { try $0.deliveries(since: Timestamp(seconds: 0)) }
        #expect((1...sessions).contains(attempts.count))
        for attempt in attempts {
            #expect(attempt.reason == "configuration")
            #expect(attempt.reply?.text.contains(words) == true, "\(attempt)")
        }
        #expect(try desk.outbox().allSatisfy { $0.state == .ready })
        let blocked = try desk.look { try $0.blockedEndpoints(at: desk.clock.now) }
        #expect(blocked.map(\.name) == [url])

        // No storm: nothing more is tried before the pause is over.
        let connections = server.log.count { $0.hasSuffix("connected") }
        for _ in 1...5 {
            desk.clock.advance(by: .seconds(60))
            _ = try await desk.courier(relays: [relay], sessions: sessions).drain()
        }
        #expect(server.log.count { $0.hasSuffix("connected") } == connections)
    }

    @Test("a good one is found good")
    func good() async throws {
        var options = SMTPServer.Options()
        options.startTLS = true
        options.certificate = .good
        let server = try SMTPServer(options)
        let relay = try Relay(
            url: "smtp://localhost:\(server.port)", tls: .required,
            authorities: server.authorities)
        let desk = try await desk(readers: 2)
        #expect(try await desk.courier(relays: [relay]).drain().delivered == 2)
        #expect(try server.received().allSatisfy(\.tls))
    }
}
