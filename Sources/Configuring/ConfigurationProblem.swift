// What is wrong in the configuration, where, and what to do about it.

/// One thing that is wrong in a configuration file.
public struct ConfigurationProblem: Error, Sendable, Equatable, CustomStringConvertible {
    public let place: ConfigurationPlace
    /// What is wrong, without a full stop: "unknown key `feilds`".
    public let what: String
    /// What to do about it, as whole sentences: "Did you mean `fields`?"
    public let hint: String?

    public init(_ what: String, hint: String? = nil, at place: ConfigurationPlace) {
        self.place = place
        self.what = what
        self.hint = hint
    }

    public var file: String { place.file }
    public var line: Int { place.line }
    public var column: Int { place.column }

    /// `config/x.yaml:12:5: unknown key `feilds`. Did you mean `fields`?`
    public var description: String {
        guard let hint else { return "\(place): \(what)" }
        return "\(place): \(what). \(hint)"
    }
}

/// All that is wrong, in the order of files, lines and columns. Never empty when thrown.
public struct ConfigurationProblems: Error, Sendable, Equatable, CustomStringConvertible {
    public let problems: [ConfigurationProblem]

    public init(_ problems: [ConfigurationProblem]) {
        self.problems = problems.enumerated()
            .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
            .map(\.element)
    }

    /// One line for each problem.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
