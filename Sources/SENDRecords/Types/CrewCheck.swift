// A DBS check of a crew member. A certificate has no expiry date; how old it may be is local policy.

/// A DBS check of a crew member: number, date, level and decision; never the contents.
public enum CrewCheck {
    public static let certificate = Field<String>(
        0, "certificate", .text, "Certificate number", source: "Council transport layout", .criminal,
        headers: ["dbs_certificate_no"])
    public static let level = Field<String>(
        1, "level", .code("dbs-level"), "Level of the check", source: "Council transport layout", .criminal,
        headers: ["dbs_level"])
    public static let workforce = Field<String>(
        2, "workforce", .code("dbs-workforce"), "Workforce that it covers", source: "Council transport layout",
        .criminal, headers: ["dbs_workforce"])
    public static let barredListChecked = Field<Bool>(
        3, "barred-list-checked", .flag, "The barred lists were checked", source: "Council transport layout", .criminal,
        headers: ["barred_list_checked"])
    public static let issued = Field<CalendarDate>(
        4, "issued", .date, "Date the certificate was issued", source: "Council transport layout", .criminal,
        headers: ["dbs_issue_date"])
    public static let updateService = Field<Bool>(
        5, "update-service", .flag, "Subscribed to the Update Service", source: "Council transport layout", .criminal,
        headers: ["update_service"])
    public static let lastUpdateCheck = Field<CalendarDate>(
        6, "last-update-check", .date, "Date of the last Update Service check", source: "Council transport layout",
        .criminal, headers: ["update_service_last_check"])
    public static let updateResult = Field<String>(
        7, "update-result", .code("update-service-result"), "Result of that check", source: "Council transport layout",
        .criminal, headers: ["update_service_result"])
    public static let decision = Field<String>(
        8, "decision", .code("crew-check-decision"), "What the council decided on seeing the certificate",
        source: "Council DBS tracker", .criminal, headers: ["dbs decision", "outcome"])
    public static let decided = Field<CalendarDate>(
        9, "decided", .date, "Date of that decision", source: "Council DBS tracker", .criminal,
        headers: ["dbs decision date", "date cleared"])

    public static let declaration = RecordDeclaration(
        16, "crew-check", about: .crewMember, layout: 2,
        "A DBS check of a crew member: number, date, level and decision; never the contents.",
        fields: [
            certificate.declaration, level.declaration, workforce.declaration, barredListChecked.declaration,
            issued.declaration, updateService.declaration, lastUpdateCheck.declaration, updateResult.declaration,
            decision.declaration, decided.declaration,
        ])
}
