// The shapes of a mapping, beside the functions: where a value comes from, how a field reads it, tests, parts, folding.
// Each is explained by an example, which is its test.

/// Something that a manifest's file can say.
public struct MappingShape: Sendable {
    /// What a shape of the manifest is a part of.
    public enum Group: String, Sendable, CaseIterable {
        case value, field, test, each, fold

        /// A heading for people.
        public var title: String {
            switch self {
            case .value: "Where a value comes from"
            case .field: "How a field reads a value"
            case .test: "Tests, in `when` of a record or of `leave-out`"
            case .each: "`each`: a record for each part of a row"
            case .fold: "`fold`: the rows of one key put together"
            }
        }
    }

    /// What a file says, a payload, and the records that come of it.
    public struct Example: Sendable {
        /// What stands in the file's entry under `files`.
        public let yaml: String
        /// CSV, or JSON whose elements are `$[*]`.
        public let input: String
        /// A line for each record: `type key: field value, field value`.
        public let output: [String]
        /// What an earlier file of the set says and holds.
        public let earlier: (yaml: String, input: String)?
    }

    public let group: Group
    public let name: String
    /// One sentence.
    public let meaning: String
    public let example: Example

    var id: String { "\(group) \(name)" }

    init(
        _ group: Group, _ name: String, _ meaning: String, _ yaml: String, _ input: String, _ output: [String],
        earlier: (yaml: String, input: String)? = nil
    ) {
        self.group = group
        self.name = name
        self.meaning = meaning
        example = Example(yaml: yaml, input: input, output: output, earlier: earlier)
    }

    /// Every shape, as the list prints them.
    public static let all: [MappingShape] = values + fields + tests + parts + folds
}
