// Hears a sheet's XML and makes rows of texts from it.

final class SheetListener: XMLListener {
    /// Rows that are whole and not yet taken.
    private(set) var rows: [SheetRow] = []
    /// What is wrong with the sheet itself.
    private(set) var isDamaged = false
    private(set) var isDone = false
    private(set) var hasHiddenColumns = false

    private enum Kind { case number, shared, text, inline, flag, error, isoDate }
    private enum Taking { case nothing, value, inline, formula }

    private let strings: SharedStrings
    private let formats: CellFormats
    private let system: DateSystem
    private let limits: CSVLimits
    private var row: SheetRow?
    private var lastRow = 0
    private var column = 0
    private var kind = Kind.number
    private var style = 0
    private var taking = Taking.nothing
    private var text: [UInt8] = []
    private var isInCell = false
    private var isPhonetic = false
    private var hasFormula = false
    private var hasValue = false
    private var isTooLong = false

    init(strings: SharedStrings, formats: CellFormats, system: DateSystem, limits: CSVLimits) {
        self.strings = strings
        self.formats = formats
        self.system = system
        self.limits = limits
    }

    var wantsToStop: Bool { isDamaged || isDone }

    func takeRows() -> [SheetRow] {
        defer { rows.removeAll(keepingCapacity: true) }
        return rows
    }

    // MARK: Tags

    func start(_ name: UnsafePointer<CChar>, _ attributes: XMLAttributes, at place: XMLPlace) {
        if isInCell {
            startInCell(name)
        } else if XMLStream.isSame(name, "c") {
            startCell(attributes)
        } else if XMLStream.isSame(name, "row") {
            startRow(attributes)
        } else if XMLStream.isSame(name, "col") {
            if attributes.text("hidden").map(Self.isTrue) ?? false { hasHiddenColumns = true }
        }
    }

    func end(_ name: UnsafePointer<CChar>) {
        if isInCell {
            if XMLStream.isSame(name, "c") {
                endCell()
            } else if XMLStream.isSame(name, "rPh") {
                isPhonetic = false
            } else if XMLStream.isSame(name, "v") || XMLStream.isSame(name, "t") || XMLStream.isSame(name, "f") {
                taking = .nothing
            }
        } else if XMLStream.isSame(name, "row") {
            if let row { rows.append(row) }
            row = nil
        } else if XMLStream.isSame(name, "sheetData") {
            isDone = true
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard taking == .value || taking == .inline else { return }
        if text.count + bytes.count > limits.field {
            isTooLong = true
        } else {
            text += bytes
        }
    }

    private func startRow(_ attributes: XMLAttributes) {
        let number = attributes.text("r").map { Int($0) ?? 0 } ?? lastRow + 1
        guard number > lastRow, number <= CellPlace.lastRow else {
            isDamaged = true
            return
        }
        lastRow = number
        row = SheetRow(number: number, isHidden: attributes.text("hidden").map(Self.isTrue) ?? false)
        column = 0
    }

    private func startCell(_ attributes: XMLAttributes) {
        guard row != nil else {
            isDamaged = true
            return
        }
        isInCell = true
        kind = .number
        style = 0
        var number = column + 1
        attributes.each { name, value in
            if XMLStream.isSame(name, "r") {
                let place = CellPlace(Self.bytes(value))
                number = place.map { $0.row == lastRow ? $0.column : 0 } ?? 0
            } else if XMLStream.isSame(name, "s") {
                style = Int(String(cString: value)) ?? 0
            } else if XMLStream.isSame(name, "t") {
                kind = Self.kind(value)
            }
        }
        // Cells come in the order of their columns, each once.
        if number <= column || number > CellPlace.lastColumn { isDamaged = true }
        column = number
        text.removeAll(keepingCapacity: true)
        (hasFormula, hasValue, isTooLong, isPhonetic, taking) = (false, false, false, false, .nothing)
    }

    private func startInCell(_ name: UnsafePointer<CChar>) {
        if XMLStream.isSame(name, "v") {
            taking = .value
            hasValue = true
        } else if XMLStream.isSame(name, "t") {
            if !isPhonetic, kind == .inline { taking = .inline }
        } else if XMLStream.isSame(name, "f") {
            taking = .formula
            hasFormula = true
        } else if XMLStream.isSame(name, "rPh") {
            isPhonetic = true
        }
    }

    // MARK: Values

    private func endCell() {
        isInCell = false
        guard var row else { return }
        self.row = nil
        let before = row.storage.count
        if isTooLong {
            row.fault = row.fault ?? .fieldTooLong(column: column, limit: limits.field)
        } else if hasFormula, !hasValue || text.isEmpty && kind == .number {
            row.fault = row.fault ?? .formulaWithoutResult(column: column)
        } else {
            append(to: &row.storage)
        }
        if row.storage.count > limits.record {
            row.fault = row.fault ?? .recordTooLong(limit: limits.record)
            row.storage.removeLast(row.storage.count - before)
        }
        if row.storage.count > before {
            if row.count == limits.columns {
                row.fault = row.fault ?? .tooManyColumns(limit: limits.columns)
                row.storage.removeLast(row.storage.count - before)
            } else {
                row.columns.append(Int32(column))
                row.ends.append(Int32(row.storage.count))
            }
        }
        self.row = row
    }

    private func append(to storage: inout [UInt8]) {
        guard !text.isEmpty else { return }
        switch kind {
        case .shared:
            guard let number = Int(String(decoding: text, as: UTF8.self)), strings.append(number, to: &storage) else {
                isDamaged = true
                return
            }
        case .text, .inline: storage += EscapedText.plain(text)
        case .error: storage += text
        case .flag: storage += text == [UInt8(ascii: "0")] ? "FALSE".utf8 : "TRUE".utf8
        case .isoDate: storage += Self.isoDate(text)
        case .number: storage += formats.format(style).shown(text, system)
        }
    }

    /// `2026-11-20T00:00:00` in the form of the other dates.
    private static func isoDate(_ text: [UInt8]) -> [UInt8] {
        guard text.count >= 19, text[10] == UInt8(ascii: "T") else { return text }
        let time = text[11..<19]
        return time.elementsEqual("00:00:00".utf8) ? Array(text[..<10]) : text[..<10] + [UInt8(ascii: " ")] + time
    }

    private static func kind(_ value: UnsafePointer<CChar>) -> Kind {
        switch String(cString: value) {
        case "s": .shared
        case "str": .text
        case "inlineStr": .inline
        case "b": .flag
        case "e": .error
        case "d": .isoDate
        default: .number
        }
    }

    private static func isTrue(_ text: String) -> Bool { text == "1" || text == "true" }

    private static func bytes(_ text: UnsafePointer<CChar>) -> some Sequence<UInt8> {
        sequence(state: text) { next -> UInt8? in
            let byte = UInt8(bitPattern: next.pointee)
            next += 1
            return byte == 0 ? nil : byte
        }
    }
}
