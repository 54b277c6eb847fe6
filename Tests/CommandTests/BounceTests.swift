import Foundation
import NashraTesting
import Testing

@Suite("nashra bounce and suppressions", .serialized)
struct BounceTests {
    private struct Line: Decodable {
        var kind: String
        var status: String?
        var recipient: String?
        var subscriber: String?
        var suppressed: Bool
        var outcome: String
    }

    private func bounce(
        _ office: Office, _ mail: Data, _ options: String = ""
    ) async throws -> Line {
        let run = try await office.nashra("bounce --json \(options)", input: mail)
        #expect(run.code == 0, "\(run.errors)")
        return try #require(try run.decoded(as: Line.self).first)
    }

    private func suppressed(_ office: Office) async throws -> [String] {
        try await office.nashra("suppressions --json").json().compactMap {
            $0["address"] as? String
        }
    }

    @Test("a token proves whose mail bounced, and nothing else does")
    func token() async throws {
        let (office, mails) = try await Office.sent()
        let others = try await bounce(office, mails[0].report(to: "omar@example.net"))
        #expect(others.kind == "hard" && !others.suppressed)
        #expect(others.outcome.contains("another recipient"))

        // A letter of the token was changed, and the Message-ID of the copy too.
        var forged = String(decoding: mails[0].report(), as: UTF8.self)
        let token = mails[0].sender.split(separator: "@")[0].suffix(8)
        forged = forged.replacing(token, with: String(token.reversed()))
            .replacing("Message-ID: <", with: "Message-ID: <x")
        let unproven = try await bounce(office, Data(forged.utf8))
        #expect(unproven.kind == "hard" && unproven.recipient == "lina@example.net")
        #expect(!unproven.suppressed && unproven.subscriber == nil)
        #expect(try await suppressed(office).isEmpty)

        let real = try await bounce(office, mails[0].report())
        #expect(real.kind == "hard" && real.status == "5.1.1" && real.suppressed)
        #expect(real.recipient == "lina@example.net" && real.subscriber == "desk")
        #expect(try await suppressed(office) == ["lina@example.net"])
        #expect(try await bounce(office, mails[0].report()).outcome == "read before")

        let status = try await office.nashra("status")
        #expect(status.code == 1)
        #expect(status.output.contains("nothing is written to lina@example.net (bounced 5.1.1)"))
        #expect(!status.output.contains("has no other"))
        _ = try await bounce(office, mails[1].report())
        #expect(try await office.nashra("status").output.contains("and has no other"))
    }

    @Test("a policy refusal blames nobody; a full mailbox is counted once a message")
    func mild() async throws {
        let (office, mails) = try await Office.sent()
        let policy = try await bounce(office, mails[0].report(status: "5.7.1"))
        #expect(policy.kind == "policy" && policy.outcome.contains("not at fault"))
        let soft = try await bounce(office, mails[0].report(status: "5.2.2"))
        #expect(soft.kind == "soft" && soft.outcome.hasPrefix("day 1 of 5"))
        #expect(
            try await bounce(office, mails[0].report(status: "5.2.2")).outcome == "read before"
        )
        #expect(try await suppressed(office).isEmpty)
    }

    @Test("without tokens our Message-ID proves it, with its recipient only")
    func messageID() async throws {
        let (office, mails) = try await Office.sent(signed: false)
        #expect(mails[0].sender == "digest@example.org")
        let others = try await bounce(office, mails[0].report(to: "omar@example.net"))
        #expect(!others.suppressed)
        #expect(try await bounce(office, mails[0].report()).suppressed)
    }

    @Test("where the header does not say it, the mail server may name the recipient")
    func recipientOption() async throws {
        let (office, mails) = try await Office.sent()
        let text = Data(
            """
            From: MAILER-DAEMON@mx.example.net
            Subject: failure notice

            <lina@example.net>:
            Sorry, no mailbox here by that name. (#5.1.1)
            """.utf8)
        #expect(try await bounce(office, text).suppressed == false)
        #expect(try await bounce(office, text, "--recipient \(mails[0].sender)").suppressed)
        // A mail server takes a usage error for its last word.
        for unreadable in ["nobody", "\"a b\"@example.net", "", "-x"] {
            let run = try await office.nashra(
                "bounce --json", "--recipient", unreadable, "--recipient", mails[0].sender,
                input: text)
            #expect(run.code == 0 && run.errors.contains("so it is not looked at"))
            #expect(run.output.contains("read before"), "\(run.output)")
        }
    }

    @Test("a mail that came to several recipients came to each of them")
    func recipients() async throws {
        let (office, mails) = try await Office.sent()
        let options = mails.map { "--recipient=\($0.sender)" }.joined(separator: " ")
        let run = try await office.nashra(
            "bounce --json \(options)",
            input: Data(
                "From: MAILER-DAEMON@mx.example.net\nSubject: failure notice\n\n550 5.1.1 no mailbox\n"
                    .utf8))
        #expect(run.code == 0, "\(run.errors)")
        let lines = try run.decoded(as: Line.self)
        #expect(lines.map(\.recipient) == ["lina@example.net", "omar@example.net"])
        #expect(lines.allSatisfy { $0.suppressed })
    }

    @Test("a Maildir is read once, what can't be stored stays to be read again")
    func maildir() async throws {
        let (office, mails) = try await Office.sent()
        try office.folder.write(
            String(decoding: mails[0].report(), as: UTF8.self), to: "box/new/1.a")
        try office.folder.write("From: a@example.org\nSubject: hello\n\nhello", to: "box/new/2.b")
        let run = try await office.nashra("bounce box")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.lines.count == 2)
        #expect(run.lines[0].contains("hard bounce 5.1.1 of lina@example.net (desk): nothing more"))
        #expect(run.lines[1].contains("no bounce: nothing to do"))
        #expect(office.names("box/new").isEmpty)
        #expect(office.names("box/cur") == ["1.a:2,S", "2.b:2,S"])
        #expect(try await office.nashra("bounce box").output.isEmpty)

        // A file where the store's folder is to be: it can't be opened by anyone.
        try office.folder.write("store: feed.xml/store.sqlite\n", to: "broken.yaml")
        let later = try await office.nashra(
            "bounce --config broken.yaml", input: mails[1].report())
        #expect(later.code == 75, "\(later.errors)")
        #expect(try await office.nashra("bounce missing").code == 66)
        #expect(try await office.nashra("bounce subscribers").code == 66)
        #expect(try await office.nashra("bounce").output.contains("no bounce"))
    }

    @Test("addresses are suppressed and freed by hand, and as tables")
    func byHand() async throws {
        let (office, _) = try await Office.sent()
        #expect(try await office.nashra("suppressions").output == "no address is suppressed\n")
        #expect(try await office.nashra("suppressions add Lina@Example.net").code == 0)
        #expect(
            try await office.nashra("suppressions add omar@example.net --subscriber desk").code == 0
        )
        let table = try await office.nashra("suppressions list --csv").output
        let rows = table.components(separatedBy: "\r\n")
        #expect(rows[0] == "address,subscriber,reason,since")
        #expect(rows[1].hasPrefix("lina@example.net,,by hand,2"))
        #expect(rows[2].hasPrefix("omar@example.net,desk,by hand,2"))
        #expect(
            try await office.nashra("suppressions remove omar@example.net").code == 1)
        #expect(
            try await office.nashra("suppressions remove omar@example.net --subscriber desk").code
                == 0)
        #expect(try await office.nashra("suppressions remove lina@example.net").code == 0)

        let back = try await office.nashra("suppressions add --csv -", input: Data(table.utf8))
        #expect(back.code == 0, "\(back.errors)")
        #expect(try await suppressed(office).count == 2)
        try office.folder.write(
            "Email;Reason\nnobody\n\"broken\nsara@example.net;left by phone\n", to: "more.csv")
        let mixed = try await office.nashra("suppressions add --csv more.csv")
        #expect(mixed.code == 65)
        #expect(mixed.errors.contains("more.csv:2: 'nobody' has no @"))
        #expect(mixed.errors.contains("more.csv:3: a quotation mark is not closed"))
        #expect(
            try await office.nashra("suppressions").output.contains(
                "sara@example.net: left by phone"))
        #expect(try await office.nashra("suppressions add --csv feed.xml").code == 65)
        #expect(try await office.nashra("suppressions add --csv none.csv").code == 66)
        #expect(try await office.nashra("suppressions add").code == 64)
    }
}
