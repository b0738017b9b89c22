// All pairs of a population that share a blocking key: each pair once.

/// Finds the candidate pairs of all identities. A pair shares a key with at most `largestBlock` members, or two keys.
struct CandidatePairs {
    private let model: MatchingModel
    private let comparator: Comparator
    private let identities: [Identity]
    private let order: [UInt32]
    private let senses: [NameSenses]
    private var seen: PairSet
    private var table = KeyTable()
    /// All pairs that share an identifier have been compared: from here on strangers can be passed over at a glance.
    private var numbersAreDone = false
    /// Keys with too many members.
    private var large: Set<UInt64> = []
    private var inLarge: [UInt32] = []

    /// `order` and `senses` are by canonical rank; pairs are given by rank.
    init(model: MatchingModel, identities: [Identity], order: [UInt32], senses: [NameSenses]) {
        self.model = model
        comparator = Comparator(model: model)
        self.identities = identities
        self.order = order
        self.senses = senses
        seen = PairSet(expecting: identities.count * 2)
    }

    mutating func clear() {
        seen = PairSet(expecting: 1)
        table = KeyTable()
    }

    /// Calls `compare` with each pair of ranks once, the smaller first.
    mutating func eachPair(_ compare: (UInt32, UInt32) -> Void) {
        for kind in model.keys {
            table.clear()
            for rank in order.indices {
                var keys = RawKeys()
                model.addKeys(kind, identities[Int(order[rank])], senses[rank], to: &keys)
                for i in 0..<keys.count { table.add(keys.keys[i], UInt32(rank)) }
            }
            table.sort()
            eachBlock(kind, compare)
            if kind == .uln { numbersAreDone = large.isEmpty }
        }
        if large.isEmpty { return }
        joinLarge()
        eachBlock(nil, compare)
    }

    /// `kind` is nil for blocks of two keys.
    private mutating func eachBlock(_ kind: BlockingKind?, _ compare: (UInt32, UInt32) -> Void) {
        let isJoint = kind == nil
        let glances = numbersAreDone && !isJoint
        var start = 0
        while start < table.count {
            let end = table.endOfBlock(at: start)
            let size = end - start
            if size > 1 {
                if size > model.largestBlock && !isJoint {
                    large.insert(table.key(at: start))
                    for i in start..<end { inLarge.append(table.rank(at: i)) }
                } else {
                    for i in start..<(end - 1) {
                        let a = table.rank(at: i)
                        let plain = senses[Int(a)].plain
                        for j in (i + 1)..<end {
                            let b = table.rank(at: j)
                            if glances && comparator.areStrangers(plain, senses[Int(b)].plain) { continue }
                            if a != b && seen.insert(Int(a), Int(b)) { compare(min(a, b), max(a, b)) }
                        }
                    }
                }
            }
            start = end
        }
    }

    /// Blocks of those that share two large keys.
    private mutating func joinLarge() {
        inLarge.sort()
        table.clear()
        var last = UInt32.max
        for rank in inLarge where rank != last {
            last = rank
            let keys = model.rawKeys(identities[Int(order[Int(rank)])], senses[Int(rank)])
            for i in 0..<keys.count where large.contains(keys.keys[i]) {
                for j in (i + 1)..<max(i + 1, keys.count) where large.contains(keys.keys[j]) {
                    let (x, y) = (keys.keys[i], keys.keys[j])
                    table.add(mix(min(x, y), max(x, y)), rank)
                }
            }
        }
        table.sort()
    }
}
