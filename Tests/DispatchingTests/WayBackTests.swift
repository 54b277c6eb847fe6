import Foundation
import NashraTesting
import Newswire
import Signing
import Testing
import Transfer

@testable import Dispatching

@Suite("a mail's way back")
struct WayBackTests {
    private let signer = TokenSigner(current: .random())
    private let lina = WayBack.Reader(
        subscriber: SubscriberID("مكتب/غزة"), address: address("lina@example.org"))

    private static func address(_ text: String) -> EmailAddress {
        do {
            return try EmailAddress(text)
        } catch {
            preconditionFailure("'\(text)' is an address")
        }
    }

    private func wayBack(
        _ tokens: TokenSigner? = nil, bounces: String = "bounces@example.org",
        site: String? = "https://nashra.example.org"
    ) -> WayBack {
        WayBack(tokens: tokens ?? signer, bounces: Self.address(bounces), site: site)
    }

    private let key = SHA256.digest(of: "an envelope").id(characters: 26)

    @Test(
        "a return path names its envelope, in any case of letters, within 64 octets",
        arguments: ["b", "bounces", "news+bounces", String(repeating: "b", count: 19)])
    func returnPaths(local: String) throws {
        let wayBack = wayBack(bounces: "\(local)@example.org")
        for number in 0..<50 {
            let key = SHA256.digest(of: "envelope \(number)").id(characters: 26)
            let path = try #require(wayBack.returnPath(forEnvelope: key))
            #expect(path.local.hasPrefix(local + "+") && path.domain == "example.org")
            #expect(path.local.utf8.count <= 64)
            #expect(wayBack.envelopeKey(ofReturnPath: path) == key)
            let shouted = try EmailAddress(path.description.uppercased())
            #expect(wayBack.envelopeKey(ofReturnPath: shouted) == key)
        }
        #expect(WayBack.longestLocalPart == 19)
    }

    @Test("a return path that was altered by a letter names nothing")
    func alteredPaths() throws {
        let wayBack = wayBack()
        let path = try #require(wayBack.returnPath(forEnvelope: key))
        let letters = Array(path.local)
        for index in letters.indices.dropFirst("bounces+".count) {
            var other = letters
            other[index] = letters[index] == "a" ? "b" : "a"
            let address = try EmailAddress("\(String(other))@example.org")
            #expect(wayBack.envelopeKey(ofReturnPath: address) == nil, "\(index)")
        }
        for text in ["bounces", "bounces+", "bounces+aaaa", "x+غزة"] {
            let address = Self.address("\(text)@example.org")
            #expect(wayBack.envelopeKey(ofReturnPath: address) == nil)
        }
    }

    @Test("a link names its reader, however it is handed on")
    func links() throws {
        let wayBack = wayBack()
        let link = try #require(wayBack.unsubscribeLink(for: lina))
        #expect(link.hasPrefix("https://nashra.example.org/u/"))
        let token = String(link.dropFirst("https://nashra.example.org/u/".count))
        for text in [
            link, token, token.uppercased(), link + "/", link + "?utm=x", link + "#x",
            "/u/" + token,
        ] {
            #expect(wayBack.reader(leavingBy: text) == lina, "\(text)")
        }
        let shouted = WayBack.Reader(
            subscriber: lina.subscriber, address: Self.address("LINA@example.org"))
        #expect(wayBack.unsubscribeLink(for: shouted) == link)
    }

    @Test("a link that was altered by a letter, or is for something else, is nobody's")
    func alteredLinks() throws {
        let wayBack = wayBack()
        let link = try #require(wayBack.unsubscribeLink(for: lina))
        let letters = Array(link)
        let start = "https://nashra.example.org/u/".count
        for index in letters.indices.dropFirst(start) {
            var other = letters
            other[index] = letters[index] == "a" ? "b" : "a"
            #expect(wayBack.reader(leavingBy: String(other)) == nil, "\(index)")
        }
        let path = try #require(wayBack.returnPath(forEnvelope: key))
        for text in [
            "", "/", "https://nashra.example.org/u/", String(letters.dropLast()), link + "a",
            String(path.local.dropFirst("bounces+".count)),
            signer.token(for: .unsubscribe, carrying: "no address"),
            signer.token(for: .article, carrying: "desk\nlina@example.org"),
        ] {
            #expect(wayBack.reader(leavingBy: text) == nil, "\(text)")
        }
    }

    @Test("each reader has a link of his own, for each subscriber")
    func bound() throws {
        let wayBack = wayBack()
        let readers = ["desk", "gaza/desk"].flatMap { subscriber in
            ["lina@example.org", "omar@example.org"].map {
                WayBack.Reader(
                    subscriber: SubscriberID(subscriber), address: Self.address($0))
            }
        }
        let links = readers.compactMap(wayBack.unsubscribeLink)
        #expect(Set(links).count == 4)
        #expect(links.map { wayBack.reader(leavingBy: $0) } == readers)
        #expect(self.wayBack(site: nil).unsubscribeLink(for: lina) == nil)
    }

    @Test("every key of the list verifies, the first signs, and one that left the list is none")
    func rotation() throws {
        let (old, new) = (SigningKey.random(), SigningKey.random())
        let before = wayBack(TokenSigner(current: old))
        let rotating = wayBack(TokenSigner(current: new, older: [old]))
        let after = wayBack(TokenSigner(current: new))
        let path = try #require(before.returnPath(forEnvelope: key))
        let link = try #require(before.unsubscribeLink(for: lina))
        #expect(rotating.envelopeKey(ofReturnPath: path) == key)
        #expect(rotating.reader(leavingBy: link) == lina)
        #expect(after.envelopeKey(ofReturnPath: path) == nil)
        #expect(after.reader(leavingBy: link) == nil)
        let newer = try #require(rotating.unsubscribeLink(for: lina))
        #expect(newer != link && after.reader(leavingBy: newer) == lina)
    }

    @Test("each mail that a server gets has its recipient's own return path, field and links")
    func delivered() async throws {
        let server = try SMTPServer()
        let desk = try Desk([
            "desk": """
            email: [lina@example.org, omar@example.org]
            timezone: Asia/Gaza
            digest: 07:30
            rules: [فيضان]
            """
        ])
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try await desk.editionsNow().count == 1)
        let key = try PrivateKey(pem: SampleKeys.rsa2048)
        let courier = try desk.courier(
            relays: [try Relay(url: server.url)],
            keys: [.init(domain: "example.org", selector: "n1", key: key)])
        #expect(try await courier.drain().delivered == 2)
        let wayBack = WayBack(
            tokens: Desk.tokens, bounces: Self.address("bounces@example.org"), site: Desk.site)
        let keys = try desk.outbox().reduce(into: [:]) { $0[$1.target] = $1.key }
        let received = try server.received()
        #expect(received.count == 2)
        for message in received {
            let recipient = try #require(message.recipients.first)
            let sender = try EmailAddress(message.sender)
            #expect(wayBack.envelopeKey(ofReturnPath: sender) == keys[recipient])
            let head = message.text.components(separatedBy: "\r\n\r\n")[0]
            let fields = head.replacing("\r\n ", with: " ").components(separatedBy: "\r\n")
            let field = try #require(fields.first { $0.hasPrefix("List-Unsubscribe: ") })
            let link = field.dropFirst("List-Unsubscribe: <".count).dropLast()
            #expect(
                wayBack.reader(leavingBy: String(link))
                    == WayBack.Reader(
                        subscriber: SubscriberID("desk"), address: Self.address(recipient)))
            #expect(fields.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
            let signature = try #require(fields.first { $0.hasPrefix("DKIM-Signature:") })
                .replacing(" ", with: "").lowercased()
            #expect(signature.contains("list-unsubscribe:list-unsubscribe-post"))
            let body = message.text.replacing("=\r\n", with: "")
            #expect(body.contains("\r\n\(link)\r\n"))
            #expect(body.contains("<a href=3D\"\(link)\""))
        }
        // A recipient more costs an envelope's own pieces, not the message again.
        let parts = try Python.run(
            "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM part').fetchone()[0])",
            arguments: [desk.store.path])
        #expect(parts.trimmingCharacters(in: .whitespacesAndNewlines) == "3")
    }

    @Test("who left one list gets nothing of it, also not what waits, and stays on another")
    func leaving() async throws {
        let file = """
            email: [lina@example.org, omar@example.org]
            timezone: Asia/Gaza
            digest: 07:30
            rules: [فيضان]
            """
        let desk = try Desk(["one": file, "two": file])
        try await desk.receive(Wire.article("1", "فيضان في غزة"))
        #expect(try await desk.editionsNow().count == 2)
        let now = desk.clock.now
        let lina = Self.address("LINA@example.org")
        try await desk.commits.write {
            try $0.suppress(lina, for: SubscriberID("one"), reason: "unsubscribed", at: now)
        }
        try await desk.receive(Wire.article("2", "فيضان في بغداد"))
        desk.clock.advance(by: .seconds(1))
        #expect(try await desk.editionsNow().count == 2)
        let states = try desk.outbox().map { "\($0.subscriber) \($0.target) \($0.state)" }
        #expect(
            states == [
                "one lina@example.org suppressed", "one omar@example.org ready",
                "two lina@example.org ready", "two omar@example.org ready",
                "one lina@example.org suppressed", "one omar@example.org ready",
                "two lina@example.org ready", "two omar@example.org ready",
            ])
        #expect(try desk.outbox().first?.reason == "unsubscribed")
        let again = try await desk.commits.write {
            try $0.retry(.all, at: now, giveUp: .seconds(60))
        }
        #expect(again == 6)
    }
}
