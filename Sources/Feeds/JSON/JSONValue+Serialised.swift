// Compact JSON text of a value: no spaces, members in their order.

extension JSONValue {
    /// The value as JSON text. Serialising what was parsed gives the same digits and the same order.
    public func serialised() -> String {
        String(decoding: serialisedBytes(), as: UTF8.self)
    }

    /// The value as UTF-8 bytes.
    public func serialisedBytes() -> [UInt8] {
        var output: [UInt8] = []
        append(to: &output)
        return output
    }

    private enum Step {
        case value(JSONValue)
        case name(String, first: Bool)
        case byte(UInt8)
    }

    /// Appends the value's bytes. It keeps its own list of what is left, so deep values need no
    /// deep stack.
    public func append(to output: inout [UInt8]) {
        var left: [Step] = [.value(self)]
        while let step = left.popLast() {
            switch step {
            case .byte(let byte): output.append(byte)
            case .name(let name, let first):
                if !first { output.append(UInt8(ascii: ",")) }
                Self.append(quoted: name, to: &output)
                output.append(UInt8(ascii: ":"))
            case .value(.null): output += "null".utf8
            case .value(.bool(let value)): output += (value ? "true" : "false").utf8
            case .value(.number(let digits)): output += digits.utf8
            case .value(.string(let text)): Self.append(quoted: text, to: &output)
            case .value(.array(let elements)):
                output.append(UInt8(ascii: "["))
                left.append(.byte(UInt8(ascii: "]")))
                for (index, element) in elements.enumerated().reversed() {
                    left.append(.value(element))
                    if index > 0 { left.append(.byte(UInt8(ascii: ","))) }
                }
            case .value(.object(let members)):
                output.append(UInt8(ascii: "{"))
                left.append(.byte(UInt8(ascii: "}")))
                for (index, member) in members.enumerated().reversed() {
                    left.append(.value(member.value))
                    left.append(.name(member.name, first: index == 0))
                }
            }
        }
    }

    private static func append(quoted text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case 0x08: output += "\\b".utf8
            case 0x09: output += "\\t".utf8
            case 0x0A: output += "\\n".utf8
            case 0x0C: output += "\\f".utf8
            case 0x0D: output += "\\r".utf8
            case 0..<0x20: output += ("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
