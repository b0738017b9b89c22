// A referral to a health service.

/// One referral of a child to a service: received, decided, seen, closed.
public enum Referral {
    public static let provider = Field<String>(
        0, "provider", .text, "ODS code of the provider", source: "CSDS OrgID_Provider", headers: ["orgid_provider"])
    public static let service = Field<String>(
        1, "service", .code("advice-service"), "Service referred to", source: "CSDS CYP102ServiceTypeReferredTo",
        .special, headers: ["servteamtyperefto"])
    public static let status = Field<String>(
        2, "status", .code("referral-status"), "Where the referral stands", source: "FHIR R4 ServiceRequest.status",
        .special)
    public static let received = Field<CalendarDate>(
        3, "received", .date, "Date the provider received it", source: "CSDS ReferralRequest_ReceivedDate", .special,
        headers: ["referralrequest_receiveddate", "referral date", "date of referral", "referral received"])
    public static let source = Field<String>(
        4, "source", .text, "Who referred, by the provider's code", source: "CSDS SourceOfReferral", .special,
        headers: ["sourceofreferral"])
    public static let reason = Field<String>(
        5, "reason", .text, "Primary reason, by the provider's code", source: "CSDS PrimaryReferralReason", .special,
        headers: ["primaryreferralreason"])
    public static let accepted = Field<CalendarDate>(
        6, "accepted", .date, "Date the service accepted it", source: "Referral list", .special)
    public static let rejected = Field<CalendarDate>(
        7, "rejected", .date, "Date the service rejected it", source: "CSDS Referral_RejectionDate", .special,
        headers: ["referral_rejectiondate"])
    public static let firstContact = Field<CalendarDate>(
        8, "first-contact", .date, "Date of the first attended contact", source: "CSDS CYP201CareContact", .special,
        headers: ["first contact"])
    public static let statedService = Field<String>(
        9, "stated-service", .text, "Service or team, by the provider's own name or code",
        source: "CSDS CYP102ServiceTypeReferredTo", .special)
    public static let closed = Field<CalendarDate>(
        10, "closed", .date, "Date the referral was closed", source: "CSDS Referral_ClosureDate", .special,
        headers: ["referral_closuredate"])

    public static let declaration = RecordDeclaration(
        38, "referral", about: .child, "One referral of a child to a service: received, decided, seen, closed.",
        fields: [
            provider.declaration, service.declaration, status.declaration, received.declaration, source.declaration,
            reason.declaration, accepted.declaration, rejected.declaration, firstContact.declaration,
            statedService.declaration, closed.declaration,
        ])
}
