// Chance that repeats itself: the same seed and the same question give the same answer in every run.

/// A stream of pseudo-random numbers (SplitMix64). Each person, school and partner draws from a stream of its own, so
/// that a change in one place leaves all others as they were.
struct Chance: Sendable {
    private var state: UInt64

    /// A stream of its own for these numbers.
    init(_ seed: UInt64, _ first: Int = 0, _ second: Int = 0) {
        let mixed = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
        let further = Self.mix(mixed ^ (UInt64(bitPattern: Int64(first)) &* 0xD1B5_4A32_D192_ED03))
        state = Self.mix(further ^ (UInt64(bitPattern: Int64(second)) &* 0x8CB9_2BA7_2F3D_8DD7))
    }

    mutating func next() -> UInt64 {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A whole number from 0 up to, and without, the limit.
    mutating func below(_ limit: Int) -> Int {
        limit <= 1 ? 0 : Int((next() >> 33) % UInt64(limit))
    }

    mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }

    /// From 0 up to, and without, 1.
    mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// True in that share of cases; always draws, so that a rate of nought changes nothing else.
    mutating func happens(_ rate: Double) -> Bool { share() < rate }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    private static func mix(_ number: UInt64) -> UInt64 {
        var mixed = number
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
