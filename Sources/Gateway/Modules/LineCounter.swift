// On which line of a payload a byte stands, for places in any order.

import Glibc

/// Counts forward from the last place, or from the nearest mark before the one that is asked for.
struct LineCounter {
    private static let step = 1 << 16
    /// Line feeds before each multiple of `step`, as far as it was read.
    private var marks = [0]
    private var position = 0
    private var feeds = 0

    /// The line that a byte is on, from 1.
    ///
    /// - Parameter read: fills the buffer from a place of the payload, and says how much.
    mutating func line(
        at offset: Int, reading read: (UnsafeMutableRawBufferPointer, Int) throws -> Int
    ) throws -> Int {
        let mark = min(offset / Self.step, marks.count - 1)
        if offset < position || mark * Self.step > position {
            position = mark * Self.step
            feeds = marks[mark]
        }
        try withUnsafeTemporaryAllocation(byteCount: Self.step, alignment: 16) { buffer in
            while position < offset {
                // To the next mark at most, so that each mark is met.
                let end = min(offset, (position / Self.step + 1) * Self.step)
                let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(end - position)])
                let count = try read(part, position)
                guard count > 0 else { break }
                feeds += part[..<count].count { $0 == 0x0a }
                position += count
                if position % Self.step == 0, position / Self.step == marks.count { marks.append(feeds) }
            }
        }
        return feeds + 1
    }
}
