// What a test compares a value with, beside being stated and being one of some words.

/// One comparison of a test.
public indirect enum Comparison: Sendable {
    case notOneOf([String])
    case matches([TextShape])
    /// Both read as dates.
    case before(ValueRule, [DateFormat])
    case after(ValueRule, [DateFormat])
    case equals(ValueRule)

    var values: [ValueRule] {
        switch self {
        case .notOneOf, .matches: []
        case .before(let value, _), .after(let value, _), .equals(let value): [value]
        }
    }
}
