// The identity of one child as one partner states it; the only record that is matched.

/// One for each child key: names, birth date, identifiers, address as that partner holds them.
public enum Child {
    public static let forename = Field<String>(
        0, "forename", .text, "First name in use by this partner", source: "SEN2 1 forename",
        headers: ["forename", "legal forename", "first name", "given name"])
    public static let middleNames = Field<String>(
        1, "middle-names", .text, "Other given names", source: "School census",
        headers: ["middlenames", "middle name(s)", "middle names"])
    public static let preferredForename = Field<String>(
        2, "preferred-forename", .text, "Name the child is known by", headers: ["preferred forename", "known as"])
    public static let surname = Field<String>(
        3, "surname", .text, "Family name", source: "SEN2 1 surname",
        headers: ["surname", "legal surname", "last name", "family name"])
    public static let formerSurname = Field<String>(
        4, "former-surname", .text, "An earlier family name", source: "School census", headers: ["formersurname"])
    public static let birthDate = Field<CalendarDate>(
        5, "birth-date", .date, "Date of birth", source: "SEN2 1 personbirthdate",
        headers: ["dob", "date of birth", "personbirthdate", "birth date"])
    public static let sex = Field<String>(
        6, "sex", .code("sex"), "Sex as recorded", source: "SEN2 1 sex", headers: ["sex", "gender", "gendercurrent"])
    public static let ethnicity = Field<String>(
        7, "ethnicity", .code("ethnicity"), "Ethnic group, four-letter DfE code", source: "SEN2 1 ethnicity", .special,
        headers: ["ethnicity"])
    public static let upn = Field<String>(
        8, "upn", .identifier(.upn), "Unique pupil number", source: "DfE UPN guide 1.2", headers: ["upn"])
    public static let formerUPN = Field<String>(
        9, "former-upn", .identifier(.upn), "An earlier unique pupil number", headers: ["former upn", "formerupn"])
    public static let uln = Field<String>(
        10, "uln", .identifier(.uln), "Unique learner number", source: "SEN2 1 uniquelearnernumber",
        headers: ["uln", "uniquelearnernumber"])
    public static let nhsNumber = Field<String>(
        11, "nhs-number", .identifier(.nhsNumber), "NHS number", source: "FHIR UK Core Patient", .special,
        headers: ["nhs number", "nhsnumber"])
    public static let nhsNumberStatus = Field<String>(
        12, "nhs-number-status", .code("nhs-number-status"), "Whether the NHS number has been traced and verified",
        source: "UK Core NHSNumberVerificationStatus", .special)
    public static let upnUnknownReason = Field<String>(
        13, "upn-unknown-reason", .code("upn-unknown-reason"), "Why there is neither UPN nor ULN",
        source: "SEN2 1 upnunknown", headers: ["upnunknown"])
    public static let postcode = Field<String>(
        14, "postcode", .identifier(.postcode), "Home postcode", source: "SEN2 1 postcode",
        headers: ["postcode", "post code"])
    public static let addressLine = Field<String>(
        15, "address-line", .text, "First line of the home address",
        headers: ["addressline1", "address line 1", "street"])
    public static let phone = Field<String>(
        16, "phone", .text, "Telephone number of the household", headers: ["telephone", "phone"])
    public static let restricted = Field<Bool>(
        17, "restricted", .flag, "Whereabouts must not be told: nothing leaves without an explicit grant",
        source: "FHIR meta.security R, V", .special)
    public static let deceased = Field<CalendarDate>(
        18, "deceased", .date, "Date of death", source: "FHIR Patient.deceased", .special)

    public static let declaration = RecordDeclaration(
        1, "child", about: .child, "A child as one partner states the identity: one for each child key.",
        fields: [
            forename.declaration, middleNames.declaration, preferredForename.declaration, surname.declaration,
            formerSurname.declaration, birthDate.declaration, sex.declaration, ethnicity.declaration, upn.declaration,
            formerUPN.declaration, uln.declaration, nhsNumber.declaration, nhsNumberStatus.declaration,
            upnUnknownReason.declaration, postcode.declaration, addressLine.declaration, phone.declaration,
            restricted.declaration, deceased.declaration,
        ])
}
