// Where the fields of folded records came from, as it is stored with their versions.

import Foundation
import SENDRecords
import Testing

@testable import Storage

@Suite struct RecordOriginsTests {
    private static func rows(_ lines: [Int], payload: Int = 0) -> [RowPlace] {
        lines.map { RowPlace(payload: payload, row: $0 - 1, line: $0, byteOffset: $0 * 40) }
    }

    private static let many: [RecordOrigins] = [
        RecordOrigins(rows: [], fields: []),
        // A week of rows, a value of one row, nothing, a grid in one row, and neither.
        RecordOrigins(
            rows: rows(Array(2...11)),
            fields: [
                RecordOrigins.Field(cells: (0..<10).map { .init(row: $0, column: 4) }, count: 10),
                RecordOrigins.Field(cells: [.init(row: 9, column: 4)], count: 1),
                RecordOrigins.Field(cells: [], count: 0),
                RecordOrigins.Field(cells: (3..<13).map { .init(row: 2, column: $0) }, count: 10),
                RecordOrigins.Field(
                    cells: [.init(row: 0, column: 1), .init(row: 4, column: 9), .init(row: 5, column: 9)], count: 700),
            ]),
        // A later file of the set may be shorter.
        RecordOrigins(
            rows: rows([900, 40]) + rows([3, 2], payload: 1),
            fields: [RecordOrigins.Field(cells: [.init(row: 3, column: 0), .init(row: 0, column: 300)], count: 2)]),
    ]

    @Test(arguments: many)
    func whatIsWrittenIsReadBack(_ origins: RecordOrigins) throws {
        #expect(RecordOrigins(encoded: origins.encoded) == origins)
        // Nothing that was cut or damaged harms.
        let bytes = origins.encoded
        for end in 0..<bytes.count { _ = RecordOrigins(encoded: Array(bytes[..<end])) }
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] = 0xFF
            _ = RecordOrigins(encoded: damaged)
        }
    }

    @Test func aWeekOfRowsTakesLittleRoom() {
        let cells = (0..<10).map { RecordOrigins.Cell(row: $0, column: 4) }
        let week = RecordOrigins(
            rows: Self.rows(Array(2...11)), fields: (0..<12).map { _ in RecordOrigins.Field(cells: cells, count: 10) })
        #expect(week.encoded.count < 120)
    }

    private func stageFolded(_ temporary: TemporaryStore) throws -> StoredVersion {
        let run = try temporary.begin(asOf: 1)
        try temporary.store.stage(run, [.row(2), .row(3)])
        var record = StagedRecord.child("a", "Ash")
        record.origins = RecordOrigins(
            rows: Self.rows([3]), fields: [RecordOrigins.Field(cells: [.init(row: 0, column: 2)], count: 1)])
        let folded = FoldedRecord(record: record, sequence: 0, place: Self.rows([2])[0])
        _ = try temporary.store.noteFolded(run, [folded])
        #expect(try temporary.store.stageFolded(run, [folded]) == [true])
        try temporary.store.noteApplied(run, rows: [0, 1])
        try temporary.store.finishStaging(run)
        try temporary.store.commit(run, RunCommit(.applied, rowsRead: 2, at: 1))
        return try #require(try temporary.store.version(of: record.name, in: run))
    }

    @Test func aFieldIsTracedToItsOwnRow() throws {
        let temporary = try TemporaryStore()
        let version = try stageFolded(temporary)
        let first = try #require(version.origin(ofField: 0)?.cells.first)
        #expect(first.line == 3 && first.column == "Surname" && first.file == "pupils.csv")
        // A field without rows of its own is traced to the record's.
        #expect(version.origin(ofField: 1)?.cells.first?.line == 2)
        #expect(try temporary.store.foldedVersions(of: version.run, payload: 0, line: 3).map(\.id) == [version.id])
        #expect(try temporary.store.foldedVersions(of: version.run, payload: 0, line: 2).isEmpty)
    }

    @Test func anOlderDatabaseIsBroughtUpToDateAndCitesFirstRows() throws {
        let temporary = try TemporaryStore()
        let version = try stageFolded(temporary)
        try temporary.store.write("go back to the older layout") { database in
            try database.run("ALTER TABLE versions DROP COLUMN origins")
            try database.run("DELETE FROM grdb_migrations WHERE identifier LIKE '4 %'")
        }
        try temporary.store.close()
        #expect(throws: StoreError.otherLayout(folder: temporary.folder)) {
            try Store.open(folder: temporary.folder, as: .reader)
        }
        let store = try Store.open(folder: temporary.folder, as: .owner)
        let again = try #require(try store.version(version.id))
        #expect(again.origins.isEmpty && again.origin(ofField: 0)?.cells.first?.line == 2)
        #expect(again.blob == version.blob && again.isCurrent)
        try store.close()
    }
}
