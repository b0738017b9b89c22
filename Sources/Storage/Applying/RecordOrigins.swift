// Which rows of a run the fields of a folded record came from, as it is stored with the record's version.

import SENDRecords

/// Where each field of a record came from that several rows state together. It is kept beside the record, never in it: the
/// record's content and its hash are the same whichever rows it came of.
public struct RecordOrigins: Hashable, Sendable {
    /// One value of one row.
    public struct Cell: Hashable, Sendable {
        /// Index in `rows`.
        public var row: Int
        /// 1 is the first column, 0 is none.
        public var column: Int

        public init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    /// What one field was made of.
    public struct Field: Hashable, Sendable {
        /// In the order of the rows: all, or where `count` is larger the first ones and the last.
        public var cells: [Cell]
        public var count: Int

        public init(cells: [Cell], count: Int) {
            self.cells = cells
            self.count = count
        }
    }

    /// The rows that fields name, in their order.
    public var rows: [RowPlace]
    /// In field order; may be shorter.
    public var fields: [Field]

    public init(rows: [RowPlace], fields: [Field]) {
        self.rows = rows
        self.fields = fields
    }
}

// Mostly the rows are neighbours and a field has the same column in all of them, so rows are written by their distance and
// cells by stretches: a week of ten rows takes about a hundred bytes.
extension RecordOrigins {
    var encoded: [UInt8] {
        var writer = CanonicalWriter(capacity: 128)
        writer.number(UInt64(rows.count))
        var last = RowPlace(payload: 0, row: 0, line: 0, byteOffset: 0)
        for row in rows {
            writer.signed(Int64(row.payload - last.payload))
            writer.signed(Int64(row.row - last.row))
            writer.signed(Int64(row.line - last.line))
            writer.signed(Int64(row.byteOffset - last.byteOffset))
            last = row
        }
        let end = (fields.lastIndex { $0.count > 0 } ?? -1) + 1
        writer.number(UInt64(end))
        for field in fields[..<end] {
            writer.number(UInt64(field.count))
            if field.count == 0 { continue }
            let stretches = Stretch.all(of: field.cells)
            writer.number(UInt64(stretches.count))
            for stretch in stretches {
                writer.number(UInt64(stretch.first.row))
                writer.number(UInt64(stretch.first.column))
                writer.number(UInt64(stretch.count) << 1 | (stretch.isAcross ? 1 : 0))
            }
        }
        return writer.bytes
    }

    /// No field has so many cells: what says so was never written here.
    private static let most = 4096

    /// Nil for bytes that are none.
    init?(encoded: [UInt8]) {
        var reader = CanonicalReader(encoded)
        func small(_ number: UInt64?) -> Int? { number.flatMap { $0 < 1 << 48 ? Int($0) : nil } }
        guard let rowCount = reader.number(), rowCount <= encoded.count else { return nil }
        var last = RowPlace(payload: 0, row: 0, line: 0, byteOffset: 0)
        rows = []
        for _ in 0..<rowCount {
            guard let payload = reader.signed(), let row = reader.signed(), let line = reader.signed(),
                let offset = reader.signed()
            else { return nil }
            last = RowPlace(
                payload: last.payload &+ Int(payload), row: last.row &+ Int(row), line: last.line &+ Int(line),
                byteOffset: last.byteOffset &+ Int(offset))
            rows.append(last)
        }
        guard let fieldCount = reader.number(), fieldCount <= encoded.count else { return nil }
        fields = []
        for _ in 0..<fieldCount {
            guard let count = small(reader.number()) else { return nil }
            var field = Field(cells: [], count: count)
            for _ in 0..<(count == 0 ? 0 : reader.number() ?? 0) {
                guard let row = small(reader.number()), let column = small(reader.number()),
                    let length = small(reader.number()), length >> 1 <= Self.most - field.cells.count
                else { return nil }
                let stretch = Stretch(
                    first: Cell(row: row, column: column), count: length >> 1, isAcross: length & 1 == 1)
                field.cells += stretch.cells
            }
            guard field.cells.allSatisfy({ rows.indices.contains($0.row) }) else { return nil }
            fields.append(field)
        }
    }

    /// Cells below one another in one column, or beside one another in one row.
    private struct Stretch {
        let first: Cell
        var count = 1
        var isAcross = false

        var cells: [Cell] { (0..<count).map(cell) }

        private func cell(_ number: Int) -> Cell {
            isAcross
                ? Cell(row: first.row, column: first.column + number)
                : Cell(row: first.row + number, column: first.column)
        }

        mutating func take(_ next: Cell) -> Bool {
            for across in count == 1 ? [false, true] : [isAcross] {
                let longer = Stretch(first: first, count: count + 1, isAcross: across)
                if longer.cell(count) == next {
                    self = longer
                    return true
                }
            }
            return false
        }

        static func all(of cells: [Cell]) -> [Stretch] {
            var all: [Stretch] = []
            for cell in cells {
                if let last = all.indices.last, all[last].take(cell) { continue }
                all.append(Stretch(first: cell))
            }
            return all
        }
    }
}
