// Which column goes to which field: the record types that explain most of the columns, each column used once.

import SENDRecords

struct FieldChoice {
    let profiles: [ColumnProfile]
    let guesses: [FieldGuess]
    let entity: EntityKind
    private let wanted: [RecordType]
    let definitions: Definitions
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
}

extension ColumnProfile {
    /// The number of a numbered column.
    var number: Int? { readings.first { $0.number != nil }?.number }
}
