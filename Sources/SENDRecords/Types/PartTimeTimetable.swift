// A part-time timetable. No law limits its length; it must be agreed, temporary and reviewed, and with a plan the
// caseworker agrees too.

/// A temporary part-time timetable, from the council's form: notified, updated or extended, closed.
public enum PartTimeTimetable {
    public static let setting = Field<String>(
        0, "setting", .identifier(.urn), "URN of the setting", source: "Council form", headers: ["urn"])
    public static let start = Field<CalendarDate>(
        1, "start", .date, "First day", source: "Council form", .special, headers: ["start date"])
    public static let plannedEnd = Field<CalendarDate>(
        2, "planned-end", .date, "Day on which full time is to begin again, as last planned", source: "Council form",
        .special, headers: ["planned end date", "expected end date"])
    public static let review = Field<CalendarDate>(
        3, "review", .date, "Day of the next review", source: "Council form", .special, headers: ["review date"])
    public static let ended = Field<CalendarDate>(
        4, "ended", .date, "Day on which it ended", source: "Council form", .special, headers: ["date ended"])
    public static let minutes = Field<Int>(
        5, "minutes", .integer, "Minutes of education a week", source: "Council form", .special,
        headers: ["hours per week", "hours a week"])
    public static let reason = Field<String>(
        6, "reason", .code("part-time-reason"), "Why the child isn't at school full time", source: "Council form",
        .special, headers: ["reason"])
    public static let parentAgreed = Field<Bool>(
        7, "parent-agreed", .flag, "The parent has agreed", source: "DfE attendance guidance", .special,
        headers: ["parent agreed", "agreed by parent"])
    public static let caseworkerAgreed = Field<Bool>(
        8, "caseworker-agreed", .flag, "The council's caseworker has agreed: needed with an EHC plan",
        source: "DfE attendance guidance", .special, headers: ["caseworker agreed", "ehcp caseworker agreed"])
    public static let notified = Field<CalendarDate>(
        9, "notified", .date, "Day on which the school notified it", source: "Council form",
        headers: ["date notified"])
    public static let updated = Field<CalendarDate>(
        10, "updated", .date, "Day of the last update or extension", source: "Council form", headers: ["date updated"])
    public static let closed = Field<CalendarDate>(
        11, "closed", .date, "Day on which the school closed it on the form", source: "Council form",
        headers: ["date closed"])
    public static let outcome = Field<String>(
        12, "outcome", .code("part-time-outcome"), "What came after it", source: "Council form", .special,
        headers: ["outcome"])

    public static let declaration = RecordDeclaration(
        52, "part-time-timetable", about: .child, "A temporary part-time timetable, from the council's form.",
        fields: [
            setting.declaration, start.declaration, plannedEnd.declaration, review.declaration, ended.declaration,
            minutes.declaration, reason.declaration, parentAgreed.declaration, caseworkerAgreed.declaration,
            notified.declaration, updated.declaration, closed.declaration, outcome.declaration,
        ])
}
