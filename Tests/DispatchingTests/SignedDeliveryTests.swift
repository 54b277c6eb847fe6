import Digests
import Foundation
import NashraTesting
import Newswire
import Signing
import Testing
import Transfer

@testable import Dispatching

@Suite("signed mail")
struct SignedDeliveryTests {
    private static func keys() throws -> [DKIMKey] {
        try [("rsa", SampleKeys.rsa2048), ("ed", SampleKeys.ed25519)].map { selector, pem in
            DKIMKey(
                domain: "example.org", selector: selector, key: try PrivateKey(pem: pem))
        }
    }

    private static let passes = ["rsa-sha256 pass", "ed25519-sha256 pass"]

    private func desk() async throws -> Desk {
        try await Desk.withDigest(for: ["lina@example.org", "omar@example.org"])
    }

    private func verdicts(on message: Data) throws -> [String] {
        let records = try Self.keys().map { ($0.recordName, $0.record) }
        return try DKIMJudge.verdicts(
            on: message, records: Dictionary(uniqueKeysWithValues: records))
    }

    @Test("what a server receives is signed by each key, and the store holds it unsigned")
    func smtp() async throws {
        let server = try SMTPServer()
        let desk = try await desk()
        let courier = try desk.courier(
            relays: [try Relay(url: server.url)], keys: try Self.keys())
        #expect(try await courier.drain().delivered == 2)
        let letters = try desk.letters()
        #expect(letters.allSatisfy { !$0.contains("DKIM-Signature") })
        for message in try server.received() {
            #expect(try verdicts(on: message.bytes) == Self.passes)
            #expect(letters.contains { message.text.hasSuffix($0) })
        }
    }

    @Test("what lies in a Maildir is signed too")
    func maildir() async throws {
        let desk = try await desk()
        let path = desk.folder.path + "mail"
        let courier = try desk.courier(
            relays: [try Relay(url: "maildir:" + path)], keys: try Self.keys())
        #expect(try await courier.drain().delivered == 2)
        let files = try FileManager.default.contentsOfDirectory(atPath: path + "/new")
        #expect(files.count == 2)
        for file in files {
            let message = try Data(contentsOf: URL(filePath: "\(path)/new/\(file)"))
            #expect(try verdicts(on: message) == Self.passes)
        }
    }

    @Test("a mail that is tried again, by another process and later, has the same signature")
    func again() async throws {
        var behaviour = SMTPServer.Behaviour()
        behaviour.drop = ["lina@example.org": .final]
        let server = try SMTPServer(behaviour: behaviour)
        let relays = [try Relay(url: server.url)]
        let desk = try await desk()
        _ = try await desk.courier(relays: relays, keys: try Self.keys()).drain()
        try server.behave(SMTPServer.Behaviour())
        desk.clock.advance(by: .seconds(3600))
        let other = try desk.beside().courier(relays: relays, keys: try Self.keys())
        #expect(try await other.drain().delivered == 1)
        let twice = try server.received().filter { $0.recipients == ["lina@example.org"] }
        #expect(twice.count == 2)
        #expect(twice[0].bytes == twice[1].bytes)
        #expect(try verdicts(on: twice[1].bytes) == Self.passes)
    }
}
