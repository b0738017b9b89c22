import Reconciling
import SENDRecords
import Testing

@testable import Publishing

struct SharingTests {
    private static func iso(_ text: String) -> CalendarDate? { CalendarDate(iso: text) }

    static func plan(_ started: String?, ceased: String? = nil, reason: String? = nil) -> SettledRecord {
        settled(EHCPlan.declaration) {
            $0[EHCPlan.started] = started.flatMap(iso)
            $0[EHCPlan.ceased] = ceased.flatMap(iso)
            $0[EHCPlan.ceaseReason] = reason
        }
    }

    static func request(_ outcome: String? = nil, exported: String? = nil, key: String = "R1") -> SettledRecord {
        settled(EHCRequest.declaration, key: key) {
            $0[EHCRequest.received] = iso("2026-10-01")
            $0[EHCRequest.outcome] = outcome
            $0[EHCRequest.exported] = exported
        }
    }

    static func assessment(_ outcome: String, of request: String = "R1", on date: String? = nil) -> SettledRecord {
        settled(EHCAssessment.declaration, key: "A1") {
            $0[EHCAssessment.request] = request
            $0[EHCAssessment.outcome] = outcome
            $0[EHCAssessment.outcomeDate] = date.flatMap(iso)
        }
    }

    static func enrolment(
        _ urn: String = "103456", from: String? = "2024-09-01", to: String? = nil, year: String? = nil,
        feed: String = "school-pupils@103456"
    ) -> SettledRecord {
        settled(Enrolment.declaration, feed: feed) {
            $0[Enrolment.setting] = urn
            $0[Enrolment.entryDate] = from.flatMap(iso)
            $0[Enrolment.leavingDate] = to.flatMap(iso)
            $0[Enrolment.yearGroup] = year
        }
    }

    static func provision(_ code: String, feed: String = "school-pupils@103456") -> SettledRecord {
        settled(SENProvision.declaration, feed: feed) { $0[SENProvision.provision] = code }
    }

    static func placement(_ basis: String, _ urn: String = "103456", to: String? = nil) -> SettledRecord {
        settled(Placement.declaration) {
            $0[Placement.basis] = basis
            $0[Placement.setting] = urn
            $0[Placement.leavingDate] = to.flatMap(iso)
        }
    }

    static func allocation(_ from: String?, _ to: String?) -> SettledRecord {
        settled(TransportAllocation.declaration, feed: "transport") {
            $0[TransportAllocation.start] = from.flatMap(iso)
            $0[TransportAllocation.end] = to.flatMap(iso)
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let children: String
        let records: [SettledRecord]
        let inScope: Bool
        let testDescription: String

        init(_ children: String, _ records: [SettledRecord], _ inScope: Bool, _ what: String) {
            self.children = children
            self.records = records
            self.inScope = inScope
            testDescription = "\(children): \(what)"
        }
    }

    static let cases: [Case] = [
        Case("with: [ehc-plan active]", [plan("2026-11-21")], true, "begins today"),
        Case("with: [ehc-plan active]", [plan("2026-11-22")], false, "begins tomorrow"),
        Case("with: [ehc-plan active]", [plan(nil)], true, "no first day stated"),
        Case("with: [ehc-plan active]", [plan("2020-01-01", ceased: "2026-11-22")], true, "ceases tomorrow"),
        Case("with: [ehc-plan active]", [plan("2020-01-01", ceased: "2026-11-21")], false, "ceases today"),
        Case("with: [ehc-plan active]", [plan("2020-01-01", reason: "1")], false, "ceased on an unreadable day"),
        Case(
            "with: [ehc-plan active]", [plan("2020-01-01", ceased: "2021-01-01"), plan("2022-01-01")], true,
            "a second plan"),
        Case("with: [ehc-plan active]", [], false, "no plan"),
        Case("with: [ehc-request open]", [request()], true, "not yet decided"),
        Case("with: [ehc-request open]", [request("A")], true, "decision awaited"),
        Case("with: [ehc-request open]", [request("Y")], true, "being assessed"),
        Case("with: [ehc-request open]", [request("N")], false, "refused"),
        Case("with: [ehc-request open]", [request("W")], false, "withdrawn"),
        Case("with: [ehc-request open]", [request("Y", exported: "1")], false, "moved to another area"),
        Case("with: [ehc-request open]", [request("Y", exported: "0")], true, "not moved"),
        Case("with: [ehc-request open]", [request("Y"), assessment("Y", on: "2026-11-01")], false, "plan issued"),
        Case("with: [ehc-request open]", [request("Y"), assessment("Y")], true, "plan decided, not issued"),
        Case("with: [ehc-request open]", [request("Y"), assessment("N")], false, "plan refused"),
        Case(
            "with: [ehc-request open]", [request("Y"), assessment("N", of: "R0")], true, "another request's assessment"),
        Case("with: [transport-allocation current]", [allocation("2026-11-21", "2026-11-21")], true, "one day, today"),
        Case("with: [transport-allocation current]", [allocation("2026-11-22", nil)], false, "from tomorrow"),
        Case("with: [transport-allocation current]", [allocation(nil, "2026-11-20")], false, "until yesterday"),
        Case("with: [enrolment current]", [enrolment(to: "2026-11-21")], true, "last day"),
        Case("with: [enrolment current]", [enrolment(to: "2026-11-20")], false, "has left"),
        Case("with: [sen-provision K]", [provision("K"), enrolment()], true, "K where enrolled"),
        Case("with: [sen-provision K]", [provision("K"), enrolment(to: "2026-07-20")], false, "K where once enrolled"),
        Case("with: [sen-provision E]", [provision("K"), enrolment()], false, "K is not E"),
        Case("with: [sen-provision E, ehc-plan active]", [plan("2020-01-01")], true, "one of a list is enough"),
        Case("attending: ['103456']", [enrolment()], true, "on the roll"),
        Case("attending: ['103456']", [enrolment("103457")], false, "on another roll"),
        Case("attending: ['103456']", [placement("attended")], true, "the council says so, the school nothing"),
        Case(
            "attending: ['103456']", [placement("attended"), enrolment(to: "2026-07-20")], false,
            "the council says so, the school says left"),
        Case("attending: ['103456']", [placement("named")], false, "named is not attended"),
        Case("named-in-plan: ['103456']", [placement("named"), plan("2020-01-01")], true, "named in an active plan"),
        Case("named-in-plan: ['103456']", [placement("named")], false, "no plan"),
        Case("year-groups: ['6', R]", [enrolment(year: "6")], true, "in year 6"),
        Case("year-groups: ['6', R]", [enrolment(year: "7")], false, "in year 7"),
        Case("year-groups: ['6', R]", [enrolment(to: "2026-07-20", year: "6")], false, "was in year 6"),
        Case("attending: ['103456'], with: [ehc-plan active]", [enrolment()], false, "every key must hold"),
        Case(
            "attending: ['103456'], with: [ehc-plan active]", [enrolment(), plan("2020-01-01")], true,
            "every key holds"),
    ]

    @Test(arguments: cases)
    func scopeFollowsTheCondition(example: Case) throws {
        let agreement = try agreement(yaml(children: "{\(example.children)}"))
        let sharing = agreement.sharing(of: child("C-1", example.records), isRestricted: false, on: today)
        #expect((sharing.view != nil) == example.inScope)
        if !example.inScope {
            guard case .outOfScope = sharing.withheld else { return #expect(Bool(false), "\(sharing)") }
        }
    }

    @Test func nothingLeavesBeforeTheFirstOrAfterTheLastDay() throws {
        let agreement = try agreement()
        func sharing(_ iso: String) throws -> Sharing {
            agreement.sharing(of: child(), isRestricted: false, on: try day(iso))
        }
        #expect(try sharing("2026-08-31").withheld == .notYetValid(from: try day("2026-09-01")))
        #expect(try sharing("2026-09-01").view != nil)
        #expect(try sharing("2027-08-31").view != nil)
        #expect(try sharing("2027-09-01").withheld == .ended(on: try day("2027-08-31")))
    }

    @Test func anAgreementThatIsSwitchedOffSharesNothing() throws {
        let off = try agreement(yaml(more: "enabled: false"))
        #expect(off.sharing(of: child(), isRestricted: false, on: today).withheld == .switchedOff)
    }

    @Test func aRestrictedChildGoesNowhereWithoutAGrant() throws {
        let agreement = try agreement()
        let granted = try withMore("restricted-grant: MARAC-12")
        let flagged = ChildFile(
            child: "C-1", members: child().members, records: [identity { $0[Child.restricted] = true }],
            isRestricted: false)
        #expect(
            agreement.sharing(of: child(isRestricted: true), isRestricted: false, on: today).withheld == .restricted)
        // A member that isn't sure enough to give data is sure enough to forbid.
        #expect(agreement.sharing(of: child(), isRestricted: true, on: today).withheld == .restricted)
        #expect(agreement.sharing(of: flagged, isRestricted: false, on: today).withheld == .restricted)
        #expect(granted.sharing(of: child(isRestricted: true), isRestricted: true, on: today).view != nil)
    }

    private func withMore(_ more: String) throws -> Agreement { try agreement(yaml(more: more)) }

    @Test func aLinkThatIsNotSureEnoughHoldsTheChildBack() throws {
        let agreement = try agreement()
        let doubtful = child(sureness: [1, 0.97])
        #expect(agreement.sharing(of: doubtful, isRestricted: false, on: today).withheld == .linkNotSureEnough)
        #expect(agreement.sureMembers(of: doubtful).map(\.sureness) == [1])
        #expect(
            agreement.sharing(of: child(sureness: []), isRestricted: false, on: today).withheld == .linkNotSureEnough)
        #expect(agreement.sharing(of: child(sureness: [0.98]), isRestricted: false, on: today).view != nil)
    }

    @Test func aChildOfWhomNoNamedFieldSaysAnythingIsNotToldOf() throws {
        let agreement = try agreement(yaml(records: "{child: [upn], ehc-plan: [started]}"))
        #expect(agreement.sharing(of: child(), isRestricted: false, on: today).withheld == .nothingToShare)
    }

    @Test func onlyUsableValuesLeave() throws {
        let agreement = try agreement(yaml(records: "{child: [forename, surname, upn, nhs-number, sex]}"))
        var record = Record(Child.declaration.type)
        record[Child.forename] = "Ada"
        record[Child.surname.declaration.number] = .empty
        record[Child.upn.declaration.number] = .unverified("A123")
        record[Child.nhsNumber.declaration.number] = .unreadable(rule: "an NHS number has 10 digits")
        let file = ChildFile(
            child: "C-1", members: child().members,
            records: [
                SettledRecord(
                    type: record.type, key: "", feed: "",
                    values: record.values.map { SettledValue(value: $0, version: 1, rule: .onlyStated) })
            ], isRestricted: false)
        let view = agreement.sharing(of: file, isRestricted: false, on: today).view
        #expect(view?.document.asText == #"{"child":"C-1","records":{"child":{"forename":"Ada"}}}"#)
    }

    @Test func theDayOnWhichTheAnswerTurnsIsKnown() throws {
        let scoped = try agreement(yaml(children: "{with: [ehc-plan active, transport-allocation current]}"))
        let file = child("C-1", [Self.plan("2020-01-01", ceased: "2026-12-24"), Self.allocation(nil, "2026-12-18")])
        #expect(scoped.nextTurn(of: file, after: today)?.description == "2026-12-19")
        #expect(scoped.nextTurn(of: file, after: try day("2026-12-19"))?.description == "2026-12-24")
        #expect(scoped.nextTurn(of: file, after: try day("2026-12-24"))?.description == "2027-09-01")
        #expect(scoped.nextTurn(of: file, after: try day("2027-09-01")) == nil)
        #expect(scoped.nextTurn(of: file, after: try day("2026-08-01"))?.description == "2026-09-01")
        #expect(try agreement().nextTurn(of: file, after: today)?.description == "2027-09-01")
        // Between two turns the answer stays.
        var before: Bool?
        var turn = today
        for offset in 0..<60 {
            let now = today.adding(days: offset)
            let shared = scoped.sharing(of: file, isRestricted: false, on: now).view != nil
            if let before, before != shared { #expect(now == turn) }
            before = shared
            if now >= turn, let next = scoped.nextTurn(of: file, after: now) { turn = next }
        }
    }
}
