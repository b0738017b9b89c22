// Where a cell is: `C12`, and ranges of cells: `C12:F14`.

/// A cell's row and column, both from 1.
public struct CellPlace: Sendable, Equatable {
    static let lastColumn = 16_384
    static let lastRow = 1_048_576

    var row: Int
    var column: Int

    /// Reads `C12` or `$C$12`; nil for anything else.
    init?(_ text: some Sequence<UInt8>) {
        var column = 0
        var row = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "$"): continue
            case 0x41...0x5A, 0x61...0x7A:
                if row > 0 { return nil }
                column = column * 26 + Int(byte & 0x1F)
            case 0x30...0x39: row = row * 10 + Int(byte) - 48
            default: return nil
            }
            if column > Self.lastColumn || row > Self.lastRow { return nil }
        }
        guard column > 0, row > 0 else { return nil }
        (self.row, self.column) = (row, column)
    }

    /// A column as a spreadsheet shows it: 28 is AB.
    public static func letters(of column: Int) -> String {
        var letters: [UInt8] = []
        var left = column
        while left > 0 {
            letters.append(UInt8(ascii: "A") + UInt8((left - 1) % 26))
            left = (left - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}

/// Cells that are merged into one.
struct CellRange: Sendable, Equatable {
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>

    /// Reads `C12:F14`.
    init?(_ text: some Collection<UInt8>) {
        let parts = text.split(separator: UInt8(ascii: ":"))
        guard parts.count == 2, let first = CellPlace(parts[0]), let last = CellPlace(parts[1]),
            first.row <= last.row, first.column <= last.column
        else { return nil }
        rows = first.row...last.row
        columns = first.column...last.column
    }

    func holds(_ row: Int, _ column: Int) -> Bool {
        rows.contains(row) && columns.contains(column)
    }
}
