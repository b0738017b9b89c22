// Mediation and appeal to the First-tier Tribunal about one decision.

/// One dispute about a decision: mediation, appeal to the Tribunal, what came of it.
public enum Appeal {
    public static let subject = Field<String>(
        0, "subject", .code("appeal-subject"), "What is disputed",
        source: "Children and Families Act 2014, sections 51 to 56; SEND Regulations 2014, reg 44 and 45", .special)
    public static let decision = Field<CalendarDate>(
        1, "decision", .date, "Date of the decision that is disputed",
        source: "Children and Families Act 2014, sections 51 to 56; SEND Regulations 2014, reg 44 and 45", .special,
        headers: ["decision_date"])
    public static let mediationAsked = Field<CalendarDate>(
        2, "mediation-asked", .date, "Date mediation was asked for",
        source: "Children and Families Act 2014, sections 51 to 56; SEND Regulations 2014, reg 44 and 45", .special,
        headers: ["mediation_asked"])
    public static let mediationHeld = Field<CalendarDate>(
        3, "mediation-held", .date, "Date of the mediation",
        source: "Children and Families Act 2014, sections 51 to 56; SEND Regulations 2014, reg 44 and 45", .special,
        headers: ["mediation_held"])
    public static let mediationOutcome = Field<String>(
        4, "mediation-outcome", .code("mediation-outcome"), "What came of the mediation",
        source: "Children and Families Act 2014, sections 51 to 56; SEND Regulations 2014, reg 44 and 45", .special,
        headers: ["mediation_outcome"])
    public static let certificate = Field<CalendarDate>(
        5, "certificate", .date, "Date of the mediation certificate",
        source: "Children and Families Act 2014, sections 51 to 56; SEND Regulations 2014, reg 44 and 45", .special,
        headers: ["mediation_certificate"])
    public static let lodged = Field<CalendarDate>(
        6, "lodged", .date, "Date the Tribunal registered the appeal",
        source: "Children and Families Act 2014, sections 51 to 56; SEND Regulations 2014, reg 44 and 45", .special,
        headers: ["appeal_lodged"])
    public static let reference = Field<String>(
        7, "reference", .text, "The Tribunal's reference",
        source: "Children and Families Act 2014, sections 51 to 56; SEND Regulations 2014, reg 44 and 45",
        headers: ["tribunal_reference"])
    public static let responseDue = Field<CalendarDate>(
        8, "response-due", .date, "Last day for the council's response",
        source: "Children and Families Act 2014, sections 51 to 56; SEND Regulations 2014, reg 44 and 45", .special,
        headers: ["response_due"])
    public static let hearing = Field<CalendarDate>(
        9, "hearing", .date, "Date of the hearing",
        source: "Children and Families Act 2014, sections 51 to 56; SEND Regulations 2014, reg 44 and 45", .special,
        headers: ["hearing_date"])
    public static let outcome = Field<String>(
        10, "outcome", .code("appeal-outcome"), "How the appeal ended",
        source: "Children and Families Act 2014, sections 51 to 56; SEND Regulations 2014, reg 44 and 45", .special,
        headers: ["appeal_outcome"])
    public static let ended = Field<CalendarDate>(
        11, "ended", .date, "Date of the order, or of the end without one",
        source: "Children and Families Act 2014, sections 51 to 56; SEND Regulations 2014, reg 44 and 45", .special,
        headers: ["appeal_ended"])
    public static let complyBy = Field<CalendarDate>(
        12, "comply-by", .date, "Last day to do what was ordered or conceded",
        source: "SEND Regulations 2014, reg 44 and 45", .special, headers: ["comply_by"])
    public static let complied = Field<CalendarDate>(
        13, "complied", .date, "Date the council did it",
        source: "Children and Families Act 2014, sections 51 to 56; SEND Regulations 2014, reg 44 and 45", .special)

    public static let declaration = RecordDeclaration(
        33, "appeal", about: .child,
        "One dispute about a decision: mediation, appeal to the Tribunal, what came of it.",
        fields: [
            subject.declaration, decision.declaration, mediationAsked.declaration, mediationHeld.declaration,
            mediationOutcome.declaration, certificate.declaration, lodged.declaration, reference.declaration,
            responseDue.declaration, hearing.declaration, outcome.declaration, ended.declaration, complyBy.declaration,
            complied.declaration,
        ])
}
