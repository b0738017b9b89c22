// One trouble that comes with partners' files: what is dropped, and what has to be told and become of it.

/// A trouble planted in one school's folder.
struct Trouble: Sendable {
    struct Drop: Sendable {
        enum Content: Sendable {
            case bytes([UInt8])
            /// A symbolic link to something on this machine.
            case link(to: String)
        }

        let name: String
        let content: Content

        init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            content = .bytes(bytes)
        }

        init(_ name: String, linkTo target: String) {
            self.name = name
            content = .link(to: target)
        }
    }

    enum Outcome: String, Sendable {
        case accepted
        case acceptedInPart = "accepted-in-part"
        case held = "waiting"
        case refused
        case leftAlone = "left-alone"
    }

    /// A trouble waits for the school that it is planted at.
    typealias Planted = @Sendable (MessyRoll) -> Trouble

    /// What was wrong, for whoever reads the demo.
    let wrong: String
    /// The folder of the feed into which it is dropped.
    var adapter = "school-pupils"
    /// One after the other, each when the one before has its receipt. The last one is the trouble.
    let drops: [Drop]
    /// What has to stand in what the sender is told.
    let told: [String]
    let outcome: Outcome
    /// Everything that the gateway should state for the school afterwards, and nothing else.
    let stated: Set<String>

    /// All troubles, in the order of the report.
    static let all: [Planted] = spreadsheets + encodings + shapes + columns + values + noTables + places

    static let wholeFile = "list.csv"
}
