// What a slice notes in the scratch file of its run: which keys were seen, which differ, and what each row staged.

import GRDB
import SENDRecords

extension StageSlice {
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
}
