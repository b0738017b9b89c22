// Who is known to have SEND follows from what feeds state that don't ask it themselves.

import Matching
import SENDRecords
import Storage

extension Deriver {
    /// Brings the known children up to date with the statements about some child keys. Done before these go off the list, so
    /// that a step that is cut off does it again.
    func noteKnown(_ subjects: [(SubjectID, SubjectKey)], _ statements: [SubjectID: [StoredStatement]]) throws {
        let secret = store.matchSecret
        try store.saveKnown(
            try subjects.map { id, key in
                // A feed that takes only known children can't make one known.
                let stated = try (statements[id] ?? []).filter {
                    !rules.adaptersThatAsk.contains(FeedName($0.feed).adapter)
                        && ($0.type == Child.declaration.type || SignOfSEND.types.contains($0.type))
                }.map { ChildStatement(feed: $0.feed, key: $0.key, record: try Record(encoded: $0.blob)) }
                guard SignOfSEND.isStated(in: stated, on: today) else { return KnownUpdate(subject: id, keys: []) }
                let child = ChildKey(space: key.space, key: key.key)
                let bare = Identity(subject: id.rawValue, child: child, statement: IdentityStatement())
                var keys = Set(bare.exactKeys(hasChildKey: true, secret: secret))
                for stated in stated where stated.record.type == Child.declaration.type {
                    let identity = Identity(
                        subject: id.rawValue, child: child, statement: IdentityStatement(stated.record))
                    keys.formUnion(identity.exactKeys(hasChildKey: true, secret: secret))
                }
                return KnownUpdate(subject: id, keys: keys.sorted())
            })
    }
}
