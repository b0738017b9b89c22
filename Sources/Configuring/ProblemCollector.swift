// Gathers problems, so that an operator hears of all of them at once.

/// Gathers what is wrong while a configuration is read.
///
/// A class because the readers of nested mappings all write to the same one. It is used by the one
/// task that reads the configuration and is not `Sendable`.
public final class ProblemCollector {
    private var gathered: [ConfigurationProblem] = []

    public init() {}

    /// What has been found so far, in the order of files, lines and columns.
    public var problems: ConfigurationProblems { ConfigurationProblems(gathered) }

    public var isEmpty: Bool { gathered.isEmpty }

    /// - Parameter hint: what to do about it, as whole sentences.
    public func report(_ what: String, hint: String? = nil, at place: ConfigurationPlace) {
        report(ConfigurationProblem(what, hint: hint, at: place))
    }

    /// The same problem at the same place is kept once: a manifest that several feeds share is read often.
    public func report(_ problem: ConfigurationProblem) {
        if !gathered.contains(problem) { gathered.append(problem) }
    }

    /// Takes over what was found elsewhere.
    public func report(_ problems: ConfigurationProblems) {
        for problem in problems.problems { report(problem) }
    }

    /// Throws what has been found, if anything has. Call it once, when everything has been read.
    public func throwIfAny() throws(ConfigurationProblems) {
        if !gathered.isEmpty { throw problems }
    }
}
