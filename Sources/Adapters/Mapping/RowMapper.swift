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

    private var named: [Found?]
    private(set) var quarantining: [RowFault] = []
    private(set) var notes: [RowFault] = []
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
        var index = 0
        var isKnown = false
        // The rule that could not ask, because the row doesn't say whom it is about.
        var unasked: String?
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
        if mapping.known.isReadAgain, !isKnown { return .takenBefore }
        var records: [SourceRecord] = []
        records.reserveCapacity(mapping.records.count)
        index = 0
        while index < mapping.records.count {
            if mapping.records[index].parts.isEmpty {
                if allHold(mapping.records[index].when), let record = record(mapping.records[index]) {
                    records.append(record)
                }
            } else {
                let rule = mapping.records[index]
                count = 0
                forEachPart(rule.parts) { mapper in
                    if mapper.allHold(rule.when), let record = mapper.record(rule) { records.append(record) }
                }
            }
            index += 1
        }
        if !quarantining.isEmpty {
            // What quarantines the row is said once of a column, though a field takes it too.
            let others = notes.filter { note in
                !quarantining.contains { $0.rule == note.rule && $0.columnNumber == note.columnNumber }
            }
            return .quarantined(quarantining + others, mentions: mentions())
        }
        if records.isEmpty { return .leftOut(rule: StandingRule.nothingToRecord.rawValue) }
        if let unasked { return .leftOut(rule: unasked) }
        return .records(records, notes: notes)
    }

    // MARK: Records

    private mutating func record(_ rule: CompiledRecord) -> SourceRecord? {
        let key = key(rule.key, of: rule.type)
        if hasEnded(rule) { return key.map { ended(rule, key: $0) } }
        let about = rule.isAboutKey ? key : self.key(rule.about, of: rule.type)
        var values = [Value](repeating: .notStated, count: rule.fieldCount)
        var columns = rule.columns
        var index = 0
        while index < rule.fields.count {
            read(rule.fields[index], into: &values, &columns)
            index += 1
        }
        let folding = rule.fold.map { self.folding($0) }
        guard let key, let about else { return nil }
        return SourceRecord(
            type: rule.type, key: key, subject: SubjectKey(rule.type.entity, space: rule.space, key: about),
            record: Record(rule.type, values: values), columns: columns, folding: folding)
    }

    /// What the folding takes of the row. A position that is none quarantines it.
    private mutating func folding(_ values: [CompiledFoldValue]) -> Folding {
        Folding(
            positions: values.map { value in
                let found = find(value.value)
                let text = text(of: found) ?? ""
                if let places = value.places, Int(text).map({ $0 < 1 || $0 > places }) ?? true {
                    quarantine(
                        .positionUnusable, column(of: found, or: value.value), FaultText.unusable(.positionUnusable))
                }
                return text
            })
    }

    private mutating func key(_ value: CompiledValue, of type: RecordType) -> String? {
        let found = find(value)
        if case .orphan(let table, let column) = found {
            quarantine(.parentMissing, column, FaultText.parentMissing(in: tableNames[table]))
            return nil
        }
        if case .unusable(let rule, let column) = found {
            quarantine(rule, column, FaultText.unusable(rule))
            return nil
        }
        guard let text = text(of: found) else {
            let column = value.column == 0 ? column(of: found) : value.column
            quarantine(.keyMissing, column, FaultText.keyMissing(names(of: value)))
            return nil
        }
        if let fault = KeyText.fault(in: text) {
            let why = fault == .digitsGone ? FaultText.keyWithoutDigits : FaultText.keyIsError
            quarantine(fault, column(of: found, or: value), why)
            return nil
        }
        if text.utf8.count > Self.longestKey {
            quarantine(.keyTooLong, column(of: found, or: value), FaultText.keyTooLong)
            return nil
        }
        return text
    }

    // MARK: Fields

    private mutating func read(_ field: CompiledField, into values: inout [Value], _ columns: inout [UInt16]) {
        let number = field.declaration.number
        if let constant = field.constant, field.counts == nil {
            values[number] = constant
            return
        }
        let found = find(field.value)
        let column = column(of: found, or: field.value)
        if column != 0, columns[number] != UInt16(clamping: column) { columns[number] = UInt16(clamping: column) }
        if let words = field.counts {
            values[number] = .integer(counts(found, words) ? 1 : 0)
            return
        }
        let value = self.value(of: found, field.reader)
        values[number] = value
        if let place = field.dateNumber, place < settled.count, !settled[place] { vote(found, place, column, field) }
        switch value {
        case .notStated, .empty:
            if field.isRequired {
                quarantine(.requiredMissing, column, FaultText.requiredMissing(field.declaration))
            }
        case .unreadable(let rule):
            let text = FaultText.unreadable(rule, field, definitions)
            if field.isRequired || field.isBirthDate {
                quarantine(rule, column, text)
            } else {
                note(rule, column, text)
            }
        case .unverified(let stated):
            let text = FaultText.unverified(stated, field)
            let rule = FaultText.rule(ofUnverified: stated, field).rawValue
            if field.isRequired {
                quarantine(rule, column, text)
            } else {
                note(rule, column, text)
            }
        case .text(let text) where field.declaration.kind == .text:
            if TextValue.hasLostLetters(text) {
                note(FaultRule.lettersLost.rawValue, column, FaultText.lettersLost(field.declaration))
            }
        case .date(let date) where field.isBirthDate:
            if date > today {
                quarantine(.birthDateInFuture, column, FaultText.birthDateInFuture)
            } else if date < today.adding(months: -12 * Self.oldestAgeInYears) {
                quarantine(.birthDateTooEarly, column, FaultText.birthDateTooEarly)
            }
        case .text, .date, .integer, .flag: break
        }
    }

    private func counts(_ found: Found, _ words: WordTable<Void>) -> Bool {
        switch found {
        case .nothing, .blank, .orphan, .unusable: false
        case .cell(let index): words.isEmpty || row.withBytes(at: index) { words.contains($0) }
        case .text(let text, _): words.isEmpty || words.contains(text)
        }
    }

    func value(of found: Found, _ reader: FieldReader) -> Value {
        switch found {
        case .nothing: return .notStated
        case .blank, .orphan: return .empty
        case .unusable(let rule, _): return .unreadable(rule: rule.rawValue)
        case .cell(let index): return row.withBytes(at: index) { reader.value(of: $0.trimmed) }
        case .text(var text, _): return text.withUTF8 { reader.value(of: $0.trimmed) }
        }
    }

    // MARK: Finding

    mutating func find(_ value: CompiledValue) -> Found {
        var found = counting(find(value.finder), value)
        if !value.steps.isEmpty { found = applied(value.steps, to: found, of: value) }
        if let kind = value.onlyValid, let stated = text(of: found) {
            switch kind.check(stated) {
            case .valid(let canonical), .weak(let canonical, _): found = .text(canonical, column(of: found))
            case .failed: found = .blank(column(of: found))
            }
        }
        guard let otherwise = value.otherwise.first else { return found }
        switch found {
        case .cell, .text, .orphan, .unusable: return found
        case .nothing: return find(otherwise)
        case .blank:
            let other = find(otherwise)
            if case .nothing = other { return found }
            return other
        }
    }

    /// A word that stands for nothing is nothing.
    private func counting(_ found: Found, _ value: CompiledValue) -> Found {
        if value.blank.isEmpty { return found }
        switch found {
        case .cell(let index):
            return row.withBytes(at: index) { value.blank.contains($0.trimmed) } ? .blank(index + 1) : found
        case .text(let text, let column): return value.blank.contains(text) ? .blank(column) : found
        case .nothing, .blank, .orphan, .unusable: return found
        }
    }

    private mutating func find(_ finder: Finder) -> Found {
        switch finder {
        case .nowhere: return .nothing
        case .column(let index): return cell(index)
        case .columns(let indices):
            var best = Found.nothing
            var position = 0
            while position < indices.count {
                let found = cell(indices[position])
                if case .cell = found { return found }
                if case .nothing = best { best = found }
                position += 1
            }
            return best
        case .firstOf(let several):
            var best = Found.nothing
            for finder in several {
                let found = find(finder)
                switch found {
                case .cell, .text, .orphan, .unusable: return found
                case .blank: if case .nothing = best { best = found }
                case .nothing: break
                }
            }
            return best
        case .part(let level): return level < current.count ? current[level].found : .nothing
        case .partNumber(let level): return find(numberOfPart: level)
        case .partPlace(let level, let place): return find(part: level, place: place)
        case .partColumn(let level, let column): return find(part: level, column: column)
        case .partPath(let index): return find(partPath: index)
        case .constant(let text): return .text(text, 0)
        case .named(let index):
            if let known = named[index] { return known }
            let found = find(mapping.values[index])
            named[index] = found
            return found
        case .template(let parts): return filled(parts)
        case .lookup(let table, let take, let by):
            let found = find(by)
            if found.isTrouble { return found }
            guard let key = text(of: found) else { return found }
            let column = column(of: found)
            let scope = mapping.tableScopes[table]
            guard let entry = tables[table].entry(of: scope.isEmpty ? key : scope + key) else {
                return .orphan(table: table, column)
            }
            let value = tables[table].value(take, of: entry)
            return value.isEmpty ? .blank(column) : .text(value, column)
        case .within(let number, let by):
            let found = find(by)
            if found.isTrouble { return found }
            return text(of: found).map { find(within: number, key: $0) } ?? found
        }
    }

    func cell(_ index: Int) -> Found {
        if !absent.isEmpty, absent[index] { return .nothing }
        if row.isEmpty(at: index) { return .blank(index + 1) }
        let isBlank = row.withBytes(at: index) { bytes in
            let first = bytes[0]
            return first <= 0x27 || first == 0x3D || first >= 0xC2 ? bytes.trimmed.isEmpty : false
        }
        return isBlank ? .blank(index + 1) : .cell(index)
    }

    private mutating func filled(_ parts: [FinderPart]) -> Found {
        var whole = ""
        var column = 0
        for part in parts {
            switch part {
            case .text(let text): whole += text
            case .value(let finder):
                let found = find(finder)
                if found.isTrouble { return found }
                guard let text = text(of: found) else { return found }
                if column == 0 { column = self.column(of: found) }
                whole += text
            }
        }
        return .text(whole, column)
    }

    func text(of found: Found) -> String? {
        switch found {
        case .nothing, .blank, .orphan, .unusable: nil
        case .text(let text, _): text
        case .cell(let index): row.withBytes(at: index) { KeyText.text($0.trimmed) }
        }
    }

    func column(of found: Found) -> Int {
        switch found {
        case .nothing: 0
        case .blank(let column), .text(_, let column), .orphan(_, let column), .unusable(_, let column): column
        case .cell(let index): index + 1
        }
    }

    func column(of found: Found, or value: CompiledValue) -> Int {
        let column = column(of: found)
        return column == 0 ? value.column : column
    }

    /// What the columns of a value are called, for a message.
    private func names(of value: CompiledValue) -> [String] {
        var indices: [Int] = []
        func add(_ finder: Finder) {
            switch finder {
            case .column(let index): indices.append(index)
            case .columns(let several): indices += several
            case .firstOf(let several): several.forEach(add)
            case .partPath(let index): indices.append(mapping.partPaths[index].column)
            case .part(let level), .partNumber(let level), .partPlace(let level, _), .partColumn(let level, _):
                indices += current.indices.contains(level) ? columns(of: current[level]) : []
            case .named(let number):
                add(mapping.values[number].finder)
                for other in mapping.values[number].otherwise { add(other.finder) }
            case .lookup(_, _, let by), .within(_, let by): add(by.finder)
            case .template(let parts): for case .value(let finder) in parts { add(finder) }
            case .nowhere, .constant: break
            }
        }
        var rest: CompiledValue? = value
        while let next = rest {
            add(next.finder)
            rest = next.otherwise.first
        }
        return indices.map { columnName($0 + 1) }
    }

    private func columns(of part: CurrentPart) -> [Int] {
        let column = column(of: part.found)
        return part.match?.columns.filter { $0 >= 0 } ?? (column > 0 ? [column - 1] : [])
    }

    // MARK: Tests

    mutating func allHold(_ conditions: [CompiledCondition]) -> Bool {
        var index = 0
        while index < conditions.count {
            if !holds(conditions[index]) { return false }
            index += 1
        }
        return true
    }

    mutating func holds(_ condition: CompiledCondition) -> Bool {
        switch condition {
        case .stated(let values):
            for value in values where isStated(value) { return true }
            return false
        case .blank(let values):
            for value in values where isStated(value) { return false }
            return true
        case .oneOf(let value, let words, let orBlank):
            switch find(value) {
            case .unusable: return false
            case .nothing, .blank, .orphan: return orBlank
            case .cell(let index): return row.withBytes(at: index) { words.contains($0.trimmed) }
            case .text(let text, _): return words.contains(text)
            }
        case .compare(let value, let comparison, let orBlank):
            return holds(value, comparison, orBlank: orBlank) ?? false
        case .field(let field, let codes, let isOther, let orBlank):
            let value = field.constant ?? self.value(of: find(field.value), field.reader)
            switch value {
            case .notStated, .empty: return orBlank
            case .unreadable, .unverified: return false
            default: return value.shown.map { codes.contains($0) != isOther } ?? false
            }
        case .any(let conditions):
            for condition in conditions where holds(condition) { return true }
            return false
        }
    }

    mutating func isStated(_ value: CompiledValue) -> Bool {
        switch find(value) {
        case .cell, .text: true
        // Something is there, whatever it may be.
        case .unusable: true
        case .nothing, .blank, .orphan: false
        }
    }

    // MARK: Faults

    private mutating func quarantine(_ rule: FaultRule, _ column: Int, _ text: FaultText) {
        quarantine(rule.rawValue, column, text)
    }

    private mutating func quarantine(_ rule: String, _ column: Int, _ text: FaultText) {
        let fault = fault(rule, column, text)
        if !quarantining.contains(where: { $0.rule == rule && $0.columnNumber == fault.columnNumber }) {
            quarantining.append(fault)
        }
    }

    private mutating func note(_ rule: String, _ column: Int, _ text: FaultText) {
        let fault = fault(rule, column, text)
        if !notes.contains(where: { $0.rule == rule && $0.columnNumber == fault.columnNumber }) { notes.append(fault) }
    }

    mutating func quarantineParts() {
        quarantine(.tooManyParts, 0, FaultText.tooManyParts)
    }

    private func columnName(_ column: Int) -> String {
        let beyond = column - mapping.columns.count
        if beyond <= 0 { return column > 0 ? mapping.columns[column - 1] : "" }
        return beyond <= places.names.count ? places.names[beyond - 1] : ""
    }

    private func fault(_ rule: String, _ column: Int, _ text: FaultText) -> RowFault {
        let name = columnName(column)
        return RowFault(
            line: row.line, columnNumber: column, columnName: name, rule: rule, what: text.what, advice: text.advice)
    }
}
