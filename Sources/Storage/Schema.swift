import GRDB

/// The tables, as named migrations. A migration that has been released is never
/// edited: what changes later is a migration of its own.
///
/// The constraints are what the rest of the program trusts: an article's
/// identity, a match, an edition's period and an envelope's key exist once,
/// because the store can't hold two. Times are integer milliseconds, UTC.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 articles") { try $0.execute(sql: articles) }
        migrator.registerMigration("1 matches") { try $0.execute(sql: matches) }
        migrator.registerMigration("1 outbox") { try $0.execute(sql: outbox) }
        migrator.registerMigration("1 files") { try $0.execute(sql: files) }
        migrator.registerMigration("2 attachments") { try $0.execute(sql: attachments) }
        migrator.registerMigration("2 addresses") { try $0.execute(sql: addresses) }
        migrator.registerMigration("2 audiences") { try $0.execute(sql: audiences) }
        migrator.registerMigration("3 unsubscriptions") { try $0.execute(sql: unsubscriptions) }
        migrator.registerMigration("4 mailings", migrate: moveToMailings)
        migrator.registerMigration("4 bounces") { try $0.execute(sql: bounces) }
        migrator.registerMigration("5 breakers") { try $0.execute(sql: breakers) }
        migrator.registerMigration("6 due posts") { try $0.execute(sql: duePosts) }
        migrator.registerMigration("6 lean settles", migrate: leanSettles)
        migrator.registerMigration("7 addresses", migrate: compareAddresses)
        migrator.registerMigration("7 wishes") { try $0.execute(sql: wishes) }
        migrator.registerMigration("8 gone") { try $0.execute(sql: gone) }
        migrator.registerMigration("8 runs") { try $0.execute(sql: runs) }
        return migrator
    }

    /// What arrived. An identity outlives its article, so that what a feed still
    /// lists after the article was pruned is not news again.
    private static let articles = """
        CREATE TABLE source (
            name          TEXT PRIMARY KEY NOT NULL,
            address       TEXT NOT NULL,
            etag          TEXT,
            last_modified TEXT,
            polled        INTEGER,
            succeeded     INTEGER,
            next_poll     INTEGER,
            failures      INTEGER NOT NULL DEFAULT 0,
            problem       TEXT
        ) STRICT;

        CREATE TABLE identity (
            id         INTEGER PRIMARY KEY,
            key        TEXT NOT NULL UNIQUE,
            public_id  TEXT NOT NULL UNIQUE,
            first_seen INTEGER NOT NULL,
            last_seen  INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE story (
            id          INTEGER PRIMARY KEY,
            public_id   TEXT NOT NULL UNIQUE,
            merged_into INTEGER REFERENCES story (id),
            first_seen  INTEGER NOT NULL,
            last_seen   INTEGER NOT NULL,
            CHECK (merged_into IS NOT id)
        ) STRICT;

        CREATE TABLE article (
            id          INTEGER PRIMARY KEY,
            identity_id INTEGER NOT NULL UNIQUE REFERENCES identity (id),
            story_id    INTEGER NOT NULL REFERENCES story (id),
            role        TEXT NOT NULL CHECK (role IN ('founder', 'copy', 'follow-up')),
            received    INTEGER NOT NULL,
            published   INTEGER,
            revision_id INTEGER REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
        CREATE INDEX article_by_story ON article (story_id);
        CREATE INDEX article_by_received ON article (received);

        CREATE TABLE revision (
            id           INTEGER PRIMARY KEY,
            article_id   INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
            content_hash BLOB NOT NULL,
            received     INTEGER NOT NULL,
            body         TEXT NOT NULL,
            signature    BLOB,
            UNIQUE (article_id, content_hash)
        ) STRICT;

        CREATE TABLE sighting (
            revision_id INTEGER NOT NULL REFERENCES revision (id) ON DELETE CASCADE,
            source      TEXT NOT NULL,
            first_seen  INTEGER NOT NULL,
            last_seen   INTEGER NOT NULL,
            times       INTEGER NOT NULL DEFAULT 1,
            PRIMARY KEY (revision_id, source)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE story_band (
            band       INTEGER NOT NULL,
            article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
            seen       INTEGER NOT NULL,
            PRIMARY KEY (band, article_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX story_band_by_article ON story_band (article_id);
        """

    /// What concerns whom, and what has been said of it.
    private static let matches = """
        CREATE TABLE match (
            id          INTEGER PRIMARY KEY,
            article_id  INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
            revision_id INTEGER NOT NULL REFERENCES revision (id) ON DELETE CASCADE,
            subscriber  TEXT NOT NULL,
            rule        TEXT NOT NULL,
            position    INTEGER NOT NULL,
            priority    TEXT NOT NULL CHECK (priority IN ('low', 'normal', 'high')),
            evidence    TEXT NOT NULL,
            regions     TEXT NOT NULL,
            matched     INTEGER NOT NULL,
            UNIQUE (article_id, subscriber, rule)
        ) STRICT;
        CREATE INDEX match_by_subscriber ON match (subscriber, matched);
        CREATE INDEX match_by_revision ON match (revision_id);

        CREATE TABLE edition (
            id         INTEGER PRIMARY KEY,
            subscriber TEXT NOT NULL,
            digest     TEXT NOT NULL,
            period     TEXT NOT NULL,
            language   TEXT NOT NULL,
            time_zone  TEXT NOT NULL,
            slot       INTEGER NOT NULL,
            made       INTEGER NOT NULL,
            outcome    TEXT NOT NULL CHECK (outcome IN ('sealed', 'empty', 'late')),
            items      INTEGER NOT NULL,
            more       INTEGER NOT NULL,
            UNIQUE (subscriber, digest, period, language, time_zone)
        ) STRICT;

        CREATE TABLE edition_item (
            edition_id INTEGER NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
            story_id   INTEGER NOT NULL REFERENCES story (id),
            position   INTEGER,
            PRIMARY KEY (edition_id, story_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX edition_item_by_story ON edition_item (story_id);

        CREATE TABLE pending (
            match_id   INTEGER NOT NULL REFERENCES match (id) ON DELETE CASCADE,
            digest     TEXT NOT NULL,
            subscriber TEXT NOT NULL,
            created    INTEGER NOT NULL,
            edition_id INTEGER REFERENCES edition (id) ON DELETE CASCADE,
            PRIMARY KEY (match_id, digest)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX pending_waiting ON pending (subscriber, digest) WHERE edition_id IS NULL;
        CREATE INDEX pending_by_edition ON pending (edition_id) WHERE edition_id IS NOT NULL;

        CREATE TABLE digest (
            subscriber TEXT NOT NULL,
            name       TEXT NOT NULL,
            since      INTEGER NOT NULL,
            PRIMARY KEY (subscriber, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE notice (
            id         INTEGER PRIMARY KEY,
            subscriber TEXT NOT NULL,
            channel    TEXT NOT NULL,
            story_id   INTEGER NOT NULL REFERENCES story (id),
            state      TEXT NOT NULL
                CHECK (state IN ('waiting', 'held', 'sealed', 'superseded', 'silenced')),
            is_update  INTEGER NOT NULL CHECK (is_update IN (0, 1)),
            created    INTEGER NOT NULL,
            due        INTEGER NOT NULL,
            settled    INTEGER,
            CHECK ((settled IS NULL) = (state IN ('waiting', 'held')))
        ) STRICT;
        CREATE UNIQUE INDEX notice_open ON notice (subscriber, channel, story_id)
            WHERE state IN ('waiting', 'held');
        CREATE INDEX notice_due ON notice (due) WHERE state IN ('waiting', 'held');
        CREATE INDEX notice_by_story ON notice (story_id, subscriber, channel);
        CREATE INDEX notice_sealed ON notice (subscriber, channel, settled)
            WHERE state = 'sealed';

        CREATE TABLE notice_match (
            notice_id INTEGER NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
            match_id  INTEGER NOT NULL REFERENCES match (id) ON DELETE CASCADE,
            PRIMARY KEY (notice_id, match_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX notice_match_by_match ON notice_match (match_id);
        """

    /// What is to be sent, and what came of it. `courier` names the processes
    /// that send; a lease is worth nothing once its courier is gone.
    private static let outbox = """
        CREATE TABLE part (
            id    INTEGER PRIMARY KEY,
            hash  BLOB NOT NULL UNIQUE,
            bytes BLOB NOT NULL
        ) STRICT;

        CREATE TABLE courier (
            id      INTEGER PRIMARY KEY AUTOINCREMENT,
            started INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE envelope (
            id           INTEGER PRIMARY KEY,
            key          TEXT NOT NULL UNIQUE,
            edition_id   INTEGER REFERENCES edition (id),
            notice_id    INTEGER REFERENCES notice (id),
            subscriber   TEXT NOT NULL,
            channel      TEXT NOT NULL,
            kind         TEXT NOT NULL CHECK (kind IN ('mail', 'slack', 'webhook')),
            sender       TEXT,
            target       TEXT NOT NULL,
            address      TEXT,
            secret       TEXT,
            endpoint     TEXT NOT NULL,
            message_id   TEXT UNIQUE,
            sealed       INTEGER NOT NULL,
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
            CHECK ((edition_id IS NULL) <> (notice_id IS NULL)),
            CHECK ((kind = 'mail') = (sender IS NOT NULL)),
            CHECK ((kind = 'mail') = (message_id IS NOT NULL)),
            CHECK ((kind = 'mail') = (address IS NOT NULL)),
            CHECK ((state = 'leased') = (lease_token IS NOT NULL)),
            CHECK ((state = 'leased') = (lease_until IS NOT NULL)),
            CHECK ((state = 'leased') = (courier_id IS NOT NULL)),
            CHECK ((state IN ('sent', 'failed', 'suppressed', 'dropped')) = (settled IS NOT NULL))
        ) STRICT;
        CREATE INDEX envelope_ready ON envelope ((kind = 'mail'), next_attempt, id)
            WHERE state IN ('ready', 'unknown');
        CREATE INDEX envelope_waiting_address ON envelope (address)
            WHERE state IN ('ready', 'unknown');
        CREATE INDEX envelope_by_state ON envelope (state);
        CREATE INDEX envelope_leased ON envelope (courier_id) WHERE state = 'leased';
        CREATE INDEX envelope_by_edition ON envelope (edition_id) WHERE edition_id IS NOT NULL;
        CREATE INDEX envelope_by_notice ON envelope (notice_id) WHERE notice_id IS NOT NULL;

        CREATE TABLE piece (
            envelope_id INTEGER NOT NULL REFERENCES envelope (id) ON DELETE CASCADE,
            position    INTEGER NOT NULL,
            part_id     INTEGER REFERENCES part (id),
            own         BLOB,
            PRIMARY KEY (envelope_id, position),
            CHECK ((part_id IS NULL) <> (own IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX piece_by_part ON piece (part_id) WHERE part_id IS NOT NULL;

        CREATE TABLE delivery (
            id          INTEGER PRIMARY KEY,
            envelope_id INTEGER NOT NULL REFERENCES envelope (id) ON DELETE CASCADE,
            started     INTEGER NOT NULL,
            finished    INTEGER NOT NULL,
            endpoint    TEXT NOT NULL,
            outcome     TEXT NOT NULL
                CHECK (outcome IN ('delivered', 'later', 'unknown', 'failed', 'stopped')),
            reason      TEXT,
            code        INTEGER,
            enhanced    TEXT,
            reply       TEXT,
            CHECK ((outcome = 'delivered') = (reason IS NULL))
        ) STRICT;
        CREATE INDEX delivery_by_envelope ON delivery (envelope_id);
        CREATE INDEX delivery_by_finished ON delivery (finished);

        CREATE TABLE endpoint (
            name          TEXT PRIMARY KEY NOT NULL,
            blocked_until INTEGER,
            failures      INTEGER NOT NULL DEFAULT 0,
            reason        TEXT,
            changed       INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE suppression (
            address TEXT PRIMARY KEY NOT NULL,
            reason  TEXT NOT NULL,
            since   INTEGER NOT NULL
        ) STRICT;
        """

    /// The subscribers' files as they were last good.
    private static let files = """
        CREATE TABLE subscriber (
            id         TEXT PRIMARY KEY NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen  INTEGER NOT NULL,
            vanished   INTEGER
        ) STRICT;

        CREATE TABLE file_version (
            subscriber TEXT NOT NULL,
            hash       BLOB NOT NULL,
            bytes      BLOB NOT NULL,
            topics     BLOB,
            accepted   INTEGER NOT NULL,
            PRIMARY KEY (subscriber, hash)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX file_version_latest ON file_version (subscriber, accepted);
        """

    /// What many files were read together with, by its hash: in `file_version`,
    /// `topics` and `recipients` are such hashes.
    private static let attachments = """
        CREATE TABLE attachment (
            id    INTEGER PRIMARY KEY,
            hash  BLOB NOT NULL UNIQUE,
            bytes BLOB NOT NULL
        ) STRICT;
        ALTER TABLE file_version ADD COLUMN recipients BLOB;
        """

    /// Finding an article by its address: a feed's own name, not the address, is
    /// most articles' identity.
    private static let addresses = """
        CREATE INDEX revision_by_address ON revision (json_extract(body, '$.url'));
        """

    /// Digests that go to the readers of a list: each audience has editions,
    /// and matches that wait for them, of its own. The subscriber's own audience
    /// has no name.
    private static let audiences = """
        CREATE TABLE pending_of_audience (
            match_id   INTEGER NOT NULL REFERENCES match (id) ON DELETE CASCADE,
            digest     TEXT NOT NULL,
            audience   TEXT NOT NULL,
            subscriber TEXT NOT NULL,
            created    INTEGER NOT NULL,
            edition_id INTEGER REFERENCES edition (id) ON DELETE CASCADE,
            PRIMARY KEY (match_id, digest, audience)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO pending_of_audience
            SELECT match_id, digest, '', subscriber, created, edition_id FROM pending;
        DROP TABLE pending;
        ALTER TABLE pending_of_audience RENAME TO pending;
        CREATE INDEX pending_waiting ON pending (subscriber, digest, audience)
            WHERE edition_id IS NULL;
        CREATE INDEX pending_by_edition ON pending (edition_id) WHERE edition_id IS NOT NULL;

        CREATE TABLE digest_of_audience (
            subscriber TEXT NOT NULL,
            name       TEXT NOT NULL,
            audience   TEXT NOT NULL,
            since      INTEGER NOT NULL,
            PRIMARY KEY (subscriber, name, audience)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO digest_of_audience SELECT subscriber, name, '', since FROM digest;
        DROP TABLE digest;
        ALTER TABLE digest_of_audience RENAME TO digest;

        ALTER TABLE edition ADD COLUMN audience TEXT NOT NULL DEFAULT '';
        """

    /// An address may be written to no more as the reader of one subscriber
    /// only: who leaves one list stays on another. No subscriber has no name.
    private static let unsubscriptions = """
        CREATE TABLE suppression_of_reader (
            address    TEXT NOT NULL,
            subscriber TEXT NOT NULL,
            reason     TEXT NOT NULL,
            since      INTEGER NOT NULL,
            PRIMARY KEY (address, subscriber)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO suppression_of_reader SELECT address, '', reason, since FROM suppression;
        DROP TABLE suppression;
        ALTER TABLE suppression_of_reader RENAME TO suppression;
        """

    /// What came back of mails that we sent. A message bounces once, however
    /// often its report is read; its key is kept longer than the message.
    private static let bounces = """
        CREATE TABLE bounce (
            envelope   TEXT NOT NULL,
            kind       TEXT NOT NULL CHECK (kind IN ('hard', 'soft', 'policy', 'complaint')),
            address    TEXT NOT NULL,
            subscriber TEXT NOT NULL,
            status     TEXT,
            reason     TEXT,
            received   INTEGER NOT NULL,
            PRIMARY KEY (envelope, kind)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX bounce_by_address ON bounce (address, kind, received);
        """
}
