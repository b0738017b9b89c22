// A request for an EHC needs assessment (SEN2 module 2).

/// One request for an education, health and care needs assessment.
public enum EHCRequest {
    public static let received = Field<CalendarDate>(
        0, "received", .date, "Date the request was received: day 0 of the 20-week clock",
        source: "SEN2 2 receiveddate", .special, headers: ["receiveddate", "date request was received"])
    public static let requestSource = Field<String>(
        1, "request-source", .code("request-source"), "Who asked", source: "SEN2 2 requestsource", .special,
        headers: ["requestsource", "rquestsource"])
    public static let inYouthAccommodation = Field<Bool>(
        2, "in-youth-accommodation", .flag, "First asked while in relevant youth accommodation", source: "SEN2 2 rya",
        .special, headers: ["rya"])
    public static let outcomeDate = Field<CalendarDate>(
        3, "outcome-date", .date, "Date the requester was told the decision", source: "SEN2 2 requestoutcomedate",
        .special, headers: ["requestoutcomedate", "request outcome date"])
    public static let outcome = Field<String>(
        4, "outcome", .code("decision"), "Decision whether to assess", source: "SEN2 2 requestoutcome", .special,
        headers: ["requestoutcome", "request outcome"])
    public static let mediation = Field<Bool>(
        5, "mediation", .flag, "Mediation about this decision", source: "SEN2 2 requestmediation", .special,
        headers: ["requestmediation"])
    public static let tribunal = Field<Bool>(
        6, "tribunal", .flag, "Appeal to the Tribunal about this decision", source: "SEN2 2 requesttribunal", .special,
        headers: ["requesttribunal"])
    public static let exported = Field<String>(
        7, "exported", .text, "Moved out of the area before the assessment was completed", source: "SEN2 2 exported",
        .special, headers: ["exported"])

    public static let acknowledged = Field<CalendarDate>(
        8, "acknowledged", .date, "Date the requester was told that the request has come",
        source: "Council casework layout",
        .special, headers: ["acknowledged"])
    public static let panel = Field<CalendarDate>(
        9, "panel", .date, "Date of the panel that considered the request", source: "Council casework layout", .special,
        headers: ["request_panel"])
    public static let reassessment = Field<Bool>(
        10, "reassessment", .flag, "Asks for a new assessment of a child who has a plan",
        source: "SEND Regulations 2014, reg 23 to 27", .special, headers: ["reassessment"])
    public static let withdrawn = Field<CalendarDate>(
        11, "withdrawn", .date, "Date the request was withdrawn or ceased", source: "Council casework layout", .special,
        headers: ["request_withdrawn"])

    public static let reference = Field<String>(
        12, "reference", .text, "The council's own number of the request, the same in every system that quotes it",
        source: "Council casework layout", headers: ["case reference"])

    public static let declaration = RecordDeclaration(
        5, "ehc-request", about: .child, layout: 3,
        "One request for an education, health and care needs assessment.",
        fields: [
            received.declaration, requestSource.declaration, inYouthAccommodation.declaration, outcomeDate.declaration,
            outcome.declaration, mediation.declaration, tribunal.declaration, exported.declaration,
            acknowledged.declaration,
            panel.declaration, reassessment.declaration, withdrawn.declaration, reference.declaration,
        ],
        // Two offices stamp one letter on different days; a second request so soon after the first is not made.
        pairing: Pairing(reference: reference.declaration, dates: [.day([received.declaration], within: 14)]))
}
