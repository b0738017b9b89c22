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
    private static let sliceSize = 300
    /// From here on, and if it is a large share of all, the batch pass is cheaper than asking the store for candidates.
    private static let batchFrom = 2000

    private static let batchNote = "derive batch"

    /// Has the next step go through everything, with all match keys made anew.
    static func askForBatch(in store: Store) throws {
        try store.setNote(batchNote, "begun")
    }

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
        let isCutOff = try store.note(Self.batchNote) == "begun"
        if waiting == 0, !isCutOff { return .idle }
        if try isCutOff || (waiting >= Self.batchFrom && waiting * 5 > store.linkCount()) {
            return .worked(try deriveBatch(again: isCutOff))
        }
        let touched = try store.touchedSubjects(.child, limit: Self.sliceSize)
        try deriveTouched(touched)
        return .worked(touched.count)
    }

    // MARK: - What isn't a child

    /// A changed file of a route, a crew member, a caseworker or a setting puts those on the list that read it.
    private func deriveEntities(_ touched: [TouchedSubject]) throws {
        var slice = DeriveSlice(at: now)
        let statements = try self.statements(of: touched.map(\.key))
        let names = touched.map { Self.entityName($0.key) }
        let digests = try store.fileDigests(names)
        var changed: [SubjectID] = []
        for (subject, name) in zip(touched, names) {
            let records = rules.settler.entityFile(statements[subject.key] ?? [])
            var writer = CanonicalWriter(capacity: 256)
            for record in records { record.write(to: &writer) }
            let digest = store.digest(of: writer.bytes)
            if digests[name] == digest { continue }
            changed.append(subject.subject)
            if records.isEmpty {
                slice.removedFiles.append(name)
            } else {
                slice.files.append(
                    EntityFile(
                        entity: name, kind: subject.key.kind, blob: writer.bytes, digest: digest, wakes: nil, uses: []))
            }
        }
        let readers = try store.users(of: changed).filter { $0.kind == .child }.map(\.entity)
        slice.touch = try store.members(of: readers).values.joined().map(\.subject)
        slice.done = touched
        try store.commitDerive(slice)
    }

    static func entityName(_ key: SubjectKey) -> String { "\(key.kind.name):\(key.space):\(key.key)" }

    // MARK: - Children

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

    /// Resolves everything in memory, then commits whole components in slices.
    ///
    /// - Parameter again: whether the last one was cut off, so that keys may stand in the index that fit nothing.
    private func deriveBatch(again: Bool) throws -> Int {
        try store.setNote(Self.batchNote, "begun")
        let runs = try store.runsOnList()
        var touchedSubjects: Set<Int64> = []
        var gone: [SubjectID] = []
        // What came or changed, in order of subject. What is to be stored of them is made when their slice is committed:
        // a million encoded identities with their match keys would take as much memory again as all the rest.
        var identities: [Identity] = []
        identities.reserveCapacity(try store.touchedCount(.child) + store.linkCount())
        var after: SubjectID?
        while true {
            let page = try store.touchedSubjects(.child, by: runs, after: after, limit: 2000)
            guard let last = page.last else { break }
            let keys = try store.keys(of: page)
            let changes = try identityChanges(page.compactMap { id in keys[id].map { (id, $0) } })
            for subject in page { touchedSubjects.insert(subject.rawValue) }
            identities += changes.arrived
            gone += changes.gone
            after = last
        }
        let arrivals = identities.count
        let leaving = Set(gone.map(\.rawValue))
        try store.forEachIdentity { stored in
            let subject = stored.subject.rawValue
            guard arrival(subject) == nil, !leaving.contains(subject), let identity = Identity(stored) else { return }
            identities.append(identity)
        }
        /// Where an identity that came or changed is among all.
        func arrival(_ subject: Int64) -> Int? {
            var (low, high) = (0, arrivals)
            while low < high {
                let middle = (low + high) / 2
                if identities[middle].subject < subject { low = middle + 1 } else { high = middle }
            }
            return low < arrivals && identities[low].subject == subject ? low : nil
        }
        if again { try store.forgetMatchKeys() }
        try store.saveMatchKeys(count: again ? identities.count : arrivals, afresh: again) { update(identities[$0]) }
        for part in gone.parts(of: Self.sliceSize) {
            var slice = DeriveSlice(at: now)
            slice.identities = part.map { IdentityUpdate(subject: $0, blob: nil, matchKeys: []) }
            slice.done = try onList(Array(part), by: runs)
            // Partners of what has gone change though nothing of theirs was touched. They come on the list with the same
            // commit: after a crash nothing else would tell that their files are out of date.
            let children = Set(try store.links(of: Array(part)).values.map(\.child))
            slice.touch = try store.members(of: children.sorted()).values.joined().map(\.subject).filter {
                !leaving.contains($0.rawValue)
            }
            touchedSubjects.formUnion(slice.touch.map(\.rawValue))
            try work([], gone: Array(part), into: &slice)
            try store.commitDerive(slice)
        }
        let listed = gone.isEmpty ? runs : runs.union([.byHand])
        var batch: [Component] = []
        var size = 0
        let resolver = try makeResolver()
        func flush() throws {
            var slice = DeriveSlice(at: now)
            let subjects = batch.flatMap(\.members)
            slice.identities = subjects.compactMap { arrival($0).map { update(identities[$0], keysAreSaved: true) } }
            slice.done = try onList(subjects.map { SubjectID($0) }, by: listed)
            try work(batch, gone: [], into: &slice)
            try store.commitDerive(slice)
            batch = []
            size = 0
        }
        var unchecked: [Component] = []
        var uncheckedSize = 0
        /// Components without anything touched are worked only where their clusters differ from the links.
        func sift() throws {
            let links = try store.links(of: unchecked.flatMap(\.members).map { SubjectID($0) })
            for component in unchecked where !fits(component, links) {
                batch.append(component)
                size += component.members.count
            }
            unchecked = []
            uncheckedSize = 0
            if size >= Self.sliceSize { try flush() }
        }
        try resolver.resolveAll(identities) { component in
            if component.members.contains(where: touchedSubjects.contains) {
                batch.append(component)
                size += component.members.count
                if size >= Self.sliceSize { try flush() }
            } else {
                unchecked.append(component)
                uncheckedSize += component.members.count
                if uncheckedSize >= Self.sliceSize * 4 { try sift() }
            }
        }
        try sift()
        if !batch.isEmpty { try flush() }
        try store.setNote(Self.batchNote, "")
        return touchedSubjects.count
    }

    /// The list's entries of these subjects by these runs: what came since stays on the list.
    private func onList(_ subjects: [SubjectID], by runs: Set<RunID>) throws -> [TouchedSubject] {
        try store.touched(among: subjects).map { $0.keeping(runs) }
    }

    /// Whether the component's clusters are what the links say already.
    private func fits(_ component: Component, _ links: [SubjectID: StoredLink]) -> Bool {
        var named: Set<String> = []
        for cluster in component.clusters {
            let children = Set(cluster.members.map { links[SubjectID($0.subject)]?.child })
            guard children.count == 1, let child = children.first ?? nil, named.insert(child).inserted else {
                return false
            }
        }
        return true
    }

    // MARK: - Identities

    struct IdentityChanges {
        /// New and changed identities.
        var arrived: [Identity] = []
        /// Subjects of `arrived` and `gone`.
        var changed: Set<Int64> = []
        /// Child keys that nobody states any more.
        var gone: [SubjectID] = []
    }

    /// What has become of the identities of these child keys.
    private func identityChanges(_ subjects: [(SubjectID, SubjectKey)]) throws -> IdentityChanges {
        let ids = subjects.map(\.0)
        let statements = try store.currentStatements(of: ids)
        let stored = try store.identities(of: ids)
        try noteKnown(subjects, statements)
        var changes = IdentityChanges()
        for (id, key) in subjects {
            // One child record for each child key; were there two, the latest statement counts.
            let latest = (statements[id] ?? []).filter { $0.type == Child.declaration.type }.max {
                ($0.asOf, $0.version) < ($1.asOf, $1.version)
            }
            guard let latest else {
                changes.gone.append(id)
                changes.changed.insert(id.rawValue)
                continue
            }
            let identity = Identity(
                subject: id.rawValue, child: ChildKey(space: key.space, key: key.key),
                statement: IdentityStatement(try Record(encoded: latest.blob)))
            if stored[id]?.blob == identity.encoded() { continue }
            changes.arrived.append(identity)
            changes.changed.insert(id.rawValue)
        }
        return changes
    }

    /// What the store keeps of an identity.
    private func update(_ identity: Identity, keysAreSaved: Bool = false) -> IdentityUpdate {
        IdentityUpdate(
            subject: SubjectID(identity.subject), blob: identity.encoded(),
            matchKeys: rules.model.blockingKeys(of: identity, secret: store.matchSecret), keysAreSaved: keysAreSaved)
    }

    private func makeResolver() throws -> Resolver {
        var verdicts: [Matching.Verdict] = []
        var seals: [Seal] = []
        for verdict in try store.verdicts() {
            let a = ChildKey(space: verdict.first.space, key: verdict.first.key)
            let b = ChildKey(space: verdict.second.space, key: verdict.second.key)
            switch verdict.kind {
            case .same: verdicts.append(Matching.Verdict(a, b, .same))
            case .different: verdicts.append(Matching.Verdict(a, b, .different))
            case .seal: seals.append(Seal(a, b))
            }
        }
        return Resolver(model: rules.model, verdicts: verdicts, seals: seals, secret: store.matchSecret)
    }

    /// The current statements about these subjects.
    func statements(of keys: [SubjectKey]) throws -> [SubjectKey: [Statement]] {
        let ids = try store.subjects(of: keys)
        let stored = try store.currentStatements(of: Array(ids.values))
        var result: [SubjectKey: [Statement]] = [:]
        for (key, id) in ids {
            result[key] = try (stored[id] ?? []).map { try Statement($0, subject: key) }
        }
        return result
    }
}

extension Statement {
    init(_ stored: StoredStatement, subject: SubjectKey) throws {
        self.init(
            version: stored.version, feed: stored.feed, key: stored.key, subject: subject, asOf: stored.asOf,
            record: try Record(encoded: stored.blob))
    }
}

extension Array {
    /// The elements in parts of at most so many.
    func parts(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
