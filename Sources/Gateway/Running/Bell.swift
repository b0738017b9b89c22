// A bell that services ring for each other: something may have come, look.

import Foundation

/// Wakes the waiters when it is rung; a ring without a waiter is kept for the next one.
///
/// The state is guarded by the lock, which is never held across an await.
final class Bell: @unchecked Sendable {
    private let lock = NSLock()
    private var rung = false
    private var waiters: [UUID: CheckedContinuation<Void, Never>] = [:]
    /// Those who have begun to wait and whose continuation isn't there yet.
    private var coming: Set<UUID> = []

    func ring() {
        lock.lock()
        let woken = waiters
        waiters = [:]
        rung = woken.isEmpty
        lock.unlock()
        for waiter in woken.values { waiter.resume() }
    }

    /// Returns when the bell is rung, when the time is over, or when the task is cancelled.
    func wait(atMost limit: Duration) async {
        let id = UUID()
        lock.withLock { _ = coming.insert(id) }
        let timer = Task {
            // Cancelled: somebody else has woken the waiter.
            guard (try? await Task.sleep(for: limit)) != nil else { return }
            wake(id)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                lock.lock()
                // The timer or a cancellation may have come before its waiter.
                let wasWoken = coming.remove(id) == nil
                if rung || wasWoken {
                    rung = false
                    lock.unlock()
                    continuation.resume()
                } else {
                    waiters[id] = continuation
                    lock.unlock()
                }
            }
        } onCancel: {
            wake(id)
        }
        timer.cancel()
    }

    private func wake(_ id: UUID) {
        lock.lock()
        coming.remove(id)
        let waiter = waiters.removeValue(forKey: id)
        lock.unlock()
        waiter?.resume()
    }
}
