// The latest annual review of a plan (SEN2 module 5a).

/// An annual review: meeting, decision, draft.
public enum AnnualReview {
    public static let meeting = Field<CalendarDate>(
        0, "meeting", .date, "Date of the review meeting", source: "SEN2 5a reviewmeeting", .special,
        headers: ["reviewmeeting"])
    public static let outcome = Field<String>(
        1, "outcome", .code("review-outcome"), "Decision after the review: maintain, amend or cease",
        source: "SEN2 5a reviewoutcome", .special, headers: ["reviewoutcome"])
    public static let draft = Field<CalendarDate>(
        2, "draft", .date, "Date the draft amended plan was issued", source: "SEN2 5a reviewdraft", .special,
        headers: ["reviewdraft"])
    public static let decided = Field<CalendarDate>(
        3, "decided", .date, "Date the council wrote with its decision; not the date of the meeting",
        source: "SEN2 5a lastreview", .special, headers: ["lastreview"])

    public static let declaration = RecordDeclaration(
        9, "annual-review", about: .child, "An annual review: meeting, decision, draft.",
        fields: [meeting.declaration, outcome.declaration, draft.declaration, decided.declaration])
}
