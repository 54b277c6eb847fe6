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
    let subject: HeaderField
    let text: MailPart
    let html: MailPart

    /// All but the addressee's own fields, which come first: what every
    /// recipient gets, with the places of what is his own in it.
    var runs: [MailRun] {
        var fields = [
            HeaderField.mailbox("From", headers.from),
            .structured("Date", [Self.date(headers.date)]),
            subject,
            Self.version, Self.automatic,
        ]
        if let reply = headers.replyTo { fields.insert(.mailbox("Reply-To", reply), at: 1) }
        if let list = headers.list {
            fields.append(.list("List-Id", name: list.name, id: list.id))
        }
        if let feedback = headers.feedback {
            fields.append(.structured("Feedback-ID", [feedback.text]))
        }
        let head = fields.map(\.line).joined()
        // `=_` never stands in quoted-printable, so no part can hold it
        // (RFC 2045 section 6.7).
        let boundary = "=_" + SHA256.digest(of: head).id(characters: 32)
        // And what stands around the parts.
        var message = EncodedText(expecting: text.expected + html.expected + 4096)
        message += head
        message +=
            HeaderField.structured(
                "Content-Type", ["multipart/alternative;", "boundary=\"\(boundary)\""]
            ).line
        var linksOfText = 0
        for (type, part) in [("text/plain", text), ("text/html", html)] {
            linksOfText = message.holeCount
            message += """
                \r
                --\(boundary)\r
                Content-Type: \(type); charset=utf-8\r
                Content-Transfer-Encoding: quoted-printable\r
                \r

                """
            part.encode(to: &message)
        }
        message += "\r\n--\(boundary)--\r\n"
        var links = 0
        return message.parts.map { part in
            guard part.endsWithHole else { return MailRun(bytes: part.bytes) }
            links += 1
            return MailRun(bytes: part.bytes, link: links <= linksOfText ? .text : .html)
        }
    }

    private static let version = HeaderField.structured("MIME-Version", ["1.0"])
    private static let automatic = HeaderField.structured(
        "Auto-Submitted", ["auto-generated"])

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

/// A body of a mail, encoded where it comes to stand.
enum MailPart: Sendable {
    case whole(String)
    case page(DrawnPage)

    /// How many octets of its own it is likely to have.
    fileprivate var expected: Int {
        switch self {
        case .whole(let text): text.utf8.count * 2
        case .page(let page): page.expectedEncoded
        }
    }

    fileprivate func encode(to message: inout EncodedText) {
        switch self {
        case .whole(var text):
            text.withUTF8 { QuotedPrintable.append($0, to: &message) }
        case .page(let page): page.encode(to: &message)
        }
    }
}

extension MailMessage {
    /// Encodes the texts as they are.
    init(headers: MailHeaders, subject: String, text: String, html: String) {
        self.init(
            headers: headers, subject: .text("Subject", subject), text: .whole(text),
            html: .whole(html))
    }
}
