// A week of one pupil's attendance marks, as one school's register has them (attendance codes of 19 August 2024).

/// One child's week in the register: the marks in order, and how many there are of the kinds that matter.
public enum AttendanceWeek {
    /// Monday morning, Monday afternoon, … Sunday afternoon.
    public static let sessionsInWeek = 14
    /// Stands in `marks` where the register holds none.
    public static let noMark = "-"

    public static let setting = Field<String>(
        0, "setting", .identifier(.urn), "URN of the setting whose register it is", source: "School census Estab",
        headers: ["urn"])
    public static let week = Field<CalendarDate>(
        1, "week", .date, "Monday of the week", source: "School register",
        headers: ["week commencing", "week beginning", "w/c"])
    public static let marks = Field<String>(
        2, "marks", .text,
        "Marks of up to 14 sessions in order, Monday morning first, a blank between two, and - where there is none",
        source: "School Attendance (Pupil Registration) (England) Regulations 2024, reg 10", .special,
        headers: ["marks", "mark"])
    public static let sessions = Field<Int>(
        3, "sessions", .integer, "Sessions of the week that have a mark", source: "Counted from the marks")
    public static let present = Field<Int>(
        4, "present", .integer, "Sessions marked present (/ \\ L)", source: "Counted from the marks")
    public static let partTime = Field<Int>(
        5, "part-time", .integer, "Sessions away on a part-time timetable (C2)", source: "Counted from the marks",
        .special)
    public static let elsewhere = Field<Int>(
        6, "elsewhere", .integer, "Sessions educated elsewhere (B D K P V W)", source: "Counted from the marks")
    public static let suspended = Field<Int>(
        7, "suspended", .integer, "Sessions suspended or excluded without provision (E)",
        source: "Counted from the marks", .special)
    public static let ill = Field<Int>(
        8, "ill", .integer, "Sessions away ill (I)", source: "Counted from the marks", .special)
    public static let unauthorised = Field<Int>(
        9, "unauthorised", .integer, "Sessions away without leave (G N O U)", source: "Counted from the marks")
    public static let noAccess = Field<Int>(
        10, "no-access", .integer, "Sessions missed for lack of access arrangements, such as transport (Q)",
        source: "Counted from the marks", .special)
    /// Read by the code set, so that a mark that is no code is noticed; it stands in `marks` all the same.
    public static let lastMark = Field<String>(
        11, "last-mark", .code("attendance-mark"), "Mark of the session, for a week that of its last one",
        source: "School Attendance (Pupil Registration) (England) Regulations 2024, reg 10", .special)

    public static let declaration = RecordDeclaration(
        50, "attendance-week", about: .child, "A week of attendance marks from one school's register.",
        fields: [
            setting.declaration, week.declaration, marks.declaration, sessions.declaration, present.declaration,
            partTime.declaration, elsewhere.declaration, suspended.declaration, ill.declaration,
            unauthorised.declaration, noAccess.declaration, lastMark.declaration,
        ])
}
