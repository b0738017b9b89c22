// The files of a manifest: paths, paging, leave-out rules, records, tests.

import Configuring
import Feeds
import SENDRecords

/// What the rules of one file can refer to.
struct FileScope {
    let earlier: [FileRule]
    /// Values are paths, not columns.
    var isJSON: Bool
    var dates: [DateFormat]
    /// Of the manifest, for files that state none.
    var formats = FeedFormats()
    var statesFormats = false
    /// Of the manifest, by name.
    var tables: [String: WordTable<String>] = [:]
    var values: [Named<ValueRule>] = []
    var records: [RecordRule] = []
    /// Of the record that is being read.
    var parts: [PartScope] = []

    /// What the rows know of the request that they came by.
    var requestNames: [String] = []

    var valueNames: [String] { values.map(\.name) + FeedPartner.valueNames + requestNames }
}

extension ManifestReader {
    func file(_ node: ConfigurationNode, source: FeedSource?, in scope: inout FileScope) -> FileRule? {
        guard let reader = MappingReader(node, called: "the file", keys: FileKeys.all, problems) else { return nil }
        let name = reader[FileKeys.name]
        let stated = reader[FileKeys.patterns]
        let isRequired = reader[FileKeys.required]
        let formats = formats(of: reader, source: source, in: scope)
        let request = request(reader, source: source, file: name ?? "")
        let paging = reader[FileKeys.paging].flatMap {
            self.paging($0, formats: formats, hasBody: reader.states(FileKeys.post))
        }
        scope.isJSON = formats.hasElements
        let layoutOf = layout(reader, in: scope)
        scope.requestNames = requestNames(request, source: source, layoutOf: layoutOf, in: scope)
        for entry in reader[FileKeys.values] ?? [] {
            if scope.valueNames.contains(entry.name) {
                problems.report("there are two values called `\(entry.name)`", at: entry.place)
            }
            if let value = value(entry.value, called: entry.name, in: scope) {
                scope.values.append(Named(entry.name, value, at: entry.place))
            }
        }
        let requiredColumns = reader[FileKeys.requiredColumns] ?? []
        if scope.isJSON, !requiredColumns.isEmpty {
            reader.report("a file with paths has no columns", at: FileKeys.requiredColumns)
        }
        for node in reader[FileKeys.records] ?? [] {
            if let record = record(node, in: scope) { scope.records.append(record) }
        }
        let leaveOut = (reader[FileKeys.leaveOut] ?? []).compactMap { leaveOutRule($0, in: scope) }
        switch source {
        case .https where request == nil && layoutOf.isEmpty && !reader.states(FileKeys.path):
            problems.report("the file lacks the key `path`", hint: "It is fetched over HTTPS.", at: node.place)
        case .inbox where reader.states(FileKeys.path):
            reader.report("a file from an inbox has no `path`", at: FileKeys.path)
        case .singer where reader.states(FileKeys.path):
            reader.report("a stream of a tap has no `path`", at: FileKeys.path)
        case .sftp where reader.states(FileKeys.path):
            reader.report("a file from SFTP has `patterns` of names, no `path`", at: FileKeys.path)
        case .sftp where !reader.states(FileKeys.patterns):
            problems.report(
                "the file lacks the key `patterns`", hint: "The names in the folder that are taken for it.",
                at: node.place)
        default: break
        }
        var patterns = stated ?? []
        if patterns.isEmpty {
            if case .inbox(let inbox) = source { patterns = inbox.patterns }
            if let saved = request?.path.savedName { patterns = [saved] }
        }
        guard let name else { return nil }
        return FileRule(
            name: name, request: request, patterns: patterns, isRequired: isRequired, paging: paging,
            formats: formats, layoutOf: layoutOf, requiredColumns: requiredColumns,
            otherColumns: reader[FileKeys.otherColumns] ?? [], values: scope.values,
            leaveOut: leaveOut, records: scope.records, requestNames: scope.requestNames)
    }

    /// A layout that is only handed in is somebody's where every file is for which it stands.
    private func requestNames(
        _ request: RequestRule?, source: FeedSource?, layoutOf: [String], in scope: FileScope
    ) -> [String] {
        guard case .https(let https) = source, let each = https.each else { return [] }
        if request != nil || layoutOf.isEmpty { return each.valueNames(in: request) }
        let files = scope.earlier.filter { layoutOf.contains($0.name) }
        return RequestedPart.valueNames.filter { name in files.allSatisfy { $0.requestNames.contains(name) } }
    }

    /// The file's own formats, or else those of the manifest.
    private func formats(of reader: MappingReader, source: FeedSource?, in scope: FileScope) -> FeedFormats {
        let stream = reader[FileKeys.stream]
        if case .singer = source {
            var formats = FeedFormats()
            formats.singer = SingerFormat(stream: stream ?? "")
            if stream == nil, !reader.states(FileKeys.stream) {
                problems.report(
                    "the file lacks the key `stream`", hint: "It says which stream of the tap the file is.",
                    at: reader.node.place)
            }
            for key in [FileKeys.format, FileKeys.paging] as [any DeclaredKey] where reader.states(key) {
                reader.report("a stream of a tap has no `\(key.name)`", at: key)
            }
            if scope.statesFormats { reader.report("a tap has no `format`: its messages have one", at: FileKeys.name) }
            if reader.states(FileKeys.layoutOf) {
                reader.report("a stream of a tap has no `layout-of`", at: FileKeys.layoutOf)
            }
            return formats
        }
        if source != nil, reader.states(FileKeys.stream) {
            reader.report("`stream` is for files of a tap", hint: "State `source: singer`.", at: FileKeys.stream)
        }
        let formats = reader[FileKeys.format].map { self.formats($0) } ?? scope.formats
        if formats.isEmpty, !reader.states(FileKeys.format), !scope.statesFormats {
            problems.report(
                "the file has no format", hint: "State `format` for the file or for the whole manifest.",
                at: reader.node.place)
        }
        if formats.hasTables, formats.hasElements {
            problems.report(
                "`csv` and `xlsx` have columns, the other formats have paths: one file can't have both",
                hint: "Give the other layout a file of its own with `layout-of`.", at: reader.node.place)
        }
        return formats
    }

    private func layout(_ reader: MappingReader, in scope: FileScope) -> [String] {
        let known = scope.earlier.filter(\.layoutOf.isEmpty).map(\.name)
        return (reader[FileKeys.layoutOf] ?? []).compactMap { other in
            if known.contains(other.value) { return other.value }
            problems.report(
                "`layout-of` names no file above this one",
                hint: NearestName.hint(for: other.value, among: known), at: other.place)
            return nil
        }
    }

    private func leaveOutRule(_ node: ConfigurationNode, in scope: FileScope) -> LeaveOutRule? {
        guard let reader = MappingReader(node, called: "the rule", keys: LeaveOutKeys.all, problems) else { return nil }
        let name = reader[LeaveOutKeys.rule]
        let meaning = reader[LeaveOutKeys.meaning] ?? ""
        let when = reader[LeaveOutKeys.when].map { conditions($0, in: scope) } ?? []
        let known = reader[LeaveOutKeys.unlessKnown].flatMap { knownChild($0, in: scope) }
        if when.isEmpty, known == nil, problems.isEmpty {
            reader.report(
                reader.states(LeaveOutKeys.when)
                    ? "`when` states no test, so that every row would be left out"
                    : "the rule states neither `when` nor `unless-known`, so that every row would be left out",
                at: LeaveOutKeys.when)
        }
        let refuses = reader[LeaveOutKeys.refuse]
        if refuses, known != nil || meaning.isEmpty {
            reader.report(
                known != nil
                    ? "a rule with `unless-known` can't refuse: a row of somebody unknown is no fault"
                    : "a rule that refuses says under `meaning` what such a row is, for the sender",
                at: LeaveOutKeys.refuse)
        }
        return name.map {
            LeaveOutRule(name: $0, meaning: meaning, when: when, unlessKnown: known, refuses: refuses)
        }
    }

    private func knownChild(_ node: ConfigurationNode, in scope: FileScope) -> KnownChildRule? {
        guard let reader = MappingReader(node, called: "`unless-known`", keys: KnownChildKeys.all, problems) else {
            return nil
        }
        let key = reader[KnownChildKeys.key].flatMap { value($0, called: "key", in: scope) }
        let names = KnownChildRule.fields.map(\.name)
        let fields = (reader[KnownChildKeys.fields] ?? []).compactMap { entry -> FieldRule? in
            guard let field = KnownChildRule.fields.first(where: { $0.name == entry.name }) else {
                problems.report(
                    "`\(entry.name)` doesn't tell one child from another",
                    hint: NearestName.hint(for: entry.name, among: names) ?? "Use \(names.joined(separator: ", ")).",
                    at: entry.place)
                return nil
            }
            return self.field(entry.value, field, isRequired: false, in: scope)
        }
        if !reader.states(KnownChildKeys.key), !reader.states(KnownChildKeys.fields) {
            problems.report(
                "`unless-known` doesn't say whom a row is about", hint: "State `key`, `fields` or both.", at: node.place
            )
        }
        return KnownChildRule(key: key, fields: fields)
    }

    private func record(_ node: ConfigurationNode, in scope: FileScope) -> RecordRule? {
        guard let reader = MappingReader(node, called: "the record", keys: RecordKeys.all, problems) else { return nil }
        var scope = scope
        let parts = parts(reader[RecordKeys.each] ?? [], in: &scope)
        let key = reader[RecordKeys.key].flatMap { value($0, called: "key", in: scope) }
        let about = reader[RecordKeys.about].flatMap { value($0, called: "about", in: scope) }
        let when = reader[RecordKeys.when].map { conditions($0, in: scope) } ?? []
        let entries = reader[RecordKeys.fields] ?? []
        let required = reader[RecordKeys.required] ?? []
        let ending = ending(reader, in: scope)
        guard let named = reader[RecordKeys.type] else { return nil }
        guard let type = RecordType.named(named.value) else {
            problems.report(
                "unknown record type `\(named.value)`",
                hint: NearestName.hint(for: named.value, among: RecordType.all.map(\.name)), at: named.place)
            return nil
        }
        for field in required where !entries.contains(where: { $0.name == field.value }) {
            problems.report(
                "the required field `\(field.value)` is not filled",
                hint: NearestName.hint(for: field.value, among: entries.map(\.name)), at: field.place)
        }
        let fields = entries.compactMap { entry -> FieldRule? in
            guard let field = type.declaration.field(named: entry.name) else {
                problems.report(
                    "a \(type) has no field `\(entry.name)`",
                    hint: NearestName.hint(for: entry.name, among: type.declaration.fields.map(\.name)), at: entry.place
                )
                return nil
            }
            let isRequired = required.contains { $0.value == entry.name }
            return self.field(entry.value, field, isRequired: isRequired, in: scope)
        }
        let fold = reader[RecordKeys.fold].map {
            self.fold($0, of: type, filling: entries.map(\.name), in: scope)
        }
        return key.map {
            RecordRule(
                type: type, parts: parts, key: $0, about: about ?? $0, when: when, ending: ending, fields: fields,
                fold: fold)
        }
    }

    /// When a row says that its record is no more.
    private func ending(_ reader: MappingReader, in scope: FileScope) -> RecordEnding {
        let when = reader[RecordKeys.endedWhen].map { conditions($0, in: scope) } ?? []
        if reader[RecordKeys.ended] {
            for key in [
                RecordKeys.endedWhen as any DeclaredKey, RecordKeys.fields, RecordKeys.required, RecordKeys.fold,
            ]
            where reader.states(key) {
                reader.report("a record that has ended has no `\(key.name)`", hint: "It is known by its key.", at: key)
            }
            return .always
        }
        if !reader.states(RecordKeys.fields) {
            problems.report(
                "the record lacks the key `fields`", hint: "It says: \(RecordKeys.fields.meaning).",
                at: reader.node.place)
        }
        guard reader.states(RecordKeys.endedWhen) else { return .never }
        if reader.states(RecordKeys.fold) {
            reader.report("a record that several rows state together has no `ended-when`", at: RecordKeys.endedWhen)
        }
        if when.isEmpty, problems.isEmpty {
            reader.report(
                "`ended-when` states no test, so that every row would end its record", at: RecordKeys.endedWhen)
        }
        return .when(when)
    }

    // MARK: Tests
}
