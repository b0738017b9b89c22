import SENDRecords
import Testing

@testable import Reconciling

/// What comes of a thing that two feeds state: one record in the child's file, and findings that name both.
@Suite struct PairedRecordTests {
    private func request(_ feed: String, _ key: String, _ received: String, asOf: Int64 = 0) -> Statement {
        Stated.record(EHCRequest.declaration.type, feed, Int64(key.count), key: key, asOf: asOf) {
            $0[EHCRequest.received] = Stated.day(received)
            $0[EHCRequest.outcome] = "Y"
        }
    }

    private func issued(_ feed: String, _ key: String, of request: String, on day: String?) -> Statement {
        Stated.record(EHCAssessment.declaration.type, feed, 9, key: key) {
            $0[EHCAssessment.request] = request
            $0[EHCAssessment.outcome] = day == nil ? nil : "Y"
            $0[EHCAssessment.outcomeDate] = day.map(Stated.day)
        }
    }

    @Test func whatTwoFeedsStateIsOneRecordSettledFieldByField() throws {
        var casework = request("council-casework", "C-1", "2026-01-05")
        casework = Statement(
            version: 5, feed: casework.feed, key: casework.key, subject: casework.subject, asOf: casework.asOf,
            record: {
                var record = casework.record
                record[EHCRequest.acknowledged] = Stated.day("2026-01-07")
                return record
            }())
        let ehc = request("council-ehc", "8001", "2026-01-07", asOf: 9)
        let authority = [
            Authority.Ranking(
                type: EHCRequest.declaration.type, fields: nil, feeds: ["council-casework", "council-ehc"])
        ]
        let file = Stated.file([ehc, casework], authority: authority)
        let records = file.records(EHCRequest.declaration.type)
        try #require(records.count == 1)
        #expect(records[0][EHCRequest.received] == Stated.day("2026-01-05"))
        #expect(records[0].values[EHCRequest.received.declaration.number]?.rule == .authority)
        #expect(records[0].values[EHCRequest.outcome.declaration.number]?.rule == .agreement)
        #expect(records[0][EHCRequest.acknowledged] == Stated.day("2026-01-07"))
        #expect(records[0].sources.map(\.feed) == ["council-casework", "council-ehc"])
        #expect(records[0].pairing?.reason == .daysApart(2))
        #expect(ChildFile(encoded: file.encoded()) == file)
        // Without a ranking the later statement counts, and with the same time the first by name, whoever came first.
        #expect(Stated.file([casework, ehc]).records[0][EHCRequest.received] == Stated.day("2026-01-07"))
        let equal = [request("a", "1", "2026-01-05"), request("b", "2", "2026-01-07")]
        for order in [equal, equal.reversed()] {
            let settled = Stated.file(order).records[0].values[EHCRequest.received.declaration.number]
            #expect(settled?.value == .date(Stated.day("2026-01-05")))
            #expect(settled?.rule == .order)
        }
        // What one feed takes back leaves the other's statement as it stood.
        #expect(Stated.file([ehc]).records == Stated.file([ehc]).records.filter { $0.pairing == nil })
    }

    @Test func aDeadlineThatTwoFeedsStateIsToldOnce() {
        let late = "2026-06-30"
        let both = [request("council-casework", "C-1", "2026-01-05"), request("council-ehc", "8001", "2026-01-05")]
        let found = Stated.findings(both, on: late).findings
        #expect(found.map(\.kind) == [.planFinalLate])
        #expect(Set(found[0].evidence.map(\.feed)) == ["council-casework", "council-ehc"])
        // One feed knows that the plan is out: by its own name of the request.
        for answer in [
            issued("council-ehc", "7001", of: "8001", on: "2026-05-20"),
            issued("council-casework", "C-1", of: "C-1", on: "2026-05-20"),
        ] {
            #expect(Stated.findings(both + [answer], on: late).findings.isEmpty)
        }
        // The other has an assessment too, and nothing of the plan.
        let answers = [
            issued("council-ehc", "7001", of: "8001", on: "2026-05-20"),
            issued("council-casework", "C-1", of: "C-1", on: nil),
        ]
        #expect(Stated.findings(both + answers, on: late).findings.isEmpty)
        // Another request's assessment ends nothing here.
        let other = issued("council-ehc", "7001", of: "8009", on: "2026-05-20")
        #expect(Stated.findings(both + [other], on: late).findings.map(\.kind) == [.planFinalLate])
    }

    @Test func differingDaysAreTold() {
        let found = Stated.findings(
            [request("council-casework", "C-1", "2026-11-02"), request("council-ehc", "8001", "2026-11-04")],
            on: "2026-11-21"
        ).findings
        #expect(found.map(\.kind) == [.recordDateDiffers])
        #expect(found[0].evidence.map(\.feed) == ["council-casework", "council-ehc"])
        #expect(!FindingKind.recordDateDiffers.isSignal)
    }

    @Test func aPlannedDayThatWasMovedIsNobodysMistake() {
        func review(_ feed: String, _ field: Field<CalendarDate>, _ day: String) -> Statement {
            Stated.record(AnnualReview.declaration.type, feed, 1) { $0[field] = Stated.day(day) }
        }
        let meeting = review("council-ehc", AnnualReview.meeting, "2026-01-20")
        let planned = Stated.findings(
            [meeting, review("school-reviews@103456", AnnualReview.planned, "2026-01-06")], on: "2026-11-21")
        #expect(planned.findings.isEmpty)
        let held = Stated.findings(
            [meeting, review("school-reviews@103456", AnnualReview.held, "2026-01-22")], on: "2026-11-21")
        #expect(held.findings.map(\.kind) == [.recordDateDiffers])
    }

    @Test func whatNobodyCanTellIsSaidAndKeptApart() {
        let statements = [
            request("council-casework", "C-1", "2026-01-05"), request("council-casework", "C-22", "2026-01-05"),
            request("council-ehc", "8001", "2026-01-05"),
        ]
        let found = Stated.findings(statements, on: "2026-06-30").findings
        #expect(found.count { $0.kind == .planFinalLate } == 3)
        let unclear = found.filter { $0.kind == .sameRecordUnclear }
        #expect(unclear.count == 1)
        #expect(unclear.first?.evidence.count == 3)
        #expect(Stated.findings(statements.reversed(), on: "2026-06-30").findings.map(\.id) == found.map(\.id))
    }

    @Test func aPlanThatTheBetterSourceHasEndedIsEnded() {
        func plan(_ feed: String, ceased: String?) -> Statement {
            Stated.record(EHCPlan.declaration.type, feed, 3) {
                $0[EHCPlan.started] = Stated.day("2022-01-12")
                $0[EHCPlan.ceased] = ceased.map(Stated.day)
            }
        }
        let support = [
            Stated.record(Enrolment.declaration.type, "school@103456", 10) { $0[Enrolment.setting] = "103456" },
            Stated.record(SENProvision.declaration.type, "school@103456", 11) { $0[SENProvision.provision] = "K" },
        ]
        let ended = [plan("council-casework", ceased: "2026-10-31"), plan("council-ehc", ceased: nil)]
        #expect(Stated.findings(ended + support, on: "2026-11-21").findings.isEmpty)
        #expect(Stated.findings(ended + support, on: "2026-10-01").findings.map(\.kind) == [.planNotInSchool])
    }
}
