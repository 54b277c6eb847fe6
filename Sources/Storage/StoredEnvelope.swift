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

/// An envelope as the store keeps it. Whoever sends it makes it out with
/// `open(under:)`, on a thread of his own: the store's has all lanes to serve.
package struct StoredEnvelope: Sendable {
    package let id: Int64
    package let mailing: StoredMailing
    let endpoint: String
    fileprivate let key: String
    fileprivate let kind: String
    fileprivate let target: String
    let address: String?
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
    static let columnCount = 12

    init(_ row: Row, of mailing: StoredMailing) {
        self.mailing = mailing
        (id, endpoint, key, kind, target) = (row[0], row[2], row[3], row[4], row[5])
        (address, messageID, own, giveUp) = (row[6], row[7], row[8], row[9])
        (state, attempts) = (row[10], row[11])
    }
}

/// What a mailing's envelopes have in common. It never changes.
package struct StoredMailing: Hashable, Sendable {
    let id: Int64
    fileprivate let origin: Envelope.Origin
    let subscriber: SubscriberID
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

/// What the store holds of an envelope can't be read: it is damaged, or of a kind
/// that only a later version knows.
package struct UnreadableEnvelope: Error, Hashable, Sendable {
    package var id: Int64
    /// Where it was to go.
    package var endpoint: String
    package var detail: String
}

extension StoredEnvelope {
    /// Makes out an envelope that `claim` put under this lease.
    package func open(under lease: Lease) throws(UnreadableEnvelope) -> LeasedEnvelope {
        guard let state = Envelope.State(rawValue: state) else {
            throw unreadable("its state is '\(state)'")
        }
        return LeasedEnvelope(
            id: id, envelope: try read(), endpoint: endpoint, lease: lease,
            attempts: attempts, state: state, address: address)
    }

    /// Whether `open` would succeed, at its cost.
    package var isReadable: Bool {
        Envelope.State(rawValue: state) != nil && (try? read()) != nil
    }

    fileprivate func read() throws(UnreadableEnvelope) -> Envelope {
        do {
            return try Envelope(self)
        } catch {
            throw unreadable((error as? DatabaseError)?.message ?? "\(error)")
        }
    }

    private func unreadable(_ detail: String) -> UnreadableEnvelope {
        UnreadableEnvelope(id: id, endpoint: endpoint, detail: detail)
    }
}

extension [StoredEnvelope] {
    /// Those that can be sent, in order, and those that must be `setAside`.
    package func opened(
        under lease: Lease
    ) -> (sendable: [LeasedEnvelope], unreadable: [UnreadableEnvelope]) {
        var (sendable, unreadable): ([LeasedEnvelope], [UnreadableEnvelope]) = ([], [])
        for envelope in self {
            do throws(UnreadableEnvelope) {
                sendable.append(try envelope.open(under: lease))
            } catch {
                unreadable.append(error)
            }
        }
        return (sendable, unreadable)
    }
}

extension Records {
    /// The envelope with its bytes; nil if there is none. Throws `UnreadableEnvelope`
    /// if they can't be read.
    package func envelope(_ id: Int64) throws -> Envelope? {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(StoredEnvelope.columns) FROM envelope WHERE id = ?",
            arguments: [id])
        return try rows.next().map { try StoredEnvelope($0, of: try mailing($0[1])).read() }
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
    fileprivate init(_ stored: StoredEnvelope) throws {
        let mailing = stored.mailing
        let known = Records.known(mailing.model, key: stored.key, target: stored.target)
        guard let packed = ByteDifference.decode([UInt8](stored.own), known: known),
            let own = OwnPieces(packed: packed),
            own.pieces.count == mailing.pieces.count(where: { $0 == nil })
        else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "its bytes are damaged")
        }
        var rest = own.pieces[...]
        let pieces = mailing.pieces.map { piece -> Envelope.Piece in
            piece.map { .shared($0) } ?? .own(rest.removeFirst())
        }
        let isMail = stored.kind == "mail"
        let usualID = isMail ? mailing.domain.map { "\(stored.key)@\($0)" } : nil
        self.init(
            key: stored.key, origin: mailing.origin, subscriber: mailing.subscriber,
            channel: mailing.channel,
            route: try Envelope.Route(
                kind: stored.kind, sender: own.sender, target: stored.target,
                secret: mailing.secret),
            messageID: isMail ? stored.messageID ?? usualID : nil, pieces: pieces,
            sealed: mailing.sealed, giveUp: Timestamp(milliseconds: stored.giveUp))
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
