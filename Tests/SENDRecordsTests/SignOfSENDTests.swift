// Which records show that a child has, or may have, SEND: what is closed shows nothing.

import Testing

@testable import SENDRecords

struct SignOfSENDTests {
    private static let today = CalendarDate(year: 2026, month: 11, day: 20)!
    private static let earlier = CalendarDate(year: 2026, month: 3, day: 2)!
    private static let later = CalendarDate(year: 2027, month: 8, day: 31)!

    private func isStated(_ records: [(String, Record)]) -> Bool {
        SignOfSEND.isStated(
            in: records.map { ChildStatement(feed: "council", key: $0.0, record: $0.1) }, on: Self.today)
    }

    private static func record(_ declaration: RecordDeclaration, _ fill: (inout Record) -> Void) -> Record {
        var record = Record(
            declaration.type, values: [Value](repeating: .notStated, count: declaration.fields.count))
        fill(&record)
        return record
    }

    private static func request(_ outcome: String?) -> Record {
        record(EHCRequest.declaration) { $0[EHCRequest.outcome] = outcome }
    }

    private static func assessment(_ outcome: String?) -> Record {
        record(EHCAssessment.declaration) {
            $0[EHCAssessment.request] = "r"
            $0[EHCAssessment.outcome] = outcome
        }
    }

    private static func plan(ceased: CalendarDate?) -> Record {
        record(EHCPlan.declaration) {
            $0[EHCPlan.assessment] = "a"
            $0[EHCPlan.ceased] = ceased
        }
    }

    @Test(arguments: [("K", true), ("E", true), ("N", false)])
    func supportAsASchoolStatesItIsASign(_ provision: String, _ isSign: Bool) {
        let record = Self.record(SENProvision.declaration) { $0[SENProvision.provision] = provision }
        #expect(isStated([("1", record)]) == isSign)
    }

    @Test func eachStepTowardsAPlanIsASignUntilTheNextTellsMore() {
        #expect(isStated([("r", Self.request(nil))]))
        #expect(isStated([("r", Self.request("A"))]))
        #expect(isStated([("r", Self.request("Y"))]))
        #expect(!isStated([("r", Self.request("N"))]))
        #expect(!isStated([("r", Self.request("W"))]))
        #expect(isStated([("r", Self.request("Y")), ("a", Self.assessment(nil))]))
        #expect(!isStated([("r", Self.request("Y")), ("a", Self.assessment("N"))]))
        // A refusal that the Tribunal has overturned; a request that was withdrawn while the child was assessed.
        #expect(isStated([("r", Self.request("N")), ("a", Self.assessment(nil))]))
        #expect(!isStated([("r", Self.request("W")), ("a", Self.assessment(nil))]))
        let agreed = [("r", Self.request("Y")), ("a", Self.assessment("Y"))]
        #expect(isStated(agreed))
        #expect(isStated(agreed + [("p", Self.plan(ceased: nil))]))
        #expect(isStated(agreed + [("p", Self.plan(ceased: Self.later))]))
        #expect(!isStated(agreed + [("p", Self.plan(ceased: Self.earlier))]))
    }

    @Test func whatIsClosedOrGivenIsNoSign() {
        func referral(_ status: String?, closed: CalendarDate?) -> Record {
            Self.record(Referral.declaration) {
                $0[Referral.status] = status
                $0[Referral.closed] = closed
            }
        }
        #expect(isStated([("1", referral("waiting", closed: nil))]))
        #expect(!isStated([("1", referral("rejected", closed: nil))]))
        #expect(!isStated([("1", referral(nil, closed: Self.earlier))]))
        func advice(sent: CalendarDate?, returned: CalendarDate?) -> Record {
            Self.record(Advice.declaration) {
                $0[Advice.asked] = Self.earlier
                $0[Advice.sent] = sent
                $0[Advice.returned] = returned
            }
        }
        #expect(isStated([("1", advice(sent: nil, returned: nil))]))
        #expect(!isStated([("1", advice(sent: Self.earlier, returned: nil))]))
        #expect(isStated([("1", advice(sent: Self.earlier, returned: Self.today))]))
        let transport = Self.record(TransportAllocation.declaration) { $0[TransportAllocation.end] = Self.earlier }
        #expect(!isStated([("1", transport)]))
    }

    @Test func whatChildrenWithoutSENDHaveAsWellIsNoSign() {
        let suspension = Self.record(Suspension.declaration) { $0[Suspension.start] = Self.today }
        let child = Self.record(Child.declaration) { $0[Child.surname] = "Reed" }
        #expect(!isStated([("1", suspension), ("2", child)]))
        #expect(!isStated([]))
    }
}
