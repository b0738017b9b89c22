// Why a time limit of an assessment does not bind: reg 10(4).

/// One exception to a time limit: which ground, for how long, who approved it on what evidence.
public enum ClockException {
    public static let request = Field<String>(
        0, "request", .text, "The partner's key of the request that it is claimed for",
        source: "SEND Regulations 2014, reg 10(4) and 13(3)", .special, headers: ["case_id"])
    public static let ground = Field<String>(
        1, "ground", .code("exception-ground"), "The ground", source: "SEND Regulations 2014, reg 10(4) and 13(3)",
        .special)
    public static let from = Field<CalendarDate>(
        2, "from", .date, "First day on which it held", source: "SEND Regulations 2014, reg 10(4) and 13(3)", .special)
    public static let to = Field<CalendarDate>(
        3, "to", .date, "Last day on which it held", source: "SEND Regulations 2014, reg 10(4) and 13(3)", .special)
    public static let evidence = Field<String>(
        4, "evidence", .text, "Reference of the evidence, not its content",
        source: "SEND Regulations 2014, reg 10(4) and 13(3)", .special)
    public static let approved = Field<CalendarDate>(
        5, "approved", .date, "Date it was approved", source: "SEND Regulations 2014, reg 10(4) and 13(3)", .special)
    public static let approvedBy = Field<String>(
        6, "approved-by", .text, "Key of the caseworker who approved it",
        source: "SEND Regulations 2014, reg 10(4) and 13(3)", headers: ["approved_by"])

    public static let declaration = RecordDeclaration(
        34, "clock-exception", about: .child,
        "One exception to a time limit: which ground, for how long, who approved it on what evidence.",
        fields: [
            request.declaration, ground.declaration, from.declaration, to.declaration, evidence.declaration,
            approved.declaration, approvedBy.declaration,
        ])
}
