// Where something stands in a configuration file.

/// A place in a configuration file, as editors count: line and column start at 1.
public struct ConfigurationPlace: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The file as the operator knows it, for example `config/sendgate.yaml`.
    public let file: String
    public let line: Int
    public let column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }

    public var description: String { "\(file):\(line):\(column)" }
}
