// What a node says, without where and how it was written.

extension ConfigurationNode {
    /// One text for all nodes that say the same: keys in order of their bytes, no comments, no places. For
    /// telling whether a manifest has changed.
    public var canonicalText: String {
        switch content {
        case .scalar(let scalar):
            return isBlank ? "-" : Self.quoted(scalar.text)
        case .sequence(let elements):
            return "[\(elements.map(\.canonicalText).joined(separator: ","))]"
        case .mapping(let entries):
            let sorted = entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            let parts = sorted.map { "\(Self.quoted($0.key)):\($0.value.canonicalText)" }
            return "{\(parts.joined(separator: ","))}"
        }
    }

    /// The length first, so that no text can imitate another.
    private static func quoted(_ text: String) -> String { "\(text.utf8.count)'\(text)'" }
}
