import SENDRecords
import Testing

@testable import Publishing

struct DeliveryAttemptsTests {
    let start = Instant(milliseconds: 1_795_252_200_000)

    private func action(
        _ outcome: DeliveryOutcome, after attempts: inout DeliveryAttempts, at seconds: Double = 0, draw: Double = 1
    ) -> DeliveryAction {
        attempts.next(after: outcome, at: start.adding(seconds: seconds), draw: draw)
    }

    @Test(arguments: [200, 201, 202, 204, 299])
    func anyAnswerOf2xxAcknowledges(status: Int) {
        var attempts = DeliveryAttempts()
        #expect(action(.answered(status: status, retryAfter: nil), after: &attempts) == .acknowledge)
        #expect(action(.written, after: &attempts) == .acknowledge)
    }

    @Test func goneStopsTheConsumer() {
        var attempts = DeliveryAttempts()
        #expect(action(.answered(status: 410, retryAfter: nil), after: &attempts) == .stopConsumer)
        var state = ConsumerState.open
        state.note(.answered(status: 410, retryAfter: nil), at: start, draw: 0)
        state.note(.answered(status: 200, retryAfter: nil), at: start, draw: 0)
        #expect(state == .stopped && !state.maySend(at: start.adding(seconds: 1e9)))
    }

    @Test func pausesDoubleUpToAnHourAndNeverVanish() {
        let policy = DeliveryRetryPolicy.standard
        let longest = (1...14).map { policy.pause(afterFailures: $0, retryAfter: nil, draw: 1) }
        #expect(longest == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600, 3600])
        #expect(policy.pause(afterFailures: 1, retryAfter: nil, draw: 0) == 2.5)
        #expect(policy.pause(afterFailures: 1_000_000, retryAfter: nil, draw: 0.5) == 2700)
    }

    @Test func retryAfterIsHonouredWithinBounds() {
        var attempts = DeliveryAttempts()
        #expect(
            action(.answered(status: 503, retryAfter: 120), after: &attempts, draw: 0)
                == .tryAgain(at: start.adding(seconds: 120)))
        #expect(
            action(.answered(status: 429, retryAfter: .max), after: &attempts, draw: 0)
                == .tryAgain(at: start.adding(seconds: 86_400)))
        #expect(
            action(.answered(status: 429, retryAfter: 0), after: &attempts, draw: 0)
                == .tryAgain(at: start.adding(seconds: 10)))
    }

    @Test(arguments: [301, 302, 308, 400, 401, 403, 404, 413, 422])
    func whatIsRefusedAgainAndAgainIsSetAside(status: Int) {
        var attempts = DeliveryAttempts()
        var now = 0.0
        for count in 1...12 {
            let action = action(.answered(status: status, retryAfter: nil), after: &attempts, at: now)
            if count == 12 {
                #expect(action == .setAside(.refused))
            } else if case .tryAgain(let next) = action {
                now = next.seconds - start.seconds
            } else {
                Issue.record("set aside after \(count)")
            }
        }
        #expect(now > 3600 && now < 4 * 3600)
    }

    @Test(arguments: [DeliveryOutcome.unreachable, .answered(status: 500, retryAfter: nil), .unwritable])
    func whatFailsForThreeDaysIsSetAside(outcome: DeliveryOutcome) {
        var attempts = DeliveryAttempts()
        var now = 0.0
        var count = 0
        while case .tryAgain(let next) = action(outcome, after: &attempts, at: now), count < 1000 {
            now = next.seconds - start.seconds
            count += 1
        }
        #expect(now >= 3 * 86_400 && now < 3 * 86_400 + 3600)
        #expect(attempts.refusals == 0 && attempts.failures == count + 1)
    }

    @Test func attemptsGoOnAfterARestart() {
        var attempts = DeliveryAttempts()
        _ = action(.unreachable, after: &attempts)
        var kept = DeliveryAttempts(first: attempts.first, failures: attempts.failures, refusals: attempts.refusals)
        #expect(kept == attempts)
        #expect(action(.unreachable, after: &kept, at: 3 * 86_400) == .setAside(.outOfPatience))
    }

    @Test func aConsumerInTroubleIsSparedUntilItAnswers() {
        var state = ConsumerState.open
        state.note(.answered(status: 404, retryAfter: nil), at: start, draw: 1)
        #expect(state == .open)
        state.note(.unreachable, at: start, draw: 1)
        #expect(state == .resting(until: start.adding(seconds: 5), failures: 1))
        #expect(!state.maySend(at: start.adding(seconds: 4)) && state.maySend(at: start.adding(seconds: 5)))
        state.note(.answered(status: 503, retryAfter: 60), at: start.adding(seconds: 5), draw: 0)
        #expect(state == .resting(until: start.adding(seconds: 65), failures: 2))
        // An answer to a request that was under way says nothing of now.
        state.note(.answered(status: 200, retryAfter: nil), at: start.adding(seconds: 6), draw: 0)
        #expect(!state.maySend(at: start.adding(seconds: 7)))
        state.note(.answered(status: 200, retryAfter: nil), at: start.adding(seconds: 65), draw: 0)
        #expect(state == .open)
    }
}
