// A column's name as it is compared and handed over.

enum HeaderName {
    /// Without spaces, tabs and no-break spaces around it.
    static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> String {
        var rest = Array(bytes)[...]
        while true {
            if rest.first == 0x20 || rest.first == 0x09 {
                rest.removeFirst()
            } else if rest.last == 0x20 || rest.last == 0x09 {
                rest.removeLast()
            } else if rest.starts(with: [0xC2, 0xA0]) {
                rest.removeFirst(2)
            } else if rest.suffix(2) == [0xC2, 0xA0] {
                rest.removeLast(2)
            } else {
                return String(decoding: rest, as: UTF8.self)
            }
        }
    }

    /// Without the byte order mark that a second export brings into the middle of a file.
    static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    }
}
