// Which statements about one child are of the same thing. A function of the set of statements: what is withdrawn, undone
// or stated again leaves no trace.

import SENDRecords

/// One thing that one or several feeds state.
public struct StatedThing: Hashable, Sendable {
    /// At most one of each feed, in canonical order; the first names the thing.
    public let statements: [Statement]
    /// nil where one feed alone states it.
    public let reason: PairingReason?
}

/// All that is stated about one child, thing by thing.
public struct StatedThings: Sendable {
    /// In canonical order of their first statements.
    public private(set) var things: [StatedThing] = []
    /// Statements that may be of the same thing while nobody can tell which belong together: each stands for itself.
    public private(set) var unclear: [[Statement]] = []

    /// - Parameter statements: of one child, in canonical order.
    public init(_ statements: [Statement]) {
        var byType: [RecordType: [Statement]] = [:]
        for statement in statements { byType[statement.record.type, default: []].append(statement) }
        var paired: [RecordType: [StatedThing]] = [:]
        func things(of type: RecordType) -> [StatedThing] {
            if let known = paired[type] { return known }
            let own = byType[type] ?? []
            guard let rule = type.declaration.pairing, own.contains(where: { $0.feed != own[0].feed }) else {
                let single = own.map { StatedThing(statements: [$0], reason: nil) }
                paired[type] = single
                return single
            }
            let parents = rule.parent.map { Parents(things(of: $0.type), named: $0.field) }
            let ties = StatementTies(rule, parents: parents)
            let found = ties.pair(own)
            unclear += found.unclear
            paired[type] = found.things
            return found.things
        }
        for type in byType.keys.sorted(by: { $0.number < $1.number }) { self.things += things(of: type) }
        unclear.sort { Settler.canonical($0[0], $1[0]) }
    }
}

/// Finds which thing a statement follows.
struct Parents {
    private struct Name: Hashable {
        let feed: String
        let key: String
    }

    private let field: Int
    private var numbers: [Name: Int] = [:]

    init(_ things: [StatedThing], named field: Int) {
        self.field = field
        for (number, thing) in things.enumerated() {
            for statement in thing.statements { numbers[Name(feed: statement.feed, key: statement.key)] = number }
        }
    }

    /// nil where the feed names none, or one that it doesn't state.
    func number(of statement: Statement) -> Int? {
        String(statement.record[field]).flatMap { numbers[Name(feed: statement.feed, key: $0)] }
    }
}
