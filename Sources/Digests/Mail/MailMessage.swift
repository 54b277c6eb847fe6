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
    /// RFC 8058's one-click address, http or https; anything else is left out.
    package var unsubscribe: String?

    package init(
        from: Mailbox, to: Mailbox, replyTo: Mailbox? = nil, date: Timestamp, messageID: String,
        list: MailingList? = nil, unsubscribe: String? = nil
    ) {
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.date = date
        self.messageID = messageID
        self.list = list
        self.unsubscribe = unsubscribe
    }
}

/// A digest as RFC 2919 names a list: `morning.gaza-desk.digest.example.org`.
package struct MailingList: Hashable, Sendable {
    package let name: String
    /// Without the angle brackets.
    package let id: String

    /// - Parameters:
    ///   - name: what mail programs show.
    ///   - path: the digest's or channel's name and the subscriber's id.
    ///   - domain: of the sender's address.
    package init(name: String, path: [String], domain: String) {
        self.name = name
        let labels = path.flatMap { $0.split(separator: "/") }.map { Self.label(String($0)) }
        id = (labels + [domain]).joined(separator: ".")
    }

    /// Letters, digits and hyphens; what has others becomes a fingerprint.
    private static func label(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x2D
                || byte == 0x5F
        }
        return isPlain && !text.isEmpty && text.utf8.count <= 40
            ? text : "x-" + SHA256.digest(of: text).id()
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
