// An annual review of a plan: what the council certifies (SEN2 module 5a), and what the school states beside it.

/// An annual review: meeting, decision, draft.
///
/// `meeting`, `outcome`, `draft` and `decided` are the council's certified statements. A school fills only the fields
/// after them, so that its word never enters the return.
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
    public static let planned = Field<CalendarDate>(
        4, "planned", .date, "Date for which the meeting is planned, as the school says", source: "School's own system",
        .special, headers: ["planned date", "review due", "next review date"])
    public static let held = Field<CalendarDate>(
        5, "held", .date, "Date on which the meeting was held, as the school says", source: "School's own system",
        .special, headers: ["date held", "meeting date", "review held"])
    public static let papersSent = Field<CalendarDate>(
        6, "papers-sent", .date, "Date on which the papers went to those who were invited",
        source: "SEND Regulations 2014, reg 20", .special, headers: ["papers sent", "papers circulated"])
    public static let reportSent = Field<CalendarDate>(
        7, "report-sent", .date, "Date on which the head's report of the meeting went to the council",
        source: "SEND Regulations 2014, reg 20", .special, headers: ["report sent", "paperwork sent to la"])
    public static let reportedBy = Field<String>(
        8, "reported-by", .identifier(.urn), "URN of the setting that states this", source: "School census Estab",
        headers: ["urn"])

    public static let reference = Field<String>(
        9, "reference", .text, "The council's own number of the review, the same in every system that quotes it",
        source: "Council casework layout", headers: ["review reference"])

    public static let declaration = RecordDeclaration(
        9, "annual-review", about: .child, layout: 3, "An annual review: meeting, decision, draft.",
        fields: [
            meeting.declaration, outcome.declaration, draft.declaration, decided.declaration, planned.declaration,
            held.declaration, papersSent.declaration, reportSent.declaration, reportedBy.declaration,
            reference.declaration,
        ],
        pairing: Pairing(
            reference: reference.declaration,
            dates: [
                .day([meeting.declaration, held.declaration], within: 14),
                // A meeting is moved by weeks; the next one is due within a year, for the youngest within half a year.
                .plan([planned.declaration, meeting.declaration, held.declaration], within: 31),
                .day([decided.declaration], within: 14),
            ]))
}
