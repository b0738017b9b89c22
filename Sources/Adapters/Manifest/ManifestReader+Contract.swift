// The contract of a manifest: what can be relied on, and when a person is asked.

import Configuring
import SENDRecords

enum ContractKeys {
    static let snapshot = Key(
        "snapshot", .flag, required: true, "whether a row that is gone means that what it stated is gone")
    static let covers = Key(
        "covers", .node, "what a snapshot covers: `all`, or windows of dates, outside which nothing is withdrawn")
    static let withdrawals = Key("withdrawals", .mapping, "how much may be withdrawn before a person is asked")
    static let quarantined = Key("quarantined", .mapping, "how many rows may be unusable before the run is held")
    static let rows = Key("rows", .mapping, "how many rows a file has; outside, the run is held")
    static let fields = Key("fields", .list(of: .node), "how much of a field may be missing, unsound or said twice")
    static let all: [any DeclaredKey] = [snapshot, covers, withdrawals, quarantined, rows, fields]
}

enum CoverKeys {
    static let type = Key("type", .located(.text), "a record type that is covered whole")
    static let field = Key("field", .located(.text), "a date field that is covered within bounds: `type.field`")
    static let from = DefaultedKey(
        "from", .windowBound, default: .file,
        "the first day: `file` (the earliest in the file), a number of days such as -28d, or a day")
    static let to = DefaultedKey(
        "to", .windowBound, default: .file,
        "the last day: `file` (the latest in the file), a number of days such as 0d, or a day")
    static let all: [any DeclaredKey] = [type, field, from, to]
}

enum RowKeys {
    static let atLeast = Key(
        "at-least", .integer(0...1_000_000_000), "fewer rows than this are no whole file; 0 lets a snapshot be empty")
    static let atMost = Key("at-most", .integer(1...1_000_000_000), "more rows than this can't be right")
    static let change = Key(
        "change", .percent, "the largest share by which the number of rows may differ from the last file's")
    static let yearEnd = Key("august-september", .percent, "the same in August and September")
    static let floor = DefaultedKey(
        "floor", .integer(0...1_000_000), default: 20, "up to so many rows more or fewer are never too many")
    static let all: [any DeclaredKey] = [atLeast, atMost, change, yearEnd, floor]
}

enum FieldLimitKeys {
    static let field = Key("field", .located(.text), required: true, "the field: `type.field`")
    static let missing = Key("missing", .percent, "the largest share of records that don't state it")
    static let invalid = Key(
        "invalid", .percent, "the largest share of stated values that can't be read or fail their check")
    static let duplicate = Key(
        "duplicate", .percent, "the largest share of stated values that another record states as well")
    static let floor = DefaultedKey("floor", .integer(0...1_000_000), default: 5, "up to so many are never too many")
    static let all: [any DeclaredKey] = [field, missing, invalid, duplicate, floor]
}

extension ValueKind where Value == WindowBound {
    static var windowBound: Self {
        Self(shape: "`file`, a number of days such as -28d, or a day such as 2026-09-01", write: \.description) {
            text throws(ValueFault) in
            if let bound = WindowBound(text) { return bound }
            throw ValueFault(
                "should be `file`, a number of days such as -28d, or a day such as 2026-09-01, but is `\(text)`")
        }
    }
}

extension ManifestReader {
    func contract(_ node: ConfigurationNode, of files: [FileRule]) -> Contract? {
        guard let reader = MappingReader(node, called: "`contract`", keys: ContractKeys.all, problems) else {
            return nil
        }
        let isSnapshot = reader[ContractKeys.snapshot]
        var withdrawals = ContractLimit(share: Percent(whole: 10), floor: 5)
        var atYearEnd: ContractLimit?
        if let node = reader[ContractKeys.withdrawals],
            let limit = MappingReader(node, called: "`withdrawals`", keys: LimitKeys.all, problems)
        {
            let floor = limit[LimitKeys.floor]
            if let share = limit[LimitKeys.limit] { withdrawals = ContractLimit(share: share, floor: floor) }
            atYearEnd = limit[LimitKeys.yearEnd].map { ContractLimit(share: $0, floor: floor) }
        }
        var quarantined = ContractLimit(share: Percent(whole: 50), floor: 5)
        if let node = reader[ContractKeys.quarantined],
            let limit = MappingReader(node, called: "`quarantined`", keys: LimitKeys.plain, problems),
            let share = limit[LimitKeys.limit]
        {
            quarantined = ContractLimit(share: share, floor: limit[LimitKeys.floor])
        }
        if isSnapshot == true, !reader.states(ContractKeys.covers) {
            problems.report(
                "a snapshot lacks the key `covers`", hint: "State `covers: all` if it holds everything.", at: node.place
            )
        }
        if isSnapshot == false, reader.states(ContractKeys.withdrawals), !files.contains(where: \.canEnd) {
            reader.report(
                "only a snapshot, or records that say when they have ended, have `withdrawals`",
                at: ContractKeys.withdrawals)
        }
        let coverage = reader[ContractKeys.covers].map { self.coverage($0, of: files) } ?? Coverage.all
        let rows = reader[ContractKeys.rows].flatMap(rowLimits)
        let fields = (reader[ContractKeys.fields] ?? []).compactMap { fieldLimit($0, of: files) }
        return isSnapshot.map {
            Contract(
                isSnapshot: $0, withdrawals: withdrawals, withdrawalsAtYearEnd: atYearEnd, quarantined: quarantined,
                coverage: coverage, rows: rows, fields: fields)
        }
    }

    private func coverage(_ node: ConfigurationNode, of files: [FileRule]) -> Coverage {
        if case .scalar = node.content {
            _ = ValueKind<String>.oneOf(["all"]).read(node, ContractKeys.covers.name, problems)
            return .all
        }
        let nodes =
            ValueKind<[ConfigurationNode]>.oneOrMore(of: .node).read(node, ContractKeys.covers.name, problems) ?? []
        return .windows(nodes.compactMap { window($0, of: files) })
    }

    private func window(_ node: ConfigurationNode, of files: [FileRule]) -> CoverageWindow? {
        guard let reader = MappingReader(node, called: "`covers`", keys: CoverKeys.all, problems) else { return nil }
        switch reader.exactlyOne(of: [CoverKeys.type, CoverKeys.field]) {
        case "type":
            guard let name = reader[CoverKeys.type] else { return nil }
            let filled = Self.types(of: files)
            guard let type = RecordType.named(name.value), filled.contains(type) else {
                problems.report(
                    "this adapter fills no `\(name.value)`",
                    hint: NearestName.hint(for: name.value, among: filled.map(\.name)), at: name.place)
                return nil
            }
            return CoverageWindow(type: type, dates: nil)
        case "field":
            guard let name = reader[CoverKeys.field], let (type, field) = field(name, of: files) else { return nil }
            guard field.kind == .date else {
                problems.report("`\(name.value)` is no date", hint: "A window needs a date field.", at: name.place)
                return nil
            }
            return CoverageWindow(
                type: type, dates: .init(field: field.number, from: reader[CoverKeys.from], to: reader[CoverKeys.to]))
        default: return nil
        }
    }

    private func rowLimits(_ node: ConfigurationNode) -> RowLimits? {
        guard let reader = MappingReader(node, called: "`rows`", keys: RowKeys.all, problems) else { return nil }
        let floor = reader[RowKeys.floor]
        let change = reader[RowKeys.change].map { ContractLimit(share: $0, floor: floor) }
        let yearEnd = reader[RowKeys.yearEnd].map { ContractLimit(share: $0, floor: floor) }
        let least = reader[RowKeys.atLeast]
        let most = reader[RowKeys.atMost]
        if let least, let most, least > most {
            reader.report("`at-least` is more than `at-most`", at: RowKeys.atLeast)
        }
        return RowLimits(atLeast: least, atMost: most, change: change, changeAtYearEnd: yearEnd ?? change)
    }

    private func fieldLimit(_ node: ConfigurationNode, of files: [FileRule]) -> FieldLimit? {
        guard let reader = MappingReader(node, called: "a field of `contract`", keys: FieldLimitKeys.all, problems)
        else {
            return nil
        }
        let floor = reader[FieldLimitKeys.floor]
        func limit(_ key: Key<Percent>) -> ContractLimit? { reader[key].map { ContractLimit(share: $0, floor: floor) } }
        let missing = limit(FieldLimitKeys.missing)
        let invalid = limit(FieldLimitKeys.invalid)
        let duplicate = limit(FieldLimitKeys.duplicate)
        if ![FieldLimitKeys.missing, FieldLimitKeys.invalid, FieldLimitKeys.duplicate].contains(where: {
            reader.states($0)
        }) {
            problems.report(
                "the field has no limit", hint: "State `missing`, `invalid` or `duplicate`.", at: node.place)
        }
        guard let name = reader[FieldLimitKeys.field], let (type, field) = field(name, of: files) else { return nil }
        return FieldLimit(type: type, field: field, missing: missing, invalid: invalid, duplicate: duplicate)
    }

    /// A field of a type that the adapter fills, by its name `type.field`.
    private func field(_ name: Located<String>, of files: [FileRule]) -> (RecordType, FieldDeclaration)? {
        let parts = name.value.split(separator: ".", maxSplits: 1).map(String.init)
        let records = files.flatMap(\.records)
        let names = records.flatMap { record in record.fields.map { "\(record.type.name).\($0.field.name)" } }
        guard parts.count == 2, let type = RecordType.named(parts[0]),
            let field = type.declaration.field(named: parts[1]),
            records.contains(where: { $0.type == type })
        else {
            problems.report(
                "this adapter fills no `\(name.value)`", hint: NearestName.hint(for: name.value, among: names),
                at: name.place)
            return nil
        }
        return (type, field)
    }

    private static func types(of files: [FileRule]) -> [RecordType] {
        var types: [RecordType] = []
        for type in files.flatMap(\.records).map(\.type) where !types.contains(type) { types.append(type) }
        return types
    }
}
