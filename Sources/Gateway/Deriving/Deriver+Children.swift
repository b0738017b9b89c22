// From clusters to what is stored and sent: names, links, files, findings, deliveries.

import Matching
import Publishing
import Reconciling
import SENDRecords
import Storage

extension Deriver {
    /// Works whole components, and child keys that nobody states any more, into a slice.
    func work(_ components: [Component], gone: [SubjectID], into slice: inout DeriveSlice) throws {
        let subjects = components.flatMap(\.members).map { SubjectID($0) }
        let links = try store.links(of: subjects + gone)
        let keys = try store.keys(of: subjects)
        let clusters = try named(components, links: links, keys: keys, gone: Set(gone))

        var youngest = try store.lastFounderSequence()
        for (cluster, name) in clusters {
            for member in cluster.members {
                let link = StoredLink(
                    subject: SubjectID(member.subject), child: name.child, sureness: member.sureness,
                    evidence: member.link?.encoded ?? [])
                if links[link.subject] != link { slice.links.append(link) }
            }
            if let founder = name.founder {
                youngest += 1
                slice.founders.append(Founder(child: name.child, subject: SubjectID(founder), sequence: youngest))
            }
        }
        slice.unlinked = gone.filter { links[$0] != nil }
        slice.reviewed = subjects + gone
        slice.doubtful = components.flatMap(\.doubtful).map {
            Storage.DoubtfulLink(
                first: SubjectID($0.a), second: SubjectID($0.b), weight: Double($0.weight.hundredths) / 100,
                evidence: $0.evidence.encoded())
        }

        let retired = try retiredChildren(links: links, clusters: clusters.map(\.name), subjects: subjects + gone)
        let cases = try childCases(clusters, keys: keys, slice: &slice)
        try store(cases, retired: retired, into: &slice)
    }

    /// A child as it is now, with all that was read to see it.
    struct WorkedChild {
        let file: ChildFile
        let statements: [Statement]
        let surroundings: [SubjectKey: [Statement]]
        let uses: [SubjectID]
    }

    private func childCases(
        _ clusters: [(cluster: Cluster, name: ClusterName<Int64>)], keys: [SubjectID: SubjectKey],
        slice: inout DeriveSlice
    ) throws -> [WorkedChild] {
        let subjects = clusters.flatMap { $0.cluster.members.map { SubjectID($0.subject) } }
        let stored = try store.currentStatements(of: subjects)
        var own: [SubjectID: [Statement]] = [:]
        for (id, statements) in stored {
            guard let key = keys[id] else { continue }
            own[id] = try statements.map { try Statement($0, subject: key) }
        }
        let around = try Surroundings.read(of: own.values.joined(), by: self)
        let restricted = Set(try store.restrictions().map(\.child))
        return clusters.map { cluster, name in
            let statements = cluster.members.flatMap { own[SubjectID($0.subject)] ?? [] }
            let members = cluster.members.compactMap { member in
                keys[SubjectID(member.subject)].map { ChildMember(subject: $0, sureness: member.sureness) }
            }
            let file = rules.settler.childFile(
                child: name.child, members: members, statements: statements,
                restrictedByPerson: members.contains { restricted.contains($0.subject) })
            let near = around.near(statements)
            return WorkedChild(
                file: file, statements: statements, surroundings: near.statements, uses: near.subjects)
        }
    }
}

extension Matching.Link {
    /// Both keys and the evidence, for `explain`.
    fileprivate var encoded: [UInt8] {
        var writer = CanonicalWriter(capacity: 64)
        writer.signed(a)
        writer.signed(b)
        switch reason {
        case .verdict: writer.byte(0)
        case .evidence(let evidence):
            writer.byte(1)
            for byte in evidence.encoded() { writer.byte(byte) }
        }
        return writer.bytes
    }
}
