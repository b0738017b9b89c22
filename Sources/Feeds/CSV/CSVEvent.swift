// What reading a CSV payload tells, in the order of the file.

/// One step of reading: the header once, and every line that isn't blank, accepted or not.
public enum CSVEvent: Sendable, Equatable {
    /// The column names, without the spaces around them; never empty, never twice the same.
    case header([String])
    case row(CSVRow)
    case rejected(CSVRejection)
    /// Lines that are no rows of the table. Those before the header come before its event.
    case aside(CSVAside)
}

/// Lines beside the table: nothing is lost with them, but somebody may want to know.
public struct CSVAside: Sendable, Equatable {
    public enum Kind: String, Sendable, Equatable, CaseIterable {
        /// Lines before the header.
        case preamble
        /// The header once more, where exports were put together.
        case repeatedHeader
        /// A line below the table: a total, a trailer whose count fits, when the report was made.
        case footer

        /// What it is, as a sentence.
        public var meaning: String {
            switch self {
            case .preamble: "This line stands before the header and isn't part of the table."
            case .repeatedHeader: "This line is the header once more and not a row."
            case .footer: "This line stands below the table and isn't a row of it."
            }
        }
    }

    public let kind: Kind
    /// Line of the payload, from 1.
    public let line: Int
    /// Offset of its first byte in the payload as received.
    public let byteOffset: Int
    /// Its number among rows, rejected rows and asides below the header, from 1; 0 before the header.
    public let number: Int
}

/// A data row that can't be trusted. Nothing of it is shifted or mended.
public struct CSVRejection: Sendable, Equatable {
    /// Line of the payload, from 1, on which the record starts.
    public let line: Int
    /// The last line that was rejected with it.
    public let lastLine: Int
    /// Offset of the record's first byte in the payload as received.
    public let byteOffset: Int
    /// Number of the data row, from 1.
    public let number: Int
    public let fault: CSVRowFault

    public init(line: Int, lastLine: Int? = nil, byteOffset: Int, number: Int, fault: CSVRowFault) {
        self.line = line
        self.lastLine = lastLine ?? line
        self.byteOffset = byteOffset
        self.number = number
        self.fault = fault
    }

    /// Why, and for how many lines.
    public var reason: String {
        lastLine > line ? "\(fault) Lines \(line) to \(lastLine) were left out for it." : fault.description
    }
}

/// Why a row was rejected. Columns count from 1. The text has no value of the row in it.
public enum CSVRowFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// More or fewer fields than the header has.
    case ragged(expected: Int, found: Int)
    /// The payload ends in the middle of this row.
    case cutShort(expected: Int, found: Int)
    /// A byte that has no meaning in the encoding.
    case undecodable(column: Int, byteOffset: Int, byte: UInt8, encoding: TextEncoding)
    case nulByte(column: Int)
    /// Something between a closing quote and the next delimiter; usually a quote inside a quoted
    /// field that wasn't doubled.
    case textAfterQuote(column: Int)
    /// A quote opens here, and either none closes it or it closes only where other rows began.
    case unclosedQuote(column: Int)
    /// The row stands after a damaged quoted value and may be part of it.
    case doubtful
    /// A value without quotes around it holds the half of a pair, so that it isn't clear where it ends.
    case strayQuote(column: Int)
    /// Only spaces between the delimiter and an opening quote, so that it isn't clear what is quoted.
    case spaceBeforeQuote(column: Int)
    /// Every other delimiter of the file has a space after it, or stands twice.
    case spaceMissing
    /// Something stands in a column without a name.
    case valueWithoutName(column: Int)
    /// A line with a single field stands before or after this row, whose nearest value may be the rest of it.
    case brokenLine
    /// Two rows stand on one line: this is one of them.
    case rowsMerged(expected: Int, found: Int)
    /// Every row has an empty field more, which here may hide that a value was divided.
    case perhapsShifted(column: Int)
    /// Words stand where the rows have numbers: a second line of column names.
    case headerLike
    /// The row stands below the header of another table.
    case otherTable(headerLine: Int)
    /// It looks like a total or a trailer, and like a row as well.
    case footerLike
    /// Only its first column holds something, where every other row has more: a title or a note between the rows.
    case titleLike
    /// Several values aren't what their columns hold: words for numbers, one column's in the next, one mark in all of them.
    case unlikeRows
    /// Nothing stands in it, and what follows it isn't a row of the table.
    case noValues
    /// The file ends with this row and without a line end, and its last value is shorter than those above it.
    case perhapsCut(column: Int)
    /// It begins with a byte order mark, as a file does: files were put together here.
    case byteOrderMark
    /// A trailer states another number of rows than there are.
    case trailerCount(stated: Int, rows: Int)
    case fieldTooLong(column: Int, limit: Int)
    case recordTooLong(limit: Int)
    case tooManyColumns(limit: Int)
    /// In a workbook: a value in a column (of the sheet, from 1) that the header doesn't name.
    case outsideTable(column: Int)
    /// In a workbook: a formula whose result wasn't saved with it.
    case formulaWithoutResult(column: Int)

    /// The column at fault, where it is one.
    public var column: Int? {
        switch self {
        case .undecodable(let column, _, _, _), .nulByte(let column), .textAfterQuote(let column),
            .unclosedQuote(let column), .strayQuote(let column), .spaceBeforeQuote(let column),
            .valueWithoutName(let column),
            .perhapsShifted(let column), .perhapsCut(let column), .fieldTooLong(let column, _):
            column
        // The sheet's columns in a workbook aren't the table's.
        case .ragged, .cutShort, .doubtful, .spaceMissing, .brokenLine, .rowsMerged, .headerLike, .otherTable,
            .footerLike, .titleLike, .unlikeRows, .noValues, .byteOrderMark,
            .trailerCount, .recordTooLong, .tooManyColumns, .outsideTable, .formulaWithoutResult:
            nil
        }
    }

    public var description: String {
        switch self {
        case .ragged(let expected, let found) where found > expected:
            return "This row has \(counted(found)) but the header has \(expected). A value may hold a comma (or "
                + "what else divides the columns) without quotes around it: put the value in quotes."
        case .ragged(let expected, let found):
            return "This row has \(counted(found)) but the header has \(expected). A line break inside a value may "
                + "have split it."
        case .cutShort(let expected, let found):
            return "The file stops in the middle of this row, after \(found) of \(expected) columns. Export and send "
                + "it again."
        case .undecodable(let column, let offset, let byte, let encoding):
            let name = encoding == .mixed ? "UTF-8 or Windows-1252 alone" : encoding.rawValue.uppercased()
            return "Column \(column) holds a letter that can't be read as \(name) (\(hexadecimal(byte)), at byte "
                + "\(offset) of the file). Save the file as \"CSV UTF-8\"."
        case .nulByte(let column):
            return "Column \(column) holds a NUL byte, which no text does. Export the row again."
        case .textAfterQuote(let column):
            return "Column \(column) goes on after its closing quote. A quote inside a quoted value has to be doubled."
        case .unclosedQuote(let column):
            return
                "Column \(column) opens with a quote that isn't closed where it should be. Close the quote, or double "
                + "it if it belongs to the value."
        case .doubtful:
            return "This line follows a damaged quoted value and may be part of it. Put the quotes right above it."
        case .spaceBeforeQuote(let column):
            return "Column \(column) has spaces before its opening quote. Remove the spaces."
        case .spaceMissing:
            return
                "A delimiter in this row isn't followed by a space, or by itself, as all others are. Quote the value that "
                + "holds it."
        case .valueWithoutName(let column):
            return "Column \(column) has a value here but no name in the header. A value may hold the delimiter "
                + "without quotes around it."
        case .strayQuote(let column):
            return
                "Column \(column) holds a quote whose partner is missing or stands in another column, so a value may have "
                + "been divided or run into the next. Put the quotes right and send the row again."
        case .brokenLine:
            return "A line break without quotes around it may have split a value of this row: the line next to it "
                + "isn't a whole row. Quote values that hold line breaks."
        case .rowsMerged(let expected, let found):
            return
                "This line has \(counted(found)) but the header has \(expected): two rows seem to stand on it, and neither "
                + "can be read. Put the line end between them back."
        case .perhapsShifted(let column):
            return
                "The value in column \(column) is unlike the others there, so the row may be shifted. A value may hold "
                + "the delimiter without quotes around it."
        case .headerLike:
            return "This line holds words where the rows have numbers, like a second line of column names. Leave one "
                + "line of names at the top."
        case .otherTable(let line):
            return "This line stands below other column names (line \(line)). Send one table a file."
        case .footerLike:
            return "This line looks like a total or a trailer and not like a row. Remove it from the export."
        case .titleLike:
            return "Only the first column of this line holds something, unlike in every other row, so it looks like a "
                + "title or a note. Remove it from the export."
        case .unlikeRows:
            return
                "Several values of this row are unlike the others in their columns: the row may be shifted, or be no row of "
                + "the table. Check it where it was made."
        case .noValues:
            return "Nothing stands in this row, and the line below it isn't a row of the table. Remove the row."
        case .perhapsCut(let column):
            return
                "The file ends here without a line end, and the value in column \(column) is unlike the others there, "
                + "so it may be cut off. Export and send the file again."
        case .byteOrderMark:
            return "This row begins with a byte order mark, so another file seems to begin here. Send one file at a "
                + "time, or save the whole anew as \"CSV UTF-8\"."
        case .trailerCount(let stated, let rows):
            return "The trailer states \(stated) rows but \(rows) stand above it. If rows are missing, export and send "
                + "the file again."
        case .fieldTooLong(let column, let limit):
            return "Column \(column) is longer than \(limit) bytes. A quote may be missing at the end of a value."
        case .recordTooLong(let limit):
            return "This row is longer than \(limit) bytes. A line end or a quote may be missing."
        case .tooManyColumns(let limit):
            return "This row has more than \(limit) columns. A line end may be missing."
        case .outsideTable(let column):
            return "Column \(CellPlace.letters(of: column)) holds a value but has no name in the header. Name the "
                + "column, or clear the cell."
        case .formulaWithoutResult(let column):
            return "Column \(CellPlace.letters(of: column)) holds a formula without its result. Open the workbook in "
                + "Excel, save it and send it again."
        }
    }
}

private func counted(_ columns: Int) -> String { columns == 1 ? "1 column" : "\(columns) columns" }

func hexadecimal(_ byte: UInt8) -> String {
    "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
}
