// When a cron schedule comes next. Only the zone's offsets are asked of Foundation; the rest is whole numbers.

import Foundation

extension CronSchedule {
    /// The first time of the schedule that is later than an instant. Each answer, asked again, gives a later one.
    ///
    /// - Returns: nil if there is none within 41 years, which only a leap day on a certain weekday can reach.
    public func next(after instant: Date) -> Date? {
        next(afterSecond: Int(instant.timeIntervalSince1970.rounded(.down)))
            .map { Date(timeIntervalSince1970: TimeInterval($0)) }
    }

    /// The same in whole seconds since 1970.
    public func next(afterSecond after: Int) -> Int? {
        // Yesterday too: its last hour may come again after midnight, when clocks go back over midnight.
        var day = CivilDay(number: CivilDay(ofLocalSecond: after + offset(at: after)).number - 1)
        let last = day.number + 41 * 366
        while let candidate = firstFittingDay(from: day, through: last) {
            let clock = clockOffsets(around: candidate)
            if let instant = firstInstant(on: candidate, after: after, clock) {
                guard clock.change != nil, fits(candidate.next) else { return instant }
                let following = clockOffsets(around: candidate.next)
                return min(instant, firstInstant(on: candidate.next, after: after, following) ?? instant)
            }
            day = candidate.next
        }
        return nil
    }

    /// The offsets from UTC, in seconds, that hold around one local day, and the second at which the
    /// clocks change from one to the other.
    private struct ClockOffsets {
        let before: Int
        let after: Int
        let change: Int?
    }

    /// A schedule that tells a rhythm, not times of day.
    private var followsElapsedTime: Bool {
        minutes.hasStar || minutes.hasStep || hours.hasStar || hours.hasStep
    }

    /// A rhythm through all hours loses nothing when the clocks skip an hour.
    private var makesUpForSkippedTimes: Bool {
        !followsElapsedTime || !hours.isFull(.hour)
    }

    private func fits(_ day: CivilDay) -> Bool {
        guard months.contains(day.month) else { return false }
        let byDay = days.contains(day.day)
        let byWeekday = weekdays.contains(day.weekday)
        return days.hasStar || weekdays.hasStar ? byDay && byWeekday : byDay || byWeekday
    }

    private func firstFittingDay(from start: CivilDay, through last: Int) -> CivilDay? {
        var day = start
        while day.number <= last {
            if fits(day) { return day }
            day = months.contains(day.month) ? day.next : day.firstOfNextMonth
        }
        return nil
    }

    private func firstInstant(on day: CivilDay, after: Int, _ clock: ClockOffsets) -> Int? {
        let midnight = day.number * 86_400
        let latestShift = min(clock.before, clock.after)
        var best: Int?
        for hour in 0..<24 where hours.contains(hour) {
            let start = midnight + hour * 3600
            guard start + 3600 - latestShift > after else { continue }
            for minute in 0..<60 where minutes.contains(minute) {
                guard let instant = firstInstant(atLocal: start + minute * 60, after: after, clock) else { continue }
                // Without a change of clocks later local times are later instants.
                if clock.change == nil { return instant }
                best = min(best ?? instant, instant)
            }
        }
        return best
    }

    /// The first instant later than `after` at which a local time runs.
    private func firstInstant(atLocal local: Int, after: Int, _ clock: ClockOffsets) -> Int? {
        let first = local - clock.before
        guard let change = clock.change else { return first > after ? first : nil }
        let second = local - clock.after
        let isBefore = first < change
        let isAfter = second >= change
        if !isBefore, !isAfter {
            return makesUpForSkippedTimes && change > after ? change : nil
        }
        if isBefore, first > after { return first }
        if isAfter, !isBefore || followsElapsedTime, second > after { return second }
        return nil
    }

    private func offset(at second: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second)))
    }

    /// A local day lies within a day on either side of the same day in UTC. At most one change of clocks in
    /// those three days is reckoned with.
    private func clockOffsets(around day: CivilDay) -> ClockOffsets {
        var low = (day.number - 1) * 86_400
        var high = (day.number + 2) * 86_400
        let before = offset(at: low)
        let after = offset(at: high)
        if before == after { return ClockOffsets(before: before, after: after, change: nil) }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(at: middle) == before { low = middle } else { high = middle }
        }
        return ClockOffsets(before: before, after: after, change: high)
    }
}
