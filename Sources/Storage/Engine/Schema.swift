// The tables. All are STRICT; bulk tables have narrow integer indexes only.

import GRDB

/// The layouts of the database, one migration each. A migration that was released is never changed.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 feeds, runs, versions") { try $0.execute(sql: feedsAndRuns) }
        migrator.registerMigration("1 matching and derived content") { try $0.execute(sql: derived) }
        migrator.registerMigration("1 outbox, decisions, audit") { try $0.execute(sql: outboxAndDecisions) }
        migrator.registerMigration("2 quarantine, retries, remarks") { try $0.execute(sql: quarantine) }
        migrator.registerMigration("3 known children") { try $0.execute(sql: knownChildren) }
        migrator.registerMigration("4 origins of folded records") { try $0.execute(sql: foldedOrigins) }
        migrator.registerMigration("5 trials") { try $0.execute(sql: trials) }
        migrator.registerMigration("6 long histories") { try $0.execute(sql: longHistories) }
        migrator.registerMigration("7 requested parts, standing withdrawals") { try $0.execute(sql: requestedParts) }
        return migrator
    }

    /// Whether this program knows every migration that the database has.
    static func isKnown(_ reader: some DatabaseReader) throws -> Bool {
        try reader.read { try !migrator.hasBeenSuperseded($0) }
    }

    /// Whether the database has exactly this program's layout.
    static func isCurrent(_ reader: some DatabaseReader) throws -> Bool {
        try reader.read { try migrator.hasCompletedMigrations($0) && !migrator.hasBeenSuperseded($0) }
    }

    private static let feedsAndRuns = """
        CREATE TABLE feeds(
            id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, adapter TEXT NOT NULL, cursor BLOB, last_payload BLOB,
            manifest TEXT, last_as_of INTEGER, state TEXT NOT NULL DEFAULT '') STRICT;
        CREATE TABLE spaces(
            id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE(kind, name)) STRICT;
        -- AUTOINCREMENT: a number is never given to another subject or run.
        CREATE TABLE subjects(
            id INTEGER PRIMARY KEY AUTOINCREMENT, space INTEGER NOT NULL, key TEXT NOT NULL,
            UNIQUE(space, key)) STRICT;
        CREATE TABLE payloads(
            hash BLOB PRIMARY KEY NOT NULL, size INTEGER NOT NULL, name TEXT NOT NULL,
            feed INTEGER NOT NULL REFERENCES feeds, received INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE runs(
            id INTEGER PRIMARY KEY AUTOINCREMENT, feed INTEGER NOT NULL REFERENCES feeds, kind INTEGER NOT NULL,
            parent INTEGER REFERENCES runs, follows INTEGER NOT NULL DEFAULT 0, state INTEGER NOT NULL,
            as_of INTEGER NOT NULL, started INTEGER NOT NULL, finished INTEGER, manifest TEXT NOT NULL,
            rows INTEGER NOT NULL DEFAULT 0, applied INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0,
            left_out INTEGER NOT NULL DEFAULT 0, quarantined INTEGER NOT NULL DEFAULT 0,
            withdrawn INTEGER NOT NULL DEFAULT 0, arrived INTEGER NOT NULL DEFAULT 0,
            reason TEXT NOT NULL DEFAULT '', decided_by TEXT, decided_at INTEGER,
            first_version INTEGER, last_version INTEGER, swept INTEGER NOT NULL DEFAULT 0, claim TEXT) STRICT;
        CREATE INDEX runs_by_claim ON runs(claim) WHERE claim IS NOT NULL;
        CREATE INDEX runs_by_feed ON runs(feed, id);
        CREATE INDEX runs_by_parent ON runs(parent) WHERE parent IS NOT NULL;
        CREATE INDEX runs_open ON runs(state, feed) WHERE state IN (1, 3, 8);
        CREATE INDEX runs_unswept ON runs(id) WHERE swept = 0 AND state IN (4, 5, 6);
        CREATE TABLE run_payloads(
            run INTEGER NOT NULL REFERENCES runs, ordinal INTEGER NOT NULL, hash BLOB NOT NULL, file TEXT NOT NULL,
            columns TEXT NOT NULL, PRIMARY KEY(run, ordinal)) STRICT, WITHOUT ROWID;
        CREATE TABLE run_left_out(
            run INTEGER NOT NULL REFERENCES runs, rule TEXT NOT NULL, rows INTEGER NOT NULL,
            PRIMARY KEY(run, rule)) STRICT, WITHOUT ROWID;
        CREATE TABLE row_faults(
            id INTEGER PRIMARY KEY, run INTEGER NOT NULL, kind INTEGER NOT NULL, payload INTEGER NOT NULL,
            row INTEGER NOT NULL, line INTEGER NOT NULL, column INTEGER, column_name TEXT, rule TEXT NOT NULL,
            what TEXT NOT NULL, advice TEXT NOT NULL) STRICT;
        CREATE INDEX row_faults_by_run ON row_faults(run);
        CREATE TABLE column_maps(id INTEGER PRIMARY KEY, columns BLOB NOT NULL UNIQUE) STRICT;
        -- A version is seen when its run is applied. No foreign keys: a bulk load would pay for each row.
        CREATE TABLE versions(
            id INTEGER PRIMARY KEY, feed INTEGER NOT NULL, type INTEGER NOT NULL, key_hash INTEGER NOT NULL,
            subject INTEGER NOT NULL, run INTEGER NOT NULL, as_of INTEGER NOT NULL, content INTEGER NOT NULL,
            payload INTEGER, row INTEGER, line INTEGER, byte_offset INTEGER, columns INTEGER,
            key TEXT NOT NULL, blob BLOB) STRICT;
        -- By feed first: a feed's own pages stay together, and a snapshot is compared in one pass.
        CREATE INDEX versions_by_key ON versions(feed, key_hash);
        CREATE INDEX versions_by_subject ON versions(subject);
        -- Becomes visible with its run; run 0 is what was put there by hand.
        CREATE TABLE touched(
            run INTEGER NOT NULL, kind INTEGER NOT NULL, subject INTEGER NOT NULL,
            PRIMARY KEY(run, kind, subject)) STRICT, WITHOUT ROWID;
        CREATE INDEX touched_by_subject ON touched(subject);
        """

    private static let quarantine = """
        ALTER TABLE runs ADD COLUMN retries INTEGER REFERENCES runs;
        -- Rows that were not taken. A row stands while it is not closed and its run is applied. `told_by` is the run whose
        -- faults say what is wrong; `solved_by` counts once that run is applied.
        CREATE TABLE quarantine(
            id INTEGER PRIMARY KEY AUTOINCREMENT, feed INTEGER NOT NULL, run INTEGER NOT NULL, payload INTEGER NOT NULL,
            row INTEGER NOT NULL, line INTEGER NOT NULL, byte_offset INTEGER NOT NULL, rule TEXT NOT NULL,
            column INTEGER, column_name TEXT, told_by INTEGER NOT NULL, solved_by INTEGER, closed INTEGER,
            closed_at INTEGER) STRICT;
        CREATE INDEX quarantine_by_place ON quarantine(run, payload, byte_offset);
        CREATE INDEX quarantine_open ON quarantine(feed) WHERE closed IS NULL;
        -- The records that such a row is about, and the later run that stated each of them.
        CREATE TABLE quarantine_keys(
            quarantine INTEGER NOT NULL, h1 INTEGER NOT NULL, h2 INTEGER NOT NULL, stated_by INTEGER,
            PRIMARY KEY(quarantine, h1, h2)) STRICT, WITHOUT ROWID;
        CREATE TABLE run_remarks(
            run INTEGER NOT NULL REFERENCES runs, ordinal INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
            PRIMARY KEY(run, ordinal)) STRICT, WITHOUT ROWID;
        -- Subjects that lost a statement which nobody ever saw: perhaps nothing names them any more.
        CREATE TABLE loose_subjects(id INTEGER PRIMARY KEY) STRICT;
        """

    private static let knownChildren = """
        -- Keyed hashes by which rows about children who are known to have SEND are told, each with the number of the growth
        -- that brought it.
        CREATE TABLE known_keys(
            hash INTEGER NOT NULL, subject INTEGER NOT NULL, growth INTEGER NOT NULL,
            PRIMARY KEY(hash, subject)) STRICT, WITHOUT ROWID;
        CREATE INDEX known_keys_by_subject ON known_keys(subject);
        -- For runs that ask who is known: up to which growth their files have been read.
        ALTER TABLE runs ADD COLUMN known INTEGER;
        CREATE INDEX runs_by_known ON runs(known) WHERE known IS NOT NULL;
        """

    private static let foldedOrigins = """
        -- For a record that several rows state together, which of them each field came from (see RecordOrigins). NULL where
        -- every field came from the row that the version names, and in versions that are older than this column.
        ALTER TABLE versions ADD COLUMN origins BLOB;
        """

    private static let trials = """
        -- What the run of a feed on trial would have come to: the state that it would have ended in, and the report as JSON.
        CREATE TABLE trials(
            run INTEGER PRIMARY KEY REFERENCES runs, state INTEGER NOT NULL, reason TEXT NOT NULL,
            report BLOB NOT NULL) STRICT;
        """

    private static let longHistories = """
        -- Read backwards, each gives the newest version of a record first: the rest of a long history is never read.
        DROP INDEX versions_by_key;
        CREATE INDEX versions_by_key ON versions(feed, key_hash, as_of);
        DROP INDEX versions_by_subject;
        CREATE INDEX versions_by_subject ON versions(subject, feed, key_hash, as_of);
        -- Hashes that two keys of one feed have in common: hardly ever one.
        CREATE TABLE shared_hashes(
            feed INTEGER NOT NULL, key_hash INTEGER NOT NULL, PRIMARY KEY(feed, key_hash)) STRICT, WITHOUT ROWID;
        INSERT INTO shared_hashes(feed, key_hash)
            SELECT feed, key_hash FROM versions GROUP BY feed, key_hash HAVING min(key) <> max(key);
        -- The last of a feed that counted, whatever has come since.
        CREATE INDEX runs_applied ON runs(feed, id) WHERE state = 2;
        """

    private static let requestedParts = """
        -- What a payload was asked for, where a run asks for each school or each day (since 1970): rows seldom repeat it.
        ALTER TABLE run_payloads ADD COLUMN school TEXT;
        ALTER TABLE run_payloads ADD COLUMN day INTEGER;
        -- 1 for withdrawals that the partner says only once: while they wait no later run takes their place.
        ALTER TABLE runs ADD COLUMN stands INTEGER NOT NULL DEFAULT 0;
        -- Of a run that waits: where its feed goes on once it is released.
        ALTER TABLE runs ADD COLUMN cursor BLOB;
        -- Where a module's run went on: asked again about its payloads, the module is told the same.
        ALTER TABLE runs ADD COLUMN began BLOB;
        """

    private static let derived = """
        CREATE TABLE identities(subject INTEGER PRIMARY KEY, blob BLOB NOT NULL, keys BLOB NOT NULL) STRICT;
        CREATE TABLE match_keys(
            hash INTEGER NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY(hash, subject)) STRICT, WITHOUT ROWID;
        CREATE TABLE links(
            subject INTEGER PRIMARY KEY, child TEXT NOT NULL, sureness REAL NOT NULL, evidence BLOB NOT NULL) STRICT;
        CREATE INDEX links_by_child ON links(child);
        CREATE TABLE founders(child TEXT PRIMARY KEY NOT NULL, subject INTEGER NOT NULL, sequence INTEGER NOT NULL)
            STRICT, WITHOUT ROWID;
        CREATE INDEX founders_by_subject ON founders(subject);
        CREATE INDEX founders_by_sequence ON founders(sequence);
        CREATE TABLE doubtful(
            first INTEGER NOT NULL, second INTEGER NOT NULL, weight REAL NOT NULL, evidence BLOB NOT NULL,
            PRIMARY KEY(first, second)) STRICT, WITHOUT ROWID;
        CREATE INDEX doubtful_by_second ON doubtful(second);
        CREATE TABLE files(
            id INTEGER PRIMARY KEY, entity TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, digest BLOB NOT NULL,
            wakes INTEGER, blob BLOB NOT NULL) STRICT;
        CREATE INDEX files_by_wakes ON files(wakes) WHERE wakes IS NOT NULL;
        CREATE TABLE file_uses(
            subject INTEGER NOT NULL, file INTEGER NOT NULL, PRIMARY KEY(subject, file)) STRICT, WITHOUT ROWID;
        CREATE INDEX file_uses_by_file ON file_uses(file);
        CREATE TABLE findings(
            id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, class INTEGER NOT NULL, entity TEXT NOT NULL,
            opened INTEGER NOT NULL, closed INTEGER, due INTEGER, detail BLOB NOT NULL) STRICT;
        CREATE INDEX findings_by_entity ON findings(entity);
        CREATE INDEX findings_open ON findings(class, kind) WHERE closed IS NULL;
        """

    private static let outboxAndDecisions = """
        CREATE TABLE outbox(
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, consumer TEXT NOT NULL,
            child TEXT NOT NULL, kind INTEGER NOT NULL, state INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
            next_attempt INTEGER NOT NULL, created INTEGER NOT NULL, acknowledged INTEGER, problem TEXT,
            digest BLOB NOT NULL, body BLOB NOT NULL) STRICT;
        CREATE INDEX outbox_due ON outbox(consumer, next_attempt, sequence) WHERE state = 1;
        CREATE INDEX outbox_unfinished ON outbox(consumer, child, sequence) WHERE state IN (1, 2);
        CREATE INDEX outbox_by_child ON outbox(child, sequence);
        CREATE INDEX outbox_by_state ON outbox(state, next_attempt);
        CREATE TABLE sent(
            consumer TEXT NOT NULL, child TEXT NOT NULL, kind INTEGER NOT NULL, digest BLOB NOT NULL,
            sequence INTEGER NOT NULL, PRIMARY KEY(consumer, child)) STRICT, WITHOUT ROWID;
        CREATE INDEX sent_by_child ON sent(child);
        CREATE TABLE verdicts(
            id INTEGER PRIMARY KEY AUTOINCREMENT, first INTEGER NOT NULL REFERENCES subjects,
            second INTEGER NOT NULL REFERENCES subjects, kind INTEGER NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,
            at INTEGER NOT NULL, undone_at INTEGER, undone_by TEXT) STRICT;
        CREATE TABLE restrictions(
            id INTEGER PRIMARY KEY AUTOINCREMENT, subject INTEGER NOT NULL REFERENCES subjects, who TEXT NOT NULL,
            why TEXT NOT NULL, at INTEGER NOT NULL, lifted_at INTEGER, lifted_by TEXT) STRICT;
        CREATE TABLE notes(name TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE audit(
            id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
            detail TEXT NOT NULL) STRICT;
        CREATE TRIGGER audit_keeps_its_lines BEFORE UPDATE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
        CREATE TRIGGER audit_loses_nothing BEFORE DELETE ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit is only added to'); END;
        """
}
