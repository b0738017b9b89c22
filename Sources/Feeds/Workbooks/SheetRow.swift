// One row of a sheet: only the cells that hold something.

struct SheetRow: Equatable {
    /// From 1, as the spreadsheet shows it.
    var number: Int
    var isHidden = false
    /// Columns from 1, ascending.
    var columns: [Int32] = []
    /// The cells' texts one after the other.
    var storage: [UInt8] = []
    /// Index in `storage` after each cell.
    var ends: [Int32] = []
    /// Why the row can't be used.
    var fault: CSVRowFault?

    var isBlank: Bool { columns.isEmpty && fault == nil }
    var count: Int { columns.count }
    var lastColumn: Int { Int(columns.last ?? 0) }

    func bytes(_ index: Int) -> ArraySlice<UInt8> {
        storage[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
    }

    /// The text in a column; nil where nothing is there.
    func text(inColumn column: Int) -> String? {
        columns.firstIndex(of: Int32(column)).map { String(decoding: bytes($0), as: UTF8.self) }
    }
}
