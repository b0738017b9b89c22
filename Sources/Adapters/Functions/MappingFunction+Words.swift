// Functions that put one word in the place of another.

extension MappingFunction {
    static let words: [MappingFunction] = [
        MappingFunction(
            "table",
            [
                Parameter("table", .table, "the words, compared without case, each with what it stands for"),
                Parameter(
                    "otherwise", .choice(["refuse", "keep", "blank"]), default: "refuse",
                    "what becomes of other words: `refuse` marks the value as unusable"),
            ], .text, to: .text, "A word becomes what a table says that it stands for.",
            example: Example("in progress", "{table: {In progress: open, Done: closed}}", "open")
        ) { arguments in
            let table = arguments.table
            let otherwise = arguments.text("otherwise")
            return { text, _, _ in
                var text = text
                if let index = text.withUTF8({ table.index(of: $0) }) {
                    let word = table.meanings[index]
                    return word.isEmpty ? .nothing : .text(word)
                }
                switch otherwise {
                case "keep": return .text(text)
                case "blank": return .nothing
                default: return .unusable(.wordUnknown)
                }
            }
        },
        MappingFunction(
            "default", [Parameter("default", .text, "what is taken")], .text, to: .text,
            "A fixed text where there is nothing.", example: Example("", "default: AM", "AM"), takesNothing: true
        ) { arguments in
            let standard = arguments.text("default")
            return { text, _, _ in .text(text.isEmpty ? standard : text) }
        },
    ]
}
