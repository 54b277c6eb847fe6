import Foundation
import GRDB
package import Newswire

/// An envelope that this process, and no other, may send until the lease ends.
package struct LeasedEnvelope: Hashable, Sendable {
    /// The envelope's row.
    package var id: Int64
    package var envelope: Envelope
    package var endpoint: String
    package var lease: Lease
    /// Attempts before this one.
    package var attempts: Int
    /// What it was before it was leased: ready or unknown.
    package var state: Envelope.State
    /// The recipient's, by which suppressions are found; nil if it is no mail.
    package var address: String?
}

/// The same as the store keeps it. Whoever sends it makes it out with
/// `Store.open`, on a thread of his own: the store's has all lanes to serve.
package struct ClaimedEnvelope: Sendable {
    package let id: Int64
    package let mailing: StoredMailing
    let endpoint: String
    fileprivate let lease: Lease
    fileprivate let key: String
    fileprivate let kind: String
    fileprivate let target: String
    fileprivate let address: String?
    fileprivate let messageID: String?
    fileprivate let own: Data
    fileprivate let giveUp: Int64
    fileprivate let state: String
    fileprivate let attempts: Int

    /// What is to be selected from `envelope`, in this order.
    static let columns = """
        id, mailing_id, endpoint, key, kind, target, address, message_id, own, give_up, state,
        attempts
        """

    init(_ row: Row, of mailing: StoredMailing, under lease: Lease) {
        (self.mailing, self.lease) = (mailing, lease)
        (id, endpoint, key, kind, target) = (row[0], row[2], row[3], row[4], row[5])
        (address, messageID, own, giveUp) = (row[6], row[7], row[8], row[9])
        (state, attempts) = (row[10], row[11])
    }
}

/// What a mailing's envelopes have in common. It never changes.
package struct StoredMailing: Hashable, Sendable {
    let id: Int64
    fileprivate let origin: Envelope.Origin
    fileprivate let subscriber: SubscriberID
    fileprivate let channel: String
    fileprivate let secret: String?
    /// Of the Message-IDs that are an envelope's key.
    fileprivate let domain: String?
    fileprivate let sealed: Timestamp
    /// The own pieces of the first envelope, from which the others' differ.
    fileprivate let model: [UInt8]
    /// In order; nil stands where each envelope has its own.
    fileprivate let pieces: [[UInt8]?]
}

extension Store {
    /// Makes out an envelope. Fails if its bytes are damaged.
    package func open(_ claimed: ClaimedEnvelope) throws(StoreError) -> LeasedEnvelope {
        guard let state = Envelope.State(rawValue: claimed.state) else {
            throw StoreError(
                kind: .notAStore, path: path, detail: "envelope \(claimed.id) has no state")
        }
        do {
            return LeasedEnvelope(
                id: claimed.id, envelope: try Envelope(claimed), endpoint: claimed.endpoint,
                lease: claimed.lease, attempts: claimed.attempts, state: state,
                address: claimed.address)
        } catch {
            throw StoreError(error, path: path)
        }
    }
}

extension Records {
    /// The envelope with its bytes.
    package func envelope(_ id: Int64) throws -> Envelope? {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(ClaimedEnvelope.columns) FROM envelope WHERE id = ?",
            arguments: [id])
        let none = Lease(courier: 0, token: "", until: Timestamp(milliseconds: 0))
        return try rows.next().map {
            try Envelope(ClaimedEnvelope($0, of: try mailing($0[1]), under: none))
        }
    }

    /// A mailing's row, read unless it is the one that is known.
    func mailing(_ id: Int64, known: StoredMailing? = nil) throws -> StoredMailing {
        if let known, known.id == id { return known }
        let pieces = try Row.fetchAll(
            db.cachedStatement(sql: Self.piecesOfMailing), arguments: [id]
        ).map { ($0["bytes"] as Data?).map { [UInt8]($0) } }
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT * FROM mailing WHERE id = ?"), arguments: [id])
        guard let row else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "mailing \(id) is lost")
        }
        let edition: Int64? = row["edition_id"]
        return StoredMailing(
            id: id,
            origin: edition.map(Envelope.Origin.edition) ?? .notice(row["notice_id"]),
            subscriber: SubscriberID(row["subscriber"]), channel: row["channel"],
            secret: row["secret"], domain: row["domain"],
            sealed: Timestamp(milliseconds: row["sealed"]), model: [UInt8](row["model"] as Data),
            pieces: pieces)
    }

    private static let piecesOfMailing = """
        SELECT bytes FROM mailing_piece LEFT JOIN part ON part.id = mailing_piece.part_id
        WHERE mailing_id = ? ORDER BY position
        """
}

extension Envelope {
    fileprivate init(_ claimed: ClaimedEnvelope) throws {
        let mailing = claimed.mailing
        let known = Records.known(mailing.model, key: claimed.key, target: claimed.target)
        guard let packed = ByteDifference.decode([UInt8](claimed.own), known: known),
            let own = OwnPieces(packed: packed)
        else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "envelope \(claimed.id) can't be read")
        }
        var rest = own.pieces[...]
        let pieces = mailing.pieces.map { piece -> Envelope.Piece in
            piece.map { .shared($0) } ?? .own(rest.popFirst() ?? [])
        }
        let isMail = claimed.kind == "mail"
        let usualID = isMail ? mailing.domain.map { "\(claimed.key)@\($0)" } : nil
        self.init(
            key: claimed.key, origin: mailing.origin, subscriber: mailing.subscriber,
            channel: mailing.channel,
            route: try Envelope.Route(
                kind: claimed.kind, sender: own.sender, target: claimed.target,
                secret: mailing.secret),
            messageID: isMail ? claimed.messageID ?? usualID : nil, pieces: pieces,
            sealed: mailing.sealed, giveUp: Timestamp(milliseconds: claimed.giveUp))
    }
}

extension Envelope.Route {
    fileprivate init(
        kind: String, sender: String, target: String, secret: String?
    ) throws {
        switch kind {
        case "mail":
            self = .mail(
                sender: EmailAddress(accepted: sender),
                recipient: EmailAddress(accepted: target))
        case "webhook":
            self = .webhook(url: ConfiguredText(target), secret: secret.map(ConfiguredText.init))
        default:
            guard let service = ChatService(rawValue: kind) else {
                throw DatabaseError(
                    resultCode: .SQLITE_ERROR,
                    message: "this version of Nashra knows no channels of the kind '\(kind)'")
            }
            self = .chat(ChatRoute(service, target: target, token: secret))
        }
    }
}
