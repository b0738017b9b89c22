// Putting a slice into the store.

import GRDB
import SENDRecords

extension StageSlice {
    /// Puts versions, faults and the list's entries into the store.
    mutating func insert(
        for staging: Staging, columns: inout [UInt8: (columns: [UInt16], number: Int64?)], names: NameCache,
        in database: Database
    ) throws {
        try insertVersions(for: staging, columns: &columns, names: names, in: database)
        for row in rows { try insertFaults(of: row, for: staging, in: database) }
    }

    private mutating func insertVersions(
        for staging: Staging, columns: inout [UInt8: (columns: [UInt16], number: Int64?)], names: NameCache,
        in database: Database
    ) throws {
        let versions = try VersionInsert(staging, in: database)
        var interning = Interning(names: names)
        var firstVersion: Int64?
        var lastVersion: Int64 = 0
        for index in candidates.indices where !candidates[index].isSettled {
            let candidate = candidates[index]
            let record = candidate.record
            let subject =
                candidate.subject != 0 ? candidate.subject : try interning.number(of: record.subject, in: database)
            let type = record.name.type.number
            if columns[type]?.columns != record.columns {
                columns[type] = (record.columns, try Self.number(of: record.columns, in: database))
            }
            if candidate.isFirst { try versions.noteShared(candidate) }
            lastVersion = try versions.insert(
                candidate, of: rows[candidate.row], about: subject, columns: columns[type]?.number)
            firstVersion = firstVersion ?? lastVersion
            if staged[candidate.row].count == 0 { staged[candidate.row].first = lastVersion }
            staged[candidate.row].count += 1
            try versions.touch(record.subject.kind, subject)
            if let former = candidate.formerSubject { try versions.touch(record.subject.kind, former) }
        }
        guard let firstVersion else { return }
        try database.run(
            "UPDATE runs SET first_version = coalesce(first_version, ?), last_version = ? WHERE id = ?",
            firstVersion, lastVersion, staging.run)
    }

    /// What can't be used of a row, and what a retry has mended.
    private func insertFaults(of row: StagedRow, for staging: Staging, in database: Database) throws {
        switch row.outcome {
        case .records(_, let notes):
            for note in notes { try database.insert(note, .note, of: row, in: staging.run) }
        case .quarantined(let faults, let mentions):
            for fault in faults { try database.insert(fault, .quarantined, of: row, in: staging.run) }
            try database.quarantine(row.place, faults.first, mentions.map { NameHash($0, with: hash) }, for: staging)
            return
        case .leftOut: break
        }
        if staging.retries != nil { try database.solveQuarantine(row.place, for: staging) }
    }

    private static func number(of columns: [UInt16], in database: Database) throws -> Int64? {
        let bytes = ColumnMap.encoded(columns)
        if bytes.isEmpty { return nil }
        try database.run("INSERT INTO column_maps(columns) VALUES(?) ON CONFLICT DO NOTHING", bytes)
        return try database.number("SELECT id FROM column_maps WHERE columns = ?", bytes)
    }
}
