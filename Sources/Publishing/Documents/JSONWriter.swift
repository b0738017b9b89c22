// Writes JSON that is the same bytes each time: no white space, members in the order they are written.

/// Gathers the bytes of one JSON value (RFC 8259, UTF-8).
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// Whether a comma comes before the next element or member.
    private var needsComma = false

    init() { bytes.reserveCapacity(1024) }

    mutating func object(_ members: (inout JSONWriter) -> Void) {
        open("{", members, "}")
    }

    mutating func array(_ elements: (inout JSONWriter) -> Void) {
        open("[", elements, "]")
    }

    /// A member's name; its value is written next.
    mutating func name(_ name: String) {
        comma()
        text(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func element(_ value: String) {
        comma()
        text(value)
        needsComma = true
    }

    mutating func element(_ value: Int) {
        comma()
        bytes.append(contentsOf: String(value).utf8)
        needsComma = true
    }

    mutating func element(_ value: Bool) {
        comma()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
        needsComma = true
    }

    /// A value that was written before.
    mutating func element(written value: [UInt8]) {
        comma()
        bytes.append(contentsOf: value)
        needsComma = true
    }

    private mutating func open(
        _ first: Unicode.Scalar, _ inside: (inout JSONWriter) -> Void, _ last: Unicode.Scalar
    ) {
        comma()
        bytes.append(UInt8(ascii: first))
        needsComma = false
        inside(&self)
        bytes.append(UInt8(ascii: last))
        needsComma = true
    }

    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = false
    }

    private mutating func text(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
            case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
            case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
            case 0..<0x20, 0x7F:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
