import SENDRecords
import Testing

@testable import Reconciling

/// What two feeds state of one child: the same thing, two things, or nobody can tell.
@Suite struct PairingTests {
    /// One statement as a line of a table: feed, key, what it states.
    struct Line: Sendable {
        let feed: String
        let key: String
        var reference: String?
        var dates: [String: String] = [:]
        var parent: String?
        var texts: [String: String]

        init(
            _ feed: String, _ key: String, _ dates: [String: String] = [:], ref: String? = nil,
            of parent: String? = nil, says texts: [String: String] = [:]
        ) {
            self.texts = texts
            self.feed = feed
            self.key = key
            self.dates = dates
            reference = ref
            self.parent = parent
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let says: String
        let type: String
        let lines: [Line]
        /// Keys of each thing, with `+` between those that are one.
        let things: Set<String>
        var unclear: Set<String> = []

        var testDescription: String { says }
    }

    static let cases: [Case] = [
        Case(
            says: "the same type of need in two feeds is one need, whatever its rank", type: "sen-need",
            lines: [
                Line("school", "1", says: ["need": "ASD"]), Line("school", "2", says: ["need": "MLD"]),
                Line("ehc", "7", says: ["need": "MLD"]), Line("ehc", "8", says: ["need": "SEMH"]),
            ],
            things: ["1", "2+7", "8"]),
        Case(
            says: "one setting entered in the same month is one placement", type: "placement",
            lines: [
                Line("ehc", "E", ["entry-date": "2026-09-01"], says: ["basis": "attended", "setting": "141001"]),
                Line("sen2", "S", ["entry-date": "2026-09-08"], says: ["basis": "attended", "setting": "141001"]),
                Line("sen2", "T", ["entry-date": "2026-09-01"], says: ["basis": "named", "setting": "141001"]),
                Line("sen2", "U", ["entry-date": "2026-09-01"], says: ["basis": "attended", "setting": "141004"]),
            ],
            things: ["E+S", "T", "U"]),
        Case(
            says: "a child who came back to a setting was placed there twice", type: "placement",
            lines: [
                Line("ehc", "E", ["entry-date": "2024-09-01"], says: ["basis": "attended", "setting": "141001"]),
                Line("sen2", "S", ["entry-date": "2026-09-08"], says: ["basis": "attended", "setting": "141001"]),
            ],
            things: ["E", "S"]),
        Case(
            says: "a named setting without dates is one placement", type: "placement",
            lines: [
                Line("ehc", "E", says: ["basis": "named", "setting": "141001"]),
                Line("casework", "C", says: ["basis": "named", "setting": "141001"]),
            ],
            things: ["C+E"]),
        Case(
            says: "nobody can tell which of two stays at a setting a third without dates is", type: "placement",
            lines: [
                Line("ehc", "E", ["entry-date": "2024-09-01"], says: ["basis": "attended", "setting": "141001"]),
                Line("ehc", "F", ["entry-date": "2026-09-01"], says: ["basis": "attended", "setting": "141001"]),
                Line("casework", "C", says: ["basis": "attended", "setting": "141001"]),
            ],
            things: ["E", "F", "C"], unclear: ["C+E+F"]),
        Case(
            says: "a placement that names nothing is nobody else's", type: "placement",
            lines: [Line("ehc", "E", ["entry-date": "2026-09-01"]), Line("sen2", "S", ["entry-date": "2026-09-01"])],
            things: ["E", "S"]),
        Case(
            says: "the same day in two feeds is one request", type: "ehc-request",
            lines: [Line("casework", "C", ["received": "2026-06-29"]), Line("ehc", "E", ["received": "2026-06-29"])],
            things: ["C+E"]),
        Case(
            says: "fourteen days apart is one request", type: "ehc-request",
            lines: [Line("casework", "C", ["received": "2026-06-15"]), Line("ehc", "E", ["received": "2026-06-29"])],
            things: ["C+E"]),
        Case(
            says: "fifteen days apart are two", type: "ehc-request",
            lines: [Line("casework", "C", ["received": "2026-06-14"]), Line("ehc", "E", ["received": "2026-06-29"])],
            things: ["C", "E"]),
        Case(
            says: "two of one feed are never one", type: "ehc-request",
            lines: [Line("ehc", "E", ["received": "2026-06-29"]), Line("ehc", "F", ["received": "2026-06-29"])],
            things: ["E", "F"]),
        Case(
            says: "the same reference is one, whatever the days", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-01-05"], ref: "C-2601"),
                Line("ehc", "E", ["received": "2026-06-29"], ref: "c 2601"),
            ],
            things: ["C+E"]),
        Case(
            says: "different references are two, also on the same day", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-29"], ref: "C-2601"),
                Line("ehc", "E", ["received": "2026-06-29"], ref: "C-2602"),
            ],
            things: ["C", "E"]),
        Case(
            says: "a reference that only one states says nothing", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-29"], ref: "C-2601"),
                Line("ehc", "E", ["received": "2026-06-29"]),
            ],
            things: ["C+E"]),
        Case(
            says: "two of one feed near one of another stay apart and are told", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-20"]), Line("casework", "D", ["received": "2026-06-28"]),
                Line("ehc", "E", ["received": "2026-06-24"]),
            ],
            things: ["C", "D", "E"], unclear: ["C+D+E"]),
        Case(
            says: "the same day goes before a near one", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-20"]), Line("casework", "D", ["received": "2026-06-28"]),
                Line("ehc", "E", ["received": "2026-06-28"]),
            ],
            things: ["C", "D+E"]),
        Case(
            says: "a chain whose ends are too far apart is told", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-01"]), Line("ehc", "E", ["received": "2026-06-11"]),
                Line("sen2", "S", ["received": "2026-06-21"]),
            ],
            things: ["C", "E", "S"], unclear: ["C+E+S"]),
        Case(
            says: "three feeds can state one request", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-01"]), Line("ehc", "E", ["received": "2026-06-01"]),
                Line("sen2", "S", ["received": "2026-06-03"]),
            ],
            things: ["C+E+S"]),
        Case(
            says: "one without a reference between two references is told", type: "ehc-request",
            lines: [
                Line("casework", "C", ["received": "2026-06-01"], ref: "1"),
                Line("ehc", "E", ["received": "2026-06-02"]),
                Line("sen2", "S", ["received": "2026-06-03"], ref: "2"),
            ],
            things: ["C", "E", "S"], unclear: ["C+E+S"]),
        Case(
            says: "a reference that one feed states twice is told", type: "ehc-request",
            lines: [
                Line("casework", "C", ref: "1"), Line("casework", "D", ref: "1"), Line("ehc", "E", ref: "1"),
            ],
            things: ["C", "D", "E"], unclear: ["C+D+E"]),
        Case(
            says: "without a day and a reference nothing is paired", type: "ehc-plan",
            lines: [Line("casework", "C"), Line("ehc", "E", ["started": "2022-01-12"])], things: ["C", "E"]),
        Case(
            says: "a plan by its first day", type: "ehc-plan",
            lines: [
                Line("casework", "C", ["started": "2022-01-12"]), Line("casework", "D", ["started": "2024-01-12"]),
                Line("ehc", "E", ["started": "2022-01-10"]), Line("ehc", "F", ["started": "2024-01-12"]),
            ],
            things: ["C+E", "D+F"]),
        Case(
            says: "a review that the school held is the council's meeting", type: "annual-review",
            lines: [
                Line("ehc", "E", ["meeting": "2026-01-20", "decided": "2026-02-16"]),
                Line("school", "S", ["planned": "2025-12-01", "held": "2026-01-20"]),
            ],
            things: ["E+S"]),
        Case(
            says: "a review that was planned is the meeting that came of it", type: "annual-review",
            lines: [
                Line("ehc", "E", ["meeting": "2026-01-20"]), Line("school", "S", ["planned": "2026-01-06"]),
            ],
            things: ["E+S"]),
        Case(
            says: "next year's review is another one", type: "annual-review",
            lines: [
                Line("ehc", "E", ["meeting": "2026-01-20"]), Line("school", "S", ["planned": "2027-01-20"]),
            ],
            things: ["E", "S"]),
        Case(
            says: "a day of the meeting decides before the day for which it was planned", type: "annual-review",
            lines: [
                Line("ehc", "E", ["meeting": "2025-01-20"]),
                Line("school", "S", ["planned": "2025-01-20", "held": "2026-01-20"]),
            ],
            things: ["E", "S"]),
        Case(
            says: "a decision alone pairs only with a decision", type: "annual-review",
            lines: [
                Line("sen2", "N", ["decided": "2026-02-16"]), Line("ehc", "E", ["decided": "2026-02-16"]),
                Line("school", "S", ["held": "2026-01-20"]),
            ],
            things: ["E+N", "S"]),
    ]

    private func statements(of type: String, _ lines: [Line]) throws -> [Statement] {
        let type = try #require(RecordType.named(type))
        return try lines.enumerated().map { place, line in
            var record = Record(type)
            for (name, day) in line.dates {
                record[try #require(type.declaration.field(named: name)).number] = .date(Stated.day(day))
            }
            for (name, text) in line.texts {
                record[try #require(type.declaration.field(named: name)).number] = .text(text)
            }
            if let reference = line.reference {
                record[try #require(type.declaration.pairing?.reference)] = .text(reference)
            }
            if let parent = line.parent {
                record[try #require(type.declaration.pairing?.parent).field] = .text(parent)
            }
            return Statement(
                version: Int64(place + 1), feed: line.feed, key: line.key,
                subject: SubjectKey(.child, space: line.feed, key: "k"), asOf: Instant(milliseconds: 0), record: record)
        }
    }

    private func names(_ statements: [Statement]) -> String { statements.map(\.key).sorted().joined(separator: "+") }

    @Test(arguments: cases)
    func whatIsOneThing(_ example: Case) throws {
        let all = try statements(of: example.type, example.lines)
        for order in [all, all.reversed()] {
            let stated = StatedThings(order.sorted(by: Settler.canonical))
            #expect(Set(stated.things.map { names($0.statements) }) == example.things)
            #expect(Set(stated.unclear.map(names)) == example.unclear)
            #expect(stated.things.flatMap(\.statements).count == all.count, "nothing is lost or doubled")
        }
    }

    @Test func anAssessmentIsTheOneOfTheSameRequest() throws {
        let requests = try statements(
            of: "ehc-request",
            [
                Line("casework", "C1", ["received": "2024-06-03"]), Line("casework", "C2", ["received": "2026-06-01"]),
                Line("ehc", "8001", ["received": "2026-06-02"]),
            ])
        let assessments = try statements(
            of: "ehc-assessment",
            [
                Line("casework", "C1", ["outcome-date": "2026-10-01"], of: "C1"), Line("casework", "C2", of: "C2"),
                Line("ehc", "7001", ["outcome-date": "2026-10-01"], of: "8001"), Line("sen2", "S", of: "unknown"),
            ])
        let stated = StatedThings((requests + assessments).sorted(by: Settler.canonical))
        #expect(
            Set(stated.things.map { names($0.statements) }) == ["C1", "8001+C2", "7001+C2", "S"])
        #expect(stated.unclear.isEmpty)
        #expect(stated.things.compactMap(\.reason) == [.daysApart(1), .sameParent])
    }

    // MARK: - The file

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
