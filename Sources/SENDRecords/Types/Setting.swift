// A school or other setting (Get Information About Schools).

/// A school or other setting as the national register states it.
public enum Setting {
    public static let urn = Field<String>(
        0, "urn", .identifier(.urn), "Unique reference number", source: "GIAS URN", .open, headers: ["urn"])
    public static let name = Field<String>(
        1, "name", .text, "Name of the setting", source: "GIAS EstablishmentName", .open, headers: ["establishmentname"]
    )
    public static let ukprn = Field<String>(
        2, "ukprn", .identifier(.ukprn), "UK provider reference number", source: "GIAS UKPRN", .open, headers: ["ukprn"]
    )
    public static let laestab = Field<String>(
        3, "laestab", .identifier(.laestab), "Local authority and establishment number",
        source: "GIAS LA (code), EstablishmentNumber", .open, headers: ["laestab"])
    public static let localAuthority = Field<String>(
        4, "local-authority", .identifier(.localAuthority), "Local authority code", source: "GIAS LA (code)", .open,
        headers: ["la (code)"])
    public static let kind = Field<String>(
        5, "kind", .text, "Type of establishment", source: "GIAS TypeOfEstablishment (name)", .open,
        headers: ["typeofestablishment (name)"])
    public static let status = Field<String>(
        6, "status", .text, "Open, closed or about to be", source: "GIAS EstablishmentStatus (name)", .open,
        headers: ["establishmentstatus (name)"])
    public static let phase = Field<String>(
        7, "phase", .text, "Phase of education", source: "GIAS PhaseOfEducation (name)", .open,
        headers: ["phaseofeducation (name)"])
    public static let opened = Field<CalendarDate>(
        8, "opened", .date, "Date opened", source: "GIAS OpenDate", .open, headers: ["opendate"])
    public static let closed = Field<CalendarDate>(
        9, "closed", .date, "Date closed", source: "GIAS CloseDate", .open, headers: ["closedate"])
    public static let lowestAge = Field<Int>(
        10, "lowest-age", .integer, "Lowest age of pupils, in years", source: "GIAS StatutoryLowAge", .open,
        headers: ["statutorylowage"])
    public static let highestAge = Field<Int>(
        11, "highest-age", .integer, "Highest age of pupils, in years", source: "GIAS StatutoryHighAge", .open,
        headers: ["statutoryhighage"])
    public static let street = Field<String>(
        12, "street", .text, "Street", source: "GIAS Street", .open, headers: ["street"])
    public static let town = Field<String>(13, "town", .text, "Town", source: "GIAS Town", .open, headers: ["town"])
    public static let postcode = Field<String>(
        14, "postcode", .identifier(.postcode), "Postcode", source: "GIAS Postcode", .open, headers: ["postcode"])

    public static let declaration = RecordDeclaration(
        12, "setting", about: .setting, "A school or other setting as the national register states it.",
        fields: [
            urn.declaration, name.declaration, ukprn.declaration, laestab.declaration, localAuthority.declaration,
            kind.declaration, status.declaration, phase.declaration, opened.declaration, closed.declaration,
            lowestAge.declaration, highestAge.declaration, street.declaration, town.declaration, postcode.declaration,
        ])
}
