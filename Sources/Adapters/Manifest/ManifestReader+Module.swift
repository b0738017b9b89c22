// The module of a manifest. What it states becomes the rules of one file, so that all that holds for rows of files
// holds for a module's: required fields, faults, contract, receipts.

import Configuring
import SENDRecords

enum ModuleKeys {
    static let library = Key(
        "library", .located(.text), required: true,
        "the library's file name: in the adapter's folder, or beside the sendgate executable")
    static let settings = Key("settings", .node, "what the module is told, as it likes; never a secret")
    static let limits = Key("limits", .mapping, "bounds on a run")
    static let own: [any DeclaredKey] = [library, settings, limits]
}

enum ModuleLimitKeys {
    static let time = DefaultedKey("time", .duration, default: .seconds(900), "how long a run may take in all")
    static let silence = DefaultedKey(
        "silence", .duration, default: .seconds(60), "how long it may say nothing while it is its turn")
    static let memory = DefaultedKey("memory", .byteCount, default: 1 << 30, "the most memory")
    static let records = DefaultedKey(
        "records", .integer(1...1_000_000_000), default: 10_000_000, "the most records and rows of a run")
    static let all: [any DeclaredKey] = [time, silence, memory, records]
}

enum StateKeys {
    static let type = Key("type", .located(.text), required: true, "the record type")
    static let required = Key(
        "required", .list(of: .located(.text)), "fields without which the row is quarantined")
    static let restricts = DefaultedKey(
        "restricts", .flag, default: false,
        "whether it can state that a child is restricted; nothing is delivered then before its first run")
    static let all: [any DeclaredKey] = [type, required, restricts]
}

/// A record type that a module states, as far as the manifest says.
private struct StatedType {
    let type: RecordType
    let fields: [FieldDeclaration]
    let required: [String]
}

extension ManifestReader {
    func module(_ node: ConfigurationNode) -> ModuleSource? {
        let transport = node.without(Set(ModuleKeys.own.map(\.name)))
        let own = node.without(Set((transport.entries ?? []).map(\.key)))
        guard let reader = MappingReader(own, called: "`module`", keys: ModuleKeys.own, problems) else { return nil }
        let library = reader[ModuleKeys.library]
        if let library, library.value.contains("/") || library.value.isEmpty {
            problems.report(
                "`library` should be a file's name, without a path",
                hint: "The file lies in the adapter's folder, or beside the sendgate executable.", at: library.place)
        }
        let limits = reader[ModuleKeys.limits] ?? ConfigurationNode(.mapping([]), at: node.place)
        let bounds = MappingReader(limits, called: "`limits`", keys: ModuleLimitKeys.all, problems)
        let https = https(transport)
        guard let library, let https, let bounds else { return nil }
        return ModuleSource(
            library: library.value, https: https, settings: reader[ModuleKeys.settings]?.jsonText ?? "{}",
            limits: ModuleBounds(
                time: bounds[ModuleLimitKeys.time], silence: bounds[ModuleLimitKeys.silence],
                memory: bounds[ModuleLimitKeys.memory], records: bounds[ModuleLimitKeys.records]))
    }

    /// The files as they stand, or what stands for them where a module states the records.
    func fileNodes(_ reader: MappingReader, _ source: FeedSource?) -> [ConfigurationNode] {
        guard case .module = source else {
            if reader.states(ManifestKeys.states) { reader.report("`states` is for modules", at: ManifestKeys.states) }
            if !reader.states(ManifestKeys.files) {
                problems.report(
                    "the manifest lacks the key `files`", hint: "It says: \(ManifestKeys.files.meaning).",
                    at: reader.node.place)
            }
            return reader[ManifestKeys.files] ?? []
        }
        for key in [ManifestKeys.files, ManifestKeys.format] as [any DeclaredKey] where reader.states(key) {
            reader.report("a module states its records: there is no `\(key.name)`", at: key)
        }
        guard reader.states(ManifestKeys.states) else {
            problems.report(
                "the manifest lacks the key `states`", hint: "It says: \(ManifestKeys.states.meaning).",
                at: reader.node.place)
            return []
        }
        let types = (reader[ManifestKeys.states] ?? []).compactMap(stated)
        guard let first = reader[ManifestKeys.states]?.first else { return [] }
        return [answers(types, at: first.place)]
    }

    /// A type's name, or a mapping with its required fields.
    private func stated(_ node: ConfigurationNode) -> StatedType? {
        var name = node.text.map { Located($0, at: node.place) }
        var required: [Located<String>] = []
        var restricts = false
        if name == nil {
            guard let reader = MappingReader(node, called: "the record type", keys: StateKeys.all, problems) else {
                return nil
            }
            name = reader[StateKeys.type]
            required = reader[StateKeys.required] ?? []
            restricts = reader[StateKeys.restricts]
        }
        guard let name else { return nil }
        guard let type = RecordType.named(name.value) else {
            problems.report(
                "unknown record type `\(name.value)`",
                hint: NearestName.hint(for: name.value, among: RecordType.all.map(\.name)), at: name.place)
            return nil
        }
        for field in required where type.declaration.field(named: field.value) == nil {
            problems.report(
                "a \(type) has no field `\(field.value)`",
                hint: NearestName.hint(for: field.value, among: type.declaration.fields.map(\.name)), at: field.place)
        }
        let fields = type.declaration.fields.filter { field in
            restricts || type != Child.declaration.type || field.number != Child.restricted.declaration.number
        }
        return StatedType(type: type, fields: fields, required: required.map(\.value))
    }

    // MARK: The rules that stand for a module

    /// One file of elements like `{"child": [{"key": …, "about": …, "birth-date": …}]}`: see `ModuleRow`.
    private func answers(_ types: [StatedType], at place: ConfigurationPlace) -> ConfigurationNode {
        func text(_ text: String) -> ConfigurationNode {
            ConfigurationNode(.scalar(.init(text: text, isQuoted: true)), at: place)
        }
        func mapping(_ entries: [(String, ConfigurationNode)]) -> ConfigurationNode {
            ConfigurationNode(
                .mapping(entries.map { .init(key: $0.0, keyPlace: place, value: $0.1) }), at: place)
        }
        func list(_ nodes: [ConfigurationNode]) -> ConfigurationNode { ConfigurationNode(.sequence(nodes), at: place) }
        func value(_ name: String) -> ConfigurationNode { text("@it['\(name)']") }
        let records = types.map { stated in
            let fields = stated.fields.map { field -> (String, ConfigurationNode) in
                var entries = [("from", value(field.name))]
                if field.kind == .date { entries.append(("dates", text("yyyy-MM-dd"))) }
                if field.kind == .money { entries.append(("unit", text("pence"))) }
                return (field.name, mapping(entries))
            }
            return mapping([
                ("type", text(stated.type.name)),
                ("each", list([mapping([("it", text("$['\(stated.type.name)'][*]"))])])),
                ("key", value("key")), ("about", value("about")), ("required", list(stated.required.map(text))),
                ("fields", mapping(fields)),
            ])
        }
        return mapping([
            ("name", text(ModuleSource.file)), ("format", mapping([("jsonl", mapping([]))])),
            ("records", list(records)),
        ])
    }
}

extension ConfigurationNode {
    /// As JSON, for whoever takes settings: what looks like a number or true and false is one, unless it is in quotes.
    var jsonText: String {
        switch content {
        case .sequence(let elements): return "[\(elements.map(\.jsonText).joined(separator: ","))]"
        case .mapping(let entries):
            return "{\(entries.map { "\(Self.json($0.key)):\($0.value.jsonText)" }.joined(separator: ","))}"
        case .scalar(let scalar):
            if isBlank { return "null" }
            if !scalar.isQuoted {
                if ["true", "false"].contains(scalar.text) { return scalar.text }
                if let number = Int(scalar.text), String(number) == scalar.text { return scalar.text }
            }
            return Self.json(scalar.text)
        }
    }

    private static func json(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": json += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }
}
