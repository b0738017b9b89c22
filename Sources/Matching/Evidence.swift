// Why two records are held to be one child: each comparison with its outcome and weight. Holds no value of any field.

/// What speaks for and against two records being one child. Fixed size; `comparisons` makes it readable.
public struct Evidence: Sendable, Equatable {
    private var levels: UInt64 = 0
    private var weights = InlineArray<9, Int16>(repeating: 0)
    /// The sum of the weights and the prior.
    public internal(set) var total: Weight = .zero
    /// The blocking keys that the two records share: a set of `BlockingKind`s by raw value.
    private(set) var keys: UInt16 = 0

    init() {}

    /// One line of the evidence.
    public struct Comparison: Sendable, Equatable {
        public var field: Field
        public var level: Level
        public var weight: Weight
    }

    /// The fields that both records state, in a fixed order.
    public var comparisons: [Comparison] {
        Field.allCases.compactMap { field in
            let level = self[field]
            guard level != .missing else { return nil }
            return Comparison(field: field, level: level, weight: weight(field))
        }
    }

    /// Which indexes brought the two records together.
    public var blockingKeys: [BlockingKind] {
        BlockingKind.allCases.filter { keys & 1 << UInt16($0.rawValue) != 0 }
    }

    /// How well the two agree in a field.
    public subscript(field: Field) -> Level {
        Level(rawValue: UInt8(truncatingIfNeeded: levels >> (6 * UInt64(field.rawValue)) & 63)) ?? .missing
    }

    /// What that counts for.
    public func weight(_ field: Field) -> Weight { Weight(hundredths: Int32(weights[Int(field.rawValue)])) }

    @inline(__always)
    mutating func set(_ field: Field, _ level: Level, _ weight: Int32) {
        let shift = 6 * UInt64(field.rawValue)
        levels = levels & ~(63 << shift) | UInt64(level.rawValue) << shift
        weights[Int(field.rawValue)] = Int16(clamping: weight)
    }

    mutating func add(_ kind: BlockingKind) { keys |= 1 << UInt16(kind.rawValue) }

    public static func == (a: Evidence, b: Evidence) -> Bool {
        guard a.levels == b.levels, a.total == b.total, a.keys == b.keys else { return false }
        for i in 0..<9 where a.weights[i] != b.weights[i] { return false }
        return true
    }
}

extension Evidence: CustomStringConvertible {
    /// `forename same +9.1, birth-date same +12.0, … = +14.3`
    public var description: String {
        let lines = comparisons.map { "\($0.field.name) \($0.level.name) \(Self.signed($0.weight))" }
        return lines.joined(separator: ", ") + " = " + Self.signed(total)
    }

    private static func signed(_ weight: Weight) -> String {
        let tenths = (abs(Int(weight.hundredths)) + 5) / 10
        return "\(weight.hundredths < 0 ? "-" : "+")\(tenths / 10).\(tenths % 10)"
    }
}

extension Evidence {
    /// The canonical bytes, for keeping: levels, weights, total and keys, 32 bytes.
    public func encoded() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        func append(_ number: UInt64, _ width: Int) {
            for i in 0..<width { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * i))) }
        }
        append(levels, 8)
        for i in 0..<9 { append(UInt64(UInt16(bitPattern: weights[i])), 2) }
        append(UInt64(UInt32(bitPattern: total.hundredths)), 4)
        append(UInt64(keys), 2)
        return bytes
    }

    /// Reads what `encoded()` wrote; nil if it isn't that.
    public init?(encoded bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        func number(_ at: Int, _ width: Int) -> UInt64 {
            (0..<width).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
        }
        levels = number(0, 8)
        for i in 0..<9 { weights[i] = Int16(bitPattern: UInt16(number(8 + 2 * i, 2))) }
        total = Weight(hundredths: Int32(bitPattern: UInt32(number(26, 4))))
        keys = UInt16(number(30, 2))
    }
}
