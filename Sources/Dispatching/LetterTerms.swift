import Digests
import Foundation
import Newswire
import Transfer

/// All that makes one bulletin's letters their readers' own: with it any process
/// addresses those whom the one that sealed did not come to, and to the same
/// bytes.
struct LetterTerms: Codable, Hashable, Sendable {
    /// The bulletin's public id, and that of the one its letters go on from.
    var bulletin: String
    var earlier: String?
    var subscriber: String
    var channel: String
    /// The sender's address; Message-IDs are of its domain.
    var from: String
    var bounces: String?
    var site: String?
    /// Where in the letter its reader's own link stands.
    var outline: LetterOutline
    /// In milliseconds, UTC.
    var sealed: Int64
    var giveUp: Int64

    /// A reader's envelope; of its bytes only what is the reader's own.
    ///
    /// - Parameter wayBack: that signs; nil for letters without a way back.
    func envelope(
        to reader: Mailbox, from origin: Envelope.Origin, _ wayBack: WayBack?
    ) throws -> Envelope {
        let address = reader.address
        let key = Sealer.key(bulletin, channel, address.normalised)
        let from = try EmailAddress(from)
        let subscriber = SubscriberID(subscriber)
        let messageID = { (key: String) in "\(key)@\(from.domain)" }
        let addressee = Addressee(
            mailbox: reader.inASCII, messageID: messageID(key),
            inReplyTo: earlier.map { messageID(Sealer.key($0, channel, address.normalised)) },
            unsubscribe: wayBack?.unsubscribeLink(
                for: WayBack.Reader(subscriber: subscriber, address: address)))
        return Envelope(
            key: key, origin: origin, subscriber: subscriber, channel: channel,
            route: .mail(
                sender: wayBack?.returnPath(forEnvelope: key) ?? from,
                recipient: address),
            messageID: addressee.messageID,
            pieces: outline.ownPieces(for: addressee).map(Envelope.Piece.own),
            sealed: Timestamp(milliseconds: sealed), giveUp: Timestamp(milliseconds: giveUp))
    }

    /// As the store keeps them.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    init(json: String) throws {
        self = try JSONDecoder().decode(LetterTerms.self, from: Data(json.utf8))
    }
}

extension LetterTerms {
    init(
        _ bulletin: Bulletin, on channel: Channel, after earlier: String?, by mail: MailIdentity,
        outline: LetterOutline, isSigned: Bool, at now: Timestamp
    ) {
        self.bulletin = bulletin.id
        self.earlier = earlier
        subscriber = bulletin.subscriber.id
        self.channel = channel.name
        from = mail.from.address.description
        bounces = isSigned ? mail.bounces?.description : nil
        site = isSigned ? mail.site : nil
        self.outline = outline
        sealed = now.milliseconds
        giveUp = (now + channel.giveUp).milliseconds
    }
}
