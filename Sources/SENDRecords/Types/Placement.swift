// A setting that a plan names or that a child with a plan attends (SEN2 modules 4b and 5b).

/// One placement: the setting named in section I, or the one attended.
public enum Placement {
    public static let basis = Field<String>(
        0, "basis", .code("placement-basis"), "Named in the plan, or attended", source: "SEN2 4b and 5b", .special)
    public static let setting = Field<String>(
        1, "setting", .identifier(.urn), "URN of the setting", source: "SEN2 4b and 5b urn", .special, headers: ["urn"])
    public static let ukprn = Field<String>(
        2, "ukprn", .identifier(.ukprn), "UKPRN of the setting where it has no URN", source: "SEN2 4b and 5b ukprn",
        .special, headers: ["ukprn"])
    public static let arrangement = Field<String>(
        3, "arrangement", .code("sen-setting"), "Kind of arrangement where there is neither URN nor UKPRN",
        source: "SEN2 4b and 5b sensetting", .special, headers: ["sensetting"])
    public static let arrangementOther = Field<String>(
        4, "arrangement-other", .text, "What the arrangement is where the code says other",
        source: "SEN2 4b and 5b sensettingother", .special, headers: ["sensettingother"])
    public static let rank = Field<Int>(
        5, "rank", .integer, "1 primary, 2 secondary", source: "SEN2 4b and 5b placementrank",
        headers: ["placementrank"])
    public static let entryDate = Field<CalendarDate>(
        6, "entry-date", .date, "First day there", source: "SEN2 5b entrydate", .special, headers: ["entrydate"])
    public static let leavingDate = Field<CalendarDate>(
        7, "leaving-date", .date, "Last day there", source: "SEN2 5b leavingdate", .special, headers: ["leavingdate"])
    public static let senUnit = Field<Bool>(
        8, "sen-unit", .flag, "In the setting's SEN unit", source: "SEN2 4b and 5b senunitindicator", .special,
        headers: ["senunitindicator"])
    public static let resourcedProvision = Field<Bool>(
        9, "resourced-provision", .flag, "In the setting's resourced provision",
        source: "SEN2 4b and 5b resourcedprovisionindicator", .special, headers: ["resourcedprovisionindicator"])

    public static let declaration = RecordDeclaration(
        8, "placement", about: .child, "One placement: the setting named in section I, or the one attended.",
        fields: [
            basis.declaration, setting.declaration, ukprn.declaration, arrangement.declaration,
            arrangementOther.declaration, rank.declaration, entryDate.declaration, leavingDate.declaration,
            senUnit.declaration, resourcedProvision.declaration,
        ],
        // A child can come back to a setting; systems differ by the days between the start on paper and the first day.
        pairing: Pairing(
            same: [basis.declaration, setting.declaration, ukprn.declaration, arrangement.declaration],
            dates: [.day([entryDate.declaration], within: 31)]))
}
