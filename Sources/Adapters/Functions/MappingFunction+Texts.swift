// Functions that take a text apart and put it right.

extension MappingFunction {
    static let texts: [MappingFunction] = [
        MappingFunction(
            "upper", .text, to: .text, "The text in capitals.", example: Example("cv1 2ab", "upper", "CV1 2AB")
        ) { _ in { text, _, _ in .text(text.uppercased()) } },
        MappingFunction(
            "lower", .text, to: .text, "The text in small letters.", example: Example("ASD", "lower", "asd")
        ) { _ in { text, _, _ in .text(text.lowercased()) } },
        MappingFunction(
            "tidy", .text, to: .text, "Runs of blanks and line breaks become one blank.",
            example: Example("12  High   Street", "tidy", "12 High Street")
        ) { _ in { text, _, _ in of(pieces(text).joined(separator: " ")) } },
        MappingFunction(
            "trim", [Parameter("trim", .text, "the letters that go")], .text, to: .text,
            "These letters, and blanks, go from both ends.", example: Example("(ASD)", "trim: \"()\"", "ASD")
        ) { arguments in
            let letters = Set(arguments.text("trim").unicodeScalars).union([" "])
            return { text, _, _ in
                var rest = text.unicodeScalars[...]
                while let first = rest.first, letters.contains(first) { rest = rest.dropFirst() }
                while let last = rest.last, letters.contains(last) { rest = rest.dropLast() }
                return of(String(rest))
            }
        },
        MappingFunction(
            "part",
            [
                Parameter("part", .wholeNumber(-100...100), "which one: 1 is the first, -1 the last"),
                Parameter("of", .texts, "what stands between the pieces; a blank stands for any run of blanks"),
            ], .text, to: .text, "One of the pieces of the text; nothing where it has fewer.",
            example: Example("Patient/9000000009", "{part: -1, of: \"/\"}", "9000000009")
        ) { arguments in
            let separators = arguments.texts["of", default: []].map { Array($0.utf8) }
            let number = arguments.number("part")
            return { text, _, _ in
                let pieces = RowMapper.pieces(of: text, between: separators)
                let index = number > 0 ? number - 1 : pieces.count + number
                return pieces.indices.contains(index) ? of(pieces[index]) : .nothing
            }
        },
        MappingFunction(
            "before", [Parameter("before", .text, "the text that ends it")], .text, to: .text,
            "What stands before the first place of a text; all of it where it isn't there.",
            example: Example("K - SEN support", "before: \"-\"", "K")
        ) { arguments in
            let mark = arguments.text("before")
            return { text, _, _ in
                text.firstRange(of: mark).map { of(String(text[..<$0.lowerBound])) } ?? .text(text)
            }
        },
        MappingFunction(
            "after", [Parameter("after", .text, "the text that it follows")], .text, to: .text,
            "What stands after the first place of a text; nothing where it isn't there.",
            example: Example("URN: 103456", "after: \":\"", "103456")
        ) { arguments in
            let mark = arguments.text("after")
            return { text, _, _ in text.firstRange(of: mark).map { of(String(text[$0.upperBound...])) } ?? .nothing }
        },
        MappingFunction(
            "between",
            [Parameter("between", .text, "the text before it"), Parameter("and", .text, "the text behind it")],
            .text, to: .text, "What stands between two texts; nothing where they aren't there.",
            example: Example("Oak School (103456)", "{between: \"(\", and: \")\"}", "103456")
        ) { arguments in
            let (start, end) = (arguments.text("between"), arguments.text("and"))
            return { text, _, _ in
                guard let open = text.firstRange(of: start) else { return .nothing }
                let rest = text[open.upperBound...]
                return rest.firstRange(of: end).map { of(String(rest[..<$0.lowerBound])) } ?? .nothing
            }
        },
        MappingFunction(
            "first", [Parameter("first", .wholeNumber(1...2000), "how many")], .text, to: .text,
            "So many letters from the front.", example: Example("E12345", "first: 1", "E")
        ) { arguments in
            let count = arguments.number("first")
            return { text, _, _ in of(String(text.unicodeScalars.prefix(count))) }
        },
        MappingFunction(
            "last", [Parameter("last", .wholeNumber(1...2000), "how many")], .text, to: .text,
            "So many letters from the end.", example: Example("3302103", "last: 4", "2103")
        ) { arguments in
            let count = arguments.number("last")
            return { text, _, _ in of(String(text.unicodeScalars.suffix(count))) }
        },
        MappingFunction(
            "digits", .text, to: .text, "Only the digits.", example: Example("NHS 943 476 5919", "digits", "9434765919")
        ) { _ in { text, _, _ in of(String(decoding: text.utf8.filter { $0 >= 48 && $0 <= 57 }, as: UTF8.self)) } },
        MappingFunction(
            "letters", .text, to: .text, "Only the letters from A to Z.", example: Example("7LP", "letters", "LP")
        ) { _ in
            { text, _, _ in
                of(String(decoding: text.utf8.filter { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }, as: UTF8.self))
            }
        },
        MappingFunction(
            "replace",
            [
                Parameter("replace", .texts, "what goes"),
                Parameter("with", .text, default: "", "what comes in its place"),
            ], .text, to: .text, "Every place of a text, exactly as written, becomes another.",
            example: Example("12_High_St", "{replace: \"_\", with: \" \"}", "12 High St")
        ) { arguments in
            let olds = arguments.texts["replace", default: []]
            let new = arguments.text("with")
            return { text, _, _ in of(olds.reduce(text) { $0.replacing($1, with: new) }) }
        },
        MappingFunction(
            "strip-prefix", [Parameter("strip-prefix", .texts, "what goes")], .text, to: .text,
            "A text goes from the front where it is there.",
            example: Example("urn:uuid:9589fb37", "strip-prefix: \"urn:uuid:\"", "9589fb37")
        ) { arguments in
            let prefixes = arguments.texts["strip-prefix", default: []]
            return { text, _, _ in
                prefixes.first(where: text.hasPrefix).map { of(String(text.dropFirst($0.count))) } ?? .text(text)
            }
        },
        MappingFunction(
            "strip-suffix", [Parameter("strip-suffix", .texts, "what goes")], .text, to: .text,
            "A text goes from the end where it is there.",
            example: Example("Year 7 pupils", "strip-suffix: pupils", "Year 7")
        ) { arguments in
            let suffixes = arguments.texts["strip-suffix", default: []]
            return { text, _, _ in
                suffixes.first(where: text.hasSuffix).map { of(String(text.dropLast($0.count))) } ?? .text(text)
            }
        },
        MappingFunction(
            "pad",
            [
                Parameter("pad", .wholeNumber(1...100), "how long it becomes"),
                Parameter("with", .text, default: "0", "what is put before it"),
            ], .text, to: .text, "A text that is too short is filled up from the left.",
            example: Example("42", "pad: 4", "0042")
        ) { arguments in
            let width = arguments.number("pad")
            let filling = arguments.text("with")
            return { text, _, _ in
                .text(String(repeating: filling, count: max(0, width - text.unicodeScalars.count)) + text)
            }
        },
    ]

    /// A text without the blanks around it.
    static func of(_ text: String) -> Applied {
        var text = text
        let trimmed = text.withUTF8 { String(decoding: $0.trimmed, as: UTF8.self) }
        return trimmed.isEmpty ? .nothing : .text(trimmed)
    }

    private static func pieces(_ text: String) -> [String] {
        RowMapper.pieces(of: text, between: [[0x20]]).filter { !$0.isEmpty }
    }
}
