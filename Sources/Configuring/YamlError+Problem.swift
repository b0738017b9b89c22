// The YAML library's errors in the words of somebody who edits a configuration file.

import Yams

extension YamlError {
    /// The error as a problem with its place.
    func problem(in source: String, file: String) -> ConfigurationProblem {
        func place(_ mark: Mark) -> ConfigurationPlace {
            ConfigurationPlace(file: file, line: mark.line, column: mark.column)
        }
        switch self {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let (what, hint, isAboutStart) = Self.inPlainWords(problem, context: context?.text ?? "")
            let told = isAboutStart ? context?.mark ?? mark : mark
            return ConfigurationProblem(what, hint: hint, at: place(told))
        case .duplicatedKeysInMapping(let duplicates, let context):
            let name = duplicates.first ?? ""
            let second = Self.nextLine(with: name, after: context.mark, in: source)
            return ConfigurationProblem(
                "key `\(name)` is stated twice", hint: "The first is in line \(context.mark.line).",
                at: second.map { ConfigurationPlace(file: file, line: $0, column: context.mark.column) }
                    ?? place(context.mark))
        case .reader(_, let offset, _, _):
            let before = source.prefix(offset ?? 0)
            let line = before.count(where: \.isNewline) + 1
            let column =
                before.count
                - (before.lastIndex(where: \.isNewline).map {
                    before.distance(from: before.startIndex, to: $0) + 1
                } ?? 0) + 1
            return ConfigurationProblem(
                "a character that a text file cannot hold", hint: "Type the line again.",
                at: ConfigurationPlace(file: file, line: line, column: column))
        default:
            return ConfigurationProblem(
                "the file cannot be read as YAML", at: ConfigurationPlace(file: file, line: 1, column: 1))
        }
    }

    /// The line of the second of two equal keys of one block mapping: the next line where the same key
    /// stands in the same column. The library tells only where the first one is.
    private static func nextLine(with key: String, after mark: Mark, in source: String) -> Int? {
        let lines = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let spellings = ["\(key):", "\"\(key)\":", "'\(key)':"]
        return lines.indices.dropFirst(mark.line).first { index in
            let rest = lines[index].unicodeScalars.dropFirst(mark.column - 1)
            let indent = lines[index].unicodeScalars.prefix(mark.column - 1)
            return indent.allSatisfy { $0 == " " || $0 == "-" } && spellings.contains { String(rest).hasPrefix($0) }
        }.map { $0 + 1 }
    }

    /// What is wrong, what to do, and whether the start of the broken part tells more than its end.
    private static func inPlainWords(_ problem: String, context: String) -> (String, String?, Bool) {
        if context.contains("alias") || context.contains("anchor") || problem.contains("alias") {
            return ("a value begins with * or &", "Put the value in quotes.", true)
        }
        switch problem {
        case "found character that cannot start any token", "found a tab character that violates indentation":
            return (
                "a tab, or a character that cannot begin a value",
                "Indent with spaces, and put a value that begins with @, %, ` or ! in quotes.", false
            )
        case "mapping values are not allowed in this context":
            return (
                "a colon where none is expected",
                "Check the indentation, and put text that holds a colon and a space in quotes.", false
            )
        case "did not find expected key", "did not find expected '-' indicator":
            return ("this line does not fit the lines above it", "Check its indentation.", false)
        case "could not find expected ':'":
            return ("a key without a colon after it", "Write `key: value`.", true)
        case "found unexpected end of stream":
            return ("a quotation mark is opened here and never closed", nil, true)
        case "did not find expected ',' or ']'":
            return ("a [ is opened here and not closed, or a comma is missing", nil, true)
        case "did not find expected ',' or '}'":
            return ("a { is opened here and not closed, or a comma is missing", nil, true)
        case "but found another document":
            return ("a second document (---) in one file", "Put it into a file of its own.", false)
        default:
            return ("the YAML cannot be read: \(problem)", nil, false)
        }
    }
}
