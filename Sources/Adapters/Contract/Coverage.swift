// What a snapshot covers: a file of one week says nothing about the weeks before it.

import SENDRecords

/// The part of a feed's records that one snapshot speaks for.
public enum Coverage: Sendable, Equatable {
    case all
    /// Only these; records of other types are never withdrawn by leaving them out.
    case windows([CoverageWindow])
}

/// One record type, whole or within dates.
public struct CoverageWindow: Sendable, Equatable {
    /// A date field and its bounds, both included.
    public struct Dates: Sendable, Equatable {
        public let field: Int
        public let from: WindowBound
        public let to: WindowBound
    }

    public let type: RecordType
    public let dates: Dates?
}

/// One end of a window.
public enum WindowBound: Sendable, Equatable, CustomStringConvertible {
    /// The earliest or latest date of the field in the file itself.
    case file
    /// So many days from the day that the file is about; before it where negative.
    case days(Int)
    case day(CalendarDate)

    /// Reads `file`, `-28d` or `2026-09-01`.
    init?(_ text: String) {
        if text == "file" {
            self = .file
        } else if text.hasSuffix("d"), let days = Int(text.dropLast()), abs(days) < 10_000 {
            self = .days(days)
        } else if let day = CalendarDate(iso: text) {
            self = .day(day)
        } else {
            return nil
        }
    }

    public var description: String {
        switch self {
        case .file: "file"
        case .days(let days): "\(days)d"
        case .day(let day): day.description
        }
    }
}

/// A coverage with its bounds worked out for one run.
public struct CoveredWindows: Sendable {
    private let ranges: [RecordType: [(field: Int, range: ClosedRange<CalendarDate>)]]
    private let whole: Set<RecordType>

    /// - Parameters:
    ///   - asOf: the day that the files are about.
    ///   - seen: for each window's field the earliest and latest date in the files.
    init(_ windows: [CoverageWindow], asOf: CalendarDate, seen: [ContractTally.FieldName: ClosedRange<CalendarDate>]) {
        var ranges: [RecordType: [(field: Int, range: ClosedRange<CalendarDate>)]] = [:]
        var whole: Set<RecordType> = []
        for window in windows {
            guard let dates = window.dates else {
                whole.insert(window.type)
                continue
            }
            let seen = seen[.init(type: window.type, field: dates.field)]
            func day(_ bound: WindowBound, _ own: CalendarDate?) -> CalendarDate? {
                switch bound {
                case .file: own
                case .days(let days): asOf.adding(days: days)
                case .day(let day): day
                }
            }
            // A file that holds no such date says nothing about any.
            guard let first = day(dates.from, seen?.lowerBound), let last = day(dates.to, seen?.upperBound),
                first <= last
            else { continue }
            ranges[window.type, default: []].append((dates.field, first...last))
        }
        self.ranges = ranges
        self.whole = whole
    }

    /// Whether the snapshot speaks for a record, which is given in its canonical encoding.
    public func cover(_ type: RecordType, _ encoded: [UInt8]) -> Bool {
        if whole.contains(type) { return true }
        guard let windows = ranges[type], let record = try? Record(encoded: encoded) else { return false }
        return windows.contains { window in
            guard case .date(let date) = record.values[window.field] else { return false }
            return window.range.contains(date)
        }
    }
}
