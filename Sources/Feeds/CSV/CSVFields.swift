// The text of a field, from the bytes between its marks.

/// Copies fields without their quotes and escapes, in UTF-8.
struct CSVFields {
    let bytes: UnsafeMutablePointer<UInt8>
    let quote: UInt8
    let hasBackslash: Bool

    /// Writes a field's text to `output` and returns its length.
    func copy(_ mark: CSVFieldMark, to output: UnsafeMutablePointer<UInt8>, transcodes: Bool) -> Int {
        let inner = mark.inner
        var from = inner.lowerBound
        let to = inner.upperBound
        var written = 0
        while from < to {
            if mark.quoting == .quotedWithEscapes, let escape = firstEscape(from: from, to: to) {
                // Up to the escape, and the byte after it without looking at that.
                written += put(from, escape - from, output + written, transcodes)
                written += put(escape + 1, 1, output + written, transcodes)
                from = escape + 2
            } else {
                written += put(from, to - from, output + written, transcodes)
                from = to
            }
        }
        return written
    }

    private func put(_ from: Int, _ count: Int, _ output: UnsafeMutablePointer<UInt8>, _ transcodes: Bool) -> Int {
        if transcodes { return Windows1252.copy(bytes + from, count: count, to: output) }
        output.update(from: bytes + from, count: count)
        return count
    }

    private func firstEscape(from: Int, to: Int) -> Int? {
        if !hasBackslash { return ByteSearch.first(quote, in: bytes + from, count: to - from).map { from + $0 } }
        var index = from
        while index + 1 < to {
            let byte = bytes[index]
            let after = bytes[index + 1]
            if byte == quote || byte == UInt8(ascii: "\\") && (after == byte || after == quote) { return index }
            index += 1
        }
        return nil
    }
}
