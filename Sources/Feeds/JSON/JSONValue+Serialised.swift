// Compact JSON text of a value: no spaces, members in their order.

extension JSONValue {
    /// The value as JSON text. What was parsed comes out with the same digits, the same escapes and in the same order.
    public func serialised() -> String {
        String(decoding: serialisedBytes(), as: UTF8.self)
    }

    /// The value as UTF-8 bytes.
    public func serialisedBytes() -> [UInt8] {
        var output: [UInt8] = []
        append(to: &output)
        return output
    }

    /// Appends the value's bytes, at any depth without a deep stack.
    public func append(to output: inout [UInt8]) {
        tape.withView { view in
            output.reserveCapacity(output.count + view.written(index).count)
            /// The containers that are open: where they end, and what closes them.
            var open: [(end: Int, closing: UInt8)] = []
            var next = index
            let end = index + view.span(index)
            var isFirst = true
            while next < end {
                while let innermost = open.last, innermost.end == next {
                    output.append(innermost.closing)
                    open.removeLast()
                    isFirst = false
                }
                if !isFirst { output.append(UInt8(ascii: ",")) }
                isFirst = false
                if view.isName(next) {
                    output.append(contentsOf: view.written(next))
                    output.append(UInt8(ascii: ":"))
                    next += 1
                }
                if view.isContainer(next) {
                    let opening = view.written(next)[0]
                    output.append(opening)
                    open.append((next + view.span(next), opening + 2))
                    isFirst = true
                } else {
                    output.append(contentsOf: view.written(next))
                }
                next += 1
            }
            for innermost in open.reversed() { output.append(innermost.closing) }
        }
    }

    /// Appends a text in quotes; whether it took escapes.
    @discardableResult
    static func append(quoted text: String, to output: inout [UInt8]) -> Bool {
        var hasEscapes = false
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
            default:
                output.append(byte)
                continue
            }
            hasEscapes = true
        }
        output.append(UInt8(ascii: "\""))
        return hasEscapes
    }
}
