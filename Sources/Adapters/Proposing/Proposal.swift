// A manifest proposed from a sample: which records a row states, from which columns, and what isn't sure.

import SENDRecords

/// What `adapters new` proposes. A value: nothing is written here.
public struct Proposal: Sendable {
    /// One field and the column that it is read from.
    struct FieldLine: Sendable {
        let field: FieldDeclaration
        let column: Int
        let doubt: String?
    }

    /// One record of each row.
    struct RecordBlock: Sendable {
        let type: RecordType
        /// The number of a numbered group of columns: `SEN need 2`.
        let number: Int?
        var fields: [FieldLine]
    }

    /// Where the key of the row's child, crew member, route or setting is.
    struct KeyChoice: Sendable {
        /// The column with the partner's own key; nil where only identifiers or names are left.
        let column: Int?
        /// Identifiers that stand in where there is no such column.
        let identifiers: [(column: Int, kind: IdentifierKind)]
        let doubt: String?
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
    /// Columns that no field is read from.
    let others: [Int]

    /// What the author should look at: one line for each thing that isn't sure.
    public var doubts: [String] {
        var lines: [String] = []
        if let doubt = key.doubt { lines.append("the key: \(doubt)") }
        for record in records {
            for line in record.fields {
                guard let doubt = line.doubt else { continue }
                lines.append("\(profiles[line.column].name) as \(record.type.name) \(line.field.name): \(doubt)")
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
            ColumnProfile(name: sample.columns[index], values: sample.stated(index), rowCount: sample.rows.count)
        }
        var choice = FieldChoice(profiles, wanted: types, definitions)
        let records = choice.blocks()
        let key = Self.key(profiles, records, choice.entity == .child ? Child.declaration.type : nil)
        let own = key.column
        let keyColumn = own ?? key.identifiers.first?.column
        rowsRepeat = keyColumn.map { Self.repeats(profiles[$0]) } ?? false
        let rowKey =
            rowsRepeat
            ? profiles.indices.first { $0 != own && profiles[$0].isUnique && Self.isNamedLikeKey(profiles[$0]) } : nil
        let used = Set(records.flatMap(\.fields).map(\.column)).union([own, rowKey].compactMap { $0 })
        others = profiles.indices.filter { !used.contains($0) }
        entity = choice.entity
        self.profiles = profiles
        self.records = records
        self.key = key
        self.rowKey = rowKey
    }

    /// Whether values come twice, beyond a slip or two.
    private static func repeats(_ profile: ColumnProfile) -> Bool {
        Set(profile.values).count * 20 < profile.values.count * 19
    }

    private static let keyWords: Set<String> = [
        "id", "number", "reference", "key", "code", "case", "record", "identifier", "admission", "uid", "case",
    ]

    static func isNamedLikeKey(_ profile: ColumnProfile) -> Bool {
        !keyWords.isDisjoint(with: profile.words.words) || Fold.header(profile.name).hasSuffix("id")
    }

    private static func key(_ profiles: [ColumnProfile], _ records: [RecordBlock], _ identity: RecordType?) -> KeyChoice
    {
        // A school is known by its URN, whatever numbers of its own a list has beside it.
        let urn = records.first { $0.type.entity == .setting }?.fields.first { $0.field.kind == .identifier(.urn) }
        if let urn { return KeyChoice(column: urn.column, identifiers: [], doubt: nil) }
        let taken = Set(records.flatMap(\.fields).map(\.column))
        let free = profiles.indices.filter { !taken.contains($0) && isNamedLikeKey(profiles[$0]) }
        let full = free.filter { profiles[$0].values.count == profiles[$0].rowCount && profiles[$0].dates.isEmpty }
        if let unique = full.first(where: { profiles[$0].isUnique }) {
            return KeyChoice(column: unique, identifiers: [], doubt: nil)
        }
        if let repeated = full.first(where: { repeats(profiles[$0]) && (profiles[$0].distinct?.count ?? 99) > 1 }) {
            return KeyChoice(
                column: repeated, identifiers: [],
                doubt: "\(profiles[repeated].name) has the same value in several rows; is it one child's?")
        }
        let identifiers = records.flatMap { record in
            record.type == identity
                ? record.fields.compactMap { line -> (column: Int, kind: IdentifierKind)? in
                    guard case .identifier(let kind) = line.field.kind, kind == .upn || kind == .nhsNumber else {
                        return nil
                    }
                    return (line.column, kind)
                } : []
        }
        if !identifiers.isEmpty {
            return KeyChoice(
                column: nil, identifiers: identifiers,
                doubt:
                    "no column holds the partner's own number, so an identifier is the key; rows without a sound one wait"
            )
        }
        if let partial = free.first {
            return KeyChoice(
                column: partial, identifiers: [], doubt: "\(profiles[partial].name) isn't there in every row")
        }
        if let unique = profiles.indices.first(where: { profiles[$0].isUnique && !taken.contains($0) }) {
            return KeyChoice(
                column: unique, identifiers: [],
                doubt: "nothing in its header says that \(profiles[unique].name) is a key")
        }
        return KeyChoice(
            column: profiles.isEmpty ? nil : 0, identifiers: [],
            doubt: "no column looks like a key; the first one stands in")
    }
}

extension Proposal {
    /// What one column is read as, for the author.
    public struct Reading: Sendable {
        public let column: String
        /// `child birth-date`, `the key`, or `not read`.
        public let meaning: String
        public let isSure: Bool
        public var isRead: Bool { meaning != Self.unread }
        static let unread = "not read"
    }

    /// Whether no column has a meaning.
    public var isEmpty: Bool { records.isEmpty }

    /// Every column in the order of the file.
    public var readings: [Reading] {
        profiles.indices.map { column in
            let lines = records.flatMap { record in
                record.fields.filter { $0.column == column }.map { (record.type.name, $0) }
            }
            if let (type, line) = lines.first {
                return Reading(
                    column: profiles[column].name, meaning: "\(type) \(line.field.name)", isSure: line.doubt == nil)
            }
            if column == key.column {
                return Reading(column: profiles[column].name, meaning: "the key", isSure: key.doubt == nil)
            }
            if column == rowKey {
                return Reading(column: profiles[column].name, meaning: "the key of the row", isSure: true)
            }
            return Reading(column: profiles[column].name, meaning: Reading.unread, isSure: true)
        }
    }
}
