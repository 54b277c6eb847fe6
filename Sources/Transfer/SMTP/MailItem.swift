package import Newswire

/// One message on its way to one mail recipient.
package struct MailItem: Hashable, Sendable {
    package var sender: EmailAddress
    package var recipient: EmailAddress
    /// The message is their concatenation; lines end with CRLF.
    package var pieces: [[UInt8]]
    /// The envelope's: the same message has the same key for ever.
    package var key: String
    package var sealed: Timestamp

    package init(
        sender: EmailAddress, recipient: EmailAddress, pieces: [[UInt8]], key: String,
        sealed: Timestamp
    ) {
        self.sender = sender
        self.recipient = recipient
        self.pieces = pieces
        self.key = key
        self.sealed = sealed
    }

    /// Nil for an envelope that goes to a webhook.
    package init?(_ envelope: Envelope) {
        guard case .mail(let sender, let recipient) = envelope.route else { return nil }
        self.init(
            sender: sender, recipient: recipient, pieces: envelope.pieces.map(\.bytes),
            key: envelope.key, sealed: envelope.sealed)
    }
}
