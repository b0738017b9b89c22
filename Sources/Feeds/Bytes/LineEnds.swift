// Line ends as bytes: LF, CR, and CRLF as one.

enum LineEnds {
    /// Index after the next line end, or nil. A CR as the last byte counts only where nothing follows.
    static func next(_ bytes: UnsafePointer<UInt8>, from: Int, to end: Int, isEnd: Bool) -> Int? {
        guard from < end else { return nil }
        let feed = ByteSearch.first(0x0A, in: bytes + from, count: end - from)
        let limit = feed ?? end - from
        guard let mark = ByteSearch.first(0x0D, in: bytes + from, count: limit) else {
            return feed.map { from + $0 + 1 }
        }
        if mark + 1 == feed { return from + mark + 2 }
        if from + mark + 1 == end, !isEnd { return nil }
        return from + mark + 1
    }

    static func count(_ bytes: UnsafePointer<UInt8>, from: Int, to end: Int) -> Int {
        var count = 0
        var index = from
        while let next = next(bytes, from: index, to: end, isEnd: true) {
            count += 1
            index = next
        }
        return count
    }
}
