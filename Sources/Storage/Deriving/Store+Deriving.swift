// The commit of derive.

import GRDB
import SENDRecords

extension Store {
    /// Makes one slice of derive visible: links, files, findings, deliveries, and the list's own shortening, in one
    /// transaction. The slice's size decides how long the write lock is held: a few hundred entities.
    public func commitDerive(_ slice: DeriveSlice) throws {
        try write("commit a derive slice") { database in
            try database.save(slice.identities)
            try database.replaceLinks(slice)
            try database.replaceFiles(slice)
            for findings in slice.findings { try database.replace(findings, at: slice.at) }
            for draft in slice.deliveries { try database.put(draft, at: slice.at) }
            for unsent in slice.unsent {
                try database.run(
                    "UPDATE outbox SET state = 5 WHERE consumer = ? AND child = ? AND state = 1 AND attempts = 0",
                    unsent.consumer, unsent.child)
                try database.run(
                    "DELETE FROM sent WHERE consumer = ? AND child = ?", unsent.consumer, unsent.child)
            }
            let done = try database.query("DELETE FROM touched WHERE run = ? AND kind = ? AND subject = ?")
            for item in slice.done {
                for run in item.runs {
                    done.bind(1, run.rawValue)
                    done.bind(2, Int64(item.key.kind.rawValue))
                    done.bind(3, item.subject.rawValue)
                    try done.run()
                }
            }
            for subject in slice.touch { try database.touch(subject) }
        }
    }
}

extension Database {
    fileprivate func replaceLinks(_ slice: DeriveSlice) throws {
        for subject in slice.unlinked { try run("DELETE FROM links WHERE subject = ?", subject) }
        for link in slice.links {
            try run(
                "INSERT OR REPLACE INTO links(subject, child, sureness, evidence) VALUES(?, ?, ?, ?)", link.subject,
                link.child, link.sureness, link.evidence)
        }
        for founder in slice.founders {
            // Where the founder has gone, another key of the child takes its place; the identifier stays.
            try run(
                """
                INSERT INTO founders(child, subject, sequence) VALUES(?, ?, ?)
                ON CONFLICT(child) DO UPDATE SET subject = excluded.subject
                """, founder.child, founder.subject, founder.sequence)
        }
        for subject in slice.reviewed {
            try run("DELETE FROM doubtful WHERE first = ?", subject)
            try run("DELETE FROM doubtful WHERE second = ?", subject)
        }
        for pair in slice.doubtful {
            try run(
                "INSERT OR REPLACE INTO doubtful(first, second, weight, evidence) VALUES(?, ?, ?, ?)",
                min(pair.first, pair.second), max(pair.first, pair.second), pair.weight, pair.evidence)
        }
    }

    fileprivate func replaceFiles(_ slice: DeriveSlice) throws {
        for entity in slice.removedFiles {
            try run("DELETE FROM file_uses WHERE file = (SELECT id FROM files WHERE entity = ?)", entity)
            try run("DELETE FROM files WHERE entity = ?", entity)
            try replace(EntityFindings(entity: entity, findings: []), at: slice.at)
        }
        for file in slice.files {
            try run(
                """
                INSERT INTO files(entity, kind, blob, digest, wakes) VALUES(?, ?, ?, ?, ?)
                ON CONFLICT(entity) DO UPDATE SET kind = excluded.kind, blob = excluded.blob, digest = excluded.digest,
                    wakes = excluded.wakes
                """, file.entity, Int(file.kind.rawValue), file.blob, file.digest, file.wakes)
            let number = try self.number("SELECT id FROM files WHERE entity = ?", file.entity)
            let before = Set(try list("SELECT subject FROM file_uses WHERE file = ?", number) { $0.integer(0) })
            let uses = Set(file.uses.map(\.rawValue))
            for subject in before.subtracting(uses) {
                try run("DELETE FROM file_uses WHERE subject = ? AND file = ?", subject, number)
            }
            for subject in uses.subtracting(before) {
                try run("INSERT INTO file_uses(subject, file) VALUES(?, ?)", subject, number)
            }
        }
    }

    /// States the complete set of an entity's findings: others are closed, closed ones that are stated again are
    /// opened anew.
    fileprivate func replace(_ stated: EntityFindings, at: Instant) throws {
        let open = try list("SELECT id FROM findings WHERE entity = ? AND closed IS NULL", stated.entity) { $0.text(0) }
        let ids = Set(stated.findings.map(\.id))
        for id in open where !ids.contains(id) { try run("UPDATE findings SET closed = ? WHERE id = ?", at, id) }
        for finding in stated.findings {
            try run(
                """
                INSERT INTO findings(id, kind, class, entity, opened, due, detail) VALUES(?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT(id) DO UPDATE SET kind = excluded.kind, class = excluded.class, entity = excluded.entity,
                    opened = iif(closed IS NULL, opened, excluded.opened), closed = NULL, due = excluded.due,
                    detail = excluded.detail
                """, finding.id, finding.kind, Int(finding.findingClass.rawValue), stated.entity, at, finding.due,
                finding.detail)
        }
    }

    /// Puts a delivery in the outbox. An earlier one of the same child that nobody has tried to send is overtaken; by a
    /// withdrawal also one that failed and would be tried again.
    fileprivate func put(_ draft: DeliveryDraft, at: Instant) throws {
        try run(
            """
            UPDATE outbox INDEXED BY outbox_unfinished SET state = 5
            WHERE consumer = ? AND child = ? AND state IN (1, 2) AND state = 1 AND (attempts = 0 OR ? = 2)
            """, draft.consumer, draft.child, Int(draft.kind.rawValue))
        try run(
            """
            INSERT INTO outbox(id, consumer, child, kind, state, next_attempt, created, digest, body)
            VALUES(?, ?, ?, ?, 1, ?, ?, ?, ?)
            """, draft.id, draft.consumer, draft.child, Int(draft.kind.rawValue), at, at, draft.digest,
            draft.body)
        try run(
            "INSERT OR REPLACE INTO sent(consumer, child, kind, digest, sequence) VALUES(?, ?, ?, ?, ?)",
            draft.consumer, draft.child, Int(draft.kind.rawValue), draft.digest, lastInsertedRowID)
    }
}
