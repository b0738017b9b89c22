// Declared keys: what may stand in a mapping. Reading, checking and the printed reference all use them.

/// What every declared key can tell about itself, whatever its values are.
public protocol DeclaredKey: Sendable {
    var name: String { get }
    /// What it is for, as a sentence without a full stop.
    var meaning: String { get }
    /// What may stand there: "text", "a duration such as 30s".
    var shape: String { get }
    var isRequired: Bool { get }
    /// The default as it would be written in the file.
    var defaultText: String? { get }
    /// The keys of the mapping that stands there, if one does.
    var inner: [any DeclaredKey] { get }
}

/// A key that must or may be stated. Reading it gives nil if it is not stated or not usable.
public struct Key<Value: Sendable>: DeclaredKey {
    public let name: String
    public let kind: ValueKind<Value>
    public let isRequired: Bool
    public let meaning: String

    public init(_ name: String, _ kind: ValueKind<Value>, required: Bool = false, _ meaning: String) {
        self.name = name
        self.kind = kind
        self.isRequired = required
        self.meaning = meaning
    }

    public var shape: String { kind.shape }
    public var defaultText: String? { nil }
    public var inner: [any DeclaredKey] { kind.keys }
}

/// A key with a default. Reading it always gives a value.
public struct DefaultedKey<Value: Sendable>: DeclaredKey {
    public let name: String
    public let kind: ValueKind<Value>
    public let standard: Value
    public let meaning: String

    public init(_ name: String, _ kind: ValueKind<Value>, default standard: Value, _ meaning: String) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.meaning = meaning
    }

    public var shape: String { kind.shape }
    public var isRequired: Bool { false }
    public var defaultText: String? { kind.write(standard) }
    public var inner: [any DeclaredKey] { kind.keys }
}
