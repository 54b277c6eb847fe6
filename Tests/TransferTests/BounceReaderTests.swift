import Newswire
import Testing

@testable import Transfer

@Suite("Reading bounces")
struct BounceReaderTests {
    private static let original = BounceSamples.original

    /// A report of RFC 3464.
    private static func report(
        _ recipient: String, type: String = "delivery-status", returned: String = "rfc822"
    ) -> String {
        """
        From: MAILER-DAEMON@mx.example.net
        To: bounces+token@example.org
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="b/1"

        This is a MIME-encapsulated message.

        --b/1
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        --b/1
        Content-Type: message/\(type)

        Reporting-MTA: dns; mx.example.net
        Arrival-Date: Tue, 24 Nov 2026 07:00:00 +0200

        \(recipient)

        --b/1
        Content-Type: message/\(returned)

        \(original)
        --b/1--
        """
    }

    private func bounce(_ text: String, recipient: EmailAddress? = nil) -> Bounce {
        BounceReader(Array(text.replacing("\n", with: "\r\n").utf8), recipient: recipient).bounce
    }

    @Test(
        "a report's status says whose fault it is",
        arguments: [
            ("5.1.1", "550 5.1.1 <lina@example.net>: user unknown", Bounce.Kind.hard, "5.1.1"),
            ("5.1.10", "", .hard, "5.1.10"),
            ("5.2.1", "550 mailbox disabled", .hard, "5.2.1"),
            ("5.4.4", "Host not found", .hard, "5.4.4"),
            ("5.2.2", "552 5.2.2 over quota", .soft, "5.2.2"),
            ("4.4.7", "expired", .soft, "4.4.7"),
            ("4.2.2", "", .soft, "4.2.2"),
            ("5.7.1", "550 5.7.1 blocked", .policy, "5.7.1"),
            ("5.7.26", "550-5.7.26 unauthenticated", .policy, "5.7.26"),
            ("5.1.8", "", .policy, "5.1.8"),
            ("5.3.4", "552 too large", .policy, "5.3.4"),
            ("5.5.4", "", .policy, "5.5.4"),
            ("5.6.0", "", .policy, "5.6.0"),
            // The status says nothing, the server's words do.
            ("5.0.0", "550 5.1.1 no such user", .hard, "5.1.1"),
            ("5.0.0", "550 no such user here", .hard, "5.0.0"),
            ("5.0.0", "554 rejected", .policy, "5.0.0"),
            ("5.0.0 (undefined)", "552 full", .soft, "5.0.0"),
            ("4.0.0", "", .soft, "4.0.0"),
        ])
    func statuses(status: String, words: String, kind: Bounce.Kind, read: String) {
        let bounce = bounce(
            Self.report(
                """
                Final-Recipient: rfc822; lina@example.net
                Action: failed
                Status: \(status)
                Diagnostic-Code: smtp; \(words)
                """))
        #expect(bounce.kind == kind)
        #expect(bounce.status?.description == read)
        #expect(bounce.recipients.map(\.description) == ["lina@example.net"])
        #expect(bounce.messageIDs == ["abc@example.org"])
        #expect(bounce.returnPaths.map(\.local).contains("bounces+token"))
    }

    @Test("only some codes are enough at once")
    func consequences() {
        func consequence(_ status: String) -> Bounce.Consequence {
            bounce(
                Self.report(
                    "Final-Recipient: rfc822; a@example.net\nAction: failed\nStatus: \(status)")
            ).consequence
        }
        for status in ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"] {
            #expect(consequence(status) == .suppress, "\(status)")
        }
        #expect(consequence("5.1.0") == .suppressAfter(days: 3))
        #expect(consequence("5.0.0") == .suppressAfter(days: 3))
        #expect(consequence("5.2.2") == .suppressAfter(days: 5))
        #expect(consequence("4.4.1") == .suppressAfter(days: 5))
        for status in ["5.1.7", "5.1.8", "5.3.4", "5.5.0", "5.7.1"] {
            #expect(consequence(status) == .nothing, "\(status)")
        }
    }

    @Test(
        "a delay, a delivery and a relay are no bounces",
        arguments: ["delayed", "delivered", "relayed", "expanded"])
    func noFailure(action: String) {
        let bounce = bounce(
            Self.report("Final-Recipient: rfc822; a@example.net\nAction: \(action)\nStatus: 4.4.1"))
        #expect(bounce.kind == .none)
        #expect(bounce.consequence == .nothing)
    }

    @Test("a forwarded recipient has both names, and headers alone may come back")
    func forwarded() {
        let bounce = bounce(
            Self.report(
                """
                Original-Recipient: rfc822;lina@example.net
                Final-Recipient: RFC822; lina.k@elsewhere.example.net
                Action: failed
                Status: 5.1.1
                """, returned: "rfc822-headers"))
        #expect(
            bounce.recipients.map(\.description)
                == ["lina@example.net", "lina.k@elsewhere.example.net"])
        #expect(bounce.messageIDs == ["abc@example.org"])
    }

    @Test("addresses of other scripts, as RFC 6533 writes them")
    func international() {
        let bounce = bounce(
            Self.report(
                """
                Final-Recipient: utf-8; \\x{644}\\x{64A}\\x{646}\\x{627}@\\x{645}\\x{62B}\\x{627}\\x{644}.example
                Action: failed
                Status: 5.1.1
                """, type: "global-delivery-status", returned: "global-headers"))
        #expect(bounce.recipients.map(\.description) == ["لينا@مثال.example"])
    }

    @Test("an encoded report is read through its encoding")
    func encoded() {
        let status =
            "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; a@example.net\n"
            + "Action: failed\nStatus: 5.=\n1.1\n"
        let text = Self.report("").replacing(
            "Content-Type: message/delivery-status\n",
            with: "Content-Type: message/delivery-status\n"
                + "Content-Transfer-Encoding: quoted-printable\n\n\(status)\n--b/1\n"
                + "Content-Type: text/plain\n")
        #expect(bounce(text).status?.description == "5.1.1")
    }

    @Test(
        "complaints are told from reports that all is well",
        arguments: [
            ("abuse", Bounce.Kind.complaint), ("fraud", .complaint), ("opt-out", .complaint),
            ("not-spam", .none), ("auth-failure", .none),
        ])
    func complaints(type: String, kind: Bounce.Kind) {
        let bounce = bounce(BounceSamples.complaint(type: type))
        #expect(bounce.kind == kind)
        #expect(bounce.recipients.map(\.description) == ["lina@example.net"])
        #expect(bounce.returnPaths.map(\.local).contains("bounces+token"))
    }

    @Test(
        "servers that know no reports are understood",
        arguments: [
            // qmail
            (
                """
                From: MAILER-DAEMON@mail.example.net
                To: bounces+token@example.org
                Subject: failure notice

                Hi. This is the qmail-send program at mail.example.net.
                I'm afraid I wasn't able to deliver your message to the following addresses.

                <lina@example.net>:
                Sorry, no mailbox here by that name. (#5.1.1)

                --- Below this line is a copy of the message.

                \(original)
                """, Bounce.Kind.hard, "5.1.1"
            ),
            // Exim
            (
                """
                X-Failed-Recipients: lina@example.net
                Auto-Submitted: auto-replied
                From: Mail Delivery System <Mailer-Daemon@mx.example.net>
                To: bounces+token@example.org
                Subject: Mail delivery failed: returning message to sender

                A message that you sent could not be delivered to one or more of its
                recipients. This is a permanent error. The following address(es) failed:

                  lina@example.net
                    Unrouteable address

                ------ This is a copy of the message, including all the headers. ------

                \(original)
                """, .hard, nil
            ),
            (
                """
                From: postmaster@corp.example.net
                To: bounces+token@example.org
                Subject: Undeliverable: The morning

                Delivery has failed to these recipients:

                lina@example.net
                The recipient's mailbox is full and can't accept messages now.
                """, .soft, nil
            ),
            (
                """
                From: MAILER-DAEMON@mx.example.net
                To: bounces+token@example.org
                Subject: Returned mail: see transcript for details

                   ----- The following addresses had permanent fatal errors -----
                <lina@example.net>

                   ----- Transcript of session follows -----
                ... while talking to mx.example.net.:
                >>> DATA
                <<< 554 Your message looks like unsolicited mail
                """, .policy, nil
            ),
        ] as [(String, Bounce.Kind, String?)])
    func freeText(text: String, kind: Bounce.Kind, status: String?) {
        let bounce = bounce(text)
        #expect(bounce.kind == kind)
        #expect(bounce.status?.description == status)
        #expect(bounce.recipients.map(\.description) == ["lina@example.net"])
        if text.contains("Message-ID") { #expect(bounce.messageIDs == ["abc@example.org"]) }
    }

    @Test(
        "holidays, delays, questions and news are nothing",
        arguments: [
            "From: lina@example.net\nSubject: Out of office: The morning\n\nBack on 5.1.1 at 550.",
            "From: lina@example.net\nAuto-Submitted: auto-replied\nSubject: re\n\nGone.",
            "From: لينا <lina@example.net>\nSubject: رد تلقائي: نشرة\n\nخارج المكتب",
            "From: lina@example.net\nSubject: Re: The morning\n\nThe user unknown to you is me.",
            "From: MAILER-DAEMON@mx.example.net\nSubject: Delayed Mail (still being retried)\n\n450 4.2.0",
            "From: MAILER-DAEMON@mx.example.net\nSubject: hello\n\nwelcome",
            "", "\n\n\n", "no header at all", "From: a\n", "Content-Type: multipart/mixed\n\n--x",
        ])
    func nothing(text: String) {
        let bounce = bounce(text)
        #expect(bounce.kind == .none)
    }

    @Test("a heap of nested parts, endless lines and bytes that are no text end")
    func hostile() {
        let nested = String(
            repeating: "Content-Type: multipart/mixed; boundary=x\n\n--x\n", count: 20_000)
        #expect(bounce(nested).kind == .none)
        let parts =
            "Content-Type: multipart/report; boundary=x\n\n"
            + String(repeating: "--x\nContent-Type: message/delivery-status\n\n", count: 50_000)
        #expect(bounce(parts).kind == .none)
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        #expect(BounceReader(bytes).bounce.kind == .none)
        let fields = String(repeating: "Delivered-To: a@example.org\n", count: 50_000)
        #expect(bounce(fields).returnPaths.count <= 20)
    }
}
