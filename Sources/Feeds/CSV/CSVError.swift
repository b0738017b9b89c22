// A CSV payload that is refused whole.

/// Why nothing of a payload can be used, where, and what the sender can do. No value of the file is
/// in it; names of columns are.
public struct CSVError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Problem: Sendable, Equatable {
        /// The payload isn't CSV at all.
        case mistaken(MistakenFormat)
        /// It is in an encoding that no feed is read in, named where it is known.
        case foreignEncoding(String?)
        case emptyHeaderName
        case duplicateHeaderName(String, firstColumn: Int)
        /// The header line itself can't be read.
        case badHeader(CSVRowFault)
        /// The first line is like the rows below it: the header is missing.
        case headerIsData
        /// Only a mark that stands in text as well divides the lines.
        case delimiterNotFound(CSVDelimiter)
        /// Short lines stand above the table, and it isn't clear which line is the header.
        case headerNotFound
        /// `row(at:)` was asked for a place at which no row starts.
        case noRowHere
    }

    public let problem: Problem
    /// Line of the payload, from 1.
    public let line: Int
    /// Column of the table, from 1, where the problem is one column's.
    public let column: Int?
    /// Offset in the payload as received.
    public let byteOffset: Int

    /// What to do about it.
    public var hint: String {
        switch problem {
        case .mistaken(let format): format.hint
        case .foreignEncoding: "Save the file as \"CSV UTF-8\" and send that file."
        case .emptyHeaderName: "Give every column a name, and remove columns without one."
        case .duplicateHeaderName: "Rename or remove one of the two columns."
        case .badHeader: "Put the header line right and send the file again."
        case .headerIsData: "Export the file with its column names in the first line."
        case .delimiterNotFound:
            "Export it with commas between the columns, or have the delimiter declared for this feed."
        case .headerNotFound: "Remove the lines above the column names, and check that every column has a name."
        case .noRowHere: "Check that the payload is the one the row came from."
        }
    }

    public var description: String {
        let what =
            switch problem {
            case .mistaken(let format): "\(format.finding), not a CSV file"
            case .foreignEncoding(let name?): "this file is in \(name), which isn't read"
            case .foreignEncoding: "this file isn't text in UTF-8, UTF-16 or Windows-1252"
            case .emptyHeaderName: "the column has no name in the header"
            // The name itself stays out: in a file without a header it is somebody's data.
            case .duplicateHeaderName(_, let first): "the header has the same name here as in column \(first)"
            // Its full stop follows with the hint.
            case .badHeader(let fault): "the header can't be read: \(fault.description.dropLast())"
            case .headerIsData: "this line should hold the column names but looks like a row"
            case .delimiterNotFound(let mark):
                "every line has as many \"\(Character(Unicode.Scalar(mark.byte)))\" as the first, so it isn't clear whether that divides the columns"
            case .headerNotFound: "this line and the rows below it have different columns, so the header isn't clear"
            case .noRowHere: "no row starts at byte \(byteOffset)"
            }
        let place = column.map { "line \(line), column \($0)" } ?? "line \(line)"
        return "\(place): \(what). \(hint)"
    }
}
