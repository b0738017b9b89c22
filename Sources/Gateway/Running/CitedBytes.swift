// What stands in a kept payload where a module says that a row is. Only the module knows what its rows are made of, so this
// is what a person would read there: the JSON value that begins at the place, or the rest of the line.

import Feeds
import Storage

struct CitedBytes {
    /// Names and values as they stand there: the members of an object, else the text as one.
    let fields: [(name: String, value: String)]
    private static let most = 1 << 16

    /// - Throws: `StoreError.payloadGone` when the payload's time is over.
    init(of payload: PayloadHash, from offset: Int, in store: Store) throws {
        var source = store.bytes(of: payload)
        try source.seek(to: offset)
        var bytes = [UInt8](repeating: 0, count: Self.most)
        var count = 0
        while count < bytes.count {
            let read = try bytes.withUnsafeMutableBytes { try source.read(into: .init(rebasing: $0[count...])) }
            if read == 0 { break }
            count += read
        }
        self.init(bytes[..<count])
    }

    init(_ bytes: ArraySlice<UInt8>) {
        if let end = Self.endOfValue(bytes), let value = try? JSONValue(parsing: Array(bytes[..<end])) {
            fields =
                value.members?.map { ($0.name, $0.value.scalarText ?? $0.value.serialised()) }
                ?? [("the value", value.serialised())]
        } else {
            let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
            fields = line.isEmpty ? [] : [("the line", String(decoding: line, as: UTF8.self))]
        }
    }

    /// Where the object or list ends that begins at once; nil where none does, or where it is too long to be shown.
    private static func endOfValue(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
        var (depth, isText, isEscaped) = (0, false, false)
        for (index, byte) in zip(bytes.indices, bytes) {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\\"): isEscaped = isText
            case UInt8(ascii: "\""): isText.toggle()
            case UInt8(ascii: "{"), UInt8(ascii: "["): if !isText { depth += 1 }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if isText { continue }
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
        }
        return nil
    }
}
