// A value on its way through its functions.

import SENDRecords

/// One function of a value, ready for the rows of one header.
struct CompiledStep: Sendable {
    let work: MappingFunction.Work
    let values: [CompiledValue]
    let dates: DateReader
    let takesNothing: Bool
}

extension RowMapper {
    /// What comes of a value by its functions. It keeps the column that it was read from.
    mutating func applied(_ steps: [CompiledStep], to found: Found, of value: CompiledValue) -> Found {
        var column = column(of: found)
        var text: String?
        switch found {
        case .orphan, .unusable: return found
        case .nothing, .blank: break
        case .cell, .text: text = self.text(of: found)
        }
        for step in steps {
            guard text != nil || step.takesNothing else { continue }
            let values = step.values.map { value -> String? in
                let found = find(value)
                if column == 0 { column = self.column(of: found) }
                return self.text(of: found)
            }
            switch step.work(text ?? "", values, step.dates) {
            case .text(let new): text = new
            case .nothing: text = nil
            case .unusable(let rule): return .unusable(rule, column == 0 ? value.column : column)
            }
        }
        if let text { return .text(text, column) }
        if case .nothing = found { return found }
        return .blank(column)
    }
}
