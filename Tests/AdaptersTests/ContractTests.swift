// What happens to runs that break a feed's promise, and to files that came to the wrong folder.

import Configuring
import SENDRecords
import Testing

@testable import Adapters

struct ContractTests {
    static let november = CalendarDate(year: 2026, month: 11, day: 21)!
    static let september = CalendarDate(year: 2026, month: 9, day: 3)!
    let contract = Contract(
        isSnapshot: true, withdrawals: ContractLimit(share: Percent(whole: 20), floor: 5),
        withdrawalsAtYearEnd: ContractLimit(share: Percent(whole: 60), floor: 5),
        quarantined: ContractLimit(share: Percent(whole: 30), floor: 5))

    private func decision(
        rows: Int = 100, leftOut: Int = 0, quarantined: Int = 0, current: Int = 100, gone: Int = 0,
        missing: [String] = [],
        on day: CalendarDate = november
    ) -> String {
        let counts = RunCounts(
            rows: rows, leftOut: leftOut, quarantined: quarantined, current: current, withdrawals: gone,
            missingColumns: missing)
        switch contract.decide(counts, on: day) {
        case .apply: return "apply"
        case .holdWithdrawals: return "hold withdrawals"
        case .holdRun: return "hold run"
        }
    }

    @Test func withdrawalsPastTheLimitAreHeldAndArrivalsNot() {
        #expect(decision(gone: 20) == "apply")
        #expect(decision(gone: 21) == "hold withdrawals")
        #expect(decision(rows: 10, gone: 90) == "hold withdrawals")
    }

    @Test func aSmallSchoolIsNotHeldForAFewPupils() {
        #expect(decision(rows: 6, current: 10, gone: 5) == "apply")
        #expect(decision(rows: 4, current: 10, gone: 6) == "hold withdrawals")
    }

    @Test func aListInWhichNobodyOfTheLastOneStandsIsHeldWhole() {
        #expect(decision(rows: 40, current: 100, gone: 100) == "hold run")
        #expect(decision(rows: 40, current: 100, gone: 99) == "hold withdrawals")
        #expect(decision(rows: 40, current: 5, gone: 5) == "apply")
        #expect(decision(rows: 40, leftOut: 40, current: 100, gone: 100) == "hold withdrawals")
    }

    @Test func anEmptyFileWithdrawsNothingUnasked() {
        #expect(decision(rows: 0, current: 3, gone: 3) == "hold withdrawals")
    }

    @Test func aSnapshotWithoutRowsIsTakenOnlyWhereTheContractAllowsIt() {
        func decision(_ rows: RowLimits?, isSnapshot: Bool = true, besideTable: Int = 0) -> ContractDecision {
            let some = ContractLimit(share: Percent(whole: 50), floor: 0)
            return Contract(isSnapshot: isSnapshot, withdrawals: some, quarantined: some, rows: rows).decide(
                RunCounts(
                    rows: besideTable, leftOut: besideTable, quarantined: 0, current: 0, withdrawals: 0,
                    besideTable: besideTable), on: Self.november)
        }
        let allowed = RowLimits(atLeast: 0, atMost: nil, change: nil, changeAtYearEnd: nil)
        for held in [decision(nil), decision(nil, besideTable: 2)] {
            guard case .holdRun(let why, let advice) = held else {
                Issue.record("\(held)")
                continue
            }
            #expect(why == "The file has no rows." && advice?.contains("export it again") == true)
        }
        #expect(decision(allowed) == .apply)
        #expect(decision(nil, isSnapshot: false) == .apply)
    }

    @Test func keysWhoseZerosInFrontAreGoneHoldTheWholeRun() {
        let counts = RunCounts(
            rows: 100, leftOut: 0, quarantined: 0, current: 100, withdrawals: 12, zerosLost: 12)
        guard case .holdRun(let why, let advice) = contract.decide(counts, on: Self.november) else {
            Issue.record("it was taken")
            return
        }
        #expect(why.hasPrefix("12 numbers ") && advice?.contains("format the column") == true)
    }

    @Test func theLimitKnowsTheSchoolYear() {
        #expect(decision(gone: 50, on: Self.september) == "apply")
        #expect(decision(gone: 50) == "hold withdrawals")
        #expect(decision(gone: 61, on: Self.september) == "hold withdrawals")
    }

    @Test func tooManyUnusableRowsOrAMissingColumnHoldTheWholeRun() {
        #expect(decision(rows: 1000, leftOut: 900, quarantined: 30) == "apply")
        #expect(decision(rows: 1000, leftOut: 900, quarantined: 31) == "hold run")
        #expect(decision(rows: 6, quarantined: 5) == "apply")
        #expect(decision(missing: ["pupils: DOB"]) == "hold run")
    }

    @Test func whatIsNoSnapshotWithdrawsNothing() throws {
        let health = try Fixtures.manifest("health-demographics").contract
        let counts = RunCounts(rows: 1, leftOut: 0, quarantined: 0, current: 100, withdrawals: 99)
        #expect(health.decide(counts, on: Self.november) == .apply)
    }

    @Test func aFileInTheWrongFolderIsToldTheRightOne() throws {
        let manifests = try Fixtures.adapterFolders.map { try Fixtures.manifest($0) }
        let header = ["crew_id", "name", "role", "licence_no", "route_id"]
        #expect(Manifest.recognise(header, among: manifests).first?.manifest.id == "transport")
        let pupils = ["UPN", "Adno", "Legal Surname", "Legal Forename", "DOB", "Gender", "SEN Status"]
        #expect(Manifest.recognise(pupils, among: manifests).first?.manifest.id == "school-pupils")
        let gias = ["URN", "EstablishmentName", "Town", "Postcode"]
        #expect(Manifest.recognise(gias, among: manifests).first?.manifest.id == "gias-schools")
    }

    @Test func missingAndNewColumnsAreTold() throws {
        let file = try #require(try Fixtures.manifest("school-pupils").file("pupils"))
        let fit = file.fit(of: ["UPN", "Surname", "Favourite colour", "Year"])
        #expect(fit.missing == ["DOB or Date of birth", "SEN status or SEN provision or SEN"])
        #expect(fit.unknown == ["Favourite colour"])
        #expect(!fit.isUsable)
    }

    // MARK: Limits by field and by file, and windows

    private static func tally(_ contract: Contract, _ rows: [(key: String, upn: Value, entry: String)]) -> ContractTally
    {
        var tally = ContractTally(contract)
        for (index, row) in rows.enumerated() {
            var child = [Value](repeating: .notStated, count: Child.declaration.fields.count)
            child[Child.upn.declaration.number] = row.upn
            var enrolment = [Value](repeating: .notStated, count: Enrolment.declaration.fields.count)
            enrolment[Enrolment.entryDate.declaration.number] =
                CalendarDate(iso: row.entry).map { .date($0) } ?? .notStated
            let subject = SubjectKey(.child, space: "s", key: row.key)
            tally.add(
                MappedRow(
                    number: index + 1, line: index + 2, byteOffset: 0,
                    outcome: .records(
                        [
                            SourceRecord(
                                type: Child.declaration.type, key: row.key, subject: subject,
                                record: Record(Child.declaration.type, values: child), columns: []),
                            SourceRecord(
                                type: Enrolment.declaration.type, key: row.key, subject: subject,
                                record: Record(Enrolment.declaration.type, values: enrolment), columns: []),
                        ], notes: [])))
        }
        return tally
    }

    private static func limited(_ upn: FieldLimit, rows: RowLimits? = nil, coverage: Coverage = .all) -> Contract {
        let some = ContractLimit(share: Percent(whole: 50), floor: 0)
        return Contract(
            isSnapshot: true, withdrawals: some, quarantined: some, coverage: coverage, rows: rows, fields: [upn])
    }

    private static func limit(missing: Int? = nil, invalid: Int? = nil, duplicate: Int? = nil) -> FieldLimit {
        func share(_ number: Int?) -> ContractLimit? {
            number.map { ContractLimit(share: Percent(whole: $0), floor: 0) }
        }
        return FieldLimit(
            type: Child.declaration.type, field: Child.upn.declaration, missing: share(missing),
            invalid: share(invalid),
            duplicate: share(duplicate))
    }

    @Test(arguments: [
        (limit(missing: 25), "missing in 2 of 4"), (limit(invalid: 20), "can't be used in 1 of 2"),
        (limit(duplicate: 0), ""),
        (limit(missing: 50), ""), (limit(invalid: 50), ""),
    ])
    func aFieldPastItsLimitHoldsTheRunAndIsNamed(limit: FieldLimit, reason: String) {
        let contract = Self.limited(limit)
        let tally = Self.tally(
            contract, [("1", .text("A"), ""), ("2", .unverified("B"), ""), ("3", .notStated, ""), ("4", .empty, "")])
        let counts = RunCounts(rows: 4, leftOut: 0, quarantined: 0, current: 4, withdrawals: 0)
        switch contract.decide(counts, tally, on: Self.november) {
        case .apply: #expect(reason.isEmpty)
        case .holdRun(let why, _): #expect(!reason.isEmpty && why.contains(reason))
        case .holdWithdrawals: Issue.record("nothing is withdrawn")
        }
    }

    @Test func theSameIdentifierOfTwoRecordsIsADuplicateAndOfOneTwiceIsNot() {
        let contract = Self.limited(Self.limit(duplicate: 10))
        let counts = RunCounts(rows: 2, leftOut: 0, quarantined: 0, current: 2, withdrawals: 0)
        let two = Self.tally(contract, [("1", .text("A"), ""), ("2", .text("A"), "")])
        let one = Self.tally(contract, [("1", .text("A"), ""), ("1", .text("A"), "")])
        #expect(contract.decide(counts, two, on: Self.november) != .apply)
        #expect(contract.decide(counts, one, on: Self.november) == .apply)
    }

    @Test func aCutFileIsHeldAndSeptembersNewRollsPass() {
        let share = ContractLimit(share: Percent(whole: 30), floor: 20)
        let yearEnd = ContractLimit(share: Percent(whole: 80), floor: 20)
        let limits = RowLimits(atLeast: 10, atMost: 5000, change: share, changeAtYearEnd: yearEnd)
        #expect(limits.breach(rows: 600, last: 1000, isYearEnd: false) != nil)
        #expect(limits.breach(rows: 600, last: 1000, isYearEnd: true) == nil)
        #expect(limits.breach(rows: 100, last: 1000, isYearEnd: true) != nil)
        #expect(limits.breach(rows: 1400, last: 1000, isYearEnd: false) == nil)
        #expect(limits.breach(rows: 15, last: 35, isYearEnd: false) == nil)
        #expect(limits.breach(rows: 9, last: nil, isYearEnd: false) != nil)
        #expect(limits.breach(rows: 5001, last: nil, isYearEnd: false) != nil)
    }

    @Test(arguments: [
        ("2026-11-01", false), ("2026-11-02", true), ("2026-11-06", true), ("2026-11-07", false), ("", false),
    ])
    func aFileOfOneWeekSpeaksForThatWeekOnly(entry: String, isCovered: Bool) {
        let type = Enrolment.declaration.type
        let window = CoverageWindow(
            type: type, dates: .init(field: Enrolment.entryDate.declaration.number, from: .file, to: .file))
        let contract = Self.limited(Self.limit(missing: 99), coverage: .windows([window]))
        let tally = Self.tally(contract, [("1", .text("A"), "2026-11-02"), ("2", .text("B"), "2026-11-06")])
        let covered = contract.covered(tally, asOf: Self.november)
        var values = [Value](repeating: .notStated, count: Enrolment.declaration.fields.count)
        values[Enrolment.entryDate.declaration.number] = CalendarDate(iso: entry).map { .date($0) } ?? .notStated
        #expect(covered?.cover(type, Record(type, values: values).encoded()) == isCovered)
        #expect(covered?.cover(Child.declaration.type, []) == false)
    }

    @Test func theManifestsContractIsReadWithAllOfIt() throws {
        let override = try ConfigurationNode.parse(
            """
            contract:
              covers: [{type: child}, {field: enrolment.entry-date, from: -28d, to: 2026-12-31}]
              rows: {at-least: 5, change: 40%, august-september: 90%}
              fields: [{field: child.upn, missing: 60%, duplicate: 1%}]
            """, file: "override.yaml")
        let manifest = try Fixtures.manifest("school-pupils", override: override)
        #expect(manifest.contract.fields.count == 1)
        #expect(manifest.contract.rows?.atLeast == 5)
        guard case .windows(let windows) = manifest.contract.coverage else {
            Issue.record("the windows weren't read")
            return
        }
        #expect(windows.map(\.dates?.from) == [nil, WindowBound.days(-28)])
    }
}
