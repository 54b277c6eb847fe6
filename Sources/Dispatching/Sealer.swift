package import Digests
package import Newswire
package import Signing
import Storage
import Transfer

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
        var mail = mail
        mail.from = mail.from.inASCII
        mail.replyTo = mail.replyTo?.inASCII
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
                            bulletin, to: Readers(addresses.lazy.map { Mailbox(address: $0) }),
                            channel, after: earlier, now))
                case .readers(let list):
                    .letters(
                        letters(
                            bulletin,
                            // Mostly one audience's, which costs no copy.
                            to: list.groups.count == 1
                                ? list.groups[0].readers
                                : Readers(list.groups.lazy.flatMap(\.readers)),
                            channel, after: earlier, now))
                case .chat(let route):
                    .message(
                        message(
                            bulletin, on: channel, route: .chat(route),
                            pieces: composer.chat(bulletin, for: route.service), at: now))
                case .webhook(let url, let secret, let payload):
                    .message(
                        message(
                            bulletin, on: channel, route: .webhook(url: url, secret: secret),
                            pieces: composer.webhook(bulletin, drawnBy: payload), at: now))
                }
            })
    }

    /// The mail as one recipient would get it, for a look without sending.
    package func letter(
        _ bulletin: Bulletin, to recipient: Mailbox, on channel: Channel, at now: Timestamp
    ) throws -> [UInt8] {
        let letters = letters(bulletin, to: [recipient], channel, after: nil, now)
        return try letters.envelope(to: recipient, from: .edition(0)).pieces.flatMap(\.bytes)
    }

    /// One message as the channel would get it, mail as this reader would, for a
    /// trial: no store ever has it.
    package func trial(
        _ bulletin: Bulletin, on channel: Channel, to reader: Mailbox?, at now: Timestamp
    ) throws -> Envelope? {
        if let reader {
            return try letters(bulletin, to: [reader], channel, after: nil, now)
                .envelope(to: reader, from: .notice(0))
        }
        guard case .message(let message)? = seal(bulletin, to: [channel], at: now).contents.first
        else { return nil }
        return message.envelope(from: .notice(0))
    }

    private func letters(
        _ bulletin: Bulletin, to recipients: Readers, _ channel: Channel,
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
        let wayBack = wayBack(bounces: mail.bounces?.description, site: mail.site)
        var bulletin = bulletin
        bulletin.offersUnsubscribe = wayBack?.hasLinks ?? false
        let letter = composer.compose(bulletin).letter(headers)
        return SealedBulletin.Letters(
            letter: letter, recipients: recipients,
            terms: LetterTerms(
                bulletin, on: channel, after: earlier, by: mail, outline: letter.outline,
                isSigned: wayBack != nil, at: now),
            wayBack: wayBack)
    }

    /// What signs return paths and links; nil if nothing does.
    func wayBack(bounces: String?, site: String?) -> WayBack? {
        tokens.map {
            WayBack(tokens: $0, bounces: bounces.flatMap { try? EmailAddress($0) }, site: site)
        }
    }

    private func message(
        _ bulletin: Bulletin, on channel: Channel, route: Envelope.Route,
        pieces: [Envelope.Piece], at now: Timestamp
    ) -> SealedBulletin.Message {
        let endpoint =
            switch route {
            case .chat(let route): route.target
            case .webhook(let url, _): url.description
            case .mail: SealedBulletin.mailEndpoint
            }
        return SealedBulletin.Message(
            key: Self.key(bulletin.id, channel.name, endpoint), subscriber: bulletin.subscriber,
            channel: channel.name, route: route, endpoint: endpoint, pieces: pieces, sealed: now,
            giveUp: now + channel.giveUp)
    }

    static func key(_ bulletin: String, _ channel: String, _ address: String) -> String {
        digest(["envelope", bulletin, channel, address])
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
        var pieces: [Envelope.Piece]
        var sealed: Timestamp
        var giveUp: Timestamp

        fileprivate func post(in records: Records, from origin: Envelope.Origin) throws -> Int {
            try records.insert(envelope(from: origin), endpoint: endpoint) == nil ? 0 : 1
        }

        fileprivate func envelope(from origin: Envelope.Origin) -> Envelope {
            Envelope(
                key: key, origin: origin, subscriber: subscriber, channel: channel, route: route,
                messageID: nil, pieces: pieces, sealed: sealed, giveUp: giveUp)
        }
    }

    /// Mails that differ in their recipient only. Each is made when it is
    /// posted: a hundred thousand of them never lie in memory together.
    struct Letters: Sendable {
        fileprivate let letter: Letter
        fileprivate let recipients: Readers
        fileprivate let terms: LetterTerms
        fileprivate let wayBack: WayBack?

        /// With all its bytes.
        fileprivate func envelope(
            to recipient: Mailbox, from origin: Envelope.Origin
        ) throws -> Envelope {
            var envelope = try terms.envelope(to: recipient, from: origin, wayBack)
            envelope.pieces = letter.pieces(around: envelope.pieces)
            return envelope
        }

        /// Addresses all recipients if they are few; else whom they are is noted,
        /// for an `Addresser`.
        fileprivate func post(in records: Records, from origin: Envelope.Origin) throws -> Int {
            guard let first = recipients.first else { return 0 }
            let isLong = recipients.count > Addresser.batch
            let mailing = try records.openMailing(
                like: envelope(to: first, from: origin), terms: isLong ? terms.json : nil)
            if isLong {
                try records.leaveUnaddressed(recipients, of: mailing, batch: Addresser.batch)
                return recipients.count
            }
            return try recipients.reduce(0) { posted, recipient in
                try posted
                    + (records.insert(
                        terms.envelope(to: recipient, from: origin, wayBack), for: recipient,
                        into: mailing) ? 1 : 0)
            }
        }
    }

    enum Content: Sendable {
        case message(Message)
        case letters(Letters)
    }

    fileprivate let contents: [Content]

    /// Puts the messages into the outbox, those to suppressed addresses as such;
    /// returns how many wait to be sent, with those of long lists for whom an
    /// `Addresser` puts them there.
    func post(in records: Records, from origin: Envelope.Origin) throws -> Int {
        try contents.reduce(0) { posted, content in
            switch content {
            case .message(let message): try posted + message.post(in: records, from: origin)
            case .letters(let letters): try posted + letters.post(in: records, from: origin)
            }
        }
    }
}

extension Records {
    /// Puts a reader's letter into the outbox, as suppressed if nothing is to be
    /// written to him; whether it waits to be sent.
    func insert(
        _ envelope: Envelope, for reader: Mailbox, into mailing: MailingRow
    ) throws -> Bool {
        // Whom it is for decides, wherever it is redirected to.
        let reasons = try suppressions(of: [reader.address], as: envelope.subscriber)
        let reason = reasons[reader.address]
        let row = try insert(
            envelope, into: mailing, endpoint: SealedBulletin.mailEndpoint, suppressed: reason)
        return row != nil && reason == nil
    }
}
