// A health body tells the council of a young child who has or probably has SEN or a disability.

/// A health body's notice about a child under compulsory school age.
public enum EarlyYearsNotification {
    public static let notified = Field<CalendarDate>(
        0, "notified", .date, "Date the council was told", source: "Children and Families Act 2014, section 23",
        .special)
    public static let parentTold = Field<CalendarDate>(
        1, "parent-told", .date, "Date the parent was told", source: "Children and Families Act 2014, section 23",
        .special, headers: ["parent_told"])
    public static let organisation = Field<String>(
        2, "organisation", .text, "ODS code or name of the health body",
        source: "Children and Families Act 2014, section 23")
    public static let need = Field<String>(
        3, "need", .code("sen-type"), "Need that the body sees", source: "Children and Families Act 2014, section 23",
        .special)

    public static let declaration = RecordDeclaration(
        39, "early-years-notification", about: .child,
        "A health body's notice about a child under compulsory school age.",
        fields: [notified.declaration, parentTold.declaration, organisation.declaration, need.declaration])
}
