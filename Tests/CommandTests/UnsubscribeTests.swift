import Foundation
import NashraTesting
import Testing

@Suite("leaving by a mail's own link", .serialized)
struct UnsubscribeTests {
    private func office(_ server: SMTPServer, key: String = "") throws -> Office {
        try Office(
            configuration: """
                \(key)
                mail:
                  from: Nashra <digest@example.org>
                  bounces: bounces@example.org
                  relay: \(server.url)
                http: { public: "https://nashra.example.org/" }

                """,
            subscribers: [
                "desk": """
                email: [lina@example.org, omar@example.org]
                digest: 07:30
                rules: [فيضان]
                """
            ])
    }

    private func send(_ numbers: ClosedRange<Int>, _ office: Office) async throws {
        try office.folder.write(Office.feed(numbers), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        let run = try await office.nashra("send --now --all --yes")
        #expect(run.code == 0, "\(run.errors)")
    }

    /// The link of a message's List-Unsubscribe.
    private func link(of message: SMTPServer.Received) throws -> String {
        let head = message.text.components(separatedBy: "\r\n\r\n")[0]
            .replacing("\r\n ", with: " ")
        let field = head.components(separatedBy: "\r\n").first {
            $0.hasPrefix("List-Unsubscribe:")
        }
        return String(try #require(field).dropFirst("List-Unsubscribe: <".count).dropLast())
    }

    @Test("the key is made once and kept, and a link is worth what it says and no more")
    func leaving() async throws {
        let server = try SMTPServer()
        let office = try office(server)
        #expect(try await office.nashra("preview desk --out out").code == 0)
        #expect(office.names("var").contains("nashra.key") == false)
        let preview = try String(
            contentsOf: office.folder.url.appending(path: "out/desk-digest.txt"), encoding: .utf8)
        #expect(preview.contains("\nhttps://nashra.example.org/u/\n"))
        let early = try await office.nashra("unsubscribe abc")
        #expect(early.code == 78 && early.errors.contains("file:var/nashra.key"))

        try await send(1...1, office)
        let key = try Data(contentsOf: office.folder.url.appending(path: "var/nashra.key"))
        let attributes = try FileManager.default.attributesOfItem(
            atPath: office.folder.path + "var/nashra.key")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let received = try server.received()
        #expect(Set(received.map(\.sender)).count == 2)
        #expect(received.allSatisfy { $0.sender.hasPrefix("bounces+") })

        let first = try #require(received.first { $0.recipients == ["lina@example.org"] })
        let link = try link(of: first)
        #expect(link.hasPrefix("https://nashra.example.org/u/"))
        var altered = Array(link)
        altered[link.count - 30] = altered[link.count - 30] == "a" ? "b" : "a"
        for wrong in [String(altered), "../../etc/passwd"] {
            let refused = try await office.nashra("unsubscribe", wrong)
            #expect(refused.code == 65 && refused.errors.contains("is no token of ours"))
        }
        let left = try await office.nashra("unsubscribe --json", link).json()
        #expect(left.count == 1)
        #expect(left[0]["address"] as? String == "lina@example.org")
        #expect(left[0]["subscriber"] as? String == "desk" && left[0]["new"] as? Bool == true)
        let again = try await office.nashra(
            "unsubscribe", link.components(separatedBy: "/").last ?? "")
        #expect(again.code == 0 && again.output.contains("and did not before"))

        try await send(2...2, office)
        #expect(try server.received().count == 3)
        #expect(
            try Data(contentsOf: office.folder.url.appending(path: "var/nashra.key")) == key)
        let check = try await office.nashra("check")
        #expect(check.errors.contains("nothing is written to 'lina@example.org': unsubscribed"))
        let status = try await office.nashra("status")
        #expect(status.code == 0 && status.output.contains("lina@example.org left desk"))

        // Another key signs now; what the old one signed is still good, until it
        // is taken out.
        let configuration = try String(
            contentsOf: office.folder.url.appending(path: "nashra.yaml"), encoding: .utf8)
        try office.folder.write(
            "key: [file:var/new.key, file:var/nashra.key]\n" + configuration, to: "nashra.yaml")
        try await send(3...3, office)
        #expect(office.names("var").contains("new.key"))
        let second = try #require(received.first { $0.recipients == ["omar@example.org"] })
        try office.folder.write("key: file:var/new.key\n" + configuration, to: "nashra.yaml")
        let old = try self.link(of: second)
        #expect(try await office.nashra("unsubscribe", old).code == 65)
        let newer = try self.link(of: try #require(try server.received().last))
        #expect(try await office.nashra("unsubscribe", newer).code == 0)
        let deserted = try await office.nashra("status")
        #expect(deserted.code == 1 && deserted.output.contains("of desk, and has no other"))

        // No command prints a key.
        let secret = String(decoding: key, as: UTF8.self).dropFirst("nashra-key-1:".count).prefix(
            20)
        let shown = try await office.nashra("config").output
        #expect(!shown.contains(secret))
        #expect(shown.contains("key: file:var/new.key\n"))
        #expect(shown.contains("http.public: https://nashra.example.org\n"))

        // In the wrong folder nobody leaves, and no store is made to say so.
        for name in office.names("var") where name.hasPrefix("nashra.sqlite") {
            try FileManager.default.removeItem(atPath: office.folder.path + "var/" + name)
        }
        let nowhere = try await office.nashra("unsubscribe", newer)
        #expect(nowhere.code == 66 && nowhere.errors.contains("there is no store"))
        #expect(!office.names("var").contains("nashra.sqlite"))
    }

    @Test("without http.public and bounces mails carry neither, and no key is made")
    func neither() async throws {
        let server = try SMTPServer()
        let office = try Office(
            configuration: Office.relay(server.url), subscribers: ["lina": Office.lina])
        try await send(1...1, office)
        let message = try #require(try server.received().first)
        #expect(message.sender == "digest@example.org")
        #expect(!message.text.contains("nsubscribe"))
        #expect(!office.names("var").contains("nashra.key"))
    }

    @Test("a key that can't be used stops sending before anything is sealed")
    func badKey() async throws {
        let server = try SMTPServer()
        let office = try office(server, key: "key: env:NASHRA_TEST_KEY")
        try office.folder.write(Office.feed(1...1), to: "feed.xml")
        #expect(try await office.nashra("ingest feed.xml").code == 0)
        for (value, says) in [(nil, "is not set"), ("hunter2", "holds no key of ours")] {
            let run = try await office.nashra(
                "send --now --all --yes",
                environment: value.map { ["NASHRA_TEST_KEY": $0] } ?? [:])
            #expect(run.code == 78 && run.errors.contains(says), "\(run.errors)")
            #expect(!run.errors.contains("hunter2"))
        }
        #expect(try await office.nashra("outbox list --all --json").lines.isEmpty)
    }
}
