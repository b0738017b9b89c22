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

    // MARK: - Names

    private func named(
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
    private func retiredChildren(
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

    // MARK: - Files

    /// A child as it is now, with all that was read to see it.
    private struct WorkedChild {
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

    private func store(
        _ cases: [WorkedChild], retired: [(child: String, into: String?)], into slice: inout DeriveSlice
    ) throws {
        let everyChild = cases.map(\.file.child) + retired.map(\.child)
        var sent: [String: [String: SentRecord]] = [:]
        for (child, records) in try store.lastSent(of: everyChild) {
            sent[child] = Dictionary(records.map { ($0.consumer, $0) }, uniquingKeysWith: { first, _ in first })
        }
        // Derive alone puts deliveries in the outbox, so the next places in it are known.
        let lastSequence = try store.lastDeliverySequence()
        var sharedAs: [String: [String: Sharing]] = [:]
        for child in cases {
            let found = ChildCase(
                file: child.file, statements: child.statements, surroundings: child.surroundings,
                definitions: rules.definitions, today: today
            ).findings()
            var wakes = found.wake
            for agreement in rules.agreements {
                let shared = share(child, with: agreement)
                sharedAs[child.file.child, default: [:]][agreement.id] = shared
                if let turn = agreement.nextTurn(of: child.file, after: today) { wakes = min(wakes ?? turn, turn) }
                try publish(
                    shared, child: child.file.child, agreement, last: sent[child.file.child]?[agreement.id],
                    after: lastSequence, &slice)
            }
            let blob = child.file.encoded()
            slice.files.append(
                EntityFile(
                    entity: child.file.child, kind: .child, blob: blob, digest: store.digest(of: blob), wakes: wakes,
                    uses: child.uses))
            slice.findings.append(
                EntityFindings(entity: child.file.child, findings: found.findings.map(Storage.Finding.init)))
        }
        for (child, into) in retired {
            slice.removedFiles.append(child)
            for agreement in rules.agreements {
                let surviving = into.flatMap { sharedAs[$0]?[agreement.id] }
                let why: Withholding =
                    if let into, let surviving { .merged(into: into, sharedAs: surviving) } else { .gone }
                try publish(
                    agreement.closed(on: today).map(Sharing.withhold) ?? .withhold(why), child: child, agreement,
                    last: sent[child]?[agreement.id], after: lastSequence, &slice)
            }
        }
    }

    // MARK: - Publishing

    /// What the consumer may have of the child today, seen only through links as sure as the agreement asks.
    private func share(_ child: WorkedChild, with agreement: Agreement) -> Sharing {
        let sure = agreement.sureMembers(of: child.file)
        let file =
            sure.count == child.file.members.count
            ? child.file
            : rules.settler.childFile(
                child: child.file.child, members: sure, statements: child.statements,
                restrictedByPerson: child.file.isRestricted)
        return agreement.sharing(of: file, isRestricted: child.file.isRestricted, on: today)
    }

    private func publish(
        _ sharing: Sharing, child: String, _ agreement: Agreement, last: SentRecord?, after lastSequence: Int64,
        _ slice: inout DeriveSlice
    ) throws {
        let remembered = last.map { $0.kind == .view ? LastDelivery.view(digest: $0.digest) : .withdrawal }
        let decision = DeliveryDecision.of(sharing, child: child, last: remembered, on: today)
        guard let content = decision.content else { return }
        if case .withdrawal = content, last?.mayBeKnown == false {
            // A correction would tell of a child that the consumer has never heard of.
            slice.unsent.append(UnsentChild(consumer: agreement.id, child: child))
            return
        }
        let sequence = lastSequence + Int64(slice.deliveries.count) + 1
        let name = "\(agreement.id)\u{0}\(child)\u{0}\(sequence)"
        let id = "msg_" + ReadableHash.text(store.digest(of: store.secret + Array(name.utf8)), letters: 24)
        let delivery = try Publishing.Delivery(
            of: content, for: agreement, id: id, sequence: Int(sequence), at: now)
        var digest: [UInt8] = []
        if case .view(let view) = content { digest = view.digest }
        slice.deliveries.append(
            DeliveryDraft(
                id: id, consumer: agreement.id, child: child,
                kind: digest.isEmpty ? .withdrawn : .view, body: delivery.bytes, digest: digest))
    }
}

/// Writes hashes in letters that nobody misreads.
enum ReadableHash {
    private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The first bits of the bytes, five a letter.
    static func text(_ bytes: [UInt8], letters count: Int) -> String {
        var text: [UInt8] = []
        for place in 0..<count {
            let bit = place * 5
            let pair = UInt16(bytes[bit / 8]) << 8 | UInt16(bytes[bit / 8 + 1])
            text.append(letters[Int(pair >> UInt16(11 - bit % 8)) & 31])
        }
        return String(decoding: text, as: UTF8.self)
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

extension Storage.Finding {
    /// The finding with its evidence as JSON; it names versions and fields, never values.
    fileprivate init(_ finding: Reconciling.Finding) {
        let evidence = finding.evidence.map { "{\"version\":\($0.version),\"field\":\($0.field)}" }
        self.init(
            id: finding.id, kind: finding.kind.rawValue, findingClass: finding.kind.isSignal ? .signal : .discrepancy,
            due: finding.due, detail: Array("{\"evidence\":[\(evidence.joined(separator: ","))]}".utf8))
    }
}
