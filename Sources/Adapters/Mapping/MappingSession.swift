// One run of a feed through its mapping: files in order, rows one by one, look-ups kept on the way.

import Feeds
import SENDRecords

/// Maps the rows of one run. Read the files in the order of `manifest.files`, each streamed from its first byte to its
/// last; no file has to be kept, because what later files look up is kept here.
///
///     var session = MappingSession(manifest, definitions: definitions, today: today, partner: partner)
///     for each file, and each part of a paged one:
///         let fit = session.begin(file: "requests", header: header)
///         for each row: session.map(row)
///         session.end()
public struct MappingSession: Sendable {
    public let manifest: Manifest
    public let definitions: Definitions
    /// The day by which birth dates are judged.
    public let today: CalendarDate
    public let partner: FeedPartner
    /// The latest date in the as-of column, where the manifest names one.
    public private(set) var asOfDate: CalendarDate?

    private let declarations: [TableDeclaration]
    private let tableNames: [String]
    private var tables: [LookupTable]
    private var mapping: Mapping?
    private var names: [String: [String]] = [:]

    public init(_ manifest: Manifest, definitions: Definitions, today: CalendarDate, partner: FeedPartner) {
        self.manifest = manifest
        self.definitions = definitions
        self.today = today
        self.partner = partner
        declarations = Self.tables(of: manifest)
        tableNames = declarations.map(\.file)
        tables = declarations.map { _ in LookupTable() }
    }

    /// Gets ready for a file of the set, or for another part of it.
    ///
    /// - Parameter header: the column names of a CSV payload; nil for JSON.
    /// - Returns: which columns are missing or new. A file that lacks required ones must not be mapped:
    ///   give them to `Contract.decide` as missing columns.
    @discardableResult
    public mutating func begin(file name: String, header: [String]? = nil) -> HeaderFit {
        guard let file = manifest.file(name) else {
            preconditionFailure("the adapter \(manifest.id) has no file \(name)")
        }
        var compiler = MappingCompiler(
            manifest, file: file, header: header, definitions: definitions, partner: partner, today: today,
            tables: declarations)
        let compiled = compiler.compiled()
        mapping = compiled
        names[name] = compiled.columns
        return header.map { file.fit(of: $0) } ?? HeaderFit(missing: [], unknown: [])
    }

    /// Maps a row of the file that was begun last.
    public mutating func map(_ row: CSVRow) -> MappedRow {
        map(row, absent: [])
    }

    /// Maps an element of the JSON file that was begun last.
    public mutating func map(_ element: JSONElement) -> MappedRow {
        map(element.value, number: element.number, line: element.line, byteOffset: element.byteOffset)
    }

    /// The same for an element that doesn't come from a reader.
    public mutating func map(_ element: JSONValue, number: Int, line: Int, byteOffset: Int) -> MappedRow {
        let paths = mapping?.paths ?? []
        var cells: [String] = []
        var absent: [Bool] = []
        cells.reserveCapacity(paths.count)
        absent.reserveCapacity(paths.count)
        for path in paths {
            let cell = path.cell(in: element)
            cells.append(cell ?? "")
            absent.append(cell == nil)
        }
        return map(CSVRow.of(cells, line: line, byteOffset: byteOffset, number: number), absent: absent)
    }

    /// Whom a row of the file that was begun last is about, for the receipt of the school that sent it.
    public func pupil(of row: CSVRow) -> PupilLabel? {
        guard let mapping else { return nil }
        var mapper = RowMapper(
            mapping: mapping, tables: tables, tableNames: tableNames, row: row, absent: [], today: today,
            definitions: definitions)
        return mapper.pupil()
    }

    /// Ends the file that was begun last.
    public mutating func end() {
        mapping = nil
    }

    /// The columns of a file that was begun: the header, or the paths of a JSON feed. `SourceRecord.columns`
    /// counts in them from 1.
    public func columnNames(of file: String) -> [String] {
        names[file] ?? []
    }

    private mutating func map(_ row: CSVRow, absent: [Bool]) -> MappedRow {
        guard let mapping else { preconditionFailure("no file has been begun") }
        if absent.isEmpty, row.isBlank {
            return MappedRow(
                number: row.number, line: row.line, byteOffset: row.byteOffset,
                outcome: .leftOut(rule: StandingRule.blankLine.rawValue))
        }
        let outcome = outcome(of: row, absent, mapping)
        if !mapping.tables.isEmpty || mapping.asOf != nil { keep(row, absent, outcome) }
        return MappedRow(number: row.number, line: row.line, byteOffset: row.byteOffset, outcome: outcome)
    }

    /// In a function of its own, so that the mapper's hold on the tables ends before they change: they would be
    /// copied for every row otherwise.
    private func outcome(of row: CSVRow, _ absent: [Bool], _ mapping: Mapping) -> RowOutcome {
        var mapper = RowMapper(
            mapping: mapping, tables: tables, tableNames: tableNames, row: row, absent: absent, today: today,
            definitions: definitions)
        return mapper.outcome()
    }

    /// Keeps what later files look up. A row that can't be used is still there: what hangs on it can be.
    private mutating func keep(_ row: CSVRow, _ absent: [Bool], _ outcome: RowOutcome) {
        guard let mapping else { return }
        if case .leftOut(let rule) = outcome, rule != StandingRule.nothingToRecord.rawValue { return }
        func text(_ finder: Finder) -> String {
            guard case .column(let index) = finder, absent.isEmpty || !absent[index] else { return "" }
            return row.withBytes(at: index) { String(decoding: $0.trimmed, as: UTF8.self) }
        }
        for table in mapping.tables {
            let key = text(table.key)
            if !key.isEmpty { tables[table.number].insert(key, table.takes.map(text)) }
        }
        if let asOf = mapping.asOf {
            let stated = text(asOf.finder)
            for format in mapping.asOfFormats {
                guard let date = format.read(stated) else { continue }
                asOfDate = max(asOfDate ?? date, date)
                break
            }
        }
    }

    private static func tables(of manifest: Manifest) -> [TableDeclaration] {
        var tables: [TableDeclaration] = []
        func add(_ source: ValueSource) {
            guard case .lookup(let lookup) = source else { return }
            add(lookup.by)
            guard let index = tables.firstIndex(where: { $0.file == lookup.file && $0.key == lookup.key }) else {
                tables.append(TableDeclaration(file: lookup.file, key: lookup.key, takes: [lookup.take]))
                return
            }
            if !tables[index].takes.contains(lookup.take) { tables[index].takes.append(lookup.take) }
        }
        for file in manifest.files {
            for value in file.values { value.value.sources.forEach(add) }
            for rule in file.leaveOut { rule.when.flatMap(\.values).flatMap(\.sources).forEach(add) }
            for record in file.records {
                record.key.sources.forEach(add)
                record.about.sources.forEach(add)
                record.when.flatMap(\.values).flatMap(\.sources).forEach(add)
                record.fields.flatMap(\.value.sources).forEach(add)
            }
        }
        return tables
    }
}

extension ElementPath {
    /// What the path states in an element, or nil where it matches nothing. Null is an empty statement.
    func cell(in element: JSONValue) -> String? {
        if !name.anyOf.isEmpty {
            let matches = path.values(in: element)
            if matches.isEmpty { return nil }
            return matches.contains { $0.scalarText.map(words.contains) ?? false } ? "true" : "false"
        }
        if let joint = name.joinedBy {
            let texts = path.values(in: element).dropFirst(name.skip).compactMap(\.scalarText)
            return texts.isEmpty ? nil : texts.joined(separator: joint)
        }
        if name.skip > 0 {
            return path.values(in: element).dropFirst(name.skip).first.map { $0.scalarText ?? "" }
        }
        return path.first(in: element).map { $0.scalarText ?? "" }
    }
}
