// The numbers that decide which records are one child. A value: nothing here is read from anywhere.

import Configuring

/// A version of the matching model: weights, cuts, names. Within one version, clusters are a function of the set of
/// child records, verdicts and seals. The shipped one is `config/matching/model.yaml`.
public struct MatchingModel: Sendable {
    public let version: String
    /// The odds before any evidence that two records picked at random are one child.
    public let prior: Weight
    /// From here on two records are linked.
    public private(set) var linkCut: Weight
    /// From here up to the link cut a person decides; below it nobody is asked.
    public private(set) var reviewCut: Weight
    /// A block with more members compares only pairs that share a second key.
    public private(set) var largestBlock: Int
    /// A forename and surname together at most this rare (in hundredths of a bit) need more to make a key.
    /// The keys that bring records together.
    private(set) var keys: [BlockingKind]
    let commonPair: Int32
    /// A surname at most this rare needs an initial to make a key with the birth date.
    let commonName: Int32
    let calibration: Calibration
    let names: NameTable
    /// Forenames that disagree keep clusters apart. Off only for measuring on sets of people who aren't children.
    private(set) var forenamesPart = true
    private var weights: [Int16]

    /// How a weight becomes a probability: measured, because evidence that goes together counts twice in the sum.
    public struct Calibration: Sendable, Equatable {
        public var centre: Double
        public var scale: Double
        /// No link is surer than this.
        public var surest: Double

        public init(centre: Double, scale: Double, surest: Double) {
            self.centre = centre
            self.scale = scale
            self.surest = surest
        }
    }

    init(
        version: String, prior: Weight, linkCut: Weight, reviewCut: Weight, largestBlock: Int, commonPair: Weight,
        commonName: Weight,
        keys: [BlockingKind], calibration: Calibration, names: NameTable, weights: [Field: [Level: Weight]]
    ) {
        self.version = version
        self.prior = prior
        self.linkCut = linkCut
        self.reviewCut = reviewCut
        self.largestBlock = largestBlock
        self.keys = keys
        self.commonPair = commonPair.hundredths
        self.commonName = commonName.hundredths
        self.calibration = calibration
        self.names = names
        var flat = [Int16](repeating: 0, count: Field.allCases.count * 32)
        for (field, levels) in weights {
            for (level, weight) in levels {
                flat[Int(field.rawValue) * 32 + Int(level.rawValue)] = Int16(clamping: weight.hundredths)
            }
        }
        self.weights = flat
    }

    /// The same model with other cuts: for measuring, and for councils that want to be asked more or less.
    public func cutting(link: Weight, review: Weight) -> MatchingModel {
        var model = self
        model.linkCut = link
        model.reviewCut = min(link, review)
        return model
    }

    /// The same model with another bound on blocks: for tests that need to cross it.
    func blocking(atMost members: Int) -> MatchingModel {
        var model = self
        model.largestBlock = members
        return model
    }

    /// The same model with another weight, in bits: for measuring.
    func weighing(_ field: Field, _ level: Level, _ bits: Double) -> MatchingModel {
        var model = self
        model.weights[Int(field.rawValue) * 32 + Int(level.rawValue)] = Int16(clamping: Weight(bits).hundredths)
        return model
    }

    /// The same model for people among whom there are no twins: the public labelled sets, whose "different forename, same
    /// home, same birth date" is one person; with all kinds of keys. Not for children.
    func ignoringTwins() -> MatchingModel {
        var model = self
        model.forenamesPart = false
        model.keys = BlockingKind.allCases
        for level in Field.twins.levels { model.weights[Int(Field.twins.rawValue) * 32 + Int(level.rawValue)] = 0 }
        return model
    }

    @inline(__always)
    func weight(_ field: Field, _ level: Level) -> Int32 {
        Int32(weights[Int(field.rawValue) &* 32 &+ Int(level.rawValue)])
    }

    /// The probability, from 0 to 1, that two records with this total are one child.
    public func sureness(of total: Weight) -> Double {
        let odds = (total.bits - calibration.centre) * calibration.scale
        return min(calibration.surest, 1 / (1 + exponentialOfTwo(-odds)))
    }

    /// 2 to the power of `x`, without the C library: the same everywhere.
    private func exponentialOfTwo(_ x: Double) -> Double {
        let bounded = max(-60, min(60, x))
        let whole = bounded.rounded(.down)
        let y = (bounded - whole) * 0.693_147_180_559_945_3
        var term = 1.0
        var sum = 1.0
        for n in 1...14 {
            term *= y / Double(n)
            sum += term
        }
        return sum * Double(sign: .plus, exponent: Int(whole), significand: 1)
    }
}
