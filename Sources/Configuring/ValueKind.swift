// What may stand after a key, and how it is read.

/// Why a text is not what a key expects. `what` goes on from the key's name: "should be a duration such
/// as 30s". `hint` is whole sentences.
public struct ValueFault: Error, Sendable, Equatable {
    public let what: String
    public let hint: String?

    public init(_ what: String, hint: String? = nil) {
        self.what = what
        self.hint = hint
    }
}

/// A kind of value: its name for the reference, and its reading.
///
/// Other modules add their own kinds in extensions, from a parser of texts (`init(shape:parsing:)`) or
/// from declared keys (`section(keys:)`).
public struct ValueKind<Value: Sendable>: Sendable {
    /// What may stand there, for messages and the reference: "text", "a whole number from 1 to 10".
    public let shape: String
    /// The keys of the mapping that stands there, if one does.
    public let keys: [any DeclaredKey]
    /// Reads a node for the key of the given name; reports what is wrong, and then gives nil.
    public let read: @Sendable (ConfigurationNode, _ name: String, ProblemCollector) -> Value?
    /// The value as it would be written in the file.
    public let write: @Sendable (Value) -> String

    public init(
        shape: String, keys: [any DeclaredKey] = [],
        write: @escaping @Sendable (Value) -> String = { "\($0)" },
        reading read: @escaping @Sendable (ConfigurationNode, _ name: String, ProblemCollector) -> Value?
    ) {
        self.shape = shape
        self.keys = keys
        self.read = read
        self.write = write
    }

    /// A kind that stands as one text.
    public init(
        shape: String, write: @escaping @Sendable (Value) -> String = { "\($0)" },
        parsing parse: @escaping @Sendable (String) throws(ValueFault) -> Value
    ) {
        self.init(shape: shape, write: write) { node, name, problems in
            guard let text = node.text, !node.isBlank else {
                problems.report("`\(name)` should be \(shape), but is \(node.spoken)", at: node.place)
                return nil
            }
            do throws(ValueFault) {
                return try parse(text)
            } catch {
                problems.report("`\(name)` \(error.what)", hint: error.hint, at: node.place)
                return nil
            }
        }
    }
}
