// The proposed manifest as text: it runs as it is, and `# ?` marks what its author has to look at.

import Configuring
import SENDRecords

extension Proposal {
    /// The whole `adapter.yaml`.
    ///
    /// - Parameter partner: who sends it, as people say it.
    public func manifest(partner: String, title: String, definitions: Definitions) -> String {
        """
        # \(title). Proposed from a sample; a line with `# ?` isn't sure: look at it, put it right, take the mark away.
        # `sendgate adapters try \(id) FILE` shows row by row what each rule makes of a file.

        id: \(id)
        version: 1
        title: \(YAMLText.scalar(title))
        partner: \(YAMLText.scalar(partner))
        # ? Say in a sentence whose data it is and why it is needed: rows about children with no sign of SEND aren't kept.
        population: \(YAMLText.scalar("\(entity == .child ? "Children" : "Records") that \(partner) states in this feed."))

        # ? Dropped into inbox/<URN>/\(id)/. For a web service: `source: {https: {origin: https://…}}`, a `schedule`, and a
        # `path` in the file below.
        source:
          inbox:
            patterns: [\(pattern)]

        format:
          \(formatLine)

        as-of:
          - file-name: "*{yyyy-MM-dd}*"

        contract:
          # ? true where each file is the whole list, so that a row that is gone means that it has ended.
          snapshot: false
          quarantined: {limit: 30%, floor: 5}

        key-spaces: {\(entity.keySpaceWord): \(spaceName)}

        dates: [\(dateFormats.map(YAMLText.scalar).joined(separator: ", "))]
        \(attendance?.tables ?? "")
        files:
          - name: rows
        \(requiredColumnsText)\(otherColumnsText)\(valuesText)\(leaveOutText(definitions))    records:
        \((records.map { recordText($0, definitions) } + (attendance.map { [$0.record(name)] } ?? [])).joined(separator: "\n"))
        """
    }

    // MARK: Parts

    private var pattern: String {
        if sample.format == .workbook { return "\"*.xlsx\", \"*.csv\"" }
        guard let dot = sample.name.lastIndex(of: "."), sample.name[dot...].count <= 6 else { return "\"*\"" }
        return "\"*\(sample.name[dot...].lowercased())\""
    }

    private var formatLine: String {
        switch sample.format {
        case .csv: "csv: {delimiter: any, encoding: any}"
        case .json(let elements): "json: {elements: \(YAMLText.scalar(elements))}"
        case .jsonLines: "jsonl: {}"
        case .xml(let elements): "xml: {elements: \(YAMLText.scalar(elements))}"
        case .workbook: "csv: {delimiter: any, encoding: any}\n  xlsx: {}"
        }
    }

    private var spaceName: String { entity == .child ? "\"\(id)@{partner-urn}\"" : id }

    /// Every format that a date column of the sample needs, the most used first.
    var dateFormats: [String] {
        var formats: [String] = []
        let columns = records.flatMap(\.fields).filter { $0.field.kind == .date }.map(\.column)
        for column in columns + [attendance?.week].compactMap({ $0 }) {
            for format in profiles[column].dates where !formats.contains(format.description) {
                formats.append(format.description)
            }
        }
        return formats.isEmpty ? ["dd/MM/yyyy", "yyyy-MM-dd"] : formats
    }

    func name(_ column: Int) -> String { YAMLText.scalar(profiles[column].name) }

    /// Columns that the adapter can't do without: the key, and what identifies somebody.
    private var requiredColumnsText: String {
        guard isTable else { return "" }
        var columns = key.column.map { [$0] } ?? []
        let needed: Set<String> = ["surname", "birth-date"]
        for line in records.first?.fields ?? [] where needed.contains(line.field.name) && !columns.contains(line.column)
        {
            columns.append(line.column)
        }
        var names = columns.map(name)
        if key.column == nil, !key.identifiers.isEmpty {
            names.append("[\(key.identifiers.map { name($0.column) }.joined(separator: ", "))]")
        }
        if let attendance, !attendance.required.isEmpty { names.append(attendance.required) }
        return names.isEmpty ? "" : "    required-columns: [\(names.joined(separator: ", "))]\n"
    }

    private var isTable: Bool { sample.isTable }

    private var otherColumnsText: String {
        guard !others.isEmpty else { return "" }
        var text = ""
        if isTable {
            text += "    # ? Columns that nothing is read from. They are known, so that only new ones are told.\n"
        }
        for column in others {
            guard let names = hints[column] else { continue }
            text += "    # ? \(Self.comment(profiles[column].name)) may be \(names.joined(separator: ", or "))\n"
        }
        return isTable ? text + "    other-columns: [\(others.map(name).joined(separator: ", "))]\n" : text
    }

    /// A header in a comment stays on its line.
    private static func comment(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    func isFull(_ column: Int) -> Bool { profiles[column].values.count == profiles[column].rowCount }

    private var valuesText: String {
        var text = "    values:\n"
        if let doubt = key.doubt { text += "      # ? \(doubt)\n" }
        if let column = key.column {
            return text + "      key: \(name(column))\n" + (attendance?.values(name) ?? "")
        }
        if !key.together.isEmpty {
            let parts = key.together.map { "{\(profiles[$0].name)}" }.joined(separator: "/")
            return text + "      key: {template: \(YAMLText.scalar(parts))}\n" + (attendance?.values(name) ?? "")
        }
        var rest = ""
        for choice in key.identifiers.reversed() {
            let own = "from: \(name(choice.column)), only-valid: \(choice.kind.rawValue)"
            rest = rest.isEmpty ? "{\(own)}" : "{\(own), else: \(rest)}"
        }
        return text + "      key: \(rest)\n" + (attendance?.values(name) ?? "")
    }

    // MARK: Records

    private func recordText(_ record: RecordBlock, _ definitions: Definitions) -> String {
        let isIdentity = isIdentity(record.type)
        var text = "      - type: \(record.type.name)\n"
        if let list = record.each, let first = record.fields.first {
            text += "        each: [{each: \(YAMLText.scalar(list))}]\n"
            if Self.isEvent(record.type) {
                text += "        # ? The place in the list is the key; a number of its own would be better.\n"
            }
            text += "        key: {template: \"{key}/{@each#}\"}\n        about: {value: key}\n"
            text += "        when: {stated: \(valueText(first))}\n"
        } else {
            text += keyText(of: record, isIdentity: isIdentity)
        }
        if record.each == nil, !isIdentity, !record.fields.isEmpty,
            record.fields.allSatisfy({ !isFull($0.column) || !$0.steps.isEmpty })
        {
            // Where all of it is blank the row states no such record.
            let columns = record.fields.map(\.column)
            if record.fields.contains(where: { !$0.steps.isEmpty }), let line = record.fields.first {
                text += "        when: {stated: \(valueText(line))}\n"
            } else {
                let names = columns.indices.filter { columns.firstIndex(of: columns[$0]) == $0 }.map {
                    name(columns[$0])
                }
                text +=
                    "        when: {stated: \(names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]")}\n"
            }
        }
        if isIdentity {
            let required = ["surname", "birth-date"].filter { wanted in
                record.fields.contains { $0.field.name == wanted }
            }
            if !required.isEmpty { text += "        required: [\(required.joined(separator: ", "))]\n" }
        }
        text += "        fields:\n"
        if record.each != nil, let rank = record.type.declaration.field(named: "rank"),
            !record.fields.contains(where: { $0.field.name == "rank" })
        {
            text += "          \(rank.name): \"@each#\"\n"
        }
        if let number = record.number, let rank = record.type.declaration.field(named: "rank"),
            !record.fields.contains(where: { $0.field.name == "rank" })
        {
            text += "          \(rank.name): {text: \"\(number)\"}\n"
        }
        // An assessment follows its request, a plan its assessment: by their keys, which are the same here.
        for (field, other) in [
            ("request", EHCRequest.declaration.type), ("assessment", EHCAssessment.declaration.type),
        ] {
            let isFollowing = [EHCAssessment.declaration, EHCPlan.declaration].contains { $0.type == record.type }
            guard isFollowing, record.type.declaration.field(named: field) != nil, let key = eventKey,
                records.contains(where: { $0.type == other }),
                !record.fields.contains(where: { $0.field.name == field })
            else { continue }
            text += "          \(field): \(key)\n"
        }
        for constant in record.constants {
            if let doubt = constant.doubt { text += "          # ? \(doubt)\n" }
            text += "          \(constant.field): {text: \(YAMLText.scalar(constant.text))}\n"
        }
        for line in record.fields { text += fieldText(line, of: record.type, definitions) }
        return text
    }

    /// The key of what happens to a child, where it is the same for all of a row's records.
    private var eventKey: String? { rowKey.map(name) ?? (rowsRepeat ? nil : "{value: key}") }

    private func keyText(of record: RecordBlock, isIdentity: Bool) -> String {
        let isOne = !rowsRepeat && record.number == nil && !(rowKey != nil && Self.isEvent(record.type))
        if isIdentity || isOne { return "        key: {value: key}\n" }
        let suffix = record.number.map { "/\($0)" } ?? ""
        var text = ""
        if let rowKey, rowsRepeat || Self.isEvent(record.type) {
            text +=
                suffix.isEmpty
                ? "        key: \(name(rowKey))\n"
                : "        key: {template: \(YAMLText.scalar("{\(profiles[rowKey].name)}\(suffix)"))}\n"
        } else if rowsRepeat, !Self.isEvent(record.type) {
            // What a child has once is the same in each of its rows.
            text += suffix.isEmpty ? "        key: {value: key}\n" : "        key: {template: \"{key}\(suffix)\"}\n"
            if suffix.isEmpty { return text }
        } else if rowsRepeat, let date = record.fields.first(where: { $0.field.kind == .date && isFull($0.column) }) {
            text += "        # ? Several rows have one key, and no column numbers them: a date tells them apart here.\n"
            text += "        key: {template: \(YAMLText.scalar("{key}/{\(profiles[date.column].name)}\(suffix)"))}\n"
        } else {
            if rowsRepeat { text += "        # ? Several rows have one key; say what tells them apart.\n" }
            text += "        key: {template: \"{key}\(suffix)\"}\n"
        }
        return text + "        about: {value: key}\n"
    }

    private func source(_ line: FieldLine) -> String {
        if !line.joined.isEmpty {
            let parts = line.joined.map { "{\(profiles[$0].name)}" }.joined(separator: " ")
            return "{template: \(YAMLText.scalar(parts))}"
        }
        return line.path.map(YAMLText.scalar) ?? name(line.column)
    }

    /// The column with what is done to its text.
    private func valueText(_ line: FieldLine) -> String {
        line.steps.isEmpty
            ? source(line) : "{from: \(source(line)), apply: [\(line.steps.joined(separator: ", "))]}"
    }

    private func fieldText(_ line: FieldLine, of type: RecordType, _ definitions: Definitions) -> String {
        var text = ""
        if let doubt = line.doubt { text += "          # ? \(doubt)\n" }
        let plain = text + "          \(line.field.name): \(valueText(line))\n"
        guard case .code(let name) = line.field.kind, let set = definitions.codeSets[name],
            let words = line.list?.words ?? profiles[line.column].distinct
        else { return plain }
        var known = ""
        var unknown = ""
        var isHidden = false
        for word in words where !set.codes.contains(where: { $0.code.lowercased() == word.lowercased() }) {
            if let code = CodeWords.code(for: word, in: set) {
                known += "              \(YAMLText.scalar(word)): \(YAMLText.scalar(code))\n"
            } else if word.count > 60 || profiles[line.column].isFreeText && set.name != "year-group" {
                // It may be a note about somebody, and nothing of the rows is copied.
                isHidden = true
            } else {
                let guess = CodeWords.guess(for: word, in: set) ?? "CODE"
                unknown += "              # ? \(YAMLText.scalar(word)): \(guess)\n"
            }
        }
        for (word, code) in Self.likewise(words, set) {
            known += "              \(YAMLText.scalar(word)): \(YAMLText.scalar(code))\n"
        }
        if isHidden { unknown += "              # ? and others, which `sendgate adapters try` shows: CODE\n" }
        if known.isEmpty, unknown.isEmpty { return plain }
        text += "          \(line.field.name):\n            from: \(source(line))\n"
        if !line.steps.isEmpty { text += "            apply: [\(line.steps.joined(separator: ", "))]\n" }
        if known.isEmpty {
            return text + "            # ? codes of \(set.name): what do these words mean?\n            # codes:\n"
                + unknown
        }
        if !unknown.isEmpty {
            text += "            # ? Some words aren't known yet; `sendgate records \(type.name)` has the codes.\n"
        }
        return text + "            codes:\n" + known + unknown
    }
}

extension EntityKind {
    /// The entity's word in `key-spaces`.
    var keySpaceWord: String { name.split(separator: " ").joined(separator: "-") }
}
