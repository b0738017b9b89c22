// What came of a component: its clusters, how sure each member is, and the links that a person should see.

extension Settlement {
    func component(_ doubtful: [DoubtfulLink], _ conflicts: [Conflict]) -> Component {
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

    func doubtfulLinks(_ edges: [Edge], _ linkCut: Int32) -> [DoubtfulLink] {
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
}
