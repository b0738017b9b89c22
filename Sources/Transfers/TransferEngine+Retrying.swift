// Attempts after attempts: the retry state decides, this waits and tries.

extension TransferEngine {
    /// Performs a `get`, again where it is worth it, as the policy says. The error is that of the last attempt, with
    /// the number of attempts and why there is no further one. A `post` is not tried again here: its outbox does that,
    /// because a consumer's effect must be remembered across restarts.
    ///
    /// `sleep` takes seconds, `elapsed` gives seconds of a steady clock, `draw` a random number from 0 up to 1.
    public func perform(
        _ request: TransferRequest, retrying policy: RetryPolicy,
        sleep: @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) },
        elapsed: @Sendable () -> Double = { TransferEngine.steadySeconds() },
        draw: @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) async throws(TransferError) -> TransferAnswer {
        precondition(request.method == .get, "only a get is tried again by the engine")
        var state = RetryState(policy)
        let start = elapsed()
        while true {
            var failure: TransferError
            do {
                return try await perform(request)
            } catch {
                failure = error
            }
            let action = state.next(after: failure, elapsed: elapsed() - start, draw: draw())
            failure.attempts = state.failures
            switch action {
            case .giveUp(let reason):
                failure.gaveUp = reason
                throw failure
            case .wait(let seconds):
                do {
                    try await sleep(seconds)
                } catch {
                    failure.kind = .cancelled
                    throw failure
                }
            }
        }
    }

    /// Seconds of the clock that no one sets.
    public static func steadySeconds() -> Double {
        let (seconds, attoseconds) = SteadyTime.sinceStart.components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}

private enum SteadyTime {
    private static let origin = ContinuousClock.now
    static var sinceStart: Duration { origin.duration(to: .now) }
}
