// All that law and guides change from year to year, as one value that decisions are given.

/// Code sets, clocks and thresholds, read from `config/definitions/`.
public struct Definitions: Sendable {
    public let codeSets: [String: CodeSet]
    public let clocks: [Clock]
    public let thresholds: [String: Int]

    public init(codeSets: [CodeSet], clocks: [Clock], thresholds: [String: Int]) {
        self.codeSets = Dictionary(codeSets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.clocks = clocks
        self.thresholds = thresholds
    }

    /// The clock in force on the day it starts.
    public func clock(_ name: String, startingOn day: CalendarDate) -> Clock? {
        clocks.first { clock in
            clock.name == name && clock.validFrom.map { $0 <= day } ?? true && clock.validTo.map { day <= $0 } ?? true
        }
    }

    /// A number of local policy, such as the oldest DBS check in days.
    public func threshold(_ name: String) -> Int? { thresholds[name] }
}
