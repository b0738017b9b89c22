// The stretch of a payload that a reader looks at: what it hasn't used yet, in one piece.

/// A buffer that slides over a payload. Readers use bytes from the front by moving `start`; when
/// what is left isn't a whole record or token they call `fill`, which keeps it and adds more. The
/// buffer doubles only while one record or token fills it, so rescanning costs a constant factor.
struct ByteWindow {
    static let usualCapacity = 256 * 1024

    private(set) var base: UnsafeMutablePointer<UInt8>
    /// Index in `base` of the first byte not used yet.
    var start = 0
    /// Index in `base` after the last byte read.
    private(set) var end = 0
    /// Offset in the payload of `base[0]`.
    private(set) var origin: Int
    /// No more bytes will come after `end`.
    private(set) var atEnd = false
    private var capacity: Int

    /// Whoever makes a window calls `deallocate` when done.
    init(capacity: Int = usualCapacity, origin: Int = 0) {
        self.capacity = max(capacity, 1)
        self.origin = origin
        base = .allocate(capacity: self.capacity)
    }

    func deallocate() {
        base.deallocate()
    }

    /// Offset in the payload of the first byte not used yet.
    var offset: Int { origin + start }

    var count: Int { end - start }

    /// Keeps the bytes not used yet and reads until the buffer is full or the source ends.
    mutating func fill(from source: inout some ByteSource) throws {
        let kept = count
        if start > 0 {
            base.update(from: base + start, count: kept)
            origin += start
            start = 0
            end = kept
        } else if end == capacity {
            let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
            wider.update(from: base, count: kept)
            base.deallocate()
            base = wider
            capacity *= 2
        }
        while end < capacity, !atEnd {
            let free = UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
            let got = try source.read(into: free)
            atEnd = got == 0
            end += got
        }
    }

    /// A view of bytes that are all there is. It is never filled, written to or deallocated.
    init(viewing first: UnsafePointer<UInt8>, count: Int, origin: Int = 0) {
        base = UnsafeMutablePointer(mutating: first)
        (capacity, end, self.origin, atEnd) = (count, count, origin, true)
    }

    /// A view of the bytes from `start` to `end` alone, as a document of its own.
    func piece(to end: Int) -> ByteWindow {
        var piece = self
        (piece.end, piece.atEnd) = (end, true)
        return piece
    }
}
