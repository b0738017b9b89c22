// What changes in a copy from a moment on: the database itself notes what was there before, whichever code changes it.

import GRDB

extension Store {
    /// From now on the copy notes of each link, file, finding and sent view what it was before it first changed. On the disk, so
    /// that memory doesn't follow how much changes.
    public func watchChanges() throws {
        precondition(payloadFolder != "\(folder)/payloads", "only a copy is watched")
        try write("watch changes") { try $0.execute(sql: Self.watching) }
    }

    // An OR in the watched statement would count for what its trigger does too, so each asks by itself whether there is a row
    // already. REPLACE tells of no deletion: BEFORE INSERT looks at what stands there.
    private static let watching = """
        CREATE TABLE before_links(subject INTEGER PRIMARY KEY, child TEXT) STRICT;
        CREATE TABLE before_files(entity TEXT PRIMARY KEY NOT NULL, kind INTEGER NOT NULL, blob BLOB) STRICT, WITHOUT ROWID;
        CREATE TABLE before_findings(
            id TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL, class INTEGER NOT NULL, was_open INTEGER NOT NULL)
            STRICT, WITHOUT ROWID;
        CREATE TABLE before_sent(
            consumer TEXT NOT NULL, child TEXT NOT NULL, kind INTEGER, digest BLOB, sequence INTEGER,
            PRIMARY KEY(consumer, child)) STRICT, WITHOUT ROWID;

        CREATE TRIGGER watch_link_in BEFORE INSERT ON links
        WHEN NOT EXISTS (SELECT 1 FROM before_links WHERE subject = NEW.subject) BEGIN
            INSERT INTO before_links(subject, child)
            VALUES(NEW.subject, (SELECT child FROM links WHERE subject = NEW.subject)); END;
        CREATE TRIGGER watch_link_out BEFORE DELETE ON links
        WHEN NOT EXISTS (SELECT 1 FROM before_links WHERE subject = OLD.subject) BEGIN
            INSERT INTO before_links(subject, child) VALUES(OLD.subject, OLD.child); END;

        CREATE TRIGGER watch_file_in BEFORE INSERT ON files
        WHEN NOT EXISTS (SELECT 1 FROM before_files WHERE entity = NEW.entity) BEGIN
            INSERT INTO before_files(entity, kind, blob)
            VALUES(NEW.entity, NEW.kind, (SELECT blob FROM files WHERE entity = NEW.entity)); END;
        CREATE TRIGGER watch_file_out BEFORE DELETE ON files
        WHEN NOT EXISTS (SELECT 1 FROM before_files WHERE entity = OLD.entity) BEGIN
            INSERT INTO before_files(entity, kind, blob) VALUES(OLD.entity, OLD.kind, OLD.blob); END;

        CREATE TRIGGER watch_finding_in BEFORE INSERT ON findings
        WHEN NOT EXISTS (SELECT 1 FROM before_findings WHERE id = NEW.id) BEGIN
            INSERT INTO before_findings(id, kind, class, was_open) VALUES(NEW.id, NEW.kind, NEW.class,
                EXISTS (SELECT 1 FROM findings WHERE id = NEW.id AND closed IS NULL)); END;
        CREATE TRIGGER watch_finding_change BEFORE UPDATE ON findings
        WHEN NOT EXISTS (SELECT 1 FROM before_findings WHERE id = OLD.id) BEGIN
            INSERT INTO before_findings(id, kind, class, was_open)
            VALUES(OLD.id, OLD.kind, OLD.class, OLD.closed IS NULL); END;

        CREATE TRIGGER watch_sent_in BEFORE INSERT ON sent
        WHEN NOT EXISTS (SELECT 1 FROM before_sent WHERE consumer = NEW.consumer AND child = NEW.child) BEGIN
            INSERT INTO before_sent(consumer, child, kind, digest, sequence)
            SELECT NEW.consumer, NEW.child, s.kind, s.digest, s.sequence FROM (SELECT 1)
            LEFT JOIN sent s ON s.consumer = NEW.consumer AND s.child = NEW.child; END;
        CREATE TRIGGER watch_sent_out BEFORE DELETE ON sent
        WHEN NOT EXISTS (SELECT 1 FROM before_sent WHERE consumer = OLD.consumer AND child = OLD.child) BEGIN
            INSERT INTO before_sent(consumer, child, kind, digest, sequence)
            VALUES(OLD.consumer, OLD.child, OLD.kind, OLD.digest, OLD.sequence); END;
        """
}
