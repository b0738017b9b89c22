// Which rows, and which of their columns, the fields of a folded record came from.

/// Where each field of a record that is put together of several rows really came from. It stays small whatever the number of
/// rows: of very many only the first ones and the last are kept, with their number.
public struct FoldOrigins: Sendable, Equatable {
    /// One value of one row.
    public struct Cell: Sendable, Equatable {
        /// Index in `rows`.
        public fileprivate(set) var row: Int32
        /// As in `SourceRecord.columns`.
        public let column: UInt16
    }

    /// What one field was made of.
    public struct Field: Sendable, Equatable {
        /// In the order of the rows: all, or where `count` is larger the first ones and the last.
        public fileprivate(set) var cells: [Cell] = []
        public fileprivate(set) var count = 0
        /// What is there adds nothing to the field: a zero to a sum, blanks to places. It is named only while nothing else is.
        fileprivate var isIdle = true
    }

    /// More values of one field than this are not all named: the sessions of a week are.
    public static let most = 16

    /// The rows that fields came from, in their order.
    public private(set) var rows: [FoldRow] = []
    /// In field order.
    public private(set) var fields: [Field]
    /// Rows that no field names any more are taken away beyond this.
    private var room = Self.leastRoom
    private static let leastRoom = 256

    init(fields count: Int) {
        fields = [Field](repeating: Field(), count: count)
    }

    /// The field comes of this row alone.
    mutating func take(_ field: Int, from row: FoldRow, column: UInt16, isIdle: Bool = false) {
        fields[field] = Field()
        add(to: field, from: row, column: column, isIdle: isIdle)
    }

    /// The field comes of this row too.
    ///
    /// - Parameter isIdle: the row states the field and adds nothing to it.
    mutating func add(to field: Int, from row: FoldRow, column: UInt16, isIdle: Bool = false) {
        if isIdle, !fields[field].isIdle, fields[field].count > 0 { return }
        if !isIdle, fields[field].isIdle {
            fields[field] = Field()
            fields[field].isIdle = false
        }
        let cell = Cell(row: number(of: row), column: column)
        fields[field].count += 1
        if fields[field].cells.count > Self.most {
            fields[field].cells[Self.most] = cell
        } else {
            fields[field].cells.append(cell)
        }
    }

    private mutating func number(of row: FoldRow) -> Int32 {
        if rows.last != row {
            if rows.count >= room { forgetUnnamed() }
            rows.append(row)
        }
        return Int32(rows.count - 1)
    }

    /// Takes away the rows that no field names.
    private mutating func forgetUnnamed() {
        var numbers = [Int32](repeating: -1, count: rows.count)
        for cell in fields.lazy.flatMap(\.cells) { numbers[Int(cell.row)] = 0 }
        var kept: [FoldRow] = []
        for index in rows.indices where numbers[index] == 0 {
            numbers[index] = Int32(kept.count)
            kept.append(rows[index])
        }
        for field in fields.indices {
            for cell in fields[field].cells.indices {
                fields[field].cells[cell].row = numbers[Int(fields[field].cells[cell].row)]
            }
        }
        rows = kept
        room = max(Self.leastRoom, 2 * rows.count)
    }

    /// Without the rows that no field names.
    var compact: FoldOrigins {
        var origins = self
        origins.forgetUnnamed()
        return origins
    }
}
