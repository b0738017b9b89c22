import Reconciling
import SENDRecords
import Testing

@Suite struct FindingTests {
    private func enrolled(at urn: String = "103456", from: String = "2024-09-01") -> Statement {
        Stated.record(Enrolment.declaration.type, "school@\(urn)", 10) {
            $0[Enrolment.setting] = urn
            $0[Enrolment.entryDate] = Stated.day(from)
        }
    }

    private func provision(_ code: String, at urn: String = "103456") -> Statement {
        Stated.record(SENProvision.declaration.type, "school@\(urn)", 11) { $0[SENProvision.provision] = code }
    }

    private func plan(ceased: String? = nil) -> Statement {
        Stated.record(EHCPlan.declaration.type, "council", 12) {
            $0[EHCPlan.started] = Stated.day("2025-01-10")
            $0[EHCPlan.ceased] = ceased.map(Stated.day)
        }
    }

    private func kinds(_ statements: [Statement], on today: String) -> [FindingKind] {
        Stated.findings(statements, on: today).findings.map(\.kind)
    }

    @Test func anActivePlanThatTheSchoolDoesNotRecordIsADiscrepancy() {
        #expect(kinds([plan(), enrolled(), provision("K")], on: "2026-11-21") == [.planNotInSchool])
        #expect(kinds([plan(), enrolled(), provision("E")], on: "2026-11-21") == [])
        #expect(kinds([enrolled(), provision("E")], on: "2026-11-21") == [.planNotInCouncil])
    }

    @Test func aPlanThatHasCeasedIsNoPlanFromThatDay() {
        let statements = [plan(ceased: "2026-06-30"), enrolled(), provision("K")]
        #expect(kinds(statements, on: "2026-06-29") == [.planNotInSchool])
        #expect(kinds(statements, on: "2026-06-30") == [])
        #expect(Stated.findings(statements, on: "2026-06-29").wake == Stated.day("2026-06-30"))
    }

    @Test func theNamedSettingMustBeWhereTheChildIsEnrolled() {
        let named = Stated.record(Placement.declaration.type, "council", 13) {
            $0[Placement.basis] = "named"
            $0[Placement.setting] = "100001"
        }
        let statements = [plan(), enrolled(), provision("E"), named]
        #expect(kinds(statements, on: "2026-11-21") == [.namedSettingNotEnrolled])
        // The named school became an academy with a new URN.
        let subject = SubjectKey(.setting, space: SubjectKey.settingSpace, key: "100001")
        let link = Stated.record(SettingLink.declaration.type, "gias", 14, about: subject) {
            $0[SettingLink.linked] = "103456"
        }
        #expect(Stated.findings(statements, on: "2026-11-21", surroundings: [subject: [link]]).findings.isEmpty)
    }

    @Test func differingBirthDatesAndNumbersAreToldWithBothStatements() {
        let school = Stated.child("school@103456", 1) {
            $0[Child.birthDate] = Stated.day("2015-04-03")
            $0[Child.upn] = "P330123419001"
        }
        let council = Stated.child("council", 2) {
            $0[Child.birthDate] = Stated.day("2015-03-04")
            $0[Child.upn] = "E330200024001"
        }
        let found = Stated.findings([school, council], on: "2026-11-21").findings
        #expect(found.map(\.kind) == [.birthDateDiffers, .identifierDiffers])
        #expect(found[0].evidence.map(\.version) == [2, 1])
        let known = Stated.child("council", 2) {
            $0[Child.upn] = "E330200024001"
            $0[Child.formerUPN] = "P330123419001"
        }
        #expect(Stated.findings([school, known], on: "2026-11-21").findings.isEmpty)
    }

    @Test func theFinalPlanIsDueOnDay140AndLateTheDayAfter() {
        let request = Stated.record(EHCRequest.declaration.type, "council", 1, key: "R1") {
            $0[EHCRequest.received] = Stated.day("2026-01-05")
            $0[EHCRequest.outcome] = "Y"
        }
        #expect(kinds([request], on: "2026-05-04") == [])
        #expect(Stated.findings([request], on: "2026-05-04").wake == Stated.day("2026-05-05"))
        #expect(kinds([request], on: "2026-05-05") == [.planFinalDueSoon])
        #expect(kinds([request], on: "2026-05-25") == [.planFinalDueSoon])
        #expect(kinds([request], on: "2026-05-26") == [.planFinalLate])
        let issued = Stated.record(EHCAssessment.declaration.type, "council", 2, key: "A1") {
            $0[EHCAssessment.request] = "R1"
            $0[EHCAssessment.outcome] = "Y"
            $0[EHCAssessment.outcomeDate] = Stated.day("2026-05-20")
        }
        #expect(kinds([request, issued], on: "2026-05-26") == [])
        let excepted = Stated.record(EHCAssessment.declaration.type, "council", 2, key: "A1") {
            $0[EHCAssessment.request] = "R1"
            $0[EHCAssessment.exceptionApplies] = true
        }
        #expect(kinds([request, excepted], on: "2026-05-26") == [])
    }

    @Test func aCrewMemberNeedsACheckNoOlderThanPolicy() {
        let route = SubjectKey(.route, space: "transport", key: "R7")
        let crew = SubjectKey(.crewMember, space: "transport", key: "W3")
        let allocation = Stated.record(
            TransportAllocation.declaration.type, "transport", 1,
            about: SubjectKey(.child, space: "transport", key: "P1")
        ) { $0[TransportAllocation.route] = "R7" }
        let member = Stated.record(RouteCrew.declaration.type, "transport", 2, about: route) {
            $0[RouteCrew.crewMember] = "W3"
        }
        #expect(allocation.references == [route])
        #expect(member.references == [crew])
        let missing = Stated.findings([allocation], on: "2026-11-21", surroundings: [route: [member]])
        #expect(missing.findings.map(\.kind) == [.crewCheckMissing])
        func checked(issued: String, looked: String? = nil) -> Findings {
            let check = Stated.record(CrewCheck.declaration.type, "transport", 3, about: crew) {
                $0[CrewCheck.issued] = Stated.day(issued)
                $0[CrewCheck.updateService] = looked != nil
                $0[CrewCheck.lastUpdateCheck] = looked.map(Stated.day)
                $0[CrewCheck.updateResult] = "current"
            }
            return Stated.findings(
                [allocation], on: "2026-11-21", surroundings: [route: [member], crew: [check]])
        }
        #expect(checked(issued: "2023-11-22").findings.isEmpty)
        #expect(checked(issued: "2023-11-22").wake == Stated.day("2026-11-22"))
        #expect(checked(issued: "2023-11-21").findings.map(\.kind) == [.crewCheckOld])
        #expect(checked(issued: "2019-01-01", looked: "2026-01-01").findings.isEmpty)
    }

    /// The operator calls the driver W3 and knows the licence; the register knows the badge, and which licence it goes with.
    @Test(
        arguments: [
            ("L 100", nil, "cleared", []), (nil, "b-1", "cleared", []),
            ("L-100", nil, "withdrawn", [.crewCheckMissing]),
            ("L-101", "B-2", "cleared", [.crewCheckMissing]),
        ] as [(String?, String?, String, [FindingKind])])
    func aCheckInTheRegisterCountsForTheOperatorsCrew(
        licence: String?, badge: String?, decision: String, found: [FindingKind]
    ) {
        let route = SubjectKey(.route, space: "transport", key: "R12")
        let crew = SubjectKey(.crewMember, space: "transport", key: "W3")
        let byBadge = SubjectKey(.crewMember, space: SubjectKey.crewRegisterSpace, key: "badge/B1")
        let byLicence = SubjectKey(.crewMember, space: SubjectKey.crewRegisterSpace, key: "licence/L100")
        let allocation = Stated.record(
            TransportAllocation.declaration.type, "transport", 1,
            about: SubjectKey(.child, space: "transport", key: "P1")
        ) { $0[TransportAllocation.route] = "R12" }
        let member = Stated.record(RouteCrew.declaration.type, "transport", 2, about: route) {
            $0[RouteCrew.crewMember] = "W3"
        }
        let driver = Stated.record(CrewMember.declaration.type, "transport", 3, about: crew) {
            $0[CrewMember.licence] = licence
            $0[CrewMember.badge] = badge
        }
        let pointer = Stated.record(CrewMember.declaration.type, "crew-register", 4, about: byLicence) {
            $0[CrewMember.licence] = "L-100"
            $0[CrewMember.badge] = "B-1"
        }
        let check = Stated.record(CrewCheck.declaration.type, "crew-register", 5, about: byBadge) {
            $0[CrewCheck.issued] = Stated.day("2026-01-05")
            $0[CrewCheck.decision] = decision
        }
        let findings = Stated.findings(
            [allocation], on: "2026-11-21",
            surroundings: [route: [member], crew: [driver], byLicence: [pointer], byBadge: [check]])
        #expect(findings.findings.map(\.kind) == found)
    }

    @Test func theSameFindingKeepsItsIdentifier() {
        let first = Stated.findings([enrolled(), provision("E")], on: "2026-11-20").findings
        let second = Stated.findings([provision("E"), enrolled()], on: "2026-11-21").findings
        #expect(first.map(\.id) == second.map(\.id))
        #expect(first.first?.id.hasPrefix("D-") == true)
    }
}
