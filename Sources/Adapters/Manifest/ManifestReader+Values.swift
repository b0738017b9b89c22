// The values and fields of a manifest.

import Configuring
import Feeds
import SENDRecords

extension ManifestReader {
    /// A column, a list of columns, or a mapping with `from`, `template`, `text`, `value` or `lookup`.
    func value(_ node: ConfigurationNode, called name: String, in scope: FileScope) -> ValueRule? {
        if node.text != nil || node.elements != nil, node.entries == nil || node.isBlank {
            return columns(node, called: name, in: scope).map { ValueRule(source: $0, place: node.place) }
        }
        guard let reader = MappingReader(node, called: "`\(name)`", keys: ValueKeys.plain, problems) else { return nil }
        return value(reader, called: name, in: scope)
    }

    private func columns(_ node: ConfigurationNode, called name: String, in scope: FileScope) -> ValueSource? {
        let kind = ValueKind<[Located<String>]>.oneOrMore(of: .located(.text))
        return kind.read(node, name, problems).map { .columns($0.compactMap { column($0, in: scope) }) }
    }

    private func column(_ name: Located<String>, in scope: FileScope) -> ColumnName? {
        checkName(name, in: scope)
        return ColumnName(name.value)
    }

    private func checkName(_ name: Located<String>, in scope: FileScope) {
        if PartReference.isReference(name.value) {
            checkPart(name.value, at: name.place, in: scope)
        } else if scope.isJSON {
            checkPath(name)
        }
    }

    private func checkPath(_ name: Located<String>) {
        do throws(JSONPathError) {
            _ = try JSONPath(parsing: name.value)
        } catch {
            problems.report("this is no path", hint: error.description, at: name.place)
        }
    }

    private func value(_ reader: MappingReader, called name: String, in scope: FileScope) -> ValueRule? {
        let blank = reader[ValueKeys.blank] ?? []
        let choices: [any DeclaredKey] = [
            ValueKeys.from, ValueKeys.template, ValueKeys.text, ValueKeys.value, ValueKeys.lookup,
        ]
        let joinedBy = reader[ValueKeys.joinedBy]
        let skip = reader[ValueKeys.skip]
        let anyOf = reader[ValueKeys.anyOf]
        let ofPaths: [any DeclaredKey] = [ValueKeys.joinedBy, ValueKeys.skip, ValueKeys.anyOf]
        for key in ofPaths where reader.states(key) && (!scope.isJSON || !reader.states(ValueKeys.from)) {
            reader.report("`\(key.name)` is for paths of a JSON feed", at: key)
        }
        let source: ValueSource?
        switch reader.exactlyOne(of: choices) {
        case "from":
            source = reader[ValueKeys.from].map { names in
                .columns(
                    names.map { name in
                        checkName(name, in: scope)
                        return ColumnName(name.value, joinedBy: joinedBy, skip: skip ?? 0, anyOf: anyOf ?? [])
                    })
            }
        case "template": source = reader[ValueKeys.template].flatMap { template($0, in: scope) }
        case "text": source = reader[ValueKeys.text].map(ValueSource.text)
        case "value": source = reader[ValueKeys.value].flatMap { named($0, in: scope) }
        case "lookup": source = reader[ValueKeys.lookup].flatMap { lookup($0, in: scope) }
        default: source = nil
        }
        var inner = scope
        inner.dates = dates(of: source.map { ValueRule(source: $0, place: reader.node.place) }, scope.dates)
        let functions = functions(reader[ValueKeys.apply] ?? [], in: inner)
        let onlyValid = reader[ValueKeys.onlyValid]
        let otherwise = reader[ValueKeys.otherwise].flatMap { value($0, called: "else", in: scope) }
        return source.map {
            ValueRule(
                source: $0, blank: blank, functions: functions, onlyValid: onlyValid,
                otherwise: otherwise.map { [$0] } ?? [],
                place: reader.node.place)
        }
    }

    private func template(_ text: Located<String>, in scope: FileScope) -> ValueSource? {
        guard let template = Template(text.value) else {
            problems.report("`template` has a brace that is not closed, or nothing in it", at: text.place)
            return nil
        }
        for name in template.names where PartReference.isReference(name) {
            checkPart(name, at: text.place, in: scope)
        }
        for name in template.names where RequestedPart.valueNames.contains(name) {
            checkRequest(name, at: text.place, in: scope)
        }
        return .template(template)
    }

    private func named(_ name: Located<String>, in scope: FileScope) -> ValueSource? {
        if scope.valueNames.contains(name.value) { return .named(name.value) }
        if RequestedPart.valueNames.contains(name.value) {
            checkRequest(name.value, at: name.place, in: scope)
            return nil
        }
        problems.report(
            "there is no value called `\(name.value)` above",
            hint: NearestName.hint(for: name.value, among: scope.valueNames), at: name.place)
        return nil
    }

    /// A row knows its request's school or day only where each has a request of its own.
    private func checkRequest(_ name: String, at place: ConfigurationPlace, in scope: FileScope) {
        guard !scope.requestNames.contains(name) else { return }
        let (key, what) = name == RequestedPart.schoolName ? ("school", "school") : ("date", "day")
        problems.report(
            "`\(name)` has no value here: the file isn't asked for \(what) by \(what)",
            hint: "State `each: {\(key): …}` under `https`, and put its name into the file's path, query or body.",
            at: place)
    }

    /// The formats of what is compared or filled: the day of the request is written as ISO dates are.
    func dates(of value: ValueRule?, _ formats: [DateFormat]) -> [DateFormat] {
        guard value?.takesRequestDay ?? false, let iso = DateFormat("yyyy-MM-dd"), !formats.contains(iso) else {
            return formats
        }
        return formats + [iso]
    }

    private func lookup(_ node: ConfigurationNode, in scope: FileScope) -> ValueSource? {
        guard let reader = MappingReader(node, called: "`lookup`", keys: LookupKeys.all, problems) else { return nil }
        let by = reader[LookupKeys.by].flatMap { value($0, called: "by", in: scope) }
        let key = reader[LookupKeys.key]
        let take = reader[LookupKeys.take]
        guard let kind = reader.exactlyOne(of: [LookupKeys.file, LookupKeys.within]) else { return nil }
        if kind == "within", reader.states(LookupKeys.choose) {
            reader.report("`choose` is for rows of an earlier file", at: LookupKeys.choose)
        }
        if kind == "within" { return within(reader, key, take, by: by, in: scope) }
        guard let name = reader[LookupKeys.file], let key, let take else { return nil }
        guard let file = scope.earlier.first(where: { $0.name == name.value }) else {
            problems.report(
                "there is no earlier file called `\(name.value)`",
                hint: NearestName.hint(for: name.value, among: scope.earlier.map(\.name)), at: name.place)
            return nil
        }
        checkKept(key, of: file)
        checkKept(take, of: file)
        return .lookup(
            Lookup(
                file: file.name, key: key.value,
                by: by ?? ValueRule(source: .columns([ColumnName(key.value)]), place: key.place), take: take.value,
                isLeast: reader[LookupKeys.choose] == "least"))
    }

    private func within(
        _ reader: MappingReader, _ key: Located<String>?, _ take: Located<String>?, by: ValueRule?, in scope: FileScope
    ) -> ValueSource? {
        guard scope.isJSON else {
            reader.report("`within` is for a JSON feed", at: LookupKeys.within)
            return nil
        }
        if !reader.states(LookupKeys.by) {
            problems.report("`within` needs `by`, the value that is looked up", at: reader.node.place)
        }
        let paths = [reader[LookupKeys.within], key, take].compactMap(\.self).compactMap { name -> JSONPath? in
            checkPath(name)
            return try? JSONPath(parsing: name.value)
        }
        guard paths.count == 3, let by else { return nil }
        return .within(Within(elements: paths[0], key: paths[1], by: by, take: paths[2]))
    }

    /// A look-up keeps columns of the other file, or values that are nothing but one of several columns.
    private func checkKept(_ name: Located<String>, of file: FileRule) {
        guard let value = file.values.first(where: { $0.name == name.value })?.value else {
            return checkColumn(name, of: file)
        }
        if value.isColumns { return }
        problems.report(
            "the value `\(name.value)` of the file `\(file.name)` is more than a column",
            hint: "A look-up keeps a column, or a value that lists the names of one column.", at: name.place)
    }

    func checkColumn(_ name: Located<String>, of file: FileRule) {
        let known = file.namedColumns + file.otherColumns
        let folded = Fold.header(name.value)
        guard !known.contains(where: { Fold.header($0) == folded }) else { return }
        problems.report(
            "no rule of the file `\(file.name)` names a column `\(name.value)`",
            hint: NearestName.hint(for: name.value, among: known) ?? "List it under `other-columns` there.",
            at: name.place)
    }

    // MARK: Fields

    func field(
        _ node: ConfigurationNode, _ field: FieldDeclaration, isRequired: Bool, in scope: FileScope
    ) -> FieldRule? {
        var dates: [DateFormat]?
        var codes: [PartnerCode] = []
        var yes: [String] = []
        var no: [String] = []
        var years: ClosedRange<Int>?
        var unit: NumberUnit?
        var decimalComma = false
        var withoutTitle = false
        let value: ValueRule?
        if node.text != nil || (node.elements != nil && node.entries == nil) {
            value = self.value(node, called: field.name, in: scope)
        } else {
            guard let reader = MappingReader(node, called: "`\(field.name)`", keys: ValueKeys.ofField, problems) else {
                return nil
            }
            value = self.value(reader, called: field.name, in: scope)
            dates = reader[ValueKeys.dates]
            codes = partnerCodes(reader[ValueKeys.codes] ?? [], of: field)
            yes = reader[ValueKeys.yes] ?? []
            no = reader[ValueKeys.no] ?? []
            years = reader[ValueKeys.years]
            unit = reader[ValueKeys.unit]
            decimalComma = reader[ValueKeys.decimalComma]
            withoutTitle = reader[ValueKeys.withoutTitle]
            checkOptions(reader, of: field)
        }
        if case .code(let set) = field.kind, definitions.codeSets[set] == nil {
            problems.report(
                "the field `\(field.name)` takes a code of `\(set)`, which is not defined",
                hint: NearestName.of(set, among: definitions.codeSets.keys.sorted()).map { "Did you mean `\($0)`?" }
                    ?? "Define it in config/definitions/code-sets.yaml.", at: node.place)
        }
        let formats = self.dates(of: value, dates ?? scope.dates)
        if Set(formats.compactMap(\.serial)).count > 1 {
            problems.report(
                "`dates` of `\(field.name)` names both excel-serial and excel-serial-1904",
                hint: "A number of days means another day in each: name the one that the partner's files have.",
                at: node.place)
        }
        if field.kind == .date, formats.isEmpty {
            problems.report(
                "the field `\(field.name)` needs `dates`", hint: "State them here, or for all fields of the manifest.",
                at: node.place)
        }
        return value.map {
            FieldRule(
                field: field, value: $0, dates: field.kind == .date ? formats : [], codes: codes, yes: yes, no: no,
                isRequired: isRequired, years: years, unit: unit, decimalComma: decimalComma, withoutTitle: withoutTitle
            )
        }
    }

    private func checkOptions(_ reader: MappingReader, of field: FieldDeclaration) {
        func refuse(_ key: any DeclaredKey, _ kind: String) {
            if reader.states(key) {
                reader.report("`\(key.name)` is for \(kind), which `\(field.name)` is not", at: key)
            }
        }
        if field.kind != .date {
            refuse(ValueKeys.dates, "dates")
            refuse(ValueKeys.years, "dates")
        }
        if field.kind != .integer, field.kind != .money {
            refuse(ValueKeys.unit, "numbers")
            refuse(ValueKeys.decimalComma, "numbers")
        } else if reader.states(ValueKeys.unit), let unit = reader[ValueKeys.unit],
            (unit == .percent) != (field.kind == .integer)
        {
            reader.report("`\(field.name)` has no `unit: \(unit.rawValue)`", at: ValueKeys.unit)
        }
        if field.kind != .text { refuse(ValueKeys.withoutTitle, "text") }
        if field.kind != .flag {
            refuse(ValueKeys.yes, "fields of yes or no")
            refuse(ValueKeys.no, "fields of yes or no")
            refuse(ValueKeys.anyOf, "fields of yes or no")
        }
        if case .code = field.kind { return }
        refuse(ValueKeys.codes, "codes")
    }

    private func partnerCodes(_ entries: [Named<String>], of field: FieldDeclaration) -> [PartnerCode] {
        guard case .code(let name) = field.kind, let set = definitions.codeSets[name] else { return [] }
        var words = WordTable<Void>()
        for entry in entries {
            if set.code(entry.value) == nil {
                problems.report(
                    "`\(entry.value)` is no code of `\(name)`",
                    hint: NearestName.hint(for: entry.value, among: set.codes.map(\.code)), at: entry.place)
            }
            if !words.add(entry.name, ()) {
                problems.report("the word `\(entry.name)` stands twice", at: entry.place)
            }
        }
        return entries.map { PartnerCode(word: $0.name, code: $0.value) }
    }
}
