import Digests
import Foundation
import NashraTesting
import Newswire
import Signing
import Storage
import Testing
import Transfer

@testable import Dispatching

/// The relay most newsrooms have: what it does with our mail is the judge, not
/// our own servers. Skipped where there is none (`PostfixServer.obstacle`).
@Suite(
    "through Postfix, into Dovecot's Maildirs", .serialized,
    .enabled(
        if: PostfixServer.obstacle == nil,
        Comment(rawValue: PostfixServer.obstacle ?? "Postfix can run here")))
struct PostfixDeliveryTests {
    private static let login = SMTPCredentials(username: "digest", password: "geheim")

    private static func keys() throws -> [DKIMKey] {
        try [("rsa", SampleKeys.rsa2048), ("ed", SampleKeys.ed25519)].map { selector, pem in
            DKIMKey(domain: "example.org", selector: selector, key: try PrivateKey(pem: pem))
        }
    }

    private func desk(_ addresses: [String]) async throws -> Desk {
        try await Desk.withDigest(for: addresses)
    }

    private func server(login: Bool = false, smtpUTF8: Bool = true) throws -> PostfixServer {
        var options = PostfixServer.Options()
        options.login = login ? "digest:geheim" : nil
        options.smtpUTF8 = smtpUTF8
        return try PostfixServer(options)
    }

    @Test("over STARTTLS, logged in: both DKIM signatures hold after Postfix passed it on")
    func signed() async throws {
        let server = try server(login: true)
        let relay = try Relay(
            url: server.url, credentials: Self.login, tls: .required,
            authorities: server.authorities)
        let readers = (1...100).map { "reader\($0)@example.org" }
        let desk = try await desk(readers + ["gone@example.org"])
        let keys = try Self.keys()
        let tally = try await desk.courier(relays: [relay], sessions: 4, keys: keys).drain()
        #expect(tally.delivered == 100 && tally.failed == 1 && tally.later == 0)
        let refused = try #require(try desk.outbox().last)
        #expect(refused.target == "gone@example.org" && refused.reason == "recipient-gone")

        let records = Dictionary(uniqueKeysWithValues: keys.map { ($0.recordName, $0.record) })
        for (index, reader) in readers.enumerated() {
            let mail = try await server.mail(of: reader, awaiting: 1)
            #expect(mail.count == 1, "\(reader)")
            guard let message = mail.first else { break }
            let text = String(decoding: message, as: UTF8.self)
            #expect(text.contains("\nReceived: from ") && text.contains("Delivered-To: \(reader)"))
            // Dovecot stores lines as Unix has them; the way gave them CRLF.
            let wire = Data(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)
            guard index % 25 == 0 else { continue }
            #expect(
                try DKIMJudge.verdicts(on: wire, records: records)
                    == ["rsa-sha256 pass", "ed25519-sha256 pass"])
        }
        let greetings = server.log.filter { $0.contains("sasl_method=PLAIN") }
        #expect(greetings.count == 100)
    }

    @Test("a wrong password, and none, stop the relay with Postfix's own words")
    func refusedLogin() async throws {
        let server = try server(login: true)
        let wrong = SMTPCredentials(username: "digest", password: "falsch")
        let cases: [(SMTPCredentials?, SMTPRelay.TLS, Int)] = [
            (wrong, .required, 535), (nil, .required, 554),
        ]
        for (credentials, tls, code) in cases {
            let relay = try Relay(
                url: server.url, credentials: credentials, tls: tls,
                authorities: server.authorities)
            let desk = try await desk(["lina@example.org", "omar@example.org"])
            _ = try await desk.courier(relays: [relay], sessions: 1).drain()
            let attempt = try #require(
                try desk.look { try $0.deliveries(ofEnvelope: 1) }.first)
            #expect(attempt.reply?.code == code, "\(attempt)")
        }
        #expect(try server.mail(of: "lina@example.org").isEmpty)
    }

    @Test("an address in Arabic goes out where SMTPUTF8 is offered, and else says why not")
    func otherScripts() async throws {
        let addresses = ["لينا@utf8.test", "omar@example.org"]
        let server = try server()
        let desk = try await desk(addresses)
        #expect(
            try await desk.courier(relays: [try Relay(url: server.url)]).drain().delivered == 2)
        let arabic = try await server.mail(of: "utf8", awaiting: 1)
        #expect(arabic.count == 1)
        #expect(
            arabic.allSatisfy { String(decoding: $0, as: UTF8.self).contains("لينا@utf8.test") })
        #expect(try await server.mail(of: "omar@example.org", awaiting: 1).count == 1)

        let old = try self.server(smtpUTF8: false)
        let second = try await self.desk(addresses)
        let tally = try await second.courier(relays: [try Relay(url: old.url)]).drain()
        #expect(tally.delivered == 1 && tally.failed == 1)
        #expect(try second.outbox().map(\.reason) == ["bad-address", nil])
        #expect(try await old.mail(of: "omar@example.org", awaiting: 1).count == 1)
    }
}
