// What can go wrong between a command and the daemon.

import Glibc

/// A command could not be handed to the daemon, or its answer did not come.
public struct ControlError: Error, Sendable, Equatable, CustomStringConvertible {
    public let what: String
    /// What to do about it.
    public let hint: String

    public var description: String { "\(what). \(hint)" }

    init(_ what: String, hint: String) {
        self.what = what
        self.hint = hint
    }

    /// The system refused a step.
    init(_ step: String, code: Int32, hint: String) {
        self.init("\(step): \(String(cString: strerror(code)))", hint: hint)
    }
}
