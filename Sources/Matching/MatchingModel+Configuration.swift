// Reads a model from its YAML file.

import Configuring
import Foundation

extension MatchingModel {
    /// Reads the model file at `path`; `name` is how messages call it.
    public static func load(_ path: String, called name: String? = nil) throws(ConfigurationProblems) -> MatchingModel {
        try read(ConfigurationNode.load(path, called: name))
    }

    /// Reads a model from its parsed file. Throws all that is wrong, each with its place.
    public static func read(_ node: ConfigurationNode) throws(ConfigurationProblems) -> MatchingModel {
        let problems = ProblemCollector()
        let model = MappingReader(node, called: "the matching model", keys: ModelKeys.all, problems).flatMap(build)
        try problems.throwIfAny()
        guard let model else { throw problems.problems }
        return model
    }

    private static func build(_ reader: MappingReader) -> MatchingModel? {
        let version = reader[ModelKeys.version]
        let prior = reader[ModelKeys.prior]
        let cuts = reader[ModelKeys.cuts]
        let calibration = reader[ModelKeys.sureness]
        let blocking = reader[ModelKeys.blocking]
        let weights = reader[ModelKeys.weights]
        let rarity = reader[ModelKeys.rarity]
        let names = NameLists(
            titles: reader[ModelKeys.titles], placeholders: reader[ModelKeys.placeholders],
            particles: reader[ModelKeys.particles], spellings: reader[ModelKeys.spellings],
            nicknames: reader[ModelKeys.nicknames],
            forenames: frequencies(reader[ModelKeys.forenames], reader.problems),
            surnames: frequencies(reader[ModelKeys.surnames], reader.problems))
        if let twice = names.spelledTwice {
            reader.report(
                "`\(twice)` stands in two lists of spellings", hint: "Keep it in one.", at: ModelKeys.spellings)
        }
        guard let version, let prior, let cuts, let calibration, let blocking, let weights, let rarity else {
            return nil
        }
        if cuts.review > cuts.link {
            reader.report("`review` lies above `link`", hint: "The review cut is the lower one.", at: ModelKeys.cuts)
        }
        return MatchingModel(
            version: version, prior: Weight(prior), linkCut: Weight(cuts.link), reviewCut: Weight(cuts.review),
            largestBlock: blocking.largest, commonPair: Weight(blocking.commonPair),
            commonName: Weight(blocking.commonName), keys: blocking.keys, calibration: calibration,
            names: names.table(rarity), weights: weights)
    }

    /// Bands of names: `40: [oliver, noah]` says that each is borne by 40 children in 10,000.
    private static func frequencies(_ bands: [Named<[String]>], _ problems: ProblemCollector) -> [(String, Double)] {
        var frequencies: [(String, Double)] = []
        var seen: Set<String> = []
        for band in bands {
            guard let number = Double(band.name), number > 0, number < 10_000 else {
                problems.report("a band of names should be a number of children in 10,000", at: band.place)
                continue
            }
            for name in band.value {
                if seen.insert(name).inserted {
                    frequencies.append((name, number / 10_000))
                } else {
                    problems.report("`\(name)` stands in two bands", hint: "Keep it in one.", at: band.place)
                }
            }
        }
        return frequencies
    }
}

/// Bounds on what the rarity of a shared name says, in bits.
struct RarityBounds: Sendable {
    var least: Double
    var most: Double
    /// For a name that the model doesn't know.
    var unknown: Double

    func bits(_ frequency: Double) -> Weight { Weight(min(most, max(least, -log2(frequency)))) }
}

private struct Cuts: Sendable {
    var link: Double
    var review: Double
}

private struct Blocking: Sendable {
    var largest: Int
    var commonPair: Double
    var commonName: Double
    var keys: [BlockingKind]
}

private enum ModelKeys {
    static let version = Key<String>("version", .text, required: true, "the version of the model")
    static let prior = Key<Double>("prior", .number, required: true, "the weight before any evidence, in bits")
    static let cuts = Key<Cuts>("cuts", cutsKind, required: true, "where linking and asking begin")
    static let sureness = Key<MatchingModel.Calibration>(
        "sureness", surenessKind, required: true, "how a total becomes a probability")
    static let blocking = Key<Blocking>("blocking", blockingKind, required: true, "which pairs are compared at all")
    static let rarity = Key<RarityBounds>("rarity", rarityKind, required: true, "bounds on what a shared name says")
    static let weights = Key<[Field: [Level: Weight]]>(
        "weights", weightsKind, required: true, "the weight of each outcome of each comparison, in bits")
    static let titles = DefaultedKey<[String]>(
        "titles", .list(of: .text), default: [], "honorifics that are written or dropped")
    static let placeholders = DefaultedKey<[String]>(
        "placeholders", .list(of: .text), default: [], "words that stand where a name is not known")
    static let particles = DefaultedKey<[String]>(
        "particles", .list(of: .text), default: [], "small words before a surname")
    static let spellings = DefaultedKey<[[String]]>(
        "spellings", .list(of: .list(of: .text)), default: [], "spellings of one name")
    static let nicknames = DefaultedKey<[Named<[String]>]>(
        "nicknames", .names(to: .list(of: .text)), default: [], "short forms of forenames")
    static let forenames = DefaultedKey<[Named<[String]>]>(
        "forenames", .names(to: .list(of: .text)), default: [], "forenames by children in 10,000")
    static let surnames = DefaultedKey<[Named<[String]>]>(
        "surnames", .names(to: .list(of: .text)), default: [], "surnames by children in 10,000")

    static let all: [any DeclaredKey] = [
        version, prior, cuts, sureness, blocking, rarity, weights, titles, placeholders, particles, spellings,
        nicknames, forenames, surnames,
    ]

    private static let link = Key<Double>("link", .number, required: true, "linked from here on")
    private static let review = Key<Double>("review", .number, required: true, "a person decides from here on")
    private static let cutsKind = ValueKind<Cuts>.section(keys: [link, review]) { reader in
        let (link, review) = (reader[link], reader[review])
        guard let link, let review else { return nil }
        return Cuts(link: link, review: review)
    }

    private static let centre = Key<Double>("centre", .number, required: true, "the total at which it is even")
    private static let scale = Key<Double>("scale", .number, required: true, "how much a bit of the total is worth")
    private static let surest = Key<Double>("surest", .number, required: true, "no link is surer")
    private static let surenessKind = ValueKind<MatchingModel.Calibration>.section(keys: [centre, scale, surest]) {
        reader in
        let (centre, scale, surest) = (reader[centre], reader[scale], reader[surest])
        guard let centre, let scale, let surest else { return nil }
        return MatchingModel.Calibration(centre: centre, scale: scale, surest: surest)
    }

    private static let largest = Key<Int>(
        "largest-block", .integer(2...10_000), required: true, "more members need a second shared key")
    private static let commonPair = Key<Double>(
        "common-pair", .number, required: true, "names less rare than this, in bits, need a birth date to make a key")
    private static let commonName = Key<Double>(
        "common-name", .number, required: true, "surnames less rare than this, in bits, need an initial to make a key")
    private static let keys = Key<[String]>(
        "keys", .list(of: .oneOf(BlockingKind.allCases.map(\.name))), required: true, "what brings records together")
    private static let blockingKind = ValueKind<Blocking>.section(keys: [largest, commonPair, commonName, keys]) {
        reader in
        let names = reader[keys]
        let (largest, commonPair, commonName) = (reader[largest], reader[commonPair], reader[commonName])
        guard let largest, let commonPair, let commonName, let names else { return nil }
        // In a fixed order, whatever the order of the list.
        let kinds = BlockingKind.allCases.filter { names.contains($0.name) }
        return Blocking(largest: largest, commonPair: commonPair, commonName: commonName, keys: kinds)
    }

    private static let least = Key<Double>("least", .number, required: true, "what the commonest name says, in bits")
    private static let most = Key<Double>("most", .number, required: true, "what the rarest name says, in bits")
    private static let unknown = Key<Double>("unknown", .number, required: true, "for a name not in this file")
    private static let rarityKind = ValueKind<RarityBounds>.section(keys: [least, most, unknown]) { reader in
        let (least, most, unknown) = (reader[least], reader[most], reader[unknown])
        guard let least, let most, let unknown else { return nil }
        return RarityBounds(least: least, most: most, unknown: unknown)
    }

    private static let fields: [(field: Field, key: Key<[Level: Weight]>)] = Field.allCases.map { field in
        let levels = field.levels.map { level in
            (level, Key<Double>(level.name, .number, required: true, "the weight, in bits"))
        }
        let kind = ValueKind<[Level: Weight]>.section(keys: levels.map(\.1)) { reader in
            var weights: [Level: Weight] = [:]
            for (level, key) in levels { weights[level] = reader[key].map { Weight($0) } }
            return weights
        }
        return (field, Key(field.name, kind, required: true, "the comparison of this field"))
    }
    private static let weightsKind = ValueKind<[Field: [Level: Weight]]>.section(keys: fields.map(\.key)) { reader in
        var weights: [Field: [Level: Weight]] = [:]
        for (field, key) in fields { weights[field] = reader[key] }
        return weights
    }
}

/// The lists of names of a model file, before they become a table.
private struct NameLists {
    var titles: [String]
    var placeholders: [String]
    var particles: [String]
    var spellings: [[String]]
    var nicknames: [Named<[String]>]
    var forenames: [(String, Double)]
    var surnames: [(String, Double)]

    func table(_ bounds: RarityBounds) -> NameTable {
        let unknown = Weight(bounds.unknown).hundredths
        var order: [NameToken] = []
        var entries: [NameToken: NameEntry] = [:]
        func entry(_ name: String, _ change: (inout NameEntry) -> Void) { entry(NameToken(name), change) }
        func entry(_ token: NameToken, _ change: (inout NameEntry) -> Void) {
            if entries[token] == nil {
                order.append(token)
                entries[token] = NameEntry(
                    rarity: unknown, familyRarity: unknown, spelling: UInt16(clamping: order.count), head: token.packed)
            }
            change(&entries[token, default: NameEntry(rarity: 0, familyRarity: 0, spelling: 0, head: 0)])
        }
        for (name, frequency) in forenames {
            entry(name) {
                $0.rarity = bounds.bits(frequency).hundredths
                $0.isBorne = true
            }
        }
        for (name, frequency) in surnames { entry(name) { $0.familyRarity = bounds.bits(frequency).hundredths } }
        var spelled: [NameToken: [String]] = [:]
        for (number, names) in spellings.enumerated() {
            let head = NameToken(names.first ?? "").packed
            for name in names {
                entry(name) {
                    $0.spelling = UInt16(clamping: 30_000 + number)
                    $0.head = head
                }
                spelled[NameToken(name)] = names
            }
        }
        for (number, group) in nicknames.enumerated() {
            let formal = spelled[NameToken(group.name)] ?? [group.name]
            var head = NameToken(group.name).packed
            entry(group.name) { head = $0.head }
            for name in formal { entry(name) { $0.isFull = true } }
            for name in formal + group.value {
                entry(name) {
                    for i in 0..<3 where $0.groups[i] == 0 {
                        $0.groups[i] = UInt16(clamping: number + 1)
                        break
                    }
                }
            }
            for name in group.value where spelled[NameToken(name)] == nil {
                entry(name) { if $0.groups[1] == 0 && !isFormal(name) { $0.head = head } }
            }
        }
        for name in titles { entry(name) { $0.kind = .title } }
        for name in placeholders { entry(name) { $0.kind = .placeholder } }
        for name in particles { entry(name) { $0.kind = .particle } }
        var commonest: [UInt64: Int32] = [:]
        for entry in entries.values {
            commonest[entry.head] = min(commonest[entry.head] ?? unknown, entry.rarity, entry.familyRarity)
        }
        for token in order { entry(token) { $0.headRarity = commonest[$0.head] ?? unknown } }
        var none = NameEntry(rarity: unknown, familyRarity: unknown, spelling: 0, head: 0)
        none.headRarity = unknown
        return NameTable(names: order.map { ($0, entries[$0] ?? none) }, unknown: none)
    }

    /// A name that stands in two lists of spellings.
    var spelledTwice: String? {
        var seen: Set<String> = []
        for list in spellings { for name in list where !seen.insert(name).inserted { return name } }
        return nil
    }

    private func isFormal(_ name: String) -> Bool { nicknames.contains { $0.name == name } }
}
