import SENDRecords
import Testing

@testable import Reconciling

/// What two feeds state of one child: the same thing, two things, or nobody can tell.
@Suite struct PairingTests {
    private func names(_ statements: [Statement]) -> String { statements.map(\.key).sorted().joined(separator: "+") }

    @Test(arguments: PairingCase.things + PairingCase.requests + PairingCase.plansAndReviews)
    func whatIsOneThing(_ example: PairingCase) throws {
        let all = try PairingCase.statements(of: example.type, example.lines)
        for order in [all, all.reversed()] {
            let stated = StatedThings(order.sorted(by: Settler.canonical))
            #expect(Set(stated.things.map { names($0.statements) }) == example.things)
            #expect(Set(stated.unclear.map(names)) == example.unclear)
            #expect(stated.things.flatMap(\.statements).count == all.count, "nothing is lost or doubled")
        }
    }

    @Test func anAssessmentIsTheOneOfTheSameRequest() throws {
        let requests = try PairingCase.statements(
            of: "ehc-request",
            [
                .init("casework", "C1", ["received": "2024-06-03"]),
                .init("casework", "C2", ["received": "2026-06-01"]),
                .init("ehc", "8001", ["received": "2026-06-02"]),
            ])
        let assessments = try PairingCase.statements(
            of: "ehc-assessment",
            [
                .init("casework", "C1", ["outcome-date": "2026-10-01"], of: "C1"), .init("casework", "C2", of: "C2"),
                .init("ehc", "7001", ["outcome-date": "2026-10-01"], of: "8001"), .init("sen2", "S", of: "unknown"),
            ])
        let stated = StatedThings((requests + assessments).sorted(by: Settler.canonical))
        #expect(
            Set(stated.things.map { names($0.statements) }) == ["C1", "8001+C2", "7001+C2", "S"])
        #expect(stated.unclear.isEmpty)
        #expect(stated.things.compactMap(\.reason) == [.daysApart(1), .sameParent])
    }
}
