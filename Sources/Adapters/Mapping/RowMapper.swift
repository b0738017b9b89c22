// One row through a compiled mapping. Pure: the row, the tables of earlier files and the day, nothing else.

import Feeds
import SENDRecords

/// Maps one row. Made for each row; it remembers the named values found in it.
struct RowMapper {
    /// Children with a plan are under 26: a plan may run to the end of the school year of the 25th birthday
    /// (Children and Families Act 2014, section 46).
    static let oldestAgeInYears = 26
    static let longestKey = 200

    let mapping: Mapping
    let tables: [LookupTable]
    let tableNames: [String]
    let row: CSVRow
    /// For JSON, which paths matched nothing; empty for CSV.
    let absent: [Bool]
    /// The whole element of a JSON feed.
    let element: JSONValue?
    let today: CalendarDate
    let definitions: Definitions

    /// The values of the file that the row was asked for already.
    var named: [Found?]
    /// Why the row can't be taken.
    var quarantining: [RowFault] = []
    /// What of the row can't be used, though the row counts.
    var notes: [RowFault] = []
    /// Which date fields need no further votes; by `dateNumber`.
    let settled: [Bool]
    /// What dates of the row say about the order of day and month.
    var votes: [ColumnVote] = []
    /// The parts that a record is being stated for, outermost first.
    var current: [CurrentPart] = []
    var places: PartPlaces
    /// Elements of this row by their keys, for each look-up within it.
    var indices: [Int: [String: JSONValue]] = [:]
    /// Parts of the record that is being stated so far.
    var count = 0

    init(
        mapping: Mapping, tables: [LookupTable], tableNames: [String], row: CSVRow, absent: [Bool],
        element: JSONValue?, places: PartPlaces, today: CalendarDate, definitions: Definitions, settled: [Bool] = []
    ) {
        self.settled = settled
        self.mapping = mapping
        self.tables = tables
        self.tableNames = tableNames
        self.row = row
        self.absent = absent
        self.element = element
        self.places = places
        self.today = today
        self.definitions = definitions
        named = [Found?](repeating: nil, count: mapping.values.count)
    }

    /// What the partner says is no more is withdrawn, whatever else would be left out of the row.
    mutating func outcome() -> RowOutcome {
        let outcome = usualOutcome()
        guard mapping.canEnd, case .leftOut = outcome else { return outcome }
        let ended = endedRecords()
        return ended.isEmpty ? outcome : .records(ended, notes: [])
    }

    private mutating func usualOutcome() -> RowOutcome {
        // The rule that could not ask, because the row doesn't say whom it is about.
        var unasked: String?
        if let outcome = outcomeByRules(&unasked) { return outcome }
        let records = statedRecords()
        if !quarantining.isEmpty { return quarantined() }
        if records.isEmpty { return .leftOut(rule: StandingRule.nothingToRecord.rawValue) }
        if let unasked { return .leftOut(rule: unasked) }
        return .records(records, notes: notes)
    }

    /// What the rules that leave rows out make of the row; nil where they let it pass.
    private mutating func outcomeByRules(_ unasked: inout String?) -> RowOutcome? {
        var index = 0
        var isKnown = false
        while index < mapping.leaveOut.count {
            defer { index += 1 }
            guard allHold(mapping.leaveOut[index].when) else { continue }
            if let refusal = mapping.leaveOut[index].refusal {
                return .quarantined([fault(mapping.leaveOut[index].name, 0, refusal)], mentions: [])
            }
            guard let rule = mapping.leaveOut[index].unlessKnown else {
                return .leftOut(rule: mapping.leaveOut[index].name)
            }
            guard let child = asked(rule) else {
                unasked = mapping.leaveOut[index].name
                continue
            }
            switch mapping.known.acquaintance(with: child) {
            case .unknown: return .leftOut(rule: mapping.leaveOut[index].name)
            case .takenBefore: return .takenBefore
            case .known: isKnown = true
            }
        }
        return mapping.known.isReadAgain && !isKnown ? .takenBefore : nil
    }

    private mutating func quarantined() -> RowOutcome {
        // What quarantines the row is said once of a column, though a field takes it too.
        let others = notes.filter { note in
            !quarantining.contains { $0.rule == note.rule && $0.columnNumber == note.columnNumber }
        }
        return .quarantined(quarantining + others, mentions: mentions())
    }
}
