// Blocking: the keys that bring two records together at all. Each is an index; a pair needs one in common.

/// The kinds of blocking keys.
public enum BlockingKind: UInt8, CaseIterable, Sendable {
    case nhsNumber, upn, uln
    /// A word of the name, in whichever place, and the birth date in either reading of day and month. A common surname
    /// comes with the initial of the forename.
    case nameAndBirthDate
    case postcodeAndBirthDate
    case forenameAndPostcode
    case phoneAndInitial
    /// House number and street without the postcode, the initial and the year of birth.
    case addressAndInitial
    case email
    /// Three letters of the forename, four of the surname, year and month of birth.
    case prefixesAndBirthMonth
    /// Forename and surname; where both are common, with two parts of three of the birth date.
    case fullName
    /// A word of the name and the year of birth. Not among the shipped keys: for small sets in bad order.
    case nameAndBirthYear
    /// A word of the name and the postcode or the street. Not among the shipped keys.
    case nameAndHome
    /// Postcode or street, and year and month of birth. Not among the shipped keys.
    case homeAndBirthMonth

    public var name: String {
        switch self {
        case .nhsNumber: "NHS number"
        case .upn: "UPN"
        case .uln: "ULN"
        case .nameAndBirthDate: "name and birth date"
        case .postcodeAndBirthDate: "postcode and birth date"
        case .forenameAndPostcode: "forename and postcode"
        case .phoneAndInitial: "telephone and initial"
        case .addressAndInitial: "address, initial and birth year"
        case .email: "e-mail"
        case .prefixesAndBirthMonth: "first letters and birth month"
        case .fullName: "forename and surname"
        case .nameAndBirthYear: "name and birth year"
        case .nameAndHome: "name and home"
        case .homeAndBirthMonth: "home and birth month"
        }
    }
}

/// The raw keys of one identity: fixed room, no allocation.
struct RawKeys {
    static let most = 48
    private(set) var keys = InlineArray<48, UInt64>(repeating: 0)
    private(set) var kinds = InlineArray<48, UInt8>(repeating: 0)
    private(set) var count = 0

    @inline(__always)
    mutating func add(_ kind: BlockingKind, _ a: UInt64, _ b: UInt64) {
        let key = mix(mix(a, UInt64(kind.rawValue) &+ 1), b)
        for i in 0..<count where keys[i] == key { return }
        guard count < Self.most else { return }
        keys[count] = key
        kinds[count] = kind.rawValue
        count += 1
    }
}

extension MatchingModel {
    /// The keys under which the store finds this identity: 64-bit keyed hashes, the same in every process. They belong to
    /// this version of the model: make them again when it changes.
    public func blockingKeys(of identity: Identity, secret: (UInt64, UInt64)) -> [UInt64] {
        let hash = SipHash(secret.0, secret.1)
        let raw = rawKeys(identity, NameSenses(identity, names))
        return (0..<raw.count).map { hash.hash(raw.keys[$0]) }
    }

    func rawKeys(_ identity: Identity, _ senses: NameSenses) -> RawKeys {
        var keys = RawKeys()
        for kind in self.keys { addKeys(kind, identity, senses, to: &keys) }
        return keys
    }

    /// The word that stands for a name in keys: all spellings of Mohammed meet.
    @inline(__always)
    private func head(_ token: UInt64, _ entry: UInt16) -> UInt64 {
        entry == 0 ? token : names.entries[Int(entry)].head
    }

    func addKeys(_ kind: BlockingKind, _ identity: Identity, _ senses: NameSenses, to keys: inout RawKeys) {
        let first = senses.first >= 0 ? Int(senses.first) : nil
        switch kind {
        case .nhsNumber:
            if identity.nhsNumber != 0 { keys.add(kind, identity.nhsNumber, 0) }
        case .upn:
            if identity.upn != 0 { keys.add(kind, identity.upn, 0) }
            if identity.formerUPN != 0 { keys.add(kind, identity.formerUPN, 0) }
        case .uln:
            if identity.uln != 0 { keys.add(kind, identity.uln, 0) }
        case .nameAndBirthDate:
            guard identity.birthDate != 0 else { return }
            let date = UInt64(BirthDate(packed: identity.birthDate).unordered)
            for i in 0..<Int(identity.givenCount) where senses.givenMask & 1 << UInt8(i) != 0 {
                keys.add(kind, head(identity.given[i], senses.given[i]), date)
            }
            for i in 0..<Int(identity.familyCount) where senses.familyMask & 1 << UInt8(i) != 0 {
                let head = head(identity.family[i], senses.family[i])
                let isCommon = names.entries[Int(senses.family[i])].headRarity < commonName
                if isCommon, let first {
                    let initial = self.head(identity.given[first], senses.given[first]) >> 59
                    keys.add(kind, head, date | initial << 32)
                } else {
                    keys.add(kind, head, date)
                }
            }
        case .postcodeAndBirthDate:
            guard identity.birthDate != 0, identity.postcode != 0 else { return }
            keys.add(kind, identity.postcode, UInt64(BirthDate(packed: identity.birthDate).unordered))
        case .forenameAndPostcode:
            guard identity.postcode != 0, let first else { return }
            keys.add(kind, identity.postcode, head(identity.given[first], senses.given[first]))
        case .phoneAndInitial:
            guard identity.phone != 0, let first else { return }
            keys.add(kind, identity.phone, head(identity.given[first], senses.given[first]) >> 59)
        case .addressAndInitial:
            guard identity.street != 0, identity.houseNumber != 0, let first else { return }
            keys.add(
                kind, mix(identity.street, UInt64(identity.houseNumber)),
                head(identity.given[first], senses.given[first]) >> 59 | UInt64(identity.birthDate >> 9) << 8)
        case .email:
            guard identity.emailHash != 0 else { return }
            keys.add(kind, UInt64(identity.emailHash), 0)
            // A mistyped address still begins right more often than not.
            if identity.birthDate != 0 {
                keys.add(kind, NameToken(packed: identity.emailLetters).prefix(6), UInt64(identity.birthDate >> 9))
            }
        case .prefixesAndBirthMonth:
            guard identity.birthDate != 0, let first, senses.familyMask != 0 else { return }
            let last = senses.familyMask.trailingZeroBitCount
            keys.add(
                kind,
                NameToken(packed: identity.given[first]).prefix(3)
                    ^ NameToken(packed: identity.family[last]).prefix(4) >> 30,
                UInt64(identity.birthDate >> 5))
        case .nameAndBirthYear:
            if identity.birthDate != 0 { addWords(kind, identity, senses, UInt64(identity.birthDate >> 9), to: &keys) }
        case .nameAndHome:
            if identity.postcode != 0 { addWords(kind, identity, senses, identity.postcode, to: &keys) }
            if identity.street != 0 { addWords(kind, identity, senses, identity.street, to: &keys) }
        case .homeAndBirthMonth:
            guard identity.birthDate != 0 else { return }
            if identity.postcode != 0 { keys.add(kind, identity.postcode, UInt64(identity.birthDate >> 5)) }
            if identity.street != 0 { keys.add(kind, identity.street, UInt64(identity.birthDate >> 5)) }
        case .fullName:
            guard let first else { return }
            for i in 0..<Int(identity.familyCount) where senses.familyMask & 1 << UInt8(i) != 0 {
                addFullName(identity, senses, first, i, to: &keys)
            }
        }
    }

    /// A key of each word of the name, in whichever place, with something else.
    private func addWords(
        _ kind: BlockingKind, _ identity: Identity, _ senses: NameSenses, _ other: UInt64, to keys: inout RawKeys
    ) {
        for i in 0..<Int(identity.givenCount) where senses.givenMask & 1 << UInt8(i) != 0 {
            keys.add(kind, head(identity.given[i], senses.given[i]), other)
        }
        for i in 0..<Int(identity.familyCount) where senses.familyMask & 1 << UInt8(i) != 0 {
            keys.add(kind, head(identity.family[i], senses.family[i]), other)
        }
    }

    private func addFullName(
        _ identity: Identity, _ senses: NameSenses, _ first: Int, _ last: Int, to keys: inout RawKeys
    ) {
        let given = head(identity.given[first], senses.given[first])
        let family = head(identity.family[last], senses.family[last])
        // In either order: reversed names meet.
        let both = mix(min(given, family), max(given, family))
        let rarity =
            names.entries[Int(senses.given[first])].headRarity + names.entries[Int(senses.family[last])].headRarity
        if rarity >= commonPair {
            keys.add(.fullName, both, 0)
        } else if identity.birthDate != 0 {
            let date = BirthDate(packed: identity.birthDate)
            keys.add(.fullName, both, UInt64(date.year) << 8 | UInt64(date.month))
            keys.add(.fullName, both, UInt64(date.year) << 8 | UInt64(date.day) | 1 << 32)
            keys.add(.fullName, both, UInt64(date.month) << 8 | UInt64(date.day) | 1 << 33)
        }
    }
}
