// A sheet's rows as the rows of a table, the same as those of a CSV file.

struct SheetTable {
    let header: SheetHeader
    /// Index in the table of each of the sheet's columns, from 1; -1 outside the table.
    private let positions: [Int]

    init(_ header: SheetHeader) {
        self.header = header
        var positions = [Int](repeating: -1, count: (header.columns.last ?? 0) + 1)
        for (index, column) in header.columns.enumerated() { positions[column] = index }
        self.positions = positions
    }

    /// The row as an event. Its byte offset is its number in the sheet: what `WorkbookReader.row(at:)` takes.
    func event(_ row: SheetRow, number: Int) -> CSVEvent {
        if let fault = row.fault { return rejected(row, number, fault) }
        var table = CSVRow(line: row.number, byteOffset: row.number, number: number)
        table.ends.reserveCapacity(header.columns.count)
        table.storage.reserveCapacity(row.storage.count + header.columns.count)
        var filled = 0
        for index in 0..<row.count {
            let column = Int(row.columns[index])
            guard column < positions.count, positions[column] >= 0 else {
                let bytes = row.bytes(index)
                if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
                return rejected(row, number, .outsideTable(column: column))
            }
            while filled < positions[column] {
                table.appendField([])
                filled += 1
            }
            table.appendField(row.bytes(index))
            filled += 1
        }
        while filled < header.columns.count {
            table.appendField([])
            filled += 1
        }
        return .row(table)
    }

    private func rejected(_ row: SheetRow, _ number: Int, _ fault: CSVRowFault) -> CSVEvent {
        .rejected(CSVRejection(line: row.number, byteOffset: row.number, number: number, fault: fault))
    }
}

extension CSVRow {
    mutating func appendField(_ bytes: some Collection<UInt8>) {
        storage += bytes
        ends.append(Int32(storage.count))
        storage.append(CSVDelimiter.comma.byte)
    }
}
