// Where a school says a child is on its roll.

/// A child on the roll of one setting, as that setting states it.
public enum Enrolment {
    public static let setting = Field<String>(
        0, "setting", .identifier(.urn), "URN of the setting", source: "School census Estab", headers: ["urn"])
    public static let entryDate = Field<CalendarDate>(
        1, "entry-date", .date, "First day on the roll", source: "School census EntryDate",
        headers: ["entrydate", "date of admission"])
    public static let leavingDate = Field<CalendarDate>(
        2, "leaving-date", .date, "Last day on the roll", source: "School census",
        headers: ["leavingdate", "date of leaving"])
    public static let status = Field<String>(
        3, "status", .code("enrolment-status"), "Whether the enrolment is current, main, subsidiary or as a guest",
        source: "School census EnrolStatus", headers: ["enrolstatus", "enrolment status"])
    public static let yearGroup = Field<String>(
        4, "year-group", .code("year-group"), "National curriculum year group actually taught",
        source: "School census NCyearActual", headers: ["ncyearactual", "nc year", "year"])

    public static let declaration = RecordDeclaration(
        2, "enrolment", about: .child, "A child on the roll of one setting, as that setting states it.",
        fields: [
            setting.declaration, entryDate.declaration, leavingDate.declaration, status.declaration,
            yearGroup.declaration,
        ])
}
