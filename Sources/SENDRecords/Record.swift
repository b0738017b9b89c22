// A record: a type and an array of values in field order.

/// What one feed states with one key, as typed values in the field order of its type.
public struct Record: Hashable, Sendable {
    public let type: RecordType
    public private(set) var values: [Value]

    /// A record that states nothing yet.
    public init(_ type: RecordType) {
        self.type = type
        values = [Value](repeating: .notStated, count: type.declaration.fields.count)
    }

    /// A record with these values in field order; fields beyond the end are not stated.
    public init(_ type: RecordType, values: [Value]) {
        self.type = type
        self.values = values
        let missing = type.declaration.fields.count - values.count
        precondition(missing >= 0, "a \(type) has fewer fields than that")
        if missing > 0 { self.values.append(contentsOf: repeatElement(.notStated, count: missing)) }
    }

    /// The content of a field, or nil where there is nothing usable.
    public subscript<Content: FieldContent>(field: Field<Content>) -> Content? {
        get { Content(values[field.declaration.number]) }
        set { values[field.declaration.number] = newValue?.value ?? .notStated }
    }

    /// The value of the field with this number.
    public subscript(number: Int) -> Value {
        get { values[number] }
        set { values[number] = newValue }
    }

    /// Each field that states something, with its value.
    public var stated: [(field: FieldDeclaration, value: Value)] {
        zip(type.declaration.fields, values).filter { $0.1 != .notStated }.map { (field: $0.0, value: $0.1) }
    }
}
