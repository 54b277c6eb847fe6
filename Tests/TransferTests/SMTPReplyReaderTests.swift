import Newswire
import Testing

@testable import Transfer

@Suite("reading replies")
struct SMTPReplyReaderTests {
    /// What a reader makes of the bytes, fed whole.
    private func replies(to bytes: [UInt8]) throws -> [SMTPReply] {
        var reader = SMTPReplyReader()
        reader.feed(bytes)
        var replies: [SMTPReply] = []
        while let reply = try reader.next() { replies.append(reply) }
        return replies
    }

    @Test("takes one line, several, and more than one reply")
    func shapes() throws {
        let text = "250 2.0.0 kept\r\n550-5.1.1 No such user\r\n550 5.1.1 here\r\n354\n250 "
        let replies = try replies(to: Array(text.utf8))
        #expect(replies.map(\.code) == [250, 550, 354])
        #expect(replies.map(\.summary.enhanced) == ["2.0.0", "5.1.1", nil])
        #expect(replies.map(\.lines) == [["kept"], ["No such user", "here"], [""]])
        #expect(
            replies[1].summary
                == ServerReply(code: 550, enhanced: "5.1.1", text: "No such user here"))
    }

    @Test("gives the same whatever pieces the bytes come in")
    func pieces() throws {
        let bytes = Array("220-first\r\n220 second\r\n421 4.3.2 bye\r\n".utf8)
        let whole = try replies(to: bytes)
        for cut in bytes.indices {
            var reader = SMTPReplyReader()
            reader.feed(bytes[..<cut])
            reader.feed(bytes[cut...])
            #expect([try reader.next(), try reader.next()] == whole.map(Optional.some))
        }
    }

    @Test(
        "refuses what is no reply",
        arguments: ["hello\r\n", "25\r\n", "2x0 ok\r\n", "250_ok\r\n", "\r\n", "150 no\r\n"])
    func noReply(_ text: String) {
        #expect(throws: SMTPReplyReader.Problem.noCode) { try replies(to: Array(text.utf8)) }
    }

    @Test("refuses a reply that does not end, with lines or without, and keeps little of it")
    func endless() {
        let lines = Array(repeatElement(Array("250-more\r\n".utf8), count: 100_000).joined())
        #expect(throws: SMTPReplyReader.Problem.endless) { try replies(to: lines) }
        #expect(throws: SMTPReplyReader.Problem.endless) {
            try replies(to: Array(repeating: 0x32, count: 1_000_000))
        }
    }

    @Test("what is no reply is passed over by who reads on")
    func junk() throws {
        var reader = SMTPReplyReader()
        reader.feed(Array("what\r\n\r\n".utf8))
        #expect(throws: SMTPReplyReader.Problem.noCode) { try reader.next() }
        reader.feed(Array("220 hello\r\n".utf8))
        #expect(throws: SMTPReplyReader.Problem.noCode) { try reader.next() }
        #expect(try reader.next()?.lines == ["hello"])
        #expect(try reader.next() == nil && reader.isEmpty)
    }

    @Test("keeps a server's words on one line, whatever its bytes")
    func words() throws {
        let bytes: [UInt8] = Array("550 no\u{1B}[31m\t  way ".utf8) + [0xFF, 0xC0, 0x0D, 0x0A]
        let summary = try #require(try replies(to: bytes).first).summary
        #expect(summary.text == "no [31m way \u{FFFD}\u{FFFD}")
        let long = "250 " + String(repeating: "ح", count: 900) + "\r\n"
        #expect(try replies(to: Array(long.utf8))[0].summary.text.count == 500)
    }

    @Test(
        "tells a status from words that look like one",
        arguments: [
            ("5.1.1 gone", "5.1.1", "gone"), ("5.1.1", "5.1.1", ""), ("5.7.509 x", "5.7.509", "x"),
            ("3.1.1 x", nil, "3.1.1 x"), ("5.1 x", nil, "5.1 x"), ("5.1.1.1 x", nil, "5.1.1.1 x"),
            ("5.1.1000 x", nil, "5.1.1000 x"), ("5.a.1 x", nil, "5.a.1 x"), ("", nil, ""),
        ] as [(String, String?, String)])
    func statuses(_ words: String, _ status: String?, _ rest: String) {
        let read = SMTPReply.enhancedStatus(of: Array(words.utf8)[...])
        #expect(read.status == status)
        #expect(String(decoding: read.rest, as: UTF8.self) == rest)
    }
}

@Suite("a message on the wire")
struct MessageBodyTests {
    @Test(
        "has CRLF at every line's end, doubled leading dots, and a final dot",
        arguments: [
            ([], ".\r\n"),
            (["a\r\n"], "a\r\n.\r\n"),
            (["a"], "a\r\n.\r\n"),
            ([".\r\n"], "..\r\n.\r\n"),
            ([".a\r\n..b\r\nc.d\r\n"], "..a\r\n...b\r\nc.d\r\n.\r\n"),
            (["a\n.\nb\n"], "a\r\n..\r\nb\r\n.\r\n"),
            (["a\r.\rb"], "a\r\n..\r\nb\r\n.\r\n"),
            (["a\r", "\n.b"], "a\r\n..b\r\n.\r\n"),
            (["a\r\n", ".b"], "a\r\n..b\r\n.\r\n"),
            (["a\r", ".b\r"], "a\r\n..b\r\n.\r\n"),
            (["a", ".b"], "a.b\r\n.\r\n"),
            (["\r\r\n"], "\r\n\r\n.\r\n"),
            (
                ["a\n.\r\nMAIL FROM:<x@example.org>\r\n"],
                "a\r\n..\r\nMAIL FROM:<x@example.org>\r\n.\r\n"
            ),
        ])
    func wire(_ pieces: [String], _ wire: String) {
        var known = KnownPieces()
        let made = MessageBody(pieces.map { Array($0.utf8) }, &known).wire + SMTPSubmission.dot
        #expect(String(decoding: made, as: UTF8.self) == wire)
    }

    @Test("is the same whatever was known of its pieces, and wherever it is cut")
    func known() {
        let line = Array((String(repeating: "x", count: 300) + "\r\n").utf8)
        let clean = Array(repeatElement(line, count: 3).joined())
        let dotted = line + Array(".\r\n".utf8) + line
        let shapes = [
            clean, dotted, Array(".".utf8) + clean, line.dropLast() + [0x41], [0x0A] + line,
        ]
        var known = KnownPieces()
        for first in shapes {
            for second in shapes {
                let pieces = [first, second]
                var none = KnownPieces()
                // Byte by byte nothing can be known.
                let plain = MessageBody((first + second).map { [$0] }, &none)
                for _ in 0..<2 {
                    let made = MessageBody(pieces, &known)
                    #expect(made.wire == plain.wire)
                    #expect(made.size == plain.size && made.isASCII)
                }
            }
        }
        var some = clean
        _ = MessageBody([some], &known)
        some[10] = 0xFF
        some[20] = 0x0A
        #expect(!MessageBody([some], &known).isASCII)
        #expect(MessageBody([some], &known).wire.count == some.count + 1)
    }
}
