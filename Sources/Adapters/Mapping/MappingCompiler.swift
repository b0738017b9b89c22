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
    private let isJSON: Bool
    /// Types that any file of the manifest folds.
    private let folded: Set<UInt8>
    private var mapping = Mapping()
    private var positions: [String: Int] = [:]
    private var pathPositions: [ColumnName: Int] = [:]
    private let header: [String]
    /// The parts of the record that is being compiled.
    private var parts: [PartRule] = []

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
        for (index, rule) in file.leaveOut.enumerated() {
            let when = rule.when.map { condition($0) }
            // Numbered after the records, because its dates are told apart by the whole column too.
            let known = rule.unlessKnown.map { knownChild($0, file.records.count + index) }
            let refusal = rule.refuses ? FaultText.refused(rule.meaning) : nil
            mapping.leaveOut.append(
                CompiledLeaveOut(name: rule.name, when: when, unlessKnown: known, refusal: refusal))
        }
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

    // MARK: Values

    private mutating func value(_ rule: ValueRule) -> CompiledValue {
        var blank = WordTable<Void>()
        for word in rule.blank.isEmpty ? usualBlanks(of: rule) : rule.blank { blank.add(word, ()) }
        let finder = finder(rule.source)
        var compiled = CompiledValue(
            finder: finder, blank: blank, steps: rule.functions.map { step($0) }, column: column(of: finder),
            onlyValid: rule.onlyValid,
            otherwise: rule.otherwise.map { value($0) })
        if compiled.column == 0 { compiled.column = compiled.otherwise.first?.column ?? 0 }
        return compiled
    }

    /// The manifest's words for nothing, as far as they hold for a value: never for one that fills a name (there are people
    /// called Null), and not a word that is a code of a field that the value fills.
    private func usualBlanks(of rule: ValueRule) -> [String] {
        guard !manifest.blank.isEmpty else { return [] }
        let columns = columns(of: rule)
        var words = manifest.blank
        for record in file.records {
            for field in record.fields where !columns.isDisjoint(with: self.columns(of: field.value)) {
                if field.field.isName { return [] }
                if case .code(_, let table) = reader(of: field) { words.removeAll { table.contains($0) } }
            }
        }
        return words
    }

    /// The columns that a value comes from, through named values too.
    private func columns(of rule: ValueRule) -> Set<String> {
        var names: Set<String> = []
        for source in rule.sources {
            if case .named(let name) = source, let value = file.values.first(where: { $0.name == name }) {
                names.formUnion(columns(of: value.value))
            }
            names.formUnion(source.columns.map(Fold.header))
        }
        return names
    }

    private mutating func step(_ step: FunctionStep) -> CompiledStep {
        CompiledStep(
            work: step.work, values: step.values.map { value($0) }, dates: dates(step.dates),
            takesNothing: step.function.takesNothing)
    }

    /// For functions and tests; they have no field whose range and order could tell more.
    private func dates(_ formats: [DateFormat]) -> DateReader { DateReader(formats, today: today, zone: zone) }

    private mutating func finder(_ source: ValueSource) -> Finder {
        switch source {
        case .columns(let names) where names.contains { PartReference.isReference($0.text) }:
            let found = names.map { name in
                PartReference(name.text).map { part($0, name) } ?? position(of: name).map(Finder.column) ?? .nowhere
            }
            return found.count == 1 ? found[0] : .firstOf(found)
        case .columns(let names):
            let found = names.compactMap { position(of: $0) }
            if found.isEmpty { return .nowhere }
            return found.count == 1 ? .column(found[0]) : .columns(found)
        case .text(let text): return .constant(text)
        case .named(let name): return named(name) ?? .nowhere
        case .template(let template):
            return .template(
                template.parts.map { part in
                    switch part {
                    case .text(let text): .text(text)
                    case .name(let name): .value(named(name) ?? finder(.columns([ColumnName(name)])))
                    }
                })
        case .lookup(let lookup):
            guard let table = tables.firstIndex(where: { $0.serves(lookup) }),
                let take = tables[table].takes.firstIndex(of: lookup.take)
            else { return .nowhere }
            return .lookup(table: table, take: take, by: value(lookup.by))
        case .within(let within):
            let column = mapping.columns.count
            appendPartColumn(within.elements.description + within.take.description.dropFirst())
            let take = ElementPath(
                name: ColumnName(within.take.description), path: within.take, words: WordTable<Void>())
            mapping.withins.append(
                CompiledWithin(elements: within.elements, key: within.key, take: take, column: column))
            return .within(mapping.withins.count - 1, by: value(within.by))
        }
    }

    /// What later files look up: a column, or a value that lists its names.
    private mutating func kept(_ name: String) -> Finder {
        let value = file.values.first { $0.name == name && $0.value.isColumns }
        return finder(value?.value.source ?? .columns([ColumnName(name)]))
    }

    private func named(_ name: String) -> Finder? {
        if let index = file.values.firstIndex(where: { $0.name == name }) { return .named(index) }
        if RequestedPart.valueNames.contains(name) {
            return requested.value(name).map(Finder.constant) ?? .nowhere
        }
        guard FeedPartner.valueNames.contains(name) else { return nil }
        return partner.value(name).map(Finder.constant) ?? .nowhere
    }

    private mutating func position(of name: ColumnName) -> Int? {
        // Of two that differ in capitals and punctuation only, the one that is spelt so.
        guard isJSON else { return header.firstIndex(of: name.text) ?? positions[Fold.header(name.text)] }
        if let known = pathPositions[name] { return known }
        guard let path = try? JSONPath(parsing: name.text) else { return nil }
        var words = WordTable<Void>()
        for word in name.anyOf { words.add(word, ()) }
        pathPositions[name] = mapping.columns.count
        mapping.columns.append(name.text)
        mapping.paths.append(ElementPath(name: name, path: path, words: words))
        return mapping.columns.count - 1
    }

    /// The column that a message names when there is nothing in any.
    private func column(of finder: Finder) -> Int {
        switch finder {
        case .nowhere, .constant: return 0
        case .column(let index): return index + 1
        case .columns(let indices): return (indices.first ?? -1) + 1
        case .firstOf(let several): return several.lazy.map { column(of: $0) }.first { $0 > 0 } ?? 0
        case .partPath(let index): return mapping.partPaths[index].column + 1
        case .part, .partNumber, .partPlace, .partColumn: return 0
        case .named(let index): return index < mapping.values.count ? mapping.values[index].column : 0
        case .lookup(_, _, let by): return by.column
        case .within(let number, _): return mapping.withins[number].column + 1
        case .template(let parts):
            for case .value(let finder) in parts {
                let number = column(of: finder)
                if number > 0 { return number }
            }
            return 0
        }
    }

    // MARK: Parts

    private mutating func part(_ rule: PartRule) -> CompiledPart {
        var blank = WordTable<Void>()
        for word in rule.blank { blank.add(word, ()) }
        var column = 0
        let kind: CompiledPart.Kind
        switch rule.source {
        case .elements(let path, let parent):
            kind = .elements(path, of: parent.flatMap { name in parts.firstIndex { $0.name == name } })
            column = mapping.columns.count + 1
            appendPartColumn(self.path(of: rule))
        case .columns(let columns): kind = .columns(columns.matches(in: header))
        case .split(let value, let by): kind = .split(self.value(value), by: by.map { Array($0.utf8) })
        case .characters(let value, let width): kind = .characters(self.value(value), width: width)
        }
        return CompiledPart(kind: kind, blank: blank, keepsBlank: rule.keepsBlank, column: column)
    }

    private mutating func appendPartColumn(_ name: String) {
        mapping.columns.append(name)
        mapping.paths.append(nil)
    }

    /// The path of a part from the row's element, wild cards and all.
    private func path(of rule: PartRule) -> String {
        guard case .elements(let path, let parent) = rule.source else { return "$" }
        guard let above = parts.first(where: { $0.name == parent }) else { return path.description }
        return self.path(of: above) + path.description.dropFirst()
    }

    private mutating func part(_ reference: PartReference, _ name: ColumnName) -> Finder {
        guard let level = parts.firstIndex(where: { $0.name == reference.part }) else { return .nowhere }
        switch (parts[level].source, reference.asked) {
        case (_, .number): return .partNumber(level: level)
        case (.elements, .itself) where name.anyOf.isEmpty: return .part(level: level)
        case (.elements, .below), (.elements, .itself):
            var rest = ""
            if case .below(let below) = reference.asked { rest = below }
            guard let path = try? JSONPath(parsing: "$\(rest)") else { return .nowhere }
            var words = WordTable<Void>()
            for word in name.anyOf { words.add(word, ()) }
            let column = mapping.columns.count
            let full = self.path(of: parts[level]) + rest
            appendPartColumn(full)
            mapping.partPaths.append(
                PartPath(level: level, path: ElementPath(name: name, path: path, words: words), column: column))
            return .partPath(mapping.partPaths.count - 1)
        case (.columns(let columns), _):
            guard let member = reference.member else { return .part(level: level) }
            if let index = columns.firstIndex(where: { $0.name == member }) {
                return .partColumn(level: level, index)
            }
            let places = columns.first?.patterns.first?.names ?? []
            return places.firstIndex(of: member).map { .partPlace(level: level, $0) } ?? .nowhere
        case (.split, _), (.characters, _): return .part(level: level)
        }
    }

    // MARK: Records

    private mutating func knownChild(_ rule: KnownChildRule, _ number: Int) -> CompiledKnownChild {
        CompiledKnownChild(
            space: space(of: .child), key: rule.key.map { value($0) },
            fields: rule.fields.map { field($0, of: Child.declaration.type, in: number) })
    }

    /// The key space of an entity's keys.
    private func space(of entity: EntityKind) -> String {
        let (partner, requested) = (partner, requested)
        let space = manifest.keySpace(of: entity)?.name
        return space?.filled { requested.value($0) ?? partner.value($0) } ?? manifest.id
    }

    /// What stands before the keys of a look-up table: the school, where keys mean something within one school only.
    private func scope(of table: TableDeclaration) -> String {
        guard manifest.keysAreOfSchools, let school = requested.school,
            manifest.file(table.file)?.requestNames.contains(RequestedPart.schoolName) ?? false
        else { return "" }
        return "\(school)\u{1F}"
    }

    private mutating func record(_ rule: RecordRule, _ index: Int) -> CompiledRecord {
        parts = []
        var compiledParts: [CompiledPart] = []
        for part in rule.parts {
            compiledParts.append(self.part(part))
            parts.append(part)
        }
        defer { parts = [] }
        let type = rule.type
        var counts: [Int: WordTable<Void>] = [:]
        for fold in rule.fold ?? [] where fold.isCount {
            var words = WordTable<Void>()
            for word in fold.words { words.add(word, ()) }
            counts[fold.field] = words
        }
        let fold = rule.fold?.compactMap { fold -> CompiledFoldValue? in
            guard let value = fold.value else { return nil }
            var places: Int?
            if case .place(let count, _, _) = fold.way { places = count }
            return CompiledFoldValue(value: self.value(value), places: places)
        }
        let declaration = rule.type.declaration
        let fields = rule.fields.map { rule in
            var field = self.field(rule, of: type, in: index)
            field.counts = counts[rule.field.number]
            return field
        }
        var columns = [UInt16](repeating: 0, count: declaration.fields.count)
        for field in fields { columns[field.declaration.number] = UInt16(clamping: field.value.column) }
        return CompiledRecord(
            type: rule.type, fieldCount: declaration.fields.count, space: space(of: declaration.entity),
            parts: compiledParts,
            key: value(rule.key),
            about: value(rule.about),
            isAboutKey: rule.key.source == rule.about.source && rule.key.place == rule.about.place,
            when: rule.when.map { condition($0) }, ending: ending(rule.ending), fields: fields,
            fold: fold ?? (folded.contains(type.number) ? [] : nil), columns: columns)
    }

    private mutating func ending(_ ending: RecordEnding) -> CompiledEnding {
        switch ending {
        case .never: .never
        case .always: .always
        case .when(let conditions): .when(conditions.map { condition($0) })
        }
    }

    private mutating func field(_ rule: FieldRule, of type: RecordType, in record: Int) -> CompiledField {
        let place = DatePlace(record: record, field: rule.field.number)
        let reader = reader(of: rule, order: orders[place])
        var dateNumber: Int?
        if case .date(let dates) = reader, !dates.orders.isEmpty {
            dateNumber = mapping.datePlaces.firstIndex(of: place) ?? mapping.datePlaces.count
            if dateNumber == mapping.datePlaces.count { mapping.datePlaces.append(place) }
        }
        var value = value(rule.value)
        if case .columns(let names) = rule.value.source, names.contains(where: { !$0.anyOf.isEmpty }) {
            value.blank = WordTable()
        }
        var constant: Value?
        if case .constant(var text) = value.finder, value.steps.isEmpty {
            constant = text.withUTF8 { reader.value(of: $0.trimmed) }
        }
        return CompiledField(
            declaration: rule.field, value: value, reader: reader, constant: constant, isRequired: rule.isRequired,
            isBirthDate: type == Child.declaration.type && rule.field.number == Child.birthDate.declaration.number,
            dateNumber: dateNumber)
    }

    private func reader(of rule: FieldRule, order: DateOrder? = nil) -> FieldReader {
        switch rule.field.kind {
        case .text: return .text(withoutTitle: rule.withoutTitle)
        case .date:
            return .date(
                DateReader(
                    rule.dates, years: rule.years, isBirthDate: rule.field.name == Child.birthDate.declaration.name,
                    today: today, decided: order, zone: zone))
        case .integer: return .integer(NumberReader(unit: rule.unit, decimalComma: rule.decimalComma))
        case .money: return .money(NumberReader(unit: rule.unit, decimalComma: rule.decimalComma))
        case .identifier(let kind): return .identifier(kind)
        case .flag:
            var words = WordTable<Bool>()
            for word in rule.yes + FlagWords.yes { words.add(word, true) }
            for word in rule.no + FlagWords.no { words.add(word, false) }
            return .flag(words)
        case .code(let name):
            var words = WordTable<Value>()
            for partnerCode in rule.codes { words.add(partnerCode.word, .text(partnerCode.code)) }
            for code in definitions.codeSets[name]?.codes ?? [] where code.validFrom.map({ $0 <= today }) ?? true {
                words.add(code.code, .text(code.code))
            }
            return .code(set: name, words)
        }
    }

    private mutating func condition(_ condition: Condition) -> CompiledCondition {
        switch condition {
        case .stated(let values): return .stated(values.map { value($0) })
        case .blank(let values): return .blank(values.map { value($0) })
        case .oneOf(let rule, let words):
            var table = WordTable<Void>()
            for word in words where !word.isEmpty { table.add(word, ()) }
            return .oneOf(value(rule), table, orBlank: words.contains(""))
        case .any(let conditions): return .any(conditions.map { self.condition($0) })
        case .compare(let rule, let comparison, let orBlank):
            return .compare(value(rule), self.comparison(comparison), orBlank: orBlank)
        case .field(let record, let number, let codes, let isOther, let orBlank):
            let rule = file.records[record]
            guard let field = rule.fields.first(where: { $0.field.number == number }) else { return .any([]) }
            return .field(
                self.field(field, of: rule.type, in: record), codes: codes, isOther: isOther, orBlank: orBlank)
        }
    }

    private mutating func comparison(_ comparison: Comparison) -> CompiledComparison {
        switch comparison {
        case .notOneOf(let words):
            var table = WordTable<Void>()
            for word in words { table.add(word, ()) }
            return .notOneOf(table)
        case .matches(let shapes): return .matches(shapes)
        case .before(let value, let dates): return .before(self.value(value), self.dates(dates))
        case .after(let value, let dates): return .after(self.value(value), self.dates(dates))
        case .equals(let value): return .equals(self.value(value))
        }
    }
}
