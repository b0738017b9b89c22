// What the store promises about time: no step holds the write lock for long, and many may call at once.

import Foundation
import SENDRecords
import Storage
import Testing

@Suite struct LimitTests {
    @Test func theLongestWriteLockIsKnownByStep() throws {
        let temporary = try TemporaryStore()
        try temporary.run(asOf: 1, [.row(2, .child("a", "Ash"))])
        let longest = temporary.store.longestWriteLock
        #expect(longest["stage a slice"] ?? 0 > 0)
        #expect(longest["commit a run"] ?? 0 > 0)
        #expect(longest.values.allSatisfy { $0 < 1 })
    }

    @Test func feedsCanBeAppliedAtOnce() async throws {
        let temporary = try TemporaryStore()
        let store = temporary.store
        let total = 8
        let applied = Applied()
        await withCheckedContinuation { (all: CheckedContinuation<Void, Never>) in
            let group = DispatchGroup()
            for number in 0..<total {
                let thread = Thread {
                    defer { group.leave() }
                    guard
                        let feed = try? store.feed(named: "school-pupils@\(number)", adapter: "school-pupils"),
                        let run = try? store.beginRun(
                            RunStart(feed: feed, kind: .inbox, asOf: 1, started: 1, manifest: "m", payloads: []))
                    else { return }
                    for slice in 0..<10 {
                        let rows = (0..<20).map { index in
                            StagedRow.row(
                                slice * 20 + index + 2, .child("\(slice * 20 + index)", "Ash", space: "shared"))
                        }
                        guard (try? store.stage(run, rows)) != nil else { return }
                    }
                    guard (try? store.finishStaging(run)) != nil,
                        (try? store.commit(run, RunCommit(.applied, rowsRead: 200, at: 2))) != nil
                    else { return }
                    applied.add()
                }
                group.enter()
                thread.start()
            }
            group.notify(queue: .global()) { all.resume() }
        }
        #expect(applied.count == total)
        // All feeds state the same 200 child keys.
        #expect(try store.subjectCount(.child) == 200)
        let subject = try #require(try store.subject(of: SubjectKey(.child, space: "shared", key: "7")))
        #expect(try store.currentStatements(of: [subject])[subject]?.count == total)
    }
}

/// Counts from several threads. `@unchecked Sendable`: the lock guards the number.
private final class Applied: @unchecked Sendable {
    private let lock = NSLock()
    private var number = 0

    var count: Int { lock.withLock { number } }
    func add() { lock.withLock { number += 1 } }
}
