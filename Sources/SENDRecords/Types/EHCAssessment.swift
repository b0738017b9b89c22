// An EHC needs assessment and its outcome (SEN2 module 3).

/// One needs assessment: whether a plan is issued, and when.
public enum EHCAssessment {
    public static let request = Field<String>(
        0, "request", .text, "The partner's key of the request it follows", source: "SEN2 3 requeststableid",
        headers: ["requeststableid"])
    public static let outcome = Field<String>(
        1, "outcome", .code("decision"), "Decision whether to issue a plan", source: "SEN2 3 assessmentoutcome",
        .special, headers: ["assessmentoutcome"])
    public static let outcomeDate = Field<CalendarDate>(
        2, "outcome-date", .date, "Date the plan was issued, or the refusal told",
        source: "SEN2 3 assessmentoutcomedate", .special, headers: ["assessmentoutcomedate"])
    public static let mediation = Field<Bool>(
        3, "mediation", .flag, "Mediation about this decision", source: "SEN2 3 assessmentmediation", .special,
        headers: ["assessmentmediation"])
    public static let tribunal = Field<Bool>(
        4, "tribunal", .flag, "Appeal about this decision", source: "SEN2 3 assessmenttribunal", .special,
        headers: ["assessmenttribunal"])
    public static let otherMediation = Field<Bool>(
        5, "other-mediation", .flag, "Mediation about another matter", source: "SEN2 3 othermediation", .special,
        headers: ["othermediation"])
    public static let otherTribunal = Field<Bool>(
        6, "other-tribunal", .flag, "Appeal about another matter", source: "SEN2 3 othertribunal", .special,
        headers: ["othertribunal"])
    public static let exceptionApplies = Field<Bool>(
        7, "exception-applies", .flag, "An exception to the 20-week limit applies",
        source: "SEN2 3 week20; SEND Regulations 2014, reg 13(3)", .special, headers: ["week20"])

    public static let decided = Field<CalendarDate>(
        8, "decided", .date, "Date the council decided whether to issue a plan, before it told the parent",
        source: "Council casework layout; SEND Regulations 2014, reg 10(1)", .special, headers: ["issue_decided"])

    // Drafts stand here: a plan that is only a draft is no plan yet.
    public static let draft = Field<CalendarDate>(
        9, "draft", .date, "Date the first draft plan was sent to the parent or young person",
        source: "SEND Regulations 2014, reg 13(1)", .special, headers: ["draft_sent"])
    public static let latestDraft = Field<CalendarDate>(
        10, "latest-draft", .date, "Date the latest draft was sent, where there was more than one",
        source: "SEND Regulations 2014, reg 13(1)", .special, headers: ["latest_draft_sent"])
    public static let commentsUntil = Field<CalendarDate>(
        11, "comments-until", .date, "Last day for comments on the draft",
        source: "SEND Regulations 2014, reg 13(1)(a)",
        .special, headers: ["comments_until"])
    public static let finalSent = Field<CalendarDate>(
        12, "final-sent", .date, "Date the final plan was sent to parent, setting and commissioning body",
        source: "SEND Regulations 2014, reg 13(2)", .special, headers: ["final_sent"])

    public static let declaration = RecordDeclaration(
        6, "ehc-assessment", about: .child, layout: 2, "One needs assessment: whether a plan is issued, and when.",
        fields: [
            request.declaration, outcome.declaration, outcomeDate.declaration, mediation.declaration,
            tribunal.declaration, otherMediation.declaration, otherTribunal.declaration, exceptionApplies.declaration,
            decided.declaration, draft.declaration, latestDraft.declaration, commentsUntil.declaration,
            finalSent.declaration,
        ],
        pairing: Pairing(
            following: EHCRequest.declaration.type, by: request.declaration,
            dates: [.day([outcomeDate.declaration], within: 14)]))
}
