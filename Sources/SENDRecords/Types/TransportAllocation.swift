// A child's seat on a route of home-to-school transport.

/// A child allocated to a route, as the transport team states it.
public enum TransportAllocation {
    public static let route = Field<String>(
        0, "route", .text, "The transport team's key of the route", source: "Council transport layout",
        headers: ["route_id"])
    public static let setting = Field<String>(
        1, "setting", .identifier(.urn), "URN of the school travelled to", source: "Council transport layout",
        headers: ["school_urn"])
    public static let start = Field<CalendarDate>(
        2, "start", .date, "First day of the allocation", source: "Council transport layout", headers: ["start"])
    public static let end = Field<CalendarDate>(
        3, "end", .date, "Last day of the allocation", source: "Council transport layout", headers: ["end"])
    public static let wheelchair = Field<Bool>(
        4, "wheelchair", .flag, "Travels in a wheelchair", source: "Council transport layout", .special,
        headers: ["wheelchair"])
    public static let medicalPlan = Field<Bool>(
        5, "medical-plan", .flag, "Has a medical handling plan on the vehicle", source: "Council transport layout",
        .special, headers: ["medical_plan"])

    public static let declaration = RecordDeclaration(
        11, "transport-allocation", about: .child, "A child allocated to a route, as the transport team states it.",
        fields: [
            route.declaration, setting.declaration, start.declaration, end.declaration, wheelchair.declaration,
            medicalPlan.declaration,
        ])
}
