// One step of derive: what is on the list is matched, reconciled and published by whole components.

import Matching
import Publishing
import Reconciling
import SENDRecords
import Storage

/// Works the list off. Derive is one lane: only one thread calls this, and everything that people decide goes through
/// the same lane, so that nothing changes under a step.
struct Deriver: Sendable {
    let store: Store
    let rules: DeriveRules
    let now: Instant
    let today: CalendarDate

    /// How many subjects one commit takes at most: it keeps the write lock far below a second.
    static let sliceSize = 300
    /// From here on, and if it is a large share of all, the batch pass is cheaper than asking the store for candidates.
    private static let batchFrom = 2000

    enum Step: Sendable {
        case idle
        /// So many subjects have gone off the list.
        case worked(Int)
    }

    /// Works one slice, or one batch.
    func step() throws -> Step {
        // Crews before routes, routes before children: a file that is read is settled first.
        for kind in [EntityKind.setting, .caseworker, .crewMember, .route] {
            let entities = try store.touchedSubjects(kind, limit: Self.sliceSize)
            if entities.isEmpty { continue }
            try deriveEntities(entities)
            return .worked(entities.count)
        }
        let waiting = try store.touchedCount(.child)
        // A batch that was cut off is gone through again, whatever is still on the list: components that nothing on the
        // list belongs to may change by it as well.
        let isCutOff = try DeriveBatch.isCutOff(in: store)
        if waiting == 0, !isCutOff { return .idle }
        if try isCutOff || (waiting >= Self.batchFrom && waiting * 5 > store.linkCount()) {
            var batch = DeriveBatch(self)
            return .worked(try batch.work(again: isCutOff))
        }
        let touched = try store.touchedSubjects(.child, limit: Self.sliceSize)
        try deriveTouched(touched)
        return .worked(touched.count)
    }

    /// Resolves the components of what was touched, by asking the store for candidates.
    private func deriveTouched(_ touched: [TouchedSubject]) throws {
        let secret = store.matchSecret
        let changes = try identityChanges(touched.map { ($0.subject, $0.key) })
        let stored = try store.identities(of: touched.map(\.subject)).values.compactMap(Identity.init)
        let left = stored.filter { changes.changed.contains($0.subject) }
        var source = StoreCandidates(
            store: store,
            arrived: changes.arrived.map { ($0, rules.model.blockingKeys(of: $0, secret: secret)) },
            left: left.map { ($0, rules.model.blockingKeys(of: $0, secret: secret)) })
        let resolver = try makeResolver()
        // Unchanged identities on the list take part as well: a verdict puts both its ends there.
        let present = changes.arrived + stored.filter { !changes.changed.contains($0.subject) }
        let components = try resolver.resolve(touched: present, withdrawn: left, from: &source)
        var slice = DeriveSlice(at: now)
        slice.identities =
            changes.arrived.map { update($0) }
            + changes.gone.map { IdentityUpdate(subject: $0, blob: nil, matchKeys: []) }
        slice.done = touched
        try work(components, gone: changes.gone, into: &slice)
        try store.commitDerive(slice)
    }
}
