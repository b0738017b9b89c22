// A partner's file as somebody holds it in hand before there is an adapter: its columns and its first rows.

import Feeds

/// What `adapters new` looks at. It holds what stands in the file, so it stays in memory and is never written anywhere.
public struct Sample: Sendable {
    /// How the file is written.
    public enum Format: Sendable, Equatable {
        case csv(delimiter: UInt8)
        /// With the path of its elements.
        case json(elements: String)
        case jsonLines
        /// With the path of its elements.
        case xml(elements: String)
        case workbook
    }

    /// So many rows are looked at; more don't change what a column is.
    static let rowLimit = 5000

    /// The file's name without its folder.
    public let name: String
    public let format: Format
    /// Header names, or the paths of a JSON element's values.
    public let columns: [String]
    /// Of each row the cells in the order of `columns`; nil where a JSON element has no such value.
    public let rows: [[String?]]
    /// Rows that the reader could not trust.
    public let rejected: Int
    /// What the reader noticed, for the author.
    public let notes: [String]

    public init(
        name: String, format: Format, columns: [String], rows: [[String?]], rejected: Int = 0, notes: [String] = []
    ) {
        self.name = name
        self.format = format
        self.columns = columns
        self.rows = rows
        self.rejected = rejected
        self.notes = notes
    }

    /// Whether it has columns with headers, not paths.
    public var isTable: Bool {
        switch format {
        case .csv, .workbook: true
        case .json, .jsonLines, .xml: false
        }
    }

    /// The stated cells of a column, without the blanks around them.
    func stated(_ column: Int) -> [String] {
        rows.compactMap { row in
            guard let cell = row[column] else { return nil }
            let text = cell.trimmedOfBlanks
            return text.isEmpty ? nil : text
        }
    }
}

extension String {
    /// Without blanks, tabs, line ends and no-break spaces around.
    var trimmedOfBlanks: String {
        var text = self
        return text.withUTF8 { String(decoding: $0.trimmed, as: UTF8.self) }
    }
}
