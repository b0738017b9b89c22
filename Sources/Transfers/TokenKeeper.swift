// Access tokens, in memory only, each fetched once for all that wait for it.

import Synchronization

/// From any thread; nothing is awaited while its lock is held.
final class TokenKeeper: Sendable {
    /// What a token is for: the same client over the same way.
    struct Place: Hashable {
        let client: OAuth2Client
        let endpoint: DeclaredOrigin
    }

    typealias Outcome = Result<Secret, TransferError>

    private enum Entry {
        case ready(Secret, until: Double)
        case fetching([Int: CheckedContinuation<Outcome, Never>])
    }

    private struct State {
        var entries: [Place: Entry] = [:]
        var lastWaiter = 0
        /// Cancelled before they came to wait.
        var cancelled: Set<Int> = []
    }

    private let state = Mutex(State())

    /// The token that is kept, or a new one. `fetch` is called by the first that asks; it goes on for the others when
    /// that one is cancelled.
    func token(
        for place: Place, now: Double,
        fetch: @escaping @Sendable () async -> Result<(token: Secret, until: Double), TransferError>
    ) async throws(TransferError) -> Secret {
        let waiter = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        let cancelled = TransferError(.cancelled, host: place.endpoint.origin.hostAndPort)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (outcome, isFirst) = state.withLock { state -> (Outcome?, Bool) in
                    if state.cancelled.remove(waiter) != nil { return (.failure(cancelled), false) }
                    switch state.entries[place] {
                    case .ready(let token, let until) where now < until: return (.success(token), false)
                    case .fetching(var waiting):
                        waiting[waiter] = continuation
                        state.entries[place] = .fetching(waiting)
                        return (nil, false)
                    case .ready, nil:
                        state.entries[place] = .fetching([waiter: continuation])
                        return (nil, true)
                    }
                }
                if let outcome { continuation.resume(returning: outcome) }
                if isFirst { Task.detached { self.settle(place, await fetch(), now: now) } }
            }
        } onCancel: {
            let waiting = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
                guard case .fetching(var waiting) = state.entries[place],
                    let mine = waiting.removeValue(forKey: waiter)
                else {
                    state.cancelled.insert(waiter)
                    return nil
                }
                state.entries[place] = .fetching(waiting)
                return mine
            }
            waiting?.resume(returning: .failure(cancelled))
        }
        state.withLock { _ = $0.cancelled.remove(waiter) }
        return try outcome.get()
    }

    /// The partner refused this token: it isn't used again. A newer one stays.
    func forget(_ token: Secret, of place: Place) {
        state.withLock { state in
            if case .ready(let kept, _) = state.entries[place], kept == token { state.entries[place] = nil }
        }
    }

    private func settle(_ place: Place, _ result: Result<(token: Secret, until: Double), TransferError>, now: Double) {
        let waiting = state.withLock { state -> [Int: CheckedContinuation<Outcome, Never>] in
            guard case .fetching(let waiting) = state.entries[place] else { return [:] }
            state.entries = state.entries.filter { _, entry in
                if case .ready(_, let until) = entry { until > now } else { true }
            }
            switch result {
            case .success(let (token, until)): state.entries[place] = .ready(token, until: until)
            case .failure: state.entries[place] = nil
            }
            return waiting
        }
        for continuation in waiting.values { continuation.resume(returning: result.map(\.token)) }
    }
}
