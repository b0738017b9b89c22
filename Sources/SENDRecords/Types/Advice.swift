// One piece of advice for a needs assessment, as the council that asks or the body that gives it states it.

/// Advice asked of one body for a needs assessment: asked, due, sent, received.
public enum Advice {
    public static let request = Field<String>(
        0, "request", .text, "The key of the request that the advice is for, at the partner that states it",
        source: "SEND Regulations 2014, reg 6(1) and 8(1)", .special, headers: ["case_id", "request id"])
    public static let body = Field<String>(
        1, "body", .code("advice-body"), "Who is asked", source: "SEND Regulations 2014, reg 6(1) and 8(1)", .special,
        headers: ["advice from"])
    public static let service = Field<String>(
        2, "service", .code("advice-service"), "Which service of the body",
        source: "SEND Regulations 2014, reg 6(1) and 8(1)", .special, headers: ["advice type"])
    public static let asked = Field<CalendarDate>(
        3, "asked", .date, "Date the advice was asked for", source: "SEND Regulations 2014, reg 6(1) and 8(1)",
        .special, headers: ["advice requested date", "date requested"])
    public static let due = Field<CalendarDate>(
        4, "due", .date, "Last day on which it is in time: six weeks after it was asked for",
        source: "SEND Regulations 2014, reg 8(1)", .special, headers: ["due date"])
    public static let status = Field<String>(
        5, "status", .code("advice-status"), "Where the advice stands",
        source: "SEND Regulations 2014, reg 6(1) and 8(1)", .special)
    public static let sent = Field<CalendarDate>(
        6, "sent", .date, "Date the body sent it", source: "SEND Regulations 2014, reg 6(1) and 8(1)", .special,
        headers: ["sent date", "date sent"])
    public static let received = Field<CalendarDate>(
        7, "received", .date, "Date the council received it", source: "SEND Regulations 2014, reg 6(1) and 8(1)",
        .special, headers: ["date received"])
    public static let returned = Field<CalendarDate>(
        8, "returned", .date, "Date the council sent it back as incomplete",
        source: "SEND Regulations 2014, reg 6(1) and 8(1)", .special, headers: ["date returned"])
    public static let accepted = Field<CalendarDate>(
        9, "accepted", .date, "Date the council accepted it", source: "SEND Regulations 2014, reg 6(1) and 8(1)",
        .special, headers: ["date accepted"])
    public static let signedOff = Field<CalendarDate>(
        10, "signed-off", .date, "Date the body signed it off for sending",
        source: "SEND Regulations 2014, reg 6(1) and 8(1)", .special, headers: ["signed_off", "sign off date"])
    public static let notKnown = Field<CalendarDate>(
        11, "not-known", .date, "Date the body said that it does not know the child",
        source: "SEND Regulations 2014, reg 6(1) and 8(1)", .special, headers: ["not_known"])
    public static let wasNotBrought = Field<CalendarDate>(
        12, "was-not-brought", .date, "Date of an appointment to which the child was not brought",
        source: "SEND Regulations 2014, reg 6(1) and 8(1)", .special, headers: ["was_not_brought", "wnb date"])
    public static let existingSuffices = Field<CalendarDate>(
        13, "existing-suffices", .date, "Date all agreed that an existing report is enough",
        source: "SEND Regulations 2014, reg 6(4)", .special, headers: ["existing_suffices"])
    public static let chased = Field<CalendarDate>(
        14, "chased", .date, "Date the body was last reminded", source: "SEND Regulations 2014, reg 6(1) and 8(1)",
        .special, headers: ["last chased"])
    public static let organisation = Field<String>(
        15, "organisation", .text, "ODS code of the organisation that gives it",
        source: "NHS Organisation Data Service", headers: ["clinician ods"])
    public static let document = Field<String>(
        16, "document", .text, "Reference of the document at the body",
        source: "SEND Regulations 2014, reg 6(1) and 8(1)", headers: ["document id"])

    public static let declaration = RecordDeclaration(
        31, "advice", about: .child, "Advice asked of one body for a needs assessment: asked, due, sent, received.",
        fields: [
            request.declaration, body.declaration, service.declaration, asked.declaration, due.declaration,
            status.declaration, sent.declaration, received.declaration, returned.declaration, accepted.declaration,
            signedOff.declaration, notKnown.declaration, wasNotBrought.declaration, existingSuffices.declaration,
            chased.declaration, organisation.declaration, document.declaration,
        ])
}
