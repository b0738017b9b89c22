// Which adapters feed which record type and field, read from their manifests.

import Feeds
import SENDRecords

/// One record type with the adapters that fill it.
public struct FedType: Sendable {
    public let type: RecordType
    /// In the order of the adapters' names; empty where nothing feeds the type.
    public let adapters: [String]
    /// Every field of the type, in its order.
    public let fields: [FedField]

    public var isFed: Bool { !adapters.isEmpty }
}

/// One field with the places that it is filled from.
public struct FedField: Sendable {
    public let name: String
    public let sources: [FedSource]
}

/// Where one adapter takes a field from.
public struct FedSource: Sendable, Equatable {
    public let adapter: String
    /// The file of the adapter's set.
    public let file: String
    /// Columns or paths; the first that isn't blank counts.
    public let columns: [String]
    /// What it is instead of a column, or beside: "the school's URN", "fixed".
    public let otherwise: String?

    /// For people: `Adno or UPN`, `the school's URN`.
    public var words: String {
        let names = columns.map { "\"\($0)\"" }.joined(separator: " or ")
        return [names, otherwise ?? ""].filter { !$0.isEmpty }.joined(separator: names.isEmpty ? "" : ", ")
    }
}

extension FedType {
    /// Every record type there is, with what the manifests say of it.
    public static func all(of manifests: [Manifest]) -> [FedType] {
        let sorted = manifests.sorted { $0.id < $1.id }
        return RecordType.all.map { declaration in
            let feeding = sorted.filter { $0.recordTypes.contains(declaration.type) }
            return FedType(
                type: declaration.type, adapters: feeding.map(\.id),
                fields: declaration.fields.map { field in
                    FedField(name: field.name, sources: feeding.flatMap { $0.sources(of: field, in: declaration.type) })
                })
        }
    }
}

extension Manifest {
    fileprivate func sources(of field: FieldDeclaration, in type: RecordType) -> [FedSource] {
        var sources: [FedSource] = []
        for file in files {
            var columns: [String] = []
            var others: [String] = []
            for record in file.records where record.type == type {
                for rule in record.fields where rule.field.number == field.number {
                    var origins = Origins(file: file, record: record)
                    origins.add(rule.value)
                    columns += origins.columns.filter { !columns.contains($0) }
                    others += origins.others.filter { !others.contains($0) }
                }
            }
            if columns.isEmpty, others.isEmpty { continue }
            sources.append(
                FedSource(
                    adapter: id, file: file.name, columns: columns,
                    otherwise: others.isEmpty ? nil : others.joined(separator: ", ")))
        }
        return sources
    }
}

/// The columns behind a value, through named values, templates, look-ups and parts.
private struct Origins {
    let file: FileRule
    let record: RecordRule
    private(set) var columns: [String] = []
    private(set) var others: [String] = []

    init(file: FileRule, record: RecordRule) {
        self.file = file
        self.record = record
    }

    mutating func add(_ rule: ValueRule) {
        add(rule.source)
        for other in rule.functions.flatMap(\.values) { add(other) }
        for other in rule.otherwise { add(other) }
    }

    private mutating func add(_ source: ValueSource) {
        switch source {
        case .text: add(other: "fixed")
        // A column may have the name of a value: it is the column all the same.
        case .columns(let names):
            for name in names {
                if PartReference(name.text) == nil { add(column: name.text) } else { add(name: name.text) }
            }
        case .template(let template): for name in template.names { add(name: name) }
        case .named(let name): add(name: name)
        case .lookup(let lookup):
            add(column: "\(lookup.file): \(lookup.take)")
        case .within(let within): add(column: "\(within.elements) \(within.take)")
        }
    }

    private mutating func add(name: String) {
        if let value = file.values.first(where: { $0.name == name }) {
            add(value.value)
        } else if name == "partner-urn" {
            add(other: "the school's URN")
        } else if name == RequestedPart.schoolName {
            add(other: "the school that was asked for")
        } else if name == RequestedPart.dayName {
            add(other: "the day that was asked for")
        } else if name == "partner-name" {
            add(other: "the partner's name")
        } else if let reference = PartReference(name) {
            guard let part = record.parts.first(where: { $0.name == reference.part }) else { return }
            add(part, reference)
        } else {
            add(column: name)
        }
    }

    private mutating func add(_ part: PartRule, _ reference: PartReference) {
        switch part.source {
        case .columns(let several):
            let named = several.filter { $0.name != nil && $0.name == reference.member }
            for column in named.isEmpty ? several : named {
                for pattern in column.patterns { add(column: pattern.description) }
            }
        case .elements(let path, _):
            if case .below(let below) = reference.asked {
                add(column: "\(path)\(below)")
            } else {
                add(column: "\(path)")
            }
        case .split(let value, _), .characters(let value, _): add(value)
        }
    }

    private mutating func add(column: String) {
        if !columns.contains(column) { columns.append(column) }
    }

    private mutating func add(other: String) {
        if !others.contains(other) { others.append(other) }
    }
}
