import Intake
import NashraTesting
import Testing

@Suite("Hostile input")
struct HostileInputTests {
    @Test("a billion laughs are none")
    func entities() throws {
        var text = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"ha\">"
        for n in 1...30 { text += "<!ENTITY a\(n) \"&a\(n - 1);&a\(n - 1);\">" }
        text += "]><rss><channel><item><title>&a30; x</title></item></channel></rss>"
        let result = try IntakeReader().read([UInt8](text.utf8))
        #expect(result.articles.first?.title == "&a30; x")
        #expect(!result.wellformed)
    }

    @Test("an external entity reads no file")
    func external() throws {
        let folder = try TemporaryFolder()
        let secret = try folder.write("swordfish", to: "secret")
        for declaration in [
            "<!ENTITY x SYSTEM \"\(secret.absoluteString)\">",
            "<!ENTITY % p SYSTEM \"\(secret.absoluteString)\"> %p;",
        ] {
            let text =
                "<!DOCTYPE rss SYSTEM \"\(secret.absoluteString)\" [\(declaration)]>"
                + "<rss><channel><item><title>t &x;</title></item></channel></rss>"
            let result = try IntakeReader().read([UInt8](text.utf8))
            #expect(result.articles.count == 1)
            #expect(!"\(result)".contains("swordfish"))
        }
    }

    @Test("random bytes are refused or read, and never crash")
    func random() {
        var state: UInt64 = 42
        for round in 0..<300 {
            var bytes: [UInt8] = round % 3 == 0 ? Array("<rss><channel><item>".utf8) : []
            if round % 3 == 1 { bytes = Array("<html><p>".utf8) }
            for _ in 0..<(round * 7) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(UInt8(truncatingIfNeeded: state >> 33))
            }
            let result = try? IntakeReader().read(bytes)
            if round % 3 == 2, bytes.count > 200 { #expect(result == nil) }
        }
    }

    @Test("a feed damaged in any one byte never crashes")
    func damage() {
        let bytes = [UInt8](FeedTests.rss.utf8)
        for index in stride(from: 0, to: bytes.count, by: 11) {
            for byte: UInt8 in [0, 0x3C, 0x26, 0xFF, 0x22] {
                var damaged = bytes
                damaged[index] = byte
                _ = try? IntakeReader().read(damaged)
            }
        }
    }

    @Test("NULs and control characters are dropped and noted")
    func controls() throws {
        let text = "<rss><channel><item><title>a\0b\u{7}c</title></item>\n</channel></rss>"
        let result = try IntakeReader().read([UInt8](text.utf8))
        #expect(result.articles.first?.title == "abc")
        #expect(result.problems.first?.message == "2 control characters dropped")
        #expect(result.problems.first?.position?.line == 1)
    }

    @Test(
        "what is no news is refused in words",
        arguments: [
            ("", "empty"), (" \n\t\n", "empty"), ("%PDF-1.4 x", "a PDF"),
            ("<opml><body/></opml>", "'opml'"), ("<?xml version=\"1.0\"?>", "no element"),
            ("\0\0\0\0", "text"), ("[{\"title\": ", "1:2: an article cut off"),
        ])
    func refused(text: String, words: String) {
        let failure = #expect(throws: IntakeFailure.self) {
            try IntakeReader().read([UInt8](text.utf8))
        }
        #expect(failure?.description.contains(words) == true, "\(failure?.description ?? "")")
    }

    @Test("another kind than asked for is refused, but anything may be text")
    func override() throws {
        let bytes = [UInt8]("<rss><channel/></rss>".utf8)
        #expect(throws: IntakeFailure.wrongKind(asked: .atom, found: .rss)) {
            try IntakeReader().read(bytes, hints: IntakeHints(kind: .atom))
        }
        #expect(try IntakeReader().read(bytes, hints: IntakeHints(kind: .text)).kind == .text)
        #expect(throws: IntakeFailure.tooLarge(bytes: bytes.count, limit: 4)) {
            try IntakeReader(limits: IntakeLimits(inputBytes: 4)).read(bytes)
        }
    }

    @Test(
        "input made to be slow is not",
        arguments: [
            "{\"a\":\n", "<![CDATA[</item>\n<item>", "<![CDATA[</entry>\n<entry>", "<rss/><item>",
            "<item><!--", "<title><b<b<b", "<category>x</category>",
            "<link href='https://a.test'/>",
            "&#38;&lt;&x;", "<div><p>", "[[[[", "\u{1}\n", "(a - b : c / d \n", "<p>a</p>\n",
        ])
    func slow(unit: String) {
        let repeated = String(repeating: unit, count: 60_000 / unit.utf8.count)
        let clock = ContinuousClock()
        let time = clock.measure {
            for head in ["", "<rss><channel><item>", "<feed><entry>", "<rss/>", "<html>"] {
                _ = try? IntakeReader().read([UInt8]((head + repeated).utf8))
            }
        }
        // Quadratic work would take minutes.
        #expect(time < .seconds(10))
    }

    @Test("a feed of some megabytes is read in one go")
    func large() throws {
        var text = "<rss><channel>"
        let body = String(repeating: "&lt;p&gt;words of an article&lt;/p&gt;", count: 40)
        for n in 0..<1500 {
            text += "<item><title>\(n)</title><description>\(body)</description></item>\n"
        }
        let result = try IntakeReader().read([UInt8]((text + "</channel></rss>").utf8))
        #expect(result.articles.count == 1500)
        #expect(result.wellformed)
    }
}
