// The work on one slice of rows: what is new in it, what changed, and putting that into the store.

import GRDB
import SENDRecords

/// One slice of rows on its way into the store. The steps are called in the order in which they stand here.
struct StageSlice {
    /// A record that may become a version.
    private struct Candidate {
        let row: Int
        let record: StagedRecord
        let name: NameHash
        let content: Int64
        /// Says nothing that the feed doesn't state already, or an earlier row of this run states it.
        var isSettled = false
        var isNew = false
        /// The feed has never stated it.
        var isFirst = false
        /// The subject that the current version is about, where it is another one.
        var formerSubject: Int64?
        /// 0 until it has a number.
        var subject: Int64 = 0
    }

    private let rows: [StagedRow]
    private let firstSequence: Int
    /// The first rows of folded records, which are no neighbours.
    private var sequences: [Int]?
    private let hash: KeyedHash
    private var candidates: [Candidate] = []
    private var mentions: [NameHash] = []
    /// Candidates of a retry that contradict a row of the same file which counts already, with that row's line.
    private var contradictions: [(candidate: Int, line: Int)] = []
    /// For each row the first version that it staged and how many.
    private var staged: [(first: Int64, count: Int)]

    init(rows: [StagedRow], firstSequence: Int, hash: KeyedHash) {
        self.rows = rows
        self.firstSequence = firstSequence
        self.hash = hash
        staged = [(first: Int64, count: Int)](repeating: (0, 0), count: rows.count)
        candidates.reserveCapacity(rows.count)
        // The records of a row mostly share their key.
        var lastKey: String?
        var lastHash: (UInt64, UInt64) = (0, 0)
        for index in rows.indices {
            switch rows[index].outcome {
            case .records(let records, _):
                for record in records {
                    if lastKey != record.name.key {
                        lastKey = record.name.key
                        lastHash = hash.hashPair(record.name.key)
                    }
                    let name = NameHash(type: record.name.type.number, keyHash: lastHash)
                    let content = record.blob.map { Int64(bitPattern: hash.hash($0)) } ?? 0
                    candidates.append(Candidate(row: index, record: record, name: name, content: content))
                }
            case .quarantined(_, let names):
                for name in names { mentions.append(NameHash(name, with: hash)) }
            case .leftOut: break
            }
        }
    }

    /// Records that are put together from several rows.
    init(folded: [FoldedRecord], hash: KeyedHash) {
        let rows = folded.map { folded in
            StagedRow(
                payload: folded.place.payload, number: folded.place.row, line: folded.place.line,
                byteOffset: folded.place.byteOffset, outcome: .records([folded.record]))
        }
        self.init(rows: rows, firstSequence: 0, hash: hash)
        sequences = folded.map(\.sequence)
    }

    /// For each row whether it staged something.
    var changed: [Bool] { staged.map { $0.count > 0 } }

    /// For each candidate whether its key is stated with different contents.
    func conflicts(in scratch: Database) throws -> [Bool] {
        let find = try scratch.query("SELECT 1 FROM conflicts WHERE h1 = ? AND h2 = ?")
        return try candidates.map { candidate in
            find.bind(1, candidate.name.first)
            find.bind(2, candidate.name.second)
            return try find.first { _ in true } ?? false
        }
    }

    /// What a row outside the folding states as well is staged already.
    mutating func settleRepeated(in scratch: Database) throws {
        let find = try scratch.query("SELECT 1 FROM repeats WHERE h1 = ? AND h2 = ? LIMIT 1")
        for index in candidates.indices {
            find.bind(1, candidates[index].name.first)
            find.bind(2, candidates[index].name.second)
            if try find.first({ _ in true }) == true { candidates[index].isSettled = true }
        }
    }

    /// Notes in the scratch file which keys the run has seen, and which of them twice.
    mutating func noteNames(in scratch: Database) throws {
        let insert = try scratch.query("INSERT OR IGNORE INTO seen(h1, h2, content, seq) VALUES(?, ?, ?, ?)")
        let find = try scratch.query("SELECT content FROM seen WHERE h1 = ? AND h2 = ?")
        for index in candidates.indices {
            let (name, content) = (candidates[index].name, candidates[index].content)
            let row = candidates[index].row
            let sequence = sequences?[row] ?? firstSequence + row
            insert.bind(1, name.first)
            insert.bind(2, name.second)
            insert.bind(3, content)
            insert.bind(4, sequence)
            try insert.run()
            if scratch.changesCount > 0 { continue }
            candidates[index].isSettled = true
            try scratch.run(
                "INSERT OR IGNORE INTO repeats(h1, h2, seq) VALUES(?, ?, ?)", name.first, name.second, sequence)
            find.bind(1, name.first)
            find.bind(2, name.second)
            if try find.first({ $0.integer(0) }) != content {
                try scratch.run("INSERT OR IGNORE INTO conflicts(h1, h2) VALUES(?, ?)", name.first, name.second)
            }
        }
        for name in mentions {
            try scratch.run("INSERT OR IGNORE INTO mentioned(h1, h2) VALUES(?, ?)", name.first, name.second)
        }
    }

    /// Compares with what the feed states now, and finds the subjects' numbers. Reads only.
    mutating func compare(for staging: Staging, names: NameCache, in database: Database) throws {
        let lookUp = try CurrentLookUp(database)
        let overtaken = try Overtaken(staging, in: database)
        let waiting = try WaitingWithdrawals(of: staging.feed, in: database)
        let findSubject = try database.query("SELECT id FROM subjects WHERE space = ? AND key = ?")
        var last: (key: SubjectKey, number: Int64)?
        for index in candidates.indices where !candidates[index].isSettled {
            let record = candidates[index].record
            let current = try lookUp.current(feed: staging.feed, name: record.name, hash: candidates[index].name)
            if try overtaken?.contains(candidates[index].name, current) == true {
                candidates[index].isSettled = true
                continue
            }
            let wasThere = current.map { !$0.isWithdrawn } ?? false
            var waits = false
            if wasThere, let waiting, let current {
                waits = try waiting.contains(record.name, hash: candidates[index].name, after: current)
            }
            // A folded record grows by the rows that are retried; any other is stated whole by each of its rows.
            if sequences == nil, wasThere, let current, current.origin == staging.retries?.rawValue,
                try record.blob == nil || current.content != candidates[index].content
                    || current.subject != number(of: record.subject)
            {
                contradictions.append((index, current.line))
                candidates[index].isSettled = true
                continue
            }
            if record.blob == nil {
                // Whom it was about is what the feed said of it before: a list of deletions names keys alone.
                candidates[index].isSettled = !wasThere || waits
                candidates[index].subject = current?.subject ?? 0
                continue
            }
            if wasThere, !waits, current?.content == candidates[index].content,
                try current.map({ try $0.subject == number(of: record.subject) }) ?? true
            {
                candidates[index].isSettled = true
                continue
            }
            candidates[index].isNew = !wasThere
            candidates[index].isFirst = current == nil
            candidates[index].subject = try number(of: record.subject)
            if let current, current.subject != candidates[index].subject {
                candidates[index].formerSubject = current.subject
            }
        }

        func number(of key: SubjectKey) throws -> Int64 {
            if let last, last.key == key { return last.number }
            guard let space = try names.number(of: NameCache.Space(kind: key.kind, name: key.space), in: database)
            else { return 0 }
            findSubject.bind(1, space)
            findSubject.bind(2, key.key)
            let number = try findSubject.first { $0.integer(0) } ?? 0
            last = (key, number)
            return number
        }
    }

    /// Names the rows of a retry that contradict what counts already: they stay quarantined, like any rows of one key that
    /// differ.
    func noteContradictions(in scratch: Database) throws {
        for (index, line) in contradictions {
            let (name, row) = (candidates[index].name, candidates[index].row)
            try scratch.run(
                """
                INSERT OR IGNORE INTO quarantined(seq, type, other, h1, h2, other_line) VALUES(?, ?, ?, ?, ?, ?)
                """, firstSequence + row, Int(candidates[index].record.name.type.number), firstSequence + row,
                name.first, name.second, line)
        }
    }

    /// Puts versions, faults and the list's entries into the store.
    mutating func insert(
        for staging: Staging, columns: inout [UInt8: (columns: [UInt16], number: Int64?)], names: NameCache,
        in database: Database
    ) throws {
        let insert = try database.query(
            """
            INSERT INTO versions(feed, type, key_hash, subject, run, as_of, content, payload, row, line, byte_offset,
                columns, key, blob, origins) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        let touch = try database.query("INSERT OR IGNORE INTO touched(run, kind, subject) VALUES(?, ?, ?)")
        let share = try database.query(
            """
            INSERT OR IGNORE INTO shared_hashes(feed, key_hash)
            SELECT feed, key_hash FROM versions WHERE feed = ? AND key_hash = ? AND key <> ? LIMIT 1
            """)
        var interning = Interning(names: names)
        var firstVersion: Int64?
        var lastVersion: Int64 = 0
        for index in candidates.indices where !candidates[index].isSettled {
            let candidate = candidates[index]
            let record = candidate.record
            let row = rows[candidate.row]
            let subject =
                candidate.subject != 0 ? candidate.subject : try interning.number(of: record.subject, in: database)
            let type = record.name.type.number
            if columns[type]?.columns != record.columns {
                columns[type] = (record.columns, try Self.number(of: record.columns, in: database))
            }
            if candidate.isFirst {
                share.bind(1, staging.feed.rawValue)
                share.bind(2, candidate.name.first)
                share.bind(3, record.name.key)
                try share.run()
            }
            insert.bind(1, staging.feed.rawValue)
            insert.bind(2, Int64(type))
            insert.bind(3, candidate.name.first)
            insert.bind(4, subject)
            insert.bind(5, staging.run.rawValue)
            insert.bind(6, staging.asOf.milliseconds)
            insert.bind(7, candidate.content)
            insert.bind(8, row.payload)
            insert.bind(9, row.number)
            insert.bind(10, row.line)
            insert.bind(11, row.byteOffset)
            insert.bind(12, columns[type]?.number)
            insert.bind(13, record.name.key)
            insert.bind(14, record.blob)
            insert.bind(15, record.origins?.encoded)
            try insert.run()
            lastVersion = database.lastInsertedRowID
            firstVersion = firstVersion ?? lastVersion
            if staged[candidate.row].count == 0 { staged[candidate.row].first = lastVersion }
            staged[candidate.row].count += 1
            for subject in [subject, candidate.formerSubject].compactMap(\.self) {
                touch.bind(1, staging.run.rawValue)
                touch.bind(2, Int64(record.subject.kind.rawValue))
                touch.bind(3, subject)
                try touch.run()
            }
        }
        if let firstVersion {
            try database.run(
                "UPDATE runs SET first_version = coalesce(first_version, ?), last_version = ? WHERE id = ?",
                firstVersion, lastVersion, staging.run)
        }
        for row in rows {
            switch row.outcome {
            case .records(_, let notes):
                for note in notes { try database.insert(note, .note, of: row, in: staging.run) }
            case .quarantined(let faults, let mentions):
                for fault in faults { try database.insert(fault, .quarantined, of: row, in: staging.run) }
                try database.quarantine(
                    row.place, faults.first, mentions.map { NameHash($0, with: hash) }, for: staging)
                continue
            case .leftOut: break
            }
            if staging.retries != nil { try database.solveQuarantine(row.place, for: staging) }
        }
    }

    /// Notes in the scratch file what each row staged.
    func noteRows(in scratch: Database) throws {
        let insert = try scratch.query("INSERT INTO rows VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
        for (index, row) in rows.enumerated() {
            guard case .records = row.outcome else { continue }
            insert.bind(1, firstSequence + index)
            insert.bind(2, row.payload)
            insert.bind(3, row.number)
            insert.bind(4, row.line)
            insert.bind(5, row.byteOffset)
            insert.bind(6, staged[index].first)
            insert.bind(7, staged[index].count)
            insert.bind(8, staged[index].count > 0 ? 1 : 0)
            try insert.run()
        }
    }

    func count(into progress: inout Staging.Progress) {
        progress.rows += rows.count
        for (index, row) in rows.enumerated() {
            switch row.outcome {
            case .records:
                if staged[index].count > 0 {
                    progress.counts.applied += 1
                } else {
                    progress.counts.unchanged += 1
                }
            case .leftOut(let rule):
                progress.counts.leftOut += 1
                progress.leftOut[rule, default: 0] += 1
            case .quarantined: progress.counts.quarantined += 1
            }
        }
        countRecords(into: &progress)
    }

    func countRecords(into progress: inout Staging.Progress) {
        for candidate in candidates where !candidate.isSettled {
            if candidate.record.blob == nil {
                progress.counts.withdrawn += 1
            } else if candidate.isNew {
                progress.counts.arrived += 1
            }
        }
    }

    private static func number(of columns: [UInt16], in database: Database) throws -> Int64? {
        let bytes = ColumnMap.encoded(columns)
        if bytes.isEmpty { return nil }
        try database.run("INSERT INTO column_maps(columns) VALUES(?) ON CONFLICT DO NOTHING", bytes)
        return try database.number("SELECT id FROM column_maps WHERE columns = ?", bytes)
    }
}

extension Database {
    /// Stores a fault or a note about a row.
    func insert(_ fault: RowFault, _ kind: StoredFault.Kind, of row: StagedRow, in run: RunID) throws {
        try insert(fault, kind, payload: row.payload, row: row.number, line: row.line, in: run)
    }

    func insert(
        _ fault: RowFault, _ kind: StoredFault.Kind, payload: Int, row: Int, line: Int, in run: RunID
    ) throws {
        try self.run(
            """
            INSERT INTO row_faults(run, kind, payload, row, line, column, column_name, rule, what, advice)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, run, Int(kind.rawValue), payload, row, line, fault.column, fault.columnName, fault.rule, fault.what,
            fault.advice)
    }
}
