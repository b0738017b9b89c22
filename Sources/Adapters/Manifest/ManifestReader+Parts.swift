// `each` of a manifest, and what names its parts.

import Configuring
import Feeds

/// A part that the values of a record can name.
struct PartScope {
    let name: String
    let source: PartSource
}

extension ManifestReader {
    /// The lists of parts, each known to those after it.
    func parts(_ nodes: [ConfigurationNode], in scope: inout FileScope) -> [PartRule] {
        var rules: [PartRule] = []
        for node in nodes {
            guard let entries = node.entries, entries.count == 1, let entry = entries.first else {
                problems.report(
                    "`each` should list parts, each a name and where it comes from", hint: "Such as `- need: …`.",
                    at: node.place)
                continue
            }
            guard PartReference.isName(entry.key) else {
                problems.report(
                    "a part's name is made of letters, digits and hyphens, not `\(entry.key)`", at: entry.keyPlace)
                continue
            }
            if scope.parts.contains(where: { $0.name == entry.key }) {
                problems.report("there are two parts called `\(entry.key)`", at: entry.keyPlace)
            }
            guard let rule = part(entry.value, called: entry.key, in: scope) else { continue }
            rules.append(rule)
            scope.parts.append(PartScope(name: rule.name, source: rule.source))
        }
        return rules
    }

    private func part(_ node: ConfigurationNode, called name: String, in scope: FileScope) -> PartRule? {
        if node.text != nil, !node.isBlank {
            let path = ValueKind<Located<String>>.located(.text).read(node, name, problems)
            return path.flatMap { elements($0, in: scope) }.map {
                PartRule(name: name, source: $0, blank: [], keepsBlank: false, place: node.place)
            }
        }
        guard let reader = MappingReader(node, called: "the part `\(name)`", keys: PartKeys.all, problems) else {
            return nil
        }
        let choices: [any DeclaredKey] = [PartKeys.elements, PartKeys.columns, PartKeys.split, PartKeys.characters]
        if reader.states(PartKeys.by) != reader.states(PartKeys.split) {
            problems.report("`split` and `by` belong together", at: reader.node.place)
        }
        if reader.states(PartKeys.width), !reader.states(PartKeys.characters) {
            reader.report("`width` is for `characters`", at: PartKeys.width)
        }
        let source: PartSource?
        switch reader.exactlyOne(of: choices) {
        case "elements": source = reader[PartKeys.elements].flatMap { elements($0, in: scope) }
        case "columns": source = reader[PartKeys.columns].flatMap { columns($0, in: scope) }
        case "split":
            let by = reader[PartKeys.by] ?? []
            if by.contains("") { reader.report("`by` is an empty text", at: PartKeys.by) }
            source = reader[PartKeys.split].flatMap { value($0, called: "split", in: scope) }.map { .split($0, by: by) }
        case "characters":
            let width = reader[PartKeys.width]
            source = reader[PartKeys.characters].flatMap { value($0, called: "characters", in: scope) }
                .map { .characters($0, width: width) }
        default: source = nil
        }
        let blank = reader[PartKeys.blank] ?? []
        let keepsBlank = reader[PartKeys.keepBlank]
        return source.map {
            PartRule(name: name, source: $0, blank: blank, keepsBlank: keepsBlank, place: node.place)
        }
    }

    private func elements(_ path: Located<String>, in scope: FileScope) -> PartSource? {
        guard scope.isJSON else {
            problems.report(
                "a table has no nested elements",
                hint: "Parts of a table's row are `columns`, `split` or `characters`.", at: path.place)
            return nil
        }
        var text = path.value
        var parent: String?
        if PartReference.isReference(text) {
            guard let reference = PartReference(text), case .below(let below) = reference.asked else {
                problems.report("this is no path below a part", hint: "Such as `@request.Reviews[*]`.", at: path.place)
                return nil
            }
            guard let part = part(of: reference, at: path.place, in: scope) else { return nil }
            guard case .elements = part.source else {
                problems.report("the part `\(part.name)` is no element: nothing lies below it", at: path.place)
                return nil
            }
            parent = part.name
            text = "$\(below)"
        }
        do throws(JSONPathError) {
            return .elements(try JSONPath(parsing: text), of: parent)
        } catch {
            problems.report("this is no path", hint: error.description, at: path.place)
            return nil
        }
    }

    /// One pattern or several alternatives, or a mapping of names to such.
    private func columns(_ node: ConfigurationNode, in scope: FileScope) -> PartSource? {
        if scope.isJSON {
            problems.report("a JSON feed has no columns", hint: "State a path.", at: node.place)
            return nil
        }
        let kind = ValueKind<[HeaderPattern]>.oneOrMore(of: .headerPattern)
        var columns: [PartColumn] = []
        if case .mapping(let entries) = node.content {
            for entry in entries {
                if !PartReference.isName(entry.key) {
                    problems.report(
                        "a column's name is made of letters, digits and hyphens, not `\(entry.key)`", at: entry.keyPlace
                    )
                }
                guard let patterns = kind.read(entry.value, entry.key, problems) else { continue }
                if patterns.contains(where: { $0.names.contains(entry.key) }) {
                    problems.report("`\(entry.key)` is a column and a place at once", at: entry.keyPlace)
                }
                columns.append(PartColumn(name: entry.key, patterns: patterns))
            }
        } else if let patterns = kind.read(node, "columns", problems) {
            columns.append(PartColumn(name: nil, patterns: patterns))
        }
        let patterns = columns.flatMap(\.patterns)
        guard let first = patterns.first else { return nil }
        for other in patterns where other.names.sorted() != first.names.sorted() {
            problems.report(
                "`\(other)` has other places in braces than `\(first)`", hint: "All patterns of a part have the same.",
                at: node.place)
        }
        return .columns(columns)
    }

    // MARK: Naming parts

    private func part(
        of reference: PartReference, at place: ConfigurationPlace, in scope: FileScope
    ) -> PartScope? {
        if let part = scope.parts.first(where: { $0.name == reference.part }) { return part }
        problems.report(
            "there is no part called `\(reference.part)` here",
            hint: scope.parts.isEmpty
                ? "Parts are named by `each` of a record, for that record only."
                : NearestName.hint(for: reference.part, among: scope.parts.map(\.name)), at: place)
        return nil
    }

    /// Checks a value's name that begins with @.
    func checkPart(_ name: String, at place: ConfigurationPlace, in scope: FileScope) {
        guard let reference = PartReference(name) else {
            problems.report("`\(name)` names no part", hint: "Such as `@need`, `@need.n` or `@need#`.", at: place)
            return
        }
        guard let part = part(of: reference, at: place, in: scope) else { return }
        switch (part.source, reference.asked) {
        case (_, .number), (.split, .itself), (.characters, .itself), (.elements, .itself): break
        case (.elements, .below(let below)):
            do throws(JSONPathError) {
                _ = try JSONPath(parsing: "$\(below)")
            } catch {
                problems.report("this is no path below the part", hint: error.description, at: place)
            }
        case (.columns(let columns), .itself):
            if columns.contains(where: { $0.name != nil }) {
                problems.report(
                    "the part `\(part.name)` has several columns",
                    hint:
                        "Name one: \(columns.compactMap(\.name).map { "`@\(part.name).\($0)`" }.joined(separator: ", ")).",
                    at: place)
            }
        case (.columns(let columns), .below):
            let known = columns.compactMap(\.name) + (columns.first?.patterns.first?.names ?? [])
            if !known.contains(reference.member ?? "") {
                problems.report(
                    "the part `\(part.name)` has no `\(reference.member ?? name)`",
                    hint: NearestName.hint(for: reference.member ?? "", among: known), at: place)
            }
        case (.split, .below), (.characters, .below):
            problems.report(
                "the part `\(part.name)` is a text: nothing lies below it", hint: "Write `@\(part.name)`.", at: place)
        }
    }
}

extension ValueKind where Value == HeaderPattern {
    /// A column's name with places in braces.
    static var headerPattern: Self {
        let shape = "a column's name with places in braces, such as SEN need {n}"
        return Self(shape: shape, write: \.description) { text throws(ValueFault) in
            if let pattern = HeaderPattern(text) { return pattern }
            throw ValueFault(
                "should be \(shape), but is `\(text)`",
                hint: "A place is {name}, {name:number}, {name:weekday}, {name:AM|PM} or {name:dd/MM/yyyy}.")
        }
    }
}
