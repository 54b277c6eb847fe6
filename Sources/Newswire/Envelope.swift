/// From, to, Message-ID and idempotency key: one message on its way to one
/// recipient. Its bytes are fixed before the first attempt and never rendered
/// again.
package struct Envelope: Hashable, Sendable {
    /// What it tells of.
    package enum Origin: Hashable, Sendable {
        /// An edition's row.
        case edition(Int64)
        /// A notice's row.
        case notice(Int64)
    }

    /// Where it goes and how.
    package enum Route: Hashable, Sendable {
        /// MAIL FROM and RCPT TO.
        case mail(sender: EmailAddress, recipient: EmailAddress)
        case chat(ChatRoute)
        case webhook(url: ConfiguredText, secret: ConfiguredText?)
    }

    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// Waits for its next attempt.
        case ready
        /// Someone sends it now, until the lease ends.
        case leased
        case sent
        /// The line was cut after the whole message had gone out: tried again
        /// with the same id.
        case unknown
        case failed
        case suppressed
        case dropped

        /// Whether nothing more will be done with it.
        package var isSettled: Bool {
            switch self {
            case .ready, .leased, .unknown: false
            case .sent, .failed, .suppressed, .dropped: true
            }
        }
    }

    /// A run of the message's bytes.
    package enum Piece: Hashable, Sendable {
        /// Bytes that other envelopes may share; the store keeps them once.
        case shared([UInt8])
        /// The recipient's own.
        case own([UInt8])

        package var bytes: [UInt8] {
            switch self {
            case .shared(let bytes), .own(let bytes): bytes
            }
        }
    }

    /// UNIQUE: from the edition or notice, the channel and the normalised
    /// address. It is also the `webhook-id`, and a
    /// Matrix transaction's id.
    package var key: String
    package var origin: Origin
    package var subscriber: SubscriberID
    package var channel: String
    package var route: Route
    /// Without the angle brackets; nil for webhooks.
    package var messageID: String?
    /// In order; the message is their concatenation.
    package var pieces: [Piece]
    package var sealed: Timestamp
    /// When it is given up.
    package var giveUp: Timestamp

    package init(
        key: String, origin: Origin, subscriber: SubscriberID, channel: String, route: Route,
        messageID: String?, pieces: [Piece], sealed: Timestamp, giveUp: Timestamp
    ) {
        self.key = key
        self.origin = origin
        self.subscriber = subscriber
        self.channel = channel
        self.route = route
        self.messageID = messageID
        self.pieces = pieces
        self.sealed = sealed
        self.giveUp = giveUp
    }
}
