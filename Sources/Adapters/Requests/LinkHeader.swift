// The `Link` header of an answer (RFC 8288, section 3).

enum LinkHeader {
    /// The targets of the links with the relation `next`, in a header's value. A link with an anchor speaks of another
    /// document (section 3.2) and is passed over.
    static func next(in value: String) -> [String] {
        var scan = Scan(rest: Array(value.utf8)[...])
        var targets: [String] = []
        while let link = scan.link() {
            let relations = link.parameters.first { $0.name == "rel" }?.value.lowercased().split(separator: " ") ?? []
            if relations.contains("next"), !link.parameters.contains(where: { $0.name == "anchor" }) {
                targets.append(link.target)
            }
        }
        return targets
    }

    private struct Link {
        let target: String
        var parameters: [(name: String, value: String)] = []
    }

    private struct Scan {
        var rest: ArraySlice<UInt8>

        mutating func link() -> Link? {
            skip(where: { $0 == UInt8(ascii: ",") || Self.isBlank($0) })
            guard rest.first == UInt8(ascii: "<"), let close = rest.firstIndex(of: UInt8(ascii: ">")) else {
                return nil
            }
            var link = Link(target: text(rest[rest.startIndex + 1..<close]))
            rest = rest[(close + 1)...]
            while true {
                skip(where: Self.isBlank)
                guard rest.first == UInt8(ascii: ";") else { return link }
                rest = rest.dropFirst()
                skip(where: Self.isBlank)
                let name = take(while: { !Self.isBlank($0) && !"=;,".utf8.contains($0) })
                skip(where: Self.isBlank)
                var value = ""
                if rest.first == UInt8(ascii: "=") {
                    rest = rest.dropFirst()
                    skip(where: Self.isBlank)
                    value = self.value()
                }
                if !name.isEmpty { link.parameters.append((name.lowercased(), value)) }
            }
        }

        private mutating func value() -> String {
            guard rest.first == UInt8(ascii: "\"") else {
                return take(while: { !Self.isBlank($0) && !";,".utf8.contains($0) })
            }
            rest = rest.dropFirst()
            var bytes: [UInt8] = []
            while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
                if byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() {
                    bytes.append(escaped)
                } else {
                    bytes.append(byte)
                }
            }
            return String(decoding: bytes, as: UTF8.self)
        }

        private mutating func take(while isTaken: (UInt8) -> Bool) -> String {
            let taken = rest.prefix(while: isTaken)
            rest = rest.dropFirst(taken.count)
            return text(taken)
        }

        private mutating func skip(where isSkipped: (UInt8) -> Bool) { rest = rest.drop(while: isSkipped) }
        private func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
        private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    }
}
