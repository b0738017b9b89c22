// Asking a setting or another council whether it can take a child.

/// One consultation of a setting or another council about a plan: sent, due, replied.
public enum Consultation {
    public static let plan = Field<String>(
        0, "plan", .text, "The partner's key of the plan that it is about",
        source: "Children and Families Act 2014, section 38; SEND Code of Practice 9.83", .special, headers: ["plan_id"]
    )
    public static let kind = Field<String>(
        1, "kind", .code("consultation-kind"), "What it is about",
        source: "Children and Families Act 2014, section 38; SEND Code of Practice 9.83", .special)
    public static let setting = Field<String>(
        2, "setting", .identifier(.urn), "URN of the setting that is asked",
        source: "Children and Families Act 2014, section 38; SEND Code of Practice 9.83", .special)
    public static let ukprn = Field<String>(
        3, "ukprn", .identifier(.ukprn), "UKPRN of the setting where it has no URN",
        source: "Children and Families Act 2014, section 38; SEND Code of Practice 9.83", .special)
    public static let settingName = Field<String>(
        4, "setting-name", .text, "Name of the setting or council that is asked",
        source: "Children and Families Act 2014, section 38; SEND Code of Practice 9.83", headers: ["setting_name"])
    public static let sent = Field<CalendarDate>(
        5, "sent", .date, "Date it was sent",
        source: "Children and Families Act 2014, section 38; SEND Code of Practice 9.83", .special)
    public static let replyDue = Field<CalendarDate>(
        6, "reply-due", .date, "Last day for a reply in time",
        source: "Children and Families Act 2014, section 38; SEND Code of Practice 9.83", .special,
        headers: ["reply_due"])
    public static let replied = Field<CalendarDate>(
        7, "replied", .date, "Date of the reply",
        source: "Children and Families Act 2014, section 38; SEND Code of Practice 9.83", .special)
    public static let reply = Field<String>(
        8, "reply", .code("consultation-reply"), "What was replied",
        source: "Children and Families Act 2014, section 38; SEND Code of Practice 9.83", .special)

    public static let declaration = RecordDeclaration(
        32, "consultation", about: .child,
        "One consultation of a setting or another council about a plan: sent, due, replied.",
        fields: [
            plan.declaration, kind.declaration, setting.declaration, ukprn.declaration, settingName.declaration,
            sent.declaration, replyDue.declaration, replied.declaration, reply.declaration,
        ])
}
