// An officer of the council who works on cases.

/// A caseworker of the council: name, team, from when to when.
public enum Caseworker {
    public static let name = Field<String>(
        0, "name", .text, "Full name", source: "Council casework layout", headers: ["officer_name"])
    public static let team = Field<String>(
        1, "team", .text, "Team", source: "Council casework layout")
    public static let email = Field<String>(
        2, "email", .text, "Work e-mail address", source: "Council casework layout", headers: ["officer_email"])
    public static let from = Field<CalendarDate>(
        3, "from", .date, "First day in this team", source: "Council casework layout")
    public static let to = Field<CalendarDate>(
        4, "to", .date, "Last day in this team", source: "Council casework layout")

    public static let declaration = RecordDeclaration(
        36, "caseworker", about: .caseworker, "A caseworker of the council: name, team, from when to when.",
        fields: [name.declaration, team.declaration, email.declaration, from.declaration, to.declaration])
}
