// Column names as they are stored with a payload, and the columns of a record as they are stored with a version.

import Foundation

/// A JSON array of strings.
enum ColumnList {
    static func encoded(_ columns: [String]) throws -> String {
        String(decoding: try JSONEncoder().encode(columns), as: UTF8.self)
    }

    static func decoded(_ text: String) -> [String] {
        (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? []
    }
}

/// Two bytes for each field in field order, zeros at the end left out.
enum ColumnMap {
    static func encoded(_ columns: [UInt16]) -> [UInt8] {
        let end = columns.lastIndex { $0 != 0 } ?? -1
        return columns[..<(end + 1)].flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    }

    static func decoded(_ bytes: [UInt8]) -> [Int] {
        stride(from: 0, to: bytes.count - 1, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
    }
}
