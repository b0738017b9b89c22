// Excel workbooks (.xlsx), row by row, in memory that doesn't follow the sheet's size.

/// Bounds that keep one bad workbook from taking memory or time. Sizes are of what is unpacked.
public struct WorkbookLimits: Sendable, Equatable {
    /// Bytes of a sheet's XML.
    public var sheet = 4 << 30
    /// Bytes that the table of shared texts takes in memory.
    public var texts = 64 << 20
    /// Bytes of any other part: formats, relations, the list of sheets.
    public var part = 32 << 20
    /// The same bounds on a row as for CSV.
    public var rows = CSVLimits()

    public init() {}
}

/// Reads a sheet of a workbook as a table: the first sheet that can be seen, or the named one.
///
/// Cells come out as text: numbers as they are shown (identifiers in full), dates as `yyyy-MM-dd` or
/// `yyyy-MM-dd HH:mm:ss`, formulas as their results. Rows are CSV rows whose line is the sheet's row number.
public struct WorkbookReader: Sendable {
    public let sheet: String?
    public let headerRow: Int?
    public let limits: WorkbookLimits

    /// - Parameters:
    ///   - sheet: the sheet's name, compared without regard to case, spaces and punctuation.
    ///   - headerRow: the sheet row with the columns' names; nil: it is found.
    public init(sheet: String? = nil, headerRow: Int? = nil, limits: WorkbookLimits = WorkbookLimits()) {
        self.sheet = sheet
        self.headerRow = headerRow
        self.limits = limits
    }

    /// Reads the table from its header to its last row and hands over every event in order. Throws `WorkbookError`
    /// for a workbook refused whole, what the source throws, and what `each` throws. What `each` was given before an error
    /// counts for nothing.
    public func read(_ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void) throws -> CSVSummary {
        let book = try OpenWorkbook(&source, limits: limits)
        let entry = try book.sheet(named: sheet)
        let merged = try book.mergedRanges(of: entry)
        var first: [SheetRow] = []
        var rows: TableRows?

        func begin() throws {
            var begun = TableRows(
                try SheetHeader.find(in: first, merged: merged, declared: headerRow, sheet: entry.name))
            try begun.begin(first, each)
            for row in first { try begun.take(row, each) }
            rows = begun
            first = []
        }
        let hasHiddenColumns = try book.rows(of: entry) { row in
            if rows != nil {
                try rows?.take(row, each)
                return
            }
            first.append(row)
            let isEnough = headerRow.map { row.number >= $0 + 2 } ?? (first.count >= SheetHeader.lookahead)
            if isEnough { try begin() }
        }
        if rows == nil {
            if first.isEmpty { throw WorkbookError(.emptySheet(others: book.names(but: entry)), sheet: entry.name) }
            try begin()
        }
        try rows?.end(each)
        var summary = rows?.summary ?? CSVSummary(dialect: CSVDialect())
        if hasHiddenColumns { summary.notes.note(.hiddenColumns, line: nil) }
        if sheet == nil, book.hasOtherSheets(than: entry) { summary.notes.note(.otherSheets, line: nil) }
        return summary
    }

    /// Every row that holds something, as it stands in the sheet, header and all: from column A to its last cell.
    public func readRaw(_ source: inout some ByteSource, _ each: (CSVEvent) throws -> Void) throws {
        let book = try OpenWorkbook(&source, limits: limits)
        let entry = try book.sheet(named: sheet)
        _ = try book.mergedRanges(of: entry)
        var number = 0
        _ = try book.rows(of: entry) { row in
            number += 1
            let columns = Array(1...max(1, row.lastColumn))
            let table = SheetTable(SheetHeader(rows: 0...0, names: columns.map(String.init), columns: columns))
            try each(table.event(row, number: number))
        }
        if number == 0 { throw WorkbookError(.emptySheet(others: book.names(but: entry)), sheet: entry.name) }
    }

    /// Reads one row again by its place, to show a person where a value came from. The result is never `.header`.
    public func row(at place: Int, in source: inout some ByteSource) throws -> CSVEvent {
        var found: CSVEvent?
        do {
            _ = try read(&source) { event in
                switch event {
                case .row(let row) where row.byteOffset == place: found = event
                case .rejected(let row) where row.byteOffset == place: found = event
                case .aside(let row) where row.byteOffset == place: found = event
                case .header, .row, .rejected, .aside: return
                }
                throw Found()
            }
        } catch is Found {
        }
        guard let found else { throw WorkbookError(.noRowHere, row: place) }
        return found
    }

    private struct Found: Error {}
}
