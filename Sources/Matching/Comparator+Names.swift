// Names as sets of words: known names, spellings, double barrels, changed places.

extension Comparator {
    struct NameOutcome {
        var forename: Level = .missing
        var forenameWeight: Int32 = 0
        var surname: Level = .missing
        var surnameWeight: Int32 = 0
    }

    /// Symmetric: the two are always taken in canonical order.
    func compareNames(_ a: Identity, _ senses: NameSenses, _ b: Identity, _ others: NameSenses) -> NameOutcome {
        if b.order < a.order { return compareNames(b, others, a, senses) }
        var outcome = NameOutcome()
        (outcome.forename, outcome.forenameWeight) = forenames(a, senses, b, others)
        (outcome.surname, outcome.surnameWeight) = surnames(a, senses, b, others)
        if isUnlike(outcome.forename) && isUnlike(outcome.surname)
            || outcome.surname == .missing && outcome.forename == .different
        {
            reverse(&outcome, a, senses, b, others)
        }
        return outcome
    }

    private func isUnlike(_ level: Level) -> Bool {
        level == .different || level == .near || level == .close
    }

    // MARK: Forenames

    private func forenames(_ a: Identity, _ sa: NameSenses, _ b: Identity, _ sb: NameSenses) -> (Level, Int32) {
        guard sa.first >= 0, sb.first >= 0 else { return (.missing, 0) }
        let (i, j) = (Int(sa.first), Int(sb.first))
        if a.given[i] == b.given[j] { return shared(.same, sa.given[i]) }
        let entries = model.names.entries
        // The name that one goes by stands anywhere among the given names of the other.
        if sharesUsedName(a, sa, b, sb) { return shared(.knownAs, sa.given[i]) }
        if sharesUsedName(b, sb, a, sa) { return shared(.knownAs, sb.given[j]) }
        let (x, y) = (sa.given[i], sb.given[j])
        if x != 0 && y != 0 && entries[Int(x)].sameName(as: entries[Int(y)]) {
            return shared(.spelling, entries[Int(x)].rarity < entries[Int(y)].rarity ? x : y)
        }
        if meansUsedName(sa, b, sb) || meansUsedName(sb, a, sa) { return shared(.spelling, x) }
        if sa.isTitleOnly && sb.titleAt >= 0 && a.given[i] == b.given[Int(sb.titleAt)]
            || sb.isTitleOnly && sa.titleAt >= 0 && b.given[j] == a.given[Int(sa.titleAt)]
            || sa.isTitleOnly && sb.titleAt >= 0 && spelledAlike(x, sb.given[Int(sb.titleAt)])
            || sb.isTitleOnly && sa.titleAt >= 0 && spelledAlike(y, sa.given[Int(sa.titleAt)])
        {
            return (.titleOnly, model.weight(.forename, .titleOnly))
        }
        // Hassan and Hussain, Zara and Zahra: two names, however near the letters.
        if x != 0 && y != 0 { return (.different, model.weight(.forename, .different)) }
        var level = likeness(NameToken(packed: a.given[i]), NameToken(packed: b.given[j]))
        if level == .different && a.forenameCount != b.forenameCount {
            let whole = likeness(joinedForename(a), joinedForename(b))
            if whole == .same || whole == .close { level = .close }
        }
        return (level, model.weight(.forename, level))
    }

    private func spelledAlike(_ x: UInt16, _ y: UInt16) -> Bool {
        x != 0 && y != 0 && model.names.entries[Int(x)].spelling == model.names.entries[Int(y)].spelling
    }

    private func joinedForename(_ a: Identity) -> NameToken {
        let first = NameToken(packed: a.given[0])
        return a.forenameCount > 1 ? first.joined(to: NameToken(packed: a.given[1])) : first
    }

    private func sharesUsedName(_ a: Identity, _ sa: NameSenses, _ b: Identity, _ sb: NameSenses) -> Bool {
        for k in 0..<Int(b.givenCount) where sb.givenMask & 1 << UInt8(k) != 0 {
            if b.given[k] == a.given[Int(sa.first)] { return true }
            if sa.preferred >= 0 && b.given[k] == a.given[Int(sa.preferred)] { return true }
        }
        return false
    }

    private func meansUsedName(_ sa: NameSenses, _ b: Identity, _ sb: NameSenses) -> Bool {
        let entries = model.names.entries
        let (x, preferred) = (sa.given[Int(sa.first)], sa.preferred >= 0 ? sa.given[Int(sa.preferred)] : 0)
        for k in 0..<Int(b.givenCount) where sb.givenMask & 1 << UInt8(k) != 0 && sb.given[k] != 0 {
            let other = entries[Int(sb.given[k])]
            if x != 0 && entries[Int(x)].sameName(as: other) { return true }
            if preferred != 0 && entries[Int(preferred)].sameName(as: other) { return true }
        }
        return false
    }

    private func shared(_ level: Level, _ entry: UInt16) -> (Level, Int32) {
        (level, max(0, model.names.entries[Int(entry)].rarity + model.weight(.forename, level)))
    }

    // MARK: Surnames

    private func surnames(_ a: Identity, _ sa: NameSenses, _ b: Identity, _ sb: NameSenses) -> (Level, Int32) {
        guard sa.familyMask != 0, sb.familyMask != 0 else { return (.missing, 0) }
        var best: (Level, Int32) = (.missing, Int32.min)
        func offer(_ level: Level, _ entry: UInt16) {
            let rarity = model.names.entries[Int(entry)].familyRarity
            let weight = max(0, rarity + model.weight(.surname, level))
            if weight > best.1 { best = (level, weight) }
        }
        let entries = model.names.entries
        let (nowA, nowB) = (UInt8((1 << a.surnameCount) - 1), UInt8((1 << b.surnameCount) - 1))
        let (wholeA, wholeB) = (sa.familyMask & nowA, sb.familyMask & nowB)
        var (sharedA, sharedB): (UInt8, UInt8) = (0, 0)
        for i in 0..<Int(a.familyCount) where sa.familyMask & 1 << UInt8(i) != 0 {
            for j in 0..<Int(b.familyCount) where sb.familyMask & 1 << UInt8(j) != 0 {
                let isNow = wholeA & 1 << UInt8(i) != 0 && wholeB & 1 << UInt8(j) != 0
                if a.family[i] == b.family[j] {
                    if isNow {
                        sharedA |= 1 << UInt8(i)
                        sharedB |= 1 << UInt8(j)
                    }
                    offer(isNow ? .part : .former, sa.family[i])
                } else if isNow {
                    let (x, y) = (sa.family[i], sb.family[j])
                    if x != 0 && y != 0 && entries[Int(x)].sameName(as: entries[Int(y)]) { offer(.spelling, x) }
                }
            }
        }
        if sharedA != 0 && sharedA == wholeA && sharedB == wholeB {
            var rarest = UInt16(0)
            var rarity = Int32.min
            for i in 0..<Int(a.surnameCount) where wholeA & 1 << UInt8(i) != 0 {
                let entry = sa.family[i]
                if entries[Int(entry)].familyRarity > rarity {
                    rarity = entries[Int(entry)].familyRarity
                    rarest = entry
                }
            }
            offer(.same, rarest)
            return best
        }
        if best.1 > Int32.min { return best }
        let (wordA, wordB) = (joinedSurname(a), joinedSurname(b))
        if a.surnameCount != b.surnameCount && wordA == wordB {
            return (.same, model.names.entries[0].familyRarity + model.weight(.surname, .same))
        }
        let level = likeness(wordA, wordB)
        return (level, model.weight(.surname, level))
    }

    private func joinedSurname(_ a: Identity) -> NameToken {
        let first = NameToken(packed: a.family[0])
        return a.surnameCount > 1 ? first.joined(to: NameToken(packed: a.family[1])) : first
    }

    // MARK: Both

    /// Whether the two names changed places; or one did, and the other is another: then the forenames say nothing.
    private func reverse(
        _ outcome: inout NameOutcome, _ a: Identity, _ sa: NameSenses, _ b: Identity, _ sb: NameSenses
    ) {
        guard sa.first >= 0, sb.first >= 0 else { return }
        let (i, j) = (Int(sa.first), Int(sb.first))
        let there = place(a.given[i], sa.given[i], b, sb)
        let back = place(b.given[j], sb.given[j], a, sa)
        if there + back >= 3 {
            let entries = model.names.entries
            let rarity = entries[Int(sa.given[i])].rarity + entries[Int(sb.given[j])].rarity
            outcome.forename = .reversed
            outcome.forenameWeight = rarity + model.weight(.forename, .reversed)
            outcome.surname = .reversed
            outcome.surnameWeight = model.weight(.surname, .reversed)
        } else if (there == 2 || back == 2) && outcome.forename == .different {
            outcome.forename = .near
            outcome.forenameWeight = model.weight(.forename, .near)
        }
    }

    /// How well a forename stands among the surnames of `other`: 2 as it is, 1 nearly, 0 not at all.
    private func place(_ token: UInt64, _ entry: UInt16, _ other: Identity, _ senses: NameSenses) -> Int {
        var best = 0
        for i in 0..<Int(other.surnameCount) {
            if other.family[i] == token { return 2 }
            let index = senses.family[i]
            if entry != 0 && index != 0 {
                if model.names.entries[Int(entry)].sameName(as: model.names.entries[Int(index)]) { return 2 }
            } else if likeness(NameToken(packed: token), NameToken(packed: other.family[i])) == .close {
                best = 1
            }
        }
        return best
    }

    func likeness(_ a: NameToken, _ b: NameToken) -> Level {
        if a == b { return .same }
        if a.length == 1 || b.length == 1 { return a.initial == b.initial ? .initial : .different }
        let longest = max(a.length, b.length)
        let edits = a.edits(to: b)
        if edits <= 1 && longest >= 4 { return .close }
        if edits <= 1 && longest == 3 && a.initial == b.initial { return .near }
        if edits == 2 && longest >= 6 { return longest >= 9 ? .close : .near }
        if edits == 3 && longest >= 9 { return .near }
        if min(a.length, b.length) >= 3 && (a.starts(with: b) || b.starts(with: a)) { return .near }
        return .different
    }
}
