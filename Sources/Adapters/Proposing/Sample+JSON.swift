// A JSON document as a table: which of its arrays are the rows, and the path of every value in them.

import Feeds

extension Sample {
    /// A document's elements as rows. The elements are the objects of its longest array, or the document itself.
    ///
    /// - Parameter elements: the path of the elements, where the author knows it.
    static func table(of document: JSONValue, name: String, elements: String? = nil) throws -> Sample {
        let found = elements.map { ($0, [JSONValue]()) } ?? longestArray(in: document, at: "$")
        let path = found?.0 ?? "$"
        let objects = try JSONPath(parsing: path).values(in: document)
        return table(of: objects, name: name, format: .json(elements: path))
    }

    static func table(of objects: [JSONValue], name: String, format: Format) -> Sample {
        var columns: [String] = []
        var numbers: [String: Int] = [:]
        var rows: [[String?]] = []
        for object in objects.prefix(rowLimit) {
            var row = [String?](repeating: nil, count: columns.count)
            flatten(object, at: "$") { path, text in
                if let number = numbers[path] {
                    row[number] = text
                } else {
                    numbers[path] = columns.count
                    columns.append(path)
                    row.append(text)
                }
            }
            rows.append(row)
        }
        let width = columns.count
        rows = rows.map { $0 + [String?](repeating: nil, count: width - $0.count) }
        return Sample(name: name, format: format, columns: columns, rows: rows)
    }

    /// The array of objects with most elements, looking through objects only: `$.data[*]`.
    private static func longestArray(in value: JSONValue, at path: String) -> (String, [JSONValue])? {
        switch value.kind {
        case .array:
            let elements = value.elements ?? []
            let objects = elements.filter { $0.members != nil }
            guard !objects.isEmpty else { return nil }
            // A FHIR bundle's entries are envelopes: the rows are the resources inside.
            if objects.allSatisfy({ $0["resource"]?.members != nil }) {
                return ("\(path)[*].resource", objects)
            }
            return ("\(path)[*]", objects)
        case .object:
            var best: (String, [JSONValue])?
            for member in value.members ?? [] {
                guard let found = longestArray(in: member.value, at: path + step(member.name)) else { continue }
                if found.1.count > best?.1.count ?? 0 { best = found }
            }
            return best
        default: return nil
        }
    }

    /// Every value below an object with its path. Of an array the first three elements are columns of their own.
    private static func flatten(_ value: JSONValue, at path: String, _ each: (String, String) -> Void) {
        switch value.kind {
        case .object:
            for member in value.members ?? [] { flatten(member.value, at: path + step(member.name), each) }
        case .array:
            let elements = value.elements ?? []
            for (index, element) in elements.prefix(3).enumerated() { flatten(element, at: "\(path)[\(index)]", each) }
        case .null: each(path, "")
        default: each(path, value.scalarText ?? "")
        }
    }

    /// One member's step of a path: `.name`, or `['a name']` where it isn't a plain one (RFC 9535, 2.5.1.1).
    static func step(_ name: String) -> String {
        let isPlain =
            name.utf8.first.map { $0.isASCIILetter || $0 == UInt8(ascii: "_") } ?? false
            && name.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") }
        if isPlain { return "." + name }
        let escaped = name.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "['\(escaped)']"
    }
}

extension UInt8 {
    var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
}
