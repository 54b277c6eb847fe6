import Foundation
import NashraTesting
import Testing

extension Office {
    /// One whose mail to each of two readers was sent, with return paths that carry
    /// a token, or without; and what the server got, in the readers' order.
    static func sent(signed: Bool = true) async throws -> (Office, [SMTPServer.Received]) {
        let server = try SMTPServer()
        let office = try Office(
            configuration: """
                mail:
                  from: Nashra <digest@example.org>
                  relay: \(server.url)
                \(signed ? "  bounces: bounces@example.org" : "")

                """,
            subscribers: [
                "desk": """
                email: [lina@example.net, omar@example.net]
                digest: 07:30
                rules: [فيضان]
                """
            ])
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        #expect(try await office.nashra("send --now --all --yes").code == 0)
        let received = try server.received().sorted { $0.recipients[0] < $1.recipients[0] }
        try #require(received.count == 2)
        return (office, received)
    }
}

extension SMTPServer.Received {
    /// What another server reports of the message.
    func report(to address: String? = nil, status: String = "5.1.1") -> Data {
        Data(
            """
            From: MAILER-DAEMON@mx.example.net
            To: \(sender)
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net

            Final-Recipient: rfc822; \(address ?? recipients[0])
            Action: failed
            Status: \(status)

            --b
            Content-Type: message/rfc822

            \(text.replacing("\r\n", with: "\n"))
            --b--

            """.utf8)
    }
}
