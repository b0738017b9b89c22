// UTF-8 and Windows-1252, strictly.

import Testing

@testable import Feeds

@Suite struct EncodingTests {
    private func file(_ name: [UInt8]) -> [UInt8] { Array("Name,Town\n".utf8) + name + Array(",Leeds\n".utf8) }

    @Test func validUTF8IsTakenForUTF8() throws {
        let reading = try CSVReading(file(Array("Zoë €😀".utf8)))
        #expect(reading.texts == [["Zoë €😀", "Leeds"]])
        #expect(reading.summary.dialect.encoding == .declared(.utf8))
        #expect(reading.summary.notes.isEmpty)
    }

    @Test func oneLateAccentMakesTheWholeFileWindows1252() throws {
        let early = Array(repeating: "Ann,Leeds\n", count: 60_000).joined()
        let reading = try CSVReading(Array("Name,Town\n\(early)Zo".utf8) + [0xEB] + Array(",Hull\n".utf8))
        #expect(reading.texts.last == ["Zoë", "Hull"])
        #expect(reading.summary.dialect.encoding == .declared(.windows1252))
        #expect(reading.summary.notes.map(\.kind) == [.windows1252Assumed])
    }

    /// "Seán", "Renée", "Müller" and "Zoë" as other code pages write them.
    @Test(
        arguments: [
            [[0x53, 0x65, 0xA0, 0x6E], [0x52, 0x65, 0x6E, 0x82, 0x65], [0x4D, 0x81, 0x6C], [0x5A, 0x6F, 0x89]],
            [[0x53, 0x65, 0x87, 0x6E], [0x52, 0x65, 0x6E, 0x8E, 0x65], [0x4D, 0x9F, 0x6C], [0x5A, 0x6F, 0x91]],
        ] as [[[UInt8]]])
    func namesInAnotherCodePageAreRejected(names: [[UInt8]]) throws {
        let bytes = Array("Name,Town\nAnn,Leeds\n".utf8) + names.flatMap { $0 + Array(",Leeds\n".utf8) }
        let reading = try CSVReading(bytes)
        #expect(reading.texts == [["Ann", "Leeds"]])
        #expect(reading.rejections.map(\.line) == [3, 4, 5, 6])
        #expect(reading.summary.notes.map(\.kind) == [.otherCodePage])
    }

    @Test(arguments: [
        "Siân O’Brien", "Zoë Smith–Jones", "Mary\u{A0}Jane", "Šárka", "Ženija", "Björk…", "€5 Müller", "L’Œuvre",
    ])
    func namesInWindows1252StayThatHoweverTheyAreWritten(name: String) throws {
        let decoded = Dictionary(
            uniqueKeysWithValues: (0x80...0xFF).compactMap { number -> (Character, UInt8)? in
                Windows1252.scalar(of: UInt8(number)).flatMap { Unicode.Scalar($0) }.map {
                    (Character($0), UInt8(number))
                }
            })
        let bytes = name.map { $0.isASCII ? $0.asciiValue! : decoded[$0]! }
        let reading = try CSVReading(file(bytes))
        #expect(reading.texts == [[name, "Leeds"]])
        #expect(reading.summary.notes.map(\.kind) == [.windows1252Assumed])
    }

    @Test func everyDefinedWindows1252ByteIsDecoded() throws {
        let undefined: [UInt8] = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
        let dialect = CSVDialect(encoding: .declared(.windows1252))
        let upper = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
        let bytes = (0x80...0x9F).filter { !undefined.contains($0) }
        #expect(try CSVReading(file(bytes), dialect).texts == [[upper, "Leeds"]])
        let latin = (UInt8(0xA0)...0xFF).map { $0 }
        let expected = String(String.UnicodeScalarView((0xA0...0xFF).compactMap { Unicode.Scalar($0) }))
        #expect(try CSVReading(file(latin), dialect).texts == [[expected, "Leeds"]])
        for byte in undefined {
            let reading = try CSVReading(file([0x41, byte]), dialect)
            #expect(reading.faults == [.undecodable(column: 1, byteOffset: 11, byte: byte, encoding: .windows1252)])
        }
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
        ] as [[UInt8]])
    func malformedUTF8IsRejectedWithItsPlace(bytes: [UInt8]) throws {
        let reading = try CSVReading(file([0x41] + bytes), CSVDialect(encoding: .declared(.utf8)))
        #expect(reading.faults == [.undecodable(column: 1, byteOffset: 11, byte: bytes[0], encoding: .utf8)])
    }

    @Test func theColumnOfABadByteIsNamed() throws {
        let bytes = Array("a,b,c\n\"x,x\",".utf8) + [0xFF] + Array(",z\n".utf8)
        let reading = try CSVReading(bytes, CSVDialect(encoding: .declared(.utf8)))
        #expect(reading.faults == [.undecodable(column: 2, byteOffset: 12, byte: 0xFF, encoding: .utf8)])
    }

    @Test func fewForeignBytesInAUTF8FileCostOnlyTheirRows() throws {
        let bytes = Array("Name\nZoë\nRenée\nZo".utf8) + [0xEB] + Array("\nAnn\n".utf8)
        let reading = try CSVReading(bytes)
        #expect(reading.texts == [["Zoë"], ["Renée"], ["Ann"]])
        #expect(reading.rejections.map(\.line) == [4])
        #expect(reading.summary.notes.map(\.kind) == [.mixedEncodings])
    }

    @Test func aMarkMeansUTF8WhateverIsDeclared() throws {
        let reading = try CSVReading(
            Array("\u{FEFF}Name\nZoë\n".utf8), CSVDialect(encoding: .declared(.windows1252)))
        #expect(reading.summary.header == ["Name"])
        #expect(reading.texts == [["Zoë"]])
        #expect(reading.summary.notes.map(\.kind) == [.byteOrderMarkOverrides])
    }

    @Test func quotedFieldsAreDecodedToo() throws {
        let bytes = Array("a,b\n\"Zo".utf8) + [0xEB] + Array(" \"\"Z\"\"\",x\n".utf8)
        #expect(try CSVReading(bytes).texts == [["Zoë \"Z\"", "x"]])
    }

    private func utf16(_ text: String, bigEndian: Bool, mark: Bool) -> [UInt8] {
        let units = (mark ? [0xFEFF] : []) + Array(text.utf16)
        return units.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    @Test(arguments: [true, false], [true, false])
    func utf16IsDecodedAndItsBytesAreCited(bigEndian: Bool, mark: Bool) throws {
        let bytes = utf16("Name,Town\r\nZoë €😀,\"a\nb\"\r\nŠárka,Hull\r\n", bigEndian: bigEndian, mark: mark)
        for window in [1, 3, 1 << 16] {
            let reading = try CSVReading(bytes, window: window, step: 3)
            #expect(reading.texts == [["Zoë €😀", "a\nb"], ["Šárka", "Hull"]])
            #expect(reading.rows.map(\.line) == [2, 4])
            #expect(reading.rows.map(\.byteOffset) == (mark ? [24, 54] : [22, 52]))
            #expect(reading.summary.bytes == bytes.count)
        }
    }

    @Test func halfASurrogatePairIsRejectedWithItsPlace() throws {
        let bytes = utf16("Name,Town\nAnn,Hull\n", bigEndian: false, mark: true) + [0x00, 0xD8, 0x2C, 0, 0x61, 0]
        let reading = try CSVReading(bytes)
        #expect(reading.texts == [["Ann", "Hull"]])
        guard case .undecodable(1, 40, _, .utf16LittleEndian) = reading.faults.first else {
            Issue.record("\(reading.faults)")
            return
        }
    }

    @Test func otherEncodingsAreRefused() {
        let utf32 = Array("Name,Town\nAnn,Hull\n".unicodeScalars).flatMap { scalar -> [UInt8] in
            [UInt8(scalar.value), 0, 0, 0]
        }
        #expect(csvRefusal([0xFF, 0xFE, 0, 0] + utf32)?.problem == .foreignEncoding("UTF-32"))
        #expect(csvRefusal(utf32)?.problem == .foreignEncoding("UTF-32"))
        let ebcdic = [UInt8](repeating: 0xC1, count: 40) + [0x6B, 0x40, 0x25]
        #expect(csvRefusal(ebcdic)?.problem == .foreignEncoding(nil))
    }

    @Test func twoExportsInOneFileAreReadByRecord() throws {
        let first = Array("Name,Town\nZoë,Leeds\nRenée,Hull\nChloë,York\n".utf8)
        let second: [UInt8] = ["Zo", "Ren", "Chlo"].flatMap { Array($0.utf8) + [0xEB as UInt8] + Array(",Hull\n".utf8) }
        let reading = try CSVReading(first + second)
        #expect(reading.texts.map { $0[0] } == ["Zoë", "Renée", "Chloë", "Zoë", "Renë", "Chloë"])
        #expect(reading.summary.notes.map(\.kind) == [.mixedEncodings])
    }

    @Test func mojibakeIsNotedAndLeftAsItIs() throws {
        let reading = try CSVReading("Name,Town\nAnn,Hull\nZoÃ«,Hull\nOâ€™Neill,Ã–berg\nÂna,São\n")
        #expect(reading.texts[1] == ["ZoÃ«", "Hull"])
        #expect(reading.summary.notes == [FeedNote(kind: .mojibake, line: 3, count: 2)])
    }
}
