// What a mapping can say, in words: `adapters functions`. All of it comes from the declarations that read it.

import Adapters
import Feeds

extension AdapterTelling {
    /// Every function and every shape with its example.
    ///
    /// - Parameter name: only those of this name; all where it is nil.
    /// - Throws: `CommandError` where there is none of this name.
    public static func functions(named name: String? = nil) throws(CommandError) -> Telling {
        let functions = MappingFunction.all.filter { name == nil || $0.name == name }
        let shapes = MappingShape.all.filter { shape in
            name.map { shape.group.rawValue == $0 || shape.name == $0 } ?? true
        }
        guard !functions.isEmpty || !shapes.isEmpty else {
            throw CommandError("There is no function \(name ?? ""). `sendgate adapters functions` lists them.")
        }
        var page = Page()
        if !functions.isEmpty {
            page.line("Functions, in `apply: [upper, {part: 2, of: \"-\"}]` of a value, done one after the other")
            for function in functions { tell(function, &page) }
        }
        for group in MappingShape.Group.allCases {
            let members = shapes.filter { $0.group == group }
            if members.isEmpty { continue }
            if !page.lines.isEmpty { page.line() }
            page.line(group.title)
            for shape in members { tell(shape, &page) }
        }
        let json = JSONValue.object([
            JSONMember("functions", .array(functions.map(json))), JSONMember("shapes", .array(shapes.map(json))),
        ])
        return Telling(text: page.text, json: json)
    }

    private static func tell(_ function: MappingFunction, _ page: inout Page) {
        page.line()
        page.line("  \(function.name)  (\(function.input.rawValue) to \(function.output.rawValue))")
        page.line("    \(function.meaning)")
        for parameter in function.parameters {
            let standard = parameter.standard.map { "; \($0.isEmpty ? "nothing" : $0) where it isn't stated" } ?? ""
            page.line("    \(parameter.name): \(parameter.shape): \(parameter.meaning)\(standard)")
        }
        page.line(
            "    \(shown(function.example.input))  apply: [\(function.example.yaml)]  gives \(shown(function.example.output))"
        )
    }

    private static func tell(_ shape: MappingShape, _ page: inout Page) {
        page.line()
        page.line("  \(shape.name)")
        page.line("    \(shape.meaning)")
        func block(_ title: String, _ text: String) {
            page.line("    \(title):")
            for line in text.split(separator: "\n") { page.line("      \(line)") }
        }
        if let earlier = shape.example.earlier {
            block("earlier file `people`", earlier.yaml)
            block("its rows", earlier.input)
        }
        block("manifest", shape.example.yaml)
        block("rows", shape.example.input)
        block("gives", shape.example.output.joined(separator: "\n"))
    }

    private static func shown(_ text: String) -> String { text.isEmpty ? "nothing" : "\"\(text)\"" }

    private static func json(_ function: MappingFunction) -> JSONValue {
        let parameters = function.parameters.map { parameter in
            JSONValue.object([
                JSONMember("name", .string(parameter.name)), JSONMember("type", .string(parameter.shape)),
                JSONMember("required", .bool(parameter.standard == nil)),
                JSONMember("default", .text(parameter.standard)),
                JSONMember("meaning", .string(parameter.meaning)),
            ])
        }
        return .object([
            JSONMember("name", .string(function.name)), JSONMember("parameters", .array(parameters)),
            JSONMember("input", .string(function.input.rawValue)),
            JSONMember("output", .string(function.output.rawValue)), JSONMember("meaning", .string(function.meaning)),
            JSONMember(
                "example",
                .object([
                    JSONMember("input", .string(function.example.input)),
                    JSONMember("yaml", .string(function.example.yaml)),
                    JSONMember("output", .string(function.example.output)),
                ])),
        ])
    }

    private static func json(_ shape: MappingShape) -> JSONValue {
        var example = [
            JSONMember("yaml", .string(shape.example.yaml)), JSONMember("input", .string(shape.example.input)),
            JSONMember("output", .array(shape.example.output.map { .string($0) })),
        ]
        if let earlier = shape.example.earlier {
            example.append(JSONMember("earlier-yaml", .string(earlier.yaml)))
            example.append(JSONMember("earlier-input", .string(earlier.input)))
        }
        return .object([
            JSONMember("group", .string(shape.group.rawValue)), JSONMember("name", .string(shape.name)),
            JSONMember("meaning", .string(shape.meaning)), JSONMember("example", .object(example)),
        ])
    }
}
