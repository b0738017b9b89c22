// A CSV payload that is refused whole.

/// Why nothing of a payload can be used, where, and what the sender can do. No value of the file is
/// in it; names of columns are.
public struct CSVError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Problem: Sendable, Equatable {
        /// The payload isn't CSV at all.
        case mistaken(MistakenFormat)
        /// It ends inside a quoted field that opened on the error's line.
        case cut
        case emptyHeaderName
        case duplicateHeaderName(String, firstColumn: Int)
        /// The header line itself can't be read.
        case badHeader(CSVRowFault)
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
        case .cut: "Export and send the whole file again. If it is whole, a quote is missing after that line."
        case .emptyHeaderName: "Give every column a name, and remove columns without one."
        case .duplicateHeaderName: "Rename or remove one of the two columns."
        case .badHeader: "Put the header line right and send the file again."
        case .noRowHere: "Check that the payload is the one the row came from."
        }
    }

    public var description: String {
        let what =
            switch problem {
            case .mistaken(let format): "\(format.finding), not a CSV file"
            case .cut: "the file ends inside quotes that open here"
            case .emptyHeaderName: "the column has no name in the header"
            // The name itself stays out: in a file without a header it is somebody's data.
            case .duplicateHeaderName(_, let first): "the header has the same name here as in column \(first)"
            case .badHeader(let fault): "the header can't be read: \(fault)"
            case .noRowHere: "no row starts at byte \(byteOffset)"
            }
        let place = column.map { "line \(line), column \($0)" } ?? "line \(line)"
        return "\(place): \(what). \(hint)"
    }
}
