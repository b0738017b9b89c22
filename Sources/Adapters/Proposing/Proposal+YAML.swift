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

        files:
          - name: rows
        \(requiredColumnsText)\(otherColumnsText)\(valuesText)    records:
        \(records.map { recordText($0, definitions) }.joined(separator: "\n"))
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
        case .workbook: "csv: {delimiter: any, encoding: any}\n  xlsx: {}"
        }
    }

    private var spaceName: String { entity == .child ? "\"\(id)@{partner-urn}\"" : id }

    /// Every format that a date column of the sample needs, the most used first.
    var dateFormats: [String] {
        var formats: [String] = []
        for line in records.flatMap(\.fields) where line.field.kind == .date {
            for format in profiles[line.column].dates where !formats.contains(format.description) {
                formats.append(format.description)
            }
        }
        return formats.isEmpty ? ["dd/MM/yyyy", "yyyy-MM-dd"] : formats
    }

    private func name(_ column: Int) -> String { YAMLText.scalar(profiles[column].name) }

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
        return names.isEmpty ? "" : "    required-columns: [\(names.joined(separator: ", "))]\n"
    }

    private var isTable: Bool {
        switch sample.format {
        case .csv, .workbook: true
        case .json, .jsonLines: false
        }
    }

    private var otherColumnsText: String {
        guard isTable, !others.isEmpty else { return "" }
        return "    # ? Columns that nothing is read from. They are known, so that only new ones are told.\n"
            + "    other-columns: [\(others.map(name).joined(separator: ", "))]\n"
    }

    private var valuesText: String {
        var text = "    values:\n"
        if let doubt = key.doubt { text += "      # ? \(doubt)\n" }
        if let column = key.column {
            return text + "      key: \(name(column))\n"
        }
        var rest = ""
        for choice in key.identifiers.reversed() {
            let own = "from: \(name(choice.column)), only-valid: \(choice.kind.rawValue)"
            rest = rest.isEmpty ? "{\(own)}" : "{\(own), else: \(rest)}"
        }
        return text + "      key: \(rest)\n"
    }

    // MARK: Records

    private func recordText(_ record: RecordBlock, _ definitions: Definitions) -> String {
        let isIdentity = record.type == Child.declaration.type
        var text = "      - type: \(record.type.name)\n"
        if isIdentity || !rowsRepeat && record.number == nil {
            text += "        key: {value: key}\n"
        } else {
            let suffix = record.number.map { "/\($0)" } ?? ""
            if let rowKey, rowsRepeat {
                text +=
                    record.number == nil
                    ? "        key: \(name(rowKey))\n"
                    : "        key: {template: \(YAMLText.scalar("{\(profiles[rowKey].name)}\(suffix)"))}\n"
            } else if rowsRepeat, let date = record.fields.first(where: { $0.field.kind == .date }) {
                text +=
                    "        # ? Several rows have one key, and no column numbers them: a date tells them apart here.\n"
                text +=
                    "        key: {template: \(YAMLText.scalar("{key}/{\(profiles[date.column].name)}\(suffix)"))}\n"
            } else {
                if rowsRepeat { text += "        # ? Several rows have one key; say what tells them apart.\n" }
                text += "        key: {template: \"{key}\(suffix)\"}\n"
            }
            text += "        about: {value: key}\n"
        }
        if !isIdentity,
            let main = record.fields.first(where: { profiles[$0.column].values.count < profiles[$0.column].rowCount })
        {
            text += "        when: {stated: \(name(main.column))}\n"
        }
        if isIdentity {
            let required = ["surname", "birth-date"].filter { wanted in
                record.fields.contains { $0.field.name == wanted }
            }
            if !required.isEmpty { text += "        required: [\(required.joined(separator: ", "))]\n" }
        }
        text += "        fields:\n"
        if let number = record.number, let rank = record.type.declaration.field(named: "rank"),
            !record.fields.contains(where: { $0.field.name == "rank" })
        {
            text += "          \(rank.name): {text: \"\(number)\"}\n"
        }
        for line in record.fields { text += fieldText(line, of: record.type, definitions) }
        return text
    }

    private func fieldText(_ line: FieldLine, of type: RecordType, _ definitions: Definitions) -> String {
        var text = ""
        if let doubt = line.doubt { text += "          # ? \(doubt)\n" }
        guard case .code(let name) = line.field.kind, let set = definitions.codeSets[name],
            let words = profiles[line.column].distinct
        else { return text + "          \(line.field.name): \(self.name(line.column))\n" }
        var known = ""
        var unknown = ""
        for word in words where !set.codes.contains(where: { $0.code.lowercased() == word.lowercased() }) {
            if let code = CodeWords.code(for: word, in: set) {
                known += "              \(YAMLText.scalar(word)): \(YAMLText.scalar(code))\n"
            } else {
                let guess = CodeWords.guess(for: word, in: set) ?? "CODE"
                unknown += "              # ? \(YAMLText.scalar(word)): \(guess)\n"
            }
        }
        if known.isEmpty, unknown.isEmpty { return text + "          \(line.field.name): \(self.name(line.column))\n" }
        text += "          \(line.field.name):\n            from: \(self.name(line.column))\n"
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
