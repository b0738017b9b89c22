// `fold`: how the rows of one record key are put together.

import Configuring

/// How one field of a folded record comes of the rows.
public struct FoldRule: Sendable {
    /// The field's number.
    public let field: Int
    public let way: FoldWay
    /// What `first` and `last` are ordered by, or the position of `place`.
    public let value: ValueRule?
    /// Whether the field is how many rows have a value, not what they say.
    public let isCount: Bool
    /// Words that `count` counts; any where there are none.
    public let words: [String]
}

/// Fields without a way have one value in all rows that state them.
public enum FoldWay: Sendable, Equatable {
    /// The value of the first row, or of the row with the lowest order.
    case first(isOrdered: Bool)
    case last(isOrdered: Bool)
    /// The different texts in alphabetical order, with this between them.
    case join(String)
    /// Also counts: a row counts one or none.
    case sum
    case min
    case max
    case any
    /// A text of so many places, each from one row.
    case place(of: Int, by: String, blank: String)
}

/// Which fields of a record type are folded how.
struct FoldPlan: Sendable, Equatable {
    /// By field number.
    let ways: [Int: FoldWay]
    /// The fields whose way takes a value of the row, in order.
    let valued: [Int]

    init(_ rules: [FoldRule]) {
        ways = Dictionary(rules.map { ($0.field, $0.way) }, uniquingKeysWith: { first, _ in first })
        valued = rules.filter { $0.value != nil }.map(\.field)
    }
}

extension Manifest {
    /// How each record type that is folded by any file is folded.
    var foldPlans: [UInt8: FoldPlan] {
        var plans: [UInt8: FoldPlan] = [:]
        for record in files.flatMap(\.records) {
            guard let fold = record.fold, plans[record.type.number] == nil else { continue }
            plans[record.type.number] = FoldPlan(fold)
        }
        return plans
    }

    /// Whether rows have to be kept until the end of a run.
    public var folds: Bool { files.contains { $0.records.contains { $0.fold != nil } } }
}
