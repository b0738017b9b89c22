import Testing

@testable import Gateway

@Suite struct OldestFilesTests {
    private func file(_ time: Int64) -> WaitingFile {
        WaitingFile(name: FileName("\(time).csv"), look: FileLook(size: 1, modifiedNanoseconds: time, inode: 1))
    }

    @Test(arguments: [1, 2, 10, 999, 1000, 5000])
    func theOldestAreKeptInTheOrderOfTheirTime(limit: Int) {
        var oldest = OldestFiles(atMost: limit)
        // Every number below 1,000 once, in an order that is neither rising nor falling.
        for number in 0..<1000 { oldest.add(file(Int64(number * 617 % 1000))) }
        oldest.cut()
        #expect(oldest.files.map(\.look.modifiedNanoseconds) == (0..<Int64(min(limit, 1000))).map { $0 })
        #expect(oldest.hasMore == (limit < 1000))
    }

    @Test func filesOfOneTimeComeInTheOrderOfTheirNames() {
        var oldest = OldestFiles(atMost: 10)
        let look = FileLook(size: 1, modifiedNanoseconds: 1, inode: 1)
        for name in ["b", "c", "a"] { oldest.add(WaitingFile(name: FileName(name), look: look)) }
        oldest.cut()
        #expect(oldest.files.map(\.name) == ["a", "b", "c"].map { FileName($0) })
    }
}
