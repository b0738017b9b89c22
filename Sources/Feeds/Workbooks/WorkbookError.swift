// A workbook that is refused whole.

/// Why nothing of a workbook can be used, where, and what the sender can do. No cell's value is in it.
public struct WorkbookError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Problem: Sendable, Equatable {
        /// The payload isn't a workbook at all.
        case mistaken(MistakenFormat)
        /// Opening it needs a password.
        case encrypted
        /// The zip file or a part of it can't be unpacked, or isn't what the format asks for.
        case damaged(part: String)
        case noSheet(named: String, sheets: [String])
        case noVisibleSheet
        case emptySheet(others: [String])
        /// A part is larger, unpacked, than the bound in bytes: a zip bomb, or too much for a workbook.
        case tooLarge(part: String, limit: Int)
        case emptyHeaderName
        case duplicateHeaderName(firstColumn: Int)
        /// The row that the manifest names as the header isn't there.
        case noHeaderRow(Int)
        /// `row(at:)` was asked for a row that isn't there.
        case noRowHere
    }

    public let problem: Problem
    /// Sheet in which the problem is, by its name, where it is one sheet's.
    public let sheet: String?
    /// Number of the sheet's row, from 1, where the problem is one row's.
    public let row: Int?
    /// Number of the sheet's column, from 1.
    public let column: Int?

    init(_ problem: Problem, sheet: String? = nil, row: Int? = nil, column: Int? = nil) {
        self.problem = problem
        self.sheet = sheet
        self.row = row
        self.column = column
    }

    public var hint: String {
        switch problem {
        case .mistaken(let format): format.hint
        case .encrypted:
            "Open it in Excel, remove the password (File, Info, Protect Workbook), save it and send it again."
        case .damaged:
            "Open it in Excel, save it again as .xlsx, or save the sheet as \"CSV UTF-8\", and send that file."
        case .noSheet: "Give the sheet that name, or send the workbook that has it."
        case .noVisibleSheet: "Show the sheet that holds the table, save the workbook and send it again."
        case .emptySheet: "Put the sheet with the table first, save the workbook and send it again."
        case .tooLarge: "Save the sheet as \"CSV UTF-8\" and send that file: it can be of any size."
        case .emptyHeaderName: "Give every column a name, and remove columns without one."
        case .duplicateHeaderName: "Rename or remove one of the two columns."
        case .noHeaderRow: "Check that the right workbook was sent."
        case .noRowHere: "Check that the payload is the one the row came from."
        }
    }

    public var description: String {
        let what =
            switch problem {
            case .mistaken(let format): "\(format.finding), not an Excel workbook (.xlsx)"
            case .encrypted: "this workbook is protected by a password"
            case .damaged(let part): "this workbook is damaged: \(part) can't be read"
            case .noSheet(let name, let sheets):
                "the workbook has no sheet called \"\(name)\"; it has \(Self.list(sheets))"
            case .noVisibleSheet: "the workbook has no sheet that can be seen"
            case .emptySheet(let others):
                others.isEmpty
                    ? "the sheet is empty" : "the sheet is empty; the workbook also has \(Self.list(others))"
            case .tooLarge(let part, let limit): "\(part) is larger than \(limit >> 20) MB when it is unpacked"
            case .emptyHeaderName: "the column has no name in the header"
            case .duplicateHeaderName(let first):
                "the header has the same name here as in column \(CellPlace.letters(of: first))"
            case .noHeaderRow(let row): "the header should be in row \(row), and nothing is there"
            case .noRowHere: "there is no such row"
            }
        var place: [String] = []
        if let sheet { place.append("sheet \"\(sheet)\"") }
        if let row { place.append("row \(row)") }
        if let column { place.append("column \(CellPlace.letters(of: column))") }
        return (place.isEmpty ? "" : place.joined(separator: ", ") + ": ") + "\(what). \(hint)"
    }

    private static func list(_ names: [String]) -> String {
        names.map { "\"\($0)\"" }.joined(separator: ", ")
    }
}
