// The rules that leave rows out of every feed, and what a rule means in words for the sender's receipt.

/// Leaves rows out of every feed, whatever its manifest says.
enum StandingRule: String, Sendable, CaseIterable {
    case blankLine = "blank line"
    /// The header once more, a total or a trailer: the reader says which lines are no rows.
    case besideTable = "not part of the table"
    /// No record's tests hold in the row.
    case nothingToRecord = "nothing to record"
    /// The row of a file of several schools that is another one's. It counts in that one's run only.
    case otherPartner = "row of another school"

    var meaning: String {
        switch self {
        case .blankLine: "lines with nothing in them"
        case .besideTable: "lines that repeat the column names or stand below the table, such as totals"
        case .nothingToRecord: "rows that hold nothing to be kept"
        case .otherPartner: "rows of other schools"
        }
    }
}

extension Manifest {
    /// Which rows a rule leaves out, for the receipt that counts them: the manifest's words, or ours for the rules of
    /// every feed. Empty where nobody has said it; then the rule's name must do.
    public func meaning(ofRule name: String) -> String {
        for file in files {
            for rule in file.leaveOut where rule.name == name && !rule.meaning.isEmpty { return rule.meaning }
        }
        return StandingRule(rawValue: name)?.meaning ?? ""
    }
}
