import Configuring
import Foundation
import Testing

@testable import Gateway

@Suite struct CronScheduleTests {
    /// The next times of a schedule in UTC, as `2027-03-28T01:00`.
    static func times(
        _ text: String, after start: String, zone: String = "Europe/London", count: Int = 1
    ) throws -> [String] {
        let schedule = try CronSchedule(text, zone: zone)
        var second = try second(of: start)
        var times: [String] = []
        while times.count < count, let next = schedule.next(afterSecond: second) {
            #expect(next > second)
            second = next
            let day = CivilDay(ofLocalSecond: next)
            let minute = (next - day.number * 86_400) / 60
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            times.append(
                "\(day.year)-\(two(day.month))-\(two(day.day))T\(two(minute / 60)):\(two(minute % 60))")
        }
        return times
    }

    /// Seconds since 1970 of `2027-03-28T01:00`.
    static func second(of text: String) throws -> Int {
        let numbers = text.split { "-T:".contains($0) }.compactMap { Int($0) }
        try #require(numbers.count == 5)
        return CivilDay(year: numbers[0], month: numbers[1], day: numbers[2]).number * 86_400
            + numbers[3] * 3600 + numbers[4] * 60
    }

    @Test(arguments: [
        ("2027-03-26T12:00", ["2027-03-27T01:30", "2027-03-28T01:00", "2027-03-29T00:30"]),
        ("2027-10-29T12:00", ["2027-10-30T00:30", "2027-10-31T00:30", "2027-11-01T01:30"]),
        ("2028-03-25T12:00", ["2028-03-26T01:00", "2028-03-27T00:30", "2028-03-28T00:30"]),
        ("2028-10-28T12:00", ["2028-10-29T00:30", "2028-10-30T01:30", "2028-10-31T01:30"]),
    ])
    func aNightlyRunAtHalfPastOneComesOnceEachNightOverTheChangesOfClocks(start: String, expected: [String]) throws {
        #expect(try Self.times("30 1 * * *", after: start, count: 3) == expected)
    }

    @Test func betweenTheTwoOccurrencesOfARepeatedTimeItIsNotRunAgain() throws {
        #expect(try Self.times("30 1 * * *", after: "2027-10-31T00:31") == ["2027-11-01T01:30"])
    }

    @Test func severalSkippedTimesRunOnce() throws {
        #expect(
            try Self.times("0,15,45 1,2 * * *", after: "2027-03-27T23:00", count: 4)
                == ["2027-03-28T01:00", "2027-03-28T01:15", "2027-03-28T01:45", "2027-03-29T00:00"])
    }

    @Test func aRhythmFollowsElapsedTimeOverTheGap() throws {
        #expect(
            try Self.times("30 * * * *", after: "2027-03-27T23:45", count: 3)
                == ["2027-03-28T00:30", "2027-03-28T01:30", "2027-03-28T02:30"])
        #expect(
            try Self.times("*/20 * * * *", after: "2027-03-28T00:30", count: 3)
                == ["2027-03-28T00:40", "2027-03-28T01:00", "2027-03-28T01:20"])
    }

    @Test func aRhythmFollowsElapsedTimeOverTheRepeatedHour() throws {
        #expect(
            try Self.times("*/30 * * * *", after: "2027-10-30T23:40", count: 6)
                == [
                    "2027-10-31T00:00", "2027-10-31T00:30", "2027-10-31T01:00", "2027-10-31T01:30",
                    "2027-10-31T02:00", "2027-10-31T02:30",
                ])
    }

    @Test func aRhythmWithinOneHourIsMadeUpForIfTheHourIsSkipped() throws {
        #expect(
            try Self.times("*/30 1 * * *", after: "2027-03-27T12:00", count: 3)
                == ["2027-03-28T01:00", "2027-03-29T00:00", "2027-03-29T00:30"])
    }

    @Test func sevenMinuteStepsBeginAgainEachHour() throws {
        #expect(
            try Self.times("*/7 * * * *", after: "2027-01-15T09:48", count: 4)
                == ["2027-01-15T09:49", "2027-01-15T09:56", "2027-01-15T10:00", "2027-01-15T10:07"])
    }

    @Test func aLeapDayComesEveryFourYearsButNotInAPlainCentury() throws {
        #expect(
            try Self.times("0 0 29 2 *", after: "2025-01-01T00:00", count: 2)
                == ["2028-02-29T00:00", "2032-02-29T00:00"])
        #expect(try Self.times("0 0 29 2 *", after: "2096-03-01T00:00") == ["2104-02-29T00:00"])
        // Only the Sundays among leap days: both day fields must fit, because one holds a star.
        #expect(try Self.times("0 0 29 2 */7", after: "2025-01-01T00:00") == ["2032-02-29T00:00"])
    }

    @Test func the31stComesInLongMonthsOnly() throws {
        #expect(
            try Self.times("0 0 31 * *", after: "2027-01-01T00:00", count: 3)
                == ["2027-01-31T00:00", "2027-03-30T23:00", "2027-05-30T23:00"])
    }

    @Test func ofTwoRestrictedDayFieldsEitherIsEnough() throws {
        #expect(
            try Self.times("0 0 13 * 5", after: "2027-01-01T00:00", count: 4)
                == ["2027-01-08T00:00", "2027-01-13T00:00", "2027-01-15T00:00", "2027-01-22T00:00"])
    }

    @Test(arguments: [
        ("@hourly", "2027-01-15T10:00"), ("@daily", "2027-01-16T00:00"), ("@midnight", "2027-01-16T00:00"),
        ("@weekly", "2027-01-17T00:00"), ("@monthly", "2027-02-01T00:00"), ("@yearly", "2028-01-01T00:00"),
        ("@annually", "2028-01-01T00:00"), ("0 6 * * mon-fri", "2027-01-18T06:00"),
        ("0 6 * * SUN", "2027-01-17T06:00"), ("0 6 * * 7", "2027-01-17T06:00"), ("0 6 * * fri-sun", "2027-01-16T06:00"),
        ("0 6 1 jan,mar *", "2027-03-01T06:00"), ("15-45/15 12 * * *", "2027-01-15T12:15"),
        ("5,10\t12  * * *", "2027-01-15T12:05"),
    ])
    func namesListsRangesStepsAndShortFormsAreRead(text: String, expected: String) throws {
        // A Friday.
        #expect(try Self.times(text, after: "2027-01-15T09:00") == [expected])
    }

    @Test(arguments: [
        ("0 0 31 2 *", "never comes"), ("0 0 30-31 feb *", "never comes"), ("0 0 31 4,6,9,11 */2", "never comes"),
        ("60 * * * *", "from 0 to 59"), ("0 24 * * *", "from 0 to 23"), ("0 0 0 * *", "from 1 to 31"),
        ("0 0 * 13 *", "from 1 to 12"), ("0 0 * * 8", "from 0 to 7"), ("0 0 * * mun", "from 0 to 7"),
        ("* * * *", "has 4"), ("", "has 0"), ("0 0 * * * *", "has 6"), ("*/0 * * * *", "step `0`"),
        ("*/90 * * * *", "step `90`"), ("5/10 * * * *", "without a range"), ("0 22-4 * * *", "backwards"),
        ("1,,2 * * * *", "from 0 to 59"), ("1-2-3 * * * *", "no range"), ("@dayly", "unknown short form"),
        ("@reboot", "unknown short form"), ("+5 * * * *", "from 0 to 59"), ("*/ * * * *", "step ``"),
    ])
    func aScheduleThatCannotBeMeantIsRefusedWithItsReason(text: String, reason: String) {
        #expect(throws: ValueFault.self) { try CronSchedule(text) }
        do { _ = try CronSchedule(text) } catch { #expect(error.what.contains(reason)) }
    }

    @Test func aMisspeltZoneIsToldWithTheNearestRightName() {
        do {
            _ = try CronSchedule("@daily", zone: "Europe/Londn")
            Issue.record("read")
        } catch {
            #expect(error.hint == "Did you mean `Europe/London`?")
        }
    }

    @Test func otherZonesHaveTheirOwnChanges() throws {
        // New York: 14 March and 7 November 2027 at 2:00.
        #expect(
            try Self.times("30 2 * * *", after: "2027-03-14T00:00", zone: "America/New_York") == ["2027-03-14T07:00"])
        #expect(
            try Self.times("30 1 * * *", after: "2027-11-07T00:00", zone: "America/New_York", count: 2)
                == ["2027-11-07T05:30", "2027-11-08T06:30"])
        // Lord Howe: half an hour, on 3 October 2027 at 2:00.
        #expect(
            try Self.times("15 2 * * *", after: "2027-10-02T00:00", zone: "Australia/Lord_Howe", count: 2)
                == ["2027-10-02T15:30", "2027-10-03T15:15"])
        // Samoa had no 30 December 2011.
        #expect(
            try Self.times("0 12 * * *", after: "2011-12-29T00:00", zone: "Pacific/Apia", count: 3)
                == ["2011-12-29T22:00", "2011-12-30T10:00", "2011-12-30T22:00"])
        // Havana goes back from 1:00 to 0:00: midnight comes twice and runs once.
        #expect(
            try Self.times("0 0 * * *", after: "2027-11-06T12:00", zone: "America/Havana", count: 2)
                == ["2027-11-07T04:00", "2027-11-08T05:00"])
        #expect(try Self.times("0 12 * * *", after: "2027-07-01T12:00", zone: "UTC") == ["2027-07-02T12:00"])
    }

    /// Every minute of nine days around a change of clocks is asked whether it fits; leaping from time to
    /// time must find the same.
    @Test(arguments: ["2027-03-24T00:00", "2027-10-27T00:00"], ["*/7 * * * *", "13 */5 * * *", "0,30 * 28-31 3,10 *"])
    func leapingFindsWhatAskingEveryMinuteFinds(from: String, text: String) throws {
        let schedule = try CronSchedule(text)
        let start = try Self.second(of: from)
        let end = start + 9 * 86_400
        var expected: [Int] = []
        for hour in stride(from: start, to: end, by: 3600) {
            // In London clocks change on the hour.
            let offset = schedule.zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(hour)))
            for second in stride(from: hour, to: hour + 3600, by: 60) where second > start {
                let day = CivilDay(ofLocalSecond: second + offset)
                let minute = (second + offset - day.number * 86_400) / 60
                if schedule.minutes.contains(minute % 60), schedule.hours.contains(minute / 60),
                    schedule.days.contains(day.day), schedule.months.contains(day.month)
                {
                    expected.append(second)
                }
            }
        }
        var found: [Int] = []
        var second = start
        while let next = schedule.next(afterSecond: second), next < end {
            found.append(next)
            second = next
        }
        #expect(found == expected)
        #expect(found.count > 40)
    }

    @Test func aFractionOfASecondIsNotATimeOfItsOwn() throws {
        let schedule = try CronSchedule("0 12 * * *", zone: "UTC")
        let noon = Date(timeIntervalSince1970: 12 * 3600)
        #expect(schedule.next(after: noon.addingTimeInterval(-0.25)) == noon)
        #expect(schedule.next(after: noon.addingTimeInterval(0.25)) == noon.addingTimeInterval(86_400))
        #expect(schedule.next(after: noon) == noon.addingTimeInterval(86_400))
    }
}

@Suite struct CivilDayTests {
    @Test func everyDayOf800YearsIsCountedThereAndBack() {
        var day = CivilDay(year: 1600, month: 1, day: 1)
        #expect(day.weekday == 6)
        for _ in 0..<292_194 {
            let next = day.next
            let isLater = (next.year, next.month, next.day) > (day.year, day.month, day.day)
            if !isLater || CivilDay(year: next.year, month: next.month, day: next.day) != next {
                Issue.record("\(next)")
                return
            }
            day = next
        }
        #expect((day.year, day.month, day.day) == (2400, 1, 1))
    }

    @Test func theFirstDayOfTheCountIsAThursday() {
        let day = CivilDay(number: 0)
        #expect((day.year, day.month, day.day, day.weekday) == (1970, 1, 1, 4))
        #expect(CivilDay(ofLocalSecond: -1).number == -1)
    }
}
