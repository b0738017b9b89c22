// Who is known to have SEND. A row that carries no sign itself is taken only for such a child; the mapping asks, and does not
// know where the answer comes from.

import SENDRecords

/// Whom a row is about, as far as it says it.
public struct AskedChild: Sendable {
    /// The partner's own key of the child, in the feed's key space.
    public let key: SubjectKey?
    /// The sound identifiers, the names and the birth date that the row states: a `child` record.
    public let identity: Record

    public init(key: SubjectKey?, identity: Record) {
        self.key = key
        self.identity = identity
    }

    /// Whether there is anything by which a child can be told from others.
    var isUsable: Bool {
        if key != nil || identity[Child.upn] != nil || identity[Child.nhsNumber] != nil || identity[Child.uln] != nil {
            return true
        }
        return identity[Child.forename] != nil && identity[Child.surname] != nil && identity[Child.birthDate] != nil
    }
}

/// Whether a child is known to have SEND.
public enum Acquaintance: Sendable {
    /// The row is left out.
    case unknown
    case known
    /// Known when the file was read before: its rows were taken then.
    case takenBefore
}

/// Answers for the rows of one run.
public protocol KnownChildren: Sendable {
    /// Whether the file was read before and is read again only for children who have become known since.
    var isReadAgain: Bool { get }
    func acquaintance(with child: AskedChild) -> Acquaintance
}

/// Where there is no store to ask: everybody counts as known.
public struct EveryChildIsKnown: KnownChildren {
    public let isReadAgain = false

    public init() {}

    public func acquaintance(with child: AskedChild) -> Acquaintance { .known }
}

/// The children that an example or a trial names: by the partner's key, by an identifier, or as `Forename Surname yyyy-MM-dd`.
public struct ListedChildren: KnownChildren {
    public let isReadAgain = false
    private let names: Set<String>

    public init(_ names: some Sequence<String>) {
        self.names = Set(names)
    }

    public func acquaintance(with child: AskedChild) -> Acquaintance {
        let stated = child.identity
        var own = [child.key?.key, stated[Child.upn], stated[Child.nhsNumber], stated[Child.uln]].compactMap(\.self)
        if let forename = stated[Child.forename], let surname = stated[Child.surname],
            let born = stated[Child.birthDate]
        {
            own.append("\(forename) \(surname) \(born)")
        }
        return names.isDisjoint(with: own) ? .unknown : .known
    }
}

/// What a manifest says of the child whom a row is about, for rows that carry no sign of SEND.
public struct KnownChildRule: Sendable {
    /// The fields of a `child` that tell one child from another.
    static let fields: [FieldDeclaration] = [
        Child.upn.declaration, Child.nhsNumber.declaration, Child.uln.declaration, Child.forename.declaration,
        Child.surname.declaration, Child.birthDate.declaration,
    ]

    public let key: ValueRule?
    public let fields: [FieldRule]

    var values: [ValueRule] { [key].compactMap(\.self) + fields.map(\.value) }
}

struct CompiledKnownChild: Sendable {
    let space: String
    let key: CompiledValue?
    let fields: [CompiledField]
}

extension RowMapper {
    /// The child whom the row is about; nil where it doesn't say enough to ask.
    mutating func asked(_ rule: CompiledKnownChild) -> AskedChild? {
        var key: String?
        if let value = rule.key, let text = text(of: find(value)), KeyText.fault(in: text) == nil,
            text.utf8.count <= Self.longestKey
        {
            key = text
        }
        let type = Child.declaration.type
        var values = [Value](repeating: .notStated, count: Child.declaration.fields.count)
        for field in rule.fields {
            switch value(of: find(field.value), field.reader) {
            case .text(let text): values[field.declaration.number] = .text(text)
            case .date(let date): values[field.declaration.number] = .date(date)
            default: break
            }
        }
        let child = AskedChild(
            key: key.map { SubjectKey(.child, space: rule.space, key: $0) }, identity: Record(type, values: values))
        return child.isUsable ? child : nil
    }
}

extension RowOutcome {
    /// The row was taken, or not, when its file was read before; it isn't counted again.
    static let takenBefore = RowOutcome.leftOut(rule: "read before")
}

extension MappedRow {
    /// Whether the row counts for nothing when its file is read again for children who have become known.
    public var isOfNobodyNew: Bool {
        if case .leftOut = outcome { return true }
        return false
    }
}

extension Manifest {
    /// Whether rows of it are taken only for children whom another feed shows with SEND.
    public var asksForKnownChildren: Bool {
        files.contains { $0.leaveOut.contains { $0.unlessKnown != nil } }
    }
}
