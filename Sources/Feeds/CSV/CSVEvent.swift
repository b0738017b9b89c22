// What reading a CSV payload tells, in the order of the file.

/// One step of reading: the header once, then every data row, accepted or not.
public enum CSVEvent: Sendable, Equatable {
    /// The column names, without the spaces around them; never empty, never twice the same.
    case header([String])
    case row(CSVRow)
    case rejected(CSVRejection)
}

/// A data row that can't be trusted. Nothing of it is shifted or mended.
public struct CSVRejection: Sendable, Equatable {
    /// Line of the payload, from 1, on which the record starts.
    public let line: Int
    /// Offset of the record's first byte in the payload as received.
    public let byteOffset: Int
    /// Number of the data row, from 1.
    public let number: Int
    public let fault: CSVRowFault

    public init(line: Int, byteOffset: Int, number: Int, fault: CSVRowFault) {
        self.line = line
        self.byteOffset = byteOffset
        self.number = number
        self.fault = fault
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
    /// Only spaces between the delimiter and an opening quote, so that it isn't clear what is quoted.
    case spaceBeforeQuote(column: Int)
    case fieldTooLong(column: Int, limit: Int)
    case recordTooLong(limit: Int)
    case tooManyColumns(limit: Int)
    /// In a workbook: a value in a column (of the sheet, from 1) that the header doesn't name.
    case outsideTable(column: Int)
    /// In a workbook: a formula whose result wasn't saved with it.
    case formulaWithoutResult(column: Int)

    public var description: String {
        switch self {
        case .ragged(let expected, let found) where found > expected:
            return "This row has \(found) columns but the header has \(expected). A value may hold the delimiter "
                + "without quotes around it."
        case .ragged(let expected, let found):
            return "This row has \(found) columns but the header has \(expected). A line break inside a value may "
                + "have split it."
        case .cutShort(let expected, let found):
            return "The file stops in the middle of this row, after \(found) of \(expected) columns. Export and send "
                + "it again."
        case .undecodable(let column, let offset, let byte, let encoding):
            return "Column \(column) has a byte (\(hexadecimal(byte)), at byte \(offset) of the file) that isn't "
                + "\(encoding.rawValue.uppercased()). Save the file as \"CSV UTF-8\"."
        case .nulByte(let column):
            return "Column \(column) holds a NUL byte, which no text does. Export the row again."
        case .textAfterQuote(let column):
            return "Column \(column) goes on after its closing quote. A quote inside a quoted value has to be doubled."
        case .spaceBeforeQuote(let column):
            return "Column \(column) has spaces before its opening quote. Remove the spaces."
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

func hexadecimal(_ byte: UInt8) -> String {
    "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
}
