// From children's files to what is stored of them, and to what each consumer is sent.

import Publishing
import Reconciling
import SENDRecords
import Storage

extension Deriver {
    /// Puts files, findings and deliveries into a slice.
    func store(
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
            try withdraw(
                child, into: into, sharedAs: into.flatMap { sharedAs[$0] } ?? [:], last: sent[child] ?? [:],
                after: lastSequence, &slice)
        }
    }

    /// Takes a child that is no more back from everybody who had it.
    private func withdraw(
        _ child: String, into: String?, sharedAs: [String: Sharing], last: [String: SentRecord],
        after lastSequence: Int64, _ slice: inout DeriveSlice
    ) throws {
        for agreement in rules.agreements {
            let why: Withholding =
                if let into, let surviving = sharedAs[agreement.id] {
                    .merged(into: into, sharedAs: surviving)
                } else {
                    .gone
                }
            try publish(
                agreement.closed(on: today).map(Sharing.withhold) ?? .withhold(why), child: child, agreement,
                last: last[agreement.id], after: lastSequence, &slice)
        }
    }

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

extension Storage.Finding {
    /// The finding with its evidence as JSON; it names versions and fields, never values.
    fileprivate init(_ finding: Reconciling.Finding) {
        let evidence = finding.evidence.map { "{\"version\":\($0.version),\"field\":\($0.field)}" }
        self.init(
            id: finding.id, kind: finding.kind.rawValue, findingClass: finding.kind.isSignal ? .signal : .discrepancy,
            due: finding.due, detail: Array("{\"evidence\":[\(evidence.joined(separator: ","))]}".utf8))
    }
}
