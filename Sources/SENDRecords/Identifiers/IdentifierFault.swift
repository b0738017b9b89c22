// Why an identifier isn't one, and what its sender can do, without the identifier itself.

/// What is wrong with a stated identifier.
public struct IdentifierFault: Hashable, Sendable {
    /// What is wrong with it.
    public enum Kind: Sendable {
        /// Not made as such an identifier is made.
        case shape
        /// Its check digit or letter doesn't fit the rest, or it names something that doesn't exist.
        case check
        /// A spreadsheet has rounded it: nobody can tell what it was.
        case digitsGone
        /// Digits are missing, perhaps zeros in front. They are never put back in silence: a digit may have been lost
        /// anywhere.
        case digitsMissing
    }

    /// The rule that a record holds for a value whose digits are gone.
    public static let digitsGoneRule = "digits-gone"

    public let kind: Kind
    /// As the rest of a sentence: "a UPN has 13 characters".
    public let rule: String
    /// What to do.
    public let advice: String

    static func shape(_ rule: String) -> IdentifierFault {
        IdentifierFault(kind: .shape, rule: rule, advice: "Check it against the original.")
    }

    static func check(_ rule: String) -> IdentifierFault {
        IdentifierFault(kind: .check, rule: rule, advice: "Check it against the original.")
    }

    static let digitsGone = IdentifierFault(
        kind: .digitsGone, rule: "it has turned into a rounded number such as 4.5E+09, and digits are gone",
        advice: "Format the column as text before saving, and export it again.")

    /// - Parameter name: with its article: "an NHS number".
    static func digitsMissing(_ count: Int, of due: Int, in name: String) -> IdentifierFault {
        IdentifierFault(
            kind: .digitsMissing, rule: "it has \(count) digits, and \(name) has \(due)",
            advice: "A spreadsheet takes zeros in front away: format the column as text before saving, and export it "
                + "again.")
    }
}
