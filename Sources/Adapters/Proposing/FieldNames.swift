// What partners call each field, beside the names that its declaration lists: the words of the systems whose exports come.

import SENDRecords

/// A name that a field is known by.
struct FieldName: Sendable {
    let words: HeaderWords
    /// Without regard to case and punctuation.
    let folded: String
    /// It can mean something else as well, so that it is never without a mark.
    let isTentative: Bool

    init(_ name: some StringProtocol) {
        isTentative = name.hasPrefix("~")
        let text = String(isTentative ? name.dropFirst() : name[...])
        words = HeaderWords(text)
        folded = Fold.header(text)
    }
}

enum FieldNames {
    /// The names of a field: its own, its declaration's, those of the table here.
    static func names(of field: FieldDeclaration, in type: RecordType) -> [FieldName] {
        table[type.number]?[field.number] ?? []
    }

    /// For each type, by its number, the names of each field, by its number.
    private static let table: [UInt8: [Int: [FieldName]]] = {
        var written: [Substring: [Substring]] = [:]
        for line in (children + cases + services).split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let names = line[line.index(after: colon)...].split(separator: ";").map { $0.drop { $0 == " " } }
            written[line[..<colon], default: []] += names
        }
        var table: [UInt8: [Int: [FieldName]]] = [:]
        for type in RecordType.all {
            for field in type.fields {
                // The key of another record isn't what a column with that record's name holds, and a bare surname is no parent's.
                let isKey = field.meaning.lowercased().contains("key of") || type.type == Contact.declaration.type
                let own = (isKey ? [] : [field.name]) + ["\(type.name) \(field.name)"] + field.headers + spans(field)
                table[type.type.number, default: [:]][field.number] =
                    own.map { FieldName($0) } + (written["\(type.name).\(field.name)"] ?? []).map { FieldName($0) }
            }
        }
        return table
    }()

    /// A first and a last day are starts and ends, whatever they are called.
    private static func spans(_ field: FieldDeclaration) -> [String] {
        guard field.kind == .date else { return [] }
        return switch field.name {
        case "from", "start": ["start date", "date from"]
        case "to", "end": ["end date", "date to"]
        default: []
        }
    }

    /// The fields that the table names and that no record has: none, or a test fails.
    static var unknown: [String] {
        (children + cases + services).split(separator: "\n").compactMap { line in
            let name = line.prefix { $0 != ":" }
            let parts = name.split(separator: ".")
            guard parts.count == 2, let type = RecordType.named(String(parts[0])),
                type.declaration.field(named: String(parts[1])) != nil
            else { return String(name) }
            return nil
        }
    }
}
