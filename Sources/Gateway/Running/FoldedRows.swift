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
    /// Rows that are not staged have numbers from here on.
    private static let beyond = 1 << 40
    private static let sliceSize = 1000
    private var others = 0
    /// Rows that are not staged and differ from another of their key.
    private var differing: Set<Int> = []

    init(store: Store, run: RunID, stop: StopSign, pool: FoldPool) {
        self.store = store
        self.run = run
        self.stop = stop
        self.pool = pool
    }

    /// - Parameter sequence: the row's number within the run, from 0, as the store counts its rows; nil for a row that is
    ///   read only for what it says of records that other rows state too.
    mutating func add(_ row: MappedRow, sequence: Int?, payload: Int) throws {
        guard case .records(let records, _) = row.outcome else { return }
        if sequence == nil { others += 1 }
        let sequence = sequence ?? Self.beyond + others
        for record in records where record.folding != nil {
            try pool.add(
                record,
                from: FoldRow(
                    sequence: sequence, payload: payload, number: row.number, line: row.line,
                    byteOffset: row.byteOffset))
        }
    }

    /// Called once, when every row has been staged. A row that differs from another of one key feeds nothing, whatever else
    /// it says; so they are all known before anything is staged.
    mutating func settle() throws {
        if pool.isEmpty { return }
        try nameDiffering()
        let out = try store.differingRows(run)
        try stage(without: out)
    }

    private mutating func nameDiffering() throws {
        var conflicts: [Int: (first: Int, other: Int?, name: RecordName)] = [:]
        var rows: [DifferingRow] = []
        var outside: Set<Int> = []
        defer { differing = outside }
        let (store, run, stop) = (store, run, stop)
        func flush(atLeast count: Int) throws {
            guard rows.count >= count else { return }
            try stop.check()
            try store.noteDiffering(run, rows)
            rows.removeAll(keepingCapacity: true)
        }
        try pool.eachShare { share in
            conflicts = [:]
            var sound: [(group: Int, record: FoldedRecord)] = []
            for (index, group) in share.groups.enumerated() {
                switch group {
                case .conflict(let record, let first, let other):
                    conflicts[index] = (first.sequence, other, RecordName(record.type, key: record.key))
                case .record(let record, let first): sound.append((index, FoldedRecord(record, first: first)))
                }
            }
            for slice in sound.slices(of: Self.sliceSize) {
                try stop.check()
                let clashes = try store.noteFolded(run, slice.map(\.record))
                for (item, clashes) in zip(slice, clashes) where clashes {
                    // Its first row is known to the store, and so is the row outside.
                    conflicts[item.group] = (item.record.sequence, nil, item.record.record.name)
                }
            }
        } row: { sequence, group in
            guard let conflict = conflicts[group] else { return }
            guard var other = sequence == conflict.first ? conflict.other : conflict.first else { return }
            if sequence >= Self.beyond {
                outside.insert(sequence)
                return
            }
            if other >= Self.beyond { other = sequence }
            rows.append(DifferingRow(sequence: sequence, other: other, name: conflict.name))
            try flush(atLeast: Self.sliceSize)
        }
        try flush(atLeast: 1)
    }

    private mutating func stage(without out: RowSet) throws {
        var changed: [Bool] = []
        var applied: [Int] = []
        let (store, run, stop) = (store, run, stop)
        func flush(atLeast count: Int) throws {
            guard applied.count >= count else { return }
            try stop.check()
            try store.noteApplied(run, rows: applied)
            applied.removeAll(keepingCapacity: true)
        }
        let differing = differing
        func isOut(_ row: Int) -> Bool { out.contains(row) || differing.contains(row) }
        try pool.eachShare(without: isOut) { share in
            changed = [Bool](repeating: false, count: share.groups.count)
            var sound: [(group: Int, record: FoldedRecord)] = []
            for (index, group) in share.groups.enumerated() {
                if case .record(let record, let first) = group {
                    sound.append((index, FoldedRecord(record, first: first)))
                }
            }
            for slice in sound.slices(of: Self.sliceSize) {
                try stop.check()
                for (item, isChanged) in zip(slice, try store.stageFolded(run, slice.map(\.record))) {
                    changed[item.group] = isChanged
                }
            }
        } row: { sequence, group in
            guard changed[group], sequence < Self.beyond else { return }
            applied.append(sequence)
            try flush(atLeast: 10 * Self.sliceSize)
        }
        try flush(atLeast: 1)
    }
}

extension FoldedRecord {
    init(_ record: SourceRecord, first: FoldRow) {
        self.init(
            record: StagedRecord(record), sequence: first.sequence,
            place: RowPlace(
                payload: first.payload, row: first.number, line: first.line, byteOffset: first.byteOffset))
    }
}

extension Array {
    fileprivate func slices(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
