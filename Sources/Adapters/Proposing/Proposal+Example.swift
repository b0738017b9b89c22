// Example files for a proposed adapter. The sample is about real people, so nothing of it is copied: the example has the
// sample's columns and its way of writing, and invented people.

import Feeds
import SENDRecords

extension Proposal {
    /// The text of an example file with five invented rows, and one whose birth date nobody can read.
    public func example(definitions: Definitions) -> String {
        let rows = (0..<6).map { row in profiles.indices.map { cell(row, $0, definitions) } }
        switch sample.format {
        case .csv(let delimiter): return Self.csv([profiles.map(\.name)] + rows, delimiter: delimiter)
        case .workbook: return Self.csv([profiles.map(\.name)] + rows, delimiter: UInt8(ascii: ","))
        case .json(let elements):
            return Self.envelope(elements, .array(rows.map(element))).serialised() + "\n"
        case .xml(let elements):
            var steps = elements.split(separator: "/").map { $0 == "*" ? "Message" : String($0) }
            let name = steps.popLast() ?? "Row"
            let inner = rows.map { element($0).xml(named: name) + "\n" }.joined()
            return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + steps.reversed().reduce(inner) { "<\($1)>\n\($0)</\($1)>\n" }
        case .jsonLines: return rows.map { element($0).serialised() + "\n" }.joined()
        }
    }

    private static let forenames = ["Amara", "Joseph", "Maisie", "Idris", "Wren", "Tomos"]
    private static let surnames = ["Okoro-Lane", "Brightwater", "O'Dell", "Hussain-Vale", "Fenwick", "Llwyd"]
    private static let postcodes = ["B1 1AA", "B14 7QH", "B31 2AA", "B8 1DD", "B29 6BD", "B44 0AB"]
    private static let nhsNumbers = [
        "9000000009", "9000000017", "9000000025", "9000000033", "9434765870", "4010232137",
    ]
    private static let ulns = ["1234567899", "1000000000", "9000000008", "1054438004", "1600000001", "1234567899"]
    private static let upns = [
        "P330123419001", "E330200024001", "B801200005001", "A33012341900A", "F33099992500Z", "P330123419001",
    ]

    private func cell(_ row: Int, _ column: Int, _ definitions: Definitions) -> String {
        if attendance?.columns.contains(column) ?? false { return attendance?.cell(row, column) ?? "" }
        if column == attendance?.week {
            return CalendarDate(year: 2026, month: 9, day: 7).flatMap { date in
                profiles[column].dates.first.map { $0.text(for: date) }
            } ?? ""
        }
        let names = records.flatMap(\.fields).first { $0.column == column && !$0.steps.isEmpty && $0.field.isName }
        if names == nil, column == key.column || column == rowKey { return keyText(row, profiles[column]) }
        guard let line = records.flatMap(\.fields).first(where: { $0.column == column }) else {
            if records.flatMap(\.fields).contains(where: { $0.joined.first == column }) { return Self.forenames[row] }
            return records.flatMap(\.fields).compactMap(\.told).first { $0.column == column }?.text ?? ""
        }
        if !line.joined.isEmpty { return Self.surnames[row] }
        if !line.steps.isEmpty, line.field.isName {
            return line.steps.contains("after: \",\"") || line.steps.contains("before: \",\"")
                ? "\(Self.surnames[row]), \(Self.forenames[row])" : "\(Self.forenames[row]) \(Self.surnames[row])"
        }
        switch line.field.kind {
        case .text:
            switch line.field.name {
            case "forename", "preferred-forename": return Self.forenames[row]
            case "surname": return Self.surnames[row]
            case "phone": return "0121 496 000\(row)"
            case "address-line": return "\(row + 1) Example Street"
            default: return profiles[column].isUnique ? keyText(row, profiles[column]) : ""
            }
        case .date:
            let isBirth = line.field.name == "birth-date"
            if isBirth, row == 5 { return "31/02/2015" }
            let date = CalendarDate(year: isBirth ? 2013 + row : 2026, month: 3 + row, day: 14 + row)
            let text = date.flatMap { date in profiles[column].dates.first.map { $0.text(for: date) } } ?? ""
            return profiles[column].isDayWithTime ? text + " 00:00:00.000000" : text
        case .integer: return line.steps.contains("pence") ? "\(row + 1)200.50" : "\(row + 1)"
        case .money: return "\(row + 1)200.50"
        case .flag:
            return (profiles[column].distinct ?? ["Y", "N"]).first {
                FlagWords.meaning(of: $0) == row.isMultiple(of: 2)
            } ?? ""
        case .code(let name):
            guard let set = definitions.codeSets[name] else { return "" }
            let known = (line.list?.words ?? profiles[column].distinct ?? []).filter {
                CodeWords.code(for: $0, in: set) != nil
            }
            // Years of numbers only: a row of nothing but words beside rows with numbers looks like a second header.
            let numbered = name == "year-group" ? known.filter { $0.contains(where: \.isNumber) } : []
            let words = !numbered.isEmpty ? numbered : known.isEmpty ? set.codes.map(\.code) : known
            if let list = line.list {
                let count = row == 0 ? list.most : 1
                return list.cell((0..<count).map { words[(row + $0) % words.count] })
            }
            return words.isEmpty ? "" : words[row % words.count]
        case .identifier(let kind):
            switch kind {
            case .upn: return Self.upns[row]
            case .nhsNumber: return Self.nhsNumbers[row]
            case .uln: return row < 4 ? Self.ulns[row] : ""
            case .postcode: return Self.postcodes[row]
            case .urn: return "10317\(row)"
            case .ukprn: return "1000000\(row)"
            case .laestab: return "330200\(row)"
            case .localAuthority: return "330"
            }
        }
    }

    /// A key of the sample's shape: letters become A, digits the row's number.
    private func keyText(_ row: Int, _ profile: ColumnProfile) -> String {
        let shape = profile.values.first ?? "0000"
        var digits = Array(
            String(row + 1 + (rowsRepeat && profile.name != rowKey.map { profiles[$0].name } ? 0 : 0)).reversed())
        var text: [Character] = []
        for character in shape.prefix(40).reversed() {
            if character.isNumber {
                text.append(digits.isEmpty ? "0" : digits.removeFirst())
            } else {
                text.append(character.isLetter ? "A" : character)
            }
        }
        return shape.contains(where: \.isNumber) ? String(text.reversed()) : "\(row + 1)"
    }

    // MARK: Writing

    private static func csv(_ rows: [[String]], delimiter: UInt8) -> String {
        let mark = String(UnicodeScalar(delimiter))
        return rows.map { row in
            row.map { cell in
                let needsQuotes = cell.contains(mark) || cell.contains { $0 == "\"" || $0.isNewline }
                return needsQuotes
                    ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                        + "\"" : cell
            }.joined(separator: mark) + "\r\n"
        }.joined()
    }

    /// The objects and arrays around the elements, so that their path finds them.
    private static func envelope(_ path: String, _ elements: JSONValue) -> JSONValue {
        var names: [String] = []
        var isInEntries = false
        var rest = path[...]
        if rest.hasSuffix("[*].resource") {
            isInEntries = true
            rest = rest.dropLast(".resource".count)
        }
        rest = rest.dropFirst().hasSuffix("[*]") ? rest.dropFirst().dropLast(3) : rest.dropFirst()
        names = steps(rest).map(\.name)
        var value = elements
        if isInEntries, let all = elements.elements {
            value = .array(all.map { .object([JSONMember("resource", $0)]) })
        }
        for name in names.reversed() { value = .object([JSONMember(name, value)]) }
        return value
    }

    /// One invented element with the sample's paths.
    private func element(_ cells: [String]) -> JSONValue {
        var tree = Branch()
        for (index, profile) in profiles.enumerated() where !cells[index].isEmpty {
            tree.put(cells[index], at: Self.steps(profile.name.dropFirst())[...])
        }
        return tree.value
    }

    private enum Step {
        case member(String)
        case index(Int)

        var name: String { if case .member(let name) = self { name } else { "" } }
    }

    /// The steps of a path that `Sample` made.
    private static func steps(_ path: some StringProtocol) -> [Step] {
        var steps: [Step] = []
        var rest = Array(path)[...]
        while let first = rest.popFirst() {
            if first == "." {
                let name = rest.prefix { $0 != "." && $0 != "[" }
                rest = rest.dropFirst(name.count)
                steps.append(.member(String(name)))
            } else if first == "[" {
                let inside = rest.prefix { $0 != "]" }
                rest = rest.dropFirst(inside.count + 1)
                if inside.first == "'" {
                    steps.append(.member(String(inside.dropFirst().dropLast())))
                } else {
                    steps.append(.index(Int(String(inside)) ?? 0))
                }
            }
        }
        return steps
    }

    /// A JSON value that is being put together.
    private struct Branch {
        var text: String?
        var members: [(name: String, value: Branch)] = []
        var elements: [Branch] = []

        mutating func put(_ text: String, at steps: ArraySlice<Step>) {
            switch steps.first {
            case nil: self.text = text
            case .member(let name):
                if !members.contains(where: { $0.name == name }) { members.append((name, Branch())) }
                if let index = members.firstIndex(where: { $0.name == name }) {
                    members[index].value.put(text, at: steps.dropFirst())
                }
            case .index(let index):
                while elements.count <= index { elements.append(Branch()) }
                elements[index].put(text, at: steps.dropFirst())
            }
        }

        var value: JSONValue {
            if let text { return .string(text) }
            if !elements.isEmpty { return .array(elements.map(\.value)) }
            return .object(members.map { JSONMember($0.name, $0.value.value) })
        }
    }
}
