import Configuring
import Foundation
import Testing

@testable import Gateway

@Suite struct ScheduleTests {
    private func at(_ second: Int) -> Date { Date(timeIntervalSince1970: TimeInterval(second)) }

    @Test(arguments: [("every 30s", 30), ("every 5m", 300), ("every 1h30m", 5400), ("every 2 h", 7200)])
    func anIntervalIsReadFromText(text: String, seconds: Int) throws {
        #expect(try Schedule(text) == .every(seconds: seconds))
    }

    @Test(arguments: ["every", "every 0s", "every 500ms", "every five minutes", "every 400d", "5m", "daily", ""])
    func whatIsNoScheduleIsRefused(text: String) {
        #expect(throws: ValueFault.self) { try Schedule(text) }
    }

    @Test func aBareLengthOfTimeIsToldHowToBecomeASchedule() {
        do {
            _ = try Schedule("5m")
            Issue.record("read")
        } catch {
            #expect(error.hint == "Write `every 5m`.")
        }
    }

    @Test func anIntervalDoesNotDriftWithTheLengthOfTheRuns() throws {
        let schedule = try Schedule("every 30s")
        #expect(schedule.next(after: at(59)) == at(60))
        #expect(schedule.next(after: at(60)) == at(90))
        #expect(schedule.next(after: at(61)) == at(90))
        #expect(schedule.next(after: at(-1)) == at(0))
        #expect(schedule.next(after: at(-30)) == at(0))
        #expect(schedule.next(after: at(-31)) == at(-30))
    }

    @Test func aScheduleIsWrittenAsItIsRead() throws {
        #expect(try Schedule("every 90m").description == "every 1h30m")
        #expect(try Schedule("30 1 * * *").description == "30 1 * * *")
    }

    @Test func aMissedRunIsMadeUpForOnce() throws {
        let nightly = try Schedule("0 1 * * *", zone: "UTC")
        let day = 86_400
        #expect(
            MissedRunPolicy.once.decision(for: nightly, lastRun: at(3600), now: at(4 * day))
                == .runNow(since: at(day + 3600)))
        #expect(
            MissedRunPolicy.once.decision(for: nightly, lastRun: at(3600), now: at(day))
                == .wait(until: at(day + 3600)))
        #expect(
            MissedRunPolicy.once.decision(for: nightly, lastRun: at(3600), now: at(day + 3600))
                == .runNow(since: at(day + 3600)))
    }

    @Test func aMissedRunIsSkippedWhereThePolicySaysSo() throws {
        let nightly = try Schedule("0 1 * * *", zone: "UTC")
        #expect(
            MissedRunPolicy.skip.decision(for: nightly, lastRun: at(3600), now: at(4 * 86_400))
                == .wait(until: at(4 * 86_400 + 3600)))
    }

    @Test func aFeedThatHasNeverRunHasMissedNothing() throws {
        let nightly = try Schedule("0 1 * * *", zone: "UTC")
        #expect(
            MissedRunPolicy.once.decision(for: nightly, lastRun: nil, now: at(7200))
                == .wait(until: at(86_400 + 3600)))
    }

    @Test func whatWasMissedTooLongAgoNoLongerCounts() throws {
        let weekly = try Schedule("0 0 * * 0", zone: "UTC")
        // Sunday 4 January 1970 is missed; now is the Tuesday after it.
        let sunday = at(3 * 86_400)
        let tuesday = at(5 * 86_400 + 60)
        #expect(
            MissedRunPolicy.once.decision(for: weekly, lastRun: at(0), now: tuesday, maximumAge: 3 * 86_400)
                == .runNow(since: sunday))
        #expect(
            MissedRunPolicy.once.decision(for: weekly, lastRun: at(0), now: tuesday, maximumAge: 86_400)
                == .wait(until: at(10 * 86_400)))
    }

    @Test func aScheduleIsReadThroughADeclaredKey() throws {
        let key = Key("schedule", .schedule(), "when the feed is pulled")
        let problems = ProblemCollector()
        let node = try ConfigurationNode.parse("schedule: 0 25 * * *\n", file: "config/sendgate.yaml")
        let reader = MappingReader(node, called: "the feed", keys: [key], problems)
        #expect(reader?[key] == nil)
        #expect(
            problems.problems.description
                == "config/sendgate.yaml:1:11: `schedule` has `25` for the hour, which should be from 0 to 23")
    }
}
