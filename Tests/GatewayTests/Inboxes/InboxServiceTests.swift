import Foundation
import Glibc
import SENDRecords
import Synchronization
import Testing

@testable import Gateway

@Suite(.timeLimit(.minutes(2))) struct InboxServiceTests {
    let inbox: InboxHarness

    init() throws {
        inbox = try InboxHarness()
    }

    @Test func aFileEndsInDoneWithItsTwoReceipts() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        try inbox.drop("pupils.csv")
        #expect(await inbox.run(inbox.service()) { inbox.names("done").count == 3 })
        let names = inbox.names("done")
        #expect(names[0].hasSuffix(" pupils.csv"))
        #expect(names[1] == names[0] + ".receipt.json")
        #expect(names[2] == names[0] + ".receipt.txt")
        #expect(inbox.text("done/\(names[2])").hasPrefix("ACCEPTED\r\n"))
        #expect(inbox.text("done/\(names[0])") == "a,b\n1,2\n")
        #expect(inbox.names() == [".taking", "done", "refused"])
        #expect(inbox.names(".taking").isEmpty)
        #expect(inbox.files.withLock { $0.count } == 1)
    }

    @Test func foldersAndAReadmeAreMadeAtTheStart() async throws {
        defer { inbox.remove() }
        let readme = "\(inbox.root)/103457/README.txt"
        #expect(
            await inbox.run(inbox.service()) {
                FileManager.default.fileExists(atPath: readme)
                    && inbox.names(of: InboxHarness.other) == [".taking", "done", "refused"]
            })
    }

    @Test func aRefusedFileEndsInRefusedWithItsReason() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        try inbox.drop("pupils.pdf")
        let service = inbox.service { file in
            InboxOutcome(file.receipt(.refused(reason: "This is no CSV file.", advice: "export it as CSV.")))
        }
        #expect(await inbox.run(service) { inbox.names("refused").count == 3 })
        #expect(inbox.text("refused/\(inbox.names("refused")[2])").contains("This is no CSV file."))
    }

    @Test func anEmptyFileIsRefusedWithoutBeingRead() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        try inbox.drop("pupils.csv", "")
        #expect(await inbox.run(inbox.service()) { inbox.names("refused").count == 3 })
        #expect(inbox.files.withLock { $0.isEmpty })
        #expect(inbox.text("refused/\(inbox.names("refused")[2])").contains("The file is empty."))
    }

    @Test func aNameThatIsNoTextIsRefusedUnderASafeOne() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        var path = Array(inbox.path("x\n").utf8CString.dropLast())
        path += [CChar(bitPattern: 0xFC), 0]
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        write(file, "a", 1)
        close(file)
        #expect(await inbox.run(inbox.service()) { inbox.names("refused").count == 3 })
        #expect(inbox.names("refused")[0].hasSuffix(" x__"))
        #expect(inbox.names() == [".taking", "done", "refused"])
    }

    @Test func whatIsNoFileIsLeftAloneAndToldOnce() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        let secret = "\(inbox.root)/secret.csv"
        try "secret".write(toFile: secret, atomically: false, encoding: .utf8)
        symlink(secret, inbox.path("link.csv"))
        mkfifo(inbox.path("pipe.csv"), 0o600)
        mkdir(inbox.path("folder.csv"), 0o700)
        mkdir(inbox.path(".git"), 0o700)
        try inbox.drop("pupils.csv")
        #expect(await inbox.run(inbox.service()) { inbox.names("done").count == 3 })
        let service = inbox.service()
        try inbox.drop("again.csv")
        #expect(await inbox.run(service) { inbox.names("done").count == 6 })
        #expect(
            inbox.names() == [
                ".git", ".taking", "NOT-TAKEN.txt", "done", "folder.csv", "link.csv", "pipe.csv", "refused",
            ])
        let told = inbox.events.withLock { $0.filter { $0.contains("lies in the folder") } }
        // Two starts, three things.
        #expect(told.count == 6)
        #expect(!told.contains { $0.contains(".csv") })
    }

    @Test func aFileOfTheSameNameNeverReplacesAnEarlierOne() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        let service = inbox.service()
        let task = Task { await service.run() }
        for number in 1...5 {
            try inbox.drop("pupils.csv", "file \(number)")
            #expect(await InboxHarness.wait { inbox.names("done").count == 3 * number })
        }
        task.cancel()
        await task.value
        let contents = inbox.names("done").filter { $0.hasSuffix("pupils.csv") }.map { inbox.text("done/\($0)") }
        #expect(contents.sorted() == (1...5).map { "file \($0)" })
    }

    @Test func filesOfOneFolderComeInTheOrderOfTheirTimeAndOneAtATime() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        let order = [3, 1, 4, 2, 5]
        for (index, number) in order.enumerated() {
            try inbox.drop("\(number).csv")
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000 + Double(index))],
                ofItemAtPath: inbox.path("\(number).csv"))
        }
        let atOnce = Mutex((now: 0, most: 0))
        let service = inbox.service { file in
            atOnce.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            try await Task.sleep(for: .milliseconds(20))
            atOnce.withLock { $0.now -= 1 }
            return InboxOutcome(file.receipt(.accepted))
        }
        #expect(await inbox.run(service) { inbox.names("done").count == 15 })
        #expect(inbox.files.withLock { $0.map(\.name) } == order.map { "\($0).csv" })
        #expect(atOnce.withLock { $0.most } == 1)
        let arrivals = inbox.files.withLock { $0.map(\.arrived) }
        #expect(zip(arrivals, arrivals.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func anotherSchoolsFileDoesNotWaitForALargeOne() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        _ = try inbox.prepare(InboxHarness.other)
        try inbox.drop("large.csv")
        let isOver = Mutex(false)
        let service = inbox.service { file in
            while file.name == "large.csv", !isOver.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
            return InboxOutcome(file.receipt(.accepted))
        }
        let task = Task { await service.run() }
        #expect(await InboxHarness.wait { inbox.files.withLock { $0.count } == 1 })
        try inbox.drop("small.csv", in: InboxHarness.other)
        #expect(await InboxHarness.wait { inbox.names("done", of: InboxHarness.other).count == 3 })
        #expect(inbox.names("done").isEmpty)
        isOver.withLock { $0 = true }
        #expect(await InboxHarness.wait { inbox.names("done").count == 3 })
        task.cancel()
        await task.value
    }

    @Test func aStopLetsTheFileAtHandFinishAndTakesNoOther() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        try inbox.drop("1.csv")
        try inbox.drop("2.csv")
        let wasCancelled = Mutex(false)
        let service = inbox.service { file in
            for _ in 0..<30 { try? await Task.sleep(for: .milliseconds(10)) }
            wasCancelled.withLock { $0 = $0 || Task.isCancelled }
            return InboxOutcome(file.receipt(.accepted))
        }
        #expect(await inbox.run(service) { inbox.files.withLock { $0.count } == 1 })
        #expect(inbox.names("done").count == 3)
        #expect(inbox.names(".taking").isEmpty)
        #expect(inbox.names().contains("2.csv"))
        #expect(wasCancelled.withLock { !$0 })
    }

    @Test func aFileOpenForWritingIsLeftAloneUntilItIsClosed() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        let file = open(inbox.path("pupils.csv"), O_WRONLY | O_CREAT, 0o600)
        write(file, "half", 4)
        let service = inbox.service()
        let task = Task { await service.run() }
        #expect(
            await InboxHarness.wait { inbox.events.withLock { $0.contains { $0.contains("holds it open") } } })
        #expect(inbox.files.withLock { $0.isEmpty })
        write(file, " whole", 6)
        close(file)
        #expect(await InboxHarness.wait { inbox.names("done").count == 3 })
        #expect(inbox.text("done/\(inbox.names("done")[0])") == "half whole")
        task.cancel()
        await task.value
    }

    @Test func aFileThatChangesAfterItWasTakenIsTakenAgain() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        try inbox.drop("pupils.csv", "half")
        let service = inbox.service { [inbox] file in
            if inbox.files.withLock({ $0.count }) == 1 {
                let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
                try handle.seekToEnd()
                try handle.write(contentsOf: Data(" whole".utf8))
                try handle.close()
            }
            return InboxOutcome(file.receipt(.accepted))
        }
        #expect(await inbox.run(service) { inbox.names("done").count == 3 })
        #expect(inbox.text("done/\(inbox.names("done")[0])") == "half whole")
        #expect(inbox.files.withLock { Set($0.map(\.claim)).count } == 2)
    }

    @Test func troubleOfTheGatewayBringsTheSameClaimAgainBeforeLaterFiles() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        try inbox.drop("1.csv")
        try inbox.drop("2.csv")
        let service = inbox.service { [inbox] file in
            if inbox.files.withLock({ $0.count }) < 3 { throw FolderError("the store is busy", EBUSY) }
            return InboxOutcome(file.receipt(.accepted))
        }
        #expect(await inbox.run(service) { inbox.names("done").count == 6 })
        let files = inbox.files.withLock { $0 }
        #expect(files.map(\.name) == ["1.csv", "1.csv", "1.csv", "2.csv"])
        #expect(Set(files.prefix(3).map(\.claim)).count == 1)
        #expect(files.map(\.isRepeated) == [false, true, true, false])
    }

    @Test func aFileTakenBeforeAStopComesAgainWithItsClaim() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        let claim = Claim(at: Instant(milliseconds: 1_795_293_000_123))
        try inbox.drop(".taking/\(claim.id)~pupils.csv")
        #expect(await inbox.run(inbox.service()) { inbox.names("done").count == 3 })
        let file = try #require(inbox.files.withLock { $0.first })
        #expect(file.claim == claim.id)
        #expect(file.name == "pupils.csv")
        #expect(file.isRepeated)
        #expect(file.arrived.milliseconds == 1_795_293_000_123)
        #expect(inbox.names("done")[0] == "2026-11-21 203000 pupils.csv")
    }

    @Test func theInboxComesBackWhenItsFolderWasRemoved() async throws {
        defer { inbox.remove() }
        let service = inbox.service(poll: .milliseconds(50))
        let task = Task { await service.run() }
        #expect(await InboxHarness.wait { inbox.names().count == 3 })
        try FileManager.default.removeItem(atPath: inbox.path())
        #expect(await InboxHarness.wait { inbox.names().count == 3 })
        try inbox.drop("pupils.csv")
        #expect(await InboxHarness.wait { inbox.names("done").count == 3 })
        task.cancel()
        await task.value
    }

    @Test func aShelfThatWasSwappedForALinkIsNotWrittenThrough() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        let elsewhere = "\(inbox.root)/elsewhere"
        mkdir(elsewhere, 0o700)
        rmdir(inbox.path("done"))
        symlink(elsewhere, inbox.path("done"))
        try inbox.drop("pupils.csv")
        #expect(
            await inbox.run(inbox.service()) { inbox.events.withLock { $0.contains { $0.contains("not links") } } })
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).isEmpty)
        #expect(inbox.names().contains("pupils.csv"))
    }

    @Test func aReceiptIsRewrittenAndTheFileMovedWhenAPersonRefuses() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        try inbox.drop("pupils.csv")
        let service = inbox.service { InboxOutcome($0.receipt(.waiting(reason: "Far fewer rows than last time."))) }
        #expect(await inbox.run(service) { inbox.names("done").count == 3 })
        let file = try #require(inbox.files.withLock { $0.first })
        let accepted = InboxOutcome(file.receipt(.accepted))
        try await service.settleAgain(file.place, claim: file.claim, name: file.name, accepted)
        #expect(inbox.names("done").count == 3)
        #expect(inbox.text("done/\(inbox.names("done")[2])").hasPrefix("ACCEPTED\r\n"))
        let refused = InboxOutcome(
            file.receipt(.refused(reason: "It is the wrong file.", advice: "send the right one.")))
        for _ in 1...2 {
            try await service.settleAgain(file.place, claim: file.claim, name: file.name, refused)
            #expect(inbox.names("done").isEmpty)
            #expect(inbox.names("refused").count == 3)
            #expect(inbox.text("refused/\(inbox.names("refused")[2])").contains("It is the wrong file."))
        }
    }
}
