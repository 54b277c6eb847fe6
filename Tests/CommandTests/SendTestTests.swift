import Foundation
import NashraTesting
import Testing

@Suite("sending a test", .serialized)
struct SendTestTests {
    private static let desk = """
        language: ar
        timezone: Asia/Gaza
        quiet: 22:00-21:00
        channels:
          inbox: { email: [lina@example.org, omar@example.org] }
          room: { mattermost: env:NASHRA_HOOK }
        rules:
          - { match: فيضان, send: [inbox, room] }

        """

    private func office(_ server: SMTPServer, _ file: String = SendTestTests.desk) throws -> Office
    {
        let office = try Office(
            configuration: Office.relay(server.url), subscribers: ["desk": file])
        return office
    }

    @Test("every channel gets an example in its language, and what the servers say is shown")
    func everyChannel() async throws {
        let mail = try SMTPServer()
        let hooks = try HTTPServer(["/hook": [.init(body: "ok")]])
        let office = try office(mail)
        let run = try await office.nashra(
            "send-test desk", environment: ["NASHRA_HOOK": hooks.url("/hook")])
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.lines.count == 3)
        #expect(run.lines.first?.hasPrefix("inbox · lina@example.org by ") == true)
        #expect(run.lines.last == "room by Mattermost env:NASHRA_HOOK: delivered (200 ok)")
        let letters = try mail.received()
        #expect(letters.count == 2)
        #expect(letters.allSatisfy { $0.text.contains("Subject: =?") })
        let post = try #require(try hooks.requests().first)
        #expect(post.text.contains("تجربة"))
        // Nothing is recorded: no store was even made.
        #expect(!office.names("var").contains("nashra.sqlite"))
    }

    @Test("a server that refuses is quoted, and the answer is no")
    func refused() async throws {
        let hooks = try HTTPServer([
            "/hook": [.init(status: 400, body: #"{"message":"Unable to parse incoming data"}"#)]
        ])
        let office = try office(try SMTPServer())
        let run = try await office.nashra(
            "send-test desk room --json", environment: ["NASHRA_HOOK": hooks.url("/hook")])
        #expect(run.code == 1)
        let line = try #require(try run.json().first)
        #expect(line["channel"] as? String == "room")
        #expect(line["delivered"] as? Bool == false)
        #expect(line["reason"] as? String == "rejected")
        #expect((line["reply"] as? String)?.contains("Unable to parse") == true)
        let missing = try await office.nashra("send-test desk room")
        #expect(missing.code == 1 && missing.output.contains("missing-secret"))
    }

    @Test("of a list of readers only the one that is named gets it")
    func readers() async throws {
        let mail = try SMTPServer()
        let office = try office(
            mail, "recipients: readers.csv\ndigest: 07:30\nrules: [فيضان]\n")
        try office.folder.write(
            "email,name\na@example.org,A\nb@example.org,B\n", to: "subscribers/readers.csv")
        let unnamed = try await office.nashra("send-test desk")
        #expect(unnamed.code == 64 && unnamed.errors.contains("2 readers"))
        let named = try await office.nashra("send-test desk --to me@example.org")
        #expect(named.code == 0, "\(named.errors)")
        #expect(try mail.received().map(\.recipients) == [["me@example.org"]])
    }

    @Test("nothing is sent to a suppressed address, and why is said")
    func suppressed() async throws {
        let mail = try SMTPServer()
        let office = try office(
            mail, "email: [lina@example.org, omar@example.org]\ndigest: 07:30\nrules: [فيضان]\n")
        #expect(
            try await office.nashra("suppressions add LINA@example.org --reason left").code == 0)
        #expect(
            try await office.nashra("suppressions add me@example.org --subscriber desk").code == 0)
        let run = try await office.nashra("send-test desk")
        #expect(run.code == 1, "\(run.errors)")
        #expect(run.lines.count == 2)
        #expect(
            run.lines[0].hasPrefix(
                "email · lina@example.org: not delivered: suppressed "
                    + "(lina@example.org: left, since 2"))
        #expect(run.lines[1].hasPrefix("email · omar@example.org by "))
        #expect(try mail.received().map(\.recipients) == [["omar@example.org"]])
        let lines = try await office.nashra("send-test desk --json --to me@example.org").json()
        #expect(lines.count == 1 && lines[0]["delivered"] as? Bool == false)
        #expect(lines[0]["reason"] as? String == "suppressed" && lines[0]["endpoint"] == nil)
        let why = try #require(lines[0]["suppression"] as? [String: Any])
        #expect(why["subscriber"] as? String == "desk" && why["reason"] as? String == "by hand")
        #expect(why["since"] is String)
        #expect(try await office.nashra("send-test desk --to you@example.org").code == 0)
    }

    @Test("an unknown channel is answered with the nearest")
    func unknown() async throws {
        let office = try office(try SMTPServer())
        let run = try await office.nashra("send-test desk rom")
        #expect(run.code == 66 && run.errors.contains("'room'"))
    }
}
