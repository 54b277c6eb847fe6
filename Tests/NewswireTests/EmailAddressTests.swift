import Newswire
import Testing

@Suite("Email addresses")
struct EmailAddressTests {
    @Test(
        "an address that can go on the wire is taken, its domain in lower case",
        arguments: [
            ("lina@example.org", "lina@example.org"),
            ("Lina.K+news@Example.ORG", "Lina.K+news@example.org"),
            ("o'neil@mail.example.org", "o'neil@mail.example.org"),
            ("لينا@example.test", "لينا@example.test"),
            ("desk@خبر.test", "desk@خبر.test"),
            ("nashra@localhost", "nashra@localhost"),
        ])
    func takes(text: String, written: String) throws {
        #expect(try EmailAddress(text).description == written)
    }

    @Test(
        "what could break a line, a header or a command is refused with its reason",
        arguments: [
            ("lina", EmailAddress.Problem.noAt),
            ("@example.org", .emptyLocalPart),
            ("a b@example.org", .badCharacter(" ")),
            ("a@example.org\r\nBcc: x@example.org", .badCharacter("\r")),
            ("a\0@example.org", .badCharacter("\0")),
            ("<a@example.org>", .badCharacter("<")),
            ("\"a b\"@example.org", .badCharacter("\"")),
            ("a@b@example.org", .badCharacter("@")),
            ("a\u{200F}@example.org", .badCharacter("\u{200F}")),
            (".a@example.org", .misplacedDot),
            ("a..b@example.org", .misplacedDot),
            ("a@-example.org", .badDomain("-example.org")),
            ("a@example..org", .badDomain("example..org")),
            ("a@127.0.0.1", .badDomain("127.0.0.1")),
            ("a@[127.0.0.1]", .badCharacter("[")),
            (String(repeating: "a", count: 65) + "@example.org", .localPartTooLong),
        ])
    func refuses(text: String, problem: EmailAddress.Problem) {
        #expect(throws: problem) { try EmailAddress(text) }
        #expect(!problem.explanation.isEmpty)
    }

    @Test(
        "two spellings are one reader's: case, composition, and a domain written in ASCII",
        arguments: [
            ("Lina@Example.ORG", "lina@example.org"),
            ("info@xn--bcher-kva.example", "info@bücher.example"),
            ("INFO@BÜCHER.example", "info@bücher.example"),
            ("info@XN--BCHER-KVA.example", "info@bücher.example"),
            ("sara@xn--mgbh0fb.xn--kgbechtv", "sara@مثال.إختبار"),
            ("jo\u{308}rg@example.org", "jörg@example.org"),
            ("JÖRG@example.org", "jörg@example.org"),
            ("desk@mail.xn--fiqs8s", "desk@mail.中国"),
            ("a@xn--ls8h.example", "a@💩.example"),
            // What decodes to nothing stays.
            ("a@xn--99999999999.example", "a@xn--99999999999.example"),
            ("xn--a@example.org", "xn--a@example.org"),
        ])
    func normalised(text: String, form: String) throws {
        let normalised = try EmailAddress(text).normalised
        #expect(Array(normalised.utf8) == Array(form.utf8))
        #expect(try EmailAddress(normalised).normalised == normalised)
    }

    @Test(
        "a mailbox has the name before the brackets",
        arguments: [
            ("Nashra <digest@example.org>", "Nashra"),
            ("\"نشرة الصباح\" <digest@example.org>", "نشرة الصباح"),
            ("digest@example.org", nil),
            ("<digest@example.org>", nil),
        ])
    func mailbox(text: String, name: String?) throws {
        let mailbox = try Mailbox(text)
        #expect(mailbox.name == name)
        #expect(mailbox.address.description == "digest@example.org")
    }
}
