// Which fields a document tells a consumer, read back from the bytes that it is sent: what counts is what leaves.

import Feeds

/// The fields of one delivered view with what they say, in any of the forms in which views leave.
struct DisclosedFields {
    /// By `type.field`, the values of all its records in their order.
    private(set) var values: [String: [String]] = [:]

    init(_ body: [UInt8]) {
        if let document = try? JSONValue(parsing: body) { read(document) } else { read(table: body) }
    }

    /// A CloudEvent has the document in `data`.
    private mutating func read(_ document: JSONValue) {
        let view = document["specversion"] == nil ? document : document["data"] ?? document
        for type in view["records"]?.members ?? [] {
            for record in type.value.elements ?? [type.value] {
                for field in record.members ?? [] {
                    values["\(type.name).\(field.name)", default: []].append(field.value.scalarText ?? "")
                }
            }
        }
    }

    /// A table has `child`, `record`, the agreement's fields, and three columns of withdrawals.
    private mutating func read(table body: [UInt8]) {
        var rows = Self.rows(of: body)
        guard !rows.isEmpty else { return }
        let names = rows.removeFirst()
        for row in rows where row.count == names.count && row.count > 5 {
            for column in 2..<(row.count - 3) where !row[column].isEmpty {
                values["\(row[1]).\(names[column])", default: []].append(row[column])
            }
        }
    }

    /// Rows of RFC 4180 as `CSVDocument` writes them.
    private static func rows(of body: [UInt8]) -> [[String]] {
        var (rows, row, cell): ([[String]], [String], [UInt8]) = ([], [], [])
        var isQuoted = false
        var bytes = body.starts(with: [0xEF, 0xBB, 0xBF]) ? body.dropFirst(3) : body[...]
        func text() -> String { String(decoding: cell, as: UTF8.self) }
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "\"") where isQuoted && bytes.first == byte:
                cell.append(byte)
                bytes.removeFirst()
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted:
                row.append(text())
                cell = []
            case 0x0A where !isQuoted:
                rows.append(row + [text()])
                (row, cell) = ([], [])
            case 0x0D where !isQuoted: continue
            default: cell.append(byte)
            }
        }
        return rows
    }
}
