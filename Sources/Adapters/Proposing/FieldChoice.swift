// Which column goes to which field: the record types that explain most of the columns, each column used once.

import SENDRecords

struct FieldChoice {
    let profiles: [ColumnProfile]
    let guesses: [FieldGuess]
    let entity: EntityKind
    private let wanted: [RecordType]
    private let definitions: Definitions
    /// Types that at least one column is surely of.
    private let choosable: Set<RecordType>

    init(_ profiles: [ColumnProfile], wanted: [RecordType], _ definitions: Definitions) {
        self.profiles = profiles
        self.wanted = wanted
        self.definitions = definitions
        let types =
            wanted.isEmpty
            ? RecordType.all : RecordType.all.filter { wanted.contains($0.type) || $0.type == Child.declaration.type }
        var guesses: [FieldGuess] = []
        for declaration in types {
            for field in declaration.fields {
                for (index, profile) in profiles.enumerated() {
                    if let guess = FieldGuess.of(index, profile, as: field, of: declaration.type, definitions) {
                        guesses.append(guess)
                    }
                }
            }
        }
        self.guesses = guesses
        choosable = Set(guesses.filter { $0.score >= FieldGuess.sure && !$0.isVague }.map(\.type))
        entity = wanted.first?.entity ?? Self.entity(guesses, profiles)
    }

    /// What the rows are about: the kind whose types explain most columns. A child's name or identifiers decide at once.
    private static func entity(_ guesses: [FieldGuess], _ profiles: [ColumnProfile]) -> EntityKind {
        let identity = guesses.filter { $0.type == Child.declaration.type && $0.score >= FieldGuess.sure }
        let own: Set<String> = ["upn", "nhs-number"]
        if identity.contains(where: { own.contains($0.field.name) }) { return .child }
        // Drivers and officers have surnames and birth dates too: what else the columns are of counts then.
        func sure(_ kind: EntityKind) -> Int {
            Set(
                guesses.filter { guess in
                    guess.type.entity == kind && guess.score >= FieldGuess.sure && !guess.isVague
                        && guess.type != Child.declaration.type && guess.type != Contact.declaration.type
                }.map(\.column)
            ).count
        }
        let telling: Set<String> = ["birth-date", "surname"]
        let others = EntityKind.allCases.filter { $0 != .child }.map(sure).max() ?? 0
        if identity.contains(where: { telling.contains($0.field.name) }), others < 2 || others <= sure(.child) {
            return .child
        }
        func sum(_ kind: EntityKind) -> Double {
            var best: [Int: Double] = [:]
            for guess in guesses where guess.type.entity == kind {
                best[guess.column] = max(best[guess.column] ?? 0, guess.isVague ? guess.score / 2 : guess.score)
            }
            return best.values.reduce(0, +)
        }
        return EntityKind.allCases.max { sum($0) < sum($1) } ?? .child
    }

    // MARK: Choosing

    /// The records, the one that explains most first; the identity of a child always comes first.
    ///
    /// - Parameter taken: columns that are something else already, such as the key.
    func blocks(without taken: Set<Int>) -> [Proposal.RecordBlock] {
        var free = Set(profiles.indices).subtracting(taken)
        var lines: [(type: RecordType, lines: [Proposal.FieldLine])] = []
        let child = Child.declaration.type
        if entity == .child {
            var fields = assign(child, &free, .telling, beside: [])
            if !fields.contains(where: { ["surname", "forename"].contains($0.field.name) }) {
                fields += wholeName(&free)
            }
            if !fields.isEmpty { lines.append((child, fields)) }
        }
        while lines.count < 10, let type = best(among: free, except: Set(lines.map(\.type))) {
            lines.append((type, assign(type, &free, .telling, beside: [])))
        }
        // What fits many records goes to one that is there anyway: first to the events, then to what a roll states.
        let order = lines.indices.sorted { Self.isOfRoll(lines[$0].type) ? false : Self.isOfRoll(lines[$1].type) }
        for index in order where lines[index].type != child {
            lines[index].lines += assign(lines[index].type, &free, .vague, beside: lines[index].lines)
        }
        if let place = lines.firstIndex(where: { $0.type == child }) {
            lines[place].lines += assign(child, &free, .vague, beside: lines[place].lines)
        }
        for index in lines.indices {
            lines[index].lines += assign(lines[index].type, &free, .similar, beside: lines[index].lines)
        }
        lines += roll(&free, beside: lines.map(\.type))
        if let line = joinedName(&free), let place = lines.firstIndex(where: { $0.type == Self.named(entity) }),
            !lines[place].lines.contains(where: { $0.field.name == "name" })
        {
            lines[place].lines.append(line)
        }
        settle(&lines)
        return lines.flatMap {
            numbered($0.type, $0.lines.sorted { ($0.field.number, $0.column) < ($1.field.number, $1.column) })
        }
    }

    /// A school's URN in a list of children without more about a roll: they may be on it.
    private func roll(
        _ free: inout Set<Int>, beside types: [RecordType]
    ) -> [(type: RecordType, lines: [Proposal.FieldLine])] {
        let enrolment = Enrolment.declaration.type
        guard entity == .child, !types.contains(enrolment), wanted.isEmpty || wanted.contains(enrolment),
            let guess = guesses.first(where: {
                $0.type == enrolment && free.contains($0.column) && $0.field.kind == .identifier(.urn)
            })
        else { return [] }
        free.remove(guess.column)
        let doubt = "is this the school on whose roll the child is?"
        return [(enrolment, [Proposal.FieldLine(field: guess.field, column: guess.column, doubt: doubt)])]
    }

    /// What else a column may be that nothing is read from.
    func hints(for column: Int) -> [String] {
        let all = guesses.filter { $0.column == column && $0.type.entity == entity }.sorted { $0.score > $1.score }
        let telling = all.filter { !$0.isVague }
        let found = telling.isEmpty ? all.filter { $0.score >= FieldGuess.likely } : telling
        var names: [String] = []
        for guess in found where names.count < 2 {
            let name = "\(guess.type.name) \(guess.field.name)"
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    private func best(among free: Set<Int>, except: Set<RecordType>) -> RecordType? {
        var best: (type: RecordType, score: Double)?
        for declaration in RecordType.all where declaration.entity == entity && !except.contains(declaration.type) {
            if !wanted.isEmpty, !wanted.contains(declaration.type) { continue }
            var perColumn: [Int: Double] = [:]
            for guess in guesses where guess.type == declaration.type && free.contains(guess.column) && !guess.isVague {
                perColumn[guess.column] = max(perColumn[guess.column] ?? 0, guess.score)
            }
            // One column that is only similar to something is no reason for a record.
            let isNeed =
                declaration.type == SENNeed.declaration.type || declaration.type == SENProvision.declaration.type
            let enough = isNeed ? FieldGuess.possible : FieldGuess.sure
            // Two that are rather like it are.
            let isLikely = perColumn.values.count { $0 > FieldGuess.likely } > 1
            guard
                isLikely || perColumn.values.contains(where: { $0 >= enough }) || !wanted.isEmpty && !perColumn.isEmpty
            else { continue }
            let score = perColumn.values.map { $0 * $0 }.reduce(0, +)
            if score > best?.score ?? 0 { best = (declaration.type, score) }
        }
        if best == nil, !wanted.isEmpty {
            // The author says what the rows are: then a start is the start of that.
            return wanted.first { type in
                !except.contains(type) && guesses.contains { $0.type == type && free.contains($0.column) }
            }
        }
        return best?.type
    }

    private static func isOfEvent(_ type: RecordType) -> Bool { !isOfRoll(type) }

    /// Whether a type tells of a child's place on a roll, so that events come before it.
    private static func isOfRoll(_ type: RecordType) -> Bool {
        [Enrolment.declaration.type, SENProvision.declaration.type, SENNeed.declaration.type, Contact.declaration.type]
            .contains(type)
    }

    /// Which guesses a round of choosing takes.
    private enum Round {
        /// Headers that say what they are.
        case telling
        /// Headers that fit many records.
        case vague
        /// Headers that are only like one.
        case similar

        func takes(_ guess: FieldGuess) -> Bool {
            switch self {
            case .telling: !guess.isVague && guess.score >= FieldGuess.likely || guess.isByValue
            case .vague: guess.isVague && guess.score >= FieldGuess.likely
            case .similar: guess.score < FieldGuess.likely
            }
        }
    }

    /// Gives each field of a type its best free column, the surest pair first.
    private func assign(
        _ type: RecordType, _ free: inout Set<Int>, _ round: Round, beside: [Proposal.FieldLine]
    ) -> [Proposal.FieldLine] {
        var lines: [Proposal.FieldLine] = []
        var fields = Set(beside.map(\.field.number))
        let ordered = guesses.filter { $0.type == type && round.takes($0) }.sorted {
            ($0.score, -$0.column) > ($1.score, -$1.column)
        }
        for guess in ordered where free.contains(guess.column) {
            if isBetterElsewhere(guess) { continue }
            // Whose statement a provision is is told by the roll.
            if type == SENProvision.declaration.type, guess.field.kind == .identifier(.urn) { continue }
            let isRepeat = fields.contains(guess.field.number)
            if isRepeat {
                // SEN need 2 beside SEN need 1: another record of the type, not another reading.
                guard profiles[guess.column].number != nil, type != Child.declaration.type,
                    (lines + beside).contains(where: {
                        $0.field.number == guess.field.number && $0.column != guess.column
                            && profiles[$0.column].words.words == profiles[guess.column].words.words
                            && profiles[$0.column].number != profiles[guess.column].number
                    })
                else { continue }
            }
            free.remove(guess.column)
            fields.insert(guess.field.number)
            lines.append(line(guess))
        }
        return lines
    }

    /// A column that a type only resembles is left to the one that it fits better.
    private func isBetterElsewhere(_ guess: FieldGuess) -> Bool {
        guard !guess.isVague, guess.score < FieldGuess.sure, wanted.isEmpty else { return false }
        return guesses.contains {
            $0.column == guess.column && !$0.isVague && $0.type != guess.type && $0.type.entity == entity
                && $0.score > guess.score + 0.05 && choosable.contains($0.type)
        }
    }

    private func line(_ guess: FieldGuess) -> Proposal.FieldLine {
        let profile = profiles[guess.column]
        var steps: [String] = []
        if guess.field.name.hasPrefix("minutes"), !profile.folded.contains("minute") { steps = ["minutes"] }
        if guess.field.isPence, !profile.folded.contains("pence") { steps = ["pence"] }
        if guess.field.kind == .date, profile.isDayWithTime { steps = ["first: 10"] }
        var line = Proposal.FieldLine(field: guess.field, column: guess.column, doubt: guess.doubt, steps: steps)
        if guess.type == Child.declaration.type { tell(&line) }
        return line
    }

    /// Of a list whose elements say what they are, the one that is meant is read wherever it stands:
    /// `$.identifier[?@.system=='…'].value`.
    private func tell(_ line: inout Proposal.FieldLine) {
        let name = profiles[line.column].name
        guard name.hasPrefix("$"), let open = name.range(of: "[0].") else { return }
        let list = name[..<open.lowerBound]
        for key in ["system", "use", "type"] {
            guard let column = profiles.firstIndex(where: { $0.name == "\(list)[0].\(key)" }), column != line.column,
                profiles[column].values.count == profiles[line.column].values.count,
                let words = profiles[column].distinct, words.count == 1, let text = words.first,
                !text.contains("'"), !text.contains("\\")
            else { continue }
            line.path = "\(list)[?@.\(key)=='\(text)'].\(name[open.upperBound...])"
            line.told = (column, text)
            return
        }
    }

    /// What was only marked because its header fits many records loses the mark where one record alone is there for it, and
    /// two surer columns say that it is.
    private func settle(_ lines: inout [(type: RecordType, lines: [Proposal.FieldLine])]) {
        let types = lines.map(\.type)
        for index in lines.indices {
            let sure = lines[index].lines.count { $0.doubt == nil }
            guard sure >= 2 else { continue }
            for place in lines[index].lines.indices {
                let line = lines[index].lines[place]
                guard line.doubt == FieldGuess.vagueDoubt else { continue }
                let rivals = guesses.filter { guess in
                    guess.column == line.column && types.contains(guess.type)
                        && (guess.type != lines[index].type || guess.field.number != line.field.number)
                }
                let own = guesses.first {
                    $0.column == line.column && $0.type == lines[index].type && $0.field.number == line.field.number
                }
                if rivals.isEmpty, line.field.kind != .identifier(.urn) || Self.isOfEvent(lines[index].type),
                    own?.score ?? 0 >= FieldGuess.likely
                {
                    lines[index].lines[place].doubt = nil
                }
            }
        }
    }

    // MARK: Several in one

    /// Surname and forename out of one column: `OKAFOR, Ada`, or `Ada Okafor`.
    private func wholeName(_ free: inout Set<Int>) -> [Proposal.FieldLine] {
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
    private static func named(_ entity: EntityKind) -> RecordType? {
        switch entity {
        case .crewMember: CrewMember.declaration.type
        case .caseworker: Caseworker.declaration.type
        case .child, .setting, .route: nil
        }
    }

    /// Forename and surname in two columns where one field holds the whole name.
    private func joinedName(_ free: inout Set<Int>) -> Proposal.FieldLine? {
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
    private func numbered(_ type: RecordType, _ lines: [Proposal.FieldLine]) -> [Proposal.RecordBlock] {
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

/// A column that lists several words of a code set in one cell.
struct ListedWords {
    /// What stands between them.
    let marks: [String]
    /// How many one cell holds at most.
    let most: Int
    /// The words by themselves.
    let words: [String]

    private static let ways: [[String]] = [["1. ", "2. ", "3. ", "4. "], [";"], ["|"], ["\n"], ["/"], [" & "], [","]]

    /// nil where the values aren't lists.
    init?(_ values: [String], _ set: CodeSet) {
        guard !values.isEmpty else { return nil }
        let single = values.count { CodeWords.code(for: $0, in: set) != nil }
        var best: (marks: [String], pieces: [[String]], known: Int)?
        for marks in Self.ways {
            let pieces = values.map { Self.pieces(of: $0, marks) }
            let known = pieces.count { list in
                !list.isEmpty && list.allSatisfy { CodeWords.code(for: $0, in: set) != nil }
            }
            if known > best?.known ?? 0 { best = (marks, pieces, known) }
        }
        guard let best, best.known > single, best.known * 10 >= values.count * 7,
            best.marks.count > 1 || best.pieces.contains(where: { $0.count > 1 })
        else { return nil }
        marks = best.marks
        most = min(4, best.pieces.map(\.count).max() ?? 1)
        var seen: Set<String> = []
        words = best.pieces.joined().filter { seen.insert($0).inserted }
    }

    private var isRanked: Bool { marks.count > 1 }

    /// The functions that take the piece with this number.
    func steps(_ number: Int) -> [String] {
        let of = marks.map(YAMLText.scalar).joined(separator: ", ")
        return isRanked
            ? ["{part: \(number + 1), of: [\(of)]}", "trim: \",\""] : ["{part: \(number), of: \(of)}", "trim: \",\""]
    }

    /// A cell with these words, as the sample writes such cells.
    func cell(_ words: [String]) -> String {
        if !isRanked { return words.joined(separator: marks[0]) }
        return words.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: ", ")
    }

    private static func pieces(of value: String, _ marks: [String]) -> [String] {
        var pieces = [value[...]]
        for mark in marks {
            pieces = pieces.flatMap { $0.split(separator: mark, omittingEmptySubsequences: true) }
        }
        return pieces.map { String($0).trimmingMarks }.filter { !$0.isEmpty }
    }
}

extension String {
    fileprivate var trimmingMarks: String {
        var text = self[...]
        while let last = text.last, last.isWhitespace || last == "," { text.removeLast() }
        while let first = text.first, first.isWhitespace || first == "," { text.removeFirst() }
        return String(text)
    }
}

extension ColumnProfile {
    /// The number of a numbered column.
    var number: Int? { readings.first { $0.number != nil }?.number }
}
