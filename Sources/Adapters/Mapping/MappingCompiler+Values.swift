// Values: where they are found, which words of them stand for nothing, and what is made of them.

import Feeds
import SENDRecords

extension MappingCompiler {
    mutating func value(_ rule: ValueRule) -> CompiledValue {
        let blank = WordTable(rule.blank.isEmpty ? usualBlanks(of: rule) : rule.blank)
        let finder = finder(rule.source)
        var compiled = CompiledValue(
            finder: finder, blank: blank, steps: rule.functions.map { step($0) }, column: column(of: finder),
            onlyValid: rule.onlyValid,
            otherwise: rule.otherwise.map { value($0) })
        if compiled.column == 0 { compiled.column = compiled.otherwise.first?.column ?? 0 }
        return compiled
    }

    /// For functions and tests; they have no field whose range and order could tell more.
    func dates(_ formats: [DateFormat]) -> DateReader { DateReader(formats, today: today, zone: zone) }

    /// The manifest's words for nothing, as far as they hold for a value: never for one that fills a name (there are people
    /// called Null), and not a word that is a code of a field that the value fills.
    private func usualBlanks(of rule: ValueRule) -> [String] {
        guard !manifest.blank.isEmpty else { return [] }
        let columns = columns(of: rule)
        var words = manifest.blank
        for record in file.records {
            for field in record.fields where !columns.isDisjoint(with: self.columns(of: field.value)) {
                if field.field.isName { return [] }
                if case .code(_, let table) = reader(of: field) { words.removeAll { table.contains($0) } }
            }
        }
        return words
    }

    /// The columns that a value comes from, through named values too.
    private func columns(of rule: ValueRule) -> Set<String> {
        var names: Set<String> = []
        for source in rule.sources {
            if case .named(let name) = source, let value = file.values.first(where: { $0.name == name }) {
                names.formUnion(columns(of: value.value))
            }
            names.formUnion(source.columns.map(Fold.header))
        }
        return names
    }

    private mutating func step(_ step: FunctionStep) -> CompiledStep {
        CompiledStep(
            work: step.work, values: step.values.map { value($0) }, dates: dates(step.dates),
            takesNothing: step.function.takesNothing)
    }
}
