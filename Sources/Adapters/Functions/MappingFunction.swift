// The functions that a value can go through: a closed set, each declared once. Reading, checking, the printed list and
// the tests use the declarations.

import Configuring
import SENDRecords

/// One function of `apply`.
public struct MappingFunction: Sendable {
    /// What a function takes and gives.
    public enum Kind: String, Sendable {
        case text, date, number
    }

    /// What a manifest may state for a function.
    public enum ParameterKind: Sendable {
        case text
        /// One text or several.
        case texts
        case wholeNumber(ClosedRange<Int>)
        case number
        case dateFormats
        /// Words and what they stand for, or the name of one of the manifest's tables.
        case table
        case choice([String])
        /// A value of the row: a column, a path, a part, a mapping with `from` and so on.
        case value

        var shape: String {
            switch self {
            case .text: "text"
            case .texts: "text, or a list of texts"
            case .wholeNumber(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
            case .number: "a number"
            case .dateFormats: "a date format such as dd/MM/yyyy, or a list of such"
            case .table: "words, each with what it stands for, or the name of a table under `tables`"
            case .choice(let names): "one of \(names.joined(separator: ", "))"
            case .value: "a value: a column, a path or a part"
            }
        }
    }

    /// What can be stated for a function, as the manifest spells it.
    public struct Parameter: Sendable {
        public let name: String
        public let kind: ParameterKind
        /// What is taken where it is not stated; nil where it must be.
        public let standard: String?
        public let meaning: String

        public var shape: String { kind.shape }

        init(_ name: String, _ kind: ParameterKind, default standard: String? = nil, _ meaning: String) {
            self.name = name
            self.kind = kind
            self.standard = standard
            self.meaning = meaning
        }
    }

    /// Shows what it does, and is its test.
    public struct Example: Sendable {
        public let input: String
        /// As it stands in a manifest.
        public let yaml: String
        public let output: String

        init(_ input: String, _ yaml: String, _ output: String) {
            self.input = input
            self.yaml = yaml
            self.output = output
        }
    }

    /// What comes of a text. Blanks around it are gone, and it is not empty.
    typealias Work = @Sendable (_ text: String, _ values: [String?], _ dates: DateReader) -> Applied

    public let name: String
    /// The first has the function's own name and stands behind it; none where the name alone is written.
    public let parameters: [Parameter]
    public let input: Kind
    public let output: Kind
    /// One sentence.
    public let meaning: String
    public let example: Example
    /// Whether it is also done where there is nothing.
    let takesNothing: Bool
    let work: @Sendable (Arguments) -> Work

    init(
        _ name: String, _ parameters: [Parameter], _ input: Kind, to output: Kind, _ meaning: String,
        example: Example, takesNothing: Bool = false, _ work: @escaping @Sendable (Arguments) -> Work
    ) {
        self.name = name
        self.parameters = parameters
        self.input = input
        self.output = output
        self.meaning = meaning
        self.example = example
        self.takesNothing = takesNothing
        self.work = work
    }

    /// One that is written by its name alone.
    init(
        _ name: String, _ input: Kind, to output: Kind, _ meaning: String, example: Example,
        _ work: @escaping @Sendable (Arguments) -> Work
    ) {
        self.init(name, [], input, to: output, meaning, example: example, work)
    }

    /// Every function, as the list prints them.
    public static let all: [MappingFunction] = texts + words + codes + dates + numbers

    static func named(_ name: String) -> MappingFunction? { all.first { $0.name == name } }
}

/// What came of a function.
enum Applied: Sendable, Equatable {
    case text(String)
    case nothing
    /// Something was there that the function cannot use.
    case unusable(FaultRule)

    static func date(_ date: CalendarDate) -> Applied { .text(date.description) }
}

/// What a manifest states for one use of a function, checked.
struct Arguments: Sendable {
    var texts: [String: [String]] = [:]
    var numbers: [String: Int] = [:]
    var decimals: [String: DecimalText] = [:]
    var dates: [DateFormat] = []
    var table = WordTable<String>()

    func text(_ name: String) -> String { texts[name]?.first ?? "" }
    func number(_ name: String) -> Int { numbers[name] ?? 0 }
}

/// One use of a function in a manifest.
public struct FunctionStep: Sendable {
    public let function: MappingFunction
    /// The values of the row that it takes, in the order of its parameters.
    public let values: [ValueRule]
    /// How a text is read where the function takes a date: its own formats, or those of the file.
    let dates: [DateFormat]
    let work: MappingFunction.Work
}
