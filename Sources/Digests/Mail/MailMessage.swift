package import Newswire
import Signing

/// What a mail's head says beside its subject.
package struct MailHeaders: Hashable, Sendable {
    package var from: Mailbox
    package var to: Mailbox
    package var replyTo: Mailbox?
    /// The moment of sealing: a later attempt has the same.
    package var date: Timestamp
    /// Without the angle brackets; of our own domain.
    package var messageID: String
    package var list: MailingList?
    /// The id of the mail that this one goes on from, under which mail programs
    /// show it; without the angle brackets.
    package var inReplyTo: String?
    package var feedback: FeedbackID?
    /// RFC 8058's one-click address, http or https; anything else is left out.
    package var unsubscribe: String?

    package init(
        from: Mailbox, to: Mailbox, replyTo: Mailbox? = nil, date: Timestamp, messageID: String,
        list: MailingList? = nil, inReplyTo: String? = nil, feedback: FeedbackID? = nil,
        unsubscribe: String? = nil
    ) {
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.date = date
        self.messageID = messageID
        self.list = list
        self.inReplyTo = inReplyTo
        self.feedback = feedback
        self.unsubscribe = unsubscribe
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

    /// The recipient's own fields, then all that one edition's messages share.
    var pieces: [Envelope.Piece] {
        [.own(Array(own.utf8)), .shared(shared)]
    }

    var own: String {
        var fields = [
            HeaderField.mailbox("To", headers.to),
            HeaderField.structured("Message-ID", ["<\(headers.messageID)>"]),
        ]
        if let first = headers.inReplyTo {
            fields.append(.structured("In-Reply-To", ["<\(first)>"]))
            fields.append(.structured("References", ["<\(first)>"]))
        }
        if let link = headers.unsubscribe.flatMap(WebLink.init) {
            fields.append(.structured("List-Unsubscribe", ["<\(link.text)>"]))
            fields.append(.structured("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"]))
        }
        return fields.map(\.line).joined()
    }

    var shared: [UInt8] {
        let parts = [
            Self.part("text/plain", QuotedPrintable.encoded(text)),
            Self.part("text/html", QuotedPrintable.encoded(html)),
        ]
        // `=_` never stands in quoted-printable, so no part can hold it
        // (RFC 2045 section 6.7).
        var hash = SHA256()
        for part in parts { hash.update(part) }
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

        var bytes = Array(fields.map(\.line).joined().utf8)
        for part in parts {
            bytes += Array("\r\n--\(boundary)\r\n".utf8) + part
        }
        return bytes + Array("\r\n--\(boundary)--\r\n".utf8)
    }

    private static func part(_ type: String, _ body: [UInt8]) -> [UInt8] {
        let head = """
            Content-Type: \(type); charset=utf-8\r
            Content-Transfer-Encoding: quoted-printable\r
            \r

            """
        return Array(head.utf8) + body
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
