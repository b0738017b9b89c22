// Chance that is the same everywhere.

/// SplitMix64: the same numbers everywhere.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &+ 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    mutating func chance(_ probability: Double) -> Bool {
        Double(next() >> 11) / Double(1 << 53) < probability
    }

    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }

    /// Towards the front of the list, as names are.
    mutating func favour<T>(_ values: [T]) -> T {
        values[min(below(values.count), below(values.count), below(values.count))]
    }
}
