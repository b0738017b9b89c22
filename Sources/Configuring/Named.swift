// A value under a name that the operator chose.

/// One entry of a mapping whose keys are names that the operator chooses.
public struct Named<Value: Sendable>: Sendable {
    public let name: String
    public let value: Value
    /// Where the name stands.
    public let place: ConfigurationPlace

    public init(_ name: String, _ value: Value, at place: ConfigurationPlace) {
        self.name = name
        self.value = value
        self.place = place
    }
}

extension Named: Equatable where Value: Equatable {}
