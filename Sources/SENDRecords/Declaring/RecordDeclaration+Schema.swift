// The reference and the JSON Schema of a record type, from its declaration.

extension RecordDeclaration {
    /// The reference for people: one line a field with its meaning, source and how partners call it.
    public var reference: String {
        var lines = ["\(name)", "  \(meaning)", "  About a \(entity.name). Layout \(layout)."]
        if let pairingText { lines.append("  \(pairingText)") }
        lines.append("")
        for field in fields {
            lines.append("  \(field.name) (\(field.kind.shape)\(field.sensitivity.note))")
            lines.append("      \(field.meaning).")
            if !field.source.isEmpty { lines.append("      Source: \(field.source).") }
            if !field.headers.isEmpty {
                lines.append("      Partners call it: \(field.headers.joined(separator: ", ")).")
            }
            if field.emptyCompetes { lines.append("      An empty value counts as a statement.") }
        }
        return lines.joined(separator: "\n")
    }

    /// JSON Schema 2020-12 of one record as documents show it: only usable values, by field name.
    public func jsonSchema(definitions: Definitions?) -> String {
        var properties: [String] = []
        for field in fields {
            var parts = ["\"description\":\(Self.quoted(field.meaning))"]
            switch field.kind {
            case .text: parts.append("\"type\":\"string\"")
            case .date: parts.append("\"type\":\"string\",\"format\":\"date\"")
            case .integer, .money: parts.append("\"type\":\"integer\"")
            case .flag: parts.append("\"type\":\"boolean\"")
            case .identifier(let kind): parts.append("\"type\":\"string\",\"pattern\":\(Self.quoted(kind.pattern))")
            case .code(let set):
                parts.append("\"type\":\"string\"")
                if let codes = definitions?.codeSets[set]?.codes {
                    parts.append("\"enum\":[\(codes.map { Self.quoted($0.code) }.joined(separator: ","))]")
                }
            }
            properties.append("    \(Self.quoted(field.name)): {\(parts.joined(separator: ","))}")
        }
        return """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": \(Self.quoted(name)),
              "description": \(Self.quoted(meaning)),
              "type": "object",
              "additionalProperties": false,
              "properties": {
            \(properties.joined(separator: ",\n"))
              }
            }
            """
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension FieldKind {
    /// What may stand in the field, in words.
    public var shape: String {
        switch self {
        case .text: "text"
        case .date: "calendar date, yyyy-mm-dd"
        case .integer: "whole number"
        case .money: "whole pence"
        case .flag: "true or false"
        case .code(let set): "code of \(set)"
        case .identifier(let kind): kind.title
        }
    }
}

extension Sensitivity {
    fileprivate var note: String {
        switch self {
        case .open: ""
        case .personal: "; personal"
        case .special: "; special category"
        case .criminal: "; criminal-offence data"
        }
    }
}

extension IdentifierKind {
    /// The shape of the canonical form as a regular expression; the check digit is beyond it.
    fileprivate var pattern: String {
        switch self {
        case .upn: "^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$"
        case .uln, .nhsNumber: "^[0-9]{10}$"
        case .urn: "^[0-9]{6}$"
        case .laestab: "^[0-9]{7}$"
        case .ukprn: "^1[0-9]{7}$"
        case .localAuthority: "^[0-9]{3}$"
        case .postcode: "^[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}$"
        }
    }
}
