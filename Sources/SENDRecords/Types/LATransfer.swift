// A plan that moves from one council to another: reg 15.

/// A transfer of a plan from or to another council.
public enum LATransfer {
    public static let direction = Field<String>(
        0, "direction", .code("transfer-direction"), "Into this area, or out of it",
        source: "SEND Regulations 2014, reg 15", .special)
    public static let authority = Field<String>(
        1, "authority", .identifier(.localAuthority), "The other council, DfE code",
        source: "SEND Regulations 2014, reg 15", .special, headers: ["other_la", "transferla"])
    public static let moved = Field<CalendarDate>(
        2, "moved", .date, "Date the child moved", source: "SEND Regulations 2014, reg 15", .special)
    public static let becameAware = Field<CalendarDate>(
        3, "became-aware", .date, "Date the old council became aware of the move",
        source: "SEND Regulations 2014, reg 15", .special, headers: ["became_aware"])
    public static let transferred = Field<CalendarDate>(
        4, "transferred", .date, "Date the plan was transferred", source: "SEND Regulations 2014, reg 15", .special)
    public static let parentTold = Field<CalendarDate>(
        5, "parent-told", .date, "Date the new council told the parent what it will do",
        source: "SEND Regulations 2014, reg 15", .special, headers: ["parent_told"])

    public static let declaration = RecordDeclaration(
        44, "la-transfer", about: .child, "A transfer of a plan from or to another council.",
        fields: [
            direction.declaration, authority.declaration, moved.declaration, becameAware.declaration,
            transferred.declaration, parentTold.declaration,
        ])
}
