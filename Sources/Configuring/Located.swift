// A value that remembers where it was written.

/// A value with its place, for a check that comes later.
public struct Located<Value: Sendable>: Sendable {
    public let value: Value
    public let place: ConfigurationPlace

    public init(_ value: Value, at place: ConfigurationPlace) {
        self.value = value
        self.place = place
    }
}

extension Located: Equatable where Value: Equatable {}
