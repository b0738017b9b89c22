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

    @Test func anEmptyFileWithdrawsNothingUnasked() {
        #expect(decision(rows: 0, current: 3, gone: 3) == "hold withdrawals")
        #expect(decision(rows: 0, current: 0, gone: 0) == "apply")
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
}
