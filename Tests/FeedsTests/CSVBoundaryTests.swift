// The same file gives the same events however its bytes arrive.

import Foundation
import Testing

@testable import Feeds

@Suite struct CSVBoundaryTests {
    static let awkward: [UInt8] = {
        var bytes = Array("\u{FEFF}UPN;Name;\"No\r\nte\"\r\n".utf8)
        bytes += "1;\"Zoë \"\"Z\"\" O'Neill\";\"two\rlines\"\r\n".utf8
        bytes += "2;Šárka;\n\r\n3;\"\";€😀\r4;x\r\n5;\"a\"b;c\n6;\"\"\"\"\"\";\"\n\"\n;;\n7;".utf8
        bytes += [0xC3, 0x28]
        bytes += ";z\n8;nul\0;z\n9; \"q\";z\r\n10;last;\"end\"".utf8
        return bytes
    }()

    @Test(arguments: 1...7) func anySplitOfTheBytesReadsTheSame(step: Int) throws {
        let whole = try CSVReading(Self.awkward)
        #expect(whole.texts.count == 6)
        #expect(whole.texts[0] == ["1", "Zoë \"Z\" O'Neill", "two\rlines"])
        #expect(whole.texts[2] == ["3", "", "€😀"])
        #expect(whole.texts[3] == ["6", "\"\"", "\n"])
        #expect(whole.texts[5] == ["10", "last", "end"])
        #expect(whole.faults.count == 5)
        for window in [1, 2, 3, 5, 8, 13, 64, 1 << 16] {
            let split = try CSVReading(Self.awkward, window: window, step: step)
            #expect(split.events == whole.events)
            #expect(split.summary == whole.summary)
        }
    }

    @Test func everyPrefixOfAFileEndsWithoutACrash() throws {
        for length in 0..<Self.awkward.count {
            let bytes = Array(Self.awkward.prefix(length))
            do {
                let reading = try CSVReading(bytes, window: 4, step: 3)
                #expect(reading.summary.rows == reading.rows.count)
            } catch let error as CSVError {
                #expect(error.byteOffset <= length)
            }
        }
    }

    @Test func randomBytesNeverLoseCount() throws {
        var state: UInt64 = 42
        let alphabet = Array("ab,,\"\"\r\n\n \0;".utf8) + [0xC3, 0xA9, 0x81]
        for _ in 0..<2_000 {
            var bytes = Array("x,y\n".utf8)
            for _ in 0..<40 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            guard let whole = try? CSVReading(bytes) else {
                #expect(throws: CSVError.self) { try CSVReading(bytes, window: 1, step: 1) }
                continue
            }
            let split = try CSVReading(bytes, window: 3, step: 2)
            #expect(split.events == whole.events)
            #expect(whole.summary.rows + whole.summary.rejected + whole.summary.asides == whole.events.count - 1)
            let numbers = whole.events.dropFirst().map { event in
                switch event {
                case .row(let row): row.number
                case .rejected(let rejection): rejection.number
                case .aside(let aside): aside.number
                case .header: 0
                }
            }
            #expect(numbers == Array(1..<whole.events.count))
        }
    }

    @Test func aFileOnDiskIsReadAndAMissingOneNamed() throws {
        let path = NSTemporaryDirectory() + "feeds-\(UUID().uuidString).csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(Self.awkward).write(to: URL(fileURLWithPath: path))
        var source = FileByteSource(path: path)
        var events: [CSVEvent] = []
        let summary = try CSVReader().read(&source) { events.append($0) }
        #expect(events == (try CSVReading(Self.awkward)).events)
        #expect(summary.bytes == Self.awkward.count)
        var missing = FileByteSource(path: path + ".not-there")
        #expect(throws: ByteSourceError.self) { try CSVReader().read(&missing) { _ in } }
    }
}
