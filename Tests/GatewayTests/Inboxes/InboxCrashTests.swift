import Foundation
import Glibc
import SENDRecords
import Testing

@testable import Gateway

/// Each test makes a folder as a crash leaves it and starts the service on it.
@Suite(.timeLimit(.minutes(2))) struct InboxCrashTests {
    let inbox: InboxHarness
    let claim = Claim(at: Instant(milliseconds: 1_795_293_000_123))
    let final = "2026-11-21 203000 pupils.csv"

    init() throws {
        inbox = try InboxHarness()
        _ = try inbox.prepare()
        try inbox.drop(".taking/\(claim.id)~pupils.csv", "a,b\n1,2\n")
    }

    private func receipt(_ claim: Claim, _ outcome: ReceiptOutcome = .accepted) -> Receipt {
        Receipt(
            feed: "School pupil list", school: "Oakfield Primary School", urn: "103456", fileName: "pupils.csv",
            received: claim.arrived, outcome: outcome, claim: claim.id)
    }

    private func leave(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: inbox.path(name)))
    }

    private func expectOneFileInDone() async {
        let service = inbox.service()
        #expect(
            await inbox.run(service) { inbox.names(".taking").isEmpty && inbox.names("done").count == 3 })
        #expect(inbox.names("done") == [final, "\(final).receipt.json", "\(final).receipt.txt"])
        #expect(inbox.names("refused").isEmpty)
        #expect(inbox.names() == [".taking", "done", "refused"])
    }

    @Test func betweenTheTwoReceipts() async throws {
        defer { inbox.remove() }
        try leave("done/\(final).receipt.json", receipt(claim).json())
        try leave("done/.writing-\(claim.id)", [1, 2])
        await expectOneFileInDone()
    }

    @Test func betweenReceiptsAndMove() async throws {
        defer { inbox.remove() }
        try leave("done/\(final).receipt.json", receipt(claim).json())
        try leave("done/\(final).receipt.txt", Array("old".utf8))
        await expectOneFileInDone()
        #expect(inbox.text("done/\(final).receipt.txt").hasPrefix("ACCEPTED"))
    }

    @Test func betweenTheFilesTwoNames() async throws {
        defer { inbox.remove() }
        try leave("done/\(final).receipt.json", receipt(claim).json())
        try leave("done/\(final).receipt.txt", Array("old".utf8))
        #expect(link(inbox.path(".taking/\(claim.id)~pupils.csv"), inbox.path("done/\(final)")) == 0)
        await expectOneFileInDone()
        #expect(inbox.text("done/\(final)") == "a,b\n1,2\n")
    }

    @Test func withReceiptsOfAnotherOutcome() async throws {
        defer { inbox.remove() }
        let other = receipt(claim, .refused(reason: "The disk was full.", advice: "wait."))
        try leave("refused/\(final).receipt.json", other.json())
        try leave("refused/\(final).receipt.txt", Array("old".utf8))
        await expectOneFileInDone()
    }

    @Test func anotherClaimsReceiptsAreKept() async throws {
        defer { inbox.remove() }
        let other = Claim(at: claim.arrived)
        try leave("done/\(final).receipt.json", receipt(other).json())
        try leave("done/\(final).receipt.txt", Array("another's".utf8))
        #expect(await inbox.run(inbox.service()) { inbox.names("done").count == 5 })
        #expect(inbox.names("done").contains("2026-11-21 203000-2 pupils.csv"))
        #expect(inbox.text("done/\(final).receipt.txt") == "another's")
    }
}
