// The statements behind records that several feeds state, for `explain`: who else states a value, and what.

import Reconciling
import SENDRecords
import Storage

/// The current statements about a child whose file holds paired records; empty where it holds none.
struct SourceStatements {
    private struct Name: Hashable {
        let type: RecordType
        let feed: String
        let key: String
    }

    private var statements: [Name: (version: Int64, record: Record)] = [:]

    init(of file: ChildFile, in store: Store) throws {
        guard file.records.contains(where: { $0.pairing != nil }) else { return }
        let subjects = try store.subjects(of: file.members.map(\.subject))
        for stored in try store.currentStatements(of: Array(subjects.values)).values.joined() {
            guard stored.type.declaration.pairing != nil else { continue }
            let name = Name(type: stored.type, feed: stored.feed, key: stored.key)
            statements[name] = (stored.version, try Record(encoded: stored.blob))
        }
    }

    /// The record's other statements that state the field, in canonical order.
    func others(
        than settled: SettledValue, of record: SettledRecord, stating field: Int
    ) -> [(version: Int64, value: Value)] {
        guard let pairing = record.pairing else { return [] }
        return pairing.sources.compactMap { source in
            let found = statements[Name(type: record.type, feed: source.feed, key: source.key)]
            guard let found, found.version != settled.version else { return nil }
            let value = found.record[field]
            return value == .notStated || value == .empty ? nil : (found.version, value)
        }
    }
}

extension PairingReason {
    /// Why, for people: which fields of the type told it.
    func told(of declaration: RecordDeclaration) -> String {
        let rule = declaration.pairing
        return switch self {
        case .sameReference: "both state the council's own reference, the same one"
        case .sameDay: "they state the same day"
        case .daysApart(let days): "their days lie \(days) apart, which the rule for \(declaration.name) allows"
        case .sameParent: "they follow the same \(rule?.parent?.type.name ?? "record")"
        case .sameFields:
            "they state the same \((rule?.same ?? []).map { declaration.fields[$0].name }.joined(separator: ", "))"
        }
    }
}
