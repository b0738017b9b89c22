// A row that a native module states, and what becomes of it: the same as of any row.

import Feeds
import SENDRecords

/// What a module states of one range of a payload's bytes.
public struct ModuleRow: Sendable {
    /// A record as the module states it, its fields as text.
    public struct Stated: Sendable {
        public let type: RecordType
        public let key: String
        public let about: String
        public let isEnded: Bool
        public let fields: [(name: String, value: String)]

        /// - Parameter about: empty where the record is about what its key names.
        public init(
            type: RecordType, key: String, about: String, isEnded: Bool, fields: [(name: String, value: String)]
        ) {
            self.type = type
            self.key = key
            self.about = about.isEmpty ? key : about
            self.isEnded = isEnded
            self.fields = fields
        }
    }

    /// What the module makes of the bytes that it cites.
    public enum Content: Sendable {
        case records([Stated])
        case leftOut(rule: String)
        case refused(rule: String, what: String)
    }

    /// Index in the payloads of the run.
    public let payload: Int
    public let number: Int
    public let line: Int
    public let byteOffset: Int
    public let content: Content

    public init(payload: Int, number: Int, line: Int, byteOffset: Int, content: Content) {
        self.payload = payload
        self.number = number
        self.line = line
        self.byteOffset = byteOffset
        self.content = content
    }
}

extension MappingSession {
    /// Maps a row of a module. `begin(file: ModuleSource.file)` comes before the first.
    public mutating func map(_ row: ModuleRow) -> MappedRow {
        func mapped(_ outcome: RowOutcome) -> MappedRow {
            MappedRow(number: row.number, line: row.line, byteOffset: row.byteOffset, outcome: outcome)
        }
        switch row.content {
        case .leftOut(let rule): return mapped(.leftOut(rule: rule))
        case .refused(let rule, let what):
            let fault = RowFault(
                line: row.line, columnNumber: 0, columnName: "", rule: rule, what: what,
                advice: "The adapter's module can't use this row: ask the partner to mend it.")
            return mapped(.quarantined([fault], mentions: []))
        case .records(let stated):
            let ended = stated.filter(\.isEnded).map(ended)
            let living = stated.filter { !$0.isEnded }
            if living.isEmpty { return mapped(.records(ended, notes: [])) }
            let row = map(Self.element(living), number: row.number, line: row.line, byteOffset: row.byteOffset)
            guard !ended.isEmpty, case .records(let records, let notes) = row.outcome else { return row }
            return mapped(.records(records + ended, notes: notes))
        }
    }

    private func ended(_ stated: ModuleRow.Stated) -> SourceRecord {
        let kind = stated.type.entity
        let space = manifest.keySpace(of: kind).flatMap { $0.name.filled(partner.value) } ?? manifest.id
        return SourceRecord(
            type: stated.type, key: stated.key, subject: SubjectKey(kind, space: space, key: stated.about),
            record: Record(stated.type), columns: [], isEnded: true)
    }

    /// The records as the element that the manifest's rules read.
    private static func element(_ stated: [ModuleRow.Stated]) -> JSONValue {
        var types: [RecordType] = []
        for record in stated where !types.contains(record.type) { types.append(record.type) }
        return .object(
            types.map { type in
                let records = stated.filter { $0.type == type }.map { record in
                    JSONValue.object(
                        [JSONMember("key", .string(record.key)), JSONMember("about", .string(record.about))]
                            + record.fields.map { JSONMember($0.name, .string($0.value)) })
                }
                return JSONMember(type.name, .array(records))
            })
    }
}
