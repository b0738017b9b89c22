// A piece of configuration with its place: what YAML says, before anybody asks what it means.

/// A scalar, a list or a mapping of a configuration file, with its place.
///
/// Scalars stay text exactly as written: `NO` is not false and `012` is not ten. What a text
/// means is decided by the declared key that reads it.
public struct ConfigurationNode: Sendable, Equatable {
    /// What stands at the place.
    public enum Content: Sendable, Equatable {
        case scalar(Scalar)
        case sequence([ConfigurationNode])
        /// In the order of the file; no key twice.
        case mapping([Entry])
    }

    /// A text as it is written.
    public struct Scalar: Sendable, Equatable {
        public let text: String
        /// Written in quotes or as a text block, so that an empty text is meant.
        public let isQuoted: Bool

        public init(text: String, isQuoted: Bool) {
            self.text = text
            self.isQuoted = isQuoted
        }
    }

    /// One key of a mapping and what it says.
    public struct Entry: Sendable, Equatable {
        public let key: String
        public let keyPlace: ConfigurationPlace
        public let value: ConfigurationNode

        public init(key: String, keyPlace: ConfigurationPlace, value: ConfigurationNode) {
            self.key = key
            self.keyPlace = keyPlace
            self.value = value
        }
    }

    public let content: Content
    public let place: ConfigurationPlace

    public init(_ content: Content, at place: ConfigurationPlace) {
        self.content = content
        self.place = place
    }

    /// The text of a scalar, nil for a list or a mapping.
    public var text: String? {
        if case .scalar(let scalar) = content { scalar.text } else { nil }
    }

    /// The elements of a list. A key with nothing after it is an empty list.
    public var elements: [ConfigurationNode]? {
        if case .sequence(let elements) = content { return elements }
        return isBlank ? [] : nil
    }

    /// The entries of a mapping. A key with nothing after it is an empty mapping.
    public var entries: [Entry]? {
        if case .mapping(let entries) = content { return entries }
        return isBlank ? [] : nil
    }

    /// Nothing stands after the key.
    public var isBlank: Bool {
        if case .scalar(let scalar) = content { return scalar.text.isEmpty && !scalar.isQuoted }
        return false
    }

    /// The value of a key of a mapping; nil if it is not stated or this is no mapping.
    public subscript(key: String) -> ConfigurationNode? {
        entries?.first { $0.key == key }?.value
    }

    /// What this is, for a message: "text", "a list", "a mapping of keys" or "nothing".
    var spoken: String {
        switch content {
        case .scalar: isBlank ? "nothing" : "text"
        case .sequence: "a list"
        case .mapping: "a mapping of keys"
        }
    }
}
