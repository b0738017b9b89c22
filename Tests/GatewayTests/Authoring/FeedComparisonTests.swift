import SENDRecords
import Testing

@testable import Gateway

/// The pairing of records and the counting of what differs, without a store.
@Suite struct FeedComparisonTests {
    private func side(_ system: String, _ records: [(key: String, record: Record)]) -> ComparedSide {
        ComparedSide(
            keys: [SubjectKey(.child, space: system, key: "1")],
            records: records.map { ComparedRecord(feed: system, key: $0.key, record: $0.record) })
    }

    private func day(_ text: String) -> CalendarDate {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        return CalendarDate(year: parts[0], month: parts[1], day: parts[2])!
    }

    private func request(_ received: String, outcome: String? = nil) -> Record {
        var record = Record(EHCRequest.declaration.type)
        record[EHCRequest.received] = day(received)
        record[EHCRequest.outcome] = outcome
        return record
    }

    private func assessment(of request: String, outcome: String) -> Record {
        var record = Record(EHCAssessment.declaration.type)
        record[EHCAssessment.request] = request
        record[EHCAssessment.outcome] = outcome
        return record
    }

    private func need(_ need: String, rank: Int?) -> Record {
        var record = Record(SENNeed.declaration.type)
        record[SENNeed.need] = need
        record[SENNeed.rank] = rank
        return record
    }

    private func week(_ monday: String) -> Record {
        var record = Record(AttendanceWeek.declaration.type)
        record[AttendanceWeek.setting] = "103175"
        record[AttendanceWeek.week] = day(monday)
        return record
    }

    private func child(_ forename: String?, phone: Value = .notStated) -> Record {
        var record = Record(Child.declaration.type)
        record[Child.forename] = forename
        record[Child.phone.declaration.number] = phone
        return record
    }

    @Test func whatBothStateAlikeIsNoDifference() {
        var comparison = FeedComparison()
        let difference = comparison.add(
            old: side("a", [("x", child("Maya")), ("r", request("2026-01-05"))]),
            new: side("b", [("1", child("Maya")), ("2", request("2026-01-05"))]))
        #expect(difference == nil)
        #expect(comparison.children == FeedComparison.Presence(both: 1))
        #expect(comparison.records[EHCRequest.declaration.type] == FeedComparison.Presence(both: 1))
        #expect(comparison.childrenInTheWay == 0)
    }

    @Test func requestsArePairedByTheDayTheyWereReceivedInWhateverOrderTheyCome() {
        var comparison = FeedComparison()
        let difference = comparison.add(
            old: side("a", [("1", request("2024-02-01", outcome: "N")), ("2", request("2026-01-05", outcome: "Y"))]),
            new: side("b", [("1", request("2026-01-05", outcome: "Y")), ("2", request("2024-02-01", outcome: "Y"))]))
        #expect(difference?.fields.map(\.name) == ["ehc-request.outcome"])
        #expect(difference?.fields.map(\.old) == [.text("N")])
        #expect(difference?.records == [])
    }

    @Test func anAssessmentIsKnownByTheDayOfItsRequestAndTheSystemsOwnKeysDoNotCount() {
        var comparison = FeedComparison()
        let difference = comparison.add(
            old: side(
                "a",
                [
                    ("r1", request("2024-02-01")), ("r2", request("2026-01-05")),
                    ("a1", assessment(of: "r1", outcome: "N")), ("a2", assessment(of: "r2", outcome: "Y")),
                ]),
            new: side(
                "b",
                [
                    ("71", request("2026-01-05")), ("72", request("2024-02-01")),
                    ("81", assessment(of: "71", outcome: "Y")), ("82", assessment(of: "72", outcome: "N")),
                ]))
        #expect(difference == nil)
        #expect(comparison.records[EHCAssessment.declaration.type]?.both == 2)
        #expect(comparison.fields[EHCAssessment.declaration.type]?[0] == FeedComparison.FieldCount())
    }

    @Test func theOneRecordThatIsLeftOnEachSideIsTheSameWithAnotherDate() {
        var comparison = FeedComparison()
        let difference = comparison.add(
            old: side("a", [("1", request("2024-02-01")), ("2", request("2026-01-05"))]),
            new: side("b", [("1", request("2024-02-01")), ("2", request("2026-01-06"))]))
        #expect(difference?.fields.map(\.name) == ["ehc-request.received"])
        #expect(difference?.records == [])
    }

    @Test func weeksThatEachSideLacksAreNotTakenForOneAnother() {
        var comparison = FeedComparison()
        let difference = comparison.add(
            old: side("a", [("1", week("2026-09-07")), ("2", week("2026-09-14"))]),
            new: side("b", [("1", week("2026-09-07")), ("2", week("2026-09-21"))]))
        #expect(difference?.fields == [])
        #expect(difference?.records.map(\.isOld) == [true, false])
        #expect(comparison.lackingRecords == [AttendanceWeek.declaration.type: 1])
    }

    @Test func needsWithoutRanksArePairedByWhatTheyAre() {
        var comparison = FeedComparison()
        let difference = comparison.add(
            old: side("a", [("1", need("SLCN", rank: 1)), ("2", need("ASD", rank: 2))]),
            new: side("b", [("1", need("ASD", rank: nil)), ("2", need("SLCN", rank: nil))]))
        #expect(difference?.fields.map(\.name) == ["sen-need.rank", "sen-need.rank"])
        #expect(difference?.fields.allSatisfy { $0.kind == .onlyOld } == true)
    }

    @Test func withSeveralOfTheSameNaturalFieldsTheLikeOnesArePairedFirst() {
        var comparison = FeedComparison()
        let difference = comparison.add(
            old: side("a", [("1", request("2026-01-05", outcome: "N")), ("2", request("2026-01-05", outcome: "Y"))]),
            new: side("b", [("1", request("2026-01-05", outcome: "Y")), ("2", request("2026-01-05", outcome: "N"))]))
        #expect(difference == nil)
    }

    @Test(arguments: [
        (Value.text("1"), Value.text("1"), FeedComparison.FieldCount(agree: 1)),
        (.text("1"), .text("2"), FeedComparison.FieldCount(differ: 1)),
        (.text("1"), .empty, FeedComparison.FieldCount(onlyOld: 1)),
        (.unreadable(rule: "x"), .text("1"), FeedComparison.FieldCount(onlyNew: 1)),
        (.empty, .notStated, FeedComparison.FieldCount()),
    ])
    func aFieldAgreesDiffersOrIsStatedByOne(_ old: Value, _ new: Value, _ expected: FeedComparison.FieldCount) {
        var comparison = FeedComparison()
        _ = comparison.add(
            old: side("a", [("1", child("Maya", phone: old))]), new: side("b", [("1", child("Maya", phone: new))]))
        #expect(comparison.fields[Child.declaration.type]?[Child.phone.declaration.number] == expected)
    }

    @Test func whatOnlyTheNewSystemHasStandsInNobodysWay() {
        var comparison = FeedComparison()
        let difference = comparison.add(
            old: side("a", [("1", child("Maya"))]),
            new: side("b", [("1", child("Maya", phone: .text("1"))), ("2", request("2026-01-05"))]))
        #expect(difference?.isInTheWay == false && difference?.isMore == true)
        #expect(comparison.childrenInTheWay == 0 && comparison.childrenWithMore == 1)
    }

    @Test func aChildOfOneSystemOnlyIsCountedThereWithItsRecords() {
        var comparison = FeedComparison()
        let old = comparison.add(old: side("a", [("1", child("Maya"))]), new: ComparedSide())
        let new = comparison.add(old: ComparedSide(), new: side("b", [("1", child("Zoë"))]))
        #expect(old?.presence == .onlyOld && new?.presence == .onlyNew)
        #expect(comparison.add(old: ComparedSide(), new: ComparedSide()) == nil)
        #expect(comparison.children == FeedComparison.Presence(both: 0, onlyOld: 1, onlyNew: 1))
        #expect(comparison.records[Child.declaration.type] == FeedComparison.Presence(both: 0, onlyOld: 1, onlyNew: 1))
    }
}
