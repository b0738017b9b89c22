import Foundation
import Glibc
import SENDRecords
import Synchronization
import Testing

@testable import Gateway

/// What must neither harm nor hang, and where whoever put it there finds it again.
@Suite(.timeLimit(.minutes(2))) struct LeftAloneTests {
    let inbox: InboxHarness

    init() throws {
        inbox = try InboxHarness()
    }

    private func makeSocket(_ path: String) {
        let made = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(made) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
        defer { close(folder) }
        let short = "/proc/self/fd/\(folder)/\(URL(fileURLWithPath: path).lastPathComponent)"
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: short.utf8) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(made, $0, length) }
        }
    }

    @Test func theFolderNamesWhatIsLeftAloneAndWhyUntilItIsGone() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        let outside = "\(inbox.root)/outside.csv"
        try "a".write(toFile: outside, atomically: false, encoding: .utf8)
        symlink(outside, inbox.path("link.csv"))
        link(outside, inbox.path("hard.csv"))
        mkfifo(inbox.path("pipe.csv"), 0o600)
        makeSocket(inbox.path("socket.csv"))
        mkdir(inbox.path("folder.csv"), 0o700)
        let service = inbox.service()
        let task = Task { await service.run() }
        #expect(await InboxHarness.wait { inbox.text(LeftAlone.fileName).contains("hard link") })
        let text = inbox.text(LeftAlone.fileName)
        for name in ["link.csv", "hard.csv", "pipe.csv", "socket.csv", "folder.csv"] {
            #expect(text.contains("  \(name)\r\n"), "\(name)")
        }
        try inbox.drop("pupils.csv")
        #expect(await InboxHarness.wait { inbox.names("done").count == 3 })
        #expect(inbox.files.withLock { $0.map(\.name) } == ["pupils.csv"])
        for name in ["link.csv", "pipe.csv", "socket.csv"] { unlink(inbox.path(name)) }
        rmdir(inbox.path("folder.csv"))
        // The other name is gone: it is a file like any other.
        unlink(outside)
        #expect(await InboxHarness.wait { inbox.names("done").count == 6 })
        #expect(await InboxHarness.wait { !inbox.names().contains(LeftAlone.fileName) })
        task.cancel()
        await task.value
    }

    @Test(arguments: [
        "~$pupils.xlsx", "pupils.csv.tmp", "Thumbs.db", "desktop.ini", ".DS_Store", "..csv", "README.txt",
    ])
    func whatProgramsLeaveStaysUntouched(name: String) async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        try inbox.drop(name, "x")
        try inbox.drop("pupils.csv")
        #expect(await inbox.run(inbox.service()) { inbox.names("done").count == 3 })
        #expect(inbox.names().contains(name))
        #expect(inbox.files.withLock { $0.map(\.name) } == ["pupils.csv"])
    }

    @Test(arguments: [
        "   ", String(repeating: "n", count: 251) + ".csv", "a\nb.csv", "x..csv", "-rf", "a b;c|d.csv",
        "%s%n.csv",
    ])
    func aFileOfAnyNameEndsInOneStateWithItsReceipts(name: String) async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        try inbox.drop(name)
        #expect(await inbox.run(inbox.service()) { inbox.names("done").count + inbox.names("refused").count == 3 })
        #expect(inbox.names() == [".taking", "done", "refused"])
        #expect(inbox.names(".taking").isEmpty)
    }

    @Test func aFileThatChangesWhileItIsCopiedGoesBackAndIsTakenAgain() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        try inbox.drop("pupils.csv", "half")
        let service = inbox.service { [inbox] file in
            guard inbox.files.withLock({ $0.count }) == 1 else { return InboxOutcome(file.receipt(.accepted)) }
            throw ChangedFile()
        }
        #expect(await inbox.run(service) { inbox.names("done").count == 3 })
        let claims = inbox.files.withLock { $0.map(\.claim) }
        #expect(claims.count == 2 && Set(claims).count == 2)
        #expect(inbox.text("done/\(inbox.names("done")[0])") == "half")
    }

    @Test func aCopySaysHowTheFileLooked() throws {
        defer { inbox.remove() }
        let (from, to) = ("\(inbox.root)/from", "\(inbox.root)/to")
        try "abc".write(toFile: from, atomically: false, encoding: .utf8)
        #expect(try FileCopy.copy(from, to: to)?.size == 3)
        symlink(from, "\(inbox.root)/link")
        #expect(throws: FolderError.self) { try FileCopy.copy("\(inbox.root)/link", to: to) }
    }

    @Test func anEmptyFileHasLongerToBecomeAWholeOne() {
        let start = ContinuousClock.now
        var still = StandingStill(settleTime: .seconds(5))
        func stands(_ size: Int64, at seconds: Double) -> Bool {
            still.begin()
            defer { still.end() }
            return still.stands(
                FileName("a.csv"), FileLook(size: size, modifiedNanoseconds: 1, inode: 1), at: start + .seconds(seconds)
            )
        }
        #expect(!stands(0, at: 0) && !stands(0, at: 59))
        #expect(stands(0, at: 60))
        #expect(!stands(7, at: 61) && stands(7, at: 66))
    }

    @Test func twoNamesThatACrashLeftOfAFileGivenBackBecomeOne() async throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        try inbox.drop("pupils.csv", "whole")
        let claim = Claim(at: Instant(milliseconds: 1_795_293_000_123))
        link(inbox.path("pupils.csv"), inbox.path(".taking/\(claim.id)~pupils.csv"))
        #expect(await inbox.run(inbox.service()) { inbox.names("done").count == 3 })
        #expect(inbox.files.withLock { $0.count } == 1)
        #expect(inbox.names() == [".taking", "done", "refused"])
    }

    @Test func settledFilesGoWhenTheirTimeIsOverAndNothingElseDoes() throws {
        defer { inbox.remove() }
        _ = try inbox.prepare()
        let names = [
            "2026-01-01 120000 a.csv", "2026-01-01 120000 a.csv.receipt.txt", "2026-03-01 120000 b.csv",
            "2025-01-01 120000-2 c.csv.receipt.json", "my notes.txt", "2026-01-01 mine.txt",
        ]
        for name in names { try inbox.drop("done/\(name)") }
        let folder = InboxFolder(place: InboxHarness.place, root: inbox.root, timeZone: .gmt)
        try folder.forget(
            filesBefore: CalendarDate(year: 2026, month: 2, day: 1)!,
            receiptsBefore: CalendarDate(year: 2025, month: 6, day: 1)!)
        #expect(inbox.names("done") == [names[1], names[5], names[2], names[4]].sorted())
    }

    @Test func whatIsSavedInTheMainFolderIsRefusedThere() async throws {
        defer { inbox.remove() }
        let main = InboxPlace(urn: "103456", school: "Oakfield Primary School", adapter: "", title: "None")
        let service = inbox.service(places: [InboxHarness.place, main]) { file in
            InboxOutcome(file.receipt(.refused(reason: "No.", advice: "Elsewhere.")))
        }
        let task = Task { await service.run() }
        let top = "\(inbox.root)/103456"
        let files = FileManager.default
        #expect(await InboxHarness.wait { files.fileExists(atPath: "\(top)/refused") })
        try "a".write(toFile: "\(top)/pupils.csv", atomically: false, encoding: .utf8)
        let refused = "\(top)/refused"
        #expect(await InboxHarness.wait { (try? files.contentsOfDirectory(atPath: refused).count) == 3 })
        #expect(!files.fileExists(atPath: "\(top)/\(LeftAlone.fileName)"))
        #expect(!files.fileExists(atPath: "\(top)/done"))
        task.cancel()
        await task.value
    }
}
