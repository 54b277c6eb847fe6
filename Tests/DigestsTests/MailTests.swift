import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Digests

@Suite("Mail")
struct MailTests {
    static func headers(
        from: String = "Nashra <digest@example.org>", list: String = "مكتب غزة · الصباح"
    ) throws -> MailHeaders {
        MailHeaders(
            from: try Mailbox(from), date: SampleBulletins.moment("2026-11-24T05:00:00Z"),
            list: MailingList(name: list, path: ["morning", "gaza/desk"], domain: "example.org"))
    }

    static func addressee(
        _ address: String = "desk@example.org", unsubscribe: String? = nil
    ) throws -> Addressee {
        Addressee(
            mailbox: try Mailbox(address), messageID: "n8b3k6s1.41@example.org",
            unsubscribe: unsubscribe)
    }

    static func message(
        subject: String = "Subject", text: String = "text\n", html: String = "<p>html</p>\n",
        headers: MailHeaders? = nil, addressee: Addressee? = nil
    ) throws -> String {
        let letter = Letter(
            runs: MailMessage(
                headers: try headers ?? Self.headers(), subject: subject, text: text, html: html
            ).runs)
        let pieces = letter.pieces(for: try addressee ?? Self.addressee())
        return String(decoding: pieces.flatMap(\.bytes), as: UTF8.self)
    }

    @Test("what recipients share holds nothing of one of them")
    func pieces() throws {
        let composer = Composer(theme: try Theme.load())
        let letter = composer.compose(SampleBulletins.arabic).letter(try Self.headers())
        let one = letter.pieces(for: try Self.addressee("one@example.org"))
        var other = try Self.addressee("other@example.org")
        other.messageID = "another@example.org"
        let two = letter.pieces(for: other)
        #expect(one.count == 2)
        #expect(one[1] == two[1])
        #expect(one[0] != two[0])
        guard case .own(let own) = one[0], case .shared = one[1] else {
            Issue.record("expected the recipient's own piece before the shared one")
            return
        }
        #expect(
            String(decoding: own, as: UTF8.self)
                == "To: one@example.org\r\nMessage-ID: <n8b3k6s1.41@example.org>\r\n")
        #expect(letter.pieces(for: try Self.addressee("one@example.org")) == one)
    }

    @Test(
        "no value of a field can begin another one",
        arguments: ["a\r\nBcc: x@example.org", "a\nBcc: x", "a\rBcc: x", "a\u{2028}Bcc: x", "a\0b"])
    func injection(value: String) throws {
        var headers = try Self.headers(list: value)
        headers.from.name = value
        var addressee = try Self.addressee(unsubscribe: "https://example.org/\(value)")
        addressee.mailbox.name = value
        let message = try Self.message(subject: value, headers: headers, addressee: addressee)
        let head = message.components(separatedBy: "\r\n\r\n")[0]
        let names = head.components(separatedBy: "\r\n").filter { !$0.hasPrefix(" ") }
            .map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "To", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "From", "Date",
                "Subject", "MIME-Version", "Auto-Submitted", "List-Id", "Content-Type",
            ])
        #expect(!message.replacing("\r\n", with: "").contains { $0.isNewline || $0 == "\0" })
    }

    @Test("an unsubscribe link comes with its one-click field, or not at all")
    func unsubscribing() throws {
        let link = "https://nashra.example.org/u/abc"
        let with = try Self.message(addressee: Self.addressee(unsubscribe: link))
        #expect(with.contains("\r\nList-Unsubscribe: <\(link)>\r\n"))
        #expect(with.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
        for other in [nil, "mailto:x@example.org", "javascript:x"] {
            let without = try Self.message(addressee: Self.addressee(unsubscribe: other))
            #expect(!without.contains("List-Unsubscribe"))
        }
    }

    @Test(
        "quoted-printable keeps its lines within 76 octets and every byte",
        arguments: [
            ("", ""), ("a\n", "a\r\n"), ("a=b", "a=3Db"), (".\n.x", "=2E\r\n=2Ex"),
            ("From me", "=46rom me"), ("Fromage", "Fromage"), ("a \nb\t", "a=20\r\nb=09"),
            ("غزة", "=D8=BA=D8=B2=D8=A9"), ("a\r\nb", "a\r\nb"), ("a\rb", "a=0Db"),
            (String(repeating: "a", count: 76), String(repeating: "a", count: 76)),
            (
                String(repeating: "a", count: 77),
                String(repeating: "a", count: 75) + "=\r\naa"
            ),
            (
                String(repeating: "a", count: 75) + ".b",
                String(repeating: "a", count: 75) + "=\r\n=2Eb"
            ),
        ])
    func quotedPrintable(text: String, encoded: String) {
        #expect(String(decoding: QuotedPrintable.encoded(text), as: UTF8.self) == encoded)
    }

    @Test("a fragment of whole lines is encoded alone as it is in the whole")
    func splicing() {
        let fragments = [
            "أول السطر = .\n", ".x \n", "From a\n", String(repeating: "سطر ", count: 40) + "\n",
        ]
        #expect(
            QuotedPrintable.encoded(fragments.joined())
                == fragments.flatMap { QuotedPrintable.encoded($0) })
    }

    @Test(
        "a recipient's own link stands in text and page, in lines of 76 octets at most",
        .enabled(if: Judge.isThere))
    func ownLinks() throws {
        var bulletin = SampleBulletins.arabic
        bulletin.offersUnsubscribe = true
        let composition = Composer(theme: try Theme.load()).compose(bulletin)
        let letter = composition.letter(try Self.headers())
        for link in [
            "https://example.org/u/a",
            "https://example.org/a&b/u/" + String(repeating: "q", count: 300),
        ] {
            let pieces = letter.pieces(for: try Self.addressee(unsubscribe: link))
            // The head, and a link in each part, between what all share.
            #expect(pieces.count == 6)
            let message = String(decoding: pieces.flatMap(\.bytes), as: UTF8.self)
            let head = try #require(message.firstRange(of: "\r\n\r\n"))
            for line in message[head.upperBound...].components(separatedBy: "\r\n") {
                #expect(line.utf8.count <= 76)
            }
            let read = try Judge.mail(message)
            #expect(read.defects.isEmpty, "\(read.defects)")
            #expect(read.text == composition.text.replacing(MailRun.link, with: link))
            #expect(
                read.html
                    == composition.html.replacing(
                        MailRun.link, with: link.replacing("&", with: "&amp;")))
            #expect(read.text.contains(link))
        }
    }

    static let subjects = [
        "plain words", "كيري وبوتين يبحثان في موسكو الهدنة في سوريا · و17 خبرًا آخر",
        "L’aide arrive à Alep", "=?UTF-8?Q?fake?=", "👨\u{200D}👩\u{200D}👧‍👦 family 漢字",
        String(repeating: "word ", count: 39) + "word",
        String(repeating: "طويل ", count: 39) + "طويل",
        String(repeating: "x", count: 200), "a", "\"quoted\" <x@example.org>, (comment)",
        "é" + String(repeating: "\u{301}", count: 7),
    ]

    @Test("fields stay within their lines", arguments: subjects)
    func folding(subject: String) throws {
        let field = HeaderField.text("Subject", subject).line
        for line in field.split(separator: "\r\n") {
            #expect(line.utf8.count <= 76)
        }
        for word in field.split(whereSeparator: \.isWhitespace) where word.hasPrefix("=?") {
            #expect(word.utf8.count <= 75)
        }
    }

    @Test(
        "Python reads every field, part and address as they were",
        .enabled(if: Judge.isThere))
    func roundTrip() throws {
        let names = [
            "Nashra", "نشرة الصباح", "O'Neil, \"Bob\" (desk)", "a.b", "x\\y",
            String(repeating: "مكتب ", count: 15) + "غزة",
        ]
        for (index, subject) in Self.subjects.enumerated() {
            var headers = try Self.headers()
            headers.from.name = names[index % names.count]
            headers.replyTo = Mailbox(
                name: names[(index + 1) % names.count], address: try EmailAddress("r@example.org"))
            let text = subject + "\n.\nFrom x \n\n" + String(repeating: subject, count: 9) + "\n"
            let message = try Self.message(
                subject: subject, text: text, html: "<p>\(index)</p>\n", headers: headers)
            let read = try Judge.mail(message)
            #expect(read.defects.isEmpty, "\(read.defects)")
            #expect(read.subject == CleanText.line(subject))
            // Python keeps the folds between encoded-words of a name.
            #expect(
                CleanText.line(read.fromName) == CleanText.name(headers.from.name ?? ""))
            #expect(read.fromAddress == "digest@example.org")
            #expect(read.text == text)
            #expect(read.html == "<p>\(index)</p>\n")
        }
    }

    @Test("the id of a list is a name in the sender's domain")
    func lists() {
        let plain = MailingList(name: "x", path: ["morning", "gaza/desk"], domain: "example.org")
        #expect(plain.id == "morning.gaza.desk.example.org")
        let arabic = MailingList(name: "x", path: ["الصباح", "مكتب غزة"], domain: "example.org")
        #expect(arabic.id.hasSuffix(".example.org"))
        #expect(arabic.id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        #expect(
            arabic.id
                != MailingList(name: "x", path: ["المساء", "مكتب غزة"], domain: "example.org").id)
    }
}
