// A child whom the parents educate at home.

/// A spell of home education that the council knows of.
public enum HomeEducation {
    public static let from = Field<CalendarDate>(
        0, "from", .date, "First day", source: "Education Act 1996, section 7", .special)
    public static let to = Field<CalendarDate>(
        1, "to", .date, "Last day", source: "Education Act 1996, section 7", .special)
    public static let checked = Field<CalendarDate>(
        2, "checked", .date, "Date the education was last looked at", source: "Education Act 1996, section 7", .special,
        headers: ["last_checked"])
    public static let suitable = Field<Bool>(
        3, "suitable", .flag, "It was found suitable", source: "Education Act 1996, section 7", .special)

    public static let declaration = RecordDeclaration(
        45, "home-education", about: .child, "A spell of home education that the council knows of.",
        fields: [from.declaration, to.declaration, checked.declaration, suitable.declaration])
}
