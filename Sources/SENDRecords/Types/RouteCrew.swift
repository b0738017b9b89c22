// Who works on a route.

/// A crew member at work on a route.
public enum RouteCrew {
    public static let crewMember = Field<String>(
        0, "crew-member", .text, "The transport team's key of the crew member", source: "Council transport layout",
        headers: ["crew_id"])
    public static let role = Field<String>(
        1, "role", .code("crew-role"), "Driver, passenger assistant or reserve", source: "Council transport layout",
        .open, headers: ["role"])
    public static let from = Field<CalendarDate>(
        2, "from", .date, "First day on the route", source: "Council transport layout", .open,
        headers: ["crew_route_from"])
    public static let to = Field<CalendarDate>(
        3, "to", .date, "Last day on the route", source: "Council transport layout", .open, headers: ["crew_route_to"])

    public static let declaration = RecordDeclaration(
        17, "route-crew", about: .route, "A crew member at work on a route.",
        fields: [crewMember.declaration, role.declaration, from.declaration, to.declaration])
}
