// Weights are whole hundredths of a bit, so that sums are exact and the same on every machine and in every order.

/// How strongly something speaks for two records being one child: the base-2 logarithm of an odds ratio, in hundredths.
public struct Weight: Hashable, Comparable, Sendable {
    public var hundredths: Int32

    public init(hundredths: Int32) {
        self.hundredths = hundredths
    }

    public init(_ bits: Double) {
        hundredths = Int32((bits * 100).rounded())
    }

    public var bits: Double { Double(hundredths) / 100 }

    public static func < (a: Weight, b: Weight) -> Bool { a.hundredths < b.hundredths }
    static func + (a: Weight, b: Weight) -> Weight { Weight(hundredths: a.hundredths &+ b.hundredths) }
    static func += (a: inout Weight, b: Weight) { a.hundredths &+= b.hundredths }
    static let zero = Weight(hundredths: 0)
}
