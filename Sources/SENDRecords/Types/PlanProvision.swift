// One piece of provision that a plan specifies.

/// One provision of a plan: section, what, by whom, how much.
public enum PlanProvision {
    public static let plan = Field<String>(
        0, "plan", .text, "The partner's key of the plan",
        source: "Children and Families Act 2014, section 37(2); SEND Regulations 2014, reg 12(1)", .special,
        headers: ["plan_id"])
    public static let section = Field<String>(
        1, "section", .code("plan-section"), "Section of the plan",
        source: "Children and Families Act 2014, section 37(2); SEND Regulations 2014, reg 12(1)", .special)
    public static let kind = Field<String>(
        2, "kind", .text, "What is provided, in a few words",
        source: "Children and Families Act 2014, section 37(2); SEND Regulations 2014, reg 12(1)", .special)
    public static let provider = Field<String>(
        3, "provider", .text, "Who provides it",
        source: "Children and Families Act 2014, section 37(2); SEND Regulations 2014, reg 12(1)", .special)
    public static let minutesPerWeek = Field<Int>(
        4, "minutes-per-week", .integer, "Minutes a week",
        source: "Children and Families Act 2014, section 37(2); SEND Regulations 2014, reg 12(1)", .special,
        headers: ["minutes_per_week"])
    public static let from = Field<CalendarDate>(
        5, "from", .date, "First day",
        source: "Children and Families Act 2014, section 37(2); SEND Regulations 2014, reg 12(1)", .special)
    public static let to = Field<CalendarDate>(
        6, "to", .date, "Last day",
        source: "Children and Families Act 2014, section 37(2); SEND Regulations 2014, reg 12(1)", .special)

    public static let declaration = RecordDeclaration(
        37, "plan-provision", about: .child, "One provision of a plan: section, what, by whom, how much.",
        fields: [
            plan.declaration, section.declaration, kind.declaration, provider.declaration, minutesPerWeek.declaration,
            from.declaration, to.declaration,
        ])
}
