// A school's list as somebody edits it in a spreadsheet.

import Testing

/// A school's file as lines and cells, for making a corrected one. Only for lists whose cells hold no separator.
struct PupilFile {
    var header: [String]
    var rows: [[String]]
    let separator: Character
    let lineEnd: String
    let hasMark: Bool

    /// A file in UTF-8.
    init(_ bytes: [UInt8]) throws {
        var text = String(decoding: bytes, as: UTF8.self)
        hasMark = text.unicodeScalars.first == "\u{FEFF}"
        if hasMark { text.unicodeScalars.removeFirst() }
        let separator: Character = text.prefix { !$0.isNewline }.contains(";") ? ";" : ","
        self.separator = separator
        lineEnd = text.contains("\r\n") ? "\r\n" : "\n"
        try #require(!text.contains("\""), "a file with quotes can't be changed this way")
        let lines = text.split { $0.isNewline }.map {
            $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        }
        header = lines[0]
        rows = Array(lines.dropFirst())
    }

    func column(_ names: String...) throws -> Int {
        try #require(header.firstIndex { names.contains($0) })
    }

    var bytes: [UInt8] {
        let lines = ([header] + rows).map { $0.joined(separator: String(separator)) + lineEnd }
        return Array(((hasMark ? "\u{FEFF}" : "") + lines.joined()).utf8)
    }

    /// A row with other values under some headings.
    func changed(_ row: [String], _ values: [String: String]) throws -> [String] {
        var row = row
        for (heading, value) in values { row[try column(heading)] = value }
        return row
    }
}
