// The rows of one record key, being put together.

import SENDRecords

struct FoldGroup {
    let plan: FoldPlan
    let type: RecordType
    let key: String
    let subject: SubjectKey
    private(set) var values: [Value]
    private(set) var columns: [UInt16]
    /// The first of its rows.
    private(set) var row: FoldRow
    /// The first of its rows that counts in the run.
    private(set) var counted: FoldRow?
    /// Two of its rows say different things.
    private(set) var isConflict = false
    /// A row that differs from the first.
    private(set) var other: FoldRow
    private(set) var origins: FoldOrigins
    /// The order of the value that `first` and `last` have so far.
    private var orders: [Int: FoldOrder] = [:]
    private var texts: [Int: [String]] = [:]
    private var places: [Int: [String]] = [:]

    init(_ entry: FoldEntry, _ plan: FoldPlan) {
        self.plan = plan
        type = entry.record.type
        key = entry.record.key
        subject = entry.record.subject
        row = entry.row
        other = entry.row
        origins = FoldOrigins(fields: entry.record.record.values.count)
        values = [Value](repeating: .notStated, count: entry.record.record.values.count)
        columns = entry.record.columns
        add(entry)
    }

    mutating func add(_ entry: FoldEntry) {
        if counted == nil, entry.row.isCounted { counted = entry.row }
        guard !isConflict else { return }
        if entry.record.subject != subject { return differ(entry) }
        let stated = entry.record.record.values
        for field in stated.indices {
            guard let way = plan.ways[field] else {
                let strength = stated[field].strength
                if strength > values[field].strength {
                    take(stated[field], of: field, entry)
                } else if strength == 3, stated[field] != values[field] {
                    return differ(entry)
                }
                continue
            }
            guard stated[field].isUsable else {
                if stated[field].strength > values[field].strength { take(stated[field], of: field, entry) }
                continue
            }
            if !fold(stated[field], of: field, way, entry) { return differ(entry) }
        }
    }

    /// False where it contradicts what is there.
    private mutating func fold(_ value: Value, of field: Int, _ way: FoldWay, _ entry: FoldEntry) -> Bool {
        let known = values[field]
        switch way {
        case .first(let isOrdered), .last(let isOrdered):
            let order = isOrdered ? FoldOrder(position(of: field, entry)) : FoldOrder(sequence: entry.row.sequence)
            guard known.isUsable, let best = orders[field] else {
                orders[field] = order
                take(value, of: field, entry)
                return true
            }
            if order == best { return !isOrdered || known == value }
            let isBetter = if case .first = way { order < best } else { best < order }
            if isBetter {
                orders[field] = order
                take(value, of: field, entry)
            }
        case .join(let separator):
            guard case .text(let text) = value else { return true }
            var all = texts[field] ?? []
            if case .unreadable = known, !all.isEmpty { return true }
            let index = all.firstIndex { $0 >= text } ?? all.count
            if index < all.count, all[index] == text {
                contribute(to: field, entry)
                return true
            }
            all.insert(text, at: index)
            texts[field] = all
            let whole = all.joined(separator: separator)
            let isTooLong = whole.utf8.count > TextValue.longest
            take(isTooLong ? .unreadable(rule: FaultRule.textTooLong.rawValue) : .text(whole), of: field, entry)
        case .sum:
            guard case .integer(let number) = value else { return true }
            if case .integer(let sum) = known {
                let (total, overflow) = sum.addingReportingOverflow(number)
                values[field] = overflow ? .unreadable(rule: FaultRule.numberUnreadable.rawValue) : .integer(total)
                contribute(to: field, entry, isIdle: number == 0)
            } else {
                take(value, of: field, entry, isIdle: number == 0)
            }
        case .min: if !known.isUsable || value.precedes(known) { take(value, of: field, entry) }
        case .max: if !known.isUsable || known.precedes(value) { take(value, of: field, entry) }
        case .any: if known != .flag(true), !known.isUsable || value == .flag(true) { take(value, of: field, entry) }
        case .place(let count, let separator, let blank):
            guard case .text(let text) = value else { return true }
            var all = places[field] ?? [String](repeating: blank, count: count)
            // A whole text, from a layout that has one, fills every place.
            var pieces = [(0, text)]
            if let position = position(of: field, entry) {
                guard let number = Int(position), (1...count).contains(number) else { return true }
                pieces = [(number - 1, text)]
            } else {
                let whole = RowMapper.pieces(of: text, between: [Array(separator.utf8)])
                pieces = whole.prefix(count).enumerated().map { ($0.offset, $0.element) }
            }
            var isIdle = true
            for (place, piece) in pieces where piece != blank && !piece.isEmpty {
                isIdle = false
                if all[place] != blank, all[place] != piece { return false }
                all[place] = piece
            }
            places[field] = all
            take(.text(all.joined(separator: separator)), of: field, entry, isIdle: isIdle)
        }
        return true
    }

    private func position(of field: Int, _ entry: FoldEntry) -> String? {
        let positions = entry.record.folding?.positions ?? []
        return plan.valued.firstIndex(of: field).flatMap { $0 < positions.count ? positions[$0] : nil }
    }

    private mutating func take(_ value: Value, of field: Int, _ entry: FoldEntry, isIdle: Bool = false) {
        // What is put together of several rows has the first of them as its own column.
        let isFirst = !values[field].isUsable && texts[field]?.count ?? 0 < 2
        values[field] = value
        let column = entry.record.column(of: field)
        switch plan.ways[field] {
        case .join, .sum, .place:
            if !isFirst { return contribute(to: field, entry, isIdle: isIdle) }
            origins.take(field, from: entry.row, column: column, isIdle: isIdle)
        case .first, .last, .min, .max, .any, nil: origins.take(field, from: entry.row, column: column)
        }
        if field < columns.count { columns[field] = column }
    }

    private mutating func contribute(to field: Int, _ entry: FoldEntry, isIdle: Bool = false) {
        origins.add(to: field, from: entry.row, column: entry.record.column(of: field), isIdle: isIdle)
    }

    private mutating func differ(_ entry: FoldEntry) {
        isConflict = true
        other = entry.row
    }

    var record: SourceRecord {
        SourceRecord(
            type: type, key: key, subject: subject, record: Record(type, values: values), columns: columns)
    }
}

extension SourceRecord {
    fileprivate func column(of field: Int) -> UInt16 { field < columns.count ? columns[field] : 0 }
}

/// What `first` and `last` go by: numbers as numbers, everything else as text. Dates have been written as yyyy-MM-dd.
private struct FoldOrder: Comparable {
    let number: DecimalText?
    let text: String

    init(_ text: String?) {
        self.text = text ?? ""
        number = DecimalText(self.text)
    }

    init(sequence: Int) {
        text = ""
        number = DecimalText(millionths: sequence)
    }

    static func < (one: FoldOrder, other: FoldOrder) -> Bool {
        if let first = one.number, let second = other.number { return first < second }
        return one.text < other.text
    }
}

extension Value {
    /// A value is worth more than one that can't be read, that more than an empty one, that more than none.
    fileprivate var strength: Int {
        switch self {
        case .notStated: 0
        case .empty: 1
        case .unreadable: 2
        case .text, .date, .integer, .flag, .unverified: 3
        }
    }

    fileprivate func precedes(_ other: Value) -> Bool {
        switch (self, other) {
        case (.integer(let one), .integer(let two)): one < two
        case (.date(let one), .date(let two)): one < two
        default: false
        }
    }
}
