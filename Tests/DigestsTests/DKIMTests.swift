import Foundation
import NashraTesting
import Newswire
import Signing
import Testing

@testable import Digests

@Suite("DKIM")
struct DKIMTests {
    private static let moment = SampleBulletins.moment("2026-11-24T05:00:00.900Z")

    private static func key(_ pem: String, _ selector: String = "n1") throws -> DKIMKey {
        DKIMKey(domain: "example.org", selector: selector, key: try PrivateKey(pem: pem))
    }

    private static func both() throws -> [DKIMKey] {
        [try key(SampleKeys.rsa2048, "rsa"), try key(SampleKeys.ed25519, "ed")]
    }

    private static func records(_ keys: [DKIMKey]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: keys.map { ($0.recordName, $0.record) })
    }

    private static func signed(_ message: String, by keys: [DKIMKey]) throws -> String {
        let bytes = Array(message.utf8)
        let fields = try #require(DKIMSignature.fields(of: [bytes], by: keys, at: moment))
        return String(decoding: fields + bytes, as: UTF8.self)
    }

    // MARK: Canonical forms

    @Test(
        "a field's relaxed form",
        arguments: [
            ("A: X\r\n", "a:X\r\n"), ("B : Y\t\r\n\tZ  \r\n", "b:Y Z\r\n"),
            ("SUBJECT:x\r\n", "subject:x\r\n"), ("Subject: \t x  y\t\tz \r\n", "subject:x y z\r\n"),
            ("Subject:\r\n folded\r\n\tonce more\r\n", "subject:folded once more\r\n"),
            ("Subject:\r\n", "subject:\r\n"), ("Subject:   \r\n \r\n", "subject:\r\n"),
            ("To: a:b: c\r\n", "to:a:b: c\r\n"), ("X: a\r\n  ", "x:a\r\n"),
            ("Subject: نشرة  الصباح\r\n", "subject:نشرة الصباح\r\n"), ("X", "x:\r\n"),
        ])
    func field(text: String, relaxed: String) {
        #expect(String(decoding: RelaxedForm.field(Array(text.utf8)), as: UTF8.self) == relaxed)
    }

    @Test(
        "a body's relaxed form",
        arguments: [
            ("", ""), ("\r\n", ""), ("\r\n\r\n\r\n", ""), (" \t \r\n\t\r\n", ""), ("   ", ""),
            (" C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n"), ("a", "a\r\n"), ("a\r\n", "a\r\n"),
            ("a\r\n \r\n", "a\r\n"), ("a \t", "a\r\n"), ("\r\n\r\na\r\n", "\r\n\r\na\r\n"),
            ("a\r\n\r\nb\r\n", "a\r\n\r\nb\r\n"), ("\ta\t\tb\r\n", " a b\r\n"),
            ("a\nb\rc\r\n\n\r", "a\r\nb\r\nc\r\n"), ("a\r\n.\r\n..", "a\r\n.\r\n..\r\n"),
        ])
    func body(text: String, relaxed: String) {
        #expect(String(decoding: RelaxedForm.body(Array(text.utf8)), as: UTF8.self) == relaxed)
    }

    @Test("RFC 6376's own example of relaxed forms, section 3.4.5")
    func example() {
        let head = "A: X\r\nB : Y\t\r\n\tZ  \r\n"
        let signed = SignedFields(head: Array(head.utf8), names: ["A", "B"])
        #expect(String(decoding: signed.relaxed, as: UTF8.self) == "a:X\r\nb:Y Z\r\n")
    }

    @Test("an empty body has the hash that RFC 6376 states for it")
    func emptyBody() throws {
        for body in ["", "\r\n", " \r\n\r\n"] {
            let signed = try Self.signed("From: a@example.org\r\n\r\n" + body, by: Self.both())
            #expect(signed.contains("bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;"))
        }
    }

    // MARK: Which fields

    @Test("what a reader sees once is named once more than it is there")
    func names() {
        let head = """
            Received: by nobody\r
            From: a@example.org\r
            subject: two\r
             lines\r
            SUBJECT: again\r
            Content-Type: text/plain\r
            List-Id: <a.example.org>\r
            X-Other: x\r

            """
        let signed = SignedFields(head: Array(head.utf8))
        #expect(
            signed.names == [
                "From", "From", "Reply-To", "To", "Subject", "Subject", "Subject", "Date",
                "Message-ID", "MIME-Version", "Content-Type", "Content-Type", "List-Id",
            ])
        #expect(
            String(decoding: signed.relaxed, as: UTF8.self)
                == "from:a@example.org\r\nsubject:again\r\nsubject:two lines\r\n"
                + "content-type:text/plain\r\nlist-id:<a.example.org>\r\n")
    }

    @Test("every field that the head of a mail of ours can have is signed")
    func allOfOurs() throws {
        let message = try Self.mail()
        let head = message.components(separatedBy: "\r\n\r\n")[0]
        let names = head.components(separatedBy: "\r\n").filter { !$0.hasPrefix(" ") }
            .map { String($0.prefix { $0 != ":" }) }
        let signed = SignedFields(head: Array(head.utf8)).names
        #expect(names.count == 15)
        for name in names { #expect(signed.contains(name), "\(name)") }
    }

    // MARK: Signatures

    private static let dinner = """
        From: Joe SixPack <joe@football.example.com>\r
        To: Suzie Q <suzie@shopping.example.net>\r
        Subject: Is dinner ready?\r
        Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r
        Message-ID: <20030712040037.46341.5F8J@football.example.com>\r
        \r
        Hi.\r
        \r
        We lost the game.  Are you hungry yet?\r
        \r
        Joe.\r

        """

    @Test(
        "both signatures of RFC 8463's appendix A come out as they are printed there",
        arguments: [
            (
                SampleKeys.ed25519OfRFC8463, "ed25519-sha256", "brisbane",
                "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq"
                    + "+eXdp1Q1Dw=="
            ),
            (
                SampleKeys.rsaOfRFC8463, "rsa-sha256", "test",
                "F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3DhCVlUrSjV4BwcVcOF6"
                    + "+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2JzdA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7"
                    + "OdEFE4LjFYNcUxZQ4FADY+8="
            ),
        ])
    func vectors(pem: String, algorithm: String, selector: String, signature: String) throws {
        let parts = Self.dinner.components(separatedBy: "\r\n\r\n")
        let body = parts.dropFirst().joined(separator: "\r\n\r\n")
        let hash = SHA256.digest(of: RelaxedForm.body(Array(body.utf8)))
        #expect(
            Data(hash.bytes).base64EncodedString()
                == "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=")
        let unsigned = """
            DKIM-Signature: v=1; a=\(algorithm); c=relaxed/relaxed;\r
             d=football.example.com; i=@football.example.com;\r
             q=dns/txt; s=\(selector); t=1528637909; h=from : to : subject :\r
             date : message-id : from : subject : date;\r
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r
             b=\r

            """
        let names = [
            "from", "to", "subject", "date", "message-id", "from", "subject", "date",
        ]
        let fields = SignedFields(head: Array((parts[0] + "\r\n").utf8), names: names)
        let covered = DKIMSignature.covered(fields.relaxed, by: Array(unsigned.utf8))
        let made = try #require(
            DKIMSignature.signature(of: covered, by: try PrivateKey(pem: pem)))
        #expect(Data(made).base64EncodedString() == signature)
    }

    @Test("the record of RFC 8463's key is the one it prints")
    func record() throws {
        let key = DKIMKey(
            domain: "football.example.com", selector: "brisbane",
            key: try PrivateKey(pem: SampleKeys.ed25519OfRFC8463))
        #expect(key.recordName == "brisbane._domainkey.football.example.com")
        #expect(key.record == "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
    }

    @Test("a signature's field is in order, within its lines, and as of the sealing")
    func form() throws {
        let keys = try Self.both()
        let signed = try Self.signed(Self.dinner, by: keys)
        #expect(signed.hasSuffix(Self.dinner))
        let fields = signed.dropLast(Self.dinner.count)
        #expect(fields.components(separatedBy: "DKIM-Signature: v=1; a=").count == 3)
        #expect(!fields.contains("l="))
        #expect(fields.components(separatedBy: " t=1795496400;").count == 3)
        for line in fields.split(separator: "\r\n") { #expect(line.utf8.count <= 76) }
        #expect(try Self.signed(Self.dinner, by: keys) == signed)
        #expect(try Self.signed(Self.dinner, by: []) == Self.dinner)
        #expect(!"\(keys[0])".contains("PRIVATE") && !"\(keys[0])".contains("MII"))
    }

    @Test("how a message is cut into pieces changes nothing")
    func pieces() throws {
        let bytes = Array(Self.dinner.utf8)
        let keys = try Self.both()
        let whole = DKIMSignature.fields(of: [bytes], by: keys, at: Self.moment)
        for cut in [0, 1, 60, 244, 245, 246, 247, 250, bytes.count] {
            let pieces = [Array(bytes[..<cut]), Array(bytes[cut...])]
            #expect(DKIMSignature.fields(of: pieces, by: keys, at: Self.moment) == whole)
        }
    }

    /// A mail with every field there can be.
    private static func mail(_ bulletin: Bulletin = SampleBulletins.arabic) throws -> String {
        var headers = try MailTests.headers()
        headers.replyTo = try Mailbox("مكتب غزة <reply@example.org>")
        var addressee = try MailTests.addressee(unsubscribe: "https://nashra.example.org/u/abc")
        addressee.inReplyTo = "first@example.org"
        headers.feedback = FeedbackID(stream: "morning", subscriber: "gaza/desk", kind: .digest)
        let composer = Composer(theme: try Theme.load())
        return String(
            decoding: composer.compose(bulletin).mail(headers, to: addressee)
                .flatMap(\.bytes), as: UTF8.self)
    }

    @Test("dkimpy verifies whole mails by each key, and by both", .enabled(if: Judge.isThere))
    func whole() throws {
        let keys = try Self.both()
        let records = Self.records(keys)
        let short = try Self.key(SampleKeys.rsaOfRFC8463)
        for message in [
            try Self.mail(), try Self.mail(SampleBulletins.english), Self.dinner,
            "From: a@example.org\r\n\r\n", "From: a@example.org\r\n\r\n \r\n\r\n",
            "From: a@example.org\r\nSubject: x\r\n\ty  z \r\n\r\na \r\n\tb  c\r\n  \r\n\r\n",
        ] {
            let signed = try Self.signed(message, by: keys)
            #expect(
                try DKIMJudge.verdicts(on: Data(signed.utf8), records: records)
                    == ["rsa-sha256 pass", "ed25519-sha256 pass"])
            // As a Maildir keeps it.
            let lines = "Return-Path: <x@example.org>\n" + signed.replacing("\r\n", with: "\n")
            #expect(
                try DKIMJudge.verdicts(on: Data(lines.utf8), records: records)
                    == ["rsa-sha256 pass", "ed25519-sha256 pass"])
            let one = try Self.signed(message, by: [short])
            #expect(
                try DKIMJudge.verdicts(on: Data(one.utf8), records: Self.records([short]))
                    == ["rsa-sha256 pass"])
        }
    }

    @Test(
        "dkimpy refuses what was changed on the way", .enabled(if: Judge.isThere),
        arguments: [
            ("dinner", "lunch"), ("From: Joe", "From: Eve <e@example.org>\r\nFrom: Joe"),
            ("To: Suzie", "Reply-To: e@example.org\r\nTo: Suzie"),
            ("Message-ID:", "Subject: Another\r\nMessage-ID:"),
            ("Joe.\r\n", "Joe.\r\n\r\nP.S.\r\n"),
            ("To: Suzie", "Content-Type: text/html\r\nTo: Suzie"), ("lost the", "won the"),
        ])
    func changed(old: String, new: String) throws {
        let keys = try Self.both()
        let signed = try Self.signed(Self.dinner, by: keys).replacing(old, with: new)
        let verdicts = try DKIMJudge.verdicts(on: Data(signed.utf8), records: Self.records(keys))
        #expect(verdicts.count == 2)
        for verdict in verdicts { #expect(!verdict.hasSuffix("pass"), "\(verdict)") }
    }

    @Test(
        "relays may fold lines, squeeze spaces and add fields of theirs",
        .enabled(if: Judge.isThere))
    func relayed() throws {
        let keys = try Self.both()
        let signed = try Self.signed(Self.dinner, by: keys)
            .replacing("Subject: Is dinner ready?", with: "SUBJECT:  Is\r\n\tdinner ready?  ")
            .replacing("game.  Are", with: "game. Are")
        let relayed = "Received: by relay.example.net\r\nX-Spam: no\r\n" + signed + "\r\n\r\n"
        #expect(
            try DKIMJudge.verdicts(on: Data(relayed.utf8), records: Self.records(keys))
                == ["rsa-sha256 pass", "ed25519-sha256 pass"])
    }

    @Test("the feedback id has four parts and tells nothing that the list's id does not")
    func feedback() {
        #expect(
            FeedbackID(stream: "morning", subscriber: "gaza/desk", kind: .digest).text
                == "morning:gaza.desk:digest:nashra")
        let odd = FeedbackID(stream: "a:b\r\nBcc: x", subscriber: "مكتب غزة", kind: .update).text
        #expect(odd.split(separator: ":").count == 4)
        #expect(odd.hasSuffix(":alert:nashra"))
        #expect(odd.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    }
}
