import Foundation
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(5))) struct BellTests {
    @Test func aRingBeforeAnybodyWaitsIsKept() async {
        let bell = Bell()
        bell.ring()
        // Were the ring forgotten, this would never end.
        await bell.wait(atMost: .seconds(1_000_000))
    }

    @Test func aRingWakesWhoeverWaits() async {
        let bell = Bell()
        async let waiting: Void = bell.wait(atMost: .seconds(1_000_000))
        try? await Task.sleep(for: .milliseconds(20))
        bell.ring()
        await waiting
    }

    @Test func waitingEndsWithItsTimeHoweverShort() async {
        let bell = Bell()
        for _ in 0..<500 { await bell.wait(atMost: .nanoseconds(1)) }
    }

    @Test func aCancelledWaitEnds() async {
        let bell = Bell()
        let task = Task { await bell.wait(atMost: .seconds(1_000_000)) }
        task.cancel()
        await task.value
    }

    @Test func aStoppedThreadFinishesWhatItAcceptedAndRefusesTheRest() async throws {
        let thread = WorkThread(named: "test")
        #expect(try await thread.run { 6 * 7 } == 42)
        thread.stop()
        await #expect(throws: CancellationError.self) { try await thread.run { 1 } }
    }

    @Test func onlyOneIsInAFeedAtATimeAndTheOthersComeInTurn() async {
        let gates = FeedGates()
        let feed = FeedName(adapter: "transport", partner: nil)
        await gates.enter(feed)
        #expect(await gates.tryEnter(feed) == false)
        #expect(await gates.tryEnter(FeedName(adapter: "transport", partner: "x")))
        let waiting = Task { await gates.enter(feed) }
        await gates.leave(feed)
        await waiting.value
        #expect(await gates.tryEnter(feed) == false)
        await gates.leave(feed)
        #expect(await gates.tryEnter(feed))
    }

    @Test func workThatFailsGivesItsFeedOnOnce() async throws {
        let gates = FeedGates()
        let feed = FeedName(adapter: "transport", partner: nil)
        await #expect(throws: CancellationError.self) {
            try await gates.through(feed) { throw CancellationError() }
        }
        let isBusy = try await gates.through(feed) { await !gates.tryEnter(feed) }
        #expect(isBusy)
        #expect(await gates.tryEnter(feed))
    }

    @Test func theDayIsLondonsAlsoInSummer() throws {
        let clock = GatewayClock.system(timeZone: try #require(TimeZone(identifier: "Europe/London")))
        // 2026-06-30T23:30:00Z is already 1 July in London.
        #expect(clock.day(of: .init(milliseconds: 1_782_862_200_000)).description == "2026-07-01")
        #expect(clock.day(of: .init(milliseconds: 1_798_759_800_000)).description == "2026-12-31")
    }
}
