// Compiles the rules of a file for the header that a payload really has.

import Feeds
import SENDRecords

struct MappingCompiler {
    let manifest: Manifest
    let file: FileRule
    let definitions: Definitions
    let partner: FeedPartner
    /// What the payload was asked for.
    let requested: RequestedPart
    let today: CalendarDate
    let zone: CivilZone
    let tables: [TableDeclaration]
    /// What columns have told of the order of day and month.
    let orders: [DatePlace: DateOrder]
    let isJSON: Bool
    /// Types that any file of the manifest folds.
    let folded: Set<UInt8>
    var mapping = Mapping()
    /// Of a CSV header, by the folded names.
    var positions: [String: Int] = [:]
    /// Of the paths of a JSON feed that were asked for so far.
    var pathPositions: [ColumnName: Int] = [:]
    let header: [String]
    /// The parts of the record that is being compiled.
    var parts: [PartRule] = []

    /// - Parameter header: the column names of a CSV payload; nil for JSON.
    init(
        _ manifest: Manifest, file: FileRule, header: [String]?, definitions: Definitions, partner: FeedPartner,
        requested: RequestedPart = .whole, today: CalendarDate, zone: CivilZone = .london, tables: [TableDeclaration],
        orders: [DatePlace: DateOrder] = [:]
    ) {
        self.manifest = manifest
        self.file = file
        self.definitions = definitions
        self.partner = partner
        self.requested = requested
        self.today = today
        self.zone = zone
        self.tables = tables
        folded = Set(manifest.files.flatMap(\.records).filter { $0.fold != nil }.map(\.type.number))
        self.orders = orders
        isJSON = header == nil
        self.header = header ?? []
        for (index, name) in (header ?? []).enumerated() {
            mapping.columns.append(name)
            let folded = Fold.header(name)
            if positions[folded] == nil { positions[folded] = index }
        }
    }

    mutating func compiled() -> Mapping {
        for name in manifest.partnerColumn where mapping.partnerColumn == nil {
            mapping.partnerColumn = position(of: ColumnName(name))
        }
        for value in file.values { mapping.values.append(self.value(value.value)) }
        for (index, record) in file.records.enumerated() { mapping.records.append(self.record(record, index)) }
        mapping.canEnd = file.canEnd
        mapping.tableScopes = tables.map { scope(of: $0) }
        for (index, rule) in file.leaveOut.enumerated() { mapping.leaveOut.append(leaveOut(rule, index)) }
        for (number, table) in tables.enumerated() where [file.name, file.place].contains(table.file) {
            mapping.tables.append(
                CompiledTable(
                    number: number, key: kept(table.key), takes: table.takes.map { kept($0) },
                    isLeast: table.isLeast))
        }
        for case .column(let name, let column, let formats) in manifest.asOf
        where [file.name, file.place].contains(name) {
            let source = ValueSource.columns([ColumnName(column)])
            mapping.asOf = CompiledValue(finder: finder(source), blank: WordTable(), column: 0)
            mapping.asOfReader = DateReader(formats, today: today)
        }
        return mapping
    }

    private mutating func leaveOut(_ rule: LeaveOutRule, _ index: Int) -> CompiledLeaveOut {
        let when = rule.when.map { condition($0) }
        // Numbered after the records, because its dates are told apart by the whole column too.
        let known = rule.unlessKnown.map { knownChild($0, file.records.count + index) }
        let refusal = rule.refuses ? FaultText.refused(rule.meaning) : nil
        return CompiledLeaveOut(name: rule.name, when: when, unlessKnown: known, refusal: refusal)
    }

    /// What stands before the keys of a look-up table: the school, where keys mean something within one school only.
    private func scope(of table: TableDeclaration) -> String {
        guard manifest.keysAreOfSchools, let school = requested.school,
            manifest.file(table.file)?.requestNames.contains(RequestedPart.schoolName) ?? false
        else { return "" }
        return "\(school)\u{1F}"
    }
}
