// One field of a cron schedule: a set of small numbers, and how it was written.

import Configuring

/// One field of a cron schedule.
struct CronField: Sendable, Equatable {
    /// Bit n is set if n is in the field.
    private(set) var bits: UInt64 = 0
    /// A `*` stands in it, with a step or without: the field doesn't restrict the day, as in cron(5).
    private(set) var hasStar = false
    /// A `/n` stands in it.
    private(set) var hasStep = false

    func contains(_ number: Int) -> Bool { bits & (1 << UInt64(number)) != 0 }

    /// Every number that the field may have.
    func isFull(_ part: Part) -> Bool { part.range.allSatisfy(contains) }

    /// Reads a list of `*`, numbers, names, ranges and steps.
    init(_ text: Substring, _ part: Part) throws(ValueFault) {
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            try add(item, part)
        }
        // 0 and 7 are both Sunday.
        if part == .weekday, contains(7) { bits = (bits | 1) & 0x7F }
    }

    private mutating func add(_ item: Substring, _ part: Part) throws(ValueFault) {
        let halves = item.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), let span = halves.first else {
            throw ValueFault("has `\(item)` for the \(part.rawValue), with more than one /")
        }
        var range: ClosedRange<Int>
        if span == "*" {
            hasStar = true
            range = part.range
        } else {
            let ends = span.split(separator: "-", omittingEmptySubsequences: false)
            guard (1...2).contains(ends.count), let first = ends.first, let last = ends.last else {
                throw ValueFault("has `\(item)` for the \(part.rawValue), which is no range")
            }
            let low = try part.number(first)
            var high = try part.number(last)
            // In `fri-sun` the Sunday is the end of the week.
            if part == .weekday, high == 0, ends.count == 2, low > 0 { high = 7 }
            guard low <= high else {
                throw ValueFault(
                    "has `\(item)` for the \(part.rawValue), which runs backwards",
                    hint: "Write two ranges with a comma: "
                        + "`\(first)-\(part.range.upperBound),\(part.range.lowerBound)-\(last)`.")
            }
            if halves.count == 2, ends.count == 1 {
                throw ValueFault(
                    "has `\(item)` for the \(part.rawValue), a step without a range",
                    hint: "Write `\(first)-\(part.range.upperBound)/\(halves[1])`.")
            }
            range = low...high
        }
        var step = 1
        if halves.count == 2 {
            hasStep = true
            guard let number = Int(halves[1]), (1...part.limit).contains(number) else {
                throw ValueFault(
                    "has the step `\(halves[1])` for the \(part.rawValue), which should be from 1 to \(part.limit)",
                    hint: "For a longer interval write, for example, `every 90m`.")
            }
            step = number
        }
        for number in stride(from: range.lowerBound, through: range.upperBound, by: step) {
            bits |= 1 << UInt64(number)
        }
    }
}

extension CronField {
    /// Which field it is, by the words of a message.
    enum Part: String, CaseIterable {
        case minute
        case hour
        case day = "day of the month"
        case month
        case weekday = "day of the week"

        var range: ClosedRange<Int> {
            switch self {
            case .minute: 0...59
            case .hour: 0...23
            case .day: 1...31
            case .month: 1...12
            case .weekday: 0...6
            }
        }

        /// The largest number that may be written.
        var limit: Int { self == .weekday ? 7 : range.upperBound }

        private var names: [String] {
            switch self {
            case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
            case .weekday: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
            default: []
            }
        }

        fileprivate func number(_ text: Substring) throws(ValueFault) -> Int {
            if text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(text) {
                if (range.lowerBound...limit).contains(number) { return number }
            } else if let index = names.firstIndex(of: text.lowercased()) {
                return index + range.lowerBound
            }
            throw ValueFault(
                "has `\(text)` for the \(rawValue), which should be from \(range.lowerBound) to \(limit)",
                hint: names.isEmpty ? nil : "Or one of \(names.joined(separator: ", ")).")
        }
    }
}
