import Foundation

@testable import Transfer

/// Reports as servers write them, about the mail to lina@example.net whose
/// return path is bounces+token@example.org.
enum BounceSamples {
    static let original = """
        Return-Path: <bounces+token@example.org>
        Message-ID: <abc@example.org>
        From: Nashra <digest@example.org>
        To: lina@example.net
        Subject: The morning

        News.
        """

    static func group(
        _ recipient: String = "lina@example.net", action: String = "failed",
        status: String = "5.1.1", words: String = "550 5.1.1 user unknown",
        original: String? = nil
    ) -> String {
        (original.map { "Original-Recipient: rfc822; \($0)\n" } ?? "")
            + """
            Final-Recipient: rfc822; \(recipient)
            Action: \(action)
            Status: \(status)
            Diagnostic-Code: smtp; \(words)

            """
    }

    /// A report of RFC 3464.
    static func report(
        _ groups: String..., type: String = "Content-Type: message/delivery-status",
        boundary: String = "boundary=\"BB\"", encode: (String) -> String = { $0 },
        returned: String = original
    ) -> String {
        """
        From: MAILER-DAEMON@mx.example.net
        To: bounces+token@example.org
        Subject: Undelivered Mail Returned to Sender
        Date: Tue, 24 Nov 2026 08:00:00 +0200
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; \(boundary)

        --BB
        Content-Type: text/plain; charset=us-ascii

        I'm sorry.

        --BB
        \(type)

        \(encode("Reporting-MTA: dns; mx.example.net\n\n" + groups.joined(separator: "\n")))
        --BB
        Content-Type: message/rfc822

        \(returned)
        --BB--

        """
    }

    /// A report of RFC 5965; nil leaves a field out.
    static func complaint(
        recipient: String? = "lina@example.net", sender: String? = "bounces+token@example.org",
        type: String = "abuse", returned: String = original
    ) -> String {
        """
        From: feedback@provider.example.net
        To: complaints@example.org
        Subject: FW: The morning
        Content-Type: multipart/report; report-type=feedback-report; boundary=x

        --x
        Content-Type: text/plain

        This is an abuse report.

        --x
        Content-Type: message/feedback-report

        Feedback-Type: \(type)
        User-Agent: Provider/1.0
        \(sender.map { "Original-Mail-From: <\($0)>" } ?? "Version: 1")
        \(recipient.map { "Original-Rcpt-To: <\($0)>" } ?? "Version: 1")

        --x
        Content-Type: message/rfc822

        \(returned)
        --x--
        """
    }

    /// A server's free text.
    static func text(
        _ body: String, from: String = "MAILER-DAEMON@mx.example.net",
        subject: String = "Undelivered Mail Returned to Sender", head: String = ""
    ) -> String {
        "From: \(from)\nTo: bounces+token@example.org\nSubject: \(subject)\n\(head)\n\(body)\n"
    }

    static let qmail = text(
        """
        Hi. This is the qmail-send program at mail.example.net.

        <lina@example.net>:
        Sorry, no mailbox here by that name. (#5.1.1)

        --- Below this line is a copy of the message.

        \(original)
        """, subject: "=?utf-8?Q?failure_notice?=")

    static func read(_ text: String) -> Bounce {
        BounceReader(Array(text.utf8)).bounce
    }
}
