// An education, health and care plan (SEN2 modules 4a and 5a).

/// One education, health and care plan that the council maintains or has ceased.
public enum EHCPlan {
    public static let assessment = Field<String>(
        0, "assessment", .text, "The partner's key of the assessment it follows", source: "SEN2 4a assessmenttableid",
        headers: ["assessmenttableid"])
    public static let started = Field<CalendarDate>(
        1, "started", .date, "Date of the current plan", source: "SEN2 4a startdate", .special,
        headers: ["startdate", "ehc plan start date"])
    public static let residential = Field<String>(
        2, "residential", .text, "Residential setting named in the plan", source: "SEN2 4a planres", .special,
        headers: ["planres", "residential settings"])
    public static let workBasedLearning = Field<String>(
        3, "work-based-learning", .text, "Work-based learning named in the plan", source: "SEN2 4a planwbp", .special,
        headers: ["planwbp", "planwpb"])
    public static let personalBudget = Field<Bool>(
        4, "personal-budget", .flag, "A personal budget is taken up", source: "SEN2 4a pb", .special, headers: ["pb"])
    public static let organisedArrangements = Field<Bool>(
        5, "organised-arrangements", .flag, "The personal budget has organised arrangements", source: "SEN2 4a oa",
        .special, headers: ["oa"])
    public static let directPayments = Field<String>(
        6, "direct-payments", .text, "The personal budget has direct payments", source: "SEN2 4a dp", .special,
        headers: ["dp"])
    public static let ceased = Field<CalendarDate>(
        7, "ceased", .date, "Date the plan ended or was transferred out", source: "SEN2 4a ceasedate", .special,
        headers: ["ceasedate"])
    public static let ceaseReason = Field<String>(
        8, "cease-reason", .code("cease-reason"), "Why the plan ended", source: "SEN2 4a ceasereason", .special,
        headers: ["ceasereason"])

    public static let ceasingTold = Field<CalendarDate>(
        9, "ceasing-told", .date, "Date the parent or young person was told that the plan will cease",
        source: "SEND Regulations 2014, reg 31", .special, headers: ["ceasing_told"])

    public static let reference = Field<String>(
        10, "reference", .text, "The council's own number of the plan, the same in every system that quotes it",
        source: "Council casework layout", headers: ["plan reference"])

    public static let declaration = RecordDeclaration(
        7, "ehc-plan", about: .child, layout: 3,
        "One education, health and care plan that the council maintains or has ceased.",
        fields: [
            assessment.declaration, started.declaration, residential.declaration, workBasedLearning.declaration,
            personalBudget.declaration, organisedArrangements.declaration, directPayments.declaration,
            ceased.declaration, ceaseReason.declaration, ceasingTold.declaration,
            reference.declaration,
        ],
        pairing: Pairing(reference: reference.declaration, dates: [.day([started.declaration], within: 14)]))
}
