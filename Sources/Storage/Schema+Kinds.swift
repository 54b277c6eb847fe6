/// What kinds of channels there are is the program's to know, not the store's: a
/// new one needs no migration. SQLite takes no constraint away, so the table is
/// made anew, and what reads it.
extension Schema {
    static let kinds = """
        DROP VIEW outgoing;
        CREATE TABLE envelope_of_any_kind (
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
        INSERT INTO envelope_of_any_kind (id, mailing_id, key, kind, target, folded, endpoint,
                message_id, own, give_up, state, next_attempt, attempts, courier_id, lease_token,
                lease_until, settled, reason)
            SELECT id, mailing_id, key, kind, target, folded, endpoint, message_id, own, give_up,
                state, next_attempt, attempts, courier_id, lease_token, lease_until, settled,
                reason
            FROM envelope;
        DROP TABLE envelope;
        ALTER TABLE envelope_of_any_kind RENAME TO envelope;
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
}
