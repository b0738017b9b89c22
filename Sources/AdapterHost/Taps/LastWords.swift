// The end of what a program wrote to standard error: as much as a person reads.

struct LastWords {
    static let most = 64 * 1024

    private(set) var isCut = false
    private var kept: [UInt8] = []

    /// The last bytes, at most `most`.
    var bytes: [UInt8] { Array(kept.suffix(Self.most)) }

    mutating func add(_ bytes: ArraySlice<UInt8>) {
        kept += bytes
        if kept.count > Self.most { isCut = true }
        // Not at each line: a program that floods would have it moved for each of them.
        if kept.count > 4 * Self.most { kept.removeFirst(kept.count - Self.most) }
    }
}
