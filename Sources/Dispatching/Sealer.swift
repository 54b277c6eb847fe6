package import Digests
package import Newswire
import Signing
import Storage

/// What nashra.yaml says of outgoing mail, without its relays.
package struct MailIdentity: Hashable, Sendable {
    package var from: Mailbox
    package var replyTo: Mailbox?
    /// The return path; nil is `from`'s address.
    package var bounces: EmailAddress?
    /// Staging: every mail goes here instead.
    package var redirect: EmailAddress?

    package init(
        from: Mailbox, replyTo: Mailbox? = nil, bounces: EmailAddress? = nil,
        redirect: EmailAddress? = nil
    ) {
        self.from = from
        self.replyTo = replyTo
        self.bounces = bounces
        self.redirect = redirect
    }
}

/// Gives bulletins their final bytes, ids and keys: one envelope for each
/// recipient. What is sealed is never rendered again.
package struct Sealer: Sendable {
    private let composer: Composer
    private let mail: MailIdentity

    package init(composer: Composer, mail: MailIdentity) {
        self.composer = composer
        self.mail = mail
    }

    /// The public id of an edition; the same on every machine.
    package static func editionID(_ key: EditionKey) -> String {
        digest([
            "edition", key.subscriber.id, key.digest, key.period.description,
            key.audience.language.tag, key.audience.timeZone,
        ])
    }

    /// The public id of a notice.
    package static func noticeID(_ notice: Notice) -> String {
        digest([
            "notice", notice.subscriber.id, notice.channel, notice.story.id, "\(notice.id)",
            notice.due.rfc3339,
        ])
    }

    /// Seals a bulletin for the channels, a mail channel's addresses each for
    /// itself.
    package func seal(
        _ bulletin: Bulletin, to channels: [Channel], at now: Timestamp
    ) -> SealedBulletin {
        SealedBulletin(
            messages: channels.flatMap { channel in
                switch channel.target {
                case .email(let addresses):
                    letters(bulletin, to: addresses, on: channel, at: now)
                case .slack(let url):
                    [
                        message(
                            bulletin, on: channel, route: .slack(url: url),
                            pieces: composer.slack(bulletin), at: now)
                    ]
                case .webhook(let url, let secret):
                    [
                        message(
                            bulletin, on: channel, route: .webhook(url: url, secret: secret),
                            pieces: composer.webhook(bulletin), at: now)
                    ]
                }
            })
    }

    /// The mail as the first address would get it, for a look without sending.
    package func letter(
        _ bulletin: Bulletin, to address: EmailAddress, on channel: Channel, at now: Timestamp
    ) -> [UInt8] {
        letters(bulletin, to: [address], on: channel, at: now)
            .flatMap { $0.pieces.flatMap(\.bytes) }
    }

    private func letters(
        _ bulletin: Bulletin, to addresses: [EmailAddress], on channel: Channel,
        at now: Timestamp
    ) -> [SealedBulletin.Message] {
        let composition = composer.compose(bulletin)
        let domain = mail.from.address.domain
        let list = MailingList(
            name: bulletin.subscriberName,
            path: [bulletin.digest ?? channel.name, bulletin.subscriber.id], domain: domain)
        return addresses.map { address in
            let key = Self.key(bulletin, channel, address.normalised)
            let messageID = "\(key)@\(domain)"
            return SealedBulletin.Message(
                key: key, subscriber: bulletin.subscriber, channel: channel.name,
                route: .mail(
                    sender: mail.bounces ?? mail.from.address,
                    recipient: mail.redirect ?? address),
                endpoint: SealedBulletin.mailEndpoint, addressee: address,
                messageID: messageID,
                pieces: composition.mail(
                    MailHeaders(
                        from: mail.from, to: Mailbox(address: address), replyTo: mail.replyTo,
                        date: now, messageID: messageID, list: list,
                        unsubscribe: bulletin.unsubscribe)),
                sealed: now, giveUp: now + channel.giveUp)
        }
    }

    private func message(
        _ bulletin: Bulletin, on channel: Channel, route: Envelope.Route,
        pieces: [Envelope.Piece], at now: Timestamp
    ) -> SealedBulletin.Message {
        let endpoint =
            switch route {
            case .slack(let url), .webhook(let url, _): url.description
            case .mail: SealedBulletin.mailEndpoint
            }
        return SealedBulletin.Message(
            key: Self.key(bulletin, channel, endpoint), subscriber: bulletin.subscriber,
            channel: channel.name, route: route, endpoint: endpoint, addressee: nil,
            messageID: nil, pieces: pieces, sealed: now, giveUp: now + channel.giveUp)
    }

    private static func key(
        _ bulletin: Bulletin, _ channel: Channel, _ address: String
    ) -> String {
        digest(["envelope", bulletin.id, channel.name, address])
    }

    private static func digest(_ parts: [String]) -> String {
        SHA256.digest(of: parts.joined(separator: "\n")).id(characters: 26)
    }
}

/// A bulletin as messages with fixed bytes, not yet in the outbox.
package struct SealedBulletin: Sendable {
    /// The endpoint of every mail; the relays behind it are the courier's.
    static let mailEndpoint = "mail"

    struct Message: Sendable {
        var key: String
        var subscriber: SubscriberID
        var channel: String
        var route: Envelope.Route
        var endpoint: String
        /// Whom a mail is for, wherever it is redirected to.
        var addressee: EmailAddress?
        var messageID: String?
        var pieces: [Envelope.Piece]
        var sealed: Timestamp
        var giveUp: Timestamp
    }

    let messages: [Message]

    /// Puts the messages into the outbox, those to suppressed addresses as such;
    /// returns how many wait to be sent.
    func post(in records: Records, from origin: Envelope.Origin) throws -> Int {
        let suppressed = try records.suppressions(of: messages.compactMap(\.addressee))
        var posted = 0
        for message in messages {
            let envelope = Envelope(
                key: message.key, origin: origin, subscriber: message.subscriber,
                channel: message.channel, route: message.route, messageID: message.messageID,
                pieces: message.pieces, sealed: message.sealed, giveUp: message.giveUp)
            let reason = message.addressee.flatMap { suppressed[$0] }
            let row = try records.insert(
                envelope, endpoint: message.endpoint, suppressed: reason)
            if row != nil && reason == nil { posted += 1 }
        }
        return posted
    }
}
