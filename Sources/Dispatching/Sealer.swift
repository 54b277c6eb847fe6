package import Digests
package import Newswire
package import Signing
import Storage

/// What nashra.yaml says of outgoing mail, without its relays.
package struct MailIdentity: Hashable, Sendable {
    package var from: Mailbox
    package var replyTo: Mailbox?
    /// Where bounces come to, with a token before the @; nil is `from`'s address,
    /// without one.
    package var bounces: EmailAddress?
    /// What links in mails begin with, without a slash at its end; without it
    /// there are none.
    package var site: String?
    /// Staging: every mail goes here instead.
    package var redirect: EmailAddress?

    package init(
        from: Mailbox, replyTo: Mailbox? = nil, bounces: EmailAddress? = nil,
        site: String? = nil, redirect: EmailAddress? = nil
    ) {
        self.from = from
        self.replyTo = replyTo
        self.bounces = bounces
        self.site = site
        self.redirect = redirect
    }
}

/// Gives bulletins their final bytes, ids and keys: one envelope for each
/// recipient. What is sealed is never rendered again.
package struct Sealer: Sendable {
    private let composer: Composer
    private let mail: MailIdentity
    private let tokens: TokenSigner?

    /// - Parameter tokens: signs return paths and links; without it there are
    ///   neither.
    package init(composer: Composer, mail: MailIdentity, tokens: TokenSigner?) {
        self.composer = composer
        self.mail = mail
        self.tokens = tokens
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
    /// itself. Mails go on from those of the bulletin whose id is `earlier`, as
    /// answers to them: mail programs show the two as one conversation.
    package func seal(
        _ bulletin: Bulletin, to channels: [Channel], after earlier: String? = nil,
        at now: Timestamp
    ) -> SealedBulletin {
        SealedBulletin(
            contents: channels.map { channel in
                switch channel.target {
                case .email(let addresses):
                    .letters(
                        letters(
                            bulletin, to: addresses.map { Mailbox(address: $0) }, channel,
                            after: earlier, now))
                case .readers(let list):
                    .letters(
                        letters(
                            bulletin, to: list.groups.flatMap(\.readers), channel,
                            after: earlier, now))
                case .slack(let url):
                    .message(
                        message(
                            bulletin, on: channel, route: .slack(url: url),
                            pieces: composer.slack(bulletin), at: now))
                case .webhook(let url, let secret):
                    .message(
                        message(
                            bulletin, on: channel, route: .webhook(url: url, secret: secret),
                            pieces: composer.webhook(bulletin), at: now))
                }
            })
    }

    /// The mail as one recipient would get it, for a look without sending.
    package func letter(
        _ bulletin: Bulletin, to recipient: Mailbox, on channel: Channel, at now: Timestamp
    ) -> [UInt8] {
        letters(bulletin, to: [recipient], channel, after: nil, now).message(to: recipient)
            .pieces.flatMap(\.bytes)
    }

    private func letters(
        _ bulletin: Bulletin, to recipients: [Mailbox], _ channel: Channel,
        after earlier: String?, _ now: Timestamp
    ) -> SealedBulletin.Letters {
        let domain = mail.from.address.domain
        let stream = bulletin.digest ?? channel.name
        let list = MailingList(
            name: bulletin.subscriberName, path: [stream, bulletin.subscriber.id], domain: domain)
        let feedback = FeedbackID(
            stream: stream, subscriber: bulletin.subscriber.id, kind: bulletin.kind)
        let headers = MailHeaders(
            from: mail.from, replyTo: mail.replyTo, date: now, list: list, feedback: feedback)
        let wayBack = tokens.map {
            WayBack(tokens: $0, bounces: mail.bounces, site: mail.site)
        }
        var bulletin = bulletin
        bulletin.offersUnsubscribe = wayBack?.hasLinks ?? false
        return SealedBulletin.Letters(
            letter: composer.compose(bulletin).letter(headers), recipients: recipients,
            bulletin: bulletin.id, earlier: earlier, subscriber: bulletin.subscriber,
            channel: channel, mail: mail, wayBack: wayBack, sealed: now)
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
            key: Self.key(bulletin.id, channel, endpoint), subscriber: bulletin.subscriber,
            channel: channel.name, route: route, endpoint: endpoint, addressee: nil,
            messageID: nil, pieces: pieces, sealed: now, giveUp: now + channel.giveUp)
    }

    fileprivate static func key(
        _ bulletin: String, _ channel: Channel, _ address: String
    ) -> String {
        digest(["envelope", bulletin, channel.name, address])
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

    /// Mails that differ in their recipient only. Each is made when it is
    /// posted: a hundred thousand of them never lie in memory together.
    struct Letters: Sendable {
        fileprivate let letter: Letter
        fileprivate let recipients: [Mailbox]
        fileprivate let bulletin: String
        fileprivate let earlier: String?
        fileprivate let subscriber: SubscriberID
        fileprivate let channel: Channel
        fileprivate let mail: MailIdentity
        fileprivate let wayBack: WayBack?
        fileprivate let sealed: Timestamp

        fileprivate func message(to recipient: Mailbox) -> Message {
            let address = recipient.address
            let key = Sealer.key(bulletin, channel, address.normalised)
            let addressee = Addressee(
                mailbox: recipient, messageID: messageID(key),
                inReplyTo: earlier.map {
                    messageID(Sealer.key($0, channel, address.normalised))
                },
                unsubscribe: wayBack?.unsubscribeLink(
                    for: WayBack.Reader(subscriber: subscriber, address: address)))
            return Message(
                key: key, subscriber: subscriber, channel: channel.name,
                route: .mail(
                    sender: wayBack?.returnPath(forEnvelope: key) ?? mail.from.address,
                    recipient: mail.redirect ?? address),
                endpoint: SealedBulletin.mailEndpoint, addressee: address,
                messageID: addressee.messageID, pieces: letter.pieces(for: addressee),
                sealed: sealed, giveUp: sealed + channel.giveUp)
        }

        private func messageID(_ key: String) -> String {
            "\(key)@\(mail.from.address.domain)"
        }
    }

    enum Content: Sendable {
        case message(Message)
        case letters(Letters)
    }

    fileprivate let contents: [Content]

    /// Puts the messages into the outbox, those to suppressed addresses as such;
    /// returns how many wait to be sent.
    func post(in records: Records, from origin: Envelope.Origin) throws -> Int {
        var posted = 0
        var parts = Records.SharedParts()
        for content in contents {
            switch content {
            case .message(let message):
                posted += try post(message, in: records, from: origin, after: &parts)
            case .letters(let letters):
                for recipient in letters.recipients {
                    posted += try post(
                        letters.message(to: recipient), in: records, from: origin, after: &parts)
                }
            }
        }
        return posted
    }

    private func post(
        _ message: Message, in records: Records, from origin: Envelope.Origin,
        after parts: inout Records.SharedParts
    ) throws -> Int {
        let reason = try message.addressee.flatMap { address in
            try records.suppressions(of: [address], as: message.subscriber)[address]
        }
        let envelope = Envelope(
            key: message.key, origin: origin, subscriber: message.subscriber,
            channel: message.channel, route: message.route, messageID: message.messageID,
            pieces: message.pieces, sealed: message.sealed, giveUp: message.giveUp)
        let row = try records.insert(
            envelope, endpoint: message.endpoint, suppressed: reason, after: &parts)
        return row != nil && reason == nil ? 1 : 0
    }
}
