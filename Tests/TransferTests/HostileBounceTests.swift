import Foundation
import NashraTesting
import Newswire
import Testing

@testable import Transfer

@Suite("Bounces that are cut, altered, enormous or carelessly made")
struct HostileBounceTests {
    private static let base64 = { @Sendable (text: String) in
        Data(text.utf8).base64EncodedString(options: .lineLength76Characters)
    }

    private static let samples = [
        BounceSamples.report(
            BounceSamples.group("omar@example.net", action: "delayed", status: "4.4.1"),
            BounceSamples.group(original: "lina+2Bx@example.net")),
        BounceSamples.report(
            BounceSamples.group(),
            type:
                "Content-Type: message/delivery-status (x)\nContent-Transfer-Encoding: base64 (x)",
            boundary: "boundary*0*=us-ascii''B; boundary*1=B", encode: base64),
        BounceSamples.report(
            "Final-Recipient: utf-8; \\x{644}\\x{64A}@example.net\nAction: failed=20\nStatus: 5=2E1.1",
            type:
                "Content-Type: message/global-delivery-status\nContent-Transfer-Encoding: quoted-printable",
            boundary: "nothing"),
        BounceSamples.complaint(),
        BounceSamples.qmail,
        BounceSamples.text(
            "<html><style>p{}</style><p>lina@example&#46;net<br>550 5.1.1 <!-- no --> none</p>",
            head: "Content-Type: text/html; charset=\"windows-1256\"\n"),
    ]

    @Test("every front of a report is read to its end", .timeLimit(.minutes(1)))
    func truncated() {
        for sample in Self.samples {
            let bytes = Array(sample.utf8)
            for length in bytes.indices {
                let bounce = BounceReader(Array(bytes[..<length])).bounce
                #expect(!bounce.verdicts.isEmpty)
            }
            #expect(
                BounceReader(bytes).bounce.status?.description == "5.1.1"
                    || sample.contains("abuse"))
        }
    }

    @Test("a report with any byte altered is read to its end", .timeLimit(.minutes(1)))
    func altered() {
        var random = SeededRandom(seed: 5)
        for sample in Self.samples {
            let bytes = Array(sample.utf8)
            for _ in 0..<500 {
                var other = bytes
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    let signs = Array("\n\r :;=-\"'()<>@?\\#5\0".utf8) + [0xFF, 0xD8]
                    other[Int.random(in: other.indices, using: &random)] =
                        signs.randomElement(using: &random) ?? 0
                }
                #expect(!BounceReader(other).bounce.verdicts.isEmpty)
            }
        }
    }

    /// What took time by the square of its length, or for ever, took hours here.
    @Test(
        "heaps of what means nothing are read in one pass", .timeLimit(.minutes(1)),
        arguments: [
            "Content-Transfer-Encoding: quoted-printable\n\n"
                + String(repeating: "=", count: 2 << 20),
            "Content-Transfer-Encoding: quoted-printable\n\n"
                + String(repeating: "= \t\r", count: 1 << 17),
            "Content-Transfer-Encoding: quoted-printable\n\n="
                + String(repeating: " ", count: 1 << 20) + "x",
            "Content-Type: message/delivery-status\n\n" + String(repeating: "x\n", count: 1 << 18),
            "Content-Type: message/delivery-status\n\n" + String(repeating: "\n", count: 1 << 18),
            "Content-Type: message/delivery-status\n\n"
                + String(repeating: "X: a\n\n", count: 1 << 16),
            "Content-Type: message/delivery-status\n\n"
                + String(repeating: "Status: 5.1.1\n\nX: a\n\n", count: 1 << 14),
            "Content-Type: message/delivery-status\n\n"
                + String(repeating: "Final-Recipient: a\nAction: failed\n\n", count: 1 << 12),
            "Content-Type: text/html\n\n" + String(repeating: "<style>", count: 1 << 16),
            "Content-Type: text/html\n\n" + String(repeating: "<!--", count: 1 << 16),
            "Content-Type: multipart/mixed; boundary=x\n\n"
                + String(repeating: "--y\n", count: 1 << 17),
            "Content-Type: multipart/mixed; boundary=\(String(repeating: "(", count: 1 << 17))\n\n",
            "From: " + String(repeating: "=?", count: 1 << 18) + "\n\n550 5.1.1",
            "From: " + String(repeating: "=?a?Q?", count: 1 << 16) + "\n\n550 5.1.1",
            "Delivered-To: " + String(repeating: "a@example.org,", count: 1 << 15)
                + "\n\n550 5.1.1",
            "\n" + String(repeating: "5.1.1 ", count: 1 << 17),
            "\n" + String(repeating: "a@b.example\n", count: 1 << 16),
        ])
    func heaps(text: String) {
        let head = "Subject: Undelivered\nFrom: MAILER-DAEMON@mx.example.net\n"
        let bounce = BounceReader(Array((head + text).utf8)).bounce
        #expect(bounce.returnPaths.count <= 20 && bounce.recipients.count <= 100)
    }

    @Test(
        "what careless programs write is read",
        arguments: [
            BounceSamples.report(BounceSamples.group() + "garbage\n\nmore garbage\n"),
            BounceSamples.report(BounceSamples.group().replacing("\nAction", with: "\n\nAction")),
            BounceSamples.report(
                BounceSamples.group().replacing("\nAction", with: "\ngarbage\nAction")),
            BounceSamples.report(BounceSamples.group(action: "Failed (bounced)")),
            BounceSamples.report(BounceSamples.group("\"lina\"@example.net")),
            BounceSamples.report(BounceSamples.group("<lina@example.net> (Lina)")),
            BounceSamples.report(BounceSamples.group(), boundary: "boundary=\"BB\" (comment)"),
            BounceSamples.report(BounceSamples.group(), boundary: "boundary*=us-ascii''B%42"),
            BounceSamples.report(BounceSamples.group(), boundary: "BOUNDARY = BB"),
            BounceSamples.report(BounceSamples.group(), boundary: "boundary=\"CC\""),
            BounceSamples.report(BounceSamples.group(), boundary: "x=y"),
            BounceSamples.report(BounceSamples.group())
                .replacing("boundary=\"BB\"", with: "boundary=\"B;B\"").replacing(
                    "--BB", with: "--B;B"),
            BounceSamples.report(
                BounceSamples.group(), type: "Content-Type: Message/Delivery-Status (x); charset=x"),
            BounceSamples.report(
                BounceSamples.group(),
                type:
                    "Content-Type: message/delivery-status\nContent-Transfer-Encoding: BASE64 (x)",
                encode: base64),
            "\u{FEFF}" + BounceSamples.report(BounceSamples.group()),
            "\n\r\n" + BounceSamples.report(BounceSamples.group()),
            "From x Mon\n>From y Mon\n" + BounceSamples.report(BounceSamples.group()),
            BounceSamples.report(BounceSamples.group()).replacing("\n", with: "\r\n"),
            BounceSamples.report(BounceSamples.group()).replacing("\n", with: "\r"),
            // Parts that nothing parts.
            """
            From: MAILER-DAEMON@mx.example.net
            Subject: Undelivered
            Content-Type: multipart/report; boundary=none

            <lina@example.net>: 550 5.1.1 user unknown
            """,
        ])
    func lenient(text: String) {
        let bounce = BounceSamples.read(text)
        #expect(bounce.kind == .hard)
        #expect(bounce.status?.description == "5.1.1")
        #expect(bounce.recipients.map(\.description) == ["lina@example.net"])
    }

    @Test("a boundary that begins as another does is not that one")
    func boundaries() {
        let report = BounceSamples.report(BounceSamples.group()).replacing(
            "I'm sorry.", with: "--BBC\n\nI'm sorry.")
        #expect(BounceSamples.read(report).kind == .hard)
    }

    @Test("a failure that has the code of a success is none")
    func success() {
        let bounce = BounceSamples.read(
            BounceSamples.report(BounceSamples.group(status: "2.0.0", words: "250 ok")))
        #expect(bounce.kind == .none)
    }

    @Test(
        "the moment of a failure is the last attempt's, else the arrival's, else the report's",
        arguments: [
            ("Last-Attempt-Date: Mon, 23 Nov 2026 10:00:00 +0000", "2026-11-23T10:00:00Z"),
            ("Last-Attempt-Date: 23 Nov 2026 10:00 -0130 (x)", "2026-11-23T11:30:00Z"),
            ("Last-Attempt-Date: yesterday", "2026-11-24T06:00:00Z"),
            ("Last-Attempt-Date: Mon, 31 Feb 2026 25:00:00 +0000", "2026-11-24T06:00:00Z"),
            ("X: y", "2026-11-24T06:00:00Z"),
        ])
    func moments(field: String, moment: String) {
        let bounce = BounceSamples.read(
            BounceSamples.report(BounceSamples.group() + field + "\n"))
        #expect(bounce.verdicts[0].moments.first == Timestamp(rfc3339: moment))
    }
}
