// Where the resolver finds the records that share a key with others: the store, or a table in memory.

/// The identities of all child keys there are, by blocking key. It has to hold the state after the change that is being
/// resolved: new and changed identities with their new keys, withdrawn ones gone.
public protocol CandidateSource {
    /// How many identities have each key, in the order of `keys`.
    mutating func counts(of keys: [UInt64]) throws -> [Int]
    /// All identities with at least `least` of `keys`; each once, in any order. `least` is 1 or 2.
    mutating func identities(sharingAtLeast least: Int, of keys: [UInt64]) throws -> [Identity]
    /// Those of `children` that exist, in any order.
    mutating func identities(of children: [ChildKey]) throws -> [Identity]
}
