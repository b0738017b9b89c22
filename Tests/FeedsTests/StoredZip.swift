// Workbooks for tests, made of their parts: a zip file without compression.

import Foundation

@testable import Feeds

enum StoredZip {
    /// The entries one after the other, then the directory (APPNOTE 4.3).
    static func bytes(_ entries: [(name: String, text: String)]) -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for (name, text) in entries {
            let content = Array(text.utf8)
            let (place, sum) = (UInt32(file.count), checksum(content))
            let sizes = four(sum) + four(UInt32(content.count)) + four(UInt32(content.count)) + two(name.utf8.count)
            file += [0x50, 0x4B, 3, 4] + two(20) + two(0) + two(0) + two(0) + two(0) + sizes + two(0)
            file += Array(name.utf8) + content
            directory += [0x50, 0x4B, 1, 2] + two(20) + two(20) + two(0) + two(0) + two(0) + two(0) + sizes
            directory += two(0) + two(0) + two(0) + two(0) + four(0) + four(place) + Array(name.utf8)
        }
        let end =
            [0x50, 0x4B, 5, 6] + two(0) + two(0) + two(entries.count) + two(entries.count)
            + four(UInt32(directory.count)) + four(UInt32(file.count)) + two(0)
        return file + directory + end
    }

    private static func two(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }

    private static func four(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}

/// A workbook as a test writes it.
struct TestWorkbook {
    /// Name, state and the XML inside `<worksheet>` of each sheet.
    var sheets: [(name: String, state: String, xml: String)] = []
    var strings: [String] = []
    /// Number formats of the styles 1, 2, …; style 0 is General.
    var formats: [String] = []
    var is1904 = false

    init(_ xml: String, formats: [String] = [], strings: [String] = []) {
        sheets = [("Pupils", "visible", xml)]
        self.formats = formats
        self.strings = strings
    }

    /// Rows of inline texts; nil leaves a cell out.
    static func rows(_ rows: [[String?]], after: String = "") -> TestWorkbook {
        let xml = rows.enumerated().map { index, row in
            let cells = row.enumerated().compactMap { column, text in
                text.map {
                    "<c r=\"\(CellPlace.letters(of: column + 1))\(index + 1)\" t=\"inlineStr\"><is><t>\($0)</t></is></c>"
                }
            }
            return "<row r=\"\(index + 1)\">\(cells.joined())</row>"
        }
        return TestWorkbook("<sheetData>\(xml.joined())</sheetData>\(after)")
    }

    var bytes: [UInt8] {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        func relation(_ id: String, _ kind: String, _ target: String) -> String {
            "<Relationship Id=\"\(id)\" Type=\"\(office)/\(kind)\" Target=\"\(target)\"/>"
        }
        let numbers = sheets.indices
        let list = numbers.map {
            "<sheet name=\"\(sheets[$0].name)\" sheetId=\"\($0 + 1)\" state=\"\(sheets[$0].state)\" r:id=\"s\($0)\"/>"
        }
        let relations =
            numbers.map { relation("s\($0)", "worksheet", "worksheets/sheet\($0).xml") }
            + [relation("t", "styles", "styles.xml"), relation("u", "sharedStrings", "/xl/sharedStrings.xml")]
        let codes = formats.enumerated().map { "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\($1)\"/>" }
        let styles = ["<xf numFmtId=\"0\"/>"] + formats.indices.map { "<xf numFmtId=\"\(164 + $0)\"/>" }
        var entries = [
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", "<Relationships>\(relation("r", "officeDocument", "xl/workbook.xml"))</Relationships>"),
            (
                "xl/workbook.xml",
                "<workbook xmlns:r=\"\(office)\"><workbookPr date1904=\"\(is1904)\"/><sheets>\(list.joined())</sheets>"
                    + "</workbook>"
            ),
            ("xl/_rels/workbook.xml.rels", "<Relationships>\(relations.joined())</Relationships>"),
            (
                "xl/styles.xml",
                "<styleSheet><numFmts>\(codes.joined())</numFmts><cellXfs>\(styles.joined())</cellXfs></styleSheet>"
            ),
            ("xl/sharedStrings.xml", "<sst>\(strings.map { "<si>\($0)</si>" }.joined())</sst>"),
        ]
        for number in numbers {
            entries.append(("xl/worksheets/sheet\(number).xml", "<worksheet>\(sheets[number].xml)</worksheet>"))
        }
        return StoredZip.bytes(entries)
    }

    func read(_ reader: WorkbookReader = WorkbookReader()) throws -> WorkbookReading {
        try WorkbookReading(bytes, reader)
    }

    func refusal(_ reader: WorkbookReader = WorkbookReader()) -> WorkbookError? {
        do {
            _ = try read(reader)
            return nil
        } catch {
            return error as? WorkbookError
        }
    }
}

/// Everything that reading a workbook told.
struct WorkbookReading {
    var header: [String] = []
    var rows: [CSVRow] = []
    var rejections: [CSVRejection] = []
    var asides: [CSVAside] = []
    var summary: CSVSummary

    init(_ bytes: [UInt8], _ reader: WorkbookReader = WorkbookReader()) throws {
        var source = MemoryByteSource(bytes)
        var header: [String] = []
        var rows: [CSVRow] = []
        var rejections: [CSVRejection] = []
        var asides: [CSVAside] = []
        summary = try reader.read(&source) { event in
            switch event {
            case .header(let names): header = names
            case .row(let row): rows.append(row)
            case .rejected(let rejection): rejections.append(rejection)
            case .aside(let aside): asides.append(aside)
            }
        }
        (self.header, self.rows, self.rejections, self.asides) = (header, rows, rejections, asides)
    }

    var texts: [[String]] { rows.map(\.texts) }
}
