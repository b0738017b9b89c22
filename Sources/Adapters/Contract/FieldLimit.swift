// Limits by field and by file: how much may be missing, unsound or said twice, and how many rows are a whole file.

import Configuring
import SENDRecords

/// What a contract expects of one field.
public struct FieldLimit: Sendable, Equatable {
    public let type: RecordType
    public let fieldNumber: Int
    public let missing: ContractLimit?
    public let invalid: ContractLimit?
    public let duplicate: ContractLimit?

    init(
        type: RecordType, field: FieldDeclaration, missing: ContractLimit?, invalid: ContractLimit?,
        duplicate: ContractLimit?
    ) {
        self.type = type
        fieldNumber = field.number
        self.missing = missing
        self.invalid = invalid
        self.duplicate = duplicate
    }

    /// What the field is, and its name for the operator: `Date of birth (child birth-date)`.
    var title: String {
        let field = type.declaration.fields[fieldNumber]
        return "\(field.meaning) (\(type.name) \(field.name))"
    }
}

/// How many rows a run has.
public struct RowLimits: Sendable, Equatable {
    public let atLeast: Int?
    public let atMost: Int?
    /// By how much the rows may differ from the last run's, as a share of the larger number.
    public let change: ContractLimit?
    public let changeAtYearEnd: ContractLimit?

    /// What is wrong with a number of rows, as a sentence; nil where nothing is.
    func breach(rows: Int, last: Int?, isYearEnd: Bool) -> String? {
        if let atLeast, rows < atLeast {
            return "The file has \(rows) rows, and at least \(atLeast) are expected: it may be cut short."
        }
        if let atMost, rows > atMost {
            return "The file has \(rows) rows, and at most \(atMost) are expected."
        }
        guard let last, let limit = isYearEnd ? changeAtYearEnd : change else { return nil }
        guard limit.isExceeded(by: abs(rows - last), of: max(rows, last)) else { return nil }
        return
            "The file has \(rows) rows and the last one had \(last): a change of more than \(limit.share) is asked about."
    }
}

/// What a run's records say about the fields that its contract names. Filled row by row, read once at the end.
public struct ContractTally: Sendable {
    /// A field of a record type, by its number.
    public struct FieldName: Hashable, Sendable {
        public let type: RecordType
        public let field: Int
    }

    private struct Tally: Sendable {
        let limit: FieldLimit
        var records = 0
        var missing = 0
        var invalid = 0
        var duplicates = 0
        /// Hash of the value, and of the first record that stated it.
        var owners: [Int: Int] = [:]
    }

    /// Duplicates are looked for among so many different values: 32 MB.
    private static let ownerLimit = 2_000_000

    private var tallies: [Tally]
    private let windows: [FieldName]
    private(set) var seen: [FieldName: ClosedRange<CalendarDate>] = [:]
    private let isIdle: Bool

    public init(_ contract: Contract) {
        tallies = contract.fields.map { Tally(limit: $0) }
        if case .windows(let windows) = contract.coverage {
            self.windows = windows.compactMap { window in
                window.dates.map { FieldName(type: window.type, field: $0.field) }
            }
        } else {
            windows = []
        }
        isIdle = tallies.isEmpty && windows.isEmpty
    }

    /// Counts the values of a row that is taken.
    public mutating func add(_ row: MappedRow) {
        if isIdle { return }
        guard case .records(let records, _) = row.outcome else { return }
        for record in records where !record.isEnded {
            for index in tallies.indices where tallies[index].limit.type == record.type { count(record, index) }
            for name in windows where name.type == record.type {
                guard case .date(let date) = record.record.values[name.field] else { continue }
                let range = seen[name] ?? date...date
                seen[name] = min(range.lowerBound, date)...max(range.upperBound, date)
            }
        }
    }

    private mutating func count(_ record: SourceRecord, _ index: Int) {
        tallies[index].records += 1
        let value = record.record.values[tallies[index].limit.fieldNumber]
        switch value {
        case .notStated, .empty: tallies[index].missing += 1
        case .unreadable, .unverified: tallies[index].invalid += 1
        case .text, .date, .integer, .flag:
            guard tallies[index].limit.duplicate != nil else { return }
            let hash = value.hashValue
            let owner = record.key.hashValue
            if let first = tallies[index].owners[hash] {
                if first != owner { tallies[index].duplicates += 1 }
            } else if tallies[index].owners.count < Self.ownerLimit {
                tallies[index].owners[hash] = owner
            }
        }
    }

    /// A sentence for each limit of a field that is broken.
    var breaches: [String] {
        tallies.flatMap { tally -> [String] in
            let name = tally.limit.title
            let stated = tally.records - tally.missing
            var sentences: [String] = []
            if let limit = tally.limit.missing, limit.isExceeded(by: tally.missing, of: tally.records) {
                sentences.append(
                    "\(name) is missing in \(tally.missing) of \(tally.records) records; the limit is \(limit.share).")
            }
            if let limit = tally.limit.invalid, limit.isExceeded(by: tally.invalid, of: stated) {
                sentences.append(
                    "\(name) can't be used in \(tally.invalid) of \(stated) records; the limit is \(limit.share).")
            }
            if let limit = tally.limit.duplicate, limit.isExceeded(by: tally.duplicates, of: stated) {
                sentences.append(
                    "\(name) is the same as another's in \(tally.duplicates) of \(stated) records; the limit is \(limit.share)."
                )
            }
            return sentences
        }
    }
}
