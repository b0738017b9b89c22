// What children's social care does for a child, and when.

/// A status with children's social care, from a day to a day.
public enum SocialCareStatus {
    public static let status = Field<String>(
        0, "status", .code("social-care-status"), "The status", source: "Children Act 1989, sections 17, 20, 31 and 47",
        .special)
    public static let from = Field<CalendarDate>(
        1, "from", .date, "First day", source: "Children Act 1989, sections 17, 20, 31 and 47", .special)
    public static let to = Field<CalendarDate>(
        2, "to", .date, "Last day", source: "Children Act 1989, sections 17, 20, 31 and 47", .special)
    public static let careTeam = Field<String>(
        3, "care-team", .text, "Team of children's social care", source: "Children Act 1989, sections 17, 20, 31 and 47"
    )

    public static let declaration = RecordDeclaration(
        42, "social-care-status", about: .child, "A status with children's social care, from a day to a day.",
        fields: [status.declaration, from.declaration, to.declaration, careTeam.declaration])
}
