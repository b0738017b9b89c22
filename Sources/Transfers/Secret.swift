// A secret that can be carried about but not printed.

/// A password, token or key, with the name that the configuration gives it. Whatever prints it, in a
/// log line, an error, a dump or a debugger's list, gets the name only.
public struct Secret: Sendable, Hashable {
    /// As the configuration writes it.
    public let name: String
    private let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// By its name alone: nothing of a secret goes into a table of hashes.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// The secret itself, to sign with or to send; never to print or to store.
    public func reveal() -> [UInt8] { bytes }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "‹secret \(name)›" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
