// A driver or passenger assistant.

/// A member of a transport crew, as an operator or a register states it.
public enum CrewMember {
    public static let name = Field<String>(
        0, "name", .text, "Full name", source: "Council transport layout", headers: ["name"])
    public static let licence = Field<String>(
        1, "licence", .text, "Licence number", source: "Council transport layout", headers: ["licence_no"])
    public static let licenceType = Field<String>(
        2, "licence-type", .text, "Taxi, private hire or public service vehicle", source: "Council transport layout",
        headers: ["licence_type"])
    public static let licenceExpiry = Field<CalendarDate>(
        3, "licence-expiry", .date, "Last day of the licence", source: "Council transport layout",
        headers: ["licence_expiry"])
    public static let badge = Field<String>(
        4, "badge", .text, "Council badge number", source: "Council transport layout", headers: ["badge_no"])
    public static let badgeIssued = Field<CalendarDate>(
        5, "badge-issued", .date, "Date the badge was issued", source: "Council transport layout",
        headers: ["badge_issue"])
    public static let badgeExpiry = Field<CalendarDate>(
        6, "badge-expiry", .date, "Last day of the badge", source: "Council transport layout", headers: ["badge_expiry"]
    )
    public static let safeguardingTraining = Field<CalendarDate>(
        7, "safeguarding-training", .date, "Date of the last safeguarding training", source: "Council transport layout",
        headers: ["safeguarding_training_date"])
    public static let licensingAuthority = Field<String>(
        8, "licensing-authority", .text, "Who licensed", source: "Taxi licensing register", .open,
        headers: ["licensing authority"])
    public static let licenceStatus = Field<String>(
        9, "licence-status", .code("crew-licence-status"), "The licensing authority's decision that stands",
        source: "Taxi licensing register", headers: ["licence status", "decision"])
    public static let licenceDecided = Field<CalendarDate>(
        10, "licence-decided", .date, "Date of that decision, for instance of a revocation",
        source: "Taxi licensing register", headers: ["decision date", "date revoked"])
    public static let badgeStatus = Field<String>(
        11, "badge-status", .code("crew-badge-status"), "Whether the badge is valid, suspended or withdrawn",
        source: "Council badge register", headers: ["badge status"])

    public static let declaration = RecordDeclaration(
        15, "crew-member", about: .crewMember, layout: 2,
        "A member of a transport crew, as an operator or a register states it.",
        fields: [
            name.declaration, licence.declaration, licenceType.declaration, licenceExpiry.declaration,
            badge.declaration, badgeIssued.declaration, badgeExpiry.declaration, safeguardingTraining.declaration,
            licensingAuthority.declaration, licenceStatus.declaration, licenceDecided.declaration,
            badgeStatus.declaration,
        ])
}
