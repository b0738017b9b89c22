// The strings of a tape. They lie there as they were written and are decoded when somebody asks.

import Glibc

extension JSONView {
    /// What stands between the quotes, where no escape has to be undone; nil otherwise.
    func plain(_ index: Int) -> UnsafeBufferPointer<UInt8>? {
        let entry = entries[index]
        guard entry.extra & JSONEntry.hasEscapes == 0 else { return nil }
        return UnsafeBufferPointer(start: bytes + Int(entry.start) + 1, count: Int(entry.end - entry.start) - 2)
    }

    /// The decoded bytes of a string. Half a surrogate pair, which UTF-8 doesn't have, is in the three bytes that
    /// UTF-8's rule gives for it: two strings are equal, and one comes before the other, as their bytes are and do.
    func withDecoded<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let plain = plain(index) { return body(plain) }
        let entry = entries[index]
        return JSONScan.unescaped(bytes, from: Int(entry.start) + 1, to: Int(entry.end) - 1, halves: .asUTF8WouldBe)
            .withUnsafeBufferPointer(body)
    }

    /// Text of a string; half a surrogate pair is U+FFFD.
    func text(_ index: Int) -> String {
        if let plain = plain(index) { return String(decoding: plain, as: UTF8.self) }
        let entry = entries[index]
        return String(
            decoding: JSONScan.unescaped(bytes, from: Int(entry.start) + 1, to: Int(entry.end) - 1, halves: .replaced),
            as: UTF8.self)
    }

    /// Whether a string's characters are these: by scalar values, as RFC 8259, section 8.3 and RFC 9535 have it, not
    /// by what looks the same.
    func isString(_ index: Int, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
        if let plain = plain(index) { return plain.holdsSame(as: wanted) }
        return withDecoded(index) { $0.holdsSame(as: wanted) }
    }
}

extension UnsafeBufferPointer<UInt8> {
    func holdsSame(as other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        guard let first = baseAddress, let second = other.baseAddress else { return true }
        return memcmp(first, second, count) == 0
    }

    /// Order by bytes, which for UTF-8 is the order of scalar values.
    func comes(before other: UnsafeBufferPointer<UInt8>) -> Bool {
        let common = Swift.min(count, other.count)
        guard common > 0, let first = baseAddress, let second = other.baseAddress else { return count < other.count }
        let order = memcmp(first, second, common)
        return order == 0 ? count < other.count : order < 0
    }
}
