import Foundation
import GRDB

/// What the envelopes of one message have in common stands in one row, its
/// mailing: of a million of them each keeps its key, its address, its state and
/// in what its bytes differ from the first one's
/// (docs/decisions/0007-mailings-are-addressed-in-batches.md). What kinds of
/// channels there are is the program's to know: a new one needs no migration.
extension Schema {
    private static let mailings = """
        CREATE TABLE mailing (
            id         INTEGER PRIMARY KEY,
            edition_id INTEGER REFERENCES edition (id),
            notice_id  INTEGER REFERENCES notice (id),
            subscriber TEXT NOT NULL,
            channel    TEXT NOT NULL,
            secret     TEXT,
            domain     TEXT,
            sealed     INTEGER NOT NULL,
            model      BLOB NOT NULL,
            terms      TEXT,
            CHECK ((edition_id IS NULL) <> (notice_id IS NULL))
        ) STRICT;
        CREATE INDEX mailing_by_edition ON mailing (edition_id) WHERE edition_id IS NOT NULL;
        CREATE INDEX mailing_by_notice ON mailing (notice_id) WHERE notice_id IS NOT NULL;
        CREATE INDEX mailing_by_subscriber ON mailing (subscriber);

        CREATE TABLE mailing_piece (
            mailing_id INTEGER NOT NULL REFERENCES mailing (id) ON DELETE CASCADE,
            position   INTEGER NOT NULL,
            part_id    INTEGER REFERENCES part (id),
            PRIMARY KEY (mailing_id, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mailing_piece_by_part ON mailing_piece (part_id) WHERE part_id IS NOT NULL;

        CREATE TABLE unaddressed (
            id         INTEGER PRIMARY KEY AUTOINCREMENT,
            mailing_id INTEGER NOT NULL REFERENCES mailing (id) ON DELETE CASCADE,
            readers    INTEGER NOT NULL,
            mailboxes  BLOB NOT NULL
        ) STRICT;
        CREATE INDEX unaddressed_by_mailing ON unaddressed (mailing_id);

        CREATE TABLE envelope_of_mailing (
            id           INTEGER PRIMARY KEY,
            mailing_id   INTEGER NOT NULL REFERENCES mailing (id),
            key          TEXT NOT NULL UNIQUE,
            kind         TEXT NOT NULL,
            target       TEXT NOT NULL,
            folded       TEXT,
            address      TEXT AS (CASE kind WHEN 'mail' THEN ifnull(folded, target) END) VIRTUAL,
            endpoint     TEXT NOT NULL,
            message_id   TEXT,
            own          BLOB NOT NULL,
            give_up      INTEGER NOT NULL,
            state        TEXT NOT NULL CHECK (state IN
                ('ready', 'leased', 'sent', 'unknown', 'failed', 'suppressed', 'dropped')),
            next_attempt INTEGER NOT NULL,
            attempts     INTEGER NOT NULL DEFAULT 0,
            courier_id   INTEGER REFERENCES courier (id),
            lease_token  TEXT,
            lease_until  INTEGER,
            settled      INTEGER,
            reason       TEXT,
            CHECK ((state = 'leased') = (lease_token IS NOT NULL)),
            CHECK ((state = 'leased') = (lease_until IS NOT NULL)),
            CHECK ((state = 'leased') = (courier_id IS NOT NULL)),
            CHECK ((state IN ('sent', 'failed', 'suppressed', 'dropped')) = (settled IS NOT NULL))
        ) STRICT;
        """

    private static let envelopes = """
        DROP TABLE piece;
        DROP TABLE envelope;
        ALTER TABLE envelope_of_mailing RENAME TO envelope;
        CREATE UNIQUE INDEX envelope_by_message ON envelope (message_id)
            WHERE message_id IS NOT NULL;
        CREATE INDEX envelope_ready ON envelope ((kind = 'mail'), next_attempt, id)
            WHERE state IN ('ready', 'unknown');
        CREATE INDEX envelope_waiting_address ON envelope (address)
            WHERE state IN ('ready', 'unknown');
        CREATE INDEX envelope_by_state ON envelope (state);
        CREATE INDEX envelope_leased ON envelope (courier_id) WHERE state = 'leased';
        CREATE INDEX envelope_by_mailing ON envelope (mailing_id);

        CREATE VIEW outgoing AS
            SELECT envelope.id, envelope.key, mailing_id, edition_id, notice_id, subscriber,
                channel, kind, target, address, secret, endpoint,
                CASE kind WHEN 'mail'
                    THEN ifnull(message_id, envelope.key || '@' || domain) END AS message_id,
                sealed, give_up, state, next_attempt, attempts, courier_id, lease_token,
                lease_until, settled, reason, model, own
            FROM envelope JOIN mailing ON mailing.id = envelope.mailing_id;
        """

    /// Moves every envelope with its bytes, its number and its state.
    static func moveToMailings(_ db: Database) throws {
        try db.execute(sql: mailings)
        let records = Records(db: db)
        // Those of one message follow each other.
        var mailing: (facts: [DatabaseValue], row: Records.MailingRow)?
        let rows = try Row.fetchCursor(db, sql: "SELECT * FROM envelope ORDER BY id")
        while let row = try rows.next() {
            let pieces = try Row.fetchAll(
                db, sql: "SELECT part_id, own FROM piece WHERE envelope_id = ? ORDER BY position",
                arguments: [row["id"] as Int64])
            let parts = pieces.map { $0["part_id"] as Int64? }
            let messageID: String? = row["message_id"]
            let domain = messageID.flatMap { id in
                id.lastIndex(of: "@").map { String(id[id.index(after: $0)...]) }
            }
            let facts =
                [
                    "edition_id", "notice_id", "subscriber", "channel", "secret", "sealed",
                ].map { row[$0] as DatabaseValue } + [domain.databaseValue]
                + parts.map(\.databaseValue)
            let own = OwnPieces(
                sender: row["sender"] ?? "",
                pieces: pieces.compactMap { ($0["own"] as Data?).map { [UInt8]($0) } })
            if mailing?.facts != facts {
                try db.execute(
                    sql: """
                        INSERT INTO mailing (edition_id, notice_id, subscriber, channel, secret,
                            sealed, domain, model) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: StatementArguments(facts.prefix(7)) + [Data(own.packed)])
                let id = db.lastInsertedRowID
                for (position, part) in parts.enumerated() {
                    try db.execute(
                        sql: "INSERT INTO mailing_piece VALUES (?, ?, ?)",
                        arguments: [id, position, part])
                }
                mailing = (
                    facts, Records.MailingRow(id: id, domain: domain, model: own.packed)
                )
            }
            guard let mailing else { continue }
            let target: String = row["target"]
            try db.execute(
                sql: """
                    INSERT INTO envelope_of_mailing (id, mailing_id, key, kind, target, folded,
                        endpoint, message_id, own, give_up, state, next_attempt, attempts,
                        courier_id, lease_token, lease_until, settled, reason)
                    SELECT id, ?, key, kind, target, nullif(address, target), endpoint,
                        CASE message_id WHEN key || '@' || ? THEN NULL ELSE message_id END, ?,
                        give_up, state, next_attempt, attempts, courier_id, lease_token,
                        lease_until, settled, reason
                    FROM envelope WHERE id = ?
                    """,
                arguments: [
                    mailing.row.id, mailing.row.domain,
                    records.difference(
                        own, of: mailing.row, key: row["key"], target: target),
                    row["id"] as Int64,
                ])
        }
        try db.execute(sql: envelopes)
    }
}
