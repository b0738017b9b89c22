// `apply` and `tables` of a manifest, checked against the declarations of the functions.

import Configuring

extension ManifestReader {
    /// The functions that a value goes through, in order. Their kinds must fit: what gives a number takes no date.
    func functions(_ nodes: [ConfigurationNode], in scope: FileScope) -> [FunctionStep] {
        var steps: [FunctionStep] = []
        for node in nodes {
            guard let step = function(node, in: scope) else { continue }
            if let last = steps.last?.function, !last.output.feeds(step.function.input) {
                problems.report(
                    "`\(last.name)` gives a \(last.output.rawValue), but `\(step.function.name)` takes a "
                        + "\(step.function.input.rawValue)", at: node.place)
            }
            steps.append(step)
        }
        return steps
    }

    private func function(_ node: ConfigurationNode, in scope: FileScope) -> FunctionStep? {
        let names = MappingFunction.all.map(\.name)
        if let name = node.text, !node.isBlank {
            guard let function = MappingFunction.named(name) else {
                unknown(name, among: names, at: node.place)
                return nil
            }
            if let parameter = function.parameters.first(where: { $0.standard == nil }) {
                problems.report(
                    "`\(name)` lacks what follows it",
                    hint: "It says: \(parameter.meaning). Such as `\(function.example.yaml)`.", at: node.place)
                return nil
            }
            return step(function, [:], in: scope)
        }
        guard let entries = node.entries, let first = entries.first else {
            problems.report(
                "`apply` should list functions, each a name or a name with what follows it",
                hint: "Such as `- upper`, or `- first: 4`. `sendgate adapters functions` lists them.", at: node.place)
            return nil
        }
        guard let function = entries.lazy.compactMap({ MappingFunction.named($0.key) }).first else {
            unknown(first.key, among: names, at: first.keyPlace)
            return nil
        }
        let parameters = function.parameters.map(\.name)
        var stated: [String: ConfigurationNode] = [:]
        for entry in entries {
            if parameters.contains(entry.key) {
                stated[entry.key] = entry.value
            } else if entry.key == function.name {
                problems.report("nothing follows `\(function.name)`", hint: "Write it alone.", at: entry.keyPlace)
            } else if MappingFunction.named(entry.key) != nil {
                problems.report(
                    "`\(function.name)` and `\(entry.key)` are two functions", hint: "Write one after the other.",
                    at: entry.keyPlace)
            } else {
                problems.report(
                    "`\(function.name)` has no `\(entry.key)`",
                    hint: NearestName.hint(for: entry.key, among: parameters), at: entry.keyPlace)
            }
        }
        for parameter in function.parameters where parameter.standard == nil && stated[parameter.name] == nil {
            problems.report(
                "`\(function.name)` lacks `\(parameter.name)`", hint: "It says: \(parameter.meaning).", at: node.place)
        }
        return step(function, stated, in: scope)
    }

    private func unknown(_ name: String, among names: [String], at place: ConfigurationPlace) {
        problems.report(
            "there is no function `\(name)`",
            hint: NearestName.hint(for: name, among: names) ?? "`sendgate adapters functions` lists them.", at: place)
    }

    private func step(
        _ function: MappingFunction, _ stated: [String: ConfigurationNode], in scope: FileScope
    ) -> FunctionStep {
        var arguments = Arguments()
        var values: [ValueRule] = []
        for parameter in function.parameters {
            let name = parameter.name
            guard let node = stated[name] else {
                if let standard = parameter.standard { arguments.texts[name] = [standard] }
                continue
            }
            switch parameter.kind {
            case .text: arguments.texts[name] = ValueKind<String>.text.readMeant(node, name, problems).map { [$0] }
            case .texts:
                let nodes: [ConfigurationNode] = if case .sequence(let all) = node.content { all } else { [node] }
                arguments.texts[name] = nodes.compactMap { ValueKind<String>.text.readMeant($0, name, problems) }
                if arguments.texts[name]?.contains("") ?? true {
                    problems.report("`\(name)` is an empty text", at: node.place)
                }
            case .choice(let names):
                arguments.texts[name] = ValueKind<String>.oneOf(names).read(node, name, problems).map { [$0] }
            case .wholeNumber(let range):
                arguments.numbers[name] = ValueKind<Int>.integer(range).read(node, name, problems)
                if arguments.numbers[name] == 0, name == "part" {
                    problems.report("there is no part 0", hint: "1 is the first, -1 the last.", at: node.place)
                }
            case .number:
                if let number = node.text.flatMap(DecimalText.init) {
                    arguments.decimals[name] = number
                } else {
                    problems.report("`\(name)` should be a number", at: node.place)
                }
            case .dateFormats:
                arguments.dates = ValueKind<[DateFormat]>.oneOrMore(of: .dateFormat).read(node, name, problems) ?? []
            case .table: arguments.table = table(node, in: scope)
            case .value:
                if let value = value(node, called: name, in: scope) { values.append(value) }
            }
        }
        return FunctionStep(
            function: function, values: values, dates: arguments.dates.isEmpty ? scope.dates : arguments.dates,
            work: function.work(arguments))
    }

    // MARK: Tables

    /// The manifest's tables, by name.
    func tables(_ entries: [Named<ConfigurationNode>]) -> [String: WordTable<String>] {
        var tables: [String: WordTable<String>] = [:]
        for entry in entries { tables[entry.name] = words(entry.value, called: entry.name) }
        return tables
    }

    private func table(_ node: ConfigurationNode, in scope: FileScope) -> WordTable<String> {
        guard let name = node.text, !node.isBlank else { return words(node, called: "table") }
        if let table = scope.tables[name] { return table }
        problems.report(
            "there is no table called `\(name)`",
            hint: NearestName.hint(for: name, among: scope.tables.keys.sorted())
                ?? "Tables that several rules use stand under `tables` of the manifest.", at: node.place)
        return WordTable()
    }

    private func words(_ node: ConfigurationNode, called name: String) -> WordTable<String> {
        var table = WordTable<String>()
        guard let entries = node.entries, !entries.isEmpty else {
            problems.report(
                "`\(name)` should be a mapping of words, each to what it stands for", at: node.place)
            return table
        }
        for entry in entries {
            guard let meaning = ValueKind<String>.text.readMeant(entry.value, entry.key, problems) else { continue }
            if !table.add(entry.key, meaning) {
                problems.report("the word `\(entry.key)` stands twice", at: entry.keyPlace)
            }
        }
        return table
    }
}

extension MappingFunction.Kind {
    /// A text can be read as a date or a number, and both can be taken as text.
    func feeds(_ input: MappingFunction.Kind) -> Bool { self == input || self == .text || input == .text }
}

extension ValueKind where Value == String {
    /// Like `read`, but an empty text in quotes is meant.
    fileprivate func readMeant(_ node: ConfigurationNode, _ name: String, _ problems: ProblemCollector) -> String? {
        if let text = node.text, text.isEmpty, !node.isBlank { return "" }
        return read(node, name, problems)
    }
}
