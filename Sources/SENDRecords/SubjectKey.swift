// What a record is about, in the partner's own words.

/// A partner's own key for something: a child, a setting, a route, a crew member.
public struct SubjectKey: Hashable, Comparable, Sendable {
    public let kind: EntityKind
    /// The key space, for instance `council-ehc` or `school-pupils@103456`.
    public let space: String
    /// The key within the space.
    public let key: String

    public init(_ kind: EntityKind, space: String, key: String) {
        self.kind = kind
        self.space = space
        self.key = key
    }

    public static func < (left: SubjectKey, right: SubjectKey) -> Bool {
        (left.kind.rawValue, left.space, left.key) < (right.kind.rawValue, right.space, right.key)
    }
}
