// The end of a run whose rows state records together: put together, rows that differ named, the rest staged.

import Adapters
import SENDRecords
import Storage

/// What the rows of one run say of folded records.
struct FoldedRows {
    let store: Store
    let run: RunID
    let stop: StopSign
    var pool: FoldPool
    private static let sliceSize = 1000
    /// Rows read so far, whether or not they count in the run.
    private var read = 0
    /// In a retry most rows are only read for what they say of other rows' records. Of those that count, the number in the
    /// order of reading with the number by which the store counts them; nil where all rows count and both are the same.
    private var counted: [Int: Int]?

    /// - Parameter isRetry: whether only some rows of the files count.
    init(store: Store, run: RunID, stop: StopSign, pool: FoldPool, isRetry: Bool) {
        self.store = store
        self.run = run
        self.stop = stop
        self.pool = pool
        counted = isRetry ? [:] : nil
    }

    /// Called for every row that is read, in order.
    ///
    /// - Parameter sequence: the row's number within the run, from 0, as the store counts its rows; nil for a row that is
    ///   read only for what it says of records that other rows state too.
    mutating func add(_ row: MappedRow, sequence: Int?, payload: Int) throws {
        let number = read
        read += 1
        if let sequence { counted?[number] = sequence }
        guard case .records(let records, _) = row.outcome else { return }
        for record in records where record.folding != nil {
            try pool.add(
                record,
                from: FoldRow(
                    sequence: number, payload: payload, number: row.number, line: row.line,
                    byteOffset: row.byteOffset, isCounted: sequence != nil))
        }
    }

    /// Called once, when every row has been staged. A row that differs from another of one key feeds nothing, whatever else
    /// it says; so they are all known before anything is staged. Records that no row of the run feeds are left as they are.
    mutating func settle() throws {
        if pool.isEmpty { return }
        try nameDiffering()
        let out = try store.differingRows(run)
        try stage(without: out)
    }

    private func number(_ row: FoldRow) -> Int { number(row.sequence) ?? row.sequence }

    /// By which the store counts a row; nil for one that is not of the run.
    private func number(_ sequence: Int) -> Int? { counted.map { $0[sequence] } ?? sequence }

    private mutating func nameDiffering() throws {
        var conflicts: [Int: (first: FoldRow, other: FoldRow?, name: RecordName)] = [:]
        var rows: [DifferingRow] = []
        let this = self
        func flush(atLeast count: Int) throws {
            guard rows.count >= count else { return }
            try this.stop.check()
            try this.store.noteDiffering(this.run, rows)
            rows.removeAll(keepingCapacity: true)
        }
        try pool.eachShare { share in
            conflicts = [:]
            var sound: [(group: Int, record: FoldedRecord)] = []
            for (index, group) in share.groups.enumerated() {
                switch group {
                case .conflict(let record, let from, let other):
                    conflicts[index] = (from.first, other, RecordName(record.type, key: record.key))
                case .record(let record, let from):
                    if let counted = from.counted {
                        sound.append((index, FoldedRecord(record, from, sequence: this.number(counted))))
                    }
                }
            }
            for slice in sound.slices(of: Self.sliceSize) {
                try this.stop.check()
                let clashes = try this.store.noteFolded(this.run, slice.map(\.record))
                for (item, clashes) in zip(slice, clashes) where clashes {
                    guard case .record(_, let from) = share.groups[item.group], let first = from.counted else {
                        continue
                    }
                    // Its first row is known to the store, and so is the row outside.
                    conflicts[item.group] = (first, nil, item.record.record.name)
                }
            }
        } row: { row, group in
            guard row.isCounted, let conflict = conflicts[group] else { return }
            guard let other = row == conflict.first ? conflict.other : conflict.first else { return }
            rows.append(
                DifferingRow(
                    sequence: this.number(row), other: this.number(other.isCounted ? other : row),
                    otherLine: other.isCounted ? nil : other.line, name: conflict.name))
            try flush(atLeast: Self.sliceSize)
        }
        try flush(atLeast: 1)
    }

    private mutating func stage(without out: RowSet) throws {
        var changed: [Bool] = []
        var applied: [Int] = []
        let this = self
        func flush(atLeast count: Int) throws {
            guard applied.count >= count else { return }
            try this.stop.check()
            try this.store.noteApplied(this.run, rows: applied)
            applied.removeAll(keepingCapacity: true)
        }
        func isOut(_ sequence: Int) -> Bool { this.number(sequence).map(out.contains) ?? false }
        try pool.eachShare(without: isOut) { share in
            changed = [Bool](repeating: false, count: share.groups.count)
            var sound: [(group: Int, record: FoldedRecord)] = []
            for (index, group) in share.groups.enumerated() {
                if case .record(let record, let from) = group, let counted = from.counted {
                    sound.append((index, FoldedRecord(record, from, sequence: this.number(counted))))
                }
            }
            for slice in sound.slices(of: Self.sliceSize) {
                try this.stop.check()
                for (item, isChanged) in zip(slice, try this.store.stageFolded(this.run, slice.map(\.record))) {
                    changed[item.group] = isChanged
                }
            }
        } row: { row, group in
            guard row.isCounted, changed[group] else { return }
            applied.append(this.number(row))
            try flush(atLeast: 10 * Self.sliceSize)
        }
        try flush(atLeast: 1)
    }
}

extension FoldedRecord {
    /// - Parameter sequence: by which the store counts the first row of the run that feeds it.
    init(_ record: SourceRecord, _ from: FoldPool.FoldedFrom, sequence: Int) {
        var staged = StagedRecord(record)
        staged.origins = RecordOrigins(from.origins, of: record, first: from.first)
        self.init(record: staged, sequence: sequence, place: RowPlace(from.first))
    }
}

extension RowPlace {
    init(_ row: FoldRow) {
        self.init(payload: row.payload, row: row.number, line: row.line, byteOffset: row.byteOffset)
    }
}

extension RecordOrigins {
    /// Nil where every field came from the first row, by the columns that the record names.
    init?(_ origins: FoldOrigins, of record: SourceRecord, first: FoldRow) {
        let isPlain = origins.fields.enumerated().allSatisfy { number, field in
            field.cells.allSatisfy {
                origins.rows[Int($0.row)] == first && number < record.columns.count
                    && $0.column == record.columns[number]
            }
        }
        if isPlain { return nil }
        self.init(
            rows: origins.rows.map(RowPlace.init),
            fields: origins.fields.map { field in
                Field(cells: field.cells.map { Cell(row: Int($0.row), column: Int($0.column)) }, count: field.count)
            })
    }
}

extension Array {
    fileprivate func slices(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
