// Attempts after attempts: the retry state decides, this waits and tries.

extension TransferEngine {
    /// Performs a repeatable request, again where it is worth it, as the policy says. The error is that of the last
    /// attempt, with the number of attempts and why there is no further one. What is pushed is not tried again here: its
    /// outbox does that, because a consumer's effect must be remembered across restarts.
    ///
    /// `sleep` takes seconds, `elapsed` gives seconds of a steady clock, `draw` a random number from 0 up to 1.
    public func perform(
        _ request: TransferRequest, retrying policy: RetryPolicy,
        sleep: @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) },
        elapsed: @Sendable () -> Double = { TransferEngine.steadySeconds() },
        draw: @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) async throws(TransferError) -> TransferAnswer {
        precondition(request.isRepeatable, "only what is repeatable is tried again by the engine")
        return try await attempt(policy, sleep, elapsed, draw) { () throws(TransferError) in try await perform(request)
        }
    }

    /// Tries until it goes well or the policy says to give up.
    func attempt<Answer: Sendable>(
        _ policy: RetryPolicy, _ sleep: @Sendable (Double) async throws -> Void, _ elapsed: @Sendable () -> Double,
        _ draw: @Sendable () -> Double, _ work: () async throws(TransferError) -> Answer
    ) async throws(TransferError) -> Answer {
        var state = RetryState(policy)
        let start = elapsed()
        while true {
            var failure: TransferError
            do {
                return try await work()
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
