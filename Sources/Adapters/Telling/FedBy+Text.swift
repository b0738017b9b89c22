// What feeds the record types, as text and as JSON.

import Feeds
import SENDRecords

extension FedType {
    /// For people: each type with its adapters, each field with its columns, and at the end what nothing feeds.
    ///
    /// - Parameter isWhole: whether these are all record types.
    public static func text(of types: [FedType], isWhole: Bool = true) -> String {
        var lines: [String] = []
        for type in types {
            guard type.isFed else {
                lines.append("\(type.type.name): fed by nothing")
                lines.append("")
                continue
            }
            lines.append("\(type.type.name): fed by \(type.adapters.joined(separator: ", "))")
            for field in type.fields {
                if field.sources.isEmpty { lines.append("  \(field.name): fed by nothing") }
                for (index, source) in field.sources.enumerated() {
                    let start = index == 0 ? "  \(field.name): " : "    and "
                    lines.append("\(start)\(source.adapter)/\(source.file) from \(source.words)")
                }
            }
            lines.append("")
        }
        guard isWhole else { return lines.dropLast().joined(separator: "\n") }
        let unfed = types.filter { !$0.isFed }.map(\.type.name)
        lines.append(
            unfed.isEmpty
                ? "Every record type is fed."
                : "Fed by nothing: \(unfed.joined(separator: ", ")). An adapter in the plug-ins folder would have to fill them."
        )
        return lines.joined(separator: "\n")
    }

    /// The types with the adapters and columns that feed them, for programs.
    public static func json(of types: [FedType]) -> JSONValue {
        .array(
            types.map { type in
                [
                    "type": .string(type.type.name),
                    "fedBy": .array(type.adapters.map(JSONValue.string)),
                    "fields": .array(
                        type.fields.map { field in
                            [
                                "field": .string(field.name),
                                "fedBy": .array(field.sources.map(json)),
                            ]
                        }),
                ]
            })
    }

    private static func json(_ source: FedSource) -> JSONValue {
        [
            "adapter": .string(source.adapter), "file": .string(source.file),
            "columns": .array(source.columns.map(JSONValue.string)),
            "otherwise": source.otherwise.map(JSONValue.string) ?? nil,
        ]
    }
}
