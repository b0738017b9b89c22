// Settles one component: verdicts first, then the best edge first, with every "cannot be" tested on whole clusters.

/// Settles components one after another, reusing its room. The members of a component come in canonical order, so that
/// index order is canonical order.
struct Settlement {
    let comparator: Comparator
    let decisions: Decisions

    var identities: [Identity] = []
    var senses: [NameSenses] = []
    var clusterOf: [Int] = []
    var following: [Int] = []
    var lastOf: [Int] = []
    var sizeOf: [Int] = []
    var cameBy: [Arrival] = []
    /// Which members verdicts have made one; each its own where there are none.
    var decidedAs: [Int] = []
    var hasFollowed = false
    /// Numbers that two children bear.
    var contested: [UInt64] = []

    /// By which edge a member came to the larger part of its cluster.
    struct Arrival {
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
        makeRoom()
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

    /// Everybody alone.
    private mutating func makeRoom() {
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
    }

    // MARK: Merging

    /// A cluster is called by its first member, from which `following` leads to the others.
    mutating func merge(_ x: Int, _ y: Int, _ arrival: Arrival) {
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
}
