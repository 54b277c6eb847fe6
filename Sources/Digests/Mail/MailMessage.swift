package import Newswire
import Signing

/// What a mail's head says to all its recipients, beside its subject.
package struct MailHeaders: Hashable, Sendable {
    package var from: Mailbox
    package var replyTo: Mailbox?
    /// The moment of sealing: a later attempt has the same.
    package var date: Timestamp
    package var list: MailingList?
    package var feedback: FeedbackID?

    package init(
        from: Mailbox, replyTo: Mailbox? = nil, date: Timestamp, list: MailingList? = nil,
        feedback: FeedbackID? = nil
    ) {
        self.from = from
        self.replyTo = replyTo
        self.date = date
        self.list = list
        self.feedback = feedback
    }
}

/// A mail: RFC 5322 and 2045 to 2047, text and HTML as alternatives, every
/// line within 76 octets but for single words that are longer. The same input
/// gives the same bytes.
struct MailMessage {
    let headers: MailHeaders
    let subject: String
    let text: String
    let html: String

    /// All but the addressee's own fields, which come first: what every
    /// recipient gets, with the places of what is his own in it.
    var runs: [MailRun] {
        let parts = [
            Self.part("text/plain", MailRun.runs(of: text, in: .text)),
            Self.part("text/html", MailRun.runs(of: html, in: .html)),
        ]
        // `=_` never stands in quoted-printable, so no part can hold it
        // (RFC 2045 section 6.7).
        var hash = SHA256()
        for run in parts.joined() { hash.update(run.bytes) }
        let boundary = "=_" + hash.digest.id(characters: 32)

        var fields = [
            HeaderField.mailbox("From", headers.from),
            .structured("Date", [Self.date(headers.date)]),
            .text("Subject", subject),
            .structured("MIME-Version", ["1.0"]),
            .structured("Auto-Submitted", ["auto-generated"]),
        ]
        if let reply = headers.replyTo { fields.insert(.mailbox("Reply-To", reply), at: 1) }
        if let list = headers.list {
            fields.append(.list("List-Id", name: list.name, id: list.id))
        }
        if let feedback = headers.feedback {
            fields.append(.structured("Feedback-ID", [feedback.text]))
        }
        fields.append(
            .structured("Content-Type", ["multipart/alternative;", "boundary=\"\(boundary)\""]))

        var runs = [MailRun(fields.map(\.line).joined())]
        for part in parts {
            runs.append(MailRun("\r\n--\(boundary)\r\n"))
            runs += part
        }
        runs.append(MailRun("\r\n--\(boundary)--\r\n"))
        return MailRun.joined(runs)
    }

    private static func part(_ type: String, _ body: [MailRun]) -> [MailRun] {
        let head = """
            Content-Type: \(type); charset=utf-8\r
            Content-Transfer-Encoding: quoted-printable\r
            \r

            """
        return [MailRun(head)] + body
    }

    /// `Tue, 24 Nov 2026 05:00:00 +0000`.
    private static func date(_ moment: Timestamp) -> String {
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let time = moment.utc
        let day = time.date.day < 10 ? "0\(time.date.day)" : "\(time.date.day)"
        return "\(time.date.weekday.rawValue), \(day) \(months[time.date.month - 1]) "
            + "\(time.date.year) \(time.clock) +0000"
    }
}
