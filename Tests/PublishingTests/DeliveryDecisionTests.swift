import SENDRecords
import Testing

@testable import Publishing

struct DeliveryDecisionTests {
    private func view(_ forename: String = "Ada") -> View {
        View(
            child: "C-1",
            records: [
                ViewRecord(
                    type: Child.declaration.type, feed: "", key: "",
                    values: [
                        ViewValue(field: 0, name: "forename", value: .text(forename), version: 1, rule: .onlyStated)
                    ])
            ])
    }

    private func decide(_ sharing: Sharing, _ last: LastDelivery?) -> DeliveryDecision {
        DeliveryDecision.of(sharing, child: "C-1", last: last, on: today)
    }

    @Test func aNewOrChangedViewIsSentAndAnUnchangedOneIsNot() {
        let view = view()
        #expect(decide(.share(view), nil) == .send(view))
        #expect(decide(.share(view), .view(digest: view.digest)) == .nothing)
        #expect(decide(.share(view), .view(digest: self.view("Eda").digest)) == .send(view))
        #expect(decide(.share(view), .withdrawal) == .send(view))
    }

    @Test func theSameContentFromOtherVersionsIsUnchanged() {
        let other = View(
            child: "C-1",
            records: [
                ViewRecord(
                    type: Child.declaration.type, feed: "x", key: "y",
                    values: [
                        ViewValue(field: 0, name: "forename", value: .text("Ada"), version: 77, rule: .authority)
                    ])
            ])
        #expect(decide(.share(other), .view(digest: view().digest)) == .nothing)
    }

    @Test(arguments: [
        Withholding.restricted, .outOfScope(key: "with"), .linkNotSureEnough, .gone, .nothingToShare,
        .ended(on: today), .notYetValid(from: today), .merged(into: "C-2"),
    ])
    func whoeverWasSentTheChildIsSentOneCorrection(why: Withholding) {
        let withdrawal = Withdrawal(of: "C-1", because: why, on: today)
        #expect(decide(.withhold(why), .view(digest: [1])) == .withdraw(withdrawal))
        #expect(decide(.withhold(why), .withdrawal) == .nothing)
        #expect(decide(.withhold(why), nil) == .nothing)
    }

    @Test func switchedOffSendsNotEvenACorrection() {
        #expect(decide(.withhold(.switchedOff), .view(digest: [1])) == .nothing)
    }

    @Test func backAndForthIsSentEachTime() {
        var last: LastDelivery?
        var sent: [DeliveryDecision] = []
        for sharing: Sharing in [
            .share(view()), .share(view()), .withhold(.restricted), .withhold(.restricted), .share(view()),
        ] {
            let decision = decide(sharing, last)
            sent.append(decision)
            last = decision.remembered ?? last
        }
        #expect(
            sent.map { $0.content?.type } == [
                "uk.sendgate.child.view", nil, "uk.sendgate.child.withdrawn", nil, "uk.sendgate.child.view",
            ])
    }

    @Test func theOtherChildOfAMergeIsNamedOnlyToWhomReceivesIt() {
        #expect(Withholding.merged(into: "C-2", sharedAs: .share(view())) == .merged(into: "C-2"))
        #expect(Withholding.merged(into: "C-2", sharedAs: .withhold(.restricted)) == .merged(into: nil))
        let told = Withdrawal(of: "C-1", because: .merged(into: nil), on: today)
        #expect(told.reason == .noLongerShared && told.into == nil)
    }
}
