// Looking into a tape: what a value is, and where its children are.

/// What a JSON value is.
public enum JSONKind: Sendable, Equatable {
    case null, bool, number, string, array, object
}

/// The entries and bytes of a tape while somebody holds it. Values are named by the index of their entry.
struct JSONView {
    let entries: UnsafePointer<JSONEntry>
    let bytes: UnsafePointer<UInt8>

    func kind(_ index: Int) -> JSONKind {
        switch bytes[Int(entries[index].start)] {
        case UInt8(ascii: "\""): .string
        case UInt8(ascii: "{"): .object
        case UInt8(ascii: "["): .array
        case UInt8(ascii: "n"): .null
        case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
        default: .number
        }
    }

    func isContainer(_ index: Int) -> Bool { bytes[Int(entries[index].start)] | 0x20 == UInt8(ascii: "{") }

    func isTrue(_ index: Int) -> Bool { bytes[Int(entries[index].start)] == UInt8(ascii: "t") }

    /// How many children a container has.
    func count(_ index: Int) -> Int { Int(entries[index].extra) }

    func span(_ index: Int) -> Int { Int(entries[index].span) }

    func isName(_ index: Int) -> Bool {
        entries[index].extra & JSONEntry.isName != 0 && bytes[Int(entries[index].start)] == UInt8(ascii: "\"")
    }

    /// The bytes of a value as they were written.
    func written(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let entry = entries[index]
        return UnsafeBufferPointer(start: bytes + Int(entry.start), count: Int(entry.end - entry.start))
    }

    /// Calls `body` for each child, with the index of its name in an object, until it answers false.
    func forEachChild(_ index: Int, _ body: (_ child: Int, _ name: Int?) -> Bool) {
        var child = index + 1
        let end = index + span(index)
        switch kind(index) {
        case .object:
            while child < end {
                if !body(child + 1, child) { return }
                child += 1 + span(child + 1)
            }
        case .array:
            while child < end {
                if !body(child, nil) { return }
                child += span(child)
            }
        case .null, .bool, .number, .string: return
        }
    }

    /// The member of an object; nil where there is none or this is no object.
    func member(of index: Int, named name: UnsafeBufferPointer<UInt8>) -> Int? {
        guard kind(index) == .object else { return nil }
        var child = index + 1
        let end = index + span(index)
        while child < end {
            if isString(child, name) { return child + 1 }
            child += 1 + span(child + 1)
        }
        return nil
    }

    /// The element of an array; nil outside it or where this is no array.
    func element(of index: Int, at position: Int) -> Int? {
        guard position >= 0, kind(index) == .array, position < count(index) else { return nil }
        var child = index + 1
        // Where all elements are scalars each takes one entry.
        if span(index) == count(index) + 1 { return child + position }
        for _ in 0..<position { child += span(child) }
        return child
    }
}
