// What children are called: identifiers that stay, and say nothing.

import Matching
import SENDRecords
import Storage

extension Deriver {
    func named(
        _ components: [Component], links: [SubjectID: StoredLink], keys: [SubjectID: SubjectKey], gone: Set<SubjectID>
    ) throws -> [(cluster: Cluster, name: ClusterName<Int64>)] {
        let subjects = components.flatMap(\.members).map { SubjectID($0) }
        var founded: [Int64: [FoundedChild]] = [:]
        for founder in try store.founders(among: subjects) {
            founded[founder.subject.rawValue, default: []].append(
                FoundedChild(child: founder.child, sequence: founder.sequence))
        }
        // Children whose founder isn't among these keys and has gone altogether.
        let carried = Set(founded.values.joined().map(\.child))
        let former = Set(links.values.map(\.child)).subtracting(carried)
        let orphaned = try store.childrenWithoutFounder(among: former, going: gone)
        // An orphaned identifier goes to the cluster that holds most of its keys; ties go by canonical order.
        var claims: [String: (count: Int, cluster: Int)] = [:]
        let clusters = components.flatMap(\.clusters)
        for (place, cluster) in clusters.enumerated() {
            var counts: [String: Int] = [:]
            for member in cluster.members {
                guard let child = links[SubjectID(member.subject)]?.child, orphaned.contains(child) else { continue }
                counts[child, default: 0] += 1
            }
            for (child, count) in counts where count > (claims[child]?.count ?? 0) { claims[child] = (count, place) }
        }
        return try clusters.enumerated().map { place, cluster in
            let members = cluster.members.map { member in
                NamedMember(
                    subject: member.subject, formerChild: links[SubjectID(member.subject)]?.child,
                    founded: founded[member.subject] ?? [])
            }
            var own: [String: FoundedChild] = [:]
            for (child, claim) in claims where claim.cluster == place {
                let sequence = try store.founder(of: child)?.sequence ?? Int.max
                own[child] = FoundedChild(child: child, sequence: sequence)
            }
            let name = try ChildNaming.name(members, orphaned: own) { founder in
                try newChild(founder: keys[SubjectID(founder)])
            }
            return (cluster, name)
        }
    }

    /// A new child's identifier: a keyed hash of its founding child key, so that it says nothing. Where another child
    /// carries that one already (the key had founded it, had gone, and has come back for somebody else), the next one.
    private func newChild(founder: SubjectKey?) throws -> String {
        let name = founder.map { "\($0.space)\u{0}\($0.key)" } ?? ""
        var number = 0
        while true {
            let text = number == 0 ? name : "\(name)\u{0}\(number)"
            let child = "C-" + ReadableHash.text(store.digest(of: store.secret + Array(text.utf8)), letters: 10)
            if try store.founder(of: child) == nil { return child }
            number += 1
        }
    }

    /// Children that are no more: merged into another, or all their keys have gone.
    func retiredChildren(
        links: [SubjectID: StoredLink], clusters: [ClusterName<Int64>], subjects: [SubjectID]
    ) throws -> [(child: String, into: String?)] {
        let named = Set(clusters.map(\.child))
        var into: [String: String] = [:]
        for cluster in clusters { for merged in cluster.merged { into[merged] = cluster.child } }
        let here = Set(subjects)
        var retired: [(child: String, into: String?)] = []
        for child in Set(links.values.map(\.child)).union(into.keys).subtracting(named).sorted() {
            // A child that still has keys in another component lives on there.
            let elsewhere = try store.members(of: [child])[child]?.contains { !here.contains($0.subject) } ?? false
            if !elsewhere { retired.append((child, into[child])) }
        }
        return retired
    }
}
