// What a parent or young person has agreed to.

/// An agreement of a parent or young person to share for a purpose.
public enum Consent {
    public static let purpose = Field<String>(
        0, "purpose", .code("consent-purpose"), "What it is for", source: "SEND Regulations 2014, reg 17")
    public static let given = Field<CalendarDate>(
        1, "given", .date, "Date it was given", source: "SEND Regulations 2014, reg 17")
    public static let refused = Field<CalendarDate>(
        2, "refused", .date, "Date it was refused", source: "SEND Regulations 2014, reg 17")
    public static let withdrawn = Field<CalendarDate>(
        3, "withdrawn", .date, "Date it was withdrawn", source: "SEND Regulations 2014, reg 17")
    public static let givenBy = Field<String>(
        4, "given-by", .code("contact-relation"), "Who gave it", source: "SEND Regulations 2014, reg 17",
        headers: ["given_by"])

    public static let declaration = RecordDeclaration(
        43, "consent", about: .child, "An agreement of a parent or young person to share for a purpose.",
        fields: [
            purpose.declaration, given.declaration, refused.declaration, withdrawn.declaration, givenBy.declaration,
        ])
}
