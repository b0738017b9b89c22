// What special educational provision a school says a child has.

/// A school's statement of a child's SEN provision.
public enum SENProvision {
    public static let provision = Field<String>(
        0, "provision", .code("sen-provision"), "N no SEN, K SEN support, E EHC plan",
        source: "School census SENprovision", .special, headers: ["senprovision", "sen status"])
    public static let setting = Field<String>(
        1, "setting", .identifier(.urn), "URN of the setting that states it", source: "School census", headers: ["urn"])
    public static let since = Field<CalendarDate>(
        2, "since", .date, "First day of this provision", source: "School census", .special,
        headers: ["senprovisionstartdate", "sen start date"])

    public static let declaration = RecordDeclaration(
        3, "sen-provision", about: .child, "A school's statement of a child's SEN provision.",
        fields: [provision.declaration, setting.declaration, since.declaration])
}
