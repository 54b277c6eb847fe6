import Foundation
import GRDB
package import Newswire
import Signing

/// The envelopes of one message, and those of its readers who have none yet.
extension Records {
    /// A mailing that envelopes can be put into.
    package struct MailingRow: Sendable {
        package let id: Int64
        /// Of the Message-IDs that are an envelope's key.
        let domain: String?
        /// The own pieces of the first envelope, from which the others' differ.
        let model: [UInt8]
    }

    /// Puts an envelope into the outbox, in a mailing of its own; nil if there
    /// is one of its key.
    ///
    /// `endpoint` is the server it goes to, by which throttles are kept. A
    /// suppressed envelope is recorded, with its reason, and never sent.
    package func insert(
        _ envelope: Envelope, endpoint: String, suppressed reason: String? = nil
    ) throws -> Int64? {
        if try hasEnvelope(envelope.key) { return nil }
        return try insert(
            envelope, into: try openMailing(like: envelope), endpoint: endpoint,
            suppressed: reason)
    }

    /// Opens a mailing of envelopes that have origin, channel, moment and shared
    /// pieces in common with this one.
    ///
    /// - Parameter terms: what the envelopes of its unaddressed readers are made
    ///   by.
    package func openMailing(like envelope: Envelope, terms: String? = nil) throws -> MailingRow {
        let (edition, notice) = envelope.origin.rows
        let model = OwnPieces(envelope).packed
        let domain = envelope.messageID.flatMap { id in
            id.lastIndex(of: "@").map { String(id[id.index(after: $0)...]) }
        }
        try db.execute(
            sql: """
                INSERT INTO mailing (edition_id, notice_id, subscriber, channel, secret, domain,
                    sealed, model, terms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                edition, notice, envelope.subscriber.id, envelope.channel,
                envelope.route.columns.secret, domain, envelope.sealed.milliseconds, Data(model),
                terms,
            ])
        let id = db.lastInsertedRowID
        for (position, piece) in envelope.pieces.enumerated() {
            var part: Int64?
            if case .shared(let bytes) = piece { part = try partRow(of: bytes) }
            try db.cachedStatement(
                sql: "INSERT INTO mailing_piece (mailing_id, position, part_id) VALUES (?, ?, ?)"
            ).execute(arguments: [id, position, part])
        }
        return MailingRow(id: id, domain: domain, model: model)
    }

    /// Puts an envelope into a mailing that was opened for its like; nil if
    /// there is one of its key. Only its own pieces are looked at.
    package func insert(
        _ envelope: Envelope, into mailing: MailingRow, endpoint: String,
        suppressed reason: String? = nil
    ) throws -> Int64? {
        let target = envelope.route.columns.target
        // Byte by byte: two forms of one text are equal to Swift, and not to SQLite.
        let folded = envelope.route.address.flatMap {
            $0.utf8.elementsEqual(target.utf8) ? nil : $0
        }
        let state: Envelope.State = reason == nil ? .ready : .suppressed
        let usualID = mailing.domain.map { "\(envelope.key)@\($0)" }
        try db.cachedStatement(
            sql: """
                INSERT INTO envelope (mailing_id, key, kind, target, folded, endpoint, message_id,
                    own, give_up, state, next_attempt, settled, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (key) DO NOTHING
                """
        ).execute(
            arguments: [
                mailing.id, envelope.key, envelope.route.kind, target,
                folded, endpoint,
                envelope.messageID == usualID ? nil : envelope.messageID,
                difference(OwnPieces(envelope), of: mailing, key: envelope.key, target: target),
                envelope.giveUp.milliseconds, state.rawValue, envelope.sealed.milliseconds,
                reason == nil ? nil : envelope.sealed.milliseconds, reason,
            ])
        return db.changesCount == 1 ? db.lastInsertedRowID : nil
    }

    func difference(
        _ own: OwnPieces, of mailing: MailingRow, key: String, target: String
    ) -> Data {
        Data(
            ByteDifference.encode(
                own.packed, known: Self.known(mailing.model, key: key, target: target)))
    }

    /// What an envelope's own pieces need not say again.
    static func known(_ model: [UInt8], key: String, target: String) -> [UInt8] {
        Array(key.utf8) + Array(target.utf8) + model
    }

    private func hasEnvelope(_ key: String) throws -> Bool {
        try Bool.fetchOne(
            try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM envelope WHERE key = ?)"),
            arguments: [key]) ?? false
    }

    private func partRow(of bytes: [UInt8]) throws -> Int64 {
        let hash = Data(SHA256.digest(of: bytes).bytes)
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO part (hash, bytes) VALUES (?, ?)")
            .execute(arguments: [hash, Data(bytes)])
        if db.changesCount == 1 { return db.lastInsertedRowID }
        let row = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM part WHERE hash = ?"), arguments: [hash])
        guard let row else {
            throw DatabaseError(resultCode: .SQLITE_INTERNAL, message: "a lost part")
        }
        return row
    }
}

extension OwnPieces {
    fileprivate init(_ envelope: Envelope) {
        self.init(
            sender: envelope.route.columns.sender ?? "",
            pieces: envelope.pieces.compactMap { piece -> [UInt8]? in
                if case .own(let bytes) = piece { bytes } else { nil }
            })
    }
}

extension Envelope.Origin {
    fileprivate var rows: (edition: Int64?, notice: Int64?) {
        switch self {
        case .edition(let row): (row, nil)
        case .notice(let row): (nil, row)
        }
    }
}

extension Envelope.Route {
    fileprivate var kind: String {
        switch self {
        case .mail: "mail"
        case .chat(let route): route.service.rawValue
        case .webhook: "webhook"
        }
    }

    /// The recipient's normalised address, by which suppressions find it.
    fileprivate var address: String? {
        if case .mail(_, let recipient) = self { recipient.normalised } else { nil }
    }

    fileprivate var columns: (sender: String?, target: String, secret: String?) {
        switch self {
        case .mail(let sender, let recipient): (sender.description, recipient.description, nil)
        case .chat(let route): (nil, route.target, route.token?.description)
        case .webhook(let url, let secret): (nil, url.description, secret?.description)
        }
    }
}
