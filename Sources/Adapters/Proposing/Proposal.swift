// A manifest proposed from a sample: which records a row states, from which columns, and what isn't sure.

import SENDRecords

/// What `adapters new` proposes. A value: nothing is written here.
public struct Proposal: Sendable {
    /// One field and the column that it is read from.
    struct FieldLine: Sendable {
        let field: FieldDeclaration
        let column: Int
        var doubt: String?
        /// Functions that the column's text goes through, as the manifest writes them.
        var steps: [String] = []
        /// Where a cell lists several words: how.
        var list: ListedWords?
        /// Where it is, if not at the column's own path: in a part of the row, `@each.type`, or in the element of a list
        /// that says what it is.
        var path: String?
        /// Columns that are put together with blanks between them.
        var joined: [Int] = []
        /// The column by which that element is told, and what it holds: a system or a use, nobody's data.
        var told: (column: Int, text: String)?
    }

    /// A field that is the same in every record: what the header says rather than the cells.
    struct Constant: Sendable {
        let field: String
        let text: String
        let doubt: String?
    }

    /// One record of each row.
    struct RecordBlock: Sendable {
        let type: RecordType
        /// The number of a numbered group of columns: `SEN need 2`.
        let number: Int?
        var fields: [FieldLine]
        var constants: [Constant] = []
        /// The list in the element for each of whose elements there is a record.
        var each: String?
        /// Columns of the sample that such a list is made of.
        var covered: [Int: FieldDeclaration] = [:]
    }

    public let id: String
    public let sample: Sample
    let profiles: [ColumnProfile]
    let entity: EntityKind
    let key: KeyChoice
    /// Whether one key has several rows, so that records other than the identity need a key of their own.
    let rowsRepeat: Bool
    /// A column that tells the rows of one key apart.
    let rowKey: Int?
    let records: [RecordBlock]
    /// Where the file is a register: how its marks are read.
    let attendance: AttendanceLayout?
    /// Columns that no field is read from.
    let others: [Int]
    /// For some of these what they may be.
    let hints: [Int: [String]]

    /// What the author should look at: one line for each thing that isn't sure.
    public var doubts: [String] {
        var lines: [String] = []
        if let doubt = key.doubt { lines.append("the key: \(doubt)") }
        for record in records {
            for line in record.fields {
                guard let doubt = line.doubt else { continue }
                let text = "\(profiles[line.column].name) as \(record.type.name) \(line.field.name): \(doubt)"
                if !lines.contains(text) { lines.append(text) }
            }
            for constant in record.constants {
                guard let doubt = constant.doubt else { continue }
                lines.append("\(record.type.name) \(constant.field) is always \(constant.text): \(doubt)")
            }
        }
        return lines
    }

    /// Reads a sample as a feed of records about one kind of entity.
    ///
    /// - Parameter types: the record types that the author names; empty lets the columns decide.
    public init(_ sample: Sample, id: String, types: [RecordType] = [], definitions: Definitions) {
        self.id = id
        self.sample = sample
        let profiles = sample.columns.indices.map { index in
            ColumnProfile(
                name: sample.columns[index], values: sample.stated(index), rowCount: sample.rows.count,
                group: ColumnProfile.group(of: index, in: sample.columns))
        }
        let choice = FieldChoice(profiles, wanted: types, definitions)
        let search = KeySearch(profiles: profiles, entity: choice.entity)
        let attendance = choice.entity == .child ? AttendanceLayout(profiles, definitions) : nil
        let register = Set(attendance.map { $0.columns + [$0.week].compactMap { $0 } } ?? [])
        let records = choice.blocks(without: Set([search.own].compactMap { $0 }).union(register)).filter {
            // Marks are only read by a layout that says which session each is of.
            $0.type != AttendanceWeek.declaration.type
        }.map { Self.withConstants($0, profiles) }
        let key = search.choice(records)
        let own = key.column
        let keyColumn = own ?? key.identifiers.first?.column
        rowsRepeat = keyColumn.map { KeySearch.repeats(profiles[$0]) } ?? false
        let read = Set(records.flatMap(\.fields).map(\.column)).union(register).union(records.flatMap(\.covered.keys))
            .union(records.flatMap(\.fields).flatMap(\.joined))
        self.attendance = attendance
        // A row's own number is a key for what happens more than once to a child.
        rowKey =
            rowsRepeat || records.contains { Self.isEvent($0.type) }
            ? search.rowKey(without: Set([own].compactMap { $0 }).union(read)) : nil
        let used = read.union([own, rowKey].compactMap { $0 })
        let others = profiles.indices.filter { !used.contains($0) }
        var hints: [Int: [String]] = [:]
        for column in others where !profiles[column].values.isEmpty {
            let names = choice.hints(for: column)
            if !names.isEmpty { hints[column] = names }
        }
        self.others = others
        self.hints = hints
        entity = choice.entity
        self.profiles = profiles
        self.records = records
        self.key = key
    }

    /// Whether a child can have several at different times, so that a number of its own tells them apart.
    static func isEvent(_ type: RecordType) -> Bool {
        type.entity == .child
            && ![
                Child.declaration, Enrolment.declaration, SENProvision.declaration, SENNeed.declaration,
                Contact.declaration, AttendanceWeek.declaration,
            ].contains { $0.type == type }
    }

    /// Whether a record is the entity itself: then the key is its key.
    func isIdentity(_ type: RecordType) -> Bool {
        [
            Child.declaration, Setting.declaration, CrewMember.declaration, Route.declaration, Caseworker.declaration,
        ].contains { $0.type == type }
    }

    /// Adds what a header says of every row: a weekly cost is an amount for a week.
    private static func withConstants(_ block: RecordBlock, _ profiles: [ColumnProfile]) -> RecordBlock {
        var block = block
        func isRead(_ field: String) -> Bool { block.fields.contains { $0.field.name == field } }
        if block.type == Funding.declaration.type, let amount = block.fields.first(where: { $0.field.name == "amount" })
        {
            let header = profiles[amount.column].folded
            let period = [
                ("week", "week"), ("month", "month"), ("term", "term"), ("annual", "year"), ("annum", "year"),
            ]
            .first { header.contains($0.0) }
            if let period, !isRead("every") {
                block.constants.append(Constant(field: "every", text: period.1, doubt: nil))
            }
            let kind = [("topup", "top-up"), ("placement", "placement"), ("residential", "residential")]
                .first { header.contains($0.0) }
            if let kind, !isRead("kind") { block.constants.append(Constant(field: "kind", text: kind.1, doubt: nil)) }
        }
        if block.type == Placement.declaration.type, !isRead("basis") {
            let isNamed = block.fields.contains { profiles[$0.column].folded.contains("named") }
            block.constants.append(
                Constant(
                    field: "basis", text: isNamed ? "named" : "attended",
                    doubt: isNamed ? nil : "named in the plan, or attended?"))
        }
        return block
    }
}

extension Proposal {
    /// What one column is read as, for the author.
    public struct Reading: Sendable {
        public let column: String
        /// `child birth-date`, `the key`, or `not read`.
        public let meaning: String
        public let isSure: Bool
        /// What a column that isn't read may be: `ehc-plan started`.
        public var hints: [String] = []
        public var isRead: Bool { meaning != Self.unread }
        static let unread = "not read"
    }

    /// Whether no column has a meaning.
    public var isEmpty: Bool { records.isEmpty }

    /// Every column in the order of the file.
    public var readings: [Reading] {
        profiles.indices.map { column in
            let lines = records.flatMap { record in
                record.fields.filter { $0.column == column || $0.joined.contains(column) }.map {
                    (record.type.name, $0)
                }
            }
            if lines.isEmpty, let record = records.first(where: { $0.covered[column] != nil }),
                let field = record.covered[column]
            {
                return Reading(
                    column: profiles[column].name, meaning: "\(record.type.name) \(field.name)", isSure: true)
            }
            if !lines.isEmpty {
                var meanings = lines.map { "\($0.0) \($0.1.field.name)" }
                meanings = meanings.indices.filter { meanings.firstIndex(of: meanings[$0]) == $0 }.map { meanings[$0] }
                if column == key.column { meanings.insert("the key", at: 0) }
                return Reading(
                    column: profiles[column].name, meaning: meanings.joined(separator: ", "),
                    isSure: lines.allSatisfy { $0.1.doubt == nil })
            }
            if attendance?.columns.contains(column) ?? false {
                return Reading(column: profiles[column].name, meaning: "attendance-week marks", isSure: true)
            }
            if column == attendance?.week {
                // The day of a row, or the week's first.
                return Reading(column: profiles[column].name, meaning: "attendance-week week", isSure: true)
            }
            if column == key.column {
                return Reading(column: profiles[column].name, meaning: "the key", isSure: key.doubt == nil)
            }
            if column == rowKey {
                return Reading(column: profiles[column].name, meaning: "the key of the row", isSure: true)
            }
            return Reading(
                column: profiles[column].name, meaning: Reading.unread, isSure: true, hints: hints[column] ?? [])
        }
    }
}
