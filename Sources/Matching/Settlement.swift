// Settles one component: verdicts first, then the best edge first, with every "cannot be" tested on whole clusters.

/// An edge of a component: two members by their index, and the weight.
struct Edge: Sendable {
    var a: UInt32
    var b: UInt32
    var weight: Int32

    /// Joins nothing: it tells that the two are two children who bear one number.
    static let contested = Int32.min
}

/// Settles components one after another, reusing its room. The members of a component come in canonical order, so that
/// index order is canonical order.
struct Settlement {
    let comparator: Comparator
    let decisions: Decisions

    private var identities: [Identity] = []
    private var senses: [NameSenses] = []
    private var clusterOf: [Int] = []
    private var following: [Int] = []
    private var lastOf: [Int] = []
    private var sizeOf: [Int] = []
    private var cameBy: [Arrival] = []
    /// Which members verdicts have made one; each its own where there are none.
    private var decidedAs: [Int] = []
    private var hasFollowed = false
    /// Numbers that two children bear.
    private var contested: [UInt64] = []

    /// By which edge a member came to the larger part of its cluster.
    private struct Arrival {
        /// -1: others came to it.
        var a = -1
        var b = -1
        var weight = Int32.max
        var isVerdict = false
    }

    init(comparator: Comparator, decisions: Decisions) {
        self.comparator = comparator
        self.decisions = decisions
    }

    mutating func begin() {
        identities.removeAll(keepingCapacity: true)
        senses.removeAll(keepingCapacity: true)
    }

    /// In canonical order.
    mutating func add(_ identity: Identity, _ sense: NameSenses) {
        identities.append(identity)
        senses.append(sense)
    }

    /// A component of one.
    func alone(_ identity: Identity) -> Component {
        Component(
            members: [identity.subject],
            clusters: [Cluster(members: [Member(subject: identity.subject, sureness: 1, link: nil)])], doubtful: [],
            conflicts: [])
    }

    /// Settles what has been added. `edges` strongest first; ties by the members' order.
    mutating func settle(_ edges: [Edge]) -> Component {
        let count = identities.count
        clusterOf.removeAll(keepingCapacity: true)
        clusterOf.append(contentsOf: 0..<count)
        lastOf.removeAll(keepingCapacity: true)
        lastOf.append(contentsOf: 0..<count)
        following.removeAll(keepingCapacity: true)
        sizeOf.removeAll(keepingCapacity: true)
        cameBy.removeAll(keepingCapacity: true)
        for _ in 0..<count {
            following.append(-1)
            sizeOf.append(1)
            cameBy.append(Arrival())
        }
        decidedAs.removeAll(keepingCapacity: true)
        decidedAs.append(contentsOf: 0..<count)
        hasFollowed = false
        contestNumbers(edges)
        var conflicts: [Conflict] = []
        if !decisions.isEmpty { followVerdicts(&conflicts) }

        let linkCut = comparator.model.linkCut.hundredths
        for edge in edges {
            if edge.weight < linkCut { break }
            let (a, b) = (Int(edge.a), Int(edge.b))
            let (x, y) = (clusterOf[a], clusterOf[b])
            if x == y || obstacle(x, y, edge) != .none { continue }
            merge(x, y, Arrival(a: a, b: b, weight: edge.weight))
        }
        let doubtful = doubtfulLinks(edges, linkCut)
        return component(doubtful, conflicts)
    }

    private mutating func contestNumbers(_ edges: [Edge]) {
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

    // MARK: Verdicts

    private mutating func followVerdicts(_ conflicts: inout [Conflict]) {
        var places: [CanonicalOrder: Int] = [:]
        for i in identities.indices where decisions.byKey[identities[i].order] != nil {
            places[identities[i].order] = i
        }
        guard places.count > 1 else { return }
        for a in identities.indices {
            guard let about = decisions.byKey[identities[a].order] else { continue }
            let others = about.filter { $0.kind == .same }.compactMap { places[$0.other] }.filter { $0 > a }.sorted()
            for b in others {
                let (x, y) = (clusterOf[a], clusterOf[b])
                if decisions.about(identities[a].order, identities[b].order, is: .sealed) {
                    conflicts.append(conflict(a, b, .sealed))
                } else if decisions.about(identities[a].order, identities[b].order, is: .different) {
                    conflicts.append(conflict(a, b, .verdictsDisagree))
                } else if x != y {
                    if anyPair(x, y, isDecided: .sealed) {
                        conflicts.append(conflict(a, b, .sealed))
                    } else if anyPair(x, y, isDecided: .different) {
                        conflicts.append(conflict(a, b, .verdictsDisagree))
                    } else {
                        merge(x, y, Arrival(a: a, b: b, weight: Int32.max, isVerdict: true))
                        let (from, to) = (decidedAs[b], decidedAs[a])
                        for i in decidedAs.indices where decidedAs[i] == from { decidedAs[i] = to }
                        hasFollowed = true
                    }
                }
            }
        }
    }

    private func conflict(_ a: Int, _ b: Int, _ why: Conflict.Why) -> Conflict {
        Conflict(a: identities[a].subject, b: identities[b].subject, why: why)
    }

    private func anyPair(_ x: Int, _ y: Int, isDecided kind: Decisions.Kind) -> Bool {
        var i = x
        while i >= 0 {
            if decisions.byKey[identities[i].order] != nil {
                var j = y
                while j >= 0 {
                    if decisions.about(identities[i].order, identities[j].order, is: kind) { return true }
                    j = following[j]
                }
            }
            i = following[i]
        }
        return false
    }

    // MARK: Merging

    /// A cluster is called by its first member, from which `following` leads to the others.
    private mutating func merge(_ x: Int, _ y: Int, _ arrival: Arrival) {
        // The smaller part comes to the larger; of two equal ones the later in canonical order comes.
        let (stays, comes): (Int, Int)
        if sizeOf[x] != sizeOf[y] {
            (stays, comes) = sizeOf[x] > sizeOf[y] ? (x, y) : (y, x)
        } else {
            (stays, comes) = earliest(x) < earliest(y) ? (x, y) : (y, x)
        }
        var i = comes
        while i >= 0 {
            clusterOf[i] = stays
            if arrival.weight < cameBy[i].weight || cameBy[i].a < 0 { cameBy[i] = arrival }
            i = following[i]
        }
        following[lastOf[stays]] = comes
        lastOf[stays] = lastOf[comes]
        sizeOf[stays] += sizeOf[comes]
    }

    private func earliest(_ cluster: Int) -> Int {
        var (i, first) = (cluster, cluster)
        while i >= 0 {
            first = min(first, i)
            i = following[i]
        }
        return first
    }

    // MARK: What can't be

    private enum Obstacle {
        case none
        /// A seal, a verdict, a twin, a second key of one space: nothing to ask.
        case firm
        /// Names and birth date of the edge agree, and NHS numbers or UPNs differ: worth a look.
        case identifiers
    }

    /// Whether two clusters can't be one child, although `edge` speaks for it.
    private func obstacle(_ x: Int, _ y: Int, _ edge: Edge) -> Obstacle {
        if !decisions.isEmpty && (anyPair(x, y, isDecided: .sealed) || anyPair(x, y, isDecided: .different)) {
            return .firm
        }
        var shared = Identifiers()
        var differing = Identifiers()
        // Numbers differ, and one of them is borne by another child as well.
        var doubted = false
        var i = x
        while i >= 0 {
            var j = y
            while j >= 0 {
                let (a, b) = (identities[i], identities[j])
                if a.nhsNumber != 0 && b.nhsNumber != 0 {
                    if a.nhsNumber == b.nhsNumber {
                        shared.nhs = true
                    } else if isDecided(i, j, { $0.nhsNumber == $1.nhsNumber && $0.nhsNumber != 0 }) {
                        shared.nhs = true
                    } else if isContested(a.nhsNumber, b.nhsNumber) {
                        doubted = true
                    } else {
                        differing.nhs = true
                    }
                }
                if a.upn != 0 && b.upn != 0 && a.upn != b.upn {
                    if a.upn == b.formerUPN || b.upn == a.formerUPN {
                        shared.upn = true
                    } else if isDecided(i, j, { $0.upn == $1.upn && $0.upn != 0 }) {
                        shared.upn = true
                    } else if isContested(a.upn, b.upn) {
                        doubted = true
                    } else {
                        differing.upn = true
                    }
                } else if a.upn != 0 && (a.upn == b.upn || a.upn == b.formerUPN) || b.upn != 0 && b.upn == a.formerUPN {
                    shared.upn = true
                }
                if a.uln != 0 && a.uln == b.uln { shared.uln = true }
                j = following[j]
            }
            i = following[i]
        }
        if namesForbid(x, y, shared) { return .firm }
        if differing.nhs || differing.upn || doubted {
            guard agree(Int(edge.a), Int(edge.b)) else { return .firm }
            if differing.nhs && !shared.upn || differing.upn && !shared.nhs { return .identifiers }
        }
        return .none
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

    private func isDecided(_ i: Int, _ j: Int, named level: Level) -> Bool {
        if !hasFollowed { return false }
        for a in identities.indices where decidedAs[a] == decidedAs[i] {
            for b in identities.indices where decidedAs[b] == decidedAs[j] && forename(a, b) != level { return true }
        }
        return false
    }

    private func isContested(_ x: UInt64, _ y: UInt64) -> Bool {
        !contested.isEmpty && (contested.contains(x) || contested.contains(y))
    }

    private struct Identifiers {
        var nhs = false
        var upn = false
        var uln = false
        var any: Bool { nhs || upn || uln }
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

    // MARK: What a person sees

    private func doubtfulLinks(_ edges: [Edge], _ linkCut: Int32) -> [DoubtfulLink] {
        var doubtful: [DoubtfulLink] = []
        var seen: [(Int, Int)] = []
        for edge in edges {
            let (a, b) = (Int(edge.a), Int(edge.b))
            let (x, y) = (clusterOf[a], clusterOf[b])
            if x == y || edge.weight == Edge.contested { continue }
            let pair = (min(x, y), max(x, y))
            if seen.contains(where: { $0 == pair }) { continue }
            let obstacle = obstacle(x, y, edge)
            if obstacle == .firm { continue }
            if obstacle == .identifiers && edge.weight < linkCut { continue }
            seen.append(pair)
            doubtful.append(
                DoubtfulLink(
                    a: identities[a].subject, b: identities[b].subject, weight: Weight(hundredths: edge.weight),
                    why: obstacle == .identifiers ? .identifiersDiffer : .betweenCuts, evidence: evidence(a, b)))
        }
        return doubtful
    }

    private func evidence(_ a: Int, _ b: Int) -> Evidence {
        comparator.explained(identities[a], senses[a], identities[b], senses[b])
    }

    private func component(_ doubtful: [DoubtfulLink], _ conflicts: [Conflict]) -> Component {
        var clusters: [Cluster] = []
        var placeOf: [Int: Int] = [:]
        for i in identities.indices {
            let member = member(i)
            if let place = placeOf[clusterOf[i]] {
                clusters[place].members.append(member)
            } else {
                placeOf[clusterOf[i]] = clusters.count
                clusters.append(Cluster(members: [member]))
            }
        }
        return Component(
            members: identities.map(\.subject), clusters: clusters, doubtful: doubtful, conflicts: conflicts)
    }

    private func member(_ i: Int) -> Member {
        let arrival = cameBy[i]
        guard arrival.a >= 0 else { return Member(subject: identities[i].subject, sureness: 1, link: nil) }
        let (a, b) = (min(arrival.a, arrival.b), max(arrival.a, arrival.b))
        let reason: Link.Reason = arrival.isVerdict ? .verdict : .evidence(evidence(a, b))
        return Member(
            subject: identities[i].subject,
            sureness: arrival.isVerdict ? 1 : comparator.model.sureness(of: Weight(hundredths: arrival.weight)),
            link: Link(a: identities[a].subject, b: identities[b].subject, reason: reason))
    }
}
