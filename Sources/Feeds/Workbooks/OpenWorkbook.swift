// A workbook whose parts are known: which sheets it has, and what their cells need.

/// A workbook opened for one reading; used by whichever thread reads the payload.
struct OpenWorkbook {
    private let archive: ZipArchive
    private let limits: WorkbookLimits
    private var sheets: [SheetEntry] = []
    private var system = DateSystem.from1900
    private var formats = CellFormats()
    private var strings = SharedStrings()

    init(_ source: inout some ByteSource, limits: WorkbookLimits) throws {
        self.limits = limits
        do {
            archive = try ZipArchive(&source)
        } catch is ZipArchive.Trouble {
            // What the payload really is, or the operating system's own words.
            if let format = try MistakenFormat.recognised(&source), format != .zip, format != .workbook {
                throw format == .protectedWorkbook ? WorkbookError(.encrypted) : WorkbookError(.mistaken(format))
            }
            throw WorkbookError(.damaged(part: "the zip file"))
        }
        try open()
    }

    private mutating func open() throws {
        let root = try relations("_rels/.rels")
        let part =
            root.first { $0.kind == "officeDocument" }.map { PartName.resolved($0.target, from: "") }
            ?? "xl/workbook.xml"
        guard archive.has(part), part.hasPrefix("xl/") || archive.has("xl/workbook.xml") || !part.contains("word/")
        else { throw WorkbookError(.mistaken(MistakenFormat.ofZip(archive.names))) }
        if part.lowercased().hasSuffix(".bin") { throw WorkbookError(.mistaken(.binaryWorkbook)) }
        var sheets: [SheetEntry] = []
        var system = DateSystem.from1900
        var isWorkbook = false
        try parse(part, limit: limits.part) { name, attributes, open in
            if open.isEmpty { isWorkbook = XMLStream.isSame(name, "workbook") }
            if XMLStream.isSame(name, "sheet"), open.last == "sheets" {
                let state = attributes.text("state") ?? "visible"
                sheets.append(
                    SheetEntry(
                        name: attributes.text("name") ?? "", relation: attributes.text("id") ?? "",
                        isVisible: state == "visible"))
            } else if XMLStream.isSame(name, "workbookPr"), let stated = attributes.text("date1904") {
                if stated == "1" || stated == "true" { system = .from1904 }
            }
        }
        guard isWorkbook else { throw WorkbookError(.mistaken(MistakenFormat.ofZip(archive.names))) }
        let relations = try relations(PartName.relations(of: part))
        for index in sheets.indices {
            let relation = relations.first { $0.id == sheets[index].relation }
            if let relation, relation.kind == "worksheet" {
                sheets[index].part = PartName.resolved(relation.target, from: part)
            }
        }
        self.sheets = sheets
        self.system = system
        if let styles = relations.first(where: { $0.kind == "styles" }) {
            let name = PartName.resolved(styles.target, from: part)
            var formats = CellFormats()
            if archive.has(name) {
                try parse(name, limit: limits.part) { formats.hear($0, $1, inside: $2) }
            }
            self.formats = formats
        }
        if let shared = relations.first(where: { $0.kind == "sharedStrings" }) {
            let name = PartName.resolved(shared.target, from: part)
            if archive.has(name) {
                let listener = SharedStringsListener(limit: limits.texts)
                try stream(name, limit: limits.sheet, listener)
                if listener.isTooLarge {
                    throw WorkbookError(.tooLarge(part: "its table of texts", limit: limits.texts))
                }
                strings = listener.strings
            }
        }
    }

    // MARK: Sheets

    /// The first sheet that can be seen, or the one of that name, hidden or not.
    func sheet(named name: String?) throws(WorkbookError) -> SheetEntry {
        let tables = sheets.filter { $0.part != nil }
        guard let name else {
            guard let first = tables.first(where: \.isVisible) else { throw WorkbookError(.noVisibleSheet) }
            return first
        }
        let wanted = Self.folded(name)
        guard
            let found = tables.first(where: { $0.name == name })
                ?? tables.first(where: { Self.folded($0.name) == wanted })
        else { throw WorkbookError(.noSheet(named: name, sheets: tables.map(\.name))) }
        return found
    }

    func names(but sheet: SheetEntry) -> [String] {
        sheets.filter { $0.part != nil && $0 != sheet }.map(\.name)
    }

    func hasOtherSheets(than sheet: SheetEntry) -> Bool {
        sheets.contains { $0.part != nil && $0.isVisible && $0 != sheet }
    }

    /// Letters and digits alone, in lower case.
    private static func folded(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    func mergedRanges(of sheet: SheetEntry) throws -> [CellRange] {
        var merged = MergedRanges()
        try unpack(sheet.part ?? "", limit: limits.sheet) { piece in
            merged.look(at: piece)
            return true
        }
        merged.finish()
        return merged.ranges
    }

    /// Hands over the rows that hold something. Returns whether some columns are hidden.
    func rows(of sheet: SheetEntry, _ each: (SheetRow) throws -> Void) throws -> Bool {
        let listener = SheetListener(strings: strings, formats: formats, system: system, limits: limits.rows)
        try stream(sheet.part ?? "", limit: limits.sheet, listener) {
            for row in listener.takeRows() where !row.isBlank { try each(row) }
        }
        if listener.isDamaged { throw WorkbookError(.damaged(part: "a row of the sheet"), sheet: sheet.name) }
        return listener.hasHiddenColumns
    }

    // MARK: Parts

    private func relations(_ part: String) throws -> [PartRelation] {
        guard archive.has(part) else { return [] }
        var relations: [PartRelation] = []
        try parse(part, limit: limits.part) { name, attributes, _ in
            guard XMLStream.isSame(name, "Relationship") else { return }
            let kind = attributes.text("Type")?.split(separator: "/").last.map(String.init) ?? ""
            relations.append(
                PartRelation(id: attributes.text("Id") ?? "", kind: kind, target: attributes.text("Target") ?? ""))
        }
        return relations
    }

    private func parse(
        _ part: String, limit: Int, _ hear: @escaping (UnsafePointer<CChar>, XMLAttributes, [String]) -> Void
    ) throws {
        try stream(part, limit: limit, TagListener(hear))
    }

    /// Streams a part through a listener; `each` is called after every piece.
    private func stream(
        _ part: String, limit: Int, _ listener: some XMLListener, each: () throws -> Void = {}
    ) throws {
        guard let stream = XMLStream(listener) else { throw WorkbookError(.damaged(part: part)) }
        do {
            var goesOn = true
            try unpack(part, limit: limit) { piece in
                goesOn = try stream.parse(piece, isLast: false)
                try each()
                return goesOn
            }
            if goesOn {
                _ = try stream.parse(UnsafeBufferPointer(start: nil, count: 0), isLast: true)
                try each()
            }
        } catch is XMLFault {
            throw WorkbookError(.damaged(part: part))
        }
    }

    private func unpack(_ part: String, limit: Int, _ each: (UnsafeBufferPointer<UInt8>) throws -> Bool) throws {
        var count = 0
        do {
            try archive.read(part) { piece in
                count += piece.count
                if count > limit { throw WorkbookError(.tooLarge(part: part, limit: limit)) }
                return try each(piece)
            }
        } catch ZipArchive.Trouble.encrypted {
            throw WorkbookError(.encrypted)
        } catch is ZipArchive.Trouble {
            throw WorkbookError(.damaged(part: part))
        }
    }
}
