// A set of pairs of indices: which two have been compared.

struct PairSet {
    private var slots: [UInt64]
    private var mask: Int
    private var count = 0

    init(expecting pairs: Int) {
        var size = 64
        while size < pairs * 3 / 2 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        mask = size - 1
    }

    /// Whether the pair, in either order, is new.
    mutating func insert(_ a: Int, _ b: Int) -> Bool {
        let pair = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
        if count * 4 >= slots.count * 3 { grow() }
        if !place(pair) { return false }
        count += 1
        return true
    }

    /// The larger index of a pair is never 0, so neither is the pair.
    private mutating func place(_ pair: UInt64) -> Bool {
        var slot = Int(truncatingIfNeeded: mix(pair, 0)) & mask
        while slots[slot] != 0 {
            if slots[slot] == pair { return false }
            slot = (slot + 1) & mask
        }
        slots[slot] = pair
        return true
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 2)
        mask = slots.count - 1
        for pair in old where pair != 0 { _ = place(pair) }
    }
}
