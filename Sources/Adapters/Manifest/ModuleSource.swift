// A native adapter module: the library, what it is told, and its bounds.

import Configuring
import SENDRecords

/// A module that fetches by asking the gateway, and states records.
public struct ModuleSource: Sendable {
    /// The file's name: in the adapter's folder, or beside the sendgate executable.
    public let library: String
    /// Where and how the gateway fetches for it.
    public let https: HTTPSource
    /// What the module gets as its settings: a JSON object.
    public let settings: String
    public let limits: ModuleBounds

    /// The name of the one file that a module's answers are, in runs and messages.
    public static let file = "answers"
}

extension Manifest {
    /// Whether a native module states its records.
    public var isModule: Bool {
        if case .module = source { true } else { false }
    }
}

/// Bounds on one run of a module.
public struct ModuleBounds: Sendable, Equatable {
    public let time: Duration
    public let silence: Duration
    /// Bytes.
    public let memory: Int
    /// Records, rows left out and rows refused.
    public let records: Int
}
