// Who is known to have SEND, as the store has it: asked row by row, each child once in a while.

import Adapters
import Foundation
import Matching
import SENDRecords
import Storage

/// Answers from the store for one run. Used by the one thread of the run; the lock guards what it remembers.
final class StoredKnownChildren: KnownChildren, @unchecked Sendable {
    private let store: Store
    private let readAt: KnownGrowth?
    private let lock = NSLock()
    private var answers: [[UInt64]: Acquaintance] = [:]
    private var trouble: (any Error)?
    private static let most = 50_000

    /// - Parameter readAt: for a file that is read again, the growth that it was read at before.
    init(store: Store, readAt: KnownGrowth?) {
        self.store = store
        self.readAt = readAt
    }

    var isReadAgain: Bool { readAt != nil }

    func acquaintance(with child: AskedChild) -> Acquaintance {
        let identity = Identity(
            subject: 0, child: ChildKey(space: child.key?.space ?? "", key: child.key?.key ?? ""),
            statement: IdentityStatement(child.identity))
        let keys = identity.exactKeys(hasChildKey: child.key != nil, secret: store.matchSecret)
        return lock.withLock {
            if let answer = answers[keys] { return answer }
            if answers.count >= Self.most { answers.removeAll(keepingCapacity: true) }
            let answer = answer(keys)
            answers[keys] = answer
            return answer
        }
    }

    private func answer(_ keys: [UInt64]) -> Acquaintance {
        do {
            guard let growth = try store.known(byAnyOf: keys) else { return .unknown }
            return readAt.map { growth <= $0 } ?? false ? .takenBefore : .known
        } catch {
            trouble = trouble ?? error
            return .unknown
        }
    }

    /// Throws what the store threw: then no answer counts.
    func check() throws {
        if let trouble = lock.withLock({ trouble }) { throw trouble }
    }
}
