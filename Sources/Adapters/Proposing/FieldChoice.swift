// Which column goes to which field: the record types that explain most of the columns, each column used once.

import SENDRecords

struct FieldChoice {
    let profiles: [ColumnProfile]
    let guesses: [FieldGuess]
    let entity: EntityKind
    private let wanted: [RecordType]

    init(_ profiles: [ColumnProfile], wanted: [RecordType], _ definitions: Definitions) {
        self.profiles = profiles
        self.wanted = wanted
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
        entity = wanted.first?.entity ?? Self.entity(guesses)
    }

    /// What the rows are about: the kind whose types explain most columns. A child's name or identifiers decide at once.
    private static func entity(_ guesses: [FieldGuess]) -> EntityKind {
        let identity = guesses.filter { $0.type == Child.declaration.type && $0.score >= FieldGuess.sure }
        let telling: Set<String> = ["birth-date", "upn", "nhs-number", "surname"]
        if identity.contains(where: { telling.contains($0.field.name) }) { return .child }
        func sum(_ kind: EntityKind) -> Double {
            var best: [Int: Double] = [:]
            for guess in guesses where guess.type.entity == kind {
                best[guess.column] = max(best[guess.column] ?? 0, guess.score)
            }
            return best.values.reduce(0, +)
        }
        return EntityKind.allCases.max { sum($0) < sum($1) } ?? .child
    }

    /// The records, the one that explains most first; the identity of a child always comes first.
    mutating func blocks() -> [Proposal.RecordBlock] {
        var free = Set(profiles.indices)
        var blocks: [Proposal.RecordBlock] = []
        let child = Child.declaration.type
        if entity == .child {
            let fields = assign(child, &free)
            if !fields.isEmpty { blocks.append(Proposal.RecordBlock(type: child, number: nil, fields: fields)) }
        }
        while blocks.count < 8, let type = best(among: free, except: Set(blocks.map(\.type))) {
            blocks += numbered(type, assign(type, &free))
        }
        return blocks
    }

    private func best(among free: Set<Int>, except: Set<RecordType>) -> RecordType? {
        var best: (type: RecordType, score: Double)?
        for declaration in RecordType.all where declaration.entity == entity && !except.contains(declaration.type) {
            if !wanted.isEmpty, !wanted.contains(declaration.type) { continue }
            var perColumn: [Int: Double] = [:]
            for guess in guesses
            where guess.type == declaration.type && free.contains(guess.column) && !Self.isVague(guess) {
                perColumn[guess.column] = max(perColumn[guess.column] ?? 0, guess.score)
            }
            // One column that is only similar to something is no reason for a record.
            guard perColumn.values.contains(where: { $0 >= FieldGuess.sure }) || !wanted.isEmpty && !perColumn.isEmpty
            else { continue }
            let score = perColumn.values.reduce(0, +)
            if score > best?.score ?? 0 { best = (declaration.type, score) }
        }
        return best?.type
    }

    /// A status, a start or a setting fits many record types: it doesn't choose one.
    private static func isVague(_ guess: FieldGuess) -> Bool {
        ["status", "start", "end", "setting", "from", "to", "reason", "type", "outcome", "date"].contains(
            guess.field.name)
    }

    /// Gives each field of a type its best free column, the surest pair first.
    private func assign(_ type: RecordType, _ free: inout Set<Int>) -> [Proposal.FieldLine] {
        var lines: [Proposal.FieldLine] = []
        var fields: Set<Int> = []
        let ordered = guesses.filter { $0.type == type }.sorted {
            ($0.score, -$0.column) > ($1.score, -$1.column)
        }
        for guess in ordered where free.contains(guess.column) {
            let isRepeat = fields.contains(guess.field.number)
            if isRepeat {
                // SEN need 2 beside SEN need 1: another record of the type, not another reading.
                guard profiles[guess.column].words.number != nil, type != Child.declaration.type,
                    lines.contains(where: {
                        $0.field.number == guess.field.number
                            && profiles[$0.column].words.words == profiles[guess.column].words.words
                    })
                else { continue }
            }
            free.remove(guess.column)
            fields.insert(guess.field.number)
            lines.append(Proposal.FieldLine(field: guess.field, column: guess.column, doubt: guess.doubt))
        }
        return lines.sorted { ($0.field.number, $0.column) < ($1.field.number, $1.column) }
    }

    /// A field that several numbered columns state makes a record for each number.
    private func numbered(_ type: RecordType, _ lines: [Proposal.FieldLine]) -> [Proposal.RecordBlock] {
        let counts = Dictionary(grouping: lines, by: \.field.number)
        guard counts.values.contains(where: { $0.count > 1 }) else {
            return lines.isEmpty ? [] : [Proposal.RecordBlock(type: type, number: nil, fields: lines)]
        }
        let several = lines.filter { (counts[$0.field.number]?.count ?? 0) > 1 }
        let shared = lines.filter { (counts[$0.field.number]?.count ?? 0) == 1 }
        let numbers = Set(several.compactMap { profiles[$0.column].words.number }).sorted()
        return numbers.map { number in
            Proposal.RecordBlock(
                type: type, number: number,
                fields: several.filter { profiles[$0.column].words.number == number } + shared)
        }
    }
}
