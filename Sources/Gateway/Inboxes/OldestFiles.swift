// The oldest of many files, without sorting them all. Pure.

/// Keeps the files that were modified first: a corrected file comes after the one that it corrects.
struct OldestFiles: Sendable {
    /// Oldest first once `cut` has been called.
    private(set) var files: [WaitingFile] = []
    /// Whether there were more than are kept.
    private(set) var hasMore = false
    private let limit: Int
    /// The newest file that is worth keeping, once the limit has been reached.
    private var last: WaitingFile?

    init(atMost limit: Int) {
        self.limit = limit
    }

    mutating func add(_ file: WaitingFile) {
        if let last, !Self.precedes(file, last) { return }
        files.append(file)
        if files.count >= limit * 2 { cut() }
    }

    /// Sorts what is there and drops what is over the limit.
    mutating func cut() {
        files.sort(by: Self.precedes)
        guard files.count > limit else { return }
        files.removeLast(files.count - limit)
        hasMore = true
        last = files.last
    }

    private static func precedes(_ left: WaitingFile, _ right: WaitingFile) -> Bool {
        let times = (left.look.modifiedNanoseconds, right.look.modifiedNanoseconds)
        return times.0 == times.1 ? left.name < right.name : times.0 < times.1
    }
}
