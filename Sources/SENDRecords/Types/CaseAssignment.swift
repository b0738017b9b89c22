// Which caseworker is responsible for a child, and when.

/// A child's case in the hands of one caseworker, from a day to a day.
public enum CaseAssignment {
    public static let caseworker = Field<String>(
        0, "caseworker", .text, "Key of the caseworker", source: "Council casework layout", headers: ["officer_id"])
    public static let role = Field<String>(
        1, "role", .code("case-role"), "What the caseworker does in the case", source: "Council casework layout")
    public static let from = Field<CalendarDate>(
        2, "from", .date, "First day", source: "Council casework layout")
    public static let to = Field<CalendarDate>(
        3, "to", .date, "Last day", source: "Council casework layout")

    public static let declaration = RecordDeclaration(
        35, "case-assignment", about: .child, "A child's case in the hands of one caseworker, from a day to a day.",
        fields: [caseworker.declaration, role.declaration, from.declaration, to.declaration])
}
