// By what two feeds' statements about one child are known to be of the same thing: a rule that a record type declares.

/// When two feeds state the same request, plan or review, and not two of them.
///
/// Where both state the authority's reference, it alone decides: the same one is the same thing, another one never. Else
/// what they follow must be one thing (an assessment follows its request), or the fields that make it what it is must be
/// the same (a need its type), and their dates must lie close enough. Two statements of one feed are never the same thing.
public struct Pairing: Sendable {
    /// Dates that say when the same thing was, in statements of different feeds.
    public struct Dates: Sendable {
        /// Field numbers; of several the first that is stated counts.
        public let fields: [Int]
        /// How far apart they may lie.
        public let days: Int
        /// Whether it is one day in fact, so that different days mean that somebody is mistaken.
        public let isOneDay: Bool

        /// Of a day that was: whoever states it means the same day.
        public static func day(_ fields: [FieldDeclaration], within days: Int) -> Dates {
            Dates(fields: fields.map(\.number), days: days, isOneDay: true)
        }

        /// Of a day that was planned against the day that came of it: they may differ, and nobody is mistaken.
        public static func plan(_ fields: [FieldDeclaration], within days: Int) -> Dates {
            Dates(fields: fields.map(\.number), days: days, isOneDay: false)
        }
    }

    /// The record that one of this type follows, by the key that the same feed gives it.
    public struct Parent: Sendable {
        public let field: Int
        public let type: RecordType
    }

    /// The field with the authority's own reference, the same in every system that quotes it.
    public let reference: Int?
    public let parent: Parent?
    /// Fields that have one value in all statements of the same thing; at least one of them is stated.
    public let same: [Int]
    /// The first for which both statements have a day decides.
    public let dates: [Dates]

    public init(reference: FieldDeclaration? = nil, dates: [Dates]) {
        self.reference = reference?.number
        parent = nil
        same = []
        self.dates = dates
    }

    /// One for each value of some fields; dates tell them apart where both statements have one.
    public init(same fields: [FieldDeclaration], dates: [Dates] = []) {
        reference = nil
        parent = nil
        same = fields.map(\.number)
        self.dates = dates
    }

    /// One for each thing that it follows; dates tell them apart where a feed states several.
    public init(following type: RecordType, by field: FieldDeclaration, dates: [Dates]) {
        reference = nil
        parent = Parent(field: field.number, type: type)
        same = []
        self.dates = dates
    }
}

extension RecordDeclaration {
    /// The rule in one sentence, for the reference.
    var pairingText: String? {
        guard let pairing else { return nil }
        func names(_ numbers: [Int]) -> String { numbers.map { fields[$0].name }.joined(separator: " or ") }
        var ways: [String] = []
        if let reference = pairing.reference { ways.append("they state the same \(names([reference]))") }
        if let parent = pairing.parent { ways.append("they follow the same \(parent.type.name)") }
        if !pairing.same.isEmpty {
            let fields = pairing.same.map { self.fields[$0].name }.joined(separator: ", ")
            let close = pairing.dates.map { " and their days (\(names($0.fields))) lie at most \($0.days) days apart" }
            ways.append("they state the same \(fields)\(close.joined())")
        } else if pairing.parent == nil {
            ways += pairing.dates.map { "their days (\(names($0.fields))) lie at most \($0.days) days apart" }
        }
        return "Two feeds state the same one where \(ways.joined(separator: ", else where "))."
    }

    /// The rule in short: what was derived under another one is derived again.
    public var pairingMark: String? {
        guard let pairing else { return nil }
        let dates = pairing.dates.map { "\($0.fields)<=\($0.days)\($0.isOneDay ? "!" : "")" }.joined()
        let same = pairing.same.isEmpty ? "" : ":\(pairing.same)"
        return "\(name):\(pairing.reference ?? -1):\(pairing.parent?.field ?? -1):\(dates)\(same)"
    }
}
