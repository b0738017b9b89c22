// What a feed promises, and what happens to a run that breaks the promise. Pure: counts in, decision out.

import Configuring
import SENDRecords

/// What a feed's manifest says can be relied on.
public struct Contract: Sendable, Equatable {
    /// A row that is gone means that what it stated is gone. Else absence means nothing.
    public let isSnapshot: Bool
    /// How much may be withdrawn before a person is asked; only of snapshots.
    public let withdrawals: ContractLimit
    /// The same in August and September, when a year group leaves and another joins.
    public let withdrawalsAtYearEnd: ContractLimit
    /// How many rows may be quarantined before the whole run is held.
    public let quarantined: ContractLimit
    /// What a snapshot speaks for.
    public let coverage: Coverage
    public let rows: RowLimits?
    public let fields: [FieldLimit]

    public init(
        isSnapshot: Bool, withdrawals: ContractLimit, withdrawalsAtYearEnd: ContractLimit? = nil,
        quarantined: ContractLimit, coverage: Coverage = .all, rows: RowLimits? = nil, fields: [FieldLimit] = []
    ) {
        self.isSnapshot = isSnapshot
        self.withdrawals = withdrawals
        self.withdrawalsAtYearEnd = withdrawalsAtYearEnd ?? withdrawals
        self.quarantined = quarantined
        self.coverage = coverage
        self.rows = rows
        self.fields = fields
    }

    /// The limit for withdrawals on a day. School years end in August (Education Act 1996, section 579: they begin
    /// in a term after July); rolls settle by the end of September.
    public func withdrawalLimit(on day: CalendarDate) -> ContractLimit {
        Self.isYearEnd(day) ? withdrawalsAtYearEnd : withdrawals
    }

    static func isYearEnd(_ day: CalendarDate) -> Bool {
        let month = day.parts.month
        return month == 8 || month == 9
    }

    /// Which of a feed's records a run's snapshot speaks for; nil where it is all.
    public func covered(_ tally: ContractTally, asOf day: CalendarDate) -> CoveredWindows? {
        switch coverage {
        case .all: nil
        case .windows(let windows): CoveredWindows(windows, asOf: day, seen: tally.seen)
        }
    }
}

/// A share with a floor, so that a small school isn't held for three pupils.
public struct ContractLimit: Sendable, Equatable {
    public let share: Percent
    /// Up to this many are never too many.
    public let floor: Int

    public init(share: Percent, floor: Int) {
        self.share = share
        self.floor = floor
    }

    /// Whether so many of so many are more than the contract allows.
    public func isExceeded(by part: Int, of whole: Int) -> Bool {
        part > floor && share.isExceeded(by: part, of: whole)
    }
}

/// What a run counted before it commits.
public struct RunCounts: Sendable, Equatable {
    /// Rows of all files of the run.
    public var rows: Int
    public var leftOut: Int
    public var quarantined: Int
    /// Records that the feed states now, before this run.
    public var current: Int
    /// Records among them that this run no longer states.
    public var withdrawals: Int
    /// Lines among the rows that are none: blank ones, totals, headings once more.
    public var besideTable: Int
    /// Keys of records that would be withdrawn which begin with zeros, and which this run states without them.
    public var zerosLost: Int
    /// Required columns that are gone, by file, as `file: column`.
    public var missingColumns: [String]

    public init(
        rows: Int, leftOut: Int, quarantined: Int, current: Int, withdrawals: Int, besideTable: Int = 0,
        zerosLost: Int = 0, missingColumns: [String] = []
    ) {
        self.besideTable = besideTable
        self.zerosLost = zerosLost
        self.rows = rows
        self.leftOut = leftOut
        self.quarantined = quarantined
        self.current = current
        self.withdrawals = withdrawals
        self.missingColumns = missingColumns
    }
}

/// What to do with a run.
public enum ContractDecision: Sendable, Equatable {
    case apply
    /// Arrivals and changes are applied; what is gone waits for a person.
    case holdWithdrawals(why: String)
    /// Nothing is applied until a person looks. The advice is what the sender can do meanwhile.
    case holdRun(why: String, advice: String? = nil)
}

extension Contract {
    /// Decides over a run by its counts. `day` is the day of the run.
    ///
    /// - Parameters:
    ///   - tally: what the run's records say about the fields that the contract names.
    ///   - last: the rows of the last run of the feed that was applied; nil where there was none.
    public func decide(
        _ counts: RunCounts, _ tally: ContractTally? = nil, last: Int? = nil, on day: CalendarDate
    ) -> ContractDecision {
        if !counts.missingColumns.isEmpty {
            let names = counts.missingColumns.joined(separator: ", ")
            return .holdRun(
                why: "Required columns are missing: \(names).", advice: "Add them to the export and send it again.")
        }
        let judged = counts.rows - counts.leftOut
        if quarantined.isExceeded(by: counts.quarantined, of: judged) {
            return .holdRun(
                why: "\(counts.quarantined) of \(judged) rows can't be used; the limit is \(quarantined.share).",
                advice: "Put right the rows that are listed, and send the whole file again.")
        }
        let isEmpty = counts.rows == counts.besideTable && isSnapshot && rows?.atLeast != 0
        if isEmpty, counts.withdrawals == 0 {
            return .holdRun(why: "The file has no rows.", advice: Self.adviceOnNoRows)
        }
        if isSnapshot, counts.zerosLost > 0 {
            let numbers = counts.zerosLost == 1 ? "1 number" : "\(counts.zerosLost) numbers"
            return .holdRun(
                why:
                    "\(numbers) by which records are known began with 0 in the last file, and here the zeros are gone: "
                    + "spreadsheets take them away. Each would count as somebody new.",
                advice:
                    "Export the file again and send it without opening it in a spreadsheet, or format the column of the "
                    + "numbers as text before saving. If the numbers have really changed, tell the council.")
        }
        let breaches =
            [rows?.breach(rows: counts.rows, last: last, isYearEnd: Self.isYearEnd(day))].compactMap { $0 }
            + (tally?.breaches ?? [])
        if !breaches.isEmpty {
            return .holdRun(
                why: breaches.joined(separator: " "),
                advice:
                    "Check that this is the whole file and the right one. If it isn't, send the right one; if it is, "
                    + "there is nothing for you to do: the council looks at it.")
        }
        guard isSnapshot, counts.withdrawals > 0 else { return .apply }
        if isEmpty {
            return .holdWithdrawals(
                why: "The file has no rows, so all \(counts.withdrawals) records of this feed would be withdrawn.")
        }
        let limit = withdrawalLimit(on: day)
        // Arrivals never wait, but here nothing says that it is the same list.
        if counts.withdrawals == counts.current, counts.current > limit.floor, judged > counts.quarantined {
            return .holdRun(
                why:
                    "None of the \(counts.current) records of the last file is in this one: it may be somebody else's list, or "
                    + "all its numbers have changed.",
                advice: "If it is the wrong file, send the right one. If it is the right one, tell the council.")
        }
        if limit.isExceeded(by: counts.withdrawals, of: counts.current) {
            return .holdWithdrawals(
                why: "\(counts.withdrawals) of \(counts.current) records are missing from the new file; "
                    + "the limit is \(limit.share).")
        }
        return .apply
    }

    /// Decides over records that the partner itself says are no more; nil where they are not too many.
    public func decide(ended: Int, of stated: Int, on day: CalendarDate) -> ContractDecision? {
        let limit = withdrawalLimit(on: day)
        guard limit.isExceeded(by: ended, of: stated) else { return nil }
        let why = "The partner says that \(ended) of \(stated) records are no more; the limit is \(limit.share)."
        // The next snapshot states everything anew. Otherwise the partner says it once, and the rest doesn't wait for it.
        guard isSnapshot else { return .holdWithdrawals(why: why) }
        return .holdRun(why: why, advice: "If it is so, the council lets the run pass; if not, tell the partner.")
    }

    /// For the sender of a file in which nothing stands.
    public static let adviceOnNoRows =
        "Open the file to see whether it has rows. If there should be some, export it again and send it. If there is really "
        + "nobody to list, tell the council."
}
