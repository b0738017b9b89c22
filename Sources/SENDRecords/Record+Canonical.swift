// The one canonical encoding of a record: the stored blob, and the input of its hash.

/// A blob that is not a record of this version's layout.
public struct RecordEncodingError: Error, CustomStringConvertible {
    public let description: String
}

extension Record {
    /// Type number, layout, then each field as a tag and its content; fields not stated at the end are left out, so that
    /// a field appended later changes no hash.
    public func encoded() -> [UInt8] {
        var writer = CanonicalWriter(capacity: 96)
        let declaration = type.declaration
        writer.byte(type.number)
        writer.byte(declaration.layout)
        var end = values.count
        while end > 0, values[end - 1] == .notStated { end -= 1 }
        writer.number(UInt64(end))
        for index in 0..<end { writer.value(values[index]) }
        return writer.bytes
    }

    /// Reads what `encoded()` wrote, in this layout or an older one.
    public init(encoded bytes: [UInt8]) throws(RecordEncodingError) {
        var reader = CanonicalReader(bytes)
        guard let number = reader.byte(), let type = RecordType.numbered(number), reader.byte() != nil,
            let count = reader.number(), count <= UInt64(type.declaration.fields.count)
        else { throw RecordEncodingError(description: "the stored record has an unknown type or layout") }
        var values: [Value] = []
        values.reserveCapacity(type.declaration.fields.count)
        for _ in 0..<count {
            guard let value = reader.value() else {
                throw RecordEncodingError(description: "the stored \(type.name) record ends early")
            }
            values.append(value)
        }
        self.init(type, values: values)
    }
}
