// Tests that compare a value.

import SENDRecords

enum CompiledComparison: Sendable {
    case notOneOf(WordTable<Void>)
    case matches([TextShape])
    case before(CompiledValue, DateReader)
    case after(CompiledValue, DateReader)
    case equals(CompiledValue)
}

extension RowMapper {
    /// Nil where it cannot be told, because something is no date.
    mutating func holds(_ value: CompiledValue, _ comparison: CompiledComparison, orBlank: Bool) -> Bool? {
        let found = find(value)
        if case .unusable = found { return nil }
        guard let text = text(of: found) else { return orBlank }
        switch comparison {
        case .notOneOf(let words): return !words.contains(text)
        case .matches(let shapes): return shapes.contains { $0.fits(text) }
        case .equals(let other):
            return self.text(of: find(other)).map { Fold.word($0) == Fold.word(text) } ?? false
        case .before(let other, let dates): return isOrdered(text, other, dates)
        case .after(let other, let dates):
            return isOrdered(text, other, dates, isAfter: true)
        }
    }

    private mutating func isOrdered(
        _ text: String, _ other: CompiledValue, _ dates: DateReader, isAfter: Bool = false
    ) -> Bool? {
        guard let limit = self.text(of: find(other)) else { return false }
        guard case .date(let date) = MappingFunction.read(text, dates),
            case .date(let day) = MappingFunction.read(limit, dates)
        else { return nil }
        return isAfter ? date > day : date < day
    }
}
