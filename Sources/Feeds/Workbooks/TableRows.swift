// The rows of a sheet one after the other: which of them are the table's, and which stand beside it.

/// Hands over the rows of one table. A row that speaks like a footer waits until it is clear that nothing but such rows
/// follows.
struct TableRows {
    private(set) var summary: CSVSummary
    private let table: SheetTable
    /// Rows that may be the sheet's foot.
    private var waiting: [SheetRow] = []
    private static let longestFoot = 5

    init(_ header: SheetHeader) {
        table = SheetTable(header)
        summary = CSVSummary(dialect: CSVDialect())
        summary.header = header.names
    }

    /// What stands above the header, and the header.
    mutating func begin(_ rows: [SheetRow], _ each: (CSVEvent) throws -> Void) throws {
        for row in rows where row.number < table.header.rows.lowerBound {
            summary.notes.note(.preamble, line: row.number)
            summary.asides += 1
            try each(.aside(CSVAside(kind: .preamble, line: row.number, byteOffset: row.number, number: 0)))
        }
        preambles = summary.asides
        try each(.header(summary.header))
    }

    private var preambles = 0

    mutating func take(_ row: SheetRow, _ each: (CSVEvent) throws -> Void) throws {
        guard row.number > table.header.rows.upperBound else { return }
        if mayBeFoot(row), waiting.count < Self.longestFoot {
            waiting.append(row)
            return
        }
        try release(each)
        try hand(row, each)
    }

    /// Nothing follows any more: what waits is the foot.
    mutating func end(_ each: (CSVEvent) throws -> Void) throws {
        for row in waiting {
            let cells = (0..<row.count).map { String(decoding: row.bytes($0), as: UTF8.self) }
            let rows = summary.rows + summary.rejected
            if let count = CSVFooter.count(in: cells), count != rows {
                try reject(row, .trailerCount(stated: count, rows: rows), each)
            } else {
                summary.notes.note(.footer, line: row.number)
                try aside(.footer, row, each)
            }
        }
        waiting = []
    }

    /// Rows follow: what waited stands among them. Where it looks like a row, it is one.
    private mutating func release(_ each: (CSVEvent) throws -> Void) throws {
        for row in waiting {
            if row.count * 2 <= summary.header.count, summary.header.count > 3 {
                try reject(row, .footerLike, each)
            } else {
                try hand(row, each)
            }
        }
        waiting = []
    }

    private func mayBeFoot(_ row: SheetRow) -> Bool {
        guard row.fault == nil, row.count > 0, row.count * 2 <= summary.header.count || summary.header.count <= 3 else {
            return false
        }
        return CSVFooter.isWord(row.bytes(0))
    }

    private mutating func hand(_ row: SheetRow, _ each: (CSVEvent) throws -> Void) throws {
        if row.isHidden { summary.notes.note(.hiddenRow, line: row.number) }
        let event = table.event(row, number: number)
        switch event {
        case .row(let found) where isHeader(found):
            summary.notes.note(.repeatedHeader, line: row.number)
            try aside(.repeatedHeader, row, each)
        case .row:
            summary.rows += 1
            try each(event)
        default:
            summary.rejected += 1
            try each(event)
        }
    }

    /// The columns' names once more, as reports repeat them on every page.
    private func isHeader(_ row: CSVRow) -> Bool {
        summary.header.indices.allSatisfy { HeaderName.trimmed(row.bytes(at: $0)) == summary.header[$0] }
    }

    private var number: Int { summary.rows + summary.rejected + summary.asides - preambles + 1 }

    private mutating func aside(
        _ kind: CSVAside.Kind, _ row: SheetRow, _ each: (CSVEvent) throws -> Void
    ) throws {
        let aside = CSVAside(kind: kind, line: row.number, byteOffset: row.number, number: number)
        summary.asides += 1
        try each(.aside(aside))
    }

    private mutating func reject(_ row: SheetRow, _ fault: CSVRowFault, _ each: (CSVEvent) throws -> Void) throws {
        let rejection = CSVRejection(line: row.number, byteOffset: row.number, number: number, fault: fault)
        summary.rejected += 1
        try each(.rejected(rejection))
    }
}
