// NHS numbers, UPNs and ULNs of two clusters, and numbers that two children bear.

extension Settlement {
    struct Identifiers {
        var nhs = false
        var upn = false
        var uln = false
        var any: Bool { nhs || upn || uln }
    }

    /// What the identifiers of two clusters say of each other.
    struct Numbers {
        var shared = Identifiers()
        var differing = Identifiers()
        /// Numbers differ, and one of them is borne by another child as well.
        var doubted = false
    }

    func compareNumbers(_ i: Int, _ j: Int, _ numbers: inout Numbers) {
        let (a, b) = (identities[i], identities[j])
        if a.nhsNumber != 0 && b.nhsNumber != 0 {
            if a.nhsNumber == b.nhsNumber {
                numbers.shared.nhs = true
            } else if isDecided(i, j, { $0.nhsNumber == $1.nhsNumber && $0.nhsNumber != 0 }) {
                numbers.shared.nhs = true
            } else if isContested(a.nhsNumber, b.nhsNumber) {
                numbers.doubted = true
            } else {
                numbers.differing.nhs = true
            }
        }
        if a.upn != 0 && b.upn != 0 && a.upn != b.upn {
            if a.upn == b.formerUPN || b.upn == a.formerUPN {
                numbers.shared.upn = true
            } else if isDecided(i, j, { $0.upn == $1.upn && $0.upn != 0 }) {
                numbers.shared.upn = true
            } else if isContested(a.upn, b.upn) {
                numbers.doubted = true
            } else {
                numbers.differing.upn = true
            }
        } else if a.upn != 0 && (a.upn == b.upn || a.upn == b.formerUPN) || b.upn != 0 && b.upn == a.formerUPN {
            numbers.shared.upn = true
        }
        if a.uln != 0 && a.uln == b.uln { numbers.shared.uln = true }
    }

    /// Whether people have said that `i` or `j` is one child with others, and among those there are two for whom `holds`:
    /// what they said of one Hassan and one Hussain goes for the other Hassans.
    private func isDecided(_ i: Int, _ j: Int, _ holds: (Identity, Identity) -> Bool) -> Bool {
        if !hasFollowed { return false }
        for a in identities.indices where decidedAs[a] == decidedAs[i] {
            for b in identities.indices where decidedAs[b] == decidedAs[j] && holds(identities[a], identities[b]) {
                return true
            }
        }
        return false
    }

    private func isContested(_ x: UInt64, _ y: UInt64) -> Bool {
        !contested.isEmpty && (contested.contains(x) || contested.contains(y))
    }

    /// Notes the numbers that stand with two children, by the edges between them.
    mutating func contestNumbers(_ edges: [Edge]) {
        contested.removeAll(keepingCapacity: true)
        for edge in edges {
            let (a, b) = (identities[Int(edge.a)], identities[Int(edge.b)])
            let sharesNHS = a.nhsNumber != 0 && a.nhsNumber == b.nhsNumber
            let sharesUPN = a.upn != 0 && a.upn == b.upn
            guard sharesNHS || sharesUPN else { continue }
            let (x, y) = (Int(edge.a), Int(edge.b))
            guard edge.weight == Edge.contested || comparator.evidence(a, senses[x], b, senses[y]).isContested else {
                continue
            }
            if sharesNHS { contested.append(a.nhsNumber) }
            if sharesUPN { contested.append(a.upn) }
        }
    }
}
