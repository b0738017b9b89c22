// The keys by which one identity is exactly another's, whatever the model: identifiers, or the whole name with the birth date.

extension Identity {
    /// 64-bit keyed hashes of the child key, of each identifier, and of forename, surname and birth date together: two
    /// identities that share one are the same child's, as far as anybody can say without weighing.
    ///
    /// - Parameter hasChildKey: whether the child key that it was made with is a real one.
    public func exactKeys(hasChildKey: Bool, secret: (UInt64, UInt64)) -> [UInt64] {
        let hash = SipHash(secret.0, secret.1)
        var keys: [UInt64] = []
        // Each kind has a number of its own, so that a UPN never meets an NHS number.
        func add(_ kind: UInt64, _ words: [UInt64]) {
            keys.append(hash.hash(words.reduce(mix(0x6578_6163_746b_6579, kind)) { mix($0, $1) }))
        }
        if hasChildKey { add(1, [order.space, order.key]) }
        if nhsNumber != 0 { add(2, [nhsNumber]) }
        for upn in [upn, formerUPN] where upn != 0 { add(3, [upn]) }
        if uln != 0 { add(4, [uln]) }
        let forenames = (0..<Int(forenameCount)).map { given[$0] }
        let surnames = (0..<Int(surnameCount)).map { family[$0] }
        if birthDate != 0, Self.isName(forenames), Self.isName(surnames) {
            add(5, forenames + [0] + surnames + [0, UInt64(birthDate)])
        }
        return keys
    }

    /// An initial is no name.
    private static func isName(_ words: [UInt64]) -> Bool {
        words.contains { NameToken(packed: $0).length > 1 }
    }
}
