// Why two clusters can't be one child, although an edge speaks for it.

extension Settlement {
    enum Obstacle {
        case none
        /// A seal, a verdict, a twin, a second key of one space: nothing to ask.
        case firm
        /// Names and birth date of the edge agree, and NHS numbers or UPNs differ: worth a look.
        case identifiers
    }

    /// Whether two clusters can't be one child, although `edge` speaks for it.
    func obstacle(_ x: Int, _ y: Int, _ edge: Edge) -> Obstacle {
        if !decisions.isEmpty && (anyPair(x, y, isDecided: .sealed) || anyPair(x, y, isDecided: .different)) {
            return .firm
        }
        var numbers = Numbers()
        var i = x
        while i >= 0 {
            var j = y
            while j >= 0 {
                compareNumbers(i, j, &numbers)
                j = following[j]
            }
            i = following[i]
        }
        if namesForbid(x, y, numbers.shared) { return .firm }
        let (shared, differing) = (numbers.shared, numbers.differing)
        if differing.nhs || differing.upn || numbers.doubted {
            guard agree(Int(edge.a), Int(edge.b)) else { return .firm }
            if differing.nhs && !shared.upn || differing.upn && !shared.nhs { return .identifiers }
        }
        return .none
    }

    /// Forenames that disagree with no identifier in common; or a second key of one space that doesn't agree.
    private func namesForbid(_ x: Int, _ y: Int, _ shared: Identifiers) -> Bool {
        let forenamesPart = comparator.model.forenamesPart
        var i = x
        while i >= 0 {
            var j = y
            while j >= 0 {
                let isOneSpace = identities[i].order.space == identities[j].order.space
                if isOneSpace && !agree(i, j) && !isDecided(i, j, named: .different) { return true }
                if forenamesPart && !shared.any && !senses[i].isTitleOnly && !senses[j].isTitleOnly
                    && forename(i, j) == .different && !isDecided(i, j, named: .different)
                {
                    return true
                }
                j = following[j]
            }
            i = following[i]
        }
        return false
    }

    private func forename(_ a: Int, _ b: Int) -> Level {
        comparator.compareNames(identities[a], senses[a], identities[b], senses[b]).forename
    }

    /// Forename and birth date agree.
    private func agree(_ a: Int, _ b: Int) -> Bool {
        comparator.birthDates(identities[a], identities[b]).isOneBirthDate && forename(a, b).isOneForename
    }

    private func isDecided(_ i: Int, _ j: Int, named level: Level) -> Bool {
        if !hasFollowed { return false }
        for a in identities.indices where decidedAs[a] == decidedAs[i] {
            for b in identities.indices where decidedAs[b] == decidedAs[j] && forename(a, b) != level { return true }
        }
        return false
    }
}
