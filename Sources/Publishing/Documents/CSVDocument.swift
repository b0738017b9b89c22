// A delivery as a table that opens in a spreadsheet: one row for each record.

import SENDRecords

/// The table of one agreement: its columns are the same in every file, whatever the child has.
///
/// `child`, `record`, then each field that the agreement names (a field of several record types is one column), then
/// `other-child`, `withdrawn-because`, `withdrawn-on`. The row `withdrawn` takes back all that was sent before; it names
/// in `other-child` the child that this one has been merged into.
struct CSVDocument {
    /// Column names of fields, in order.
    private let fields: [String]

    init(of records: [RecordClause]) {
        var seen: Set<String> = []
        fields = records.flatMap { $0.fields.map(\.field.name) }.filter { seen.insert($0).inserted }
    }

    func bytes(of view: View) -> [UInt8] {
        var table = start()
        for record in view.records {
            var cells = blank
            for value in record.values {
                guard let column = fields.firstIndex(of: value.name), let shown = value.value.shown else { continue }
                switch value.value {
                case .date, .integer, .flag: cells[column] = shown
                default: cells[column] = SpreadsheetCell.harmless(shown)
                }
            }
            table.row([view.child, record.type.name] + cells + ["", "", ""])
        }
        return table.bytes
    }

    func bytes(of withdrawal: Withdrawal) -> [UInt8] {
        var table = start()
        table.row(
            [withdrawal.child, "withdrawn"] + blank
                + [withdrawal.into ?? "", withdrawal.reason.rawValue, withdrawal.on.description])
        return table.bytes
    }

    private var blank: [String] { [String](repeating: "", count: fields.count) }

    private func start() -> CSVTable {
        var table = CSVTable()
        table.row(["child", "record"] + fields + ["other-child", "withdrawn-because", "withdrawn-on"])
        return table
    }
}

/// Writes RFC 4180: commas, CRLF, quotes where needed; UTF-8 with the mark that spreadsheets look for.
struct CSVTable {
    private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    mutating func row(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(cell)
        }
        bytes.append(0x0D)
        bytes.append(0x0A)
    }

    private mutating func write(_ cell: String) {
        let needsQuotes = cell.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0D || byte == 0x0A
        }
        guard needsQuotes || cell.utf8.first == 0x20 || cell.utf8.last == 0x20 else {
            bytes.append(contentsOf: cell.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
