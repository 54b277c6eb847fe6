import Digests
import Foundation
import NashraTesting
import Newswire
import Testing
import Transfer

@testable import Dispatching

@Suite("addresses whose domain is of another script")
struct ForeignDomainTests {
    private func fields(_ message: String) -> [String] {
        message.components(separatedBy: "\r\n\r\n")[0].replacing("\r\n ", with: " ")
            .components(separatedBy: "\r\n")
    }

    @Test("stand in the head in ASCII, so that any relay takes them")
    func recipient() async throws {
        var options = SMTPServer.Options()
        options.smtpUTF8 = false
        let server = try SMTPServer(options)
        let desk = try await Desk.withDigest(for: ["lina@مثال.test", "omar@Bücher.example.org"])
        let courier = try desk.courier(relays: [try Relay(url: server.url)])
        #expect(try await courier.drain().delivered == 2)
        let heads = try server.received().map { fields($0.text) }
        #expect(
            Set(heads.compactMap { $0.first { $0.hasPrefix("To: ") } }) == [
                "To: lina@xn--mgbh0fb.test", "To: omar@xn--bcher-kva.example.org",
            ])
        #expect(heads.joined().allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
        // Who is told apart, suppressed and shown is the address of the file.
        #expect(
            try desk.outbox().map(\.target).sorted() == [
                "lina@مثال.test", "omar@bücher.example.org",
            ])
    }

    @Test("of the sender are in ASCII in every field that names them")
    func sender() throws {
        let from = Mailbox(name: "نشرة", address: try EmailAddress("digest@مثال.test"))
        let sealer = Sealer(
            composer: Composer(theme: try Theme.load()),
            mail: MailIdentity(from: from, replyTo: from), tokens: nil)
        let bulletin = Bulletin(
            kind: .digest, id: "1", subscriber: SubscriberID("desk"), subscriberName: "desk",
            digest: "morning", language: .arabic, timeZone: "UTC",
            date: CivilTime(secondsSinceEpoch: 1_800_000_000),
            created: Timestamp(seconds: 1_800_000_000), groups: [])
        let channel = Channel(
            name: "inbox", target: .email([try EmailAddress("lina@example.org")]))
        let letter = try sealer.letter(
            bulletin, to: Mailbox(address: try EmailAddress("lina@example.org")), on: channel,
            at: Timestamp(seconds: 1_800_000_000))
        let head = fields(String(decoding: letter, as: UTF8.self))
        #expect(head.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }, "\(head)")
        for name in ["From", "Reply-To", "Message-ID", "List-Id"] {
            let field = head.first { $0.hasPrefix("\(name): ") }
            #expect(field?.contains("xn--mgbh0fb.test") == true, "\(name): \(field ?? "")")
        }
    }

    @Test("a local part of another script leaves its address as it is: it needs SMTPUTF8 anyway")
    func local() throws {
        let address = try EmailAddress("لينا@مثال.test")
        #expect(address.inASCII == address)
    }
}
