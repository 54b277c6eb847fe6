/// Endpoints that one message tries before the others follow, and what a person
/// was told of those that failed for long.
extension Schema {
    static let breakers = """
        ALTER TABLE endpoint ADD COLUMN probed_until INTEGER;

        CREATE TABLE alarm (
            id       INTEGER PRIMARY KEY,
            endpoint TEXT NOT NULL,
            reason   TEXT NOT NULL,
            reply    TEXT,
            raised   INTEGER NOT NULL,
            told     INTEGER,
            ended    INTEGER,
            end_told INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX alarm_open ON alarm (endpoint) WHERE ended IS NULL;
        """

    /// Which pauses are the server's own wish, and who was told what of an alarm.
    static let wishes = """
        ALTER TABLE endpoint ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE told (
            alarm_id INTEGER NOT NULL REFERENCES alarm (id) ON DELETE CASCADE,
            channel  TEXT NOT NULL,
            ended    INTEGER NOT NULL,
            PRIMARY KEY (alarm_id, channel, ended)
        ) STRICT, WITHOUT ROWID;
        """
}
