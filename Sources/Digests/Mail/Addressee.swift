package import Newswire

/// What one recipient's mail has that no other's of the same bulletin has: all
/// of it, and nothing else about it differs.
package struct Addressee: Hashable, Sendable {
    package var mailbox: Mailbox
    /// Without the angle brackets; of our own domain.
    package var messageID: String
    /// The id of the mail that this one goes on from, under which mail programs
    /// show it; without the angle brackets.
    package var inReplyTo: String?
    /// RFC 8058's one-click address, http or https, also behind the footer's
    /// link; anything else is left out.
    package var unsubscribe: String?

    package init(
        mailbox: Mailbox, messageID: String, inReplyTo: String? = nil, unsubscribe: String? = nil
    ) {
        self.mailbox = mailbox
        self.messageID = messageID
        self.inReplyTo = inReplyTo
        self.unsubscribe = unsubscribe
    }

    /// Its own fields of the head, with this link.
    func fields(_ link: WebLink?) -> String {
        var fields = [
            HeaderField.mailbox("To", mailbox),
            HeaderField.structured("Message-ID", ["<\(messageID)>"]),
        ]
        if let first = inReplyTo {
            fields.append(.structured("In-Reply-To", ["<\(first)>"]))
            fields.append(.structured("References", ["<\(first)>"]))
        }
        if let link {
            fields.append(.structured("List-Unsubscribe", ["<\(link.text)>"]))
            fields.append(.structured("List-Unsubscribe-Post", ["List-Unsubscribe=One-Click"]))
        }
        return fields.map(\.line).joined()
    }
}
