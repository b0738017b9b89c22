import Testing

@testable import Gateway

@Suite struct StandingStillTests {
    private let start = ContinuousClock.now
    private let name = FileName("pupils.csv")

    private func look(size: Int64 = 10, time: Int64 = 1, inode: UInt64 = 7) -> FileLook {
        FileLook(size: size, modifiedNanoseconds: time, inode: inode)
    }

    /// Takes one look at one file.
    private func stands(_ still: inout StandingStill, _ look: FileLook, at seconds: Double) -> Bool {
        still.begin()
        defer { still.end() }
        return still.stands(name, look, at: start + .seconds(seconds))
    }

    @Test func aFileIsTakenWhenItHasStoodStill() {
        var still = StandingStill(settleTime: .seconds(5))
        #expect(!stands(&still, look(), at: 0))
        #expect(!stands(&still, look(), at: 4.9))
        #expect(stands(&still, look(), at: 5))
    }

    @Test func aFileStillBeingWrittenIsLeftAlone() {
        var still = StandingStill(settleTime: .seconds(5))
        for second in 0..<60 { #expect(!stands(&still, look(size: Int64(second)), at: Double(second))) }
    }

    @Test func aFileWithAnOldTimeWaitsAsLongAsAnyOther() {
        var still = StandingStill(settleTime: .seconds(5))
        #expect(!stands(&still, look(time: -1_000_000_000_000), at: 0))
        #expect(!stands(&still, look(time: -1_000_000_000_000), at: 1))
    }

    @Test(arguments: [
        FileLook(size: 11, modifiedNanoseconds: 1, inode: 7), FileLook(size: 10, modifiedNanoseconds: 2, inode: 7),
        FileLook(size: 10, modifiedNanoseconds: 1, inode: 8),
    ])
    func anyChangeStartsTheWaitAnew(changed: FileLook) {
        var still = StandingStill(settleTime: .seconds(5))
        _ = stands(&still, look(), at: 0)
        #expect(!stands(&still, changed, at: 4))
        #expect(!stands(&still, changed, at: 8))
        #expect(stands(&still, changed, at: 9))
    }

    @Test func aFileThatWentAndCameBackStartsAnew() {
        var still = StandingStill(settleTime: .seconds(5))
        _ = stands(&still, look(), at: 0)
        still.begin()
        still.end()
        #expect(!stands(&still, look(), at: 6))
    }

    @Test func itSaysWhenTheNextFileMayStandStill() {
        var still = StandingStill(settleTime: .seconds(5))
        _ = stands(&still, look(), at: 1)
        #expect(still.soonest == start + .seconds(6))
        _ = stands(&still, look(), at: 6)
        #expect(still.soonest == nil)
    }
}
