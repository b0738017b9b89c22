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
    /// By which a moment belongs to a day.
    public let zone: CivilZone
    /// Who is known to have SEND, for rules that ask.
    public let known: any KnownChildren
    /// The latest date in the as-of column, where the manifest names one.
    public private(set) var asOfDate: CalendarDate?
    /// For what is left of a file of several schools: how many rows each school has taken, by its URN.
    public internal(set) var rowsOfPartners: [String: Int] = [:]

    private let declarations: [TableDeclaration]
    private let tableNames: [String]
    private var tables: [LookupTable]
    private var mapping: Mapping?
    private var names: [String: [String]] = [:]
    /// What the dates of each file say about the order of day and month.
    var dates = DateEvidence()
    /// Where nested parts of the file that was begun last stood.
    private var places = PartPlaces()
    private var fileName = ""

    public init(
        _ manifest: Manifest, definitions: Definitions, today: CalendarDate, partner: FeedPartner,
        zone: CivilZone = .london, known: any KnownChildren = EveryChildIsKnown()
    ) {
        self.known = known
        self.manifest = manifest
        self.definitions = definitions
        self.today = today
        self.partner = partner
        self.zone = zone
        declarations = Self.tables(of: manifest)
        tableNames = declarations.map(\.file)
        tables = declarations.map { _ in LookupTable() }
    }

    /// Gets ready for a file of the set, or for another part of it.
    ///
    /// - Parameters:
    ///   - header: the column names of a CSV payload; nil for JSON.
    ///   - requested: what the payload was asked for.
    /// - Returns: which columns are missing or new. A file that lacks required ones must not be mapped:
    ///   give them to `Contract.decide` as missing columns.
    @discardableResult
    public mutating func begin(
        file name: String, header: [String]? = nil, requested: RequestedPart = .whole
    ) -> HeaderFit {
        guard let file = manifest.file(name) else {
            preconditionFailure("the adapter \(manifest.id) has no file \(name)")
        }
        var compiler = MappingCompiler(
            manifest, file: file, header: header.map(manifest.known), definitions: definitions, partner: partner,
            requested: requested, today: today, zone: zone, tables: declarations, orders: dates.orders(in: name))
        var compiled = compiler.compiled()
        // Messages name a column as the partner does.
        if let header { compiled.columns = header }
        compiled.known = known
        dates.begin(name, compiled)
        mapping = compiled
        places = PartPlaces()
        fileName = name
        names[name] = compiled.columns
        guard let header else { return HeaderFit(missing: [], unknown: []) }
        let fit = file.fit(of: manifest.known(header), knowing: manifest.partnerColumn)
        guard partner.share != .whole, compiled.partnerColumn == nil else { return fit }
        return HeaderFit(
            missing: fit.missing + [manifest.partnerColumn.joined(separator: " or ")], unknown: fit.unknown,
            ambiguous: fit.ambiguous)
    }

    /// Maps a row of the file that was begun last.
    public mutating func map(_ row: CSVRow) -> MappedRow {
        map(row, absent: [], nil)
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
            let cell = path?.cell(in: element)
            cells.append(cell ?? "")
            absent.append(cell == nil)
        }
        return map(CSVRow.of(cells, line: line, byteOffset: byteOffset, number: number), absent: absent, element)
    }

    /// Whom a row of the file that was begun last is about, for the receipt of the school that sent it.
    public func pupil(of row: CSVRow) -> PupilLabel? {
        guard let mapping else { return nil }
        var mapper = RowMapper(
            mapping: mapping, tables: tables, tableNames: tableNames, row: row, absent: [], element: nil,
            places: PartPlaces(), today: today, definitions: definitions)
        return mapper.pupil()
    }

    /// Ends the file that was begun last.
    public mutating func end() {
        dates.end()
        names[fileName]? += places.names
        places = PartPlaces()
        mapping = nil
    }

    /// The columns of a file that was begun: the header, or the paths of a JSON feed. `SourceRecord.columns`
    /// counts in them from 1. When a JSON file has been ended there are more, one for each place at which nested
    /// parts stood.
    public func columnNames(of file: String) -> [String] {
        names[file] ?? []
    }

    private mutating func map(_ row: CSVRow, absent: [Bool], _ element: JSONValue?) -> MappedRow {
        guard let mapping else { preconditionFailure("no file has been begun") }
        if absent.isEmpty, row.isBlank {
            return MappedRow(
                number: row.number, line: row.line, byteOffset: row.byteOffset,
                outcome: .leftOut(rule: StandingRule.blankLine.rawValue))
        }
        if dates.isSurveying {
            survey(row, absent, mapping)
            return MappedRow(number: row.number, line: row.line, byteOffset: row.byteOffset, outcome: .surveyed)
        }
        if let strange = outcomeOfStranger(row, absent, mapping) {
            return MappedRow(number: row.number, line: row.line, byteOffset: row.byteOffset, outcome: strange)
        }
        var places = PartPlaces()
        swap(&places, &self.places)
        var votes: [ColumnVote] = []
        let outcome = outcome(of: row, absent, element, mapping, &places, &votes)
        swap(&places, &self.places)
        if !votes.isEmpty { dates.count(votes, line: row.line, mapping.columns) }
        if !mapping.tables.isEmpty || mapping.asOf != nil { keep(row, absent, outcome) }
        return MappedRow(number: row.number, line: row.line, byteOffset: row.byteOffset, outcome: outcome)
    }

    /// In a function of its own, so that the mapper's hold on the tables ends before they change: they would be
    /// copied for every row otherwise.
    private func outcome(
        of row: CSVRow, _ absent: [Bool], _ element: JSONValue?, _ mapping: Mapping, _ places: inout PartPlaces,
        _ votes: inout [ColumnVote]
    ) -> RowOutcome {
        var mapper = RowMapper(
            mapping: mapping, tables: tables, tableNames: tableNames, row: row, absent: absent,
            element: element, places: places, today: today, definitions: definitions, settled: dates.settled)
        places = PartPlaces()
        defer {
            places = mapper.places
            votes = mapper.votes
        }
        return mapper.outcome()
    }

    /// Takes what the row's dates say about the order of day and month, and nothing else.
    private mutating func survey(_ row: CSVRow, _ absent: [Bool], _ mapping: Mapping) {
        var mapper = RowMapper(
            mapping: mapping, tables: tables, tableNames: tableNames, row: row, absent: absent, element: nil,
            places: PartPlaces(), today: today, definitions: definitions, settled: dates.settled)
        mapper.survey()
        if !mapper.votes.isEmpty { dates.count(mapper.votes, line: row.line, mapping.columns) }
    }

    /// What was put right in a row of the file that was begun last, for the person who tries an adapter.
    public func cures(in row: CSVRow) -> [RowCure] {
        guard let mapping else { return [] }
        var mapper = RowMapper(
            mapping: mapping, tables: tables, tableNames: tableNames, row: row, absent: [], element: nil,
            places: PartPlaces(), today: today, definitions: definitions)
        return mapper.cures()
    }

    /// Keeps what later files look up. A row that can't be used is still there: what hangs on it can be.
    private mutating func keep(_ row: CSVRow, _ absent: [Bool], _ outcome: RowOutcome) {
        guard let mapping else { return }
        if case .leftOut(let rule) = outcome, rule != StandingRule.nothingToRecord.rawValue { return }
        func text(_ finder: Finder) -> String {
            let indices: [Int]
            switch finder {
            case .column(let index): indices = [index]
            case .columns(let several): indices = several
            default: return ""
            }
            for index in indices where absent.isEmpty || !absent[index] {
                let text = row.withBytes(at: index) { KeyText.text($0.trimmed) }
                if !text.isEmpty { return text }
            }
            return ""
        }
        for table in mapping.tables {
            let key = text(table.key)
            if !key.isEmpty {
                tables[table.number].insert(
                    mapping.tableScopes[table.number] + key, table.takes.map(text), isLeast: table.isLeast)
            }
        }
        if let asOf = mapping.asOf {
            var stated = text(asOf.finder)
            if case .date(let date) = stated.withUTF8({ mapping.asOfReader?.read($0) }) {
                asOfDate = max(asOfDate ?? date, date)
            }
        }
    }

    private static func tables(of manifest: Manifest) -> [TableDeclaration] {
        var tables: [TableDeclaration] = []
        func add(_ source: ValueSource) {
            if case .within(let within) = source { within.by.sources.forEach(add) }
            guard case .lookup(let lookup) = source else { return }
            lookup.by.sources.forEach(add)
            guard let index = tables.firstIndex(where: { $0.serves(lookup) }) else {
                tables.append(
                    TableDeclaration(
                        file: lookup.file, key: lookup.key, takes: [lookup.take], isLeast: lookup.isLeast))
                return
            }
            if !tables[index].takes.contains(lookup.take) { tables[index].takes.append(lookup.take) }
        }
        for file in manifest.files {
            for value in file.values { value.value.sources.forEach(add) }
            for rule in file.leaveOut { rule.values.flatMap(\.sources).forEach(add) }
            for record in file.records {
                record.parts.compactMap(\.source.value).flatMap(\.sources).forEach(add)
                record.key.sources.forEach(add)
                record.about.sources.forEach(add)
                (record.when + record.ending.conditions).flatMap(\.values).flatMap(\.sources).forEach(add)
                record.fields.flatMap(\.value.sources).forEach(add)
                (record.fold ?? []).compactMap(\.value).flatMap(\.sources).forEach(add)
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
