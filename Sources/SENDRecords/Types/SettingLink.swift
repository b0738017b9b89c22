// Which setting follows or precedes another (Get Information About Schools).

/// A link from one setting to its predecessor or successor.
public enum SettingLink {
    public static let setting = Field<String>(
        0, "setting", .identifier(.urn), "URN of the setting", source: "GIAS links URN", .open, headers: ["urn"])
    public static let linked = Field<String>(
        1, "linked", .identifier(.urn), "URN of the other setting", source: "GIAS links LinkURN", .open,
        headers: ["linkurn"])
    public static let linkedName = Field<String>(
        2, "linked-name", .text, "Name of the other setting", source: "GIAS links LinkName", .open,
        headers: ["linkname"])
    public static let relation = Field<String>(
        3, "relation", .text, "Predecessor or successor, and why", source: "GIAS links LinkType", .open,
        headers: ["linktype"])
    public static let established = Field<CalendarDate>(
        4, "established", .date, "Date of the link", source: "GIAS links LinkEstablishedDate", .open,
        headers: ["linkestablisheddate"])

    public static let declaration = RecordDeclaration(
        13, "setting-link", about: .setting, "A link from one setting to its predecessor or successor.",
        fields: [
            setting.declaration, linked.declaration, linkedName.declaration, relation.declaration,
            established.declaration,
        ])
}
