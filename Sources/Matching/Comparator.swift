// Compares two identities: the evidence, field by field.

/// Compares identities under one model.
struct Comparator {
    let model: MatchingModel
    private let refusesStrangers: Bool

    init(model: MatchingModel) {
        self.model = model
        refusesStrangers = model.forenamesPart
    }

    /// All evidence for and against `a` and `b` being one child. Symmetric.
    func evidence(_ a: Identity, _ sensesA: NameSenses, _ b: Identity, _ sensesB: NameSenses) -> Evidence {
        var evidence = Evidence()
        var total = model.prior.hundredths
        let birth = birthDates(a, b)
        total += record(.birthDate, birth, &evidence)
        let names = compareNames(a, sensesA, b, sensesB)
        evidence.set(.forename, names.forename, names.forenameWeight)
        evidence.set(.surname, names.surname, names.surnameWeight)
        total += names.forenameWeight + names.surnameWeight
        if a.sex != 0 && b.sex != 0 { total += record(.sex, a.sex == b.sex ? .same : .different, &evidence) }
        let (nhs, upn, uln) = (numbers(a.nhsNumber, b.nhsNumber), upns(a, b), numbers(a.uln, b.uln))
        total += record(.nhsNumber, nhs, &evidence)
        total += record(.upn, upn, &evidence)
        total += record(.uln, uln, &evidence)
        let household = households(a, b)
        total += record(.household, household, &evidence)
        // Twins have numbers of their own.
        if birth == .same && isOneHome(household) && nhs != .same && upn != .same && upn != .former && uln != .same {
            switch names.forename {
            case .different: total += record(.twins, .twins, &evidence)
            case .close, .near: total += record(.twins, .closeTwins, &evidence)
            default: break
            }
        }
        evidence.total = Weight(hundredths: total)
        return evidence
    }

    @inline(__always)
    private func record(_ field: Field, _ level: Level, _ evidence: inout Evidence) -> Int32 {
        if level == .missing { return 0 }
        let weight = model.weight(field, level)
        evidence.set(field, level, weight)
        return weight
    }

    /// Whether the pair is refused whatever the rest says: two plain, known and different forenames and no identifier in
    /// common are two children. Found out cheaply: it is most of what blocking brings together.
    @inline(__always)
    func isHopeless(_ a: Identity, _ sensesA: NameSenses, _ b: Identity, _ sensesB: NameSenses) -> Bool {
        guard areStrangers(sensesA.plain, sensesB.plain) else { return false }
        if a.nhsNumber != 0 && a.nhsNumber == b.nhsNumber || a.uln != 0 && a.uln == b.uln { return false }
        if a.upn != 0 && (a.upn == b.upn || a.upn == b.formerUPN) { return false }
        return a.formerUPN == 0 || a.formerUPN != b.upn && a.formerUPN != b.formerUPN
    }

    /// Two forenames, each plain (`NameSenses.plain`), that are not one name.
    @inline(__always)
    func areStrangers(_ x: UInt16, _ y: UInt16) -> Bool {
        guard refusesStrangers, x != 0, y != 0, x != y else { return false }
        return !model.names.entries[Int(x)].sameName(as: model.names.entries[Int(y)])
    }

    // MARK: Single fields

    func birthDates(_ a: Identity, _ b: Identity) -> Level {
        if a.birthDate == 0 || b.birthDate == 0 { return .missing }
        return BirthDate(packed: a.birthDate).level(against: BirthDate(packed: b.birthDate))
    }

    private func numbers(_ a: UInt64, _ b: UInt64) -> Level {
        if a == 0 || b == 0 { return .missing }
        if a == b { return .same }
        return oneDigitApart(a, b) ? .oneDigit : .different
    }

    private func upns(_ a: Identity, _ b: Identity) -> Level {
        if a.upn != 0 && a.upn == b.upn { return .same }
        if a.upn != 0 && a.upn == b.formerUPN || b.upn != 0 && b.upn == a.formerUPN { return .former }
        if a.upn == 0 || b.upn == 0 { return a.formerUPN != 0 && a.formerUPN == b.formerUPN ? .former : .missing }
        return oneDigitApart(a.upn, b.upn) ? .oneDigit : .different
    }

    /// One digit differs, or two neighbours are swapped.
    private func oneDigitApart(_ a: UInt64, _ b: UInt64) -> Bool {
        var (x, y) = (a, b)
        while x % 10 == y % 10 && x != y {
            x /= 10
            y /= 10
        }
        if x / 10 == y / 10 { return true }
        return x / 100 == y / 100 && x % 10 == y / 10 % 10 && y % 10 == x / 10 % 10
    }

    private func households(_ a: Identity, _ b: Identity) -> Level {
        let phones = a.phone != 0 && b.phone != 0
        let emails = a.emailHash != 0 && b.emailHash != 0
        let streets = a.street != 0 && b.street != 0
        let postcodes = a.postcode != 0 && b.postcode != 0
        guard phones || emails || streets || postcodes else { return .missing }
        let contact = phones && a.phone == b.phone || emails && a.emailHash == b.emailHash
        let samePostcode = postcodes && a.postcode == b.postcode
        let sameNumber = a.houseNumber != 0 && a.houseNumber == b.houseNumber
        let sameStreet = streets && a.street == b.street
        if contact { return samePostcode || sameNumber && sameStreet ? .addressAndContact : .contact }
        if samePostcode { return sameNumber || sameStreet && a.houseNumber == b.houseNumber ? .address : .postcode }
        let nearPostcode = postcodes && symbolsApart(a.postcode, b.postcode) == 1
        if sameStreet && sameNumber { return postcodes && !nearPostcode ? .addressElsewhere : .address }
        if streets && sameNumber && NameToken(packed: a.street).edits(to: NameToken(packed: b.street)) <= 2 {
            return .nearAddress
        }
        if sameStreet && nearPostcode { return .nearAddress }
        if emails && nearWords(a.emailLetters, b.emailLetters) { return .nearAddress }
        if sameStreet && !postcodes { return .sector }
        if postcodes && a.postcode >> 24 != 0 && a.postcode >> 12 == b.postcode >> 12 { return .sector }
        return .different
    }

    private func nearWords(_ a: UInt64, _ b: UInt64) -> Bool {
        let (x, y) = (NameToken(packed: a), NameToken(packed: b))
        return x.length >= 8 && y.length >= 8 && x.edits(to: y) <= 2
    }

    private func isOneHome(_ level: Level) -> Bool {
        switch level {
        case .addressAndContact, .address, .contact, .postcode, .addressElsewhere, .nearAddress: true
        default: false
        }
    }

    /// In how many places two codes of one length differ; 99 if their lengths differ.
    private func symbolsApart(_ a: UInt64, _ b: UInt64) -> Int {
        var (x, y) = (a, b)
        var count = 0
        while x != 0 && y != 0 {
            if x & 63 != y & 63 { count += 1 }
            x >>= 6
            y >>= 6
        }
        return x == 0 && y == 0 ? count : 99
    }
}
