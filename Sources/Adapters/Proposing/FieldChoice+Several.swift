// Columns that hold several things, and things that several columns hold: whole names, lists of needs, numbered columns.

import SENDRecords

extension FieldChoice {
    /// Surname and forename out of one column: `OKAFOR, Ada`, or `Ada Okafor`.
    func wholeName(_ free: inout Set<Int>) -> [Proposal.FieldLine] {
        guard let surname = Child.declaration.field(named: "surname"),
            let forename = Child.declaration.field(named: "forename")
        else { return [] }
        let names = profiles.indices.filter { index in
            let profile = profiles[index]
            let words = Set(profile.words.words).subtracting(["name", "full", "legal", "whole"])
            return free.contains(index) && words.isEmpty && profile.strangers.isEmpty && profile.values.count >= 2
                && profile.dates.isEmpty && !profile.values.contains { $0.contains(where: \.isNumber) }
        }
        for column in names {
            let profile = profiles[column]
            let hasRest = profile.share { $0.contains("(") } >= 0.3
            if profile.share(where: { $0.contains(",") }) >= 0.8 {
                free.remove(column)
                let doubt = "one column holds the whole name; it is parted at the comma"
                return [
                    Proposal.FieldLine(
                        field: forename, column: column, doubt: doubt,
                        steps: ["after: \",\""] + (hasRest ? ["before: \"(\""] : [])),
                    Proposal.FieldLine(field: surname, column: column, doubt: doubt, steps: ["before: \",\""]),
                ]
            }
            if profile.share(where: { $0.contains(" ") && !$0.contains(",") }) >= 0.8 {
                free.remove(column)
                let doubt = "one column holds the whole name; it is parted at the first blank"
                return [
                    Proposal.FieldLine(field: forename, column: column, doubt: doubt, steps: ["before: \" \""]),
                    Proposal.FieldLine(field: surname, column: column, doubt: doubt, steps: ["after: \" \""]),
                ]
            }
        }
        return []
    }

    /// The type whose name is one field for the whole name.
    static func named(_ entity: EntityKind) -> RecordType? {
        switch entity {
        case .crewMember: CrewMember.declaration.type
        case .caseworker: Caseworker.declaration.type
        case .child, .setting, .route: nil
        }
    }

    /// Forename and surname in two columns where one field holds the whole name.
    func joinedName(_ free: inout Set<Int>) -> Proposal.FieldLine? {
        guard let field = Self.named(entity)?.declaration.field(named: "name") else { return nil }
        func column(_ word: String) -> Int? {
            free.sorted().first { profiles[$0].words.words.last == word && profiles[$0].words.words.count < 3 }
        }
        guard let forename = column("forename"), let surname = column("surname") else { return nil }
        free.subtract([forename, surname])
        var line = Proposal.FieldLine(field: field, column: surname, doubt: nil)
        line.joined = [forename, surname]
        return line
    }

    /// A field that several numbered columns state makes a record for each number.
    func numbered(_ type: RecordType, _ lines: [Proposal.FieldLine]) -> [Proposal.RecordBlock] {
        if let nested = nested(type, lines) { return [nested] }
        let counts = Dictionary(grouping: lines, by: \.field.number)
        guard counts.values.contains(where: { $0.count > 1 }) else {
            if lines.isEmpty { return [] }
            return listed(type, lines) ?? [Proposal.RecordBlock(type: type, number: nil, fields: lines)]
        }
        let several = lines.filter { (counts[$0.field.number]?.count ?? 0) > 1 }
        let shared = lines.filter { line in
            (counts[line.field.number]?.count ?? 0) == 1 && profiles[line.column].number == nil
        }
        let numbers = Set(several.map { profiles[$0.column].number ?? 1 }).sorted()
        return numbers.map { number in
            let own = lines.filter { line in
                profiles[line.column].number ?? 1 == number && !shared.contains { $0.column == line.column }
            }
            return Proposal.RecordBlock(type: type, number: number, fields: own + shared)
        }.filter { block in block.fields.contains { line in several.contains { $0.field.number == line.field.number } }
        }
    }

    /// A list inside a JSON or XML element: a record for each of its elements, however many there are.
    private func nested(_ type: RecordType, _ lines: [Proposal.FieldLine]) -> Proposal.RecordBlock? {
        guard type != Child.declaration.type, !lines.isEmpty else { return nil }
        var list: String?
        var own: [Proposal.FieldLine] = []
        var covered: [Int: FieldDeclaration] = [:]
        for line in lines {
            guard let split = Self.element(profiles[line.column].name) else { return nil }
            if list == nil { list = split.list }
            guard list == split.list else { return nil }
            covered[line.column] = line.field
            if !own.contains(where: { $0.field.number == line.field.number }) {
                var line = line
                line.path = "@each\(split.rest)"
                own.append(line)
            }
        }
        guard let list else { return nil }
        // The same of the list's other elements.
        for column in profiles.indices {
            guard let split = Self.element(profiles[column].name), split.list == list,
                let line = own.first(where: { $0.path == "@each\(split.rest)" })
            else { continue }
            covered[column] = line.field
        }
        return Proposal.RecordBlock(type: type, number: nil, fields: own, each: list, covered: covered)
    }

    /// `$.needs[0].type` is `.type` of an element of `$.needs[*]`.
    private static func element(_ path: String) -> (list: String, rest: String)? {
        guard path.hasPrefix("$"), let open = path.lastIndex(of: "["), let close = path[open...].firstIndex(of: "]"),
            Int(path[path.index(after: open)..<close]) != nil
        else { return nil }
        var list = ""
        var rest = path[..<open]
        while let index = rest.firstIndex(of: "[") {
            let end = rest[index...].firstIndex(of: "]") ?? index
            let isNumber = Int(rest[rest.index(after: index)..<end]) != nil
            list += rest[..<index] + (isNumber ? "[*]" : rest[index...end])
            rest = rest[rest.index(after: end)...]
        }
        return (list + rest + "[*]", String(path[path.index(after: close)...]))
    }

    /// Several needs in one column make a record for each place.
    private func listed(_ type: RecordType, _ lines: [Proposal.FieldLine]) -> [Proposal.RecordBlock]? {
        guard type == SENNeed.declaration.type,
            let place = lines.firstIndex(where: { $0.field.name == SENNeed.need.declaration.name }),
            let set = definitions.codeSets["sen-type"],
            let list = ListedWords(profiles[lines[place].column].values, set)
        else { return nil }
        return (1...list.most).map { number in
            var fields = lines
            fields[place] = Proposal.FieldLine(
                field: lines[place].field, column: lines[place].column,
                doubt: "the column holds several, parted here as the sample does", steps: list.steps(number),
                list: list)
            return Proposal.RecordBlock(type: type, number: number, fields: number == 1 ? fields : [fields[place]])
        }
    }
}
