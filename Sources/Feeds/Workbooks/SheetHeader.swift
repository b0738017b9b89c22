// Which rows of a sheet are its header, and what its columns are called.

/// The header of the table in a sheet.
struct SheetHeader: Equatable {
    /// Sheet rows, from 1: two where the header has merged cells above its columns' own names.
    var rows: ClosedRange<Int>
    var names: [String]
    /// The sheet's column of each name, from 1.
    var columns: [Int]
    /// Rows above the header that hold something.
    var preamble = 0

    /// How many rows with something in them are looked at.
    static let lookahead = 40

    /// Finds the header among the first rows that hold something. A table's header reaches over its columns; titles
    /// and notes above it don't.
    static func find(
        in rows: [SheetRow], merged: [CellRange], declared: Int?, sheet: String
    ) throws(WorkbookError) -> SheetHeader {
        let finder = Finder(rows: rows, merged: merged)
        let index: Int
        if let declared {
            guard let found = rows.firstIndex(where: { $0.number == declared }) else {
                throw WorkbookError(.noHeaderRow(declared), sheet: sheet)
            }
            index = found
        } else {
            let widths = rows.map(finder.width)
            let widest = widths.max() ?? 0
            index = widths.firstIndex { $0 * 2 > widest } ?? 0
        }
        if let fault = rows[index].fault, case .formulaWithoutResult(let column) = fault {
            throw WorkbookError(.emptyHeaderName, sheet: sheet, row: rows[index].number, column: column)
        }
        return try finder.header(at: index, sheet: sheet)
    }

    private struct Finder {
        let rows: [SheetRow]
        let merged: [CellRange]

        /// Cells that say something, a merged range being one.
        func width(of row: SheetRow) -> Int {
            let reaching = merged.count {
                $0.rows.lowerBound < row.number && $0.rows.contains(row.number) && isFilled($0)
            }
            return row.count + reaching
        }

        func row(_ number: Int) -> SheetRow? { rows.first { $0.number == number } }

        func range(at row: Int, _ column: Int) -> CellRange? {
            merged.first { $0.holds(row, column) }
        }

        func isFilled(_ range: CellRange) -> Bool {
            row(range.rows.lowerBound)?.text(inColumn: range.columns.lowerBound) != nil
        }

        func text(_ row: Int, _ column: Int) -> String? {
            guard let range = range(at: row, column) else { return self.row(row)?.text(inColumn: column) }
            return self.row(range.rows.lowerBound)?.text(inColumn: range.columns.lowerBound)
        }

        func header(at index: Int, sheet: String) throws(WorkbookError) -> SheetHeader {
            let number = rows[index].number
            var first = number
            var last = number
            if isTop(number - 1) { first = number - 1 }
            for range in merged where range.rows.lowerBound == number { last = max(last, range.rows.upperBound) }
            if last == number, isTop(number) { last = number + 1 }
            return try named(first...last, sheet: sheet)
        }

        /// Whether a row holds merged names above the names of the row below it.
        private func isTop(_ number: Int) -> Bool {
            guard let top = row(number), let below = row(number + 1), width(of: top) > 1 else { return false }
            let wide = merged.filter { $0.rows == number...number && $0.columns.count > 1 && isFilled($0) }
            guard
                wide.contains(where: { range in
                    range.columns.count { below.text(inColumn: $0) != nil } > 1
                })
            else { return false }
            // What has a name of its own above has none below, else the row below is data.
            for column in top.columns.map(Int.init) where range(at: number, column)?.columns.count ?? 1 == 1 {
                if below.text(inColumn: column) != nil { return false }
            }
            return (0..<below.count).allSatisfy { index in
                below.bytes(index).contains { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x80 }
            }
        }

        private func named(_ block: ClosedRange<Int>, sheet: String) throws(WorkbookError) -> SheetHeader {
            let inBlock = rows.filter { block.contains($0.number) }
            var lastColumn = inBlock.map(\.lastColumn).max() ?? 0
            for range in merged where range.rows.overlaps(block) && isFilled(range) {
                if block.count > 1 { lastColumn = max(lastColumn, range.columns.upperBound) }
            }
            let firstColumn = inBlock.compactMap { $0.columns.first.map(Int.init) }.min() ?? 1
            var header = SheetHeader(rows: block, names: [], columns: [])
            header.preamble = rows.count { $0.number < block.lowerBound }
            guard firstColumn <= lastColumn else {
                throw WorkbookError(.emptyHeaderName, sheet: sheet, row: block.upperBound, column: 1)
            }
            var seen: [String: Int] = [:]
            for column in firstColumn...lastColumn {
                if block.count == 1, let range = range(at: block.lowerBound, column), range.columns.lowerBound < column
                {
                    // One name over several columns, for looks: only the first is the table's.
                    continue
                }
                let name = name(of: column, in: block)
                func refusal(_ problem: WorkbookError.Problem) -> WorkbookError {
                    WorkbookError(problem, sheet: sheet, row: block.upperBound, column: column)
                }
                if name.isEmpty { throw refusal(.emptyHeaderName) }
                if let first = seen[name] { throw refusal(.duplicateHeaderName(firstColumn: first)) }
                seen[name] = column
                header.names.append(name)
                header.columns.append(column)
            }
            return header
        }

        private func name(of column: Int, in block: ClosedRange<Int>) -> String {
            var parts: [String] = []
            var last: CellRange?
            for row in block {
                let range = range(at: row, column)
                if let range, range == last { continue }
                last = range
                guard let text = text(row, column) else { continue }
                let words = text.split { $0.isWhitespace || $0 == "\u{00A0}" }.joined(separator: " ")
                if !words.isEmpty { parts.append(words) }
            }
            return parts.joined(separator: " ")
        }
    }
}
