// Taking away what runs staged that will never be seen.

import GRDB
import SENDRecords

extension Store {
    /// Ends the runs that a crash or a stop left half way: they are marked as failed and what they staged is taken away.
    /// The owner calls this once after opening. Returns their feeds, which are to be run again.
    public func abandonUnfinishedRuns(at: Instant) throws -> [FeedID] {
        let active = stagings.with { Set($0.keys) }
        let feeds = try write("abandon runs") { database in
            let unfinished = try database.list("SELECT id, feed, coalesce(parent, id) FROM runs WHERE state = 1") {
                row in
                (run: RunID(row.integer(0)), feed: FeedID(row.integer(1)), main: RunID(row.integer(2)))
            }.filter { !active.contains($0.main) }
            for item in unfinished {
                try database.run(
                    "UPDATE runs SET state = 5, reason = 'interrupted', finished = ? WHERE id = ?", at, item.run)
            }
            return Set(unfinished.map(\.feed))
        }
        try sweep()
        return feeds.sorted()
    }

    /// Takes away versions and list entries of runs that were refused, failed or superseded, in short slices. Runs that
    /// are overtaken leave this to the next call; the gateway calls it when it has nothing else to do.
    public func sweep() throws {
        let runs = try read { database in
            try database.list(
                "SELECT id, first_version, last_version FROM runs WHERE swept = 0 AND state IN (4, 5, 6)"
            ) { row in
                (run: RunID(row.integer(0)), first: row.optionalInteger(1), last: row.optionalInteger(2))
            }
        }
        for item in runs {
            if var next = item.first, let last = item.last {
                while next <= last {
                    let end = min(next + 4999, last)
                    try write("sweep") { database in
                        try database.run(
                            """
                            INSERT OR IGNORE INTO loose_subjects(id)
                            SELECT subject FROM versions WHERE id BETWEEN ? AND ? AND run = ?
                            """, next, end, item.run)
                        try database.run(
                            "DELETE FROM versions WHERE id BETWEEN ? AND ? AND run = ?", next, end, item.run)
                    }
                    next = end + 1
                }
            }
            while try removeTouched(of: item.run) > 0 {}
            try write("sweep") { try $0.run("UPDATE runs SET swept = 1 WHERE id = ?", item.run) }
        }
        try forgetLooseSubjects()
    }

    /// Takes away partners' keys that only runs without effect had named. Waits while a run is being staged: it may have
    /// found one of them already.
    private func forgetLooseSubjects() throws {
        while true {
            let isDone = try write("sweep") { database in
                guard try database.number("SELECT EXISTS(SELECT 1 FROM runs WHERE state = 1)") == 0 else { return true }
                let loose = try database.list("SELECT id FROM loose_subjects LIMIT 1000") { $0.integer(0) }
                for id in loose {
                    let isNamed = try database.number(Self.namings, id) != 0
                    if !isNamed { try database.run("DELETE FROM subjects WHERE id = ?", id) }
                    try database.run("DELETE FROM loose_subjects WHERE id = ?", id)
                }
                return loose.count < 1000
            }
            if isDone { return }
        }
    }

    /// Whether anything names a subject.
    private static let namings = """
        SELECT EXISTS(SELECT 1 FROM versions WHERE subject = ?1) OR EXISTS(SELECT 1 FROM touched WHERE subject = ?1)
            OR EXISTS(SELECT 1 FROM links WHERE subject = ?1) OR EXISTS(SELECT 1 FROM identities WHERE subject = ?1)
            OR EXISTS(SELECT 1 FROM founders WHERE subject = ?1) OR EXISTS(SELECT 1 FROM file_uses WHERE subject = ?1)
            OR EXISTS(SELECT 1 FROM doubtful WHERE first = ?1) OR EXISTS(SELECT 1 FROM doubtful WHERE second = ?1)
            OR EXISTS(SELECT 1 FROM verdicts WHERE first = ?1 OR second = ?1)
            OR EXISTS(SELECT 1 FROM restrictions WHERE subject = ?1)
        """

    private func removeTouched(of run: RunID) throws -> Int {
        try write("sweep") { database in
            try database.run(
                """
                DELETE FROM touched WHERE (run, kind, subject) IN (
                    SELECT run, kind, subject FROM touched WHERE run = ? LIMIT 5000)
                """, run)
            return database.changesCount
        }
    }
}
