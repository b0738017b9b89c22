// Everything at once: where much is on the list, resolving all in memory is cheaper than asking the store for candidates.

import Matching
import SENDRecords
import Storage

/// Resolves every identity in memory, then commits whole components in slices.
struct DeriveBatch {
    private let deriver: Deriver
    private var store: Store { deriver.store }

    private var touchedSubjects: Set<Int64> = []
    private var gone: [SubjectID] = []
    /// First what came or changed, in order of subject; then all others. What is to be stored of them is made when their
    /// slice is committed: a million encoded identities with their match keys would take as much memory again as all the
    /// rest.
    private var identities: [Identity] = []
    /// How many of the identities came or changed.
    private var arrivals = 0

    /// Components that wait for their commit.
    private var batch: [Component] = []
    private var size = 0
    /// Components without anything touched.
    private var unchecked: [Component] = []
    private var uncheckedSize = 0

    private static let note = "derive batch"

    init(_ deriver: Deriver) {
        self.deriver = deriver
    }

    /// Whether a batch was begun and did not end.
    static func isCutOff(in store: Store) throws -> Bool { try store.note(note) == "begun" }

    /// Has the next step go through everything, with all match keys made anew.
    static func ask(in store: Store) throws { try store.setNote(note, "begun") }

    /// - Parameter again: whether the last one was cut off, so that keys may stand in the index that fit nothing.
    /// - Returns: how many subjects have gone off the list.
    mutating func work(again: Bool) throws -> Int {
        try store.setNote(Self.note, "begun")
        let runs = try store.runsOnList()
        try readList(of: runs)
        let leaving = Set(gone.map(\.rawValue))
        try readStored(besides: leaving)
        if again { try store.forgetMatchKeys() }
        try store.saveMatchKeys(count: again ? identities.count : arrivals, afresh: again) {
            deriver.update(identities[$0])
        }
        try workGone(leaving, runs)
        let listed = gone.isEmpty ? runs : runs.union([.byHand])
        try deriver.makeResolver().resolveAll(identities) { try take($0, listed) }
        try sift(listed)
        if !batch.isEmpty { try flush(listed) }
        try store.setNote(Self.note, "")
        return touchedSubjects.count
    }

    // MARK: - Reading

    /// What the list names, and what has become of it.
    private mutating func readList(of runs: Set<RunID>) throws {
        identities.reserveCapacity(try store.touchedCount(.child) + store.linkCount())
        var after: SubjectID?
        while true {
            let page = try store.touchedSubjects(.child, by: runs, after: after, limit: 2000)
            guard let last = page.last else { break }
            let keys = try store.keys(of: page)
            let changes = try deriver.identityChanges(page.compactMap { id in keys[id].map { (id, $0) } })
            for subject in page { touchedSubjects.insert(subject.rawValue) }
            identities += changes.arrived
            gone += changes.gone
            after = last
        }
        arrivals = identities.count
    }

    private mutating func readStored(besides leaving: Set<Int64>) throws {
        try store.forEachIdentity { stored in
            let subject = stored.subject.rawValue
            guard arrival(subject) == nil, !leaving.contains(subject), let identity = Identity(stored) else { return }
            identities.append(identity)
        }
    }

    /// Where an identity that came or changed is among all.
    private func arrival(_ subject: Int64) -> Int? {
        var (low, high) = (0, arrivals)
        while low < high {
            let middle = (low + high) / 2
            if identities[middle].subject < subject { low = middle + 1 } else { high = middle }
        }
        return low < arrivals && identities[low].subject == subject ? low : nil
    }

    // MARK: - Committing

    private mutating func workGone(_ leaving: Set<Int64>, _ runs: Set<RunID>) throws {
        for part in gone.parts(of: Deriver.sliceSize) {
            var slice = DeriveSlice(at: deriver.now)
            slice.identities = part.map { IdentityUpdate(subject: $0, blob: nil, matchKeys: []) }
            slice.done = try onList(Array(part), by: runs)
            // Partners of what has gone change though nothing of theirs was touched. They come on the list with the same
            // commit: after a crash nothing else would tell that their files are out of date.
            let children = Set(try store.links(of: Array(part)).values.map(\.child))
            slice.touch = try store.members(of: children.sorted()).values.joined().map(\.subject).filter {
                !leaving.contains($0.rawValue)
            }
            touchedSubjects.formUnion(slice.touch.map(\.rawValue))
            try deriver.work([], gone: Array(part), into: &slice)
            try store.commitDerive(slice)
        }
    }

    /// A component that has been resolved.
    private mutating func take(_ component: Component, _ listed: Set<RunID>) throws {
        if component.members.contains(where: touchedSubjects.contains) {
            batch.append(component)
            size += component.members.count
            if size >= Deriver.sliceSize { try flush(listed) }
        } else {
            unchecked.append(component)
            uncheckedSize += component.members.count
            if uncheckedSize >= Deriver.sliceSize * 4 { try sift(listed) }
        }
    }

    /// Components without anything touched are worked only where their clusters differ from the links.
    private mutating func sift(_ listed: Set<RunID>) throws {
        let links = try store.links(of: unchecked.flatMap(\.members).map { SubjectID($0) })
        for component in unchecked where !fits(component, links) {
            batch.append(component)
            size += component.members.count
        }
        unchecked = []
        uncheckedSize = 0
        if size >= Deriver.sliceSize { try flush(listed) }
    }

    private mutating func flush(_ listed: Set<RunID>) throws {
        var slice = DeriveSlice(at: deriver.now)
        let subjects = batch.flatMap(\.members)
        slice.identities = subjects.compactMap {
            arrival($0).map { deriver.update(identities[$0], keysAreSaved: true) }
        }
        slice.done = try onList(subjects.map { SubjectID($0) }, by: listed)
        try deriver.work(batch, gone: [], into: &slice)
        try store.commitDerive(slice)
        batch = []
        size = 0
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
}
