// What people have decided, followed before any evidence.

extension Settlement {
    mutating func followVerdicts(_ conflicts: inout [Conflict]) {
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

    func anyPair(_ x: Int, _ y: Int, isDecided kind: Decisions.Kind) -> Bool {
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
}
