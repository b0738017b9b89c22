// What is wrong with a row, told once of each column.

import SENDRecords

extension RowMapper {
    mutating func quarantine(_ rule: FaultRule, _ column: Int, _ text: FaultText) {
        quarantine(rule.rawValue, column, text)
    }

    mutating func quarantine(_ rule: String, _ column: Int, _ text: FaultText) {
        let fault = fault(rule, column, text)
        if !quarantining.contains(where: { $0.rule == rule && $0.columnNumber == fault.columnNumber }) {
            quarantining.append(fault)
        }
    }

    mutating func note(_ rule: String, _ column: Int, _ text: FaultText) {
        let fault = fault(rule, column, text)
        if !notes.contains(where: { $0.rule == rule && $0.columnNumber == fault.columnNumber }) { notes.append(fault) }
    }

    mutating func quarantineParts() {
        quarantine(.tooManyParts, 0, FaultText.tooManyParts)
    }

    func fault(_ rule: String, _ column: Int, _ text: FaultText) -> RowFault {
        let name = columnName(column)
        return RowFault(
            line: row.line, columnNumber: column, columnName: name, rule: rule, what: text.what, advice: text.advice)
    }

    /// What the columns of a value are called, for a message.
    func names(of value: CompiledValue) -> [String] {
        var indices: [Int] = []
        func add(_ finder: Finder) {
            switch finder {
            case .column(let index): indices.append(index)
            case .columns(let several): indices += several
            case .firstOf(let several): several.forEach(add)
            case .partPath(let index): indices.append(mapping.partPaths[index].column)
            case .part(let level), .partNumber(let level), .partPlace(let level, _), .partColumn(let level, _):
                indices += current.indices.contains(level) ? columns(of: current[level]) : []
            case .named(let number):
                add(mapping.values[number].finder)
                for other in mapping.values[number].otherwise { add(other.finder) }
            case .lookup(_, _, let by), .within(_, let by): add(by.finder)
            case .template(let parts): for case .value(let finder) in parts { add(finder) }
            case .nowhere, .constant: break
            }
        }
        var rest: CompiledValue? = value
        while let next = rest {
            add(next.finder)
            rest = next.otherwise.first
        }
        return indices.map { columnName($0 + 1) }
    }

    private func columns(of part: CurrentPart) -> [Int] {
        let column = column(of: part.found)
        return part.match?.columns.filter { $0 >= 0 } ?? (column > 0 ? [column - 1] : [])
    }

    private func columnName(_ column: Int) -> String {
        let beyond = column - mapping.columns.count
        if beyond <= 0 { return column > 0 ? mapping.columns[column - 1] : "" }
        return beyond <= places.names.count ? places.names[beyond - 1] : ""
    }
}
