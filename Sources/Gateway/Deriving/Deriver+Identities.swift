// What matching knows of a child key: its identity, as the latest statement has it.

import Matching
import SENDRecords
import Storage

extension Deriver {
    struct IdentityChanges {
        /// New and changed identities.
        var arrived: [Identity] = []
        /// Subjects of `arrived` and `gone`.
        var changed: Set<Int64> = []
        /// Child keys that nobody states any more.
        var gone: [SubjectID] = []
    }

    /// What has become of the identities of these child keys.
    func identityChanges(_ subjects: [(SubjectID, SubjectKey)]) throws -> IdentityChanges {
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
    func update(_ identity: Identity, keysAreSaved: Bool = false) -> IdentityUpdate {
        IdentityUpdate(
            subject: SubjectID(identity.subject), blob: identity.encoded(),
            matchKeys: rules.model.blockingKeys(of: identity, secret: store.matchSecret), keysAreSaved: keysAreSaved)
    }

    func makeResolver() throws -> Resolver {
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
}
