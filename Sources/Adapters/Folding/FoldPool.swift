// The folded records of a run: their rows wait outside memory, and are put together at its end.

import SENDRecords

/// Gathers what rows say of folded records, in any order, and puts it together in memory that doesn't follow the size of
/// a feed.
///
///     var pool = FoldPool(manifest, space: space)
///     for each row, for each of its records with `folding`: try pool.add(record, from: row)
///     try pool.eachShare { share in … }
public struct FoldPool {
    /// A share of what waits that is put together at one time.
    public struct Share {
        /// What came of the keys.
        public let groups: [Folded]
        fileprivate let numbers: [FoldKey: Int]
    }

    /// What came of the rows of one key.
    public enum Folded {
        case record(SourceRecord, FoldedFrom)
        /// Two of its rows differ: none of them can be used.
        case conflict(SourceRecord, FoldedFrom, other: FoldRow)
    }

    /// The rows that a record was put together of.
    public struct FoldedFrom: Sendable {
        public let first: FoldRow
        /// The first that counts in the run; nil where all are read only for what they say of other rows' records.
        public let counted: FoldRow?
        public let origins: FoldOrigins
    }

    /// Bytes of a share that are put together in memory; a larger one is shared out again. Smaller in tests.
    let budget: Int
    private static let deepest = 8
    private let plans: [UInt8: FoldPlan]
    private var space: any SpillSpace
    private var end = 0
    private var partitions = SpillPartitions(depth: 0)
    public private(set) var isEmpty = true

    public init(_ manifest: Manifest, space: any SpillSpace) {
        self.init(manifest, space: space, budget: 8 << 20)
    }

    init(_ manifest: Manifest, space: any SpillSpace, budget: Int) {
        plans = manifest.foldPlans
        self.space = space
        self.budget = budget
    }

    /// Takes in what one row states of a record; the order of rows doesn't matter.
    public mutating func add(_ record: SourceRecord, from row: FoldRow) throws {
        let entry = FoldEntry(record, from: row)
        isEmpty = false
        try partitions.add(entry.bytes, hash: entry.hash, to: &space, end: &end)
    }

    /// Puts together what has been added, a share at a time; then every row that fed the share is handed over. It can be
    /// done again, with other rows left out.
    ///
    /// - Parameters:
    ///   - isOut: rows that count for nothing, by their numbers within the run.
    ///   - row: gets the row and the index of the group that it fed.
    public mutating func eachShare(
        without isOut: (Int) -> Bool = { _ in false }, _ body: (Share) throws -> Void,
        row: (FoldRow, Int) throws -> Void = { _, _ in }
    ) throws {
        try partitions.flush(to: &space, end: &end)
        try eachShare(of: partitions, without: isOut) { share, partitions, partition, pool in
            try body(share)
            try partitions.forEach(in: partition, of: &pool.space) { bytes, _, _ in
                guard let entry = FoldEntry(bytes), !isOut(entry.row.sequence),
                    let group = share.numbers[FoldKey(entry)]
                else { return }
                try row(entry.row, group)
            }
        }
    }

    private mutating func eachShare(
        of partitions: SpillPartitions, without isOut: (Int) -> Bool,
        _ body: (Share, SpillPartitions, Int, inout FoldPool) throws -> Void
    ) throws {
        for partition in 0..<SpillPartitions.count where partitions.sizes[partition] > 0 {
            if partitions.sizes[partition] > budget, partitions.depth < Self.deepest {
                var finer = SpillPartitions(depth: partitions.depth + 1)
                var end = self.end
                try partitions.forEach(in: partition, of: &space) { bytes, hash, space in
                    try finer.add(bytes, hash: hash, to: &space, end: &end)
                }
                try finer.flush(to: &space, end: &end)
                self.end = end
                try eachShare(of: finer, without: isOut, body)
            } else {
                let share = try share(partition, of: partitions, without: isOut)
                if !share.groups.isEmpty { try body(share, partitions, partition, &self) }
            }
        }
    }

    private mutating func share(
        _ partition: Int, of partitions: SpillPartitions, without isOut: (Int) -> Bool
    ) throws -> Share {
        var groups: [FoldGroup] = []
        var numbers: [FoldKey: Int] = [:]
        let plans = plans
        try partitions.forEach(in: partition, of: &space) { bytes, _, _ in
            guard let entry = FoldEntry(bytes), !isOut(entry.row.sequence) else { return }
            let key = FoldKey(entry)
            if let number = numbers[key] {
                groups[number].add(entry)
            } else {
                numbers[key] = groups.count
                groups.append(FoldGroup(entry, plans[entry.record.type.number] ?? FoldPlan([])))
            }
        }
        let folded = groups.map { group in
            let from = FoldedFrom(first: group.row, counted: group.counted, origins: group.origins.compact)
            return group.isConflict
                ? Folded.conflict(group.record, from, other: group.other) : Folded.record(group.record, from)
        }
        return Share(groups: folded, numbers: numbers)
    }
}

private struct FoldKey: Hashable {
    let type: UInt8
    let key: String

    init(_ entry: FoldEntry) {
        type = entry.record.type.number
        key = entry.record.key
    }
}
