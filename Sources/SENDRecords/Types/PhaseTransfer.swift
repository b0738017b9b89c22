// The amended plan due when a child changes phase (SEN2 module 5a).

/// A phase transfer: when the amended plan is due and when it was made.
public enum PhaseTransfer {
    public static let due = Field<CalendarDate>(
        0, "due", .date, "Due date of the amended plan", source: "SEN2 5a phasetransferduedate", .special,
        headers: ["phasetransferduedate"])
    public static let finalDate = Field<CalendarDate>(
        1, "final-date", .date, "Date of the final amended plan", source: "SEN2 5a phasetransferfinaldate", .special,
        headers: ["phasetransferfinaldate"])

    public static let declaration = RecordDeclaration(
        10, "phase-transfer", about: .child, "A phase transfer: when the amended plan is due and when it was made.",
        fields: [due.declaration, finalDate.declaration])
}
