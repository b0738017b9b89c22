// Blocking work on a thread of its own: reading files and the store never block the cooperative pool.

import Foundation

/// One named thread that runs blocking closures in order.
///
/// The thread owns nothing but the queue below, which the lock guards; it starts with the first work and ends when it is
/// stopped.
final class WorkThread: @unchecked Sendable {
    private let name: String
    private let condition = NSCondition()
    private var queue: [@Sendable () -> Void] = []
    private var life = Life.new

    private enum Life {
        case new
        case running
        case stopped
    }

    init(named name: String) {
        self.name = name
    }

    /// Runs the closure on the thread and gives its result.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let accepted = enqueue {
                continuation.resume(with: Swift.Result { try work() })
            }
            if !accepted { continuation.resume(throwing: CancellationError()) }
        }
    }

    /// Lets the work at hand finish and ends the thread; work that comes later is refused.
    func stop() {
        condition.lock()
        life = .stopped
        condition.signal()
        condition.unlock()
    }

    private func enqueue(_ work: @escaping @Sendable () -> Void) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        switch life {
        case .stopped: return false
        case .new:
            life = .running
            let thread = Thread { [self] in loop() }
            thread.name = name
            thread.stackSize = 4 << 20
            thread.start()
        case .running: break
        }
        queue.append(work)
        condition.signal()
        return true
    }

    private func loop() {
        while let work = next() { work() }
    }

    /// The next work; nil at the end, when all that was accepted has been done.
    private func next() -> (@Sendable () -> Void)? {
        condition.lock()
        defer { condition.unlock() }
        while queue.isEmpty {
            if case .stopped = life { return nil }
            condition.wait()
        }
        return queue.removeFirst()
    }
}
